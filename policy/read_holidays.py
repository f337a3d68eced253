"""Given the tables of holidays.toml, shipped and the county's own; gives the calendar, a county's year in the place of a shipped one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from policy.calendar_days import SATURDAY, Calendar, HolidayYear
from policy.forms import Form, Key, Place, complete, filled, unique
from policy.read_lists import Entry, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_YEAR: Form = {"year": Key("integer"), "document": Key("text"), "issued_on": Key("date", required=False), "off": Key("tables"), "work": Key("dates")}
_OFF: Form = {"name": Key("text"), "from": Key("date"), "to": Key("date")}
_LONGEST = 31
"""Days off in a row; more is a slip in a date."""


def read_holidays(files: Iterable[tuple[Mapping[str, Any], Place]]) -> Calendar:
    """The calendar of these files, a later one's year in the place of an earlier one's."""
    years = {year: one for table, place in files for year, one in _years(table, place).items()}
    return Calendar(tuple(years[year] for year in sorted(years)))


def _years(table: Mapping[str, Any], place: Place) -> dict[int, HolidayYear]:
    found = entries(table, place, "year", _YEAR, "year")
    unique(((entry.place.at("year"), str(entry.values["year"])) for entry in found), "年份")
    return {entry.values["year"]: _year(entry) for entry in found}


def _year(entry: Entry) -> HolidayYear:
    values, year = entry.values, entry.values["year"]
    off = [day for number, block in enumerate(values["off"], 1) for day in _days(block, entry.place.at(f"off[{number}]"))]
    for day in (*off, *values["work"]):
        if day.year != year:
            entry.place.problem(f"{day} 不在 {year} 年，写到它那一年里")
    for day in values["work"]:
        if day.weekday() < SATURDAY:
            entry.place.at("work").problem(f"{day} 不是周六、周日，本来就上班")
    for day in sorted(set(off) & set(values["work"])):
        entry.place.at("work").problem(f"{day} 既写了放假又写了上班")
    if len(set(off)) < len(off) or len(set(values["work"])) < len(values["work"]):
        entry.place.problem("有一天写了两次")
    return HolidayYear(year, tuple(sorted(set(off))), tuple(sorted(set(values["work"]))), values["document"], values.get("issued_on"))


def _days(block: Mapping[str, Any], place: Place) -> list[date]:
    given = filled(block, _OFF, place)
    if not complete(given, _OFF):
        return []
    length = (given["to"] - given["from"]).days + 1
    if not 1 <= length <= _LONGEST:
        place.problem(f"从 {given['from']} 到 {given['to']} 有 {length} 天，应是 1 到 {_LONGEST} 天")
        return []
    return [given["from"] + timedelta(days=number) for number in range(length)]
