"""Given the distinct texts of one column; gives its typed values and, for each text that cannot be read, the code of what is wrong."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from data_loaders.ids import NUMBER_MARK, clean_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data_loaders.layout import LayoutColumn

NOTHING = frozenset(["", "-", "--", "—", "——", "－", "/", "\\", "／", "、", "NULL", "null", "NaN", "nan", "None", "N/A", "(空)", "（空）", "空"])
"""Texts that people write into a cell to leave it empty."""
ERRORS = frozenset(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"])
YES = frozenset(["是", "√", "✓", "✔", "☑", "有", "1", "Y", "YES", "TRUE", "T", "对", "已", "已参加", "已参保", "参加", "达标", "已解决", "是的"])
NO = frozenset(["否", "×", "✗", "✘", "X", "无", "0", "N", "NO", "FALSE", "F", "没有", "未", "未参加", "未参保", "不", "不是", "不达标", "未解决", "没"])
CONVERSIONS: Mapping[tuple[str, str], float] = {("万元", "元"): 10_000, ("千元", "元"): 1_000, ("百元", "元"): 100, ("公顷", "亩"): 15}
"""Factor from the unit in the sheet to the unit stored."""

FOREVER = frozenset(["长期", "永久", "长期有效", "永久有效", "无期限"])
"""Texts of an end date that never comes: an open end."""

_SEPARATORS = re.compile(r"[、,，;；/／|\n]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?)(%|[^\d%]*)", re.IGNORECASE)
_YMD = re.compile(r"(\d{4})[-年./](\d{1,2})(?:[-月./](\d{1,2})?日?号?)?(?:[ T]?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?)?(?:\.\d+)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_FIRST_SERIAL, _LAST_SERIAL = 3_653, 73_050
"""Excel serials of 1909-12-31 and 2099-12-31: a number between them is a date, 190001 to 209912 is a month."""
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Mark:
    """The text at `index` is not in order: code of issues.toml with the holes of its text."""

    index: int
    code: str
    holes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Converted:
    """values: one typed value per distinct text, null where it cannot be read; marks: what is wrong with which."""

    values: pa.Array
    marks: tuple[Mark, ...] = ()


def plain(text: str) -> str:
    """The text after NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def convert(column: LayoutColumn, texts: pa.Array, *, last_day: date, factor: float = 1) -> Converted:
    """Convert the distinct, trimmed, non-empty texts of a column. last_day: of the reporting month; factor: from the sheet's unit to the column's.

    Texts that stood as numbers start with NUMBER_MARK in columns of dates, months, codes and ids.
    """
    readers: dict[str, Callable[[], Converted]] = {
        "text": lambda: _texts(column, texts),
        "list": lambda: _lists(column, texts),
        "bool": lambda: _bools(column, texts),
        "number": lambda: _numbers(column, texts, factor),
        "date": lambda: _dates(column, texts, last_day),
        "month": lambda: _months(texts, last_day),
        "code": lambda: _codes(texts),
        "id": lambda: _ids(texts, last_day),
    }
    return readers[column.type]()


def _each(texts: pa.Array, read: Callable[[str], object], kind: pa.DataType) -> Converted:
    """Read each text; a reader returns the value, or a (code, holes) pair for what it cannot read."""
    values, marks = [], []
    for index, text in enumerate(texts.to_pylist()):
        value = read(text)
        if isinstance(value, _Bad):
            marks.append(Mark(index, value.code, value.holes))
            value = value.value
        values.append(value)
    return Converted(pa.array(values, kind), tuple(marks))


@dataclass(frozen=True)
class _Bad:
    """A text that is not in order; `value` is what is stored all the same."""

    code: str
    holes: Mapping[str, str] = field(default_factory=dict)
    value: object = None


def _texts(column: LayoutColumn, texts: pa.Array) -> Converted:
    """Free text stays as it is; with allowed values each text must be one, or a synonym of one."""
    if not column.values and not column.synonyms:
        return Converted(texts)
    allowed = _vocabulary(column)
    return _each(texts, lambda text: _allowed(text, column, allowed), pa.string())


def _vocabulary(column: LayoutColumn) -> dict[str, str]:
    """Plain text → canonical value, for the allowed values and their synonyms."""
    return {plain(word): value for word, value in column.synonyms.items()} | {plain(value): value for value in column.values}


