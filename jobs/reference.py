"""Given the definitions; gives what 口径与依据 shows: every measure in words generated from its rules, its clauses, data and parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_loaders.layout import read_layouts
from jobs.judge import BORDERS
from jobs.surveys import WEIGHTS
from jobs.wording import worded
from policy.form_words import FORM_WORDS, RULE_WORDS, limit_words
from policy.model import OutOfValidityError, ParameterNotSetError
from policy.months import last_day
from policy.rule_words import to_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jobs.wording import Wording
    from policy.model import Measure, MeasureVersion, Parameter, ParameterValue, Population
    from policy.reader import Policy
    from policy.rules import Rule

RULES = RULE_WORDS
"""What each part of a measure is called."""

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
    """Every measure with a version in force in the month, in the words of the month, by theme and system."""
    wording = worded(policy, month, county_code)
    found = []
    for name in wording.measures:
        try:
            found.append(measure_reference(policy, wording, name, month, county_code))
        except OutOfValidityError:
            continue
    return tuple(sorted(found, key=lambda each: (each.theme, each.system)))


@dataclass(frozen=True)
class MeasureLine:
    """A measure as a list names it; the whole of it is a MeasureReference."""

    id: str
    label: str
    system: str
    lead_unit: str
    theme: str
    form: str
    since: str


def measure_lines(wording: Wording, month: str) -> tuple[MeasureLine, ...]:
    """Every measure with a version in force in the month, by theme and system."""
    found = []
    for measure in wording.measures.values():
        try:
            version = measure.version(last_day(month))
        except OutOfValidityError:
            continue
        system = wording.systems[measure.system]
        named = (measure.id, measure.label, f"{system.id} {system.label}", system.lead_unit, system.theme)
        found.append(MeasureLine(*named, FORM_WORDS[measure.form], _from(version)))
    return tuple(sorted(found, key=lambda each: (each.theme, each.system)))


def by_theme(measures: Iterable[MeasureLine], *, first: str | None = None) -> tuple[tuple[str, tuple[MeasureLine, ...]], ...]:
    """Measures grouped by theme in their order; the theme of the measure `first` and that measure in it come first."""
    ordered = sorted(measures, key=lambda each: each.id != first)
    themes = dict.fromkeys(each.theme for each in ordered)
    return tuple((theme, tuple(each for each in ordered if each.theme == theme)) for theme in themes)


def parameter_rows(policy: Policy, month: str, county_code: str, keys: frozenset[str] | None = None) -> tuple[ParameterRow, ...]:
    """The parameters that hold in the month, by code, those that the county must fill in first; one whose time is over or has not come is left out.

    keys: only these; default all that some measure rests on.
    """
    used = _used(policy) if keys is None else keys
    rows = [_parameter_row(policy, parameter, month, county_code) for key, parameter in policy.parameters.items() if key in used]
    return tuple(sorted((row for row in rows if row is not None), key=lambda row: (not row.missing, row.code)))


def _used(policy: Policy) -> frozenset[str]:
    """The parameters that a rule of a measure or of a column names, and those that pages judge and rank by."""
    rules = [rule for measure in policy.measures.values() for version in measure.versions for rule in version.rules]
    return frozenset(key for rule in (*rules, *policy.column_rules.values()) for key in rule.params) | frozenset(BORDERS) | frozenset(WEIGHTS)


def document_clause(policy: Policy, mark: str, *, short: bool = False) -> str:
    """The document's title (or its short name) and the clause for a mark such as D5-11; a mark that names no document stays as it is."""
    document, _, clause = mark.partition("-")
    title = policy.documents[document].short if short and document in policy.documents else _title(policy, document)
    return f"{title} {clause}".strip() if title else mark


