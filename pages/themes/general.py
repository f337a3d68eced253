"""Given month and area in the sidebar; gives the page of the theme 综合."""

from pages.components.theme_page import show_theme

show_theme("综合")
