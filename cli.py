"""Given a command line; gives the jobs of the application without a browser: load, figures, people, explain, evaluate, history, undo, backup and the rest."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_loaders.model import InputFile
from jobs.brief import BriefChoice
from jobs.brief_files import UnknownEndingError, brief_file
from jobs.county import open_county
from jobs.explain import explain as explain_unit
from jobs.figures import COLUMNS, UnknownMeasureError, as_row
from jobs.figures import figures as figures_of
from jobs.history import undo as undo_upload
from jobs.load import NotConfirmedError, UnknownTownshipError, check_files, sheet_record, store_checked
from jobs.people import UnknownListError
from jobs.people import people as people_of
from jobs.recompute import recompute as recompute_months
from jobs.registry import measure_rows, system_rows, total_row
from metrics.disclosure import K
from metrics.evaluate import EvaluateError
from metrics.evaluate import evaluate as evaluate_table
from metrics.explain import UnknownUnitError
from metrics.lists import LIST_NAMES
from policy.model import OutOfValidityError, ParameterNotSetError, PolicyError
from policy.months import MonthError, check_month
from reports.fonts import FontError
from sample_data.loading import load_sample
from settings import SettingsError, read_settings
from store import StoreError
from store import backup as back_up
from store import restore as put_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jobs.county import County
    from jobs.load import Checked, Receipt

DONE, NOTHING_STORED, WRONG_USE = 0, 1, 2
MARKS = {True: "✓", False: "✗", None: "？"}


class UsageError(Exception):
    """The command line asks for something that cannot be; the text is Chinese."""


REFUSALS = (
    *(UsageError, UnknownEndingError, FontError, UnknownMeasureError, UnknownListError, UnknownUnitError, UnknownTownshipError, EvaluateError),
    *(OutOfValidityError, ParameterNotSetError, PolicyError, SettingsError, StoreError),
)
"""Errors that say in plain Chinese what was asked wrongly; anything else is a fault of ours and shows where."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives 0 done (held rows included), 1 nothing stored because of the file, 2 wrong use."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Windows console speaks GBK, the figures need characters outside it
    try:
        return options.run(options)
    except BrokenPipeError:  # the reader (head, more) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except REFUSALS as error:
        print(error, file=sys.stderr)
        return WRONG_USE


def load(options: argparse.Namespace) -> int:
    """load FILE… --month YYYY-MM: check files and store them."""

    files = [InputFile(path.name, _bytes(path)) for path in options.files]
    county = _county(options)
    checked = check_files(county, files, month=options.month, sender=options.sender, township=options.township)
    if options.check_only:
        _show_load(checked, None, options.json)
        return DONE if checked.storable else NOTHING_STORED
    try:
        receipt = store_checked(county, checked, confirmed=options.yes or (bool(checked.asks) and _agreed(checked)))
    except NotConfirmedError as error:
        _show_load(checked, None, options.json)
        print(f"{error}\n（确认替换请加 --yes）", file=sys.stderr)
        return NOTHING_STORED
    _show_load(checked, receipt, options.json)
    return DONE if receipt.upload_id else NOTHING_STORED


def figures(options: argparse.Namespace) -> int:
    """figures --month M: the figures as CSV or JSON."""

    found = figures_of(_county(options), options.month, options.measure or None, options.level)
    _print_rows([as_row(figure) for figure in found], COLUMNS, options.format)
    for name, why in sorted({(figure.measure, figure.waiting) for figure in found if figure.waiting}):
        print(f"{name}：{why}", file=sys.stderr)
    return DONE


def people(options: argparse.Namespace) -> int:
    """people --month M --measure ID --list missing|leaked|unknown|…: the units of one list as CSV or JSON."""

    found = people_of(_county(options), options.month, options.measure, options.list, options.area, show_names=options.show_names)
    _print_rows(found.to_pylist(), found.column_names, options.format)
    return DONE


def explain(options: argparse.Namespace) -> int:
    """explain --month M --measure ID --unit KEY: why a unit stands where it stands."""

    found = explain_unit(_county(options), options.month, options.measure, options.unit)
    if options.format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
        return DONE
    print(found.sentence)
    for line in found.lines:
        source = f"　来源：{line.source.label} {line.source.file} {line.source.sheet}!{line.source.cell}" if line.source else ""
        print(f"{'　' * line.depth}{MARKS[line.outcome]} {line.words}（{line.value}）　依据：{line.clause or '—'}{source}")
    return DONE


def evaluate(options: argparse.Namespace) -> int:
    """evaluate --population FILE.csv --measures FILE.toml: the kernel on any table."""

    for path in (options.population, options.measures):
        _bytes(path)
    _print_rows(evaluate_table(options.population, options.measures, options.by), COLUMNS, options.format)
    return DONE


