"""Given definitions as data; gives what counts: rules, populations, measures, parameters, words."""
