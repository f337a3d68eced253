"""Given typed columns; gives the canonical tables that the layout feeds, empty cells read as the layout says and the system columns added."""

# pyright: reportAttributeAccessIssue=false
# (pyarrow.compute makes its functions at import, where pyright cannot see them)

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.ids import birth_dates, disability, person_keys, sexes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.cells import CellColumn
    from data_loaders.layout import Layout, LayoutColumn, LayoutTable
    from data_loaders.placing import Placed

NOT_MONITORED = "无"
TOWNSHIP = "township"


@dataclass(frozen=True)
class Origin:
    """Where rows come from: file, sheet, and each row's number in the sheet."""

    file: str
    sheet: str
    numbers: np.ndarray


def flat_columns(columns: Mapping[str, CellColumn], layout: Layout, height: int) -> dict[str, pa.Array]:
    """Every column of the layout: null where its heading is absent, else with empty cells read as the layout says; sex and birth date also from the id."""
    found = {}
    for name, column in layout.columns.items():
        read = columns.get(name)
        found[name] = pa.nulls(height, column.arrow) if read is None else _meant(read, column, columns)
    if "id_no" in found:
        drawn = {"birth_date": birth_dates, "sex": sexes}
        for name, column in layout.columns.items():
            if column.from_id:
                found[name] = pc.coalesce(found[name], drawn[name](found["id_no"]))
        if "disability_cert" in found:
            found |= _certified(found, columns)
    return found


def _certified(found: Mapping[str, pa.Array], columns: Mapping[str, CellColumn]) -> dict[str, pa.Array]:
    """Type and grade of disability where their cells are empty and a certificate's number stands in the place of the id: then empty does not mean none."""
    told = {}
    for name, values in zip(("disability_type", "disability_grade"), disability(found["id_no"]), strict=True):
        empty = pa.array(columns[name].empty) if name in columns else pc.is_null(found[name])
        told[name] = pc.if_else(pc.and_(empty, pc.is_valid(values)), values, found[name])
    return told


def _meant(read: CellColumn, column: LayoutColumn, columns: Mapping[str, CellColumn]) -> pa.Array:
    """The values with empty cells (not unreadable ones) replaced by what the layout says they mean."""
    if column.empty == "unknown" or not read.empty.any():
        return read.values
    where = read.empty.copy()
    for other in column.none_if_empty:
        if other in columns:
            where &= columns[other].empty
    meaning = _nothing(column)
    if meaning is None:
        return read.values
    if column.type == "list":
        return _empty_lists(read.values, where)
    return pc.if_else(pa.array(where), meaning, read.values)


def _nothing(column: LayoutColumn) -> pa.Scalar | None:
    """The value of an empty cell: FALSE, 无, 0 or an empty list for none; 不适用 for not_applicable where that is a text."""
    if column.empty == "not_applicable":
        return pa.scalar("不适用") if column.type == "text" else None
    values = {"bool": False, "text": "无", "list": [], "number": 0.0}
    return pa.scalar(values[column.type], column.arrow) if column.type in values else None


def _empty_lists(values: pa.Array, where: np.ndarray) -> pa.Array:
    """The lists with [] at these rows: one value more to take from."""
    pool = pa.concat_arrays([values, pa.array([[]], values.type)])
    return pool.take(pa.array(np.where(where, len(values), np.arange(len(values)))))


def canonical_tables(flat: Mapping[str, pa.Array], layout: Layout, placed: Placed, origin: Origin, kept: np.ndarray) -> dict[str, pa.Table]:
    """The layout's tables from the rows that are kept (mask); no table of cases where the sheet does not tell who is monitored."""
    rows = pa.table({**flat, "area_code": placed.area_code, TOWNSHIP: placed.township, "src_row": pa.array(origin.numbers, pa.int64())} | _own_area(flat))
    if not kept.all():
        rows = rows.filter(pa.array(kept))
    told = [table for table in layout.tables.values() if table.grain != "case" or rows["monitor_class"].null_count < rows.num_rows]
    return {table.name: _table(rows, table, layout, origin) for table in told}


def _own_area(flat: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """政策参数 has a column area_code of its own (适用地区代码), which stays."""
    return {"area_code": flat["area_code"]} if "area_code" in flat else {}


def _table(rows: pa.Table, table: LayoutTable, layout: Layout, origin: Origin) -> pa.Table:
    """One canonical table: its columns, what is drawn from the id, the slice columns, then the system columns."""
    if table.grain != "row":
        rows = _firsts(rows, monitored=table.grain == "case")
    height = rows.num_rows
    drawn = _drawn(rows, table, layout)
    columns = {name: rows[name] if name in rows.column_names else drawn[name] for name in table.columns}
    system = {name: values for name, values in drawn.items() if name not in columns}
    if TOWNSHIP in layout.slice:
        system[TOWNSHIP] = rows[TOWNSHIP]
    if "area_code" not in columns and (layout.register or layout.place.household):
        system["area_code"] = rows["area_code"]
    system |= {"src_file": pa.repeat(origin.file, height), "src_sheet": pa.repeat(origin.sheet, height), "src_row": rows["src_row"]}
    return pa.table({**columns, **system}).combine_chunks()


def _firsts(rows: pa.Table, *, monitored: bool) -> pa.Table:
    """The first row of every household; of every monitored one."""
    rows = rows.filter(pc.is_valid(rows["household_id"]))
    encoded = rows["household_id"].combine_chunks()
    codes = (encoded if isinstance(encoded, pa.Array) else pa.concat_arrays(encoded.chunks)).dictionary_encode().indices.to_numpy()
    _, first = np.unique(codes, return_index=True)
    rows = rows.take(pa.array(np.sort(first)))
    return rows.filter(pc.fill_null(pc.not_equal(rows["monitor_class"], NOT_MONITORED), fill_value=False)) if monitored else rows


def _drawn(rows: pa.Table, table: LayoutTable, layout: Layout) -> dict[str, pa.ChunkedArray]:
    """Columns that no heading feeds: the person's key, what a certificate or an id tells, the key of an export's case."""
    found: dict = {}
    if table.grain == "case":
        month = pc.fill_null(pc.strftime(rows["identified_on"], format="%Y-%m"), "")
        found |= {"case_id": pc.binary_join_element_wise(rows["household_id"], month, "@"), "case_type": rows["monitor_class"]}
    if "head_id_no" in table.columns:
        found["head_key"] = person_keys(rows["head_id_no"])
    if "id_no" in table.columns:
        ids = pa.concat_arrays(rows["id_no"].chunks) if rows["id_no"].num_chunks else pa.array([], pa.string())
        found["person_key"] = person_keys(ids)
        if "disability_type" in table.columns and "disability_type" not in layout.columns:
            found["disability_type"], found["disability_grade"] = disability(ids)
        if table.grain == "row" and layout.register and "birth_date" not in table.columns:
            found |= {"birth_date": birth_dates(ids), "sex": sexes(ids)}
    return found
