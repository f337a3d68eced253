"""Given results; gives Vega-Lite charts and maps as plain dicts, with what they show in words."""
