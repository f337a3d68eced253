"""Given what is wrong at which rows and column of a table; gives the issues in words, at most a thousand of one code one by one, and which rows are held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from data_loaders.issues import catalogue, make_issue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data_loaders.headings import Heading
    from data_loaders.model import Issue

LISTED = 1_000
"""Issues of one code and sheet that are listed one by one; the rest are counted in one line."""
ROW_PLACES = ("行", "单元格")


@dataclass(frozen=True)
class Finding:
    """Something found at rows of a table (positions among its data rows) in the column under `heading` (None: the whole row)."""

    code: str
    positions: np.ndarray
    heading: Heading | None
    holes: Mapping[str, object] = field(default_factory=dict)
    each: Sequence[Mapping[str, object]] | None = None

    def holes_at(self, number: int) -> dict[str, object]:
        """The holes of the number-th position."""
        return {**self.holes, **(self.each[number] if self.each is not None else {})}


def letters(index: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


class Findings:
    """All that was found in one table. `row_of` gives the sheet's row number of a position, `text_of` the cell as read."""

    def __init__(self, file: str, sheet: str, row_of: np.ndarray, text_of: Callable[[int, int], str]) -> None:
        self.file, self.sheet = file, sheet
        self.row_of, self.text_of = row_of, text_of
        self.found: list[Finding] = []
        self.loose: list[Issue] = []

    def say(self, code: str, *, cell: str = "", value: str = "", **holes: object) -> None:
        """An issue of the sheet, a heading or a row that is not data."""
        self.loose.append(make_issue(code, file=self.file, sheet=self.sheet, cell=cell, value=value, **holes))

    def add(self, code: str, positions: np.ndarray, heading: Heading | None, *, each: Sequence[Mapping[str, object]] | None = None, **holes: object) -> None:
        """Something wrong at these positions; `each` gives holes of its own to every position."""
        if len(positions):
            self.found.append(Finding(code, np.asarray(positions), heading, holes, each))

    def held(self, height: int) -> np.ndarray:
        """Which of the table's rows an error holds back."""
        mask = np.zeros(height, bool)
        for finding in self.found:
            if holds(finding.code):
                mask[finding.positions] = True
        return mask

    def reasons(self) -> dict[int, list[tuple[str, Heading | None]]]:
        """Position of each held row → the codes that hold it, each with its column."""
        found: dict[int, list[tuple[str, Heading | None]]] = {}
        for finding in self.found:
            if holds(finding.code):
                for position in finding.positions.tolist():
                    found.setdefault(position, []).append((finding.code, finding.heading))
        return found

    def issues(self) -> list[Issue]:
        """Everything in words: of the sheet first, then code by code, row by row."""
        by_code: dict[str, list[Finding]] = {}
        for finding in self.found:
            by_code.setdefault(finding.code, []).append(finding)
        order = {"error": 0, "warning": 1, "hint": 2}
        codes = sorted(by_code, key=lambda code: (order[catalogue()[code].severity], code))
        listed = [issue for code in codes for issue in self._of_code(code, by_code[code])]
        return [*self.loose, *listed]

    def _of_code(self, code: str, findings: list[Finding]) -> list[Issue]:
        places = [(int(position), finding, number) for finding in findings for number, position in enumerate(finding.positions[: LISTED * 2].tolist())]
        places.sort(key=lambda place: (place[0], place[1].heading.index if place[1].heading else -1))
        total = sum(len(finding.positions) for finding in findings)
        issues = [self._one(code, *place) for place in places[:LISTED]]
        if total > len(issues):
            issues.append(self._rest(code, total - len(issues)))
        return issues

    def _one(self, code: str, position: int, finding: Finding, number: int) -> Issue:
        row = int(self.row_of[position])
        heading = finding.heading
        holes = {"column": heading.text if heading else "", "row": row, **finding.holes_at(number)}
        cell = f"{letters(heading.index)}{row}" if heading else f"A{row}"
        value = str(holes.pop("value", self.text_of(position, heading.index) if heading else ""))
        return make_issue(code, file=self.file, sheet=self.sheet, cell=cell, value=value, **holes)

    def _rest(self, code: str, count: int) -> Issue:
        """One line for the issues of a code that are not listed."""
        return make_issue("MORE-001", file=self.file, sheet=self.sheet, count=count, title=catalogue()[code].title)


def holds(code: str) -> bool:
    """Whether a finding of this code holds its row back: errors of a row or a cell do."""
    entry = catalogue()[code]
    return entry.severity == "error" and entry.where in ROW_PLACES
