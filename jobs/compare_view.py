"""Given the panel, a measure and another month; gives what 对比 shows: the places in order, who stands worst, who rose, the months and the villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.multiples import Series
from charts.numbers import count
from charts.slope import LESS, MORE, REST, Slope
from charts.strips import Dot
from jobs.figure_text import basis, missing, missing_word, value_of, value_text
from jobs.panel import short_month
from jobs.place_ranks import amount_of, comparable, counted, place_lines, said
from policy.months import month_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobs.panel import Definitions, Panel
    from jobs.place_ranks import PlaceLine
    from jobs.readings import Reading
    from metrics.model import Area, Figure
    from policy.model import Measure

HIGHLIGHTED = 3
"""Places that the slope chart brings forward: those that became worse by most."""
ALIKE = 3
"""Places that the finding names where several stand alike."""
NOT_COMPARED = "这项指标是金额或数量的总数，大小随地方大小而定，不排名次；各地的数看“这项指标”的页面。"
NO_PLACES = "这项指标没有分地方的数，只有全旗县的合计，不能在地方之间比。"


@dataclass(frozen=True)
class CompareView:
    """One measure among the places of an area. why_not: why places cannot be compared, "" where they can; then the rest is empty.

    amount, rate: headings of what ranks and of the rate beside it ("" where the rate itself ranks). other: label of the other month, None without.
    counts: whether a count ranks; share: whether the values are ratios; value_name: what they are called. strips: townships as the dots name them, the
    worst first. lead_unit: of the measure; household_class: the class that alone is counted, "" for all.
    """

    place: str
    level: str
    label: str
    finding: str
    why_not: str
    amount: str
    rate: str
    lines: tuple[PlaceLine, ...]
    other: str | None
    now: str
    slopes: tuple[Slope, ...]
    months: tuple[str, ...]
    series: tuple[Series, ...]
    counts: bool
    share: bool
    target: float | None
    value_name: str
    strips: tuple[str, ...]
    dots: tuple[Dot, ...]
    lead_unit: str
    household_class: str


def compare_view(panel: Panel, policy: Definitions, measure_id: str, area: str, other: str | None, household_class: str = "") -> CompareView:  # noqa: PLR0913, PLR0917 - a measure, a place, a month and a class
    """The view. area: the county or a township; of a village its township with all its villages. other: the month compared with, None for none.

    household_class: that the panel counts, "" for all.
    """
    measure, reading = policy.measures[measure_id], policy.readings[measure_id]
    whole = _whole(panel, area)
    lines = place_lines(panel, policy, measure, whole, other) if comparable(reading) else ()
    ranked = [line for line in lines if line.rank is not None]
    why_not = NOT_COMPARED if not comparable(reading) else "" if ranked else _why_no_places(panel, measure_id, whole)
    towns = [line for line in lines if line.code in {each.code for each in panel.areas if each.level == "township"}]
    strips, dots = _strips(panel, measure_id, reading, () if why_not else towns)
    return CompareView(
        panel.place(whole),
        "嘎查村" if whole != panel.county_code else "苏木镇",
        measure.label,
        why_not or _finding(panel, measure, reading, lines, other),
        why_not,
        missing_word(reading) if counted(reading) else "数值",
        ("比率（疑似）" if reading.form == "targeting" else "比率") if counted(reading) else "",
        () if why_not else lines,
        short_month(other) if other else None,
        short_month(panel.month),
        tuple(_slopes(ranked, reading)) if any(line.worse is not None for line in ranked) else (),
        tuple(short_month(month) for month in panel.months),
        () if why_not else tuple(_series(panel, measure_id, reading, line) for line in ranked),
        counted(reading),
        reading.is_share,
        measure.target if reading.is_share and reading.form != "attainment" else None,
        _value_name(reading),
        strips,
        dots,
        policy.systems[measure.system].lead_unit,
        household_class,
    )


def _whole(panel: Panel, area: str) -> str:
    """A village is compared with the others of its township."""
    return next((each.parent for each in panel.areas if each.code == area and each.level == "village"), area)


def _why_no_places(panel: Panel, measure: str, area: str) -> str:
    figure = panel.figure(measure, area)
    if figure is None or figure.waiting:
        return (figure.waiting if figure else None) or f"缺数据：{month_label(panel.month)}没有这项指标需要的表"
    return NO_PLACES if value_of(figure) is not None else f"{month_label(panel.month)}没有一个地方有这项指标的数，不能比。"


def _value_name(reading: Reading) -> str:
    names = {"targeting": "覆盖率", "flow": "按期办结率", "attainment": "完成进度"}
    return names.get(reading.form, "比率" if reading.is_share else f"{reading.amount}/{reading.per}")


def _finding(panel: Panel, measure: Measure, reading: Reading, lines: Sequence[PlaceLine], other: str | None) -> str:
    """Who is worst, who became worse by most, who improved by most, and who could not be ranked."""
    ranked = [line for line in lines if line.rank is not None]
    parts = [_worst(measure, reading, ranked)]
    if other:
        parts.append(_risen(ranked, reading, measure, short_month(other)))
    lacking = [line.name for line in lines if line.rank is None and _lacks(panel, measure.id, line.code)]
    if lacking:
        parts.append(f"{_named(lacking)}缺数据，不排名次")
    return "；".join(part for part in parts if part) + "。"


def _lacks(panel: Panel, measure: str, code: str) -> bool:
    figure = panel.figure(measure, code)
    return figure is None or figure.waiting is not None


def _worst(measure: Measure, reading: Reading, ranked: Sequence[PlaceLine]) -> str:
    word = missing_word(reading)
    if counted(reading) and not any(line.amount for line in ranked):
        return f"{count(len(ranked))} 个地方都没有{word}的"
    if len(ranked) == 1:
        return f"只有{ranked[0].name}有数（{ranked[0].text}），没有别的地方可比"
    top = [line for line in ranked if line.rank == 1]
    if len(top) == len(ranked):
        return f"{count(len(ranked))} 个地方并列，{word if counted(reading) else ''}都是 {_alike(top, reading)}"
    most = f"{word}最多" if counted(reading) else "最低" if measure.higher_is == "better" else "最高"
    if len(top) > 1:
        return f"{most}的是{_named([line.name for line in top])}，并列，各 {_alike(top, reading)}"
    rate = top[0].rate if counted(reading) else top[0].basis
    return f"{most}的是{top[0].name}，{top[0].text}（{rate}{'，基数小' if top[0].small else ''}）"


def _alike(top: Sequence[PlaceLine], reading: Reading) -> str:
    """What places that stand alike have: people, since these rank and not the households that they live in."""
    return said(top[0].amount or 0, reading) if counted(reading) else top[0].text


def _risen(ranked: Sequence[PlaceLine], reading: Reading, measure: Measure, month: str) -> str:
    """ "与9月相比，增加最多的是那林苏木（+4 人），减少最多的是隆德镇（−5 人）"; the worse news first."""
    known = [line for line in ranked if line.worse is not None]
    if not known:
        return f"{month}没有可比的数"
    moved = [
        (word, line)
        for word, line in zip(_words(reading, measure), _ends(known), strict=True)
        if line is not None
    ]  # fmt: skip
    if not moved:
        return f"与{month}相比都没有变化"
    return f"与{month}相比，" + "，".join(f"{word}的是{line.name}（{_signed(line, reading, measure)}）" for word, line in moved)


def _ends(known: Sequence[PlaceLine]) -> tuple[PlaceLine | None, PlaceLine | None]:
    worst, best = (pick(known, key=lambda line: line.worse or 0) for pick in (max, min))
    return (worst if (worst.worse or 0) > 0 else None, best if (best.worse or 0) < 0 else None)


def _words(reading: Reading, measure: Measure) -> tuple[str, str]:
    if counted(reading):
        return "增加最多", "减少最多"
    return ("下降最多", "上升最多") if measure.higher_is == "better" else ("上升最多", "下降最多")


def _signed(line: PlaceLine, reading: Reading, measure: Measure) -> str:
    up = ((line.worse or 0) > 0) == (counted(reading) or measure.higher_is != "better")
    return f"{'+' if up else '−'}{said(abs(line.worse or 0), reading)}"


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:ALIKE]) + (f"等 {len(names)} 个" if len(names) > ALIKE else "")


def _slopes(ranked: Sequence[PlaceLine], reading: Reading) -> Iterable[Slope]:
    """The lines, those that became worse by most and the one that improved most brought forward."""
    known = sorted((line for line in ranked if line.worse), key=lambda line: -(line.worse or 0))
    risen = {line.code for line in known[:HIGHLIGHTED] if (line.worse or 0) > 0}
    fallen = {known[-1].code} if known and (known[-1].worse or 0) < 0 else set()
    for line in ranked:
        tone = MORE if line.code in risen else LESS if line.code in fallen else REST
        texts = (count(line.before), count(line.amount)) if counted(reading) else (line.before_text, line.text)
        yield Slope(line.name, line.before, line.amount, *texts, tone)


def _series(panel: Panel, measure: str, reading: Reading, line: PlaceLine) -> Series:
    found = [figure for _, figure in panel.series(measure, line.code)]
    values = tuple(_value(figure, reading) for figure in found)
    texts = tuple(f"{value_text(figure, reading)}（{basis(figure, reading)}）" for figure in found)
    return Series(line.name, values, texts, tuple(figure is not None and figure.small for figure in found), line.rate)


def _value(figure: Figure | None, reading: Reading) -> float | None:
    return None if amount_of(figure, reading) is None else value_of(figure)


def _strips(panel: Panel, measure: str, reading: Reading, towns: Sequence[PlaceLine]) -> tuple[tuple[str, ...], tuple[Dot, ...]]:
    """The townships with how many of their villages have no value, and a dot for each village that has one."""
    labels: list[str] = []
    dots: list[Dot] = []
    for town in towns:
        villages = panel.villages(town.code)
        told = [(village, figure) for village in villages if (figure := panel.figure(measure, village.code)) and _value(figure, reading) is not None]
        silent = len(villages) - len(told)
        labels.append(f"{town.name}（{silent} 个村无数）" if silent else town.name)
        dots += [_dot(labels[-1], village, figure, reading) for village, figure in told]
    return tuple(labels), tuple(dots)


def _dot(township: str, village: Area, figure: Figure, reading: Reading) -> Dot:
    head = missing(figure, reading)
    amiss = f"，{missing_word(reading)} {head.text}" if counted(reading) and head else ""
    text = f"{value_text(figure, reading)}（{basis(figure, reading)}）{amiss}{'，基数小' if figure.small else ''}"
    return Dot(township, village.name, village.code, value_of(figure) or 0.0, head.people if head and counted(reading) else 0.0, text, figure.small)
