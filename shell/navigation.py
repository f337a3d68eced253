"""Given nothing; gives the menu: sections, pages, their addresses, and which of them show nothing without data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.components.links import THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

_PAGES = Path(__file__).resolve().parents[1] / "pages"


@dataclass(frozen=True)
class Entry:
    """One page of the menu: its file below pages/, title, address and icon; `needs_data`: without any data the shell shows the first step instead."""

    file: str
    title: str
    address: str
    icon: str
    needs_data: bool = False


SECTIONS: Mapping[str, tuple[Entry, ...]] = {
    "研判": (
        Entry("review/overview.py", "总览", "overview", ":material/dashboard:", needs_data=True),
        Entry("review/coverage.py", "覆盖与精准", "coverage", ":material/target:", needs_data=True),
        Entry("review/change.py", "变化", "change", ":material/waterfall_chart:", needs_data=True),
        Entry("review/compare.py", "对比", "compare", ":material/compare_arrows:", needs_data=True),
        Entry("review/map.py", "地图", "map", ":material/map:", needs_data=True),
        Entry("review/household.py", "户情", "household", ":material/family_home:", needs_data=True),
        Entry("review/screen.py", "专项筛查", "screen", ":material/filter_alt:", needs_data=True),
    ),
    "专题": (
        *(Entry(f"themes/{address}.py", name, address, ":material/label:", needs_data=True) for name, address in THEMES.items()),
        Entry("themes/poverty.py", "贫困测度", "poverty", ":material/query_stats:", needs_data=True),
    ),
    "督办": (
        Entry("review/tasks.py", "任务督办", "tasks", ":material/task_alt:"),
        Entry("review/score.py", "考核对标", "score", ":material/leaderboard:", needs_data=True),
    ),
    "材料": (
        Entry("briefing/brief.py", "简报", "brief", ":material/description:", needs_data=True),
        Entry("briefing/meeting.py", "汇报", "meeting", ":material/slideshow:", needs_data=True),
    ),
    "数据": (
        Entry("data/upload.py", "数据上报", "upload", ":material/upload_file:"),
        Entry("data/history.py", "历史与撤销", "history", ":material/history:"),
        Entry("data/formats.py", "数据格式", "formats", ":material/table_chart:"),
    ),
    "依据": (
        Entry("reference/definitions.py", "口径与依据", "definitions", ":material/gavel:"),
        Entry("reference/clauses.py", "文件与条款", "clauses", ":material/library_books:"),
        Entry("reference/facts.py", "数字与矛盾", "facts", ":material/rule:"),
        Entry("reference/words.py", "词语", "words", ":material/translate:"),
    ),
}
"""Section → pages, in the order of the menu; the first page is the one that "/" opens."""

FIRST = next(iter(SECTIONS.values()))[0]


def page_groups(sections: Mapping[str, tuple[Entry, ...]]) -> dict[str, list[StreamlitPage]]:
    """The menu in the form that st.navigation takes."""
    return {section: [_page(entry) for entry in entries] for section, entries in sections.items()}


def needs_data(address: str) -> bool:
    """Whether the page at `address` shows nothing without data; the first page has the empty address for Streamlit."""
    needing = {entry.address for entries in SECTIONS.values() for entry in entries if entry.needs_data}
    return (address or FIRST.address) in needing


def _page(entry: Entry) -> StreamlitPage:
    return st.Page(_PAGES / entry.file, title=entry.title, url_path=entry.address, icon=entry.icon, default=entry is FIRST)
