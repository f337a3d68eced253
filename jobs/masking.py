"""Given rows about people; gives the same rows with names and ids masked: 姓 + ※ and the last four of an id (a village is small)."""

from __future__ import annotations

import pyarrow as pa

SHOWN = 4
STAR = "＊"


def mask_name(name: str | None) -> str | None:
    """张某某 → 张＊＊."""
    return name if not name else name[0] + STAR * (len(name) - 1)


def mask_id(number: str | None) -> str | None:
    """An id or certificate number → the last four."""
    return number if not number else STAR * 2 + number[-SHOWN:]


MASKS = {"name": mask_name, "head_name": mask_name, "contact_cadre": mask_name, "id_no": mask_id, "head_id_no": mask_id, "disability_cert": mask_id}


def masked(rows: pa.Table) -> pa.Table:
    """The table with its personal columns masked; keys that lead on to 户情 stay, since they are what a click needs."""
    for name, mask in MASKS.items():
        if name in rows.column_names:
            position = rows.column_names.index(name)
            rows = rows.set_column(position, name, pa.array([mask(value) for value in rows[name].to_pylist()], pa.string()))
    return rows
