"""Given a temporary folder; gives a builder of small counties: a few rows per table, a few populations and measures, the real rule language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from metrics.snapshot import Snapshot
from policy.calendar_days import Calendar
from policy.measure_forms import RULE_TYPES
from policy.model import Benefit, Column, Measure, MeasureVersion, OutOfValidityError, Parameter, ParameterNotSetError, ParameterValue, Population, RowOrigin
from policy.months import last_day
from policy.rules import parse_rule
from store.model import Slice, Upload

COUNTY = "159921"
EAST, WEST = "159921101", "159921102"
FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"
"""Two villages of the east township and one of the west."""

_NUMBER, _TEXT, _BOOL, _DATE, _LIST = pa.float64(), pa.string(), pa.bool_(), pa.date32(), pa.list_(pa.string())
_WHERE = {"src_file": _TEXT, "src_sheet": _TEXT, "src_row": pa.int64()}
TABLES = {
    "admin_units": {"unit_code": _TEXT, "parent_code": _TEXT, "unit_name": _TEXT},
    "persons": {
        **{"person_key": _TEXT, "id_no": _TEXT, "household_id": _TEXT, "area_code": _TEXT, "name": _TEXT, "relation": _TEXT, "birth_date": _DATE},
        **{"disability_grade": _NUMBER, "low_income_class": _LIST, "residence": _TEXT, "labour_ability": _TEXT},
    },
    "export_persons": {
        "person_key": _TEXT,
        "id_no": _TEXT,
        "household_id": _TEXT,
        "area_code": _TEXT,
        "name": _TEXT,
        "birth_date": _DATE,
        "disability_grade": _NUMBER,
    },
    "households": {"household_id": _TEXT, "area_code": _TEXT, "head_name": _TEXT, "hh_type": _TEXT, "hh_registered_n": _NUMBER, "net_income_pc": _NUMBER},
    "monitoring_cases": {"case_id": _TEXT, "household_id": _TEXT, "area_code": _TEXT, "case_state": _TEXT, "risk_type": _LIST},
    "benefits": {"person_key": _TEXT, "household_id": _TEXT, "benefit_state": _TEXT, "amount": _NUMBER},
    "insurance": {"person_key": _TEXT, "enrolled": _TEXT, "subsidised_amount": _NUMBER},
}
AREAS = [
    {"unit_code": COUNTY, "parent_code": None, "unit_name": "曙光旗"},
    {"unit_code": EAST, "parent_code": COUNTY, "unit_name": "东镇"},
    {"unit_code": WEST, "parent_code": COUNTY, "unit_name": "西镇"},
    {"unit_code": FIRST, "parent_code": EAST, "unit_name": "一村"},
    {"unit_code": SECOND, "parent_code": EAST, "unit_name": "二村"},
    {"unit_code": THIRD, "parent_code": WEST, "unit_name": "三村"},
]
BENEFITS = {
    "CL-HL": Benefit("CL-HL", "护理补贴", "民政局", "月", "person", "M23"),
    "MZ-DB": Benefit("MZ-DB", "低保金", "民政局", "月", "household", "M07"),
    "JY-ZZ": Benefit("JY-ZZ", "学期资助", "教育局", "学期", "person", "C05"),
    "NY-NB": Benefit("NY-NB", "年度补贴", "农牧局", "年", "person", "F01"),
    "NY-JB": Benefit("NY-JB", "季度补贴", "农牧局", "季", "person", "F01"),
    "ZJ-YC": Benefit("ZJ-YC", "一次性补贴", "住建局", "一次性", "person", "E02"),
}


SHEETS = {"persons": "人员", "export_persons": "监测对象信息（人）", "households": "农户", "monitoring_cases": "监测对象", "benefits": "惠民待遇享受"}


@dataclass
class SmallPolicy:
    """What the kernel asks of a policy, with the real rule language."""

    populations: dict[str, Population] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    benefits: dict[str, Benefit] = field(default_factory=lambda: dict(BENEFITS))
    lists: dict[str, dict[str, Column]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    def rule(self, text, columns, expect="bool"):
        rule, problems = parse_rule(text, columns, file="t", key="t", parameters=self.parameters, benefits=self.benefits, expect=expect)
        if rule is None:
            raise ValueError(problems)
        return rule

    def column_rule(self, population, column):
        found = self.populations[population].columns[column]
        if found.derived:
            return self.rule(found.derived, self.populations[population].columns, found.type)
        if found.any_member or found.count_members:
            return self.rule(found.any_member or found.count_members, self.populations["person"].columns)
        origin = found.any_row or found.sum_rows
        return self.rule(origin.rule, self.lists[origin.table])

    def parameter(self, key, month, county_code):
        for value in self.parameters[key].values:
            if value.valid_from <= last_day(month) and (value.valid_to is None or last_day(month) <= value.valid_to):
                if value.value is None:
                    raise ParameterNotSetError(key, self.parameters[key].label)
                return value
        raise OutOfValidityError(f"{self.parameters[key].label}：没有有效的值（{county_code}）")

    def sheet(self, table):
        return SHEETS.get(table, table)

    def say(self, text, month):  # noqa: ARG002 - the form of the real policy
        return text.replace("{monitored}", "监测对象")

    def rule_key(self, measure_id, month, county_code):
        return f"{self.measures[measure_id]}{month}{county_code}"


class SmallStore:
    """Slices in a folder, newest submission of each key and month first come, no catalogue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[Slice] = []
        self.kept_cubes: dict[str, pa.Table] = {}
        self.sheets: dict[int, tuple[dict, ...]] = {}

    def slices(self, table, month):
        newest = {}
        for one in sorted(self.kept, key=lambda one: (one.month, one.upload_id)):
            if one.table == table and one.month <= month <= one.valid_until:
                newest[tuple(sorted(one.key.items()))] = one
        return list(newest.values())

    def slices_between(self, table, since, until):
        newest = {}
        for one in sorted(self.kept, key=lambda one: one.upload_id):
            if one.table == table and since <= one.month <= until:
                newest[(*sorted(one.key.items()), one.month)] = one
        return list(newest.values())

    def upload(self, upload_id):
        return Upload(upload_id, "2026-10", "东镇", None, "", "在用", (), self.sheets.get(upload_id, ()))

    def cubes(self, keys):
        return {key: self.kept_cubes[key] for key in keys if key in self.kept_cubes}

    def keep_cubes(self, month, cubes):  # noqa: ARG002 - the form of the real store
        self.kept_cubes |= cubes


