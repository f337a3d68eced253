"""Given a TOML of measures over the columns of a table of its own; gives the measures as the kernel counts or sums them, or every problem at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from metrics.counted import from_version
from metrics.duck import name
from metrics.flow_sql import FLOW
from metrics.summed import Frame
from metrics.summing import FORMS, is_summed
from policy.calendar_days import LIMITS_IN, Calendar
from policy.forms import Place
from policy.measure_forms import LIMIT_IN, RULE_NAMES, RULE_TYPES, RULES, missing_of, rules_of
from policy.model import MeasureVersion, PolicyError, Problem
from policy.months import MonthError, check_month
from policy.nearest import nearest
from policy.overlay import HOLIDAYS
from policy.read_holidays import read_holidays
from policy.reader import POLICY_FOLDER
from policy.rule_sql import to_sql
from policy.rules import parse_rule
from policy.toml_files import read_toml

if TYPE_CHECKING:
    from pathlib import Path

    from metrics.counted import Counted
    from metrics.csv_table import CsvTable
    from metrics.summed import Summed
    from policy.model import Column
    from policy.rules import Rule

MONTH = "month"
"""The key that says in which month a flow is judged and at which a plan should stand; with it rules may name months_since and years_since."""

_TOLD = ("label", "question", "note", "higher_is", "target", "errors", "gap")
"""Keys that say something to a reader and change no figure."""


@dataclass(frozen=True)
class Evaluated:
    """A measure of the file: its form and version, and what is counted or summed of it."""

    measure: str
    form: str
    version: MeasureVersion
    month: str | None
    work: Counted | Summed


def evaluated_measures(path: Path, table: CsvTable) -> list[Evaluated]:
    """The measures in the order of the file. Raises PolicyError with every problem; TOMLDecodeError or UnicodeDecodeError for a file that is no TOML."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    problems: list[Problem] = []
    measures = [_measure(Place(path.name, key, problems), key, body, table) for key, body in found.items()]
    if not found:
        problems.append(Problem(path.name, "", "没有一个指标；每个指标写成一个表 [编号]"))
    if problems:
        raise PolicyError(tuple(problems))
    return [measure for measure in measures if measure is not None]


def _measure(place: Place, key: str, body: Any, table: CsvTable) -> Evaluated | None:  # noqa: ANN401 - whatever TOML holds
    form = body.get("form") if isinstance(body, dict) else None
    if form not in RULES:
        place.problem(f"form 应是 {'、'.join(RULES)} 之一", nearest(str(form), RULES))
        return None
    allowed = ("form", *rules_of(form), *((LIMIT_IN,) if form == FLOW else ()), MONTH, *_TOLD)
    for extra in body:
        if extra not in allowed:
            place.at(extra).problem("这里没有这个键", nearest(extra, allowed))
    for lacking in missing_of(form, frozenset(body)):
        place.at(lacking).problem(f"form = {form} 必须写这一条")
    right = [_month(body, form, place), _limit_in(body, form, place)]
    month = body.get(MONTH)
    rules = {role: _rule(body[role], role, table, place.at(role), month=month) for role in RULE_NAMES if role in body and role in allowed}
    if not all(right) or any(rules.get(role) is None for role in (*RULES[form], *rules)):
        return None
    parts: dict[str, Any] = {**rules, LIMIT_IN: body.get(LIMIT_IN)}
    version = MeasureVersion(date.min, None, **parts)
    return Evaluated(key, form, version, month, _work(key, form, version, month))


def _work(key: str, form: str, version: MeasureVersion, month: str | None) -> Counted | Summed:
    def sql(rule: Rule) -> str:
        return to_sql(rule, month=month, params={}, column_sql=name)

    return FORMS[form](Frame(key, version, sql, month, _calendar())) if is_summed(form) else from_version(key, form, version, sql)


def _month(body: dict[str, Any], form: str, place: Place) -> bool:
    """Whether the month, where there is one, is one; a flow must have it."""
    if MONTH not in body:
        if form == FLOW:
            place.at(MONTH).problem('form = flow 必须写月份，如 month = "2026-05"：时限要看到哪一天')
        return form != FLOW
    try:
        check_month(str(body[MONTH]))
    except MonthError as error:
        place.at(MONTH).problem(str(error))
        return False
    return True


def _limit_in(body: dict[str, Any], form: str, place: Place) -> bool:
    if form != FLOW or body.get(LIMIT_IN) in LIMITS_IN:
        return True
    place.at(LIMIT_IN).problem(f"要写时限按什么算：{'、'.join(LIMITS_IN)}", nearest(str(body.get(LIMIT_IN, "")), LIMITS_IN))
    return False


def _rule(text: Any, role: str, table: CsvTable, place: Place, *, month: str | None) -> Rule | None:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(text, str):
        place.problem("规则要写成带引号的文字")
        return None
    rule, found = parse_rule(
        text, _columns(table, text.strip(), RULE_TYPES[role]), file=place.file, key=place.path, parameters=None, benefits=None, expect=RULE_TYPES[role]
    )
    place.problems.extend(found)
    if rule is not None and rule.needs_month and month is None:
        place.problem('这张表没有月份，不能用 months_since 和 years_since；请写 month = "2026-05"，或用 months_between 和日期')
        return None
    return rule


def _columns(table: CsvTable, text: str, expect: str) -> dict[str, Column]:
    """The columns of the table. One that is blank throughout could be of any type: as a rule of its own it is of the type asked for (no case closed yet)."""
    if expect in ("date", "number") and text in table.columns and table.texts[text].null_count == table.texts.num_rows:
        return {**table.columns, text: replace(table.columns[text], type=expect)}
    return table.columns


@cache
def _calendar() -> Calendar:
    """The shipped calendar: a table of one's own has no county."""
    problems: list[Problem] = []
    table = read_toml(POLICY_FOLDER / HOLIDAYS, HOLIDAYS, problems)
    calendar = read_holidays([(table or {"year": []}, Place(HOLIDAYS, "", problems))])
    if problems:
        raise PolicyError(tuple(problems))
    return calendar
