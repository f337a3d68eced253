"""Given the county; gives what is handed out: the briefing of a month."""
