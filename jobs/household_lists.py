"""Given the county, a month and an area, or households by number; gives lists of them as 户情 prints them: where, who, size, class, marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.numbers import NONE, count
from jobs.household import place_of
from jobs.masking import mask_name
from jobs.missed import people_measures
from jobs.people import inside
from metrics.missed_households import household_cards, missed_households

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from jobs.county import County
    from jobs.panel import Definitions

MOST, _NAMED = 12, 2
_MARKS = {"monitored": "监测中", "floor_member": "有低保或特困成员", "disabled_member": "有残疾成员", "whole_no_labour": "整户无劳动能力"}
_COLUMNS = ("hh_type", "hh_registered_n", *_MARKS)


@dataclass(frozen=True)
class HouseholdRow:
    """A household in a list, masked. head: name of its head; missed: the policies that miss it, in words, "" where that was not asked."""

    household_id: str
    place: str
    head: str
    size: str
    household_class: str
    marks: str
    missed: str = ""


def most_missed(county: County, month: str, policy: Definitions) -> pa.Table:
    """The households of the whole county that two measures or more miss (metrics.missed_households), of the measures whose missed units are people."""
    return missed_households(county.snapshot(month), people_measures(policy))


def missed_rows(county: County, month: str, policy: Definitions, missed: pa.Table, area: str) -> tuple[int, tuple[HouseholdRow, ...]]:
    """How many households of the area stand in most_missed, and the first of them."""
    here = inside(county, missed, area)
    first = here.slice(0, MOST).to_pylist()
    labels = {row["household_id"]: [policy.measures[one].label for one in row["measures"]] for row in first}
    rows = household_rows(county, month, [row["household_id"] for row in first])
    return here.num_rows, tuple(_with_missed(row, labels[row.household_id]) for row in rows)


def household_rows(county: County, month: str, households: Sequence[str]) -> tuple[HouseholdRow, ...]:
    """Households in the order given, once each; one that no register of the month has is left out."""
    snapshot = county.snapshot(month)
    wanted = tuple(dict.fromkeys(households))
    cards = household_cards(snapshot, wanted, _COLUMNS)
    return tuple(_row(one, cards[one], place_of(snapshot, _text(cards[one].get("area_code")))) for one in wanted if one in cards)


def _row(household: str, card: dict[str, object], place: str) -> HouseholdRow:
    size = card.get("hh_registered_n")
    marks = "、".join(label for column, label in _MARKS.items() if card.get(column) is True)
    return HouseholdRow(
        household,
        place,
        mask_name(_text(card.get("head"))) or NONE,
        f"{count(size)} 人" if isinstance(size, float) else NONE,
        _text(card.get("hh_type")) or NONE,
        marks,
    )


def _with_missed(row: HouseholdRow, labels: Sequence[str]) -> HouseholdRow:
    return replace(row, missed=f"{len(labels)} 项：{'、'.join(labels[:_NAMED])}{'等' if len(labels) > _NAMED else ''}")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
