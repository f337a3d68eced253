"""Given the county; gives its sheets 行政区划 (with WGS-84 coordinates) and 政策参数 (the values that only a county can set)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from sample_data.model import COUNTY_CODE, COUNTY_NAME
from sample_data.places import county_entry
from sample_data.workbook import SheetText

if TYPE_CHECKING:
    from sample_data.model import Sample

AREA_HEADINGS = (
    *("区划代码", "上级代码", "单位名称", "单位别名", "层级", "单位类型", "是否脱贫村", "是否重点帮扶", "脱贫年度"),
    *("户籍户数", "户籍人口数", "常住户数", "常住人口数", "经度", "纬度"),
)
PARAMETER_HEADINGS = ("参数代码", "参数名称", "参数值", "参数单位", "适用地区代码", "生效日期", "失效日期", "参数依据")
PARAMETERS = (
    ("P122", "防返贫监测收入线", 9000, "元/人·年", "虚构示例，不是任何地方的实际标准"),
    ("P138", "高龄津贴起发年龄", 80, "周岁", "虚构示例，不是任何地方的实际标准"),
)


def area_sheet(sample: Sample) -> SheetText:
    """County, townships and villages with their sizes counted from May's register."""
    households: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for household in sample.households:
        code = household.villages[0]
        for area in (code, code[:9], COUNTY_CODE):
            households[area] += 1
            people[area] += len(household.people)

    def row(code: str, parent: str, name: str, aliases: tuple[str, ...], level: str, kind: str, *rest: str | float | None) -> list[Any]:
        return [code, parent, name, ";".join(aliases), level, kind, *rest[:3], households[code], people[code], households[code], people[code], *rest[3:]]

    entry = county_entry()
    rows = [row(COUNTY_CODE, "", COUNTY_NAME, tuple(entry["aliases"]), "旗县", "旗县", None, "否", entry["lifted_year"])]
    for township in sample.townships:
        rows.append(row(township.code, COUNTY_CODE, township.name, township.aliases, "乡级", township.type, None, "否", None))
        for number, village in enumerate(township.villages):
            lifted = "是" if number % 4 == 1 else "否"
            rows.append(row(village.code, township.code, village.name, village.aliases, "村级", village.type, lifted, "否", None, village.lon, village.lat))
    return SheetText("行政区划", AREA_HEADINGS, rows, titles=("曙光旗行政区划与基本情况（虚构）",), unit="经纬度坐标系：WGS-84")


def parameter_sheet() -> SheetText:
    """The county's own values."""
    rows = [[code, name, value, unit, COUNTY_CODE, date(2021, 1, 1), None, basis] for code, name, value, unit, basis in PARAMETERS]
    return SheetText("政策参数", PARAMETER_HEADINGS, rows, titles=("曙光旗政策参数（虚构）",))
