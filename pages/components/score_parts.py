"""Given the scorecard of a month; gives the parts of 考核对标: townships by dimension, lead units, data quality, and the lines of one score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import NONE, SPACE, count
from charts.shortfall import class_colour
from jobs.clauses import clause_link
from jobs.score_file import CAUTION, METHOD, score_workbook
from jobs.scorecard import NOT_RANKED, points_text
from pages.components.clause_parts import clause_links
from pages.components.html import bullet, change_sign, show, table, text
from pages.components.links import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobs.county import County
    from jobs.score_quality import QualityRow
    from jobs.scorecard import PlaceScore, Scoreboard, ScoreCell, ScoreLine
    from pages.components.filters import Filters
    from policy.scorecard import Dimension

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CONVENTION = "产品约定"
_DARKEST = 4
_HEAT = "格里是这个维度的得分，满分 100，以 98、95、85、70 分为界由蓝到橙。* 这个维度可评的分值不足一半；— 不能评。点格子看由哪些指标得来。"


def place_table(board: Scoreboard, filters: Filters) -> None:
    """The county, then its townships by rank: score, changes, a cell for each dimension, and what costs most points."""
    heads = [("名次", "num"), ("苏木镇", "nowrap"), ("得分", "num"), ("较上月", "num"), ("名次变化", "nowrap")]
    heads += [(each.name, "") for each in board.dimensions]
    rows = [_place(each, filters) for each in (*board.places, board.county)]
    show(table([*heads, ("可评权重", "num"), ("失分最多的一项", "")], rows, css="xj-table xj-matrix xj-score"))
    st.caption(_HEAT)


def _place(place: PlaceScore, filters: Filters) -> list[str]:
    low = "" if place.total.rankable else f'<span class="xj-quiet xj-fine" title="{NOT_RANKED}">不排名</span>'
    whole = place.rank is None and place.total.rankable
    rank = f"<b>{place.rank}</b>" if place.rank else low or '<span class="xj-quiet">全旗</span>'
    name = f'<a href="{text(address("score", filters, place=place.code))}" target="_self">{text(place.name)}</a>'
    moved = "" if whole else change_sign(place.moved)
    known = f'<span title="{text(place.told)}">{place.total.known:.0%}</span>'
    cells = [_cell(cell, place, filters) for cell in place.cells]
    return [rank, name, _score(place), change_sign(place.change), moved, *cells, known, _worst(place, filters)]


def _score(place: PlaceScore) -> str:
    return f"<b>{text(place.text)}</b>" if place.total.rankable else f'<span class="xj-quiet" title="{NOT_RANKED}">{text(place.text)}</span>'


def _cell(cell: ScoreCell, place: PlaceScore, filters: Filters) -> str:
    href = text(address("score", filters, place=place.code, dimension=cell.dimension))
    style = "" if cell.tone is None else f"background:{class_colour(cell.tone)}" + (";color:#fff" if cell.tone == _DARKEST else "")
    return f'<a class="xj-cell" style="{style}" href="{href}" target="_self" title="{text(cell.told)}">{text(cell.text)}</a>'


def _worst(place: PlaceScore, filters: Filters) -> str:
    if place.worst is None:
        return f'<span class="xj-quiet">{NONE}</span>'
    area = place.code or None
    href = text(address("coverage", filters, measure=place.worst.measure, area=area))
    return f'<a href="{href}" target="_self">{text(place.worst.label)}</a> <span class="xj-quiet xj-fine">失{SPACE}{place.worst.lost:.1f}{SPACE}分</span>'


def unit_table(board: Scoreboard, filters: Filters) -> None:
    """The lead units with the county's figures of what they lead, fewest points first."""
    heads = [("牵头单位", "nowrap"), ("得分", "num"), ("较上月", "num"), ("能评/全部", "nowrap"), ("失分最多的一项", "")]
    show(table(heads, [_unit(each, filters) for each in board.units]))


def _unit(unit: PlaceScore, filters: Filters) -> list[str]:
    name = f'<a href="{text(address("score", filters, lead=unit.name))}" target="_self">{text(unit.name)}</a>'
    score = f"<b>{text(unit.text)}</b>" if unit.total.rankable else f'<span class="xj-quiet" title="可评权重不足一半">{text(unit.text)}（不足一半）</span>'
    told = f"{sum(not line.left_out for line in unit.lines)}/{len(unit.lines)}{SPACE}项"
    return [name, score, change_sign(unit.change), told, _worst(unit, filters)]


def quality_table(rows: Iterable[QualityRow]) -> None:
    """How good the data of each township is: sheets, unknown, held rows, corrections."""
    heads = [("苏木镇", "nowrap"), ("在用的表", "num"), ("其中本月报的", "num"), ("无法判定", "num"), ("暂扣行", "num"), ("更正次数", "num")]
    show(table(heads, [_quality(row) for row in rows]))


