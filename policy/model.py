"""Given nothing; gives the frozen types that a definition is read into: populations, measures, parameters, benefits and the problems found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from policy.measure_forms import RULE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.rules import Rule

TYPES = ("number", "text", "date", "bool", "list")
TYPE_WORDS = {"number": "数值", "text": "文字", "date": "日期", "bool": "是/否", "list": "多值"}
FORMS = ("targeting", "status", "attainment", "flow", "ledger")


@dataclass(frozen=True)
class Problem:
    """One mistake in a definition: the file, the key path in it, what is wrong, and the nearest valid name where there is one."""

    file: str
    key: str
    message: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f"（是否想写 {self.nearest}？）" if self.nearest else ""
        return f"{self.file} [{self.key}] {self.message}{hint}"


class PolicyError(Exception):
    """Raised once with every problem of every definition file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ParameterNotSetError(Exception):
    """The value is one that the county must enter; `wanted` is what to ask for, in Chinese."""

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__(f"需县里填报：{wanted}")
        self.key = key
        self.wanted = wanted


class OutOfValidityError(Exception):
    """A parameter or measure was asked for in a month in which no version of it is valid."""


@dataclass(frozen=True)
class Column:
    """One column of a population. Exactly one origin is set.

    sources: "table.column" in order of trust; derived: a rule text over the unit's other columns; of_household / of_head: a column of the household
    (population) or of its head (person); of_person: a column of the person (population) that the row is about; any_member / count_members: a rule text over
    persons; any_row / sum_rows: see RowOrigin; of_parent: a column of the population that this one is exploded from; exploded: this column is the exploded
    value itself.
    """

    name: str
    label: str
    type: str
    values: tuple[str | int, ...] = ()
    null_test: bool = False
    personal: bool = False
    sources: tuple[str, ...] = ()
    derived: str | None = None
    of_household: str | None = None
    of_head: str | None = None
    of_person: str | None = None
    any_member: str | None = None
    count_members: str | None = None
    any_row: RowOrigin | None = None
    sum_rows: RowOrigin | None = None
    of_parent: str | None = None
    exploded: bool = False


@dataclass(frozen=True)
class RowOrigin:
    """A value drawn from the rows of a list table that belong to the unit.

    table: the list; slice: the slice key that must have been submitted, else the value is unknown ({"scheme": "居民医保"}); a value of "{year}" means the
    year of the month in question; rule: a condition over the list's columns in the rule grammar (any_row: TRUE if some row fits it, FALSE if the slice was
    submitted and none does); column: the summed column (sum_rows); distinct: in place of it a column whose different values are counted (how many
    households are on a list, and not which). by: the list's column that says whose a row is, default the population's key, else household_id; on: the
    unit's own column that it is compared with: what a project cost is drawn to an asset by project_id. Without `on` it is the person whom the unit is
    about where by is "person_key", its household where by is "household_id", else its key.
    """

    table: str
    slice: Mapping[str, str]
    rule: str | None = None
    column: str | None = None
    by: str | None = None
    on: str | None = None
    distinct: str | None = None


@dataclass(frozen=True)
class Population:
    """A declared population: its unit, key, registers (tables whose rows are units, most trusted first), lists (tables that name units outside the registers).

    tables: the columns of stored tables that any_row and sum_rows may name, by table and column (label, type, values, null_test only).
    key_of: stored columns that make up the key where no single one does ("指标编码/区划代码"); `key` is then only its name. person: the column that says whose
    the row is (a person's key), where the register has no household: household and village are then the person's. called: the column that a unit is called by.
    """

    name: str
    label: str
    unit: str
    key: str
    key_label: str
    registers: tuple[str, ...]
    lists: tuple[str, ...]
    household: str | None
    columns: Mapping[str, Column]
    explode_of: str | None = None
    explode_column: str | None = None
    tables: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    key_of: tuple[str, ...] = ()
    person: str | None = None
    called: str | None = None


