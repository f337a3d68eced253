"""Given month and area in the sidebar; gives the page of the theme 协作帮扶."""

from pages.components.theme_page import show_theme

show_theme("协作帮扶")
