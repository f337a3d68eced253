"""Given policy and month; gives results: nine cells, rates, tallies, lists, traces."""
