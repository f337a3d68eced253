"""Given the comparison of places; gives its parts on 对比: the choice of measure and month, the ranked table, the slopes, the months, the villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from charts.multiples import multiples, scale_of
from charts.slope import slope, uneven
from charts.strips import SELECTION, strips
from jobs.progress import lacking_words
from pages.components.html import show, table, text
from pages.components.links import address, go
from pages.components.measure_choice import labels_by_theme
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.compare_view import CompareView
    from jobs.place_ranks import PlaceLine
    from jobs.progress import PlaceProgress
    from jobs.wording import Wording
    from pages.components.filters import Filters


@dataclass(frozen=True)
class Choice:
    """What is compared: a measure, with another month (None: there is no other)."""

    measure: str
    other: str | None


def chosen(wording: Wording, months: Sequence[str], filters: Filters, first: str) -> Choice:
    """The choice that the URL holds, drawn as two selections and written back. months: all submitted ones; first: the measure where the URL names none."""
    labels = labels_by_theme(wording)
    left, right = st.columns([3, 1])
    with left:
        measure = _select("指标", "measure", list(labels), labels, first)
    others = [month for month in sorted(months, reverse=True) if month != filters.month]
    if not others:
        return Choice(measure, None)
    before = next((month for month in others if month < filters.month), others[-1])
    with right:
        return Choice(measure, _select("对比月份", "with", others, {month: month_label(month) for month in others}, before))


def _select(label: str, name: str, options: list[str], labels: Mapping[str, str], default: str) -> str:
    asked = st.query_params.get(name, default)
    start = asked if asked in options else default
    found = st.selectbox(label, options, index=options.index(start), format_func=labels.__getitem__, key=f"compare_{name}")
    st.query_params[name] = found
    return found


def ranking(view: CompareView, choice: Choice, filters: Filters, progress: Mapping[str, PlaceProgress]) -> None:
    """The places in order, the worst first; each opens the measure there. progress: what each township handed in."""
    st.subheader(f"各{view.level}排名", anchor=False)
    complete = bool(progress) and any(line.code in progress for line in view.lines)
    headings = [("名次", "num"), ("地方", "nowrap"), (view.amount, "num")]
    headings += [(f"较{view.other}", "num"), ("名次变化", "nowrap")] if view.other else []
    headings += [(view.rate or "依据", ""), ("无法判定", "num"), *([("报表", "nowrap")] if complete else [])]
    rows = [_line(line, view, choice, filters, progress if complete else None) for line in view.lines]
    show(table(headings, rows, css="xj-table xj-tight"))
    order = "由多到少" if view.counts else "由差到好"
    st.caption(f"名次按{view.amount}{order}排，1 是最差；↑ 是往差的方向走了几位。基数小的比率只作参考。点地方看这项指标在那里的情况。")
    if lacking := lacking_words((line.name, progress[line.code]) for line in view.lines if line.code in progress):
        st.caption(f"缺的报表：{lacking}。")


def _line(line: PlaceLine, view: CompareView, choice: Choice, filters: Filters, progress: Mapping[str, PlaceProgress] | None) -> list[str]:
    href = text(address("coverage", filters, area=line.code, measure=choice.measure))
    tone = "worse" if (line.worse or 0) > 0 else "better" if (line.worse or 0) < 0 else "quiet"
    small = ' <span class="xj-tag">基数小</span>' if line.small and line.rank is not None else ""
    cells = ["—" if line.rank is None else str(line.rank), f'<a href="{href}" target="_self">{text(line.name)}</a>', f"<b>{text(line.text)}</b>"]
    if view.other:
        turn = tone if line.moved.startswith({"worse": "↑", "better": "↓"}.get(tone, "—")) else "quiet"
        cells += [f'<span class="xj-{tone}">{text(line.change)}</span>', f'<span class="xj-{turn}">{text(line.moved or "不变")}</span>']
    rate = f"{text(line.rate)} " if view.rate and line.rank is not None else ""
    cells += [f'{rate}<span class="xj-quiet">{text(line.stated)}</span>{small}', f'<span class="xj-quiet">{text(line.unknown)}</span>']
    if progress is not None:
        own = progress.get(line.code)
        lacking = own is not None and (bool(own.lacking) or not own.fresh)
        which = f' title="缺{text(own.names)}"' if own and own.lacking else ""
        cells.append(f'<span class="xj-{"worse" if lacking else "quiet"}"{which}>{text(own.text if own else "")}</span>')
    return cells


def slopes(view: CompareView, months: tuple[str, str]) -> None:
    """Both months beside each other, the earlier one left."""
    st.subheader(f"{months[0]}与{months[1]}相比", anchor=False)
    lines = view.slopes if months[1] == view.now else tuple(line.turned() for line in view.slopes)
    st.vega_lite_chart(spec=slope(lines, months, zero=view.counts), width="stretch", alt=view.finding)
    roots = "有一处特别多，纵向按平方根画，看得清其余各处。" if uneven(lines, zero=view.counts) else ""
    st.caption(f"橙色是变差最多的，蓝色是改善最多的，其余为灰色。{roots}")


def months_of_places(view: CompareView) -> None:
    """The measure by month in every place, on one scale."""
    low, high = scale_of(view.series, view.target, share=view.share)
    ends = [f"{each * 100:.0f}%" if view.share else f"{each:g}" for each in (low, high)]
    st.subheader(f"各{view.level}逐月的{view.value_name}", anchor=False)
    st.vega_lite_chart(spec=multiples(view.series, view.months, share=view.share, target=view.target), width="stretch", alt=view.finding)
    dashed = "，虚线是目标" if view.target is not None else ""
    st.caption(f"每一格都从 {ends[0]} 到 {ends[1]}，同一把尺子{dashed}；空心点基数不到 30，断开的是没有数的月份。按名次排。")


def villages(view: CompareView, choice: Choice, filters: Filters) -> None:
    """One strip a township, one dot a village; a click opens the village."""
    st.subheader(f"各嘎查村的{view.value_name}", anchor=False)
    spec = strips(view.dots, view.strips, share=view.share, title=view.value_name, target=view.target)
    key = f"strips_{choice.measure}_{filters.month}"
    event = st.vega_lite_chart(spec, width="stretch", key=key, on_select="rerun", selection_mode=[SELECTION], alt=_lowest(view))
    larger = f"点越大，{view.amount}越多；" if view.counts else ""
    st.caption(f"一个点是一个嘎查村；{larger}空心的基数不到 30，比率只作参考。点一个点看那个村。{_lowest(view)}")
    picked = event["selection"].get(SELECTION) or []
    if picked and picked[0].get("area_code"):
        go("coverage", filters, area=picked[0]["area_code"], measure=choice.measure)


def _lowest(view: CompareView) -> str:
    """Which village misses most."""
    most = max(view.dots, key=lambda dot: dot.people, default=None)
    if most is None or not most.people:
        return ""
    return f"{view.amount}最多的村是{most.township.partition('（')[0]}{most.village}：{most.text}。"