@dataclass(frozen=True)
class MeasureVersion:
    """One dated form of a measure; rules are parsed. Which form has which rules: policy.measure_forms.

    `amount`: of targeting a number rule for the money received, else that of the has() codes in `received`; of a ledger what a row amounts to.
    limit_in: "days" or "working_days", for a flow.
    """

    valid_from: date
    valid_to: date | None
    among: Rule | None = None
    eligible: Rule | None = None
    received: Rule | None = None
    met: Rule | None = None
    done: Rule | None = None
    plan: Rule | None = None
    amount: Rule | None = None
    clauses: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    baseline: Rule | None = None
    begins: Rule | None = None
    ends: Rule | None = None
    opened: Rule | None = None
    closed: Rule | None = None
    limit: Rule | None = None
    limit_in: str | None = None
    handler: Rule | None = None
    of: Rule | None = None
    agrees: Rule | None = None
    count_as: Rule | None = None

    @property
    def named_rules(self) -> tuple[tuple[str, Rule], ...]:
        """The rules that are set, with their names, in the order of RULE_NAMES."""
        every = ((name, getattr(self, name)) for name in RULE_NAMES)
        return tuple((name, rule) for name, rule in every if rule is not None)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are set, in the order of RULE_NAMES."""
        return tuple(rule for _, rule in self.named_rules)


@dataclass(frozen=True)
class Measure:
    """One definition (指标) of a system, with its dated versions.

    unit: what an attainment's or a ledger's amounts are counted in (公里), where its columns do not say it. figures: ids of printed figures (figures.toml)
    that say the same thing in the same unit, to be drawn beside it. ranked: whether its missed people stand in the ranking of gaps on 总览; not where nobody
    is owed it this month: what goes in rounds of years, by quota, or by one's own wish.
    """

    id: str
    system: str
    label: str
    question: str
    form: str
    over: str
    gap: str | None
    errors: tuple[str, ...]
    higher_is: str
    target: float | None
    versions: tuple[MeasureVersion, ...]
    headline: int | None = None
    why: str = ""
    caution: str = ""
    unit: str = ""
    figures: tuple[str, ...] = ()
    ranked: bool = True

    def version(self, day: date) -> MeasureVersion:
        """The version in force on `day`; raises OutOfValidityError when there is none."""
        for version in self.versions:
            if version.valid_from <= day and (version.valid_to is None or day <= version.valid_to):
                return version
        raise OutOfValidityError(f"{self.label}：{day:%Y年%m月} 没有有效的口径版本")


@dataclass(frozen=True)
class System:
    """One of the systems (事项) that the documents name. `sources` are document-clause marks such as "D5-11"."""

    id: str
    label: str
    sources: tuple[str, ...]
    lead_unit: str
    theme: str
    measures: tuple[Measure, ...]
    note: str = ""


@dataclass(frozen=True)
class ThemePart:
    """One thing that a theme shows before its list of measures.

    kind: grid (places × measures), plans (progress against pace), flow (cases by month), amounts (sums side by side), rows (first rows of a list), stock (units
    of a population by the values of its columns, month by month). measures, listed: what it is drawn from; population, among, where, opened, closed,
    columns: of stock.
    """

    kind: str
    title: str
    measures: tuple[str, ...] = ()
    listed: str = ""
    population: str = ""
    among: str = ""
    where: str = ""
    opened: str = ""
    closed: str = ""
    columns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Theme:
    """A page of the menu: what its leaders ask first, the measures that answer it, what it shows before the list of all its measures, and their order."""

    name: str
    question: str
    first: tuple[str, ...] = ()
    parts: tuple[ThemePart, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParameterValue:
    """One dated value; `value` is None where the county must fill it in. area: "全国", "全区" or the county's code."""

    value: float | str | bool | None
    valid_from: date
    valid_to: date | None
    area: str
    document: str
    clause: str
    checked_on: date | None = None


@dataclass(frozen=True)
class Parameter:
    """A policy value with unit and dated values; `code` is its id in the 政策参数 sheet (P122)."""

    key: str
    code: str
    label: str
    unit: str
    type: str
    values: tuple[ParameterValue, ...]


@dataclass(frozen=True)
class Benefit:
    """A benefit code of 惠民待遇享受. cycle: 月 季 年 学期 一次性 按次; level: person or household."""

    code: str
    label: str
    department: str
    cycle: str
    level: str
    system: str


@dataclass(frozen=True)
class Document:
    """A document that definitions cite; `clauses`: clause → its words, where they are given."""

    id: str
    title: str
    issuer: str
    short: str
    number: str = ""
    issued_on: date | None = None
    note: str = ""
    clauses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unit:
    """A bureau or other unit and the names under which it turns up."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period:
    """A period with its words: word key → the word that was in use."""

    name: str
    valid_from: date
    valid_to: date | None
    words: Mapping[str, str]
