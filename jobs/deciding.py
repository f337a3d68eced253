"""Given the panel of a month, who is missed where and how complete the data is; gives whose job it is, and what is to be decided, in short sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count
from jobs.figure_text import change_text
from jobs.readings import FLOW
from policy.months import last_day, shift_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.missed import Missed
    from jobs.panel import Definitions, Panel
    from jobs.progress import SheetProgress
    from metrics.model import Area

VERIFY, OVERDUE, VALUES, SHEETS = "verify", "overdue", "values", "sheets"
NEEDED = "需县里填报："
NAMED = 3
"""So many values or sheets are named; the rest is counted."""


@dataclass(frozen=True)
class Gap:
    """Where one measure misses most people: the worst place of a unit's job."""

    measure: str
    area_code: str
    text: str
    people: float


@dataclass(frozen=True)
class Lead:
    """A lead unit: how many of its measures miss anybody, people over them (人次), the change since the month before, cases over their limit, its worst gap.

    overdue_measure: the flow with most of these cases, "" without any.
    """

    unit: str
    gaps: int
    people: float
    change: str
    overdue: float
    overdue_measure: str
    worst: Gap | None


@dataclass(frozen=True)
class Decision:
    """One thing to decide. kind: of this module's; who: who has to act; measure, area_code: what it opens, "" where that is another page."""

    kind: str
    who: str
    text: str
    measure: str = ""
    area_code: str = ""

    @property
    def sentence(self) -> str:
        """Who and what, as a paper says it."""
        return f"{self.who}{self.text}"


def leads(panel: Panel, policy: Definitions, area: str, own: Sequence[Missed], below: Iterable[Missed]) -> tuple[Lead, ...]:
    """The lead units with anybody missed or any case overdue, by people and then by cases. own: of the area itself; below: of the places in it."""
    by_unit: dict[str, list[Missed]] = {}
    for each in own:
        by_unit.setdefault(_unit(policy, each.measure), []).append(each)
    late = _overdue(panel, policy, area)
    worst = _worst(panel, policy, below)
    made = [_lead(unit, by_unit.get(unit, []), late.get(unit, {}), worst.get(unit)) for unit in dict.fromkeys((*by_unit, *late))]
    return tuple(sorted((each for each in made if each.people or each.overdue), key=lambda each: (-each.people, -each.overdue, each.unit)))


def decisions(panel: Panel, policy: Definitions, area: str, found: Iterable[Lead], sheets: Iterable[SheetProgress]) -> tuple[Decision, ...]:
    """What to decide: which unit verifies its gaps by when, which cases are to be closed, which values to fill in, whose sheets to call for; in this order."""
    units = tuple(found)
    until = _day(shift_month(panel.month, 1))
    verify = [_verify(each, until) for each in units if each.people]
    late = sorted((each for each in units if each.overdue), key=lambda each: (-each.overdue, each.unit))
    return (*verify, *(_close(policy, each, area) for each in late), *_values(panel, policy, area), *_sheets(panel, area, sheets))


def _unit(policy: Definitions, measure: str) -> str:
    return policy.systems[policy.measures[measure].system].lead_unit


def _overdue(panel: Panel, policy: Definitions, area: str) -> dict[str, dict[str, float]]:
    """Unit → flow → cases over their limit, where there are any."""
    found: dict[str, dict[str, float]] = {}
    for name, reading in policy.readings.items():
        figure = panel.figure(name, area) if reading.form == FLOW else None
        if figure is not None and figure.flow is not None and figure.flow.overdue:
            found.setdefault(_unit(policy, name), {})[name] = figure.flow.overdue
    return found


def _worst(panel: Panel, policy: Definitions, below: Iterable[Missed]) -> dict[str, Gap]:
    """Unit → the place and measure that misses most people."""
    found: dict[str, Gap] = {}
    for each in sorted(below, key=lambda each: (-each.now.people, each.area_code, each.measure)):
        if each.now.units:
            text = f"{panel.place(each.area_code)}{policy.measures[each.measure].label}{SPACE}{each.now.text}"
            found.setdefault(_unit(policy, each.measure), Gap(each.measure, each.area_code, text, each.now.people))
    return found


