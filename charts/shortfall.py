"""Given a value and its target; gives how far it falls short, the light in words, and the colour class: fixed across months and areas."""

from __future__ import annotations

from dataclasses import dataclass

from charts.palette import SHORTFALL_COLOURS


@dataclass(frozen=True)
class Light:
    """A verdict that needs no colour: key for styling, word and symbol to print, rank 0 (good) to 2 (poor), None where there is none."""

    key: str
    word: str
    symbol: str
    rank: int | None

    @property
    def text(self) -> str:
        """Symbol and word: "▲ 关注"."""
        return f"{self.symbol} {self.word}"


GOOD, WATCH, POOR = Light("good", "好", "●", 0), Light("watch", "关注", "▲", 1), Light("poor", "差", "■", 2)
NO_LIGHT = Light("none", "无法评价", "○", None)
PLAIN = Light("none", "只列数", "○", None)
"""A value that is neither good nor poor: an amount, a share for which nothing sets a target."""
SMALL_BASE = Light("small", "基数小", "◇", None)


@dataclass(frozen=True)
class LightBorders:
    """Distances from the target, as ratios, beyond which a value is to be watched and beyond which it is poor; the county may choose its own."""

    watch: float
    poor: float


CLASS_BORDERS = (0.02, 0.05, 0.15, 0.30)
"""Distances at which the colour changes. Fixed, whatever the county calls poor: a map of this year must stay comparable with one of last year."""
_EXACT = 1e-9  # 1 − 0.95 is a hair over 0.05 in floating point; a border belongs to the better side


def shortfall(value: float, *, target: float | None, higher_is: str) -> float:
    """How far `value` stays behind its target, as a ratio ≥ 0. Without a target: 1 where higher is better, 0 where lower is."""
    if higher_is == "better":
        return max(0.0, (1.0 if target is None else target) - value)
    return max(0.0, value - (target or 0.0))


def light(value: float | None, *, target: float | None, higher_is: str, borders: LightBorders, small: bool = False) -> Light:
    """The light of a value; an undefined value and a base under 30 get none."""
    if value is None:
        return NO_LIGHT
    if small:
        return SMALL_BASE
    gap = shortfall(value, target=target, higher_is=higher_is)
    if gap <= borders.watch + _EXACT:
        return GOOD
    return WATCH if gap <= borders.poor + _EXACT else POOR


def colour_class(value: float, *, target: float | None, higher_is: str) -> int:
    """Which of the five colours: 0 at the target … 4 furthest from it."""
    gap = shortfall(value, target=target, higher_is=higher_is)
    return sum(gap > border + _EXACT for border in CLASS_BORDERS)


def class_labels(*, target: float | None, higher_is: str) -> tuple[str, ...]:
    """The legend of the five classes in the measure's own terms: "≥98%", "95–98%", … for a target of 100 %."""
    aim = target if target is not None else (1.0 if higher_is == "better" else 0.0)
    if higher_is == "better":
        edges = [round(max(0.0, aim - border) * 100, 1) for border in CLASS_BORDERS]
        inner = [f"{low:g}–{high:g}%" for high, low in zip(edges, edges[1:], strict=False)]
        return (f"≥{edges[0]:g}%", *inner, f"<{edges[-1]:g}%")
    edges = [round(min(1.0, aim + border) * 100, 1) for border in CLASS_BORDERS]
    inner = [f"{low:g}–{high:g}%" for low, high in zip(edges, edges[1:], strict=False)]
    return (f"≤{edges[0]:g}%", *inner, f">{edges[-1]:g}%")


def class_colour(index: int) -> str:
    """The colour of a class."""
    return SHORTFALL_COLOURS[index]
