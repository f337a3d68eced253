"""Given the tables of systems/*.toml and all that their rules may name; gives the systems with their measures and dated versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policy.calendar_days import LIMITS_IN
from policy.column_rules import benefits_of, reached
from policy.forms import Form, Key, Place, complete, filled, unique
from policy.measure_forms import LIMIT_IN, RULE_NAMES, RULE_TYPES, missing_of, rules_of
from policy.model import FORMS, Measure, MeasureVersion, System
from policy.rules import Rule, parse_rule
from policy.validity import check_sequence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policy.column_rules import ColumnName
    from policy.documented import PrintedFigure
    from policy.model import Benefit, Parameter, Population, Problem

THEMES = (
    "防返贫监测", "三保障与饮水", "教育", "健康", "低收入与救助", "就业", "产业", "搬迁",
    "资金项目资产", "金融", "乡村建设", "乡村治理", "协作帮扶", "人才与驻村", "综合",
)  # fmt: skip
_NOTE = Key("note", required=False)
_SYSTEM: Form = {
    "id": Key("system"), "label": Key("text"), "sources": Key("texts"), "lead_unit": Key("text"), "theme": Key("text", choices=THEMES),
    "note": _NOTE, "measure": Key("tables", required=False),
}  # fmt: skip
_MEASURE: Form = {
    "id": Key("identifier"), "label": Key("text"), "question": Key("text"), "form": Key("text", choices=FORMS), "over": Key("text"),
    "gap": Key("text", required=False, choices=("payment", "recognition")), "errors": Key("texts", required=False, choices=("exclusion", "inclusion")),
    "higher_is": Key("text", choices=("better", "worse")), "target": Key("number", required=False), "headline": Key("integer", required=False),
    "unit": Key("text", required=False), "figures": Key("texts", required=False), "ranked": Key("bool", required=False),
    "why": _NOTE, "caution": _NOTE, "version": Key("tables"),
}  # fmt: skip
_VERSION: Form = {
    "valid_from": Key("date"), "valid_to": Key("date", required=False), **{name: Key("rule", required=False) for name in RULE_NAMES},
    LIMIT_IN: Key("text", required=False, choices=LIMITS_IN), "clauses": Key("table"), "note": _NOTE,
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Everything that a system's file may name. units: name or alias → name; documents: their ids."""

    populations: Mapping[str, Population]
    rules: Mapping[ColumnName, Rule]
    parameters: Mapping[str, Parameter]
    benefits: Mapping[str, Benefit]
    units: Mapping[str, str]
    documents: tuple[str, ...]
    figures: Mapping[str, PrintedFigure]


def read_systems(files: Mapping[str, dict[str, Any]], known: Known, problems: list[Problem]) -> dict[str, System]:
    """Systems by id."""
    found: dict[str, System] = {}
    ids: list[tuple[Place, str]] = []
    headlines: list[tuple[Place, str]] = []
    for file, table in files.items():
        place = Place(file, "", problems)
        given = filled(table, _SYSTEM, place)
        blocks = enumerate(given.pop("measure", ()), start=1)
        measures = [_measure(each, str(given.get("id", "")), place.at(f"measure.{each.get('id', number)}"), known) for number, each in blocks]
        for measure in filter(None, measures):
            ids.append((place.at(f"measure.{measure.id}.id"), measure.id))
            headlines += [(place.at(f"measure.{measure.id}.headline"), str(measure.headline))] if measure.headline is not None else []
        if complete(given, _SYSTEM) and _system_fits(given, file, place, known):
            found[given["id"]] = System(**given, measures=tuple(filter(None, measures)))
    unique(ids, "指标")
    unique(headlines, "总览的位置")
    return found


def _system_fits(given: dict[str, Any], file: str, place: Place, known: Known) -> bool:
    """Check the id against the file's name, the sources and the lead unit, which is put under its own name."""
    stem = file.rsplit("/", 1)[-1].removesuffix(".toml")
    if given["id"] != stem:
        place.at("id").problem(f"要与文件名一致：{stem}")
    if not given["sources"]:
        place.at("sources").problem("至少要写一个出处")
    for mark in given["sources"]:
        _check_mark(mark, place.at("sources"), known)
    if not place.at("lead_unit").known(given["lead_unit"], known.units, "单位"):
        return False
    given["lead_unit"] = known.units[given["lead_unit"]]
    return True


def _check_mark(mark: object, place: Place, known: Known) -> None:
    """A mark is a document's id and a clause: D5-11."""
    document, _, clause = str(mark).partition("-")
    if not isinstance(mark, str) or not clause:
        place.problem(f"“{mark}”要写成 文件-条款，如 D5-11")
    else:
        place.known(document, known.documents, "文件")