def _lead(unit: str, own: Sequence[Missed], late: Mapping[str, float], worst: Gap | None) -> Lead:
    people = {each.measure: each.now.people for each in own if each.now.units}
    changes = [each.change for each in own if each.change is not None]
    change = change_text(sum(changes), 0) if changes else ""
    return Lead(unit, len(people), sum(people.values()), change, sum(late.values()), max(late, key=lambda name: late[name], default=""), worst)


def _verify(lead: Lead, until: str) -> Decision:
    first = f"，先核{lead.worst.text}" if lead.worst else ""
    text = f"牵头，{until}前逐户核实{SPACE}{lead.gaps}{SPACE}项缺口{SPACE}{count(lead.people)}{SPACE}人次（疑似）{first}"
    return Decision(VERIFY, lead.unit, text, lead.worst.measure if lead.worst else "", lead.worst.area_code if lead.worst else "")


def _close(policy: Definitions, lead: Lead, area: str) -> Decision:
    label = policy.measures[lead.overdue_measure].label
    return Decision(OVERDUE, lead.unit, f"超期未办结{SPACE}{count(lead.overdue)}{SPACE}件次，最多的是“{label}”，定办结日期", lead.overdue_measure, area)


def _values(panel: Panel, policy: Definitions, area: str) -> list[Decision]:
    """The county's own values that measures wait for; a township decides none."""
    figures = (panel.figure(name, area) for name in policy.measures) if area == panel.county_code else ()
    waiting = [figure.waiting.removeprefix(NEEDED) for figure in figures if figure is not None and (figure.waiting or "").startswith(NEEDED) and figure.waiting]
    names = sorted(set(waiting))
    if not names:
        return []
    return [Decision(VALUES, "县里", f"确定{SPACE}{len(names)}{SPACE}个政策数值：{_shortened(names)}；{len(waiting)}{SPACE}项指标在等")]


def _sheets(panel: Panel, area: str, sheets: Iterable[SheetProgress]) -> list[Decision]:
    """The sheets that are not handed in everywhere; of a township those that it lacks itself."""
    if area == panel.county_code:
        lacking = [f"{sheet.label}（{_who(sheet)}）" for sheet in sheets if sheet.submitted < sheet.expected]
        return [Decision(SHEETS, "未报齐", f"的表有{SPACE}{len(lacking)}{SPACE}张：{_shortened(lacking)}，定补报日期")] if lacking else []
    own = [sheet.label for sheet in sheets if panel.name(_township(panel, area)) in sheet.names]
    return [Decision(SHEETS, panel.name(_township(panel, area)), f"补报{SPACE}{len(own)}{SPACE}张表：{_shortened(own)}")] if own else []


def _who(sheet: SheetProgress) -> str:
    if not sheet.submitted:
        return "未报送"
    return f"缺{sheet.lacking}" if sheet.lacking else f"{sheet.submitted}/{sheet.expected}"


def _township(panel: Panel, code: str) -> str:
    area: Area | None = next((each for each in panel.areas if each.code == code), None)
    return area.parent if area is not None and area.level == "village" else code


def _shortened(names: Sequence[str]) -> str:
    """The first of them; how many there are is said before."""
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")


def _day(month: str) -> str:
    day = last_day(month)
    return f"{day.month}月{day.day}日"


def some(found: Iterable[Decision], most: Mapping[str, int]) -> tuple[Decision, ...]:
    """At most so many of each kind, in their order."""
    left = dict(most)
    kept = []
    for each in found:
        if left.get(each.kind, 0) > 0:
            left[each.kind] -= 1
            kept.append(each)
    return tuple(kept)
