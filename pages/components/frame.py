"""Given rows; gives them as a table that scrolls and can be clicked, and the same rows as text for paper, where a picture of its first rows would print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from charts.numbers import count
from pages.components.html import show, table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

PRINTED = 200
"""Rows that go onto paper: about seven pages. A longer list is for the workbooks of 简报, and the paper says so."""


def frame(rows: Any, *, column_order: Sequence[str] = (), **choices: Any) -> Any:  # noqa: ANN401 - what st.dataframe takes and gives
    """st.dataframe with the same rows for paper; a column of links stays on the screen."""
    rows = pd.DataFrame(rows)
    shown = st.dataframe(rows, column_order=list(column_order) or None, **choices)
    links = {name for name, each in (choices.get("column_config") or {}).items() if each["type_config"]["type"] == "link"}
    _on_paper(rows.loc[:, [name for name in column_order or rows.columns if name not in links]])
    return shown


def _on_paper(rows: pd.DataFrame) -> None:
    lines = [[text(value) for value in row] for row in rows.head(PRINTED).itertuples(index=False)]
    body = table([(str(name), "") for name in rows.columns], lines, css="xj-table xj-tight xj-rows")
    if len(rows) > PRINTED:
        rest = f"纸上只印前 {PRINTED} 行，共 {count(len(rows))} 行；全部的名单在“简报”的各苏木镇核实名单里，或在屏幕上从表格右上角下载。"
        body += f'<p class="xj-quiet">{rest}</p>'
    show(f'<div class="xj-paper">{body}</div>')
