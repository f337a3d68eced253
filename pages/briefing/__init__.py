"""pages/briefing."""
