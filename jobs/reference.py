"""Given the definitions; gives what 口径与依据 shows: every measure in words generated from its rules, its clauses, data and parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_loaders.layout import read_layouts
from policy.model import OutOfValidityError, ParameterNotSetError
from policy.months import last_day
from policy.rule_words import to_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from policy.model import Measure, MeasureVersion, Parameter, ParameterValue
    from policy.reader import Policy

FORMS = {"targeting": "应享与已享对照", "status": "状态（达到与未达到）", "attainment": "完成与计划对照"}
RULES = {"among": "统计范围", "eligible": "应享条件", "received": "已享认定", "met": "达到条件", "done": "完成数", "plan": "计划数"}
UNSET = "需县里填报"


@dataclass(frozen=True)
class ParameterRow:
    """A parameter in force: value with unit, whose, since when, where it is written; missing: the county must fill it in."""

    code: str
    label: str
    value: str
    area: str
    since: str
    source: str
    missing: bool


@dataclass(frozen=True)
class MeasureReference:
    """A measure in words. rules: (part, words); clauses: (what, document and clause); data: (sheet, headings)."""

    id: str
    label: str
    system: str
    lead_unit: str
    theme: str
    question: str
    form: str
    unit: str
    since: str
    rules: tuple[tuple[str, str], ...]
    clauses: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    data: tuple[tuple[str, str], ...]
    parameters: tuple[ParameterRow, ...]
    why: str
    caution: str


def measure_references(policy: Policy, month: str, county_code: str) -> tuple[MeasureReference, ...]:
    """Every measure with a version in force in the month, by theme and system."""
    found = []
    for measure in policy.measures.values():
        try:
            version = measure.version(last_day(month))
        except OutOfValidityError:
            continue
        found.append(_reference(policy, measure, version, month, county_code))
    return tuple(sorted(found, key=lambda each: (each.theme, each.system)))


def parameter_rows(policy: Policy, month: str, county_code: str, keys: frozenset[str] | None = None) -> tuple[ParameterRow, ...]:
    """The parameters in force in the month, by code; those that the county must fill in come first."""
    wanted = [parameter for key, parameter in policy.parameters.items() if keys is None or key in keys]
    rows = [_parameter_row(policy, parameter, month, county_code) for parameter in wanted]
    return tuple(sorted(rows, key=lambda row: (not row.missing, row.code)))


def document_clause(policy: Policy, mark: str) -> str:
    """ "D5-11" → the document's title and the clause; a mark that names no document stays as it is."""
    document, _, clause = mark.partition("-")
    title = _title(policy, document)
    return f"{title} {clause}".strip() if title else mark


def _reference(policy: Policy, measure: Measure, version: MeasureVersion, month: str, county_code: str) -> MeasureReference:
    population, system = policy.populations[measure.over], policy.systems[measure.system]
    keys = frozenset(key for rule in version.rules for key in rule.params)
    values = {key: value for key in keys if (value := _value(policy, key, month, county_code)) is not None}
    words = [
        (RULES[name], to_words(rule, population.columns, policy.parameters, policy.benefits, values))
        for name in RULES
        if (rule := getattr(version, name)) is not None
    ]
    clauses = [
        (population.columns[name].label if name in population.columns else name, document_clause(policy, mark)) for name, mark in version.clauses.items()
    ]
    return MeasureReference(
        measure.id,
        measure.label,
        f"{system.id} {system.label}",
        system.lead_unit,
        system.theme,
        measure.question,
        FORMS[measure.form],
        population.unit,
        f"{version.valid_from:%Y年%m月} 起",
        tuple(words),
        tuple(clauses),
        tuple(document_clause(policy, mark) for mark in system.sources),
        _data(policy, measure, version),
        parameter_rows(policy, month, county_code, keys) if keys else (),
        measure.why,
        " ".join(each for each in (measure.caution, version.note) if each),
    )


def _value(policy: Policy, key: str, month: str, county_code: str) -> float | str | bool | None:
    try:
        return policy.parameter(key, month, county_code).value
    except (ParameterNotSetError, OutOfValidityError):
        return None


def _parameter_row(policy: Policy, parameter: Parameter, month: str, county_code: str) -> ParameterRow:
    try:
        value: ParameterValue = policy.parameter(parameter.key, month, county_code)
    except ParameterNotSetError:
        return ParameterRow(parameter.code, parameter.label, UNSET, "—", "—", "在“政策参数”表里填报", missing=True)
    except OutOfValidityError:
        return ParameterRow(parameter.code, parameter.label, "本月没有有效的值", "—", "—", "在“政策参数”表里填报", missing=True)
    source = " ".join(each for each in (_title(policy, value.document) or value.document, value.clause) if each)
    words = {True: "是", False: "否"}.get(value.value, value.value) if isinstance(value.value, bool) else value.value
    text = f"{words:g}" if isinstance(words, float) else str(words)
    return ParameterRow(
        parameter.code, parameter.label, f"{text} {parameter.unit}".strip(), value.area, _since(value.valid_from, value.valid_to), source, missing=False
    )


def _since(start: date, end: date | None) -> str:
    return f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}" if end else f"{start:%Y-%m-%d} 起"


def _title(policy: Policy, document: str) -> str:
    found = policy.documents.get(document)
    return f"《{found.title}》" if found else ""


def _data(policy: Policy, measure: Measure, version: MeasureVersion) -> tuple[tuple[str, str], ...]:
    """Sheets and the headings that the rules read, following derived columns down to the sheets."""
    names = _origins(policy, measure.over, frozenset(name for rule in version.rules for name in rule.columns))
    labels: dict[str, list[str]] = {}
    for name in sorted(names):
        table, _, column = name.partition(".")
        sheet, heading = _heading(table, column)
        if heading not in labels.setdefault(sheet, []):
            labels[sheet].append(heading)
    if any(rule.codes for rule in version.rules):
        labels.setdefault("惠民待遇享受", []).append("政策代码、待遇状态")
    return tuple((sheet, "、".join(headings)) for sheet, headings in labels.items())


def _origins(policy: Policy, population: str, names: frozenset[str]) -> set[str]:
    """ "table.column" of every sheet column that the named population columns come from in the end."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    open_ = [(population, name) for name in names]
    while open_:
        at = open_.pop()
        if at not in seen:
            seen.add(at)
            sources, further = _step(policy, *at)
            found |= sources
            open_ += further
    return found


def _step(policy: Policy, population: str, name: str) -> tuple[set[str], list[tuple[str, str]]]:
    """The sheet columns of one population column, and the population columns that it rests on."""
    definition = policy.populations[population]
    column = definition.columns.get(name)
    if column is None:
        return set(), []
    further = [("household", column.of_household)] if column.of_household else []
    further += [("person", column.of_head)] if column.of_head else []
    further += [(definition.explode_of, column.of_parent)] if column.of_parent and definition.explode_of else []
    if column.derived or column.any_member or column.count_members:
        over = population if column.derived else "person"
        further += [(over, each) for each in policy.column_rule(population, name).columns]
    rows = column.any_row or column.sum_rows
    return set(column.sources) | ({f"{rows.table}.{rows.column or '*'}"} if rows else set()), further


def _heading(table: str, column: str) -> tuple[str, str]:
    """The label of the sheet that feeds a table and the heading of the column there."""
    layouts: Mapping = read_layouts()
    for layout in layouts.values():
        if table in layout.tables:
            found = layout.columns.get(column)
            return layout.label, found.heading if found else "各行"
    return table, column
