"""Given month and area in the sidebar; gives the page of the theme 三保障与饮水."""

from pages.components.theme_page import show_theme

show_theme("三保障与饮水")
