"""Given nothing; gives ratios measured in one run: reading, sixty measures, a page after a filter change. Never run as tests."""