def _allowed(text: str, column: LayoutColumn, allowed: Mapping[str, str]) -> object:
    """The canonical value of a text; without its brackets if need be (其他（须填备注））."""
    form = plain(text)
    for candidate in (form, _BRACKETS.sub("", form)):
        if candidate in allowed:
            return allowed[candidate]
    if column.open:
        return text
    return _Bad("VALUE-001", {"allowed": "、".join(column.values), "nearest": nearest(form, allowed)})


def nearest(text: str, known: Mapping[str, str]) -> str:
    """“是否想写 …？” with the nearest known value, or nothing if none is near."""
    found = process.extractOne(text, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return f"是否想写“{known[found[0]]}”？" if found else ""


def _lists(column: LayoutColumn, texts: pa.Array) -> Converted:
    """Several values in one cell in any order; unknown ones are left out and named, 无 alone is an empty list unless it is a value itself."""
    allowed = _vocabulary(column)

    def read(text: str) -> object:
        found, unknown = [], []
        for part in split_values(text, allowed):
            value = _allowed(part, column, allowed) if allowed else part
            if isinstance(value, _Bad):
                unknown.append(part)
            elif value not in found:
                found.append(value)
        if found == ["无"] and "无" not in column.values:
            return []
        if unknown and unknown != ["无"]:
            holes = {"allowed": "、".join(column.values), "nearest": nearest(plain(unknown[0]), allowed)}
            return _Bad("VALUE-001", holes, found or None)
        return found

    return _each(texts, read, pa.list_(pa.string()))


def split_values(text: str, allowed: Mapping[str, str] | None = None) -> list[str]:
    """The values of a cell, separated by 、 , ; / or a line break; by blanks if every part is then an allowed value."""
    parts = [part.strip() for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    if len(parts) == 1 and allowed and " " in parts[0]:
        pieces = parts[0].split()
        return pieces if all(plain(piece) in allowed for piece in pieces) else parts
    return [part for part in parts if part not in NOTHING]


def _bools(column: LayoutColumn, texts: pa.Array) -> Converted:
    """是 √ 有 1 are TRUE, 否 × 无 0 are FALSE."""
    own = {plain(word).upper(): value == "是" for word, value in column.synonyms.items()}

    def read(text: str) -> object:
        form = plain(text).upper()
        if form in own:
            return own[form]
        if form in YES:
            return True
        return False if form in NO else _Bad("VALUE-006")

    return _each(texts, read, pa.bool_())


def _numbers(column: LayoutColumn, texts: pa.Array, factor: float) -> Converted:
    """Numbers; plain ones are cast at once, the others read one by one (thousands separators, units, percents, full-width digits)."""
    clear = pc.match_substring_regex(texts, r"^-?\d+(?:\.\d+)?$")
    values = pc.multiply(pc.cast(pc.if_else(clear, texts, None), pa.float64()), factor)
    marks: list[Mark] = []
    rest = pc.invert(clear).to_numpy(zero_copy_only=False).nonzero()[0]
    if len(rest):
        listed = values.to_pylist()
        for index in rest.tolist():
            value = read_number(texts[index].as_py(), column, factor)
            listed[index] = value
            if value is None:
                marks.append(Mark(index, "VALUE-003"))
        values = pa.array(listed, pa.float64())
    values, bounds = _bounded(column, values)
    return Converted(values, (*marks, *bounds))


def read_number(text: str, column: LayoutColumn, factor: float = 1) -> float | None:
    """One number as people write it: 12,000.50, １２, 3.2万元, 85.3% (0.853), 约 is not read. 无 is 0. None if it cannot be read."""
    form = plain(text)
    form = {plain(word): value for word, value in column.synonyms.items()}.get(form, form)
    if form == "无":
        return 0.0
    found = _NUMBER.fullmatch(re.sub(r"(?<=\d),(?=\d{3})", "", form).removeprefix("¥").removeprefix("￥"))
    if found is None:
        return None
    value, unit = float(found[1]), found[2]
    if unit in ("", column.unit, column.unit.split("/")[0]):
        return value * factor
    if unit == "%":
        return value / 100
    unit = {"万": "万元", "千": "千元"}.get(unit, unit)
    own = CONVERSIONS.get((unit, column.unit))
    return value * own if own else None


def _bounded(column: LayoutColumn, values: pa.Array) -> tuple[pa.Array, list[Mark]]:
    """Values outside the column's bounds become unknown and are named."""
    marks = []
    for code, bound, outside in (("VALUE-004", column.min, pc.less), ("VALUE-005", column.max, pc.greater)):
        if bound is None:
            continue
        wrong = pc.fill_null(outside(values, bound), fill_value=False)
        marks += [Mark(int(index), code, {"bound": f"{bound:g}"}) for index in wrong.to_numpy(zero_copy_only=False).nonzero()[0]]
        values = pc.if_else(wrong, None, values)
    return values, marks


def _dates(column: LayoutColumn, texts: pa.Array, last_day: date) -> Converted:
    """Dates; a month stands for its first day. A date after the reporting month is kept and named unless the column allows it."""

    def read(text: str) -> object:
        found = read_date(text)
        if found is None and column.future and plain(text) in FOREVER:
            return None
        if found is None:
            ambiguous = re.fullmatch(rf"{NUMBER_MARK}\d{{4}}\.1", text)
            return _Bad("DATE-003", {"year": text[1:5]}) if ambiguous else _Bad("DATE-001")
        if found > last_day and not column.future:
            return _Bad("DATE-002", {"last_day": f"{last_day:%Y-%m-%d}"}, found)
        return found

    return _each(texts, read, pa.date32())


def read_date(text: str) -> date | None:
    """A date in any of the forms 2021-09-03, 2021/9/3, 2021年9月, 2021.9, 202109, 20210903, or an Excel serial; None if it is none of them.

    2021.1 as a number may have been 2021.10 (Excel drops the 0), so it is none.
    """
    number = text.startswith(NUMBER_MARK)
    form = (
        unicodedata.normalize("NFKC", text.removeprefix(NUMBER_MARK))
        .strip()
        .replace(" 年", "年")
        .replace("年 ", "年")
        .replace(" 月", "月")
        .replace("月 ", "月")
    )
    if number and re.fullmatch(r"\d{4}\.1", form):
        return None
    found = _YMD.fullmatch(form) or _COMPACT.fullmatch(form)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3] or 1))
    serial = float(form) if re.fullmatch(r"\d{4,5}(?:\.\d+)?", form) else 0
    if number and _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(serial))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None  # noqa: PLR2004 - outside lies a typing mistake, not a date


