"""Given the placed county and what is planted; gives the rows of the further sheets, each with its place, its text in a month and what it is to a measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from data_loaders.layout import read_layouts
from sample_data.county import build
from sample_data.model import COUNTY_CODE, MONTHS, SEED, SampleError, edition
from sample_data.places import read_townships
from sample_data.planting import read_planted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from data_loaders.layout import Layout
    from sample_data.model import Household, Sample
    from sample_data.planting import Group

MONTHLY, QUARTERLY = "月周", "季"
QUARTERS = ("2026-05", "2026-08")


@dataclass(frozen=True)
class PlantedRow:
    """One row of a sheet. areas: where it is counted by May's and by August's register; holes: what its placeholders stand for."""

    group: Group
    areas: tuple[str, str]
    holes: Mapping[str, Any]
    key: str

    def cells(self, month: str) -> dict[str, Any]:
        """Column → value of the row as handed in in the month."""
        holes = {**self.holes, "month": month, "year": month[:4]}
        return {name: _filled(value, holes, self.group.id) for name, value in self.group.values[month].items()}


@cache
def planted_rows(seed: int = SEED) -> Mapping[str, tuple[PlantedRow, ...]]:
    """Sheet → its rows in the order of the files. Raises SampleError for an archetype or township that does not exist, or a column that the sheet has not."""
    layouts, sample = read_layouts(), build(seed)
    placing = _Placing(sample)
    found: dict[str, list[PlantedRow]] = defaultdict(list)
    for group in read_planted().groups:
        _check_columns(group, layouts)
        found[group.sheet] += placing.rows(group)
    return {sheet: tuple(rows) for sheet, rows in found.items()}


def handed_in(layout: Layout) -> tuple[str, ...]:
    """The months in which the sheet is handed in: at its own cadence."""
    if layout.cadence[0] in MONTHLY:
        return MONTHS
    return QUARTERS if layout.cadence[0] in QUARTERLY else MONTHS[:1]


def standing(layout: Layout, month: str) -> str | None:
    """The month whose sheet counts in `month`; None where none does any more."""
    newest = max((one for one in handed_in(layout) if one <= month), default=None)
    if newest is None or MONTHS.index(month) - MONTHS.index(newest) >= layout.valid_for:
        return None
    return newest


class _Placing:
    """Gives groups of a sheet different places and people, one after another."""

    def __init__(self, sample: Sample) -> None:
        self.townships = read_townships()
        self.by_archetype: dict[str, list[Household]] = defaultdict(list)
        for household in sample.households:
            self.by_archetype[household.spec.id].append(household)
        self.used: dict[tuple[str, str], int] = defaultdict(int)
        self.taken: dict[str, set[str]] = defaultdict(set)
        self.numbers: dict[str, int] = defaultdict(int)

    def rows(self, group: Group) -> list[PlantedRow]:
        if group.of:
            return [self._about(group, household, number) for number, household in enumerate(self._households(group), start=1)]
        return [self._free(group, code, number) for number, code in enumerate(self._places(group), start=1)]

    def _households(self, group: Group) -> list[Household]:
        every = self.by_archetype.get(group.of)
        if not every:
            raise SampleError(f"{group.id}：没有放下的原型 {group.of}")
        fitting = [one for one in every if not group.where or one.township.name in group.where]
        marker = f"{group.of}#{group.member} {_list_of(group)}"
        fresh = [one for one in fitting if f"{marker}·{one.id}" not in self.taken[group.sheet]]
        chosen = fresh[: group.limit]
        self.taken[group.sheet] |= {f"{marker}·{one.id}" for one in chosen}
        return chosen

    def _about(self, group: Group, household: Household, number: int) -> PlantedRow:
        person = household.people[group.member or 0]
        holes = {"id_no": person.id_no, "name": person.name, "household_id": household.id, "head_id_no": household.people[0].id_no}
        holes |= {"case_id": household.case.number} if household.case else {}
        holes |= self._holes(household.villages[0], group, number)
        return PlantedRow(group, household.villages, holes, household.id if group.member is None else person.id_no)

    def _free(self, group: Group, code: str, number: int) -> PlantedRow:
        area = code if len(code) == 12 else code + "000000000000"[len(code) : 12]
        return PlantedRow(group, (area, area), self._holes(code, group, number), "")

    def _holes(self, code: str, group: Group, number: int) -> dict[str, Any]:
        township = next((one for one in self.townships if code.startswith(one.code)), None)
        village = next((one for one in township.villages if one.code == code), None) if township else None
        self.numbers[group.sheet] += 1
        serial = self.numbers[group.sheet]
        return {
            "village": code,
            "village_name": village.name if village else "",
            "township": township.code if township else "",
            "township_name": township.name if township else "",
            "county": COUNTY_CODE,
            "n": number,
            "serial": serial,
            "key": f"{group.sheet[:2].upper()}{serial:05d}",
        }

    def _places(self, group: Group) -> Iterator[str]:
        if group.level == "county":
            yield from [COUNTY_CODE] * (group.count or 1)
            return
        for name, wanted in group.where.items():
            yield from self._next(group, self._codes(group, [self._township(name)]), wanted or group.count, name)
        if group.rest:
            yield from self._rest(group)
        elif group.count and not any(wanted == 0 for wanted in group.where.values()):
            yield from self._next(group, self._codes(group, self.townships), group.count, "")

    def _township(self, name: str) -> Any:  # noqa: ANN401 - a Township
        for township in self.townships:
            if township.name == name:
                return township
        raise SampleError(f"没有“{name}”这个苏木镇")

    def _codes(self, group: Group, townships: Sequence[Any]) -> list[str]:
        if group.level == "township":
            return [one.code for one in townships]
        return [village.code for one in townships for village in one.villages]

    def _next(self, group: Group, codes: list[str], wanted: int, name: str) -> Iterator[str]:
        """The next places: those that the sheet has not used yet first, then round again."""
        fresh = [code for code in codes if code not in self.taken[group.sheet]]
        for _ in range(wanted):
            if fresh:
                code = fresh.pop(0)
            else:
                code = codes[self.used[group.sheet, name] % len(codes)]
                self.used[group.sheet, name] += 1
            self.taken[group.sheet].add(code)
            yield code

    def _rest(self, group: Group) -> Iterator[str]:
        for code in self._codes(group, self.townships):
            if code not in self.taken[group.sheet]:
                self.taken[group.sheet].add(code)
                yield code


def _list_of(group: Group) -> str:
    """Which of the lists that the sheet is made up of the rows belong to: someone may stand once in each (a benefit, a scheme, a programme)."""
    row = group.values[MONTHS[0]]
    return " ".join(str(row.get(column, "")) for column in read_layouts()[group.sheet].slice)


def _check_columns(group: Group, layouts: Mapping[str, Layout]) -> None:
    if group.sheet not in layouts:
        raise SampleError(f"{group.id}：没有 {group.sheet} 这种表")
    named = {name for values in group.values.values() for name in values}
    unknown = named - set(layouts[group.sheet].columns)
    if unknown:
        raise SampleError(f"{group.id}：{group.sheet} 没有这些列：{'、'.join(sorted(unknown))}")


def _filled(value: Any, holes: Mapping[str, Any], group: str) -> Any:  # noqa: ANN401 - a cell is text, number, date, bool or a list
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(_filled(one, holes, group)) for one in value)
    if not isinstance(value, str) or "{" not in value:
        return value
    try:
        return value.format_map(holes)
    except (KeyError, ValueError, IndexError) as error:
        raise SampleError(f"{group}：“{value}”里的占位写错了（{error}）") from error


def area_in(row: PlantedRow, month: str) -> str:
    """The village (未落村 included) in which the row is counted in the month."""
    return row.areas[edition(month)]