def history(options: argparse.Namespace) -> int:
    """history: every upload."""
    uploads = _county(options).store.history()
    names = ("id", "month", "sender", "received_at", "state", "files", "stored", "held", "set_aside")
    rows = [{**{name: getattr(upload, name) for name in names}, "files": [file["name"] for file in upload.files]} for upload in uploads]
    if options.format == "csv":
        rows = [{**row, "files": "、".join(row["files"])} for row in rows]
    _print_rows(rows, names, options.format)
    return DONE


def undo(options: argparse.Namespace) -> int:
    """undo UPLOAD: make what was current before it current again."""

    undo_upload(_county(options), options.upload, actor="命令行")
    print(f"已撤销报送批次 {options.upload}")
    return DONE


def recompute(options: argparse.Namespace) -> int:
    """recompute [--month M]: compute what is absent."""

    months = recompute_months(_county(options), [options.month] if options.month else None)
    print(f"已重算：{'、'.join(months) or '没有月份'}")
    return DONE


def brief(options: argparse.Namespace) -> int:
    """brief --month M --out FILE: the briefing, by the file's ending .docx, .pdf, .pptx, .xlsx, or .zip with the townships' lists."""

    county = _county(options)
    if options.month not in county.months():
        raise UsageError(f"{options.month} 没有报送数据；有数据的月份：{'、'.join(county.months()) or '无'}。")
    if not options.out.parent.is_dir():
        raise UsageError(f"没有文件夹 {options.out.parent}，请先建好或换一个位置。")
    if options.names and options.public:
        raise UsageError("对外版不附名单：--names 和 --public 只能选一个。")
    choice = BriefChoice(options.area or county.code, measures=tuple(options.measure or ()), names=options.names, hide_below=options.public)
    made = brief_file(county, options.month, choice, options.out.suffix.lower())
    options.out.write_bytes(made)
    print(f"已生成 {options.out.name}（{len(made) // 1024} KB）")
    return DONE


def backup(options: argparse.Namespace) -> int:
    """backup FILE: one file with everything."""

    print(f"已备份 {back_up(_data_folder(options), options.file)} 个文件到 {options.file.name}")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """restore FILE: put a backup back."""

    _bytes(options.file)
    print(f"已从 {options.file.name} 恢复 {put_back(options.file, _data_folder(options))} 个文件")
    return DONE


def measures(options: argparse.Namespace) -> int:
    """measures [--systems]: every measure, or every system with its status and a total."""

    county = _county(options)
    rows = system_rows(county, options.month) if options.systems else measure_rows(county)
    if options.systems:
        rows = [*rows, total_row(rows)]
    _print_rows(rows, list(rows[0]) if rows else [], options.format)
    return DONE


def sample(options: argparse.Namespace) -> int:
    """sample: load the fictional county into an empty data folder."""

    county = _county(options)
    if county.months():
        print("数据文件夹里已有数据，未装入示例。")
        return DONE
    load_sample(county, progress=lambda text: print(text, flush=True))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cli.py", description="衔接研判：不用浏览器完成同样的工作。")
    parser.add_argument("--data", type=Path, help="数据文件夹（默认取 config.toml）")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _add_load(_command(commands, "load", load, "报送：检查并入库"))
    _add_reading(commands)
    _add_keeping(commands)
    return parser


def _add_load(one: argparse.ArgumentParser) -> None:
    one.add_argument("files", nargs="+", type=Path, metavar="文件")
    _month(one)
    one.add_argument("--township", help="报送的苏木镇（名称或代码）")
    one.add_argument("--sender", default="命令行", help="报送人或单位")
    one.add_argument("--check-only", action="store_true", help="只检查，不入库")
    one.add_argument("--yes", action="store_true", help="确认替换减少超过五分之一的数据")
    one.add_argument("--json", action="store_true", help="以 JSON 输出回执")


