"""Given the county that the shell opened; gives it to the pages, which may not read settings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from jobs.county import County

_KEY = "_county"


class NoCountyError(Exception):
    """A page ran without the shell around it, so nobody opened the county."""


def hand_county(county: County) -> None:
    """Make `county` the one that the pages of this session read. Called by the shell on every run, before the page."""
    st.session_state[_KEY] = county


def current_county() -> County:
    """The county that the shell opened; raises NoCountyError if a page runs without the shell."""
    if _KEY not in st.session_state:
        raise NoCountyError("页面须由 shell/main.py 打开：尚未打开县域数据")
    return st.session_state[_KEY]
