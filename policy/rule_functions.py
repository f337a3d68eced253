"""Given nothing; gives the closed list of functions of the rule language, with the kinds of their arguments and of their result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """A function of the rule language.

    arguments: per argument a type (number, text, date, bool, list: any expression of that type) or "word": a text in quotes (a name, or what is searched for).
    result: its type; "parameter": the type of the parameter; "arguments": the one type of all its arguments, of which there are two or more.
    example: how it is written, for messages.
    """

    name: str
    arguments: tuple[str, ...]
    result: str
    example: str


FUNCTIONS = {
    function.name: function
    for function in (
        Function("param", ("word",), "parameter", "param('monitoring_line')"),
        Function("has", ("word",), "bool", "has('CL-HL')"),
        Function("includes", ("list", "word"), "bool", "includes(health_status, '大病')"),
        Function("any_value", ("list",), "bool", "any_value(risks)"),
        Function("starts_with", ("text", "word"), "bool", "starts_with(school_state, '小学')"),
        Function("months_since", ("date",), "number", "months_since(identified_on)"),
        Function("months_between", ("date", "date"), "number", "months_between(identified_on, cleared_on)"),
        Function("days_between", ("date", "date"), "number", "days_between(found_on, due_on)"),
        Function("years_since", ("date",), "number", "years_since(birth_date)"),
        Function("this_year", (), "number", "this_year()"),
        Function("year_end", ("number",), "date", "year_end(plan_year)"),
        Function("first_known", (), "arguments", "first_known(hh_registered_n, members_n)"),
    )
}
"""param: a policy value in force. has: a benefit received in its pay cycle. includes: a list holds the word. any_value: a list is not empty. months_since:
calendar months from the date's month to the reporting month. months_between: the same from the first date to the second. days_between: days from the
first date to the second. years_since: completed years on the last day of the reporting month. this_year: the year of the reporting month. year_end: the
last day of a year; unknown for what is no year. first_known: the first argument that is known."""

NEED_MONTH = frozenset({"months_since", "years_since", "this_year"})
"""Functions whose value depends on the reporting month."""

WITHOUT_ARGUMENTS = frozenset({"this_year"})
"""Functions after whose name nothing stands in the brackets."""
