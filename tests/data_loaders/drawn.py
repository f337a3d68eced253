"""Given sheets drawn as Markdown-like tables; gives RawSheets and what reading makes of them, with the areas of a small fictional county."""

import numpy as np
import pyarrow as pa

from data_loaders.areas import areas_of
from data_loaders.checking import read_sheets
from data_loaders.model import Kind, LoadContext, RawSheet

MONTH = "2026-05"
COUNTY, EAST, WEST, FARM = "159921", "159921100", "159921200", "159921400"
AREA_ROWS = (
    (COUNTY, None, "曙光旗", [], "旗县"),
    (EAST, COUNTY, "曙光镇", ["曙光"], "乡级"),
    (WEST, COUNTY, "那林苏木", [], "乡级"),
    (FARM, COUNTY, "东风农场", ["国营东风农场"], "乡级"),
    (f"{EAST}201", EAST, "新地村", ["新地嘎查"], "村级"),
    (f"{EAST}202", EAST, "黄土档村", [], "村级"),
    (f"{WEST}201", WEST, "新地嘎查", [], "村级"),
    (f"{WEST}202", WEST, "巴音嘎查", [], "村级"),
    (f"{FARM}401", FARM, "一分场", [], "村级"),
)
XINDI, HUANGTU, WEST_XINDI, BAYIN, BRANCH = f"{EAST}201", f"{EAST}202", f"{WEST}201", f"{WEST}202", f"{FARM}401"

# Check digits by hand from GB 11643 (weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2): fictional people of the unassigned area 159921.
MAN = "159921197001010010"
WOMAN = "159921196503050026"
CHILD = "159921201509010037"


def areas():
    """The county's areas with their 未落村."""
    columns = list(zip(*AREA_ROWS, strict=True))
    names = ("unit_code", "parent_code", "unit_name", "unit_aliases", "level")
    return areas_of(pa.table({name: pa.array(list(values)) for name, values in zip(names, columns, strict=True)}))


def sheet(drawing, name="Sheet1", file="表.xlsx", **more):
    """A RawSheet from lines "| a | b |". An empty cell is null; "=5" stood as a number, "!#N/A" as an error value, "~" is a cell with one blank."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in drawing.strip("\n").splitlines()]
    width = max(map(len, rows))
    grid = [row + [""] * (width - len(row)) for row in rows]
    cells, kinds = {}, {}
    for column in range(width):
        texts = [row[column] for row in grid]
        kinds[f"c{column}"] = pa.array([_kind(text) for text in texts], pa.uint8())
        cells[f"c{column}"] = pa.array([_plain(text) for text in texts], pa.string())
    special = {name: values for name, values in kinds.items() if set(values.to_pylist()) - {int(Kind.EMPTY), int(Kind.TEXT)}}
    return RawSheet(file, name, pa.table(cells), special, **more)


def _kind(text):
    return Kind.EMPTY if not text else {"=": Kind.NUMBER, "!": Kind.ERROR}.get(text[0], Kind.TEXT)


def _plain(text):
    if text == "~":
        return " "
    return (text[1:] if text[0] in "=!" else text) if text else None


def read(*sheets, township=None, known=None, month=MONTH, codes=("MZ-DB", "CL-HL"), mappings=None, county=COUNTY):
    """The Reading of these sheets in the small county."""
    return read_sheets(list(sheets), LoadContext(month, township, areas() if known is None else known, codes, mappings or {}, county))


def codes_of(reading):
    """The codes of all issues, in order."""
    return [issue.code for issue in reading.issues]


def table(reading, name):
    """The canonical rows of a table over all sheets, as dicts."""
    return [row for one in reading.sheets if name in one.tables for row in one.tables[name].to_pylist()]


def closes(reading):
    """Whether rows = stored + held + set aside in every sheet, and the lists are as long as their counts."""
    return all(
        one.rows == one.stored + one.held + one.set_aside
        and one.held == len(one.held_rows)
        and one.set_aside == sum(row["count"] for row in one.set_aside_rows)
        for one in reading.sheets
    )


def numbers(mask):
    """Positions at which a mask is true."""
    return np.flatnonzero(mask).tolist()