def _months(texts: pa.Array, last_day: date) -> Converted:
    """Months as YYYY-MM, from anything that is a date."""
    del last_day

    def read(text: str) -> object:
        found = read_date(text)
        return f"{found:%Y-%m}" if found else _Bad("DATE-001")

    return _each(texts, read, pa.string())


def _codes(texts: pa.Array) -> Converted:
    """Numbers that are names: kept as text; one that stood as a number of more than 15 digits, or has an exponent, is damaged."""
    clear = pc.match_substring_regex(texts, r"^[0-9A-Za-z_@\-]+$").to_numpy(zero_copy_only=False)
    damaged = pc.match_substring_regex(texts, rf"^(?:{NUMBER_MARK}\d{{16,}}|{NUMBER_MARK}?\d\.\d+[eE]\+?\d+)$").to_numpy(zero_copy_only=False)
    if clear.all():
        return Converted(texts)
    values = texts.to_pylist()
    marks = []
    for index in (~clear | damaged).nonzero()[0].tolist():
        text = plain(values[index].removeprefix(NUMBER_MARK)).lstrip("'’‘")
        values[index] = None if damaged[index] else text.removesuffix(".0") if re.fullmatch(r"\d+\.0", text) else text
        if damaged[index]:
            marks.append(Mark(index, "ID-007"))
    return Converted(pa.array(values, pa.string()), tuple(marks))


_ID_CODES = {"damaged": "ID-001", "form": "ID-002", "birth": "ID-003", "check": "ID-004", "old": "ID-005", "placeholder": "ID-006"}


def _ids(texts: pa.Array, last_day: date) -> Converted:
    """Ids, cleaned and checked (ids.py)."""
    clean = clean_ids(texts, last_day)
    marks = tuple(Mark(flaw.index, _ID_CODES[flaw.kind], {"reason": flaw.reason}) for flaw in clean.flaws)
    return Converted(clean.values, marks)
