"""Given nothing; gives a small made-up county: areas, definitions and figures by formula, for tests of view models."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from charts.shortfall import LightBorders
from jobs.judge import Judgement
from jobs.readings import Reading
from metrics.model import Area, Cells, Figure, Tally
from policy.model import Measure, MeasureVersion, Population, System

COUNTY = "159921"
JUDGEMENT = Judgement(LightBorders(watch=0.05, poor=0.15), area_watch=0.10, area_poor=0.25)
MONTHS = ("2026-08", "2026-09", "2026-10")
TOWNSHIPS = ("曙光镇", "隆兴镇", "金坪镇", "乌兰苏木", "巴音苏木", "东风农场", "红旗农场", "沙金镇", "查干苏木", "哈腾镇")
VILLAGES = 10
MEASURES = (
    ("nursing_allowance", "重度残疾人护理补贴", "targeting", "person", "M23"),
    ("living_allowance", "困难残疾人生活补贴", "targeting", "person", "M23"),
    ("monitoring_admission", "三类监测对象纳入", "targeting", "household", "B01"),
    ("dibao_paid", "低保金发放", "targeting", "person", "M23"),
    ("medical_enrolled", "城乡居民基本医疗保险参保", "status", "person", "D01"),
    ("housing_safe", "住房安全", "status", "household", "B01"),
    ("school_attendance", "义务教育阶段在校", "status", "person", "D01"),
    ("orphan_allowance", "孤儿基本生活费", "targeting", "person", "M23"),
    ("old_age_allowance", "高龄津贴", "targeting", "person", "M23"),
)


def areas() -> tuple[Area, ...]:
    """The county, ten townships, ten villages in each, and a 未落村 in each."""
    found = [Area(COUNTY, "曙光旗", "county", "")]
    for number, name in enumerate(TOWNSHIPS, start=1):
        code = f"{COUNTY}{number:03d}"
        found.append(Area(code, name, "township", COUNTY))
        found += [Area(f"{code}{200 + village}", f"{'东西南北上下新旧大小'[village - 1]}河村", "village", code) for village in range(1, VILLAGES + 1)]
        found.append(Area(f"{code}000", "未落村", "village", code, unplaced=True))
    return tuple(found)


def definitions() -> SimpleNamespace:
    """Nine measures in three systems over two populations."""
    version = (MeasureVersion(date(2021, 1, 1), None),)
    measures = {
        name: Measure(
            name, system, label, f"{label}：应享的有多少人享受到？", form, over, "payment", ("exclusion", "inclusion"), "better", 1.0, version, headline=number
        )
        for number, (name, label, form, over, system) in enumerate(MEASURES, start=1)
    }
    leads = {"M23": ("残疾人两项补贴", "残联"), "B01": ("防返贫监测", "乡村振兴局"), "D01": ("基本医保", "医保局")}
    systems = {
        key: System(key, label, ("D5-11",), lead, "低收入与救助", tuple(each for each in measures.values() if each.system == key))
        for key, (label, lead) in leads.items()
    }
    populations = {
        "person": Population("person", "人员", "人", "person_key", "身份证号", ("persons",), (), "household_id", {}),
        "household": Population("household", "农户", "户", "household_id", "户编号", ("households",), (), None, {}),
    }
    readings = {name: Reading(each.form, populations[each.over].unit) for name, each in measures.items()}
    return SimpleNamespace(measures=measures, systems=systems, populations=populations, judgement=JUDGEMENT, readings=readings, themes={})


def figures(months: tuple[str, ...] = MONTHS) -> list[Figure]:
    """Figures of every month and level. 孤儿基本生活费 has nobody in most villages, 高龄津贴 waits for a county value."""
    return [figure for month in months for number, spec in enumerate(MEASURES) for figure in _month(month, number, spec)]


def _month(month: str, number: int, spec: tuple[str, str, str, str, str]) -> list[Figure]:
    villages = [area for area in areas() if area.level == "village"]
    leaves = [_village(month, number, spec, area, index) for index, area in enumerate(villages)]
    found = list(leaves)
    for area in areas():
        if area.level != "village":
            inner = [leaf for leaf in leaves if area.level == "county" or leaf.area_code.startswith(area.code)]
            found.append(_sum(inner, area))
    return found


def _village(month: str, number: int, spec: tuple[str, str, str, str, str], area: Area, index: int) -> Figure:
    name, _, form, over, _ = spec
    if name == "old_age_allowance":
        return Figure(month, name, form, "village", area.code, area.name, waiting="需县里填报：高龄津贴起始年龄")
    step = (index * index * 7 + number * 5 + MONTHS.index(month) * 3 + index // 11 * number) % 11
    few = area.unplaced or (name == "orphan_allowance" and index % 7)
    size = 0 if few else 6 + (index * 3 + number) % 9
    missed = min(size, max(0, step - 7) + (index // 11 * 5 + number) % 7 // 3)
    if form == "status":
        tally = Tally(size - missed, size, step % 3)
        return Figure(month, name, form, "village", area.code, area.name, tally=tally, tally_persons=_times(tally) if over == "household" else None)
    cells = Cells(tt=size - missed, tf=missed, tn=step % 2, ft=0 if few else step % 4 // 3, ff=40, nt=1 if step == 3 else 0)
    return Figure(month, name, form, "village", area.code, area.name, cells=cells, persons=_times_cells(cells) if over == "household" else None)


def _times(tally: Tally) -> Tally:
    return Tally(tally.numerator * 3, tally.denominator * 3, tally.unknown * 3)


def _times_cells(cells: Cells) -> Cells:
    return Cells(*(getattr(cells, name) * 3 for name in cells.__dataclass_fields__))


def _sum(inner: list[Figure], area: Area) -> Figure:
    first = inner[0]
    parts = {}
    for name in ("cells", "persons", "tally", "tally_persons"):
        values = [getattr(leaf, name) for leaf in inner if getattr(leaf, name) is not None]
        total = None
        for value in values:
            total = value if total is None else total + value
        parts[name] = total
    return Figure(first.month, first.measure, first.form, area.level, area.code, area.name, waiting=first.waiting, **parts)
