"""Given a county; gives what pages and the command line do alike: load, undo, figures, people, explain, and what each page shows."""
