"""Given a county and a month; gives an issue for every fact on which two submitted sources disagree, and for every unit that two rows of a register name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_loaders.issues import make_issue
from metrics.disagreements import Disagreement, disagreements, duplicates

if TYPE_CHECKING:
    from typing import Any

    from data_loaders.model import Issue
    from jobs.county import County
    from policy.reader import Policy


def agreement_issues(county: County, month: str, tables: frozenset[str]) -> tuple[Issue, ...]:
    """CROSS-001 for each column on which sources disagree, CROSS-002 for each register in which keys occur twice; only where one of `tables` takes part."""
    snapshot = county.snapshot(month)
    disagreed = (_disagreement(county.policy, month, one) for one in disagreements(snapshot) if tables & {one.trusted_table, one.other_table})
    twice: dict[str, list[dict[str, Any]]] = {}
    for row in duplicates(snapshot).to_pylist():
        if row["table"] in tables:
            twice.setdefault(row["label"], []).append(row)
    return (*disagreed, *(_duplicate(label, rows) for label, rows in twice.items()))


def _disagreement(policy: Policy, month: str, one: Disagreement) -> Issue:
    key, trusted, other = one.examples[0]
    holes = {"column": policy.say(one.label, month), "units": one.units, "trusted": one.trusted, "other": one.other}
    return make_issue("CROSS-001", sheet=one.other, value=_text(other), key=key, trusted_value=_text(trusted), **holes)


def _duplicate(label: str, rows: list[dict[str, Any]]) -> Issue:
    return make_issue("CROSS-002", sheet=label, value=rows[0]["key"], units=len(rows), places=rows[0]["places"])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
