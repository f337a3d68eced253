"""Given any CSV table and a TOML of measures over its own columns; gives their figures, for all rows and by the values of a column."""

from __future__ import annotations

import tomllib
from math import fsum
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from metrics.counted import STATUS, TARGETING, Counted
from metrics.counting import Places, count
from metrics.csv_table import CsvError, CsvTable, read_csv
from metrics.duck import cursor, name
from metrics.evaluated_measures import evaluated_measures
from metrics.form_figures import form_figures, ledger_rules
from metrics.model import CELLS, CODES, MET, NOT_MET, UNKNOWN, Cells
from metrics.rates import rates, ratio
from metrics.summed import Summed
from metrics.summing import sum_up
from policy.model import PolicyError
from policy.nearest import nearest

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from metrics.counting import Counts
    from metrics.evaluated_measures import Evaluated
    from metrics.summing import Sums

RATES = ("coverage", "coverage_low", "coverage_high", "exclusion_error", "inclusion_error", "inclusion_error_nonentitled")
COLUMNS = ("month", "measure", "form", "level", "area_code", "area_name", *CELLS, "numerator", "denominator", "unknown", *RATES, "value")
"""The columns of every row, in this order (design, section 9)."""

_TABLE = "SELECT * FROM evaluated"


class EvaluateError(ValueError):
    """The table or the measures cannot be used; the text is Chinese and names every problem."""


def evaluate(csv_path: Path, toml_path: Path, by: str | None = None) -> list[dict[str, Any]]:
    """One row for each measure over all rows of the table (level "all"), then one for each value of the column `by` (level = its name, area_name = the value).

    Rows have the keys COLUMNS; None is undefined or does not apply to the form. A blank value of `by` is a group of its own with an empty name.
    Raises EvaluateError with every problem at once.
    """
    try:
        table = read_csv(csv_path)
    except CsvError as error:
        raise EvaluateError(str(error)) from error
    measures = _measures(toml_path, table)
    groups = _groups(table, by)
    named = table.rows.append_column("unit:group", pa.array(_values(table, by), pa.string()))
    places = Places(name("unit:group"), len(groups), {value: position for position, value in enumerate(groups)}.__getitem__)
    with cursor() as duck:
        duck.register("evaluated", named)
        found: dict[str, Counts | Sums] = {**_counts(duck, measures, places), **_sums(duck, measures, places)}
    rows = []
    for measure in measures:
        counts = found[measure.measure]
        rows.append(_row(measure, "all", "", counts, slice(None)))
        if by is not None:
            rows += [_row(measure, by, value, counts, slice(position, position + 1)) for position, value in enumerate(groups)]
    return rows


def _values(table: CsvTable, by: str | None) -> list[str]:
    if by is None:
        return [""] * table.rows.num_rows
    return [(value or "").strip() for value in table.texts[by].to_pylist()]


def _groups(table: CsvTable, by: str | None) -> list[str]:
    if by is None:
        return [""]
    if by not in table.columns:
        near = nearest(by, table.columns)
        raise EvaluateError(f"表里没有“{by}”这一列" + (f"（是否想写 {near}？）" if near else f"；有：{'、'.join(table.columns)}"))
    return sorted(set(_values(table, by))) or [""]


def _measures(path: Path, table: CsvTable) -> list[Evaluated]:
    try:
        return evaluated_measures(path, table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvaluateError(f"{path.name}：不是合格的 TOML：{error}") from error
    except PolicyError as error:
        raise EvaluateError(str(error)) from error


def _counts(duck: duckdb.DuckDBPyConnection, measures: list[Evaluated], places: Places) -> dict[str, Counts]:
    work = [one.work for one in measures if isinstance(one.work, Counted)]
    return count(duck, _TABLE, places, work) if work else {}


def _sums(duck: duckdb.DuckDBPyConnection, measures: list[Evaluated], places: Places) -> dict[str, Sums]:
    work = [one.work for one in measures if isinstance(one.work, Summed)]
    return sum_up(duck, _TABLE, places.column, places.number, places.of, work) if work else {}


def _row(measure: Evaluated, level: str, area: str, counts: Counts | Sums, places: slice) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"month": "", "measure": measure.measure, "form": measure.form, "level": level, "area_code": "", "area_name": area}
    units = counts.units[places].sum(axis=0)
    if measure.form == TARGETING:
        cells = Cells(**{cell: int(units[code]) for code, cell in enumerate(CODES)})
        return row | {cell: getattr(cells, cell) for cell in CELLS} | {one: getattr(rates(cells), one) for one in RATES}
    if measure.form == STATUS:
        return row | _ratio(int(units[MET]), int(units[MET] + units[NOT_MET]), int(units[UNKNOWN]))
    amount = [fsum(column) for column in counts.amount[places].T]
    numbers = {cell: (int(number), 0, amount[cell]) for cell, number in enumerate(units)}
    tally = form_figures(measure.form, ledger_rules(measure.version), measure.month or "", numbers)["tally"]
    return row | _ratio(tally.numerator, tally.denominator, tally.unknown)


def _ratio(numerator: float, denominator: float, unknown: int) -> dict[str, Any]:
    return {"numerator": numerator, "denominator": denominator, "unknown": unknown, "value": ratio(numerator, denominator)}
