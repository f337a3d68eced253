"""pages/review."""
