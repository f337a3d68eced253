"""Given what is wrong at which rows and column of a table; gives the issues in words, at most a thousand of one code one by one, and which rows are held."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
ALIKE = 20
"""Places of one column with one and the same text that are listed one by one; more of them are one line that names all the cells."""
ALSO = "（同样的共 {count} 处：{cells}）"
_RANGES = 12


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


@dataclass(frozen=True)
class _Line:
    """What becomes one issue: the places of a finding that it names, and the number of the first among the finding's positions."""

    finding: Finding
    places: tuple[int, ...]
    number: int


def _together(finding: Finding, places: Sequence[int], numbers: Sequence[int]) -> list[_Line]:
    """One line for many places, one each for a few."""
    if len(numbers) > ALIKE:
        return [_Line(finding, tuple(places[number] for number in numbers), numbers[0])]
    return [_Line(finding, (places[number],), number) for number in numbers]


def ranges(letter: str, rows: Sequence[int]) -> str:
    """Cells of one column in short: C5–C24、C30; of very many pieces the first ones."""
    pieces: list[list[int]] = []
    for row in rows:
        if pieces and row == pieces[-1][1] + 1:
            pieces[-1][1] = row
        else:
            pieces.append([row, row])
    words = [f"{letter}{first}" if first == last else f"{letter}{first}–{letter}{last}" for first, last in pieces[:_RANGES]]
    return "、".join(words) + (" 等" if len(pieces) > _RANGES else "")


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
        """One line for each place; one for all places of a column at which the text says the same, where they are many: they have one cause."""
        lines = [line for finding in findings for line in self._lines(code, finding)]
        lines.sort(key=lambda line: (line.places[0], line.finding.heading.index if line.finding.heading else -1))
        issues = [self._said(code, line) for line in lines[:LISTED]]
        rest = sum(len(line.places) for line in lines[LISTED:])
        if rest:
            issues.append(self._rest(code, rest))
        return issues

    def _lines(self, code: str, finding: Finding) -> list[_Line]:
        """The places of a finding, those together at which the text says the same if they are more than ALIKE."""
        places = finding.positions.tolist()
        said = catalogue()[code].holes
        if len(places) <= ALIKE or not said.isdisjoint(("cell", "row")):
            return [_Line(finding, (place,), number) for number, place in enumerate(places)]
        groups: dict[object, list[int]] = {}
        for number, place in enumerate(places):
            value = self.text_of(place, finding.heading.index) if "value" in said and finding.heading else ""
            own = tuple(finding.each[number].items()) if finding.each is not None else ()
            groups.setdefault((value, tuple(item for item in own if item[0] in said)), []).append(number)
        return [line for numbers in groups.values() for line in _together(finding, places, numbers)]

    def _said(self, code: str, line: _Line) -> Issue:
        issue = self._one(code, line.places[0], line.finding, line.number)
        if len(line.places) == 1:
            return issue
        letter = letters(line.finding.heading.index) if line.finding.heading else "A"
        return replace(issue, what=issue.what + ALSO.format(count=len(line.places), cells=ranges(letter, self.row_of[list(line.places)].tolist())))

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