class SmallCounty:
    """Rows are put into it, measures defined, and months looked at."""

    def __init__(self, folder: Path) -> None:
        self.store = SmallStore(folder)
        self.policy = SmallPolicy()
        self.tables = dict(TABLES)
        self.put("admin_units", AREAS, month="2026-01", valid_until="2099-12")
        for population in POPULATIONS:
            self.policy.populations[population.name] = population
        self.policy.lists = {
            "insurance": {"enrolled": Column("enrolled", "参保状态", "text"), "subsidised_amount": Column("subsidised_amount", "资助", "number")},
            "monitoring_cases": {"case_state": Column("case_state", "状态", "text"), "risk_type": Column("risk_type", "风险", "list")},
        }

    def put(self, table, rows, *, month="2026-10", valid_until=None, columns=None, **key):
        """Store rows (dicts of the columns that matter) as one slice; columns: only these are in the file."""
        types = {name: kind for name, kind in (self.tables[table] | _WHERE).items() if columns is None or name in columns}
        number = len(self.store.kept) + 1
        filled = [{"src_file": "表.xlsx", "src_sheet": table, "src_row": row + 2} | one for row, one in enumerate(rows)]
        data = pa.Table.from_pylist([{name: one.get(name) for name in types} for one in filled], schema=pa.schema(list(types.items())))
        path = self.store.folder / f"{number}.parquet"
        pq.write_table(data, path)
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        self.store.kept.append(Slice("layout", table, key, month, valid_until or month, number, content, path, len(rows)))
        return number

    def pay(self, code, rows, *, month="2026-10"):
        """Store the list of a benefit; a row is a person key, or a dict."""
        full = [one if isinstance(one, dict) else {"person_key": one} for one in rows]
        return self.put("benefits", [{"benefit_state": "在享", "amount": 100.0} | one for one in full], month=month, payer="民政局", policy_code=code)

    def sheet(self, population, table, *columns, key, label="总体", lists=None, **rest):
        """Declare a population over one sheet of its own; columns: (name, type), or a Column. lists: other sheets as table → columns (name → type)."""
        kinds = {"text": _TEXT, "number": _NUMBER, "date": _DATE, "bool": _BOOL, "list": _LIST}
        plain = [one if isinstance(one, Column) else Column(one[0], one[0], one[1], null_test=True, sources=(f"{table}.{one[0]}",)) for one in columns]
        self.tables[table] = {"area_code": _TEXT} | {one.name: kinds[one.type] for one in plain if one.sources}
        for listed, held in (lists or {}).items():
            self.tables[listed] = {name: kinds[kind] for name, kind in held.items()}
            self.policy.lists[listed] = {name: Column(name, name, kind) for name, kind in held.items()}
        declared = {one.name: one for one in plain}
        self.policy.populations[population] = Population(population, label, "项", key, "编号", (table,), (), rest.pop("household", None), declared, **rest)

    def measure(self, name="m", *, form="targeting", over="person", valid_from=date(2021, 1, 1), valid_to=None, clauses=None, limit_in=None, **rules):
        columns = self.policy.populations[over].columns
        parsed = {role: self.policy.rule(text, columns, RULE_TYPES[role]) for role, text in rules.items()}
        version = MeasureVersion(valid_from, valid_to, clauses=clauses or {}, limit_in=limit_in, **parsed)
        self.policy.measures[name] = Measure(name, "M23", "护理补贴", "？", form, over, "payment", ("exclusion", "inclusion"), "better", None, (version,))

    def parameter(self, key, value, *, valid_from=date(2021, 1, 1), valid_to=None):
        one = ParameterValue(value, valid_from, valid_to, "全国", "D1", "1")
        self.policy.parameters[key] = Parameter(key, "P122", "监测收入线", "元", "number", (one,))

    def snapshot(self, month="2026-10"):
        return Snapshot(self.store, self.policy, month, COUNTY)


