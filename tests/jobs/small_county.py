"""Given rows written by hand; gives the workbooks of a county of two townships and three villages as CSV files, and that county opened in a folder."""

import csv
import io

from stdnum.cn.ric import calc_check_digit

from data_loaders.model import InputFile
from jobs.county import open_county
from jobs.load import load_files

MONTH, LATER = "2026-05", "2026-06"
EAST, WEST = "159921101", "159921102"
VILLAGE = {"东升村": "159921101201", "西升村": "159921101202", "新地村": "159921102201"}


def identity(birth: str, serial: int) -> str:
    """A fictional id: unassigned area, valid check digit."""
    front = f"159921{birth}{serial:03d}"
    return front + calc_check_digit(front + "0")


def sheet(name: str, heading: str, *rows: str, encoding: str = "utf-8-sig") -> InputFile:
    """A CSV file from lines of words separated by spaces; "-" is an empty cell."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    for line in (heading, *rows):
        writer.writerow(["" if word == "-" else word for word in line.split()])
    return InputFile(f"{name}.csv", sink.getvalue().encode(encoding))


def admin_units() -> InputFile:
    return sheet(
        "行政区划",
        "区划代码 上级代码 单位名称 层级 单位类型 户籍户数 户籍人口数 常住户数 常住人口数",
        "159921 - 曙光旗 旗县 旗县 9 20 9 20",
        f"{EAST} 159921 东镇 乡级 镇 6 14 6 14",
        f"{WEST} 159921 西苏木 乡级 苏木 3 6 3 6",
        f"{VILLAGE['东升村']} {EAST} 东升村 村级 行政村 3 7 3 7",
        f"{VILLAGE['西升村']} {EAST} 西升村 村级 行政村 3 7 3 7",
        f"{VILLAGE['新地村']} {WEST} 新地村 村级 行政村 3 6 3 6",
    )


PERSON_HEADING = "身份证号 姓名 户编号 与户主关系 性别 出生日期 是否脱贫人口 是否返贫致贫 低收入类别 劳动能力 残疾证号 残疾类别 残疾等级 常住状态"


def person(serial: int, village: str, *, grade: str = "-", income_class: str = "无", residence: str = "在村常住", birth: str = "19700101") -> str:
    """One line of the 人员 sheet; the person lives alone in household `serial` of the village."""
    number = identity(birth, serial)
    kind = "-" if grade == "-" else "肢体"
    cert = "-" if grade == "-" else f"{number}4{grade}"
    home = f"{VILLAGE[village]}{serial:04d}"
    day = f"{birth[:4]}-{birth[4:6]}-{birth[6:]}"
    sex = "男" if int(number[16]) % 2 else "女"
    return f"{number} 张某 {home} 户主 {sex} {day} 否 否 {income_class} 普通劳动力 {cert} {kind} {grade} {residence}"


def persons(*rows: str) -> InputFile:
    return sheet("人员", PERSON_HEADING, *rows)


def benefit(serial: int, code: str, *, month: str = MONTH, state: str = "在享", payer: str = "民政局", birth: str = "19700101", amount: int = 100) -> str:
    return f"{month} {code} {identity(birth, serial)} - {amount} {state} {payer}"


def benefits(*rows: str) -> InputFile:
    return sheet("惠民待遇享受", "期间 政策代码 身份证号 户编号 发放金额 待遇状态 发放部门", *rows)


def county_in(folder):
    """The fictional county, opened with its area sheet loaded."""
    county = open_county(folder, "159921", "曙光旗")
    load_files(county, [admin_units()], month=MONTH, sender="县局")
    return county
