"""Given definitions that have been read; gives the Policy: what counts, in a month and a county, in the words of the month's period."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy.calendar_days import Calendar
from policy.column_rules import reached
from policy.model import OutOfValidityError, ParameterNotSetError
from policy.months import last_day, month_label
from policy.parameters_in_force import value_in_force
from policy.rule_key import rule_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policy.column_rules import ColumnName
    from policy.documented import Conflict, PrintedFigure, Task
    from policy.model import Benefit, Document, Measure, Parameter, ParameterValue, Period, Population, System, Theme, Unit
    from policy.rules import Rule
    from policy.scorecard import Dimension

WORD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Policy:
    """All definitions, by id, name, key or code. words: the periods in order. column_rules: the rules of columns by population and column.

    calendar: which days are worked, for limits in working days. figures, conflicts, tasks: what the documents themselves print, contradict and ask for.
    sheets: stored table → what its sheet is called. themes: what the page of a theme shows first. scorecard: what 考核对标 scores.
    """

    systems: Mapping[str, System]
    measures: Mapping[str, Measure]
    populations: Mapping[str, Population]
    parameters: Mapping[str, Parameter]
    benefits: Mapping[str, Benefit]
    documents: Mapping[str, Document]
    units: Mapping[str, Unit]
    words: tuple[Period, ...]
    column_rules: Mapping[ColumnName, Rule]
    calendar: Calendar = field(default_factory=Calendar)
    figures: Mapping[str, PrintedFigure] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    tasks: Mapping[int, Task] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    scorecard: tuple[Dimension, ...] = ()

    def column_rule(self, population: str, column: str) -> Rule:
        """The rule by which a column is worked out (derived, any_member, count_members, any_row, sum_rows). Raises KeyError if it has none."""
        return self.column_rules[population, column]

    def parameter(self, key: str, month: str, county_code: str) -> ParameterValue:
        """The value in force on the last day of the month: the county's own, else its region's, else the country's.

        Raises ParameterNotSetError where the county must fill it in, OutOfValidityError where no value holds in the month, KeyError for an unknown key.
        """
        return value_in_force(self.parameters[key], month, county_code)

    def values_in_force(self, keys: Iterable[str], month: str, county_code: str) -> dict[str, float | str | bool]:
        """The values of these parameters that are set in the month; the others are left out (to_words then says 需县里填报)."""
        found = {}
        for key in keys:
            try:
                found[key] = self.parameter(key, month, county_code).value
            except (ParameterNotSetError, OutOfValidityError):
                continue
        return found

    def parameter_by_code(self, code: str) -> Parameter | None:
        """The parameter with this id in the 政策参数 sheet (P122)."""
        return next((parameter for parameter in self.parameters.values() if parameter.code == code), None)

    def rules_reached(self, measure_id: str, month: str) -> frozenset[ColumnName]:
        """The columns, as (population, column), that the measure's version of the month rests on, through all populations. Raises OutOfValidityError."""
        measure = self.measures[measure_id]
        named = {(measure.over, column) for rule in measure.version(last_day(month)).rules for column in rule.columns}
        return reached(frozenset(named), self.populations, self.column_rules)

    def rule_key(self, measure_id: str, month: str, county_code: str) -> str:
        """A hash of all that the measure's figure of the month depends on besides the data."""
        return rule_key(self, measure_id, month, county_code)

    def sheet(self, table: str) -> str:
        """What the sheet of a stored table is called; a table without a name of its own is called as it is stored."""
        return self.sheets.get(table, table)

    def term(self, key: str, month: str) -> str:
        """The word that was in use in the month. Raises KeyError for an unknown word, OutOfValidityError for a month before the first period."""
        day = last_day(month)
        for period in self.words:
            if period.valid_from <= day and (period.valid_to is None or day <= period.valid_to):
                return period.words[key]
        raise OutOfValidityError(f"{month_label(month)}没有用词表")

    def say(self, text: str, month: str) -> str:
        """The text with every {word} in the month's words."""
        return WORD.sub(lambda found: self.term(found[1], month), text)
