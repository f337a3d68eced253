"""Given the view of a household; gives the parts of 户情: search, people, standings with the trace of the chosen one, money, months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.household import search
from pages.components.html import show, table, text
from pages.components.links import address, go, link
from pages.components.reason_view import reason_table
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.household import HouseholdView, Member, Place, Reason
    from pages.components.filters import Filters


def search_box(county: County, filters: Filters) -> None:
    """Look for a household by number, name or the last four of an id; one hit opens at once."""
    asked = st.text_input("查找一户", placeholder="户编号、成员姓名或身份证号后四位", key="household_search", label_visibility="collapsed")
    if not asked.strip():
        return
    found = search(county, filters.month, asked)
    if not found:
        st.info(f"{month_label(filters.month)}的数据里没有找到“{asked.strip()}”。可换一个月份，或核对后四位（末位可能是 X）。")
    elif len({each.household_id for each in found}) == 1 and st.query_params.get("household") != found[0].household_id:
        go("household", filters, household=found[0].household_id)
    else:
        rows = [
            [
                f'<a href="{text(address("household", filters, household=each.household_id))}" target="_self">{text(each.household_id)}</a>',
                text(each.name),
                text(each.place),
            ]
            for each in found
        ]
        show(table([("户编号", "nowrap"), ("姓名", "nowrap"), ("嘎查村", "")], rows))


def members_table(view: HouseholdView) -> None:
    """The people of the household, masked."""
    headings = [("姓名", "nowrap"), ("证件后四位", "nowrap"), ("关系", "nowrap"), ("性别", "nowrap"), ("年龄", "num"), ("常住状态", "nowrap"), ("情况", "")]
    show(table(headings, [_member(each) for each in view.members]))


def _member(member: Member) -> list[str]:
    tags = "".join(f'<span class="xj-tag">{text(tag)}</span>' for tag in member.tags) or "—"
    return [*(text(each) for each in (member.name, member.id_tail, member.relation, member.sex, member.age, member.residence)), tags]


def choose_standing(view: HouseholdView, measure: str | None) -> Place | None:
    """The list of policies that concern the household, trouble first; the one that the URL names is chosen to begin with."""
    if not view.counted:
        st.info("本月没有一项指标把这一户计算在内。")
        return None
    plain = [index for index, place in enumerate(view.counted) if place.tone == "none" and place.measure != measure]
    folded = bool(plain) and not st.toggle(f"连同不应享、也未享的 {len(plain)} 处", key=f"all_{view.household_id}")
    options = [index for index in range(len(view.counted)) if not (folded and index in plain)]
    if not options:
        st.info("没有一项政策与本户有关。")
        return None
    start = next((place for place, index in enumerate(options) if view.counted[index].measure == measure), 0)
    labels = [f"{place.text}{chr(0x200B) * index}" for index, place in enumerate(view.counted)]  # equal labels would be one option
    key = f"standing_{view.household_id}_{measure}_{folded}"
    chosen = st.radio("涉及的政策", options, index=start, format_func=labels.__getitem__, key=key, label_visibility="collapsed")
    return view.counted[chosen]


def trace(place: Place, reason: Reason) -> None:
    """The sentence, then one line for every condition of the rule: words, value, outcome, clause, source cell."""
    st.subheader(f"{place.label}" + (f"　{place.who}" if place.who else ""), anchor=False)
    tone = "none" if place.tone == "unknown" else place.tone
    show(f'<p class="xj-lead"><span class="xj-light xj-{tone}">{text(place.word)}</span>　牵头：{text(place.lead_unit)}</p>')
    reason_table(reason, value="这一户的值")


def money_table(view: HouseholdView) -> None:
    """What came in the year up to the month."""
    if not view.benefits:
        st.caption("一年内没有发放记录。")
        return
    rows = [[text(each.month), text(each.label), text(each.who), text(each.amount), text(each.state)] for each in view.benefits]
    show(table([("期间", "nowrap"), ("待遇", ""), ("发给", "nowrap"), ("金额", "num"), ("状态", "nowrap")], rows))


def month_links(view: HouseholdView, filters: Filters) -> None:
    """The months in which the household is in the data, each opening it there."""
    links = []
    for month in view.months:
        if month == filters.month:
            links.append(f"<b>{month_label(month)}</b>")
        else:
            href = text(address("household", filters, month=month, household=view.household_id))
            links.append(f'<a href="{href}" target="_self" style="color:var(--xj-accent)">{month_label(month)}</a>')
    show(f"<p>有数据的月份：{'　'.join(links)}</p>")


def other_policies(view: HouseholdView, filters: Filters) -> None:
    """Policies that do not concern the household, and those that wait for a value or for data."""
    with st.expander(f"不涉及本户的 {len(view.outside)} 项，暂不能计算的 {len(view.waiting)} 项"):
        if view.outside:
            st.write("不涉及：" + "、".join(view.outside))
        for label, why in view.waiting:
            st.write(f"{label}：{why}")
        link("definitions", "看口径与依据", filters)
