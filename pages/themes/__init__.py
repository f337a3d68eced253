"""pages/themes."""
