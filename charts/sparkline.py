"""Given a short series; gives a tiny SVG trend as an image address, for a headline card."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from charts.palette import ACCENT, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT, _EDGE = 56, 30, 4
_FLAT = 0.02  # a swing of less than two points is drawn as nearly flat, not blown up to the full height


def sparkline(values: Sequence[float | None]) -> str:
    """A data address of an SVG: a line through the known values with the last one dotted; "" if fewer than two are known."""
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line needs two points
        return ""
    low, high = min(value for _, value in known), max(value for _, value in known)
    swing = max(high - low, _FLAT)
    middle = (high + low) / 2
    step = (_WIDTH - 2 * _EDGE) / (len(values) - 1)
    points = [(_EDGE + index * step, _HEIGHT / 2 - (value - middle) / swing * (_HEIGHT - 2 * _EDGE)) for index, value in known]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    last_x, last_y = points[-1]
    base = _HEIGHT - 1
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">'
        f'<line x1="0" y1="{base}" x2="{_WIDTH}" y2="{base}" stroke="{RULE}"/>'
        f'<polyline points="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.8" stroke-linejoin="round"/>'
        f'<circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="2.6" fill="{ACCENT}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
