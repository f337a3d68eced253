"""Given a county, a month, a measure and a list; gives the households or persons in it, masked as their reader's role asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from jobs.masking import masked
from metrics.lists import UnknownListError
from metrics.people import people as people_of

__all__ = ["UnknownListError", "inside", "people"]

if TYPE_CHECKING:
    from jobs.county import County


def people(county: County, month: str, measure: str, list_name: str, area_code: str | None = None, *, show_names: bool = False) -> pa.Table:
    """The units of one list: missing 应享未享（疑似）, leaked 不应享而享（疑似）, unknown 无法判定, reached 应享已享; metrics.lists has those of every form.

    Columns: key, household_id, name where there is one, township, village, and the columns that the rules use. Raises UnknownListError.
    """
    found = people_of(county.snapshot(month), measure, list_name, area_code)
    return found if show_names else masked(found, county.policy.populations[county.policy.measures[measure].over])


def inside(county: County, rows: pa.Table, area_code: str) -> pa.Table:
    """The rows of a list that stand in an area (county, township or village), in the same order."""
    if area_code == county.code:
        return rows
    codes = [area.code for area in county.areas if area_code in (area.code, area.parent)]
    return rows.filter(pc.is_in(rows["area_code"], pa.array(codes, pa.string())))  # pyright: ignore[reportAttributeAccessIssue]
