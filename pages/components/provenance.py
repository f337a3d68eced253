"""Given what a page's figures rest on; gives the one line that says so: data as of, townships submitted, version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Mapping


def provenance_line(as_of: Mapping[str, str], *, month: str, submitted: tuple[int, int] | None = None, version: int | None = None) -> str:
    """The line as text.

    as_of: table label → month of the data used (as in Figure.as_of); submitted: townships that submitted, and all; version: of the store.
    """
    months = sorted({used for used in as_of.values() if used != month}, reverse=True)
    older = [f"{'、'.join(label for label, each in as_of.items() if each == used)}为{month_label(used)}" for used in months]
    parts = [f"数据截至 {month_label(month)}" + (f"（其中{'、'.join(older)}）" if older else "")]
    if submitted is not None:
        parts.append(f"已报送苏木镇 {submitted[0]}/{submitted[1]}")
    if version is not None:
        parts.append(f"数据版本 {version}")
    return " · ".join(parts)


def show_provenance(as_of: Mapping[str, str], *, month: str, submitted: tuple[int, int] | None = None, version: int | None = None) -> None:
    """Show the line in small print under the page's title."""
    st.caption(provenance_line(as_of, month=month, submitted=submitted, version=version))
