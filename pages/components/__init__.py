"""pages/components."""
