"""Given a form; gives the lists that its measures have, the codes of the units in each, and what the codes are called."""

from __future__ import annotations

from metrics.attainment_sql import ATTAINMENT, BEHIND, COMPLETE, ON_PACE
from metrics.flow_sql import EARLIER, FLOW, IN_TIME, LATE, OVERDUE, WAITING
from metrics.ledger_sql import AGREES, DIFFERS, LEDGER
from metrics.model import CODES, LISTS, STATUS_LISTS, UNKNOWN

STATUS, TARGETING = "status", "targeting"

CODES_OF = {
    TARGETING: {listed: tuple(CODES.index(cell) for cell in cells) for listed, cells in LISTS.items()},
    STATUS: STATUS_LISTS,
    ATTAINMENT: {"missing": (BEHIND, ON_PACE), "leaked": (), "unknown": (UNKNOWN,), "reached": (COMPLETE,), "behind": (BEHIND,)},
    FLOW: {
        **{"missing": (OVERDUE,), "leaked": (), "unknown": (UNKNOWN,), "reached": (IN_TIME,)},
        **{"overdue": (OVERDUE,), "open": (OVERDUE, WAITING), "late": (LATE,)},
    },
    LEDGER: {"missing": (DIFFERS,), "leaked": (), "unknown": (UNKNOWN,), "reached": (AGREES,), "differing": (DIFFERS,)},
}
"""Codes of the units of each list, by form. The first four are the lists that every form has: what is to be done (missing), and what is well (reached).

attainment: behind the pace. flow: overdue; open at the end of the month; closed late in it. ledger: rows that differ from their details.
"""

CELL_NAMES = {
    TARGETING: dict(enumerate(CODES)),
    STATUS: {0: "not_met", 1: "met", UNKNOWN: "unknown"},
    ATTAINMENT: {BEHIND: "behind", COMPLETE: "complete", UNKNOWN: "unknown", ON_PACE: "on_pace"},
    FLOW: {OVERDUE: "overdue", IN_TIME: "in_time", UNKNOWN: "unknown", LATE: "late", WAITING: "waiting", EARLIER: "closed_earlier"},
    LEDGER: {DIFFERS: "differs", AGREES: "agrees", UNKNOWN: "unknown"},
}
"""What each code of a unit is called, by form; any other code is "outside"."""


LIST_NAMES = tuple(dict.fromkeys(name for lists in CODES_OF.values() for name in lists))
"""Every list that some form has."""


class UnknownListError(ValueError):
    """No list of the form has this name."""


def list_codes(form: str, list_name: str) -> tuple[int, ...]:
    """The codes of the units that a list shows. Raises UnknownListError."""
    lists = CODES_OF[form]
    if list_name not in lists:
        raise UnknownListError(f"没有名为“{list_name}”的清单；可用：{'、'.join(lists)}")
    return lists[list_name]


def cell_name(form: str, code: int) -> str:
    """The name of a unit's code; "outside" for a unit that is not counted."""
    return CELL_NAMES[form].get(code, "outside")
