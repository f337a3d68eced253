"""Given a panel, a measure and an area; gives what the tile map needs: places with coordinates, the value of each village, and the finding in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.heat_grid import KINDS
from charts.numbers import NONE, count
from charts.shortfall import class_labels
from charts.tile_layout import Place
from charts.tile_map import Tile
from jobs.figure_text import basis, missing, missing_word, unknown, value_text
from jobs.judge import class_of
from jobs.readings import ATTAINMENT, LEDGER, PERSON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.model import Area, Figure
    from policy.model import Measure


@dataclass(frozen=True)
class TileView:
    """The tile map of one measure. finding: which village misses most, for those who cannot see the picture."""

    places: tuple[Place, ...]
    tiles: Mapping[str, Tile]
    labels: tuple[str, ...]
    people_label: str
    finding: str


def mappable(policy: Definitions) -> tuple[str, ...]:
    """The measures that a map can show: those whose value can be good or poor in a village."""
    return tuple(name for name, reading in policy.readings.items() if reading.is_share and reading.form != LEDGER)


def tile_view(panel: Panel, policy: Definitions, measure_id: str, area: str, coordinates: Mapping[str, tuple[float, float]]) -> TileView:
    """Every village of the area (of the whole county for a village, so that it keeps its neighbours); coordinates: village code → (lon, lat)."""
    measure = policy.measures[measure_id]
    reading = policy.readings[measure_id]
    villages = shown_villages(panel, area)
    figures = {village.code: panel.figure(measure_id, village.code) for village in villages}
    places = tuple(
        Place(village.code, village.name, village.parent, panel.name(village.parent), *coordinates.get(village.code, (None, None))) for village in villages
    )
    tiles = {code: _tile(figure, measure, reading) for code, figure in figures.items()}
    labels = KINDS[:5] if reading.form == ATTAINMENT else class_labels(target=measure.target, higher_is=measure.higher_is)  # a plan is held against its pace
    unit = PERSON if reading.of_people else reading.amount if reading.form == ATTAINMENT else reading.unit
    return TileView(places, tiles, labels, f"{missing_word(reading)}（{unit}）", _finding(panel, measure, tiles, unit))


def largest(panel: Panel, policy: Definitions, measure_id: str, area: str) -> float:
    """The most people missed in one village in any month of the panel: circles are held against it, so that they mean the same in every month."""
    reading = policy.readings[measure_id]
    heads = (missing(panel.figure(measure_id, village.code, month), reading) for month in panel.months for village in shown_villages(panel, area))
    return max((head.people for head in heads if head), default=0)


def shown_villages(panel: Panel, area: str) -> tuple[Area, ...]:
    """Every village of the area; for a village the whole county, so that it keeps its neighbours."""
    return panel.villages(area if len(area) <= len("159921101") else panel.county_code)


def tile_of(panel: Panel, policy: Definitions, measure_id: str, area: str) -> Tile:
    """What one area shows, a township as a village."""
    return _tile(panel.figure(measure_id, area), policy.measures[measure_id], policy.readings[measure_id])


def _tile(figure: Figure | None, measure: Measure, reading: Reading) -> Tile:
    head, text = missing(figure, reading), value_text(figure, reading)
    if figure is None or figure.waiting:
        return Tile(None, False, 0, NONE, basis(figure, reading))
    if text == NONE:
        cannot = unknown(figure, reading)
        told = not (cannot and cannot.units)
        return Tile(None, told, 0, NONE, "本村没有这项指标的对象" if told else "全都无法判定")
    small = "（基数小）" if figure.small else ""
    return Tile(class_of(figure, measure, reading), True, round(head.people, 1) if head else 0, text + small, basis(figure, reading))


def _finding(panel: Panel, measure: Measure, tiles: Mapping[str, Tile], unit: str) -> str:
    missed = {code: tile.people for code, tile in tiles.items() if tile.people}
    if not missed:
        return f"{measure.label}：各嘎查村没有发现缺口。"
    worst = max(missed, key=lambda code: missed[code])
    total = count(round(sum(missed.values()), 1))
    return f"{measure.label}：{len(missed)} 个嘎查村有缺口，共 {total} {unit}；最多的是{panel.place(worst)}（{count(round(missed[worst], 1))} {unit}）。"
