"""Given month and area in the sidebar; gives the page of the theme 乡村治理."""

from pages.components.theme_page import show_theme

show_theme("乡村治理")
