"""Given a folder and a month; gives the workbooks that the fictional county hands in for it, in the order in which they are to be loaded."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sample_data.basics import area_sheet, parameter_sheet
from sample_data.county import build
from sample_data.export import export_workbook
from sample_data.lists import (
    CHILD_CODES,
    CIVIL_CODES,
    DISABILITY_CODES,
    benefit_sheet,
    case_sheet,
    housing_sheet,
    insurance_sheet,
    water_sheet,
)
from sample_data.model import MONTHS, REGISTER_MONTHS, SEED
from sample_data.planted_sheets import write_planted
from sample_data.registers import household_sheet, person_sheet
from sample_data.tasks import task_sheet
from sample_data.workbook import SheetText, write_csv, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.model import Sample

HOUSING_MONTHS = ("2026-05", "2026-08")
WATER_MONTHS = ("2026-05", "2026-07", "2026-09")
XLS = Path(__file__).parent / "xls"
"""The 儿童福利 lists of the default seed as .xls, committed: what writes .xls is no dependency of the program."""


@dataclass(frozen=True)
class Batch:
    """Files that are handed in together: month, sender and paths. Areas and parameters come first, alone, since the rest is placed by them."""

    month: str
    sender: str
    files: tuple[Path, ...]


def make_month_files(folder: Path, month: str, *, seed: int = SEED) -> list[Path]:
    """Write everything that the county hands in for the month into `folder`; gives the paths. Files of areas and parameters (00_…) stand first, in May only."""
    folder.mkdir(parents=True, exist_ok=True)
    planted = write_planted(folder, month, seed=seed)
    return [*base_files(folder, month, seed=seed), *([planted] if planted else [])]


def base_files(folder: Path, month: str, *, seed: int = SEED) -> list[Path]:
    """The same without the further sheets: registers, monitored households, payments, insurance, housing, water and tasks."""
    folder.mkdir(parents=True, exist_ok=True)
    return list(_files(folder, build(seed), month))


def monthly_files(folder: Path, *, months: tuple[str, ...] = MONTHS, seed: int = SEED) -> Iterator[Batch]:
    """Write and give the batches of all months one after another, oldest first, each in a folder of its own."""
    for month in months:
        files = make_month_files(folder / month, month, seed=seed)
        basics = tuple(path for path in files if path.name.startswith("00_"))
        if basics:
            yield Batch(month, "县乡村振兴局", basics)
        yield Batch(month, "县乡村振兴局", tuple(path for path in files if path not in basics))


def _files(folder: Path, sample: Sample, month: str) -> Iterator[Path]:
    if month == MONTHS[0]:
        yield write_workbook(folder / "00_基础字典与参数.xlsx", [area_sheet(sample), parameter_sheet()])
    if month in REGISTER_MONTHS:
        yield from _registers(folder, sample, month)
    handing_in = [one for one in sample.townships if one.source == "sheet" or (one.source == "silent" and month == MONTHS[0])]
    yield write_workbook(folder / f"02_防返贫监测与低收入人口_{month}.xlsx", [case_sheet(sample, township, month) for township in handing_in])
    for number, township in enumerate((one for one in sample.townships if one.source == "export"), start=int(month[5:]) * 4):
        yield export_workbook(folder / f"（自定义）监测对象信息 ({number}).xlsx", sample, township, month)
    yield from _bureaus(folder, sample, month)


def _registers(folder: Path, sample: Sample, month: str) -> Iterator[Path]:
    """A workbook per 苏木镇; the farms together in one, two sheets each."""
    farms: list[SheetText] = []
    for township in sample.townships:
        if township.type == "农场公司":
            farms += [household_sheet(sample, township, month, f"{township.name}农户"), person_sheet(sample, township, month, f"{township.name}人员")]
            continue
        sheets = [household_sheet(sample, township, month, merged=township.type == "苏木"), person_sheet(sample, township, month)]
        yield write_workbook(folder / f"01_农牧户底册_{township.name}_{month}.xlsx", sheets)
    yield write_workbook(folder / f"01_农牧户底册_各农场_{month}.xlsx", farms)


def _bureaus(folder: Path, sample: Sample, month: str) -> Iterator[Path]:
    title = f"曙光旗惠民待遇发放明细表（{month}）"
    yield write_workbook(folder / f"03_惠民待遇享受_民政局_{month}.xlsx", [benefit_sheet(sample, month, "民政局", CIVIL_CODES, title)])
    yield _child_list(folder, sample, month)
    yield write_csv(folder / f"03_惠民待遇享受_残联_{month}.csv", benefit_sheet(sample, month, "残联", DISABILITY_CODES, title))
    if month == MONTHS[0]:
        medical = insurance_sheet(sample, month, ("居民医保", "职工医保"), "2026年度基本医疗保险参保名册")
        yield write_workbook(folder / "03_社保参保_医保局_2026年度.xlsx", [medical])
    if month in REGISTER_MONTHS:
        schemes = ("居民养老", "职工养老", "防贫保") if month == MONTHS[0] else ("居民养老", "防贫保")
        yield write_workbook(folder / f"03_社保参保_人社局_{month}.xlsx", [insurance_sheet(sample, month, schemes, "2026年度养老保险、防贫保名册")])
    homes = [housing_sheet(sample, month)] if month in HOUSING_MONTHS else []
    homes += [water_sheet(sample, month)] if month in WATER_MONTHS else []
    if homes:
        yield write_workbook(folder / f"06_住房饮水_{month}.xlsx", homes)
    yield write_workbook(folder / f"15_责任落实_{month}.xlsx", [task_sheet(month)])


def child_list(sample: Sample, month: str) -> SheetText:
    """The 儿童福利 list of the month: 孤儿 and 事实无人抚养儿童."""
    return benefit_sheet(sample, month, "民政局", CHILD_CODES, f"曙光旗儿童福利发放明细表（{month}）")


def _child_list(folder: Path, sample: Sample, month: str) -> Path:
    committed = XLS / f"03_惠民待遇享受_儿童福利_{month}.xls"
    if sample.seed == SEED and committed.exists():
        return Path(shutil.copyfile(committed, folder / committed.name))
    return write_workbook(folder / committed.with_suffix(".xlsx").name, [child_list(sample, month)])
