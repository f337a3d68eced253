"""Given a page's title, its finding and its line of provenance; gives the head of the page, under it the chips of what the page is narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.components.chips import show_chips
from pages.components.html import show, text

if TYPE_CHECKING:
    from collections.abc import Mapping


def page_head(title: str, lead: str = "", *, more: str = "", note: str = "", ignored: Mapping[str, str] | None = None) -> None:
    """Title, one leading sentence, what follows it in plain weight, and a quiet note. ignored: filters that what is shown does not obey, and why."""
    with st.container(key="head"):
        st.title(title, anchor=False)
        rest = f' <span class="xj-more">{text(more)}</span>' if more else ""
        lines = [f'<p class="xj-lead">{text(lead)}{rest}</p>'] if lead else []
        lines += [f'<p class="xj-quiet" style="margin:0;font-size:.84rem">{text(note)}</p>'] if note else []
        if lines:
            show("".join(lines))
        show_chips(ignored or {})