def _quality(row: QualityRow) -> list[str]:
    lacking = f'<br><span class="xj-worse xj-fine">缺{SPACE}{text("、".join(row.lacking))}</span>' if row.lacking else ""
    numbers = (row.handed_text, row.fresh_text, row.unknown, count(row.held), count(row.corrected))
    return [text(row.name) + lacking, *(text(each) for each in numbers)]


def line_table(lines: Sequence[ScoreLine], dimensions: Sequence[Dimension], county: County, filters: Filters, area: str | None) -> None:
    """The measures behind a score: value, target, weight, score, what each adds and costs; then what is left out and why. One dimension is not named again."""
    names = {each.id: each.name for each in dimensions} if len({line.dimension for line in lines}) > 1 else {}
    first = [("维度", "nowrap")] if names else []
    counted, left = [line for line in lines if not line.left_out], [line for line in lines if line.left_out]
    if counted:
        heads = [("指标", ""), ("数值", "num"), ("依据", ""), ("目标", "num"), ("分值", "num"), ("", ""), ("得分", "num"), ("计入合计", "num"), ("失分", "num")]
        rows = [[*_named(line, names), *_line(line, county, filters, area)] for line in counted]
        show(table([*first, *heads, ("牵头", "nowrap"), ("考的是哪一条", "nowrap")], rows))
    if left:
        st.subheader(f"没有计分的 {len(left)} 项", anchor=False)
        heads = [("指标", ""), ("数值", "num"), ("依据", ""), ("分值", "num"), ("为什么不计", "")]
        show(table([*first, *heads], [[*_named(line, names), *_left(line, filters, area)] for line in left]))


def _named(line: ScoreLine, names: dict[str, str]) -> list[str]:
    return [text(names[line.dimension])] if names else []


def _line(line: ScoreLine, county: County, filters: Filters, area: str | None) -> list[str]:
    source = clause_links((clause_link(county.policy, line.clause),), filters) if line.clause else _CONVENTION
    return [
        _measure(line, filters, area), f"<b>{text(line.value)}</b>", _rests_on(line), text(line.target), count(line.weight),
        bullet((line.score or 0) / 100), f"<b>{points_text(line.score)}</b>", f"{line.points or 0:.1f}", _lost(line), text(line.lead_unit), source,
    ]  # fmt: skip


def _left(line: ScoreLine, filters: Filters, area: str | None) -> list[str]:
    return [_measure(line, filters, area), text(line.value), _rests_on(line), count(line.weight), text(line.left_out)]


def _rests_on(line: ScoreLine) -> str:
    return "" if line.basis == line.left_out else f'<span class="xj-quiet">{text(line.basis)}</span>'


def _lost(line: ScoreLine) -> str:
    lost = f"{line.lost or 0:.1f}"
    return f'<span class="xj-worse">{lost}</span>' if lost != "0.0" else NONE


def _measure(line: ScoreLine, filters: Filters, area: str | None) -> str:
    return f'<a href="{text(address("coverage", filters, measure=line.measure, area=area))}" target="_self">{text(line.label)}</a>'


def dimension_links(place: PlaceScore, dimensions: Sequence[Dimension], chosen: str, filters: Filters) -> None:
    """The dimensions of a place side by side, the chosen one marked; the first opens all of them."""
    cells = {cell.dimension: cell.text for cell in place.cells}
    parts = [("", "全部", place.text), *((each.id, each.name, cells[each.id]) for each in dimensions)]
    marked = [
        f'<a href="{text(address("score", filters, place=place.code, dimension=name))}" target="_self">'
        f"<span>{text(label)}</span><b>{text(score)}</b></a>".replace("<a ", '<a class="xj-chosen" ' if name == chosen else "<a ")
        for name, label, score in parts
    ]
    show(f'<div class="xj-themes">{"".join(marked)}</div>')


def method() -> None:
    """How the scores come about, and what they are for."""
    st.subheader("怎么算的", anchor=False)
    show("".join(f'<p class="xj-fine" style="margin:.1rem 0">{number}．{text(line)}</p>' for number, line in enumerate(METHOD, start=1)))


def caution() -> None:
    """What the scores may not be used for, before any of them."""
    st.caption(CAUTION)


def score_download(board: Scoreboard, quality: Sequence[QualityRow], month: str) -> None:
    """The workbook, made when it is asked for."""
    st.download_button(
        "下载 Excel",
        data=lambda: score_workbook(board, quality, month),
        file_name=f"考核对标_{month}.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        key="score_download",
        on_click="ignore",
    )