def measure_reference(policy: Policy, wording: Wording, measure_id: str, month: str, county_code: str) -> MeasureReference:
    """One measure in words. wording: the definitions of the month. Raises OutOfValidityError if no version of it is in force."""
    measure = wording.measures[measure_id]
    version = measure.version(last_day(month))
    population, system = wording.populations[measure.over], wording.systems[measure.system]
    keys = frozenset(key for rule in every_rule(policy, measure, version, month) for key in rule.params)
    values = policy.values_in_force(keys, month, county_code)
    words = [
        (RULE_WORDS[name], policy.say(to_words(rule, population.columns, policy.parameters, policy.benefits, values), month))
        for name, rule in version.named_rules
    ]
    if version.limit_in is not None:
        limit = dict(words)[RULE_WORDS["limit"]]
        words = [(name, limit_words(limit, version.limit_in) if name == RULE_WORDS["limit"] else said) for name, said in words]
    return MeasureReference(
        measure.id,
        measure.label,
        f"{system.id} {system.label}",
        system.lead_unit,
        system.theme,
        measure.question,
        FORM_WORDS[measure.form],
        population.unit,
        _from(version),
        tuple(words),
        tuple((_named(policy, population, name), document_clause(policy, mark)) for name, mark in version.clauses.items()),
        tuple(document_clause(policy, mark) for mark in system.sources),
        _data(policy, measure, version, month),
        parameter_rows(policy, month, county_code, keys) if keys else (),
        measure.why,
        " ".join(each for each in (measure.caution, policy.say(version.note, month)) if each),
    )


def _from(version: MeasureVersion) -> str:
    return f"{version.valid_from:%Y}年{version.valid_from.month}月起"


def every_rule(policy: Policy, measure: Measure, version: MeasureVersion, month: str) -> list[Rule]:
    """The rules of the version and of every column that they rest on."""
    reached = policy.rules_reached(measure.id, month)
    return [*version.rules, *(policy.column_rules[name] for name in reached if name in policy.column_rules)]


def _named(policy: Policy, population: Population, name: str) -> str:
    """What a clause belongs to, in Chinese: a part of the rule, a column, a parameter or a benefit."""
    if name in RULE_WORDS:
        return RULE_WORDS[name]
    for labels in (population.columns, policy.parameters, policy.benefits):
        if name in labels:
            return labels[name].label
    return name


def _parameter_row(policy: Policy, parameter: Parameter, month: str, county_code: str) -> ParameterRow | None:
    try:
        value: ParameterValue = policy.parameter(parameter.key, month, county_code)
    except ParameterNotSetError:
        return ParameterRow(parameter.code, parameter.label, UNSET, "—", "—", "在“政策参数”表里填报", missing=True)
    except OutOfValidityError:
        return None
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


def _data(policy: Policy, measure: Measure, version: MeasureVersion, month: str) -> tuple[tuple[str, str], ...]:
    """Sheets and the headings that the rules read, following derived columns down to the sheets."""
    found: dict[str, list[str]] = {}
    for population, name in sorted(policy.rules_reached(measure.id, month)):
        for table, column in _sheet_columns(policy, population, name):
            sheet, heading = _heading(table, column)
            headings = found.setdefault(sheet, [])
            if heading and heading not in headings:
                headings.append(heading)
    if any(rule.codes for rule in every_rule(policy, measure, version, month)):
        found.setdefault("惠民待遇享受", []).append("政策代码、待遇状态")
    return tuple((sheet, "、".join(headings)) for sheet, headings in found.items())


def _sheet_columns(policy: Policy, population: str, name: str) -> list[tuple[str, str]]:
    """(table, column) of every sheet column that one population column is read from directly."""
    column = policy.populations[population].columns.get(name)
    if column is None:
        return []
    read = [(table, each) for source in column.sources for table, _, each in [source.partition(".")]]
    rows = column.any_row or column.sum_rows
    if rows:
        rule = policy.column_rules.get((population, name))
        names = {*rows.slice, *(rule.columns if rule else ()), *(one for one in (rows.column, rows.distinct) if one)}
        read += [(rows.table, each) for each in sorted(names)]
    return read


def _heading(table: str, column: str) -> tuple[str, str]:
    """The label of the sheet that feeds a table and the heading of the column there, "" for a column that no heading has (one worked out from the id)."""
    layouts: Mapping = read_layouts()
    for layout in layouts.values():
        if table in layout.tables:
            found = layout.columns.get(column)
            return layout.label, found.heading if found else ""
    return table, ""
