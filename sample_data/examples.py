"""Given the county; gives the two small workbooks of the manual: an export of the silent farm for October, and its persons with three grades corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.county import build
from sample_data.export import SECTIONS, rows_of, write_export
from sample_data.registers import PERSON_HEADINGS, person_sheet
from sample_data.workbook import SheetText, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.model import Household, Sample, Township

MONTH = "2026-10"
FARM = "哈日图农场"
EXPORT_NAME = "示例_（自定义）监测对象信息.xlsx"
PERSONS_NAME = "示例_人员_哈日图农场_更正.xlsx"
KNOWN_AGAIN = "known_in_may_only"
CORRECTED = 3
GRADE, CERTIFICATE = PERSON_HEADINGS.index("残疾等级"), PERSON_HEADINGS.index("残疾证号")


def write_examples(folder: Path) -> list[Path]:
    """Write both workbooks; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = build()
    export = write_export(folder / EXPORT_NAME, _export_rows(sample))
    persons = write_workbook(folder / PERSONS_NAME, [_corrected_persons(sample)])
    return [export, persons]


def example_households() -> tuple[Household, ...]:
    """The twelve households of the example export, in its order; every second one has no help that matches 因病."""
    return tuple(one for one in build().households if one.spec.id == KNOWN_AGAIN)


def _export_rows(sample: Sample) -> list[list[str]]:
    headings = [heading for _, names in SECTIONS for heading in names]
    column = headings.index("健康帮扶")
    rows: list[list[str]] = []
    for number, household in enumerate(one for one in sample.households if one.spec.id == KNOWN_AGAIN):
        for row in rows_of([household], MONTH):
            rows.append([*row[:column], "", *row[column + 1 :]] if number % 2 else row)
    return rows


def _corrected_persons(sample: Sample) -> SheetText:
    """The farm's August register with the grade of three people corrected from 3 to 2: three more who should get the nursing allowance."""
    sheet = person_sheet(sample, _farm(sample), MONTH)
    rows = [list(row) for row in sheet.rows]
    wrong = [row for row in rows if row[GRADE] == 3][:CORRECTED]
    for row in wrong:
        row[GRADE] = 2
        row[CERTIFICATE] = f"{row[CERTIFICATE][:-1]}2"
    return SheetText(sheet.name, sheet.headings, rows, titles=sheet.titles, unit=sheet.unit)


def _farm(sample: Sample) -> Township:
    return next(township for township in sample.townships if township.name == FARM)
