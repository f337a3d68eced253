"""Given a panel, a measure and an area; gives what the tile map needs: places with coordinates, the value of each village, and the finding in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import percent
from charts.shortfall import class_labels, colour_class
from charts.tile_layout import Place
from charts.tile_map import Tile
from jobs.figure_text import basis, missing, missing_word, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.panel import Definitions, Panel
    from metrics.model import Figure
    from policy.model import Measure


@dataclass(frozen=True)
class TileView:
    """The tile map of one measure. finding: which village misses most, for those who cannot see the picture."""

    places: tuple[Place, ...]
    tiles: Mapping[str, Tile]
    labels: tuple[str, ...]
    people_label: str
    finding: str


def tile_view(panel: Panel, policy: Definitions, measure_id: str, area: str, coordinates: Mapping[str, tuple[float, float]]) -> TileView:
    """Every village of the area (of the whole county for a village, so that it keeps its neighbours); coordinates: village code → (lon, lat)."""
    measure = policy.measures[measure_id]
    unit = policy.populations[measure.over].unit
    villages = panel.villages(area if len(area) <= len("159921101") else panel.county_code)
    figures = {village.code: panel.figure(measure_id, village.code) for village in villages}
    places = tuple(
        Place(village.code, village.name, village.parent, panel.name(village.parent), *coordinates.get(village.code, (None, None))) for village in villages
    )
    tiles = {code: _tile(figure, measure, unit) for code, figure in figures.items()}
    labels = class_labels(target=measure.target, higher_is=measure.higher_is)
    sample = next((figure for figure in figures.values() if figure is not None), None)
    word = missing_word(sample) if sample else "缺口"
    return TileView(places, tiles, labels, f"{word}（人）", _finding(panel, measure, tiles))


def _tile(figure: Figure | None, measure: Measure, unit: str) -> Tile:
    value, head = value_of(figure), missing(figure)
    if figure is None or head is None:
        return Tile(None, False, 0, "—", basis(figure, unit))
    if value is None:
        unknown = (figure.cells.unknown if figure.cells else figure.tally.unknown if figure.tally else 0) > 0
        return Tile(None, not unknown, 0, "—", "应享与否都无法判定" if unknown else "本村没有应享对象")
    text = percent(value) + ("（基数小）" if figure.small else "")
    return Tile(colour_class(value, target=measure.target, higher_is=measure.higher_is), True, head.people, text, basis(figure, unit))


def _finding(panel: Panel, measure: Measure, tiles: Mapping[str, Tile]) -> str:
    missed = {code: tile.people for code, tile in tiles.items() if tile.people}
    if not missed:
        return f"{measure.label}：各嘎查村没有发现缺口。"
    worst = max(missed, key=lambda code: missed[code])
    return f"{measure.label}：{len(missed)} 个嘎查村有缺口，共 {sum(missed.values()):g} 人；最多的是{panel.place(worst)}（{missed[worst]:g} 人）。"
