"""pages/supervision."""
