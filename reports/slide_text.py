"""Given texts and the room on a slide; gives the size of their type, the width that they take, and their parts where one slide is too small for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.spacing import close_up

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST = 16
"""Points of the smallest type that is read from the back of the room."""
TEXT_POINTS = 12.1 * 72 - 20
"""Points across a text frame without its own margins."""
PITCH, BETWEEN, FACE_HEIGHT = 1.15, 0.45, 1.32
"""Line spacing, room between paragraphs, and height of a line of 微软雅黑, each as a part of its size."""
LATIN, CHINESE = 0.56, 0x2E7F
"""Width of a digit beside a Chinese character, and where East Asian characters begin."""


def letters(text: str) -> float:
    """Width in Chinese characters, as it is set."""
    return sum(LATIN if ord(letter) < CHINESE else 1 for letter in close_up(text))


def taken(lines: Sequence[str], size: float, across: float = TEXT_POINTS) -> float:
    """Points from the top of the first paragraph to the foot of the last."""
    broken = sum(-(-letters(text) * size // across) for text in lines)
    return broken * size * PITCH * FACE_HEIGHT + len(lines) * size * BETWEEN


def fitting(lines: Sequence[str], height: float, most: float) -> float:
    """The largest size in points at which the lines fit the height; SMALLEST where none does."""
    return next((size for size in range(int(most), SMALLEST, -1) if taken(lines, size) <= height), SMALLEST)


def in_parts(lines: Sequence[str], height: float) -> list[tuple[str, ...]]:
    """The lines in their order, over as few slides as can be with none of them smaller than SMALLEST, about as many on each."""
    for parts in range(1, len(lines) + 1):
        size = -(-len(lines) // parts)
        found = [tuple(lines[start : start + size]) for start in range(0, len(lines), size)]
        if all(taken(each, SMALLEST) <= height for each in found):
            return found
    return [(line,) for line in lines]
