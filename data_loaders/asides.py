"""Given the data rows of a table; gives which of them are no data: blank rows, totals, notes, signatures, column numbers, units, example rows."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.headings import UNITS
from data_loaders.issues import mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLANK = "空行"
UNIT = "单位"
TOTAL = "合计"
SUBTOTAL = "小计"
REPEATED = "重复的表头"
EXAMPLE = "示例"

_TOTAL = re.compile(r"^.{0,8}(?:合计|总计|共计)[:：]?$")
_SUBTOTAL = re.compile(r"^.{0,8}(?:小计|本页合计|累计)[:：]?$")
_SIGNATURE = re.compile(
    r"^(?:填表|制表|填报|审核|复核|负责|经办|单位负责|分管|主要领导|联系)(?:人|单位|日期|时间|领导|电话)?(?:\([^)]{0,6}\))?:|^.{0,8}\(?(?:盖章|公章|签字|签章)\)?:?$"
)
_NOTE = re.compile(r"^(?:(?:注|备注|说明|填表说明|填报说明|附注)\d?[:.]|※|\*)")
_EXAMPLE = re.compile(r"^(?:示例|例如|样例|举例)\s*[:：]?")
_ORDINAL = re.compile(r"^(?:[甲乙丙丁戊己庚辛]|[(（]?\d{1,3}[)）]?|[A-Z]{1,2})$")
_SUSPICIOUS = r"^\s*(?:示例|例如|样例|举例|.{0,8}[合小总共]\s*计|填\s*表|制\s*表|填\s*报|审\s*核|复\s*核|负\s*责|经\s*办|单位|备\s*注|注\s*[:：]|说\s*明)"
_FEW = 2
_CODE = re.compile(r"\d{6}")
"""Something with six digits in a row names a household, a case or a person, even if it stands alone in its row."""


def set_asides(cells: pa.Table, keys: Sequence[int], repeats: Sequence[int]) -> dict[int, str]:
    """Position of each row that is no data → its kind in Chinese.

    cells: the data rows, all columns; keys: indices of the columns that name a row (a row with all of them filled and nothing telling in them is data);
    repeats: positions already known to repeat the header.
    """
    height = cells.num_rows
    filled = [column.is_valid().to_numpy() for column in cells.columns]
    count = np.sum(filled, axis=0, dtype=np.uint16) if filled else np.zeros(height, np.uint16)
    found = dict.fromkeys(np.flatnonzero(count == 0).tolist(), BLANK) | dict.fromkeys(repeats, REPEATED)
    suspicious = np.zeros(height, bool)
    for index in keys:
        suspicious |= ~filled[index]
    for index in {0, *keys}:
        suspicious |= pc.fill_null(pc.match_substring_regex(cells.column(index), _SUSPICIOUS), fill_value=False).to_numpy()
    suspicious[:_FEW] = True
    suspicious |= count == 1
    rows = [position for position in np.flatnonzero(suspicious).tolist() if position not in found]
    chosen = cells.take(pa.array(rows, pa.int64()))
    for position, texts in zip(rows, zip(*(column.to_pylist() for column in chosen.columns), strict=True), strict=True):
        named = all(texts[index] for index in keys)
        kind = kind_of([text.strip() for text in texts if text and text.strip()], len(texts), named=named, first=position < _FEW)
        if kind:
            found[position] = kind
    return found


def kind_of(texts: Sequence[str], width: int, *, named: bool, first: bool) -> str:
    """What a row with these texts is if it is no data, else an empty text. named: its key cells are filled; first: it stands right under the header."""
    if not texts:
        return BLANK
    plain = ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]
    if _EXAMPLE.match(plain[0]):
        return EXAMPLE
    totals = [SUBTOTAL if _SUBTOTAL.match(text) else TOTAL for text in plain[:3] if _SUBTOTAL.match(text) or _TOTAL.match(text)]
    if totals:
        return totals[0]
    return (_under_header(plain) if first else "") or _words(plain, width, named=named)


def _under_header(plain: Sequence[str]) -> str:
    """A row of column numbers (甲 乙 1 2 3) or of units, as they stand right under a header."""
    if len(plain) > _FEW and all(_ORDINAL.match(text) for text in plain) and len(set(plain)) == len(plain):
        return "栏号"
    return UNIT if all(text.strip("()") in UNITS for text in plain) else ""


def _words(plain: Sequence[str], width: int, *, named: bool) -> str:
    """A signature or a note, even in the key's column; a heading between rows; an empty text for data, also if its key is missing."""
    if any(_SIGNATURE.match(text) for text in plain[: 1 if named else None]):
        return "落款"
    if _NOTE.match(plain[0]):
        return "备注"
    alone = len(plain) == 1 and width > _FEW and not _CODE.search(plain[0])
    return "小标题或备注" if alone else ""


def unit_row(found: Mapping[int, str], cells: pa.Table, first: int) -> dict[int, str]:
    """Column index → its unit, where a row of units stands under the header (data begin at row `first`)."""
    rows = [position + first for position, kind in found.items() if kind == UNIT]
    texts = {index: column[row].as_py() for row in rows for index, column in enumerate(cells.columns)}
    return {index: unicodedata.normalize("NFKC", text).strip("() ") for index, text in texts.items() if text}


def aside_rows(found: Mapping[int, str], cells: pa.Table, first_row: int) -> tuple[dict[str, Any], ...]:
    """The rows set aside as dicts: row (of the sheet), kind, text, count; blank rows together in one."""
    blank = sorted(position for position, kind in found.items() if kind == BLANK)
    listed = [{"row": blank[0] + first_row, "kind": BLANK, "text": "", "count": len(blank)}] if blank else []
    for position, kind in sorted(found.items()):
        if kind != BLANK:
            texts = [column[position].as_py() for column in cells.columns]
            listed.append({"row": position + first_row, "kind": kind, "text": mask(" ".join(text for text in texts if text))[:80], "count": 1})
    return tuple(listed)
