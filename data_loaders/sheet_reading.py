"""Given one recognised table and what is known so far; gives its SheetReading (canonical tables, held rows, rows set aside) and its issues."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders import household_checks, key_checks, row_checks
from data_loaders.asides import aside_rows, set_asides, unit_row
from data_loaders.cells import deciding, read_columns
from data_loaders.filling import fill_down, keep_rows
from data_loaders.findings import Findings, letters
from data_loaders.holding import held_rows
from data_loaders.model import SheetReading
from data_loaders.placing import Homes, Sender, place_rows, sheet_township
from data_loaders.rows import Origin, canonical_tables, flat_columns
from data_loaders.saying import say_headings, say_month, say_sheet, say_totals
from data_loaders.units import Units
from policy.months import last_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.areas import AreaIndex
    from data_loaders.cells import CellColumn, DataRows
    from data_loaders.model import Issue, LoadContext
    from data_loaders.recognise import Recognised

Taken = tuple[pa.Array, list[str]]


@dataclass
class Known:
    """What a table of the submission can rest on: the context, the areas, 行政区划 read before it, where households lie, and keys already taken by layout."""

    context: LoadContext
    index: AreaIndex
    areas_read: pa.Table | None = None
    homes: Homes | None = None
    taken: dict[str, Taken] = field(default_factory=dict)

    def with_areas(self, rows: pa.Table, index: AreaIndex) -> Known:
        """Known with areas that were read."""
        return replace(self, areas_read=rows, index=index)

    def with_homes(self, rows: pa.Table) -> Known:
        """Known with the households of a 农户 table that was read."""
        pairs = [(rows["household_id"], rows["area_code"])]
        numbers, areas = (pa.concat_arrays([chunk for pair in pairs for chunk in pair[part].chunks]) for part in (0, 1))
        if self.homes is not None:
            numbers, areas = pa.concat_arrays([self.homes.numbers, numbers]), pa.concat_arrays([self.homes.areas, areas])
        return replace(self, homes=Homes(numbers, areas))


def read_table(table: Recognised, known: Known) -> tuple[SheetReading, list[Issue]]:
    """Read one table: rows set aside, columns converted, rows checked and placed, errors held, the rest made canonical. rows = stored + held + set_aside."""
    sheet, found, matched, layout = table.sheet, table.found, table.matched, table.layout
    height = _height(table)
    filled = fill_down(sheet, found, matched, height)
    keys = [matched.columns[name].heading.index for name in layout.key if name in matched.columns]
    repeats = [row - found.first for row in found.repeats if row < found.first + height]
    asides = set_asides(sheet.cells.slice(found.first, height), keys, repeats)
    rows = keep_rows(filled.rows, asides)
    findings = Findings(sheet.file, sheet.name, rows.numbers, rows.text)
    say_sheet(table, rows.height, findings)
    say_month(table, known.context.month, findings)
    say_headings(table, findings)
    for heading, count in filled.guessed.items():
        findings.say("SHEET-008", cell=letters(heading.index), column=heading.text, count=count)
    units = Units(found.unit, unit_row(asides, sheet.cells, found.first))
    columns = read_columns(rows, matched, findings, last_day(known.context.month), units)
    say_totals(table, asides, columns, units, findings)
    sender = Sender(known.context.township or "", sheet_township(known.index, sheet.name, found.titles))
    placed = place_rows(columns, rows.height, layout, known.index, sender, known.homes, findings)
    _check(table, columns, known, findings)
    held = findings.held(rows.height) | (set(layout.key) - matched.columns.keys() != set())
    flat = flat_columns(columns, layout, rows.height)
    tables = canonical_tables(flat, layout, placed, Origin(sheet.file, sheet.name, rows.numbers), ~held)
    _take(table, columns, ~held, rows, known)
    reading = SheetReading(
        file=sheet.file,
        sheet=sheet.name,
        layout=layout.name,
        label=layout.label,
        header_rows=tuple(range(found.header[0] + sheet.first_row, found.header[1] + sheet.first_row + 1)),
        rows=height,
        stored=int((~held).sum()),
        held=int(held.sum()),
        set_aside=len(asides),
        columns={name: letters(match.heading.index) for name, match in matched.columns.items()},
        unknown_headings=tuple(heading.text for heading in matched.unknown),
        missing_headings=tuple(column.heading for column in matched.missing),
        confidence=table.confidence,
        tables=tables,
        held_rows=held_rows(table, rows, held, units, findings),
        unchecked=sheet.unchecked,
        set_aside_rows=aside_rows(asides, sheet.cells.slice(found.first, height), found.first + sheet.first_row),
        mode="changes" if table.supplement else layout.mode,
    )
    return reading, findings.issues()


def _height(table: Recognised) -> int:
    """Number of rows from the first data row to the last that is not blank."""
    found = table.found
    cells = table.sheet.cells.slice(found.first, found.last - found.first)
    filled = np.zeros(cells.num_rows, bool)
    for column in cells.columns:
        filled |= column.is_valid().to_numpy()
    return int(np.flatnonzero(filled)[-1]) + 1 if filled.any() else 0


def _check(table: Recognised, columns: Mapping[str, CellColumn], known: Known, findings: Findings) -> None:
    """Every check that rows of this layout go through."""
    layout, context = table.layout, known.context
    key_checks.check_filled(columns, layout, deciding(layout), findings, supplement=table.supplement)
    keys = key_checks.key_texts(columns, (*layout.key, *layout.distinct))
    key_checks.check_repeats(keys, columns.get(layout.key[-1] if layout.name == "benefits" else layout.key[0]), _before(known, layout.name), findings)
    key_checks.check_month(columns, layout, context.month, findings)
    if layout.key != ("policy_code",):  # 政策目录 may bring new codes
        key_checks.check_codes(columns, context.benefit_codes, findings)
    row_checks.check_rows(columns, layout.checks, findings)
    row_checks.check_person(columns, findings)
    if layout.name == "admin_units":
        row_checks.check_areas(columns, findings)
    if layout.name == "national_export":
        household_checks.check_members(columns, layout, findings)
    elif layout.name != "households":
        household_checks.check_households(columns, known.homes.numbers if known.homes else None, findings)


def _before(known: Known, layout: str) -> Taken:
    return known.taken.get(layout, (pa.array([], pa.string()), []))


def _take(table: Recognised, columns: Mapping[str, CellColumn], kept: np.ndarray, rows: DataRows, known: Known) -> None:
    """Remember the keys of the rows that are stored, with their places, for the tables that follow."""
    layout = table.layout
    keys = key_checks.key_texts(columns, (*layout.key, *layout.distinct))
    if keys is None:
        return
    chosen = pc.filter(keys, pa.array(kept))
    before, places = _before(known, layout.name)
    named = f"{table.sheet.file} · {table.sheet.name} 第 "
    known.taken[layout.name] = (pa.concat_arrays([before, chosen]), [*places, *(f"{named}{number} 行" for number in rows.numbers[kept].tolist())])
