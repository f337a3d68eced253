"""Given the committed bad files and examples; tells that reading each does what the README's table says, and that the examples read whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import sample_data
from data_loaders.areas import areas_of
from data_loaders.checking import read_submission
from data_loaders.model import InputFile, LoadContext
from policy.reader import read_policy
from sample_data.examples import EXPORT_NAME, FARM, PERSONS_NAME

HERE = Path(sample_data.__file__).parent
BENEFITS = ("MZ-DB", "MZ-LS")
MONTH = "2026-10"


@pytest.fixture(scope="module")
def areas(tmp_path_factory):
    """The areas of the county as its own sheet gives them."""
    path = sample_data.make_month_files(tmp_path_factory.mktemp("areas"), "2026-05")[0]
    reading = read_submission((InputFile(path.name, path.read_bytes()),), LoadContext("2026-05", None, (), BENEFITS))
    return areas_of(next(sheet for sheet in reading.sheets if sheet.layout == "admin_units").tables["admin_units"])


def read(path, areas):
    """The reading of one committed file for October."""
    return read_submission((InputFile(path.name, path.read_bytes()),), LoadContext(MONTH, None, areas, BENEFITS))


def counts(reading):
    """Rows, stored, held and set aside over all sheets."""
    return tuple(sum(getattr(sheet, name) for sheet in reading.sheets) for name in ("rows", "stored", "held", "set_aside"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("坏_加密的.xlsx", "FILE-003"),
        ("坏_截断的.xlsx", "FILE-006"),
        ("坏_空文件.xlsx", "FILE-001"),
        ("坏_其实是PDF.xlsx", "FILE-007"),
        ("坏_不是表格.xlsx", "SHEET-002"),
        ("坏_没有可认的表.xlsx", "SHEET-002"),
    ],
)
def test_a_file_that_is_no_table_stores_nothing_and_says_why(name, code, areas):
    reading = read(HERE / "bad" / name, areas)
    assert counts(reading) == (0, 0, 0, 0)
    assert code in {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    ("name", "expected", "codes"),
    [
        ("坏_另存为xls的网页.xls", (1, 1, 0, 0), {"FILE-012"}),
        ("坏_证件号码.xlsx", (10, 4, 6, 0), {"ID-001", "ID-003", "ID-004", "KEY-001", "KEY-003"}),
        ("坏_月份代码金额.xlsx", (6, 4, 2, 0), {"MONTH-001", "KEY-004", "VALUE-001", "VALUE-003", "VALUE-007"}),
        ("坏_区划代码.xlsx", (13, 12, 1, 0), {"AREA-006", "SUM-001", "KEY-003"}),
    ],
)
def test_a_file_with_bad_rows_keeps_the_good_ones_and_names_every_bad_one(name, expected, codes, areas):
    reading = read(HERE / "bad" / name, areas)
    assert counts(reading) == expected
    assert codes <= {issue.code for issue in reading.issues}


PEOPLE_OF_THE_FARM = sum(len(household.people) for household in sample_data.build().households if household.township.name == FARM)


@pytest.mark.parametrize(("name", "layout", "rows"), [(EXPORT_NAME, "national_export", 36), (PERSONS_NAME, "persons", PEOPLE_OF_THE_FARM)])
def test_the_examples_of_the_manual_read_without_a_row_held(name, layout, rows, areas):
    reading = read(HERE / name, areas)
    assert [sheet.layout for sheet in reading.sheets] == [layout]
    assert counts(reading) == (rows, rows, 0, 0)


@pytest.mark.parametrize("month", ["2026-05", "2026-08"])
def test_no_row_of_the_monthly_workbooks_is_held(month, areas, tmp_path):
    files = tuple(InputFile(path.name, path.read_bytes()) for path in sample_data.make_month_files(tmp_path, month))
    reading = read_submission(files, LoadContext(month, None, areas, tuple(read_policy().benefits)))
    rows, stored, held, set_aside = counts(reading)
    assert held == 0
    assert rows == stored + set_aside
    assert {issue.code for issue in reading.issues if issue.severity == "error"} == set()
