"""pages/reference."""