def _measure(table: Mapping[str, Any], system: str, place: Place, known: Known) -> Measure | None:
    given = filled(table, _MEASURE, place)
    over = place.at("over").known(given["over"], known.populations, "总体") if "over" in given else False
    _check_form(given, table, place)
    _check_figures(given.get("figures", ()), place.at("figures"), known)
    readable = over and "form" in given
    blocks = enumerate(given.get("version", ()), start=1)
    versions = [_version(each, given, place.at(f"version[{number}]"), known) if readable else None for number, each in blocks]
    whole = [(version, place.at(f"version[{number}]")) for number, version in enumerate(versions, 1) if version is not None]
    check_sequence([version for version, _ in whole], [where for _, where in whole])
    if "version" in given and not versions:
        place.at("version").problem("至少要有一个 [[measure.version]]")
    if not over or not complete(given, _MEASURE):
        return None
    plain = {"gap": None, "errors": (), "target": None, **given, "version": None}
    del plain["version"]
    return Measure(**plain, system=system, versions=tuple(version for version, _ in whole))


def _check_figures(figures: Sequence[str], place: Place, known: Known) -> None:
    """Printed figures that are numbers, each named once."""
    for each in figures:
        if place.known(each, known.figures, "数字（figures.toml）") and known.figures[each].value is None:
            place.problem(f"{each} 是文字，画不成参照线")
    if len(set(figures)) != len(figures):
        place.problem("有重复的编号")


def _check_form(given: Mapping[str, Any], table: Mapping[str, Any], place: Place) -> None:
    """Only targeting has a gap and errors, and has both."""
    targeting = given.get("form") == "targeting"
    for key in ("gap", "errors"):
        if targeting and (key not in table or table[key] == []):
            place.at(key).problem("targeting 的指标要写这个键")
        elif not targeting and "form" in given and key in table:
            place.at(key).problem(f"{given['form']} 的指标没有这个键")
    if len(set(given.get("errors", ()))) != len(given.get("errors", ())):
        place.at("errors").problem("有重复的值")


def _version(table: Mapping[str, Any], measure: Mapping[str, Any], place: Place, known: Known) -> MeasureVersion | None:
    given = filled(table, _VERSION, place)
    form = measure["form"]
    for name in missing_of(form, frozenset(table)):
        place.at(name).problem("缺少这条规则")
    _check_limit(form, table, place)
    rules: dict[str, Rule] = {}
    for name in RULE_NAMES:
        if name in given and name not in rules_of(form):
            place.at(name).problem(f"{form} 的指标没有这条规则，它的规则是：{'、'.join(rules_of(form))}")
        elif name in given:
            rule = _rule(given[name], name, measure["over"], place, known)
            rules |= {name: rule} if rule is not None else {}
    if "clauses" in given and rules.keys() >= given.keys() & set(RULE_NAMES):
        _check_clauses(given["clauses"], rules, measure["over"], place.at("clauses"), known)
    if "valid_from" not in given or not rules:
        return None
    plain: dict[str, Any] = {LIMIT_IN: given.get(LIMIT_IN), "clauses": given.get("clauses", {}), "note": given.get("note", "")}
    return MeasureVersion(given["valid_from"], given.get("valid_to"), **{**plain, **rules})


def _check_limit(form: str, table: Mapping[str, Any], place: Place) -> None:
    """Only a flow says what its limit is counted in, and it does."""
    if form == "flow" and LIMIT_IN not in table:
        place.at(LIMIT_IN).problem(f"要写时限按什么算：{'、'.join(LIMITS_IN)}")
    elif form != "flow" and LIMIT_IN in table:
        place.at(LIMIT_IN).problem(f"{form} 的指标没有这个键")


def _rule(text: str, name: str, over: str, place: Place, known: Known) -> Rule | None:
    population = known.populations[over]
    where = place.at(name)
    rule, problems = parse_rule(
        text,
        population.columns,
        file=where.file,
        key=where.path,
        parameters=known.parameters,
        benefits=benefits_of(population, known.benefits),
        expect=RULE_TYPES[name],
    )
    place.problems.extend(problems)
    return rule


def _check_clauses(clauses: Mapping[str, Any], rules: Mapping[str, Rule], over: str, place: Place, known: Known) -> None:
    """Every clause stands at something that the rules rest on: a column, a benefit, a parameter, or a rule as a whole."""
    if not clauses:
        place.problem("要写出规则各条件的依据条款")
    columns = reached(frozenset((over, column) for rule in rules.values() for column in rule.columns), known.populations, known.rules)
    named = {name for rule in rules.values() for name in (*rule.params, *rule.codes)}
    named |= {name for column in columns if column in known.rules for name in (*known.rules[column].params, *known.rules[column].codes)}
    for key, mark in clauses.items():
        place.at(key).known(key, {*rules, *named, *(column for _, column in columns)}, "条件（规则里用到的列、待遇代码、参数，或规则名）")
        _check_mark(mark, place.at(key), known)
