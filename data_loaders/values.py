"""Given the distinct texts of one column; gives its typed values and, for each text that cannot be read, the code of what is wrong."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from data_loaders.converted import Bad, Converted, Mark, each, plain
from data_loaders.dates import dates, months
from data_loaders.ids import NUMBER_MARK, clean_ids
from data_loaders.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from data_loaders.layout import LayoutColumn

NOTHING = frozenset(["", "-", "--", "—", "——", "－", "/", "\\", "／", "、", "NULL", "null", "NaN", "nan", "None", "N/A", "(空)", "（空）", "空"])
"""Texts that people write into a cell to leave it empty."""
ERRORS = frozenset(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"])
YES = frozenset(["是", "√", "✓", "✔", "☑", "有", "1", "Y", "YES", "TRUE", "T", "对", "已", "已参加", "已参保", "参加", "达标", "已解决", "是的"])
NO = frozenset(["否", "×", "✗", "✘", "X", "无", "0", "N", "NO", "FALSE", "F", "没有", "未", "未参加", "未参保", "不", "不是", "不达标", "未解决", "没", "错"])
UNKNOWN = "这一格按“未知”存"
_SEPARATORS = re.compile(r"[、,，;；/／|\n]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_ENTERPRISE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")


def convert(column: LayoutColumn, texts: pa.Array, *, last_day: date, factor: float = 1) -> Converted:
    """Convert the distinct, trimmed, non-empty texts of a column. last_day: of the reporting month; factor: from the sheet's unit to the column's.

    Texts that stood as numbers start with NUMBER_MARK in columns of dates, months, codes and ids.
    """
    readers: dict[str, Callable[[], Converted]] = {
        "text": lambda: _texts(column, texts),
        "list": lambda: _lists(column, texts),
        "bool": lambda: _bools(column, texts),
        "number": lambda: numbers(column, texts, factor),
        "date": lambda: dates(column, texts, last_day),
        "month": lambda: months(texts),
        "code": lambda: _codes(texts),
        "id": lambda: _ids(column, texts, last_day),
    }
    return readers[column.type]()


def _texts(column: LayoutColumn, texts: pa.Array) -> Converted:
    """Free text stays as it is; with allowed values each text must be one, or a synonym of one."""
    if not column.values and not column.synonyms:
        return Converted(texts)
    allowed = _vocabulary(column)
    return each(texts, lambda text: _allowed(text, column, allowed), pa.string())


def _vocabulary(column: LayoutColumn) -> dict[str, str]:
    """Plain text → canonical value, for the allowed values and their synonyms; where 是 or 否 is one, so is every other way of writing it (√, ×)."""
    own = {plain(word): value for word, value in column.synonyms.items()} | {plain(value): value for value in column.values}
    marks = {plain(mark): own[word] for word, forms in (("是", YES), ("否", NO)) if word in own for mark in forms}
    return marks | own


def _allowed(text: str, column: LayoutColumn, allowed: Mapping[str, str]) -> object:
    """The canonical value of a text; without its brackets if need be (其他（须填备注））."""
    form = plain(text)
    for candidate in (form, _BRACKETS.sub("", form)):
        if candidate in allowed:
            return allowed[candidate]
    if column.open:
        return text
    return Bad("VALUE-001", _not_allowed(column, form, allowed) | {"meaning": UNKNOWN})


def _not_allowed(column: LayoutColumn, text: str, allowed: Mapping[str, str]) -> dict[str, str]:
    """What the person who wrote the text can write instead."""
    return {"allowed": "、".join(column.values), "nearest": nearest(plain(text), allowed)}


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
            if isinstance(value, Bad):
                unknown.append(part)
            elif value not in found:
                found.append(value)
        if found == ["无"] and "无" not in column.values:
            return []
        if unknown and unknown != ["无"]:
            left = f"“{'”“'.join(unknown)}”没有存，只存了其余的值" if found else UNKNOWN
            return Bad("VALUE-001", _not_allowed(column, unknown[0], allowed) | {"meaning": left}, found or None)
        return found

    return each(texts, read, pa.list_(pa.string()))


def split_values(text: str, allowed: Mapping[str, str] | None = None) -> list[str]:
    """The values of a cell, separated by 、 , ; / or a line break; by blanks if every part is then an allowed value."""
    parts = [part.strip() for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    if len(parts) == 1 and allowed and " " in parts[0]:
        pieces = parts[0].split()
        return pieces if all(plain(piece) in allowed for piece in pieces) else parts
    return [part for part in parts if part not in NOTHING]


def _bools(column: LayoutColumn, texts: pa.Array) -> Converted:
    """是 √ 有 1 are TRUE, 否 × 无 0 are FALSE; a synonym of neither (县域内不适用) is in order and leaves the cell without a value."""
    own = {plain(word).upper(): {"是": True, "否": False}.get(value) for word, value in column.synonyms.items()}

    def read(text: str) -> object:
        form = plain(text).upper()
        if form in own:
            return own[form]
        if form in YES:
            return True
        return False if form in NO else Bad("VALUE-006")

    return each(texts, read, pa.bool_())


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


def _ids(column: LayoutColumn, texts: pa.Array, last_day: date) -> Converted:
    """Ids, cleaned and checked (ids.py); where the column is open, the 18 characters of an enterprise (统一社会信用代码, GB 32100) stay as they are."""
    clean = clean_ids(texts, last_day)
    forms = {flaw.index: plain(texts[flaw.index].as_py()).upper() for flaw in clean.flaws if column.open and flaw.kind == "form"}
    enterprises = {index: form for index, form in forms.items() if _ENTERPRISE.fullmatch(form)}
    marks = tuple(Mark(flaw.index, _ID_CODES[flaw.kind], {"reason": flaw.reason}) for flaw in clean.flaws if flaw.index not in enterprises)
    if not enterprises:
        return Converted(clean.values, marks)
    return Converted(pa.array([enterprises.get(index, value) for index, value in enumerate(clean.values.to_pylist())], pa.string()), marks)
