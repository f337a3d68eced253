"""Given a county, a month and an area; gives how many are poor, how deeply, in what, whom benefits reach, how they overlap, and whom nobody helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from metrics.areas import areas, children, placed
from metrics.duck import wide_cursor
from metrics.has_sql import code_slices
from metrics.incidence import beneficiary_incidence, benefit_incidence, coady_grosh_hoddinott
from metrics.multidimensional import alkire_foster
from metrics.multidimensional_groups import alkire_foster_by
from metrics.overlap import overlaps, unaided
from metrics.population_sql import VILLAGE, known_in, relation
from metrics.poverty import fgt, gini
from metrics.registers import KEY
from metrics.rule_in_sql import amount_name, has_name
from policy.model import OutOfValidityError, ParameterNotSetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.county import County
    from metrics.incidence import Band
    from metrics.multidimensional import AlkireFoster
    from metrics.overlap import Overlap, Unaided
    from metrics.snapshot import Snapshot

HOUSEHOLD, LINE = "household", "monitoring_line"
INCOME, SIZE, MONITORED = "net_income_pc", "hh_registered_n", "monitored"
DIMENSIONS = {"有孩子失学辍学": "dropped_out_member", "有人没参医保": "uninsured_member", "住房不安全": "home_unsafe", "饮水不达标": "water_unsafe"}
"""The three guarantees and water, each a column of the household that is true where it is deprived; all weigh the same."""
ANY, SEVERAL = 1, 2
"""How many dimensions a household must lack: any of them, or several at once (多维贫困)."""
POOREST = 0.4
PROGRAMMES = {
    "低保": ("MZ-DB", "MZ-DRB"), "特困供养": ("MZ-TK",), "临时救助": ("MZ-LS",), "残疾人两项补贴": ("CL-SH", "CL-HL"), "高龄津贴": ("MZ-GL",),
    "孤儿和事实无人抚养": ("MZ-GE", "MZ-SW"),
}  # fmt: skip
"""Programmes of help that are set beside each other: name → benefit codes; the others stand together as 其他补贴待遇."""
OTHERS, WATCHED = "其他补贴待遇", "监测帮扶"


@dataclass(frozen=True)
class Depth:
    """Income poverty of a place. people, below: persons with a known income and those of them below the line; p0, p1, p2: Foster–Greer–Thorbecke.

    fill: yuan a year that would lift everybody to the line; gini: of income per head, corrected: the same for few units; unknown: households whose income is
    missing.
    """

    code: str
    name: str
    people: float
    below: float
    p0: float | None
    p1: float | None
    p2: float | None
    fill: float | None
    gini: float | None
    corrected: float | None
    unknown: int


@dataclass(frozen=True)
class Several:
    """Alkire–Foster of a place. share: its part of the county's people; contribution: its part of all that is lacking."""

    code: str
    name: str
    measures: AlkireFoster
    share: float | None
    contribution: float | None


@dataclass(frozen=True)
class Alone:
    """A low-income household that receives nothing; unknown: whether it does cannot be told."""

    household: str
    township: str
    village: str
    income: float
    persons: float
    unknown: bool


@dataclass(frozen=True)
class Poverty:
    """Everything of a month and an area. line: None with `waiting` where it is not set.

    lacking, several: Alkire–Foster of who lacks one of the four at least, and two at once; missing: programmes whose lists were not submitted.
    money, reached: by fifth of the population, poorest first; reach: share of all money that goes to the poorest two fifths ÷ 0.4.
    """

    month: str
    households: int
    line: float | None
    waiting: str
    whole: Depth
    places: tuple[Depth, ...]
    lacking: AlkireFoster | None
    several: AlkireFoster | None
    several_places: tuple[Several, ...]
    money: tuple[Band, ...]
    reached: tuple[Band, ...]
    reach: float | None
    overlaps: tuple[Overlap, ...]
    received: Mapping[str, float]
    unaided: Unaided
    alone: tuple[Alone, ...]
    missing: tuple[str, ...]


class NoHouseholdsError(ValueError):
    """No register of households was submitted; the text says so in Chinese."""


@dataclass(frozen=True)
class Households:
    """Households as arrays of one value each; groups: what each is counted under; received: programme → True, False, None; paid: yuan received."""

    keys: np.ndarray
    villages: np.ndarray
    groups: np.ndarray
    income: np.ndarray
    persons: np.ndarray
    deprived: Mapping[str, np.ndarray]
    received: Mapping[str, np.ndarray]
    paid: np.ndarray
    missing: tuple[str, ...]


def poverty(county: County, month: str, area_code: str, households: Households | None = None) -> Poverty:
    """The poverty of an area in a month; areas below it are townships, or the villages of a township. Raises NoHouseholdsError.

    households: those of the month, where read_households has read them already.
    """
    snapshot = county.snapshot(month)
    read = households or read_households(county, month)
    line, waiting = _line(snapshot)
    units = _inside(snapshot, read, area_code)
    names = {area.code: area.name for area in areas(snapshot)}
    weights = dict.fromkeys(DIMENSIONS, 1.0)
    parts = alkire_foster_by(units.deprived, weights, ANY, units.groups, sizes=units.persons) if len(units.keys) else ()
    lacking, several = (alkire_foster(units.deprived, weights, k, sizes=units.persons) if len(units.keys) else None for k in (ANY, SEVERAL))
    low = unaided(units.income, line, units.received, units.persons)
    groups = sorted(set(units.groups))
    return Poverty(
        month,
        len(units.keys),
        line,
        waiting,
        _depth(area_code, names.get(area_code, "全旗县"), units, line, np.full(len(units.keys), fill_value=True)),
        tuple(_depth(code, names[code], units, line, units.groups == code) for code in groups),
        lacking,
        several,
        tuple(Several(str(one.group), names[str(one.group)], one.measures, one.population_share, one.contribution) for one in parts),
        benefit_incidence(units.paid, units.income, units.persons),
        beneficiary_incidence(_any(units.received), units.income, units.persons),
        coady_grosh_hoddinott(units.paid, units.income, POOREST, weights=units.persons),
        overlaps(units.received),
        {name: float(sum(each is True for each in flags)) for name, flags in units.received.items()},
        low,
        _alone(units, low, names, {area.code: area.parent for area in areas(snapshot)}),
        units.missing,
    )


