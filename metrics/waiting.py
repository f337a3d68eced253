"""Given a measure in a month; gives why it has no figure, in Chinese, or None where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrics.lineage import lineage
from policy.model import OutOfValidityError, ParameterNotSetError

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot
    from policy.model import Measure


def waiting(snapshot: Snapshot, measure: Measure) -> str | None:
    """ "缺数据：…" if no register of its units was submitted, "需县里填报：…" if a value is not set, or that no version is in force; else None."""
    return snapshot.once(("waiting", measure.id), lambda: _waiting(snapshot, measure))


def _waiting(snapshot: Snapshot, measure: Measure) -> str | None:
    try:
        found = lineage(snapshot, measure)
        snapshot.parameters(found.parameters)
    except (ParameterNotSetError, OutOfValidityError) as reason:
        return str(reason)
    if not any(snapshot.submitted(table) for table in found.registers):
        sheets = "或".join(f"《{snapshot.policy.sheet(table)}》" for table in sorted(found.registers, reverse=True))
        return f"缺数据：{sheets}未报送"
    return None
