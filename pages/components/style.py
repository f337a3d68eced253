"""Given nothing; gives the look of every page: on the screen (style.css) white, one accent, strong hierarchy, numbers that line up; on paper (print.css)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from charts import palette

_COLOURS = ("ACCENT", "ALERT", "INK", "PALE", "QUIET", "RULE", "WARN")


def apply_style() -> None:
    """Put the style sheet into the page."""
    st.html(_sheet())


@cache
def _sheet() -> str:
    variables = "".join(f"--xj-{name.lower()}: {getattr(palette, name)};" for name in _COLOURS)
    css = "\n".join(Path(__file__).with_name(name).read_text("utf-8") for name in ("style.css", "print.css"))
    return f"<style>:root {{{variables}}}\n{css}</style>"
