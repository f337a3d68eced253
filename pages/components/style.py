"""Given nothing; gives the look of every page: on the screen (style.css) white, one accent, strong hierarchy; on paper (print.css); on a wall (show.css)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from charts import palette

_COLOURS = ("ACCENT", "ALERT", "INK", "PALE", "QUIET", "RULE", "WARN")


def apply_style() -> None:
    """Put the style sheet into the page."""
    st.html(_sheet())


def apply_show_style() -> None:
    """Put the style sheet of 汇报模式 over it."""
    st.html(f"<style>{Path(__file__).with_name('show.css').read_text('utf-8')}</style>")


@cache
def _sheet() -> str:
    variables = "".join(f"--xj-{name.lower()}: {getattr(palette, name)};" for name in _COLOURS)
    css = "\n".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("style.css", "print.css"))
    return f"<style>:root {{{variables}}}\n{css}</style>"
