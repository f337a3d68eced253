"""Given month and area and what the reader types; gives the way to a household: the search, those that most policies miss, those seen in this session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from charts.numbers import count
from pages.components.cached import household_rows_of, households_found_of, missed_households_of
from pages.components.frame import frame
from pages.components.links import go, link
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.county import County
    from jobs.household_lists import HouseholdRow
    from pages.components.filters import Filters

_SEEN, _MOST_SEEN = "_households_seen", 6
_LIMIT = 50  # of metrics.find


def search_box(county: County, filters: Filters) -> None:
    """Look for a household by number, name or the last four of an id; one hit opens at once."""
    asked = st.text_input("查找一户", placeholder="户编号、成员姓名或身份证号后四位", key="household_search", label_visibility="collapsed")
    if not asked.strip():
        return
    found = households_found_of(county, filters.month, asked)
    numbers = list(dict.fromkeys(each.household_id for each in found))
    if not numbers:
        st.info(f"{month_label(filters.month)}的数据里没有找到“{asked.strip()}”。可换一个月份，或核对后四位（末位可能是 X）。")
    elif len(numbers) > 1:
        st.caption(f"找到 {len(numbers)} 户，点一行打开。" + ("只列前面的，请再写具体些。" if len(found) >= _LIMIT else ""))
        _list(household_rows_of(county, filters.month, tuple(numbers)), filters, key=f"found_{asked}")
    elif st.query_params.get("household") != numbers[0]:
        go("household", filters, household=numbers[0])


def landing(county: County, filters: Filters) -> None:
    """Households to begin with: those seen before, then those that several policies miss at once."""
    seen = household_rows_of(county, filters.month, tuple(st.session_state.get(_SEEN, ())))
    if seen:
        st.subheader("刚才看过的户", anchor=False)
        _list(seen, filters, key="seen")
    st.subheader("同时缺几项政策的户（疑似）", anchor=False)
    number, rows = missed_households_of(county, filters.month, filters.area_code)
    if not rows:
        st.caption("没有一户同时缺两项以上政策。")
    else:
        st.caption(
            f"{month_label(filters.month)}同时缺两项以上的有 {count(number)} 户，缺得最多的 {len(rows)} 户在下面；点一行打开。数据比对，核实前不作结论。"
        )
        _list(rows, filters, key=f"missed_{filters.month}_{filters.area_code}")
    link("coverage", "从一项政策的名单里找：去“覆盖与精准”", filters)


def remember(household: str) -> None:
    """Keep the household among those seen in this session, newest first."""
    st.session_state[_SEEN] = [household, *(one for one in st.session_state.get(_SEEN, ()) if one != household)][:_MOST_SEEN]


def _list(rows: Sequence[HouseholdRow], filters: Filters, *, key: str) -> None:
    """A click on a row opens the household."""
    missed = any(row.missed for row in rows)
    columns = {
        "嘎查村": [row.place for row in rows],
        "户主": [row.head for row in rows],
        "户籍人口": [row.size for row in rows],
        "户类型": [row.household_class for row in rows],
        "情况": [row.marks for row in rows],
        **({"缺的政策（疑似）": [row.missed for row in rows]} if missed else {}),
        "户编号": [row.household_id for row in rows],
    }
    event = frame(
        pd.DataFrame(columns, dtype=object),
        hide_index=True,
        height="content",
        key=f"households_{key}",
        on_select="rerun",
        selection_mode="single-cell",
        alt=f"{len(rows)} 户",
    )
    cells = event["selection"]["cells"]
    if cells:
        go("household", filters, household=rows[cells[0][0]].household_id)
