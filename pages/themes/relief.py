"""Given month and area in the sidebar; gives the page of the theme 低收入与救助."""

from pages.components.theme_page import show_theme

show_theme("低收入与救助")
