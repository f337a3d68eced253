"""Given the measures; gives the one that the URL asks for, kept over reruns of the page by writing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Container

_NAME = "measure"


def chosen_measure(known: Container[str]) -> str | None:
    """The measure in the URL if there is one of that id; an unknown id is taken out of the URL."""
    asked = st.query_params.get(_NAME)
    if asked is None or asked in known:
        return asked
    del st.query_params[_NAME]
    return None
