"""Given figures; gives the pages of the review: overview, coverage, household, tasks."""
