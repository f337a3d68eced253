"""Given the definitions; gives the pages that say what counts and why."""