def _columns(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


PERSON = Population(
    **{"name": "person", "label": "人员", "unit": "人", "key": "person_key", "key_label": "身份证号", "household": "household_id"},
    registers=("persons", "export_persons"),
    lists=("benefits", "insurance"),
    columns=_columns(
        Column("id_no", "身份证号", "text", null_test=True, personal=True, sources=("persons.id_no", "export_persons.id_no")),
        Column("name", "姓名", "text", personal=True, sources=("persons.name", "export_persons.name")),
        Column("relation", "与户主关系", "text", sources=("persons.relation",)),
        Column("in_register", "在册", "bool", derived="id_no IS NOT NULL"),
        Column("birth_date", "出生日期", "date", sources=("persons.birth_date", "export_persons.birth_date")),
        Column("grade", "残疾等级", "number", sources=("persons.disability_grade", "export_persons.disability_grade")),
        Column("low_income", "低收入类别", "list", sources=("persons.low_income_class",)),
        Column("residence", "常住状态", "text", sources=("persons.residence",)),
        Column("labour", "劳动能力", "text", sources=("persons.labour_ability",)),
        Column("alive", "健在", "bool", derived="first_known(residence <> '死亡', TRUE)"),
        Column("severe", "重度残疾", "bool", derived="grade IN (1, 2)"),
        Column("hh_type", "户类型", "text", of_household="hh_type"),
        Column("monitored", "家庭在册监测", "bool", of_household="monitored"),
        Column("insured", "已投防贫保", "bool", any_row=RowOrigin("insurance", {"scheme": "防贫保", "year": "{year}"}, "enrolled = '已参保'")),
        Column("subsidy", "代缴金额", "number", sum_rows=RowOrigin("insurance", {"scheme": "居民养老", "year": "{year}"}, column="subsidised_amount")),
    ),
)
HOUSEHOLD = Population(
    **{"name": "household", "label": "农户", "unit": "户", "key": "household_id", "key_label": "户编号", "household": "household_id"},
    registers=("households",),
    lists=(),
    columns=_columns(
        Column("head_name", "户主姓名", "text", personal=True, sources=("households.head_name",)),
        Column("hh_type", "户类型", "text", sources=("households.hh_type",)),
        Column("hh_registered_n", "户籍人口", "number", sources=("households.hh_registered_n",)),
        Column("net_income_pc", "人均纯收入", "number", sources=("households.net_income_pc",)),
        Column("severe_member", "有重残成员", "bool", any_member="grade IN (1, 2)"),
        Column("severe_n", "重残成员数", "number", count_members="grade IN (1, 2)"),
        Column("head_grade", "户主残疾等级", "number", of_head="grade"),
        Column("monitored", "在册监测", "bool", any_row=RowOrigin("monitoring_cases", {}, "case_state = '帮扶中'")),
    ),
)
CASE = Population(
    **{"name": "case", "label": "监测个案", "unit": "户", "key": "case_id", "key_label": "个案编号", "household": "household_id"},
    registers=("monitoring_cases",),
    lists=(),
    columns=_columns(
        Column("case_state", "状态", "text", sources=("monitoring_cases.case_state",)),
        Column("risks", "风险", "list", sources=("monitoring_cases.risk_type",)),
        Column("is_open", "未消除", "bool", derived="case_state = '帮扶中'"),
    ),
)
CASE_RISK = Population(
    **{"name": "case_risk", "label": "个案风险", "unit": "项", "key": "case_id", "key_label": "个案编号", "household": "household_id"},
    registers=(),
    lists=(),
    explode_of="case",
    explode_column="risks",
    columns=_columns(Column("risk", "风险", "text", exploded=True), Column("is_open", "未消除", "bool", of_parent="is_open")),
)
POPULATIONS = (PERSON, HOUSEHOLD, CASE, CASE_RISK)


@pytest.fixture
def county(tmp_path):
    """An empty county of two townships and three villages."""
    return SmallCounty(tmp_path)
