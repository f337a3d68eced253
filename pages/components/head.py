"""Given a page's title, its finding and its line of provenance; gives the head of the page."""

from __future__ import annotations

import streamlit as st

from pages.components.html import show, text


def page_head(title: str, lead: str = "", *, more: str = "", note: str = "") -> None:
    """Title, one leading sentence, what follows it in plain weight, and a quiet note."""
    with st.container(key="head"):
        st.title(title, anchor=False)
        rest = f' <span class="xj-more">{text(more)}</span>' if more else ""
        lines = [f'<p class="xj-lead">{text(lead)}{rest}</p>'] if lead else []
        lines += [f'<p class="xj-quiet" style="margin:0;font-size:.84rem">{text(note)}</p>'] if note else []
        if lines:
            show("".join(lines))
