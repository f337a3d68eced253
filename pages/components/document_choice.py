"""Given the documents and what the URL asks for; gives which of them 文件与条款 shows: one at a time, or the page would be half a megabyte of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobs.clauses import DocumentClauses, SystemClauses

OTHERS, BACK, EVERY = "others", "systems", "every"
"""Beside the documents: those of bureaus and the notes on forms together, and the way back from a system to its clauses, of every theme."""
LABEL = "看哪份文件（有指标计算的条数/全部条数）"


def chosen_systems(rows: Sequence[SystemClauses], themes: Iterable[str]) -> list[SystemClauses]:
    """The systems of the theme that the URL names, else of the first theme; every system at once is the last choice. Drawn and written back."""
    found = {theme: [row for row in rows if row.theme == theme] for theme in themes}
    found = {theme: own for theme, own in found.items() if own} | {EVERY: list(rows)}
    options = list(found)
    asked = st.query_params.get("theme", "")
    start = options.index(asked) if asked in found else 0
    words = {theme: f"{'全部专题' if theme == EVERY else theme}（{len(own)} 项）" for theme, own in found.items()}
    theme = st.selectbox("哪个专题的事项", options, index=start, format_func=words.__getitem__, key="clause_theme")
    st.query_params["theme"] = theme
    return found[theme]


def chosen_document(mission: Sequence[DocumentClauses], others: Sequence[DocumentClauses], systems: int, clause: str) -> str:
    """The document, OTHERS or BACK that the URL names, else the one that holds the clause that was asked for, else the first; drawn and written back."""
    labels = {each.id: f"{each.short} {each.computed}/{len(each.rows)}" for each in mission}
    labels |= {OTHERS: f"行业文件和版式 {sum(len(each.rows) for each in others)}", BACK: f"从事项看条款 {systems}"}
    of_clause = clause.partition("-")[0]
    holds = OTHERS if of_clause in {each.id for each in others} else of_clause
    start = next((each for each in (st.query_params.get("doc", ""), holds) if each in labels), next(iter(labels)))
    found = st.segmented_control(LABEL, list(labels), format_func=labels.__getitem__, default=start, key="clause_document", required=True) or start
    st.query_params["doc"] = found
    if found != BACK:
        st.query_params.pop("theme", None)
    return found
