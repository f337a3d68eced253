"""Given the steps of 数据上报; keeps between runs what a session has checked and stored, and gives it back."""

from __future__ import annotations

from typing import Any

import streamlit as st

_KEYS = {"checked": "_upload_checked", "receipt": "_upload_receipt"}


def kept(step: str) -> Any:  # noqa: ANN401 - a Checked or a Receipt, as the step says
    """What the step ("checked" or "receipt") left, None if it was not reached."""
    return st.session_state.get(_KEYS[step])


def keep(step: str, result: object) -> None:
    """Keep what a step gave; the result of the other step is dropped, because one follows the other."""
    for name, key in _KEYS.items():
        st.session_state[key] = result if name == step else None


def start_again() -> None:
    """Forget both steps; the next run asks for files."""
    for key in _KEYS.values():
        st.session_state[key] = None