def _line(snapshot: Snapshot) -> tuple[float | None, str]:
    try:
        return float(snapshot.parameters([LINE])[LINE]), ""
    except (ParameterNotSetError, OutOfValidityError) as reason:
        return None, str(reason)


def read_households(county: County, month: str) -> Households:
    """Every household of the county in a month, with what is known of it. Raises NoHouseholdsError."""
    snapshot = county.snapshot(month)
    if not known_in(snapshot, snapshot.policy.populations[HOUSEHOLD]):
        raise NoHouseholdsError("缺数据：《农户》未报送")
    codes = sorted(code for code in snapshot.policy.benefits if code_slices(snapshot, code))
    columns = [INCOME, SIZE, MONITORED, *DIMENSIONS.values()]
    with wide_cursor() as duck:
        found = duck.sql(relation(snapshot, HOUSEHOLD, columns, codes)).to_arrow_table()

    def column(name: str) -> np.ndarray:
        return np.array(found[name].to_pylist(), dtype=object)

    villages = np.array([placed(snapshot, code) for code in found[_bare(VILLAGE)].to_pylist()], dtype=object)
    programmes, missing = _programmes(snapshot, codes)
    received = {name: _or([column(_bare(has_name(code))) for code in group]) for name, group in programmes.items()}
    paid = sum((np.array([value or 0.0 for value in column(_bare(amount_name(code)))], dtype=float) for code in codes), np.zeros(len(villages)))
    return Households(
        column(_bare(KEY)),
        villages,
        villages,
        column(INCOME),
        np.array([value or 0 for value in column(SIZE)], dtype=float),
        {name: column(each) for name, each in DIMENSIONS.items()},
        {**received, WATCHED: column(MONITORED)},
        paid,
        missing,
    )


def _inside(snapshot: Snapshot, read: Households, area_code: str) -> Households:
    """The households that stand in the area, grouped by township in the county and by village in a township."""
    inside = frozenset(children(snapshot, area_code))
    parents = {area.code: area.parent for area in areas(snapshot)}
    rows = np.array([village in inside for village in read.villages], dtype=bool)
    own = read.villages[rows]
    return Households(
        read.keys[rows],
        own,
        own if area_code != snapshot.county_code else np.array([parents[village] for village in own], dtype=object),
        read.income[rows],
        read.persons[rows],
        {name: column[rows] for name, column in read.deprived.items()},
        {name: column[rows] for name, column in read.received.items()},
        read.paid[rows],
        read.missing,
    )


def _programmes(snapshot: Snapshot, codes: list[str]) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Programme → its submitted codes, and the labels of the benefits of which nothing was submitted."""
    named = {code for group in PROGRAMMES.values() for code in group}
    found = {name: [code for code in group if code in codes] for name, group in PROGRAMMES.items()}
    found[OTHERS] = [code for code in codes if code not in named]
    missing = tuple(benefit.label for code, benefit in snapshot.policy.benefits.items() if code not in codes)
    return {name: group for name, group in found.items() if group}, missing


def _or(columns: list[np.ndarray]) -> np.ndarray:
    """True where one is, else missing where one is, else False."""
    rows = zip(*columns, strict=True)
    return np.array([True if any(each is True for each in row) else None if any(each is None for each in row) else False for row in rows], dtype=object)


def _any(received: Mapping[str, np.ndarray]) -> np.ndarray:
    return _or(list(received.values()))


def _depth(code: str, name: str, units: Households, line: float | None, rows: np.ndarray) -> Depth:
    income, persons = units.income[rows], units.persons[rows]
    told = np.array([value is not None for value in income], dtype=bool)
    people = float(persons[told].sum())
    found = [(float(value), float(size)) for value, size in zip(income[told], persons[told], strict=True)]
    poor = [(value, size) for value, size in found if line is not None and value < line]
    p0, p1, p2 = (fgt(income, line, alpha, persons) for alpha in (0, 1, 2))
    fill = sum((line - value) * size for value, size in poor) if line is not None else None
    return Depth(
        code, name, people, sum(size for _, size in poor), p0, p1, p2, fill, gini(income, persons), gini(income, persons, corrected=True), int((~told).sum())
    )


def _alone(units: Households, low: Unaided, names: Mapping[str, str], parents: Mapping[str, str]) -> tuple[Alone, ...]:
    """The households that nobody helps, the poorest first, then those of which it cannot be told."""
    found = []
    for rows, unknown in ((low.rows, False), (low.unknown_rows, True)):
        own = [_alone_one(units, row, names, parents, unknown=unknown) for row in rows]
        found += sorted(own, key=lambda one: (one.income, one.household))
    return tuple(found)


def _alone_one(units: Households, row: int, names: Mapping[str, str], parents: Mapping[str, str], *, unknown: bool) -> Alone:
    village = str(units.villages[row])
    income: Any = units.income[row]
    return Alone(str(units.keys[row]), names.get(parents.get(village, ""), ""), names[village], float(income), float(units.persons[row]), unknown)


def _bare(quoted: str) -> str:
    return quoted.strip('"')
