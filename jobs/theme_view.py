"""Given the panel of a month and a theme; gives what its page shows: the finding, what its leaders ask first, its special parts, all its measures by form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.numbers import count
from jobs.figure_text import missing
from jobs.judge import verdicts
from jobs.measure_rows import by_light, furthest, measure_rows
from jobs.missed import people_measures
from jobs.narrowing import measures_of_unit
from jobs.overview import headline
from jobs.readings import ATTAINMENT, FLOW, LEDGER, STATUS, TARGETING
from jobs.theme_parts import theme_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.measure_rows import MeasureRow
    from jobs.overview import Headline
    from jobs.panel import Definitions, Panel
    from jobs.theme_parts import Part
    from policy.model import Theme, ThemePart

FORM_LABELS = {
    TARGETING: "应享与已享：该享的享了没有",
    STATUS: "条件与状态：达到要求没有",
    ATTAINMENT: "计划与进度：跟上序时没有",
    FLOW: "办件与时限：按期办结没有",
    LEDGER: "资金与台账：账对得上没有",
}
FIRST = 4
"""Cards of a theme that names none: its measures that stand worst."""
WORST = 3


@dataclass(frozen=True)
class ThemeView:
    """A theme in one area and month. groups: (form, label, rows), forms in the order of FORM_LABELS; waiting: rows without a figure, which say why."""

    name: str
    place: str
    question: str
    finding: str
    counts: str
    cards: tuple[Headline, ...]
    parts: tuple[Part, ...]
    groups: tuple[tuple[str, str, tuple[MeasureRow, ...]], ...]
    waiting: tuple[MeasureRow, ...]


def theme_view(panel: Panel, policy: Definitions, name: str, area: str, unit: str = "") -> ThemeView:
    """The view; a theme that the catalogue does not describe shows its measures in the order of the systems. unit: only the measures that it leads."""
    theme = policy.themes.get(name)
    rows = measure_rows(panel, policy, measures_of_unit(policy, unit, theme_measures(policy, name)), area)
    told = by_light(row for row in rows if row.waiting is None)
    groups = tuple((form, label, tuple(row for row in told if row.form == form)) for form, label in FORM_LABELS.items())
    return ThemeView(
        name,
        panel.place(area),
        theme.question if theme else "",
        _finding(panel, policy, told, area),
        counts_text(told, len(rows) - len(told)),
        tuple(headline(panel, policy, policy.measures[each], area) for each in measures_of_unit(policy, unit, _cards(theme, told))),
        tuple(theme_part(panel, policy, part, area) for part in theme_parts(policy, name, unit) if part.kind not in ("rows", "stock") and part.measures),
        tuple(group for group in groups if group[2]),
        tuple(row for row in rows if row.waiting is not None),
    )


def theme_parts(policy: Definitions, name: str, unit: str = "") -> tuple[ThemePart, ...]:
    """The special parts of a theme; of a lead unit those that are drawn from its measures, without the others' measures."""
    parts = policy.themes[name].parts if name in policy.themes else ()
    if not unit:
        return parts
    own = [replace(part, measures=measures_of_unit(policy, unit, part.measures)) for part in parts]
    return tuple(part for part in own if part.measures)


def theme_measures(policy: Definitions, name: str) -> tuple[str, ...]:
    """The measures of a theme: those that the catalogue names first, then the others in the order of the systems."""
    theme = policy.themes.get(name)
    own = [measure.id for measure in policy.measures.values() if policy.systems[measure.system].theme == name]
    return tuple(dict.fromkeys([*((*theme.first, *theme.measures) if theme else ()), *own]))


def counts_text(rows: Sequence[MeasureRow], waiting: int) -> str:
    """How many measures have which light: "47 项指标：■ 差 4 项，▲ 关注 8 项，● 好 30 项，待报数 5 项。"."""
    seen = verdicts(row.light for row in rows)
    rest = len(rows) - seen.good - seen.watch - seen.poor - seen.small
    parts = [f"■ 差 {seen.poor} 项", f"▲ 关注 {seen.watch} 项", f"● 好 {seen.good} 项"]
    parts += [f"基数小不评价 {seen.small} 项"] if seen.small else []
    parts += [f"只列数不评价 {rest} 项"] if rest else []
    parts += [f"待报数 {waiting} 项"] if waiting else []
    return f"{len(rows) + waiting} 项指标：" + "，".join(parts) + "。"


def _cards(theme: Theme | None, told: Sequence[MeasureRow]) -> tuple[str, ...]:
    return theme.first if theme and theme.first else tuple(row.measure for row in told[:FIRST])


def _finding(panel: Panel, policy: Definitions, told: Sequence[MeasureRow], area: str) -> str:
    """What stands furthest from its aim and where, and how many people are missed over the theme's measures of people."""
    worst = furthest(row for row in told if policy.measures[row.measure].ranked)
    if worst is None:
        return "没有一项指标落后。" if told else "还没有数据。"
    where = f"，最差的是{worst.worst}" if worst.worst else ""
    text = f"离要求最远的是“{worst.label}”：{worst.value}（{worst.basis}）{where}，牵头{worst.lead_unit}。"
    counted = set(people_measures(policy))
    heads = [missing(panel.figure(row.measure, area), policy.readings[row.measure]) for row in told if row.measure in counted]
    people = sum(head.people for head in heads if head is not None)
    return text + (f"各项缺口共 {count(people)} 人次（疑似）。" if people else "")
