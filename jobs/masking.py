"""Given rows about people; gives the same rows with names and ids masked: 姓 + ※ and the last four of an id (a village is small)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy.model import Population

SHOWN = 4
STAR = "＊"


def mask_name(name: str | None) -> str | None:
    """张某某 → 张＊＊."""
    return name if not name else name[0] + STAR * (len(name) - 1)


def mask_id(number: str | None) -> str | None:
    """An id or certificate number → the last four."""
    return number if not number else STAR * 2 + number[-SHOWN:]


MASKS = {"name": mask_name, "head_name": mask_name, "contact_cadre": mask_name, "id_no": mask_id, "head_id_no": mask_id, "disability_cert": mask_id}
_NAME = "name"


def masked(rows: pa.Table, population: Population | None = None) -> pa.Table:
    """The table with its personal columns masked; keys that lead on to 户情 stay, since they are what a click needs.

    population: whose units the rows are. Every column that it calls personal is masked, by its first character where it holds names; the name of a unit that
    is nobody (a road, an asset) stays.
    """
    masks = _masks(population)
    for name, mask in masks.items():
        if name in rows.column_names and pa.types.is_string(rows.schema.field(name).type):
            position = rows.column_names.index(name)
            rows = rows.set_column(position, name, pa.array([mask(value) for value in rows[name].to_pylist()], pa.string()))
    return rows


def _masks(population: Population | None) -> dict[str, Callable[[str | None], str | None]]:
    found = dict(MASKS)
    if population is None:
        return found
    if population.called and not population.columns[population.called].personal:
        del found[_NAME]
    personal = [column for column in population.columns.values() if column.personal]
    return {column.name: mask_name if column.name.endswith(_NAME) else mask_id for column in personal} | found
