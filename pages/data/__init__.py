"""pages/data."""
