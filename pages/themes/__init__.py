"""Given the month and area in the sidebar; gives one page for each theme, all drawn by pages.components.theme_page."""
