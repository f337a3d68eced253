"""Given a page, a month and an area; gives the address of a view and the way to go there, so that every view can be opened by its link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from pages.components.county import current_county

if TYPE_CHECKING:
    from pages.components.filters import Filters

_PAGES = Path(__file__).resolve().parents[1]
THEMES = {
    "防返贫监测": "monitoring", "三保障与饮水": "guarantees", "教育": "education", "健康": "health", "低收入与救助": "relief", "就业": "employment",
    "产业": "industry", "搬迁": "relocation", "资金项目资产": "funds", "金融": "finance", "乡村建设": "construction", "乡村治理": "governance",
    "协作帮扶": "cooperation", "人才与驻村": "talent", "综合": "general",
}  # fmt: skip
"""Theme → the address of its page."""
FILES = {
    **{each: _PAGES / "themes" / f"{each}.py" for each in THEMES.values()},
    "poverty": _PAGES / "themes" / "poverty.py",
    "overview": _PAGES / "review" / "overview.py",
    "coverage": _PAGES / "review" / "coverage.py",
    "change": _PAGES / "review" / "change.py",
    "compare": _PAGES / "review" / "compare.py",
    "map": _PAGES / "review" / "map.py",
    "household": _PAGES / "review" / "household.py",
    "screen": _PAGES / "review" / "screen.py",
    "brief": _PAGES / "briefing" / "brief.py",
    "meeting": _PAGES / "briefing" / "meeting.py",
    "upload": _PAGES / "data" / "upload.py",
    "history": _PAGES / "data" / "history.py",
    "formats": _PAGES / "data" / "formats.py",
    "definitions": _PAGES / "reference" / "definitions.py",
    "clauses": _PAGES / "reference" / "clauses.py",
    "facts": _PAGES / "reference" / "facts.py",
    "words": _PAGES / "reference" / "words.py",
    "tasks": _PAGES / "review" / "tasks.py",
    "score": _PAGES / "review" / "score.py",
}


def query(filters: Filters, *, area: str | None = None, month: str | None = None, **more: str) -> dict[str, str]:
    """The query parameters of a view: the filters (area left out for the whole county) and the page's own ones (empty ones left out)."""
    place = area or filters.area_code
    params = {"month": month or filters.month, "area": "" if place == current_county().code else place, **more}
    params = {"unit": filters.unit, "class": filters.household_class, **params}
    return {name: value for name, value in params.items() if value}


def address(page: str, filters: Filters, *, area: str | None = None, month: str | None = None, **more: str) -> str:
    """A relative address such as coverage?month=2026-10&measure=nursing_allowance, for a plain link."""
    base = "./" if page == "overview" else page
    return f"{base}?{urlencode(query(filters, area=area, month=month, **more))}"


def here(filters: Filters, *, area: str) -> str:
    """The address of the page that is shown, narrowed to an area."""
    return f"?{urlencode(query(filters, area=area))}"


def go(page: str, filters: Filters, *, area: str | None = None, month: str | None = None, **more: str) -> None:
    """Open a view in this session; does not return."""
    st.switch_page(FILES[page], query_params=query(filters, area=area, month=month, **more))


def link(page: str, label: str, filters: Filters, *, area: str | None = None, month: str | None = None, icon: str | None = None, **more: str) -> None:
    """Draw a link that opens a view in this session."""
    st.page_link(FILES[page], label=label, icon=icon, query_params=query(filters, area=area, month=month, **more), width="stretch")
