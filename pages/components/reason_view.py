"""Given the reason why a unit stands where it stands; gives it as a table: condition, value, outcome, clause, source cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.components.html import show, table, text

if TYPE_CHECKING:
    from jobs.household import Reason

_SIGNS = {"✓": "xj-good", "✗": "xj-poor", "?": "xj-none"}


def show_reason(reason: Reason) -> None:
    """The sentence and the table, under a list of things that have no page of their own."""
    show(f'<p class="xj-lead">{text(reason.sentence)}</p>')
    reason_table(reason, value="这一行的值")


def reason_table(reason: Reason, *, value: str) -> None:
    """One line for every condition of the rule: words, value, outcome, clause, source cell. value: the heading of the values."""
    part, rows = "", []
    for line in reason.lines:
        indent = f' style="padding-left:{line.depth * 0.9:.1f}rem"'
        sign = f'<b class="{_SIGNS[line.sign]}">{line.sign}</b>'
        head = text(line.part) if line.part != part else ""
        part = line.part
        source = f'<span class="xj-quiet">{text(line.source)}</span>'
        rows.append([head, f"<span{indent}>{text(line.words)}</span>", text(line.value), sign, text(line.clause), source])
    show(table([("部分", "nowrap"), ("条件", ""), (value, ""), ("", ""), ("条款", ""), ("数据出处", "")], rows, css="xj-trace"))
    st.caption("✓ 成立　✗ 不成立　? 缺数据，无法判定。比对结果均为疑似，核实前不作结论。")
