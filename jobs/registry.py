"""Given a county; gives one row for each measure and one for each system with its status: working, needs a county value, or needs data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobs.figures import figures

if TYPE_CHECKING:
    from jobs.county import County
    from policy.model import Measure


def measure_rows(county: County) -> list[dict[str, Any]]:
    """id, system, label, form, over, question of every measure, by system."""
    return [_measure_row(measure) for system in county.policy.systems.values() for measure in system.measures]


def system_rows(county: County, month: str | None = None) -> list[dict[str, Any]]:
    """id, name, measures, forms, status of every system in `month` (default: the newest with data; without any data: what is missing)."""
    months = county.months()
    month = month or (months[-1] if months else None)
    waiting = {figure.measure: figure.waiting for figure in figures(county, month)} if month else {}
    rows = []
    for system in county.policy.systems.values():
        reasons = [waiting.get(measure.id, None if month else "缺数据：尚未报送任何工作表") for measure in system.measures]
        names = "、".join(measure.id for measure in system.measures)
        forms = "、".join(sorted({measure.form for measure in system.measures}))
        rows.append({"id": system.id, "name": system.label, "measures": names, "forms": forms, "status": _status(reasons)})
    return rows


def _measure_row(measure: Measure) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in ("id", "system", "label", "form", "over", "question")}


def _status(reasons: list[str | None]) -> str:
    """working if one measure gives a figure, else the first reason why none does."""
    stated = [reason for reason in reasons if reason]
    if len(stated) < len(reasons):
        return "working"
    first = stated[0] if stated else "缺数据"
    return f"needs a county value: {first}" if first.startswith("需县里填报") else f"needs data: {first}"
