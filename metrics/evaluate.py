"""Given any CSV table and a TOML of measures over its own columns; gives their figures, for all rows and by the values of a column."""

from __future__ import annotations

import tomllib
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from metrics.counted import ATTAINMENT, STATUS, TARGETING, Counted, from_version
from metrics.counting import Places, count
from metrics.csv_table import CsvError, CsvTable, read_csv
from metrics.duck import cursor, name
from metrics.model import CELLS, CODES, MET, NOT_MET, UNKNOWN, Cells
from metrics.rates import rates, ratio
from policy.model import MeasureVersion, PolicyError, Problem
from policy.rule_sql import to_sql
from policy.rules import parse_rule

if TYPE_CHECKING:
    from pathlib import Path

    from metrics.counting import Counts
    from policy.rules import Rule

RATES = ("coverage", "coverage_low", "coverage_high", "exclusion_error", "inclusion_error", "inclusion_error_nonentitled")
COLUMNS = ("month", "measure", "form", "level", "area_code", "area_name", *CELLS, "numerator", "denominator", "unknown", *RATES, "value")
"""The columns of every row, in this order (design, section 9)."""

RULES = {TARGETING: ("eligible", "received"), STATUS: ("met",), ATTAINMENT: ("done", "plan")}
"""The rules that each form must have; every form may have `among`, targeting may have `amount`."""

_NUMBERS = ("done", "plan", "amount")
_TOLD = ("label", "question", "note", "higher_is", "target", "errors", "gap")
"""Keys that say something to a reader and change no figure."""


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
        found = count(duck, "SELECT * FROM evaluated", places, measures)
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
        near = get_close_matches(by, table.columns, n=1)
        raise EvaluateError(f"表里没有“{by}”这一列" + (f"（是否想写 {near[0]}？）" if near else f"；有：{'、'.join(table.columns)}"))
    return sorted(set(_values(table, by))) or [""]


def _measures(path: Path, table: CsvTable) -> list[Counted]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvaluateError(f"{path.name}：不是合格的 TOML：{error}") from error
    problems: list[Problem] = []
    measures = [_measure(path.name, key, body, table, problems) for key, body in found.items()]
    if not found:
        problems.append(Problem(path.name, "", "没有一个指标；每个指标写成一个表 [编号]"))
    if problems:
        raise EvaluateError(str(PolicyError(tuple(problems))))
    return [measure for measure in measures if measure is not None]


def _measure(file: str, key: str, body: Any, table: CsvTable, problems: list[Problem]) -> Counted | None:  # noqa: ANN401 - whatever TOML holds
    form = body.get("form") if isinstance(body, dict) else None
    if form not in RULES:
        problems.append(Problem(file, key, f"form 应是 {'、'.join(RULES)} 之一", _near(form, RULES)))
        return None
    wanted = RULES[form]
    allowed = ("form", "among", *wanted, *(("amount",) if form == TARGETING else ()), *_TOLD)
    for extra in body:
        if extra not in allowed:
            problems.append(Problem(file, f"{key}.{extra}", "这里没有这个键", _near(extra, allowed)))
    problems += [Problem(file, f"{key}.{rule}", f"form = {form} 必须写这一条") for rule in wanted if rule not in body]
    rules = {one: _rule(file, f"{key}.{one}", body[one], one, table, problems) for one in ("among", *wanted, "amount") if one in body and one in allowed}
    if any(rules.get(one) is None for one in wanted):
        return None
    version = MeasureVersion(date.min, None, **{one: rule for one, rule in rules.items() if rule is not None})  # type: ignore[arg-type]  # names of rules only
    return from_version(key, form, version, lambda rule: to_sql(rule, month=None, params={}, column_sql=name))


def _rule(file: str, key: str, text: Any, kind: str, table: CsvTable, problems: list[Problem]) -> Rule | None:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(text, str):
        problems.append(Problem(file, key, "规则要写成带引号的文字"))
        return None
    expect = "number" if kind in _NUMBERS else "bool"
    rule, found = parse_rule(text, table.columns, file=file, key=key, parameters=None, benefits=None, expect=expect)
    problems += found
    if rule is not None and rule.needs_month:
        problems.append(Problem(file, key, "这张表没有月份，不能用 months_since 和 years_since；请用 months_between 和日期"))
        return None
    return rule


def _near(text: Any, words: Any) -> str | None:  # noqa: ANN401 - whatever TOML holds
    near = get_close_matches(str(text), list(words), n=1)
    return near[0] if near else None


def _row(measure: Counted, level: str, area: str, counts: Counts, places: slice) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"month": "", "measure": measure.measure, "form": measure.form, "level": level, "area_code": "", "area_name": area}
    units = counts.units[places].sum(axis=0)
    if measure.form == TARGETING:
        cells = Cells(**{cell: int(units[code]) for code, cell in enumerate(CODES)})
        return row | {cell: getattr(cells, cell) for cell in CELLS} | {one: getattr(rates(cells), one) for one in RATES}
    if measure.form == STATUS:
        return row | _ratio(int(units[MET]), int(units[MET] + units[NOT_MET]), int(units[UNKNOWN]))
    amount = counts.amount[places].sum(axis=0)
    return row | _ratio(float(amount[NOT_MET]), float(amount[MET]), int(units[UNKNOWN]))


def _ratio(numerator: float, denominator: float, unknown: int) -> dict[str, Any]:
    return {"numerator": numerator, "denominator": denominator, "unknown": unknown, "value": ratio(numerator, denominator)}
