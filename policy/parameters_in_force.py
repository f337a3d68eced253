"""Given a parameter, a month and a county; gives the value that holds there and then, or says that the county must fill it in or that none holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy.model import OutOfValidityError, Parameter, ParameterNotSetError, ParameterValue
from policy.months import last_day, month_label
from policy.validity import holds

if TYPE_CHECKING:
    from datetime import date

COUNTRY = "全国"
REGION = "全区"


def value_in_force(parameter: Parameter, month: str, county_code: str) -> ParameterValue:
    """The value on the last day of the month. The nearest area wins: the county's code, its prefecture's (4 digits), its province's (2), 全区, 全国.

    A value without `value` is a place for the county's: one that holds further out is not used in its stead only if none is set nearer. Raises
    ParameterNotSetError if all that hold are such places, OutOfValidityError if none holds.
    """
    day = last_day(month)
    fitting = [value for value in parameter.values if holds(value, day) and _distance(value.area, county_code) is not None]
    found = min((value for value in fitting if value.value is not None), key=lambda value: _distance(value.area, county_code) or 0, default=None)
    if found is not None:
        return found
    if fitting:
        raise ParameterNotSetError(parameter.key, f"{parameter.label}（{parameter.unit}）" if parameter.unit else parameter.label)
    raise OutOfValidityError(_out_of_validity(parameter, month, county_code))


def _distance(area: str, county_code: str) -> int | None:
    """How far out an area is from the county: 0 its own code, 2 and 4 by prefix, then 全区 and 全国; None if the county is not in it."""
    if area in {REGION, COUNTRY}:
        return 100 if area == REGION else 101
    return len(county_code) - len(area) if county_code.startswith(area) else None


def _out_of_validity(parameter: Parameter, month: str, county_code: str) -> str:
    own = [value for value in parameter.values if _distance(value.area, county_code) is not None]
    spans = "；".join(f"{_day(value.valid_from)}至{_day(value.valid_to)}" for value in own)
    known = f"现有的值有效期为 {spans}" if spans else "本县所在地区没有值"
    return f"需县里填报：{parameter.label}，{month_label(month)}没有有效的值（{known}）"


def _day(day: date | None) -> str:
    return f"{day:%Y年%m月%d日}" if day else "今"
