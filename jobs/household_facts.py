"""Given nothing; gives what of a household and its units is followed from month to month, and how a change of each is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.people_table import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policy.model import Column

HOUSEHOLD, PERSON, CASE, DWELLING, WATER, STUDENT = "household", "person", "case", "dwelling", "water_user", "student"
INCOME = ("net_income_pc", "net_income_pc_prev", "income_wage", "income_operating", "income_property", "income_transfer", "rigid_expense")
MONITORED = "monitored"
HELP = "helped_"
"""Columns of a case that say which help it got begin so."""

FOLLOWED: Mapping[str, tuple[str, ...]] = {
    HOUSEHOLD: (
        "monitored", "hh_type", "main_risk", "relapsed", "labour_class", "is_relocated", "has_plan", "dangerous_house", "water_solved", "food_clothing_ok",
        "has_power", "sanitary_toilet",
    ),
    PERSON: (
        "residence", "low_income_class", "dibao_class", "labour_ability", "health_status", "disability_grade", "resident_medical", "employee_medical",
        "resident_pension", "employee_pension", "poverty_insured",
    ),
    CASE: (
        "case_type", "risks", "helped_industry", "helped_job", "helped_finance", "helped_post", "helped_housing", "helped_water", "helped_health",
        "helped_compulsory", "helped_education", "helped_security", "helped_social", "helped_relocation",
    ),
    DWELLING: ("grade", "safe_state", "secure_mode"),
    WATER: ("supply_mode", "qty_ok", "quality_ok", "access_ok", "reliability_ok"),
    STUDENT: ("stage", "enrol_state"),
}  # fmt: skip
"""Population → the columns whose changes are told. One that the definitions do not have is left out."""

MORE: Mapping[str, tuple[str, ...]] = {
    HOUSEHOLD: INCOME,
    PERSON: ("name", "relation", "sex", "birth_date", "age"),
    CASE: ("is_open",),
    DWELLING: ("lived_in",),
    STUDENT: ("person_key",),
}
"""Columns that are shown and not followed: an age changes every year."""

ASKED: Mapping[str, tuple[str, ...]] = {one: (*columns, *MORE.get(one, ())) for one, columns in FOLLOWED.items()}
_SIDES = {"monitored": ("纳入监测", "退出监测，风险消除"), "relapsed": ("返贫致贫", "不再返贫致贫")}


def said(column: Column, label: str, before: object, after: object) -> str:
    """The change of one value in words. label: of the column, in the words of the month's period."""
    plain = label.partition("（")[0]
    if column.name in _SIDES and isinstance(after, bool):
        return _SIDES[column.name][0 if after else 1]
    if column.name.startswith(HELP) and isinstance(after, bool):
        return plain if after else f"{plain}：改记为否"
    return f"{plain} {word(before)} → {word(after)}"
