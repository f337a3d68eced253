"""Given the scorecard of a month and how good the data is; gives it as a workbook: scores, lead units, every line behind them, data, and how it is computed."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, count
from jobs.scorecard import points_text
from policy.months import month_label
from reports.model import Table
from reports.sheets import workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.score_quality import QualityRow
    from jobs.scorecard import PlaceScore, Scoreboard

LINE = 29
"""Chinese characters in the widest column of a sheet."""
CAUTION = "得分只用来找工作的薄弱处，供研判，不直接作为考核结论；比对结果是疑似，核实后才算数。"
METHOD = (
    "每项得分＝数值÷目标，超过目标按满分；越低越好的指标反过来算：（1－数值）÷（1－目标）。计划类和序时进度比，办理类看按期的比例。",
    "合计得分＝Σ（分值×得分）÷Σ分值，只算能评的指标。",
    "缺数据、等县里填报、没有对象、基数不到 30 的不计分，也不按 0 分算，列出来并写明占多少权重；可评权重不足一半的不排名。",
    "较上月只比两个月都能评的指标：新报一张表不会显得像进步。得分相同（到一位小数）名次并列。",
    "数据质量单列，不计入得分。",
    "分值是本产品的约定，不是文件规定（文件要求科学设置考核指标：自治区衔接实施意见 25、中央衔接意见 24、磴口县工作方案 21）；县里可以改。",
)
"""How the scores come about, in the words of the page and of the workbook."""


def score_workbook(board: Scoreboard, quality: Sequence[QualityRow], month: str) -> bytes:
    """The workbook; numbers are numbers."""
    pages = [
        ("各苏木镇", [_places(board)], []),
        ("各牵头单位", [_units(board)], []),
        ("苏木镇明细", [_lines("各苏木镇：每一项怎么来的", board, (*board.places, board.county))], []),
        ("牵头单位明细", [_lines("各牵头单位：每一项怎么来的", board, board.units)], []),
        ("数据质量", [_quality(quality)], []),
        ("口径", [_method()], []),
    ]
    return workbook(pages, title=f"考核对标　{month_label(month)}", footer=CAUTION)


def _places(board: Scoreboard) -> Table:
    headings = ("名次", "苏木镇", "得分", "较上月", "名次变化", *(each.name for each in board.dimensions), "可评", "失分最多的一项")
    rows = tuple(
        (
            str(place.rank or NONE), place.name, place.text, place.change.text.removeprefix("+"), place.moved.text.replace(SPACE, " "),
            *(points_text(cell.score) for cell in place.cells), place.told.replace(SPACE, " "), _worst(place),
        )
        for place in (*board.places, board.county)
    )  # fmt: skip
    return Table("各苏木镇得分（满分 100）", headings, rows, numbers=(0, 2, 3, *range(5, 5 + len(board.dimensions))))


def _units(board: Scoreboard) -> Table:
    rows = tuple((unit.name, unit.text, unit.change.text.removeprefix("+"), unit.told.replace(SPACE, " "), _worst(unit)) for unit in board.units)
    return Table("各牵头单位得分（全旗县的数，满分 100）", ("牵头单位", "得分", "较上月", "可评", "失分最多的一项"), rows, numbers=(1, 2))


def _lines(caption: str, board: Scoreboard, places: Sequence[PlaceScore]) -> Table:
    names = {each.id: each.name for each in board.dimensions}
    headings = ("地方或单位", "维度", "指标", "分值", "数值", "依据", "目标", "得分", "计入合计", "失分", "不计分的原因", "牵头单位")
    rows = tuple(
        (
            place.name, names[line.dimension], line.label, count(line.weight), line.value, line.basis, line.target.replace(SPACE, " "),
            points_text(line.score), *(NONE if each is None else f"{each:.2f}" for each in (line.points, line.lost)), line.left_out, line.lead_unit,
        )
        for place in places
        for line in place.lines
    )  # fmt: skip
    return Table(caption, headings, rows, numbers=(3, 4, 7, 8, 9))


def _quality(quality: Sequence[QualityRow]) -> Table:
    headings = ("苏木镇", "在用的表", "本月报的", "应报的表", "缺哪张", "无法判定", "暂扣行", "更正次数")
    rows = tuple(
        (row.name, str(row.handed), str(row.fresh), str(row.sheets), "、".join(row.lacking) or NONE, row.unknown, str(row.held), str(row.corrected))
        for row in quality
    )
    return Table("数据质量（不计入得分）", headings, rows, numbers=(1, 2, 3, 5, 6, 7))


def _method() -> Table:
    """Lines short enough to stand in one row each: a row does not grow with its text in every program."""
    rows = [
        (str(number) if not part else "", line)
        for number, text in enumerate((CAUTION, *METHOD), start=1)
        for part, line in enumerate(wrap(text.replace(" ", SPACE), LINE))
    ]
    return Table("怎么算的", ("序号", "口径"), tuple(rows))


def _worst(place: PlaceScore) -> str:
    return NONE if place.worst is None else f"{place.worst.label}（失 {place.worst.lost:.1f} 分）"
