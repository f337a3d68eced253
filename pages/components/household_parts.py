"""Given the view of a household in a month; gives its parts: people, dwellings, money, and the policies that do not concern it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import NONE
from jobs.household import NoHouseholdError
from pages.components.cached import household_of
from pages.components.html import show, table, text
from pages.components.links import link

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.household import HouseholdView, Member
    from pages.components.filters import Filters


def view_of(county: County, month: str, household: str) -> HouseholdView | None:
    """The household in the month; None where the month does not have it."""
    try:
        return household_of(county, month, household)
    except NoHouseholdError:
        return None


def members_table(view: HouseholdView) -> None:
    """The people of the household, masked."""
    headings = [("成员", "nowrap"), ("证件", "nowrap"), ("关系", "nowrap"), ("年龄", "nowrap"), ("情况", "")]
    show(table(headings, [_member(each) for each in view.members], css="xj-table xj-tight"))


def _member(member: Member) -> list[str]:
    tags = "".join(f'<span class="xj-tag">{text(tag)}</span>' for tag in (member.residence, *member.tags) if tag != NONE) or NONE
    return [*(text(each) for each in (member.name, member.id_tail, member.relation, f"{member.sex} {member.age}")), tags]


def homes(view: HouseholdView) -> None:
    """Dwellings and water supply, a line each."""
    if view.homes:
        show("".join(f'<div class="xj-fine">{text(line)}</div>' for line in view.homes))


def money_table(view: HouseholdView) -> None:
    """What came in the year up to the month."""
    if not view.benefits:
        st.caption("一年内没有发放记录。")
        return
    rows = [[text(each.month), text(each.label), text(each.who), text(each.amount), text(each.state)] for each in view.benefits]
    show(table([("期间", "nowrap"), ("待遇", ""), ("发给", ""), ("金额", "num"), ("状态", "nowrap")], rows))


def other_policies(view: HouseholdView, filters: Filters) -> None:
    """Policies that do not concern the household, and those that wait for a value or for data."""
    with st.expander(f"不涉及本户的 {len(view.outside)} 项，暂不能计算的 {len(view.waiting)} 项"):
        if view.outside:
            st.write("不涉及：" + "、".join(view.outside))
        for label, why in view.waiting:
            st.write(f"{label}：{why}")
        link("definitions", "看口径与依据", filters)
