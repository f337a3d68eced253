"""Given numbers of identity cards and disability certificates; gives them cleaned, the person's key, birth date and sex, and what is wrong with each."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from stdnum.cn.ric import calc_check_digit

if TYPE_CHECKING:
    from datetime import date

# Weights and check characters of GB 11643-1999 (ISO 7064 MOD 11-2), as in stdnum's calc_check_digit, which the tests hold this equal to.
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_CHECKS = np.frombuffer(b"10X98765432", np.uint8)
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_OLDEST_YEAR = 1900

NUMBER_MARK = "#"
"""Put before a text that stood in the sheet as a number: a number of more than 15 digits has lost its end."""
PLACEHOLDER = "999999"
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_OLD = re.compile(r"\d{15}")
_LENGTHS = (18, 20, 22)
DISABILITY_TYPES = ("", "视力", "听力", "言语", "肢体", "智力", "精神", "多重")


@dataclass(frozen=True)
class IdFlaw:
    """What is wrong with the id at `index`. kind: damaged, form, birth, check, old, placeholder; reason in Chinese where there is one."""

    index: int
    kind: str
    reason: str = ""


@dataclass(frozen=True)
class CleanIds:
    """values: cleaned ids, null where they cannot be used; flaws: per index at most one."""

    values: pa.Array
    flaws: tuple[IdFlaw, ...]


def clean_ids(texts: pa.Array, last_day: date) -> CleanIds:
    """Clean distinct id texts (no nulls); a text that stood as a number starts with NUMBER_MARK. 15-digit ids get their 18-digit form.

    A wrong check digit or a placeholder keeps the id (a real person must not vanish); damage, a wrong form and an impossible birth date do not.
    """
    values = np.array(texts.to_pylist(), object)
    flaws: list[IdFlaw] = []
    plain = pc.match_substring_regex(texts, r"^\d{17}[\dX]$").to_numpy(zero_copy_only=False)
    for index in np.flatnonzero(~plain):
        values[index], flaw = _clean_one(values[index])
        if flaw:
            flaws.append(IdFlaw(int(index), *flaw))
    usable = np.flatnonzero(values != None)  # noqa: E711 - elementwise
    flaws += _check_all(values, usable, {flaw.index for flaw in flaws}, last_day)
    bad = {flaw.index for flaw in flaws if flaw.kind in ("damaged", "form", "birth")}
    kept = [None if index in bad else value for index, value in enumerate(values.tolist())] if bad else values.tolist()
    return CleanIds(pa.array(kept, pa.string()), tuple(sorted(flaws, key=lambda flaw: flaw.index)))


def _clean_one(text: str) -> tuple[str | None, tuple[str, str] | None]:
    """One text that is not plainly 18 characters: its cleaned form, or None with the kind and reason."""
    number = text.startswith(NUMBER_MARK)
    if "*" in text or "＊" in text:
        return None, ("form", "中间打了星号，看不出是谁")
    plain = re.sub(r"[\s'’‘`-]+", "", unicodedata.normalize("NFKC", text.removeprefix(NUMBER_MARK))).upper().removesuffix(".0")
    if _EXPONENT.fullmatch(plain) or (number and len(plain) > 15):  # noqa: PLR2004 - Excel keeps 15 digits of a number
        return None, ("damaged", "")
    if _OLD.fullmatch(plain):
        new = plain[:6] + "19" + plain[6:]
        return new + calc_check_digit(new + "0"), ("old", "")
    if len(plain) not in _LENGTHS:
        return None, ("form", f"有 {len(plain)} 位，应为 18 位（残疾人证 20 位）")
    if not re.fullmatch(r"\d{17}[\dX]\d*", plain):
        return None, ("form", "含有数字和末位 X 以外的字符")
    return plain, None


def _check_all(values: np.ndarray, usable: np.ndarray, known: set[int], last_day: date) -> list[IdFlaw]:
    """Check digits and birth dates of all ids that have the right form."""
    if not len(usable):
        return []
    digits = _matrix(values[usable])
    born = digits[:, 6:14].astype(np.int64) @ 10 ** np.arange(7, -1, -1)
    wrong_birth = ~_possible(born, int(last_day.strftime("%Y%m%d")))
    wrong_check = ~_checks(digits)
    placeholder = (digits[:, :6] == int(PLACEHOLDER[0])).all(axis=1)
    flaws = []
    for position in np.flatnonzero(wrong_birth | wrong_check | placeholder):
        index = int(usable[position])
        text = str(values[index])
        if placeholder[position]:
            flaws.append(IdFlaw(index, "placeholder"))
        elif wrong_check[position] and text.endswith("000"):
            flaws.append(IdFlaw(index, "damaged"))
        elif wrong_birth[position]:
            flaws.append(IdFlaw(index, "birth", f"{text[6:10]}年{text[10:12]}月{text[12:14]}日"))
        elif index not in known:
            flaws.append(IdFlaw(index, "check", f"按前 17 位推算末位应为 {calc_check_digit(text[:18])}"))
    return flaws


def _matrix(values: np.ndarray) -> np.ndarray:
    """The first 18 characters of each as digits; X is 40 (88 − 48), which no digit is."""
    joined = "".join(value[:18] for value in values).encode("ascii")
    return np.frombuffer(joined, np.uint8).reshape(-1, 18) - 48


def _checks(digits: np.ndarray) -> np.ndarray:
    """Whether the check character is right, GB 11643-1999."""
    total = digits[:, :17].astype(np.int64) @ _WEIGHTS
    return _CHECKS[total % 11] == digits[:, 17] + 48


def _possible(born: np.ndarray, latest: int) -> np.ndarray:
    """Whether YYYYMMDD is a day of the calendar from 1900 to `latest`."""
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    in_month = (month >= 1) & (month < len(_DAYS)) & (day >= 1) & (day <= _DAYS[np.clip(month, 0, len(_DAYS) - 1)])
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return in_month & ((month != 2) | (day < 29) | leap) & (year >= _OLDEST_YEAR) & (born <= latest)  # noqa: PLR2004 - February


def person_keys(ids: pa.Array) -> pa.Array:
    """The first 18 characters of each cleaned id: what people are joined on, whether an identity card or a disability certificate was given."""
    return pc.utf8_slice_codeunits(ids, 0, 18)


def birth_dates(ids: pa.Array) -> pa.Array:
    """The birth date in each cleaned id (date32), null where the digits are no date."""
    digits = pc.if_else(_numbered(ids), ids, None)
    text = pc.binary_join_element_wise(*(pc.utf8_slice_codeunits(digits, *cut) for cut in ((6, 10), (10, 12), (12, 14))), "-")
    born = pc.cast(pc.utf8_slice_codeunits(digits, 6, 14), pa.int64())
    numbers = np.nan_to_num(born.to_numpy(zero_copy_only=False), nan=0).astype(np.int64)
    fine = pa.array(_possible(numbers, 2999_12_31))
    return pc.cast(pc.if_else(fine, text, None), pa.date32())


def sexes(ids: pa.Array) -> pa.Array:
    """男 where the 17th digit is odd, else 女; null where there is no id."""
    digit = pc.cast(pc.utf8_slice_codeunits(pc.if_else(_numbered(ids), ids, None), 16, 17), pa.int64())
    return pc.if_else(pc.equal(pc.bit_wise_and(digit, 1), 1), "男", "女")


def _numbered(ids: pa.Array) -> pa.Array:
    """Whether the id is one that tells birth and sex: of the right form and not a placeholder."""
    return pc.match_substring_regex(ids, r"^(?:[0-8]|9{1,5}[0-8])\d+[\dX]\d*$")


def disability(ids: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Type (text) and grade (number) from digits 19 and 20 of a disability certificate; null for an 18-digit id."""
    length = pc.utf8_length(ids)
    certificate = pc.if_else(pc.greater_equal(length, 20), ids, None)
    kinds = pc.cast(pc.utf8_slice_codeunits(certificate, 18, 19), pa.int64())
    grades = pc.cast(pc.utf8_slice_codeunits(certificate, 19, 20), pa.float64())
    names = pa.array([None, *DISABILITY_TYPES[1:], None, None], pa.string())
    return names.take(kinds), pc.if_else(pc.is_in(grades, value_set=pa.array([1.0, 2.0, 3.0, 4.0])), grades, None)
