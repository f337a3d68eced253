"""Given nothing; gives the five forms of a measure: which rules a version of each must have and may have, and of which type each rule is."""

from __future__ import annotations

AMONG = "among"
"""The rule that says who is counted at all; every form may have it."""

RULES = {
    "targeting": ("eligible", "received"),
    "status": ("met",),
    "attainment": ("done", "plan"),
    "flow": ("opened", "closed", "limit"),
    "ledger": ("amount",),
}
"""The rules that a version of each form must have."""

OPTIONAL_RULES = {
    "targeting": ("amount",),
    "status": (),
    "attainment": ("baseline", "begins", "ends"),
    "flow": ("handler",),
    "ledger": ("of", "agrees", "count_as"),
}
"""The rules that it may have besides `among`.

attainment: done, plan and baseline are totals since the work was first thought of; baseline is what was finished before the plan began. begins, ends:
its first and last day, else the calendar year. flow: opened, closed (unknown is: still open), limit, and who handles the case. ledger: what a row amounts to,
what this is measured against, whether the row agrees with its details, and for how many things it stands.
"""

RULE_TYPES = {
    **dict.fromkeys(("among", "eligible", "received", "met", "agrees"), "bool"),
    **dict.fromkeys(("done", "plan", "baseline", "amount", "of", "limit", "count_as"), "number"),
    **dict.fromkeys(("begins", "ends", "opened", "closed"), "date"),
    "handler": "text",
}
"""What each rule gives."""

RULE_NAMES = (
    *("among", "eligible", "received", "met", "done", "plan", "baseline", "begins", "ends"),
    *("opened", "closed", "limit", "handler", "amount", "of", "agrees", "count_as"),
)
"""Every rule, in the order in which a reader meets it."""

TOGETHER = (("begins", "ends"),)
"""Optional rules that stand together or not at all."""

LIMIT_IN = "limit_in"
"""The key of a flow that says what its limit is counted in; no rule, one of policy.calendar_days.LIMITS_IN."""


def rules_of(form: str) -> tuple[str, ...]:
    """Every rule that a version of the form may have."""
    return (AMONG, *RULES[form], *OPTIONAL_RULES[form])


def missing_of(form: str, written: frozenset[str]) -> tuple[str, ...]:
    """The rules that a version with these lacks: those of its form, and the other one of a pair."""
    pairs = [one for pair in TOGETHER if 0 < len(written & set(pair)) < len(pair) for one in pair]
    return tuple(one for one in (*RULES[form], *pairs) if one not in written)
