"""Given a chart; gives its picture as PNG (Word) or SVG (PDF), drawn without a browser and without the network, in a Chinese font of this machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import vl_convert

from reports.fonts import faces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.model import Chart

WIDTH = 620
"""Points across; as wide as the text of an A4 page at 100 %."""
SHARP = 3
"""Pixels per point: 1 860 pixels over the 156 mm of a page are 300 to the inch."""


def png(chart: Chart) -> bytes:
    """The picture for Word. Raises reports.fonts.FontError."""
    return vl_convert.vegalite_to_png(json.dumps(_framed(chart.spec), ensure_ascii=False), scale=SHARP)


def svg(chart: Chart) -> bytes:
    """The picture for PDF. Raises reports.fonts.FontError."""
    return vl_convert.vegalite_to_svg(json.dumps(_framed(chart.spec), ensure_ascii=False)).encode()


def _framed(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec with a width of its own (on a page it takes its container's) and the font named, since there is no page to inherit from."""
    config = {**spec.get("config", {}), "font": faces().head}
    size = {} if isinstance(spec.get("width"), int | float) else {"width": WIDTH}
    return {"background": "white", **spec, **size, "config": config}
