"""Given a few choices; gives the pieces of a Vega-Lite spec that several charts share: a click, a tooltip, an axis of names, percents on an axis.

The charts are plain dicts: drawing the same through Altair's classes checks every piece against the schema on each run, which cost 100 to 150 ms a page.
The tests check them against the schema instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PERCENT = "datum.value > 1 ? '' : round(datum.value * 1000) / 10 + '%'"
"""The label of an axis of ratios; above 100 % there is room for names and no number."""

ONCE: dict[str, Any] = {"values": [{}]}
"""The data of a layer that draws one thing, such as a line at the target: with the chart's data it would draw it once for each row, with none not at all."""


def click(name: str, *fields: str, layer: str) -> dict[str, Any]:
    """A selection by click on the marks of a layer; it carries the fields and not the position, so that it means the same in the next month."""
    return {"name": name, "select": {"type": "point", "fields": list(fields), "clear": "dblclick"}, "views": [layer]}


def tooltip(fields: Mapping[str, str]) -> list[dict[str, str]]:
    """Field → title, in this order."""
    return [{"field": field, "title": title, "type": "nominal"} for field, title in fields.items()]


def axis(**choices: Any) -> dict[str, Any]:  # noqa: ANN401 - any property of a Vega-Lite axis
    """An axis of names on which every name is printed: by default Vega-Lite leaves out every other one where rows are tight."""
    return {"labelOverlap": False, "labelFlush": False, "labelBound": False, "domain": False, "ticks": False, **choices}