def _add_reading(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class of subparsers private
    one = _command(commands, "figures", figures, "指标数值", "csv")
    _month(one)
    one.add_argument("--measure", nargs="+", action="extend", metavar="ID", help="只要这些指标")
    one.add_argument("--level", choices=("county", "township", "village"), default="county")
    one = _command(commands, "people", people, "清单", "csv")
    _month(one)
    one.add_argument("--measure", required=True, metavar="ID")
    one.add_argument("--list", required=True, choices=LIST_NAMES)
    one.add_argument("--area", help="只要这个苏木镇或嘎查村（代码）")
    one.add_argument("--show-names", action="store_true", help="不遮盖姓名和证件号码（仅限有权限的人员）")
    one = _command(commands, "explain", explain, "为什么", "text", ("text", "json"))
    _month(one)
    one.add_argument("--measure", required=True, metavar="ID")
    one.add_argument("--unit", required=True, metavar="KEY")
    one = _command(commands, "brief", brief, "简报：按文件扩展名生成 Word、PDF、幻灯片、工作簿，或各苏木镇名单的压缩包")
    _month(one)
    one.add_argument("--out", required=True, type=Path, metavar="FILE")
    one.add_argument("--area", help="只写这个苏木镇（代码），默认全旗县")
    one.add_argument("--measure", nargs="+", action="extend", metavar="ID", help="主要指标只列这些")
    one.add_argument("--names", action="store_true", help="附遮盖后的名单，并在每页标明含个人信息")
    one.add_argument(
        "--public", nargs="?", type=int, const=K, default=0, metavar="K", help=f"对外版：不足 K 的数隐去（不写 K 为 {K}），不列与上月的增减，不附名单和地图"
    )
    one = _command(commands, "evaluate", evaluate, "对任意一张表按口径计算", "csv")
    one.add_argument("--population", required=True, type=Path, metavar="FILE.csv")
    one.add_argument("--measures", required=True, type=Path, metavar="FILE.toml")
    one.add_argument("--by", metavar="COLUMN")
    one = _command(commands, "measures", measures, "全部指标或事项", "csv")
    one.add_argument("--systems", action="store_true", help="按事项列出及其状态")
    one.add_argument("--month", type=_checked_month, help="按哪个月份判断状态（默认最新）")


def _add_keeping(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class of subparsers private
    _command(commands, "history", history, "报送历史", "csv")
    _command(commands, "undo", undo, "撤销一次报送").add_argument("upload", type=int, metavar="UPLOAD")
    _command(commands, "recompute", recompute, "重算").add_argument("--month", type=_checked_month)
    _command(commands, "backup", backup, "备份").add_argument("file", type=Path, metavar="FILE")
    _command(commands, "restore", restore, "恢复").add_argument("file", type=Path, metavar="FILE")
    _command(commands, "sample", sample, "装入虚构的示例旗县")


def _command(
    commands: Any,  # noqa: ANN401 - argparse keeps the class of subparsers private
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    form: str | None = None,
    forms: tuple[str, ...] = ("csv", "json"),
) -> argparse.ArgumentParser:
    one = commands.add_parser(name, help=about, description=about)
    one.set_defaults(run=run)
    if form:
        one.add_argument("--format", choices=forms, default=form)
    return one


def _month(one: argparse.ArgumentParser) -> None:
    one.add_argument("--month", required=True, type=_checked_month, metavar="YYYY-MM")


def _checked_month(text: str) -> str:

    try:
        return check_month(text)
    except MonthError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _data_folder(options: argparse.Namespace) -> Path:

    return options.data or read_settings().data_folder


def _county(options: argparse.Namespace) -> County:

    settings = read_settings()
    return open_county(_data_folder(options), settings.county_code, settings.county_name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"打不开文件 {path.name}：请核对路径，并关闭正在使用它的程序。") from error


def _agreed(checked: Checked) -> bool:
    if not sys.stdin.isatty():
        return False
    for change in checked.asks:
        print(f"{change.label}（{change.owner}）：{change.before} 行 → {change.after} 行", file=sys.stderr)
    return input("数据减少超过五分之一，确认替换请输入“是”：").strip() == "是"


def _show_load(checked: Checked, receipt: Receipt | None, as_json: bool) -> None:

    upload_id = receipt.upload_id if receipt else None
    sheets = [sheet_record(sheet) for sheet in checked.reading.sheets]
    if as_json:
        names = ("file", "sheet", "layout", "header_rows", "rows", "stored", "held", "set_aside")
        issues = [asdict(issue) for issue in checked.issues]
        content = {"upload_id": upload_id, "month": checked.month, "sheets": [{name: sheet[name] for name in names} for sheet in sheets], "issues": issues}
        print(json.dumps(content, ensure_ascii=False, indent=1))
        return
    for issue in checked.issues:
        place = " ".join(part for part in (issue.file, issue.sheet, issue.cell) if part)
        print(f"[{issue.code}] {place}：{issue.what}{issue.do}")
    for sheet in sheets:
        print("{file} {sheet} → {label}：读到 {rows} = 入库 {stored} + 暂扣 {held} + 不计 {set_aside}".format(**sheet))
    print(f"报送批次 {upload_id} 已入库（{checked.month}）" if upload_id else "未入库")


def _print_rows(rows: Sequence[dict[str, Any]], columns: Iterable[str], form: str) -> None:
    if form == "json":
        print(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = list(columns)
    writer.writerow(names)
    writer.writerows([[_text(row.get(name)) for name in names] for row in rows])


def _text(value: object) -> object:
    if value is None:
        return ""
    return "、".join(str(part) for part in value) if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
