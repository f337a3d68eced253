"""Given nothing; gives the files of a small policy that is right (one system, three populations, two parameters, four lists) and what is wrong in others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy.model import PolicyError
from policy.reader import read_policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from policy.model import Problem

FILES = {
    "systems/M23.toml": """
id = "M23"
label = "残疾人两项补贴"
sources = ["D5-11"]
lead_unit = "县残联"
theme = "低收入与救助"

[[measure]]
id = "nursing_allowance"
label = "重度残疾人护理补贴"
question = "应享受护理补贴的{monitored}，有多少人本月领到？"
form = "targeting"
over = "person"
gap = "payment"
errors = ["exclusion", "inclusion"]
higher_is = "better"
target = 1.0
headline = 1

[[measure.version]]
valid_from = 2021-01-01
valid_to = 2025-12-31
among = "alive"
eligible = "grade IN (1, 2) AND NOT floor"
received = "has('CL-HL')"
clauses = { grade = "D5-11", floor = "D4-2-7" }

[[measure.version]]
valid_from = 2026-01-01
among = "alive"
eligible = "grade IN (1, 2) AND NOT floor AND income < param('line')"
received = "has('CL-HL')"
clauses = { grade = "D5-11", income = "D5-11", line = "D5-11" }
""",
    "systems/E07.toml": """
id = "E07"
label = "饮水安全"
sources = ["D4-2-7"]
lead_unit = "民政局"
theme = "三保障与饮水"

[[measure]]
id = "floor_household"
label = "兜底户"
question = "有多少户兜底？"
form = "status"
over = "household"
higher_is = "better"

[[measure.version]]
valid_from = 2021-01-01
met = "floor_member"
clauses = { floor_member = "D5-11" }
""",
    "populations/person.toml": """
name = "person"
label = "人员"
unit = "人"
key = "person_key"
key_label = "身份证号"
registers = ["persons"]
lists = ["benefits", "insurance"]
household = "household_id"

[columns.person_key]
label = "身份证号"
type = "text"
sources = ["persons.person_key"]

[columns.household_id]
label = "户编号"
type = "text"
sources = ["persons.household_id"]

[columns.grade]
label = "残疾等级"
type = "number"
values = [1, 2, 3, 4]
sources = ["persons.grade"]

[columns.residence]
label = "常住状态"
type = "text"
values = ["在家", "死亡"]
sources = ["persons.residence"]

[columns.alive]
label = "在世"
type = "bool"
derived = "first_known(residence <> '死亡', TRUE)"

[columns.classes]
label = "低收入类别"
type = "list"
values = ["低保", "特困"]
sources = ["persons.classes"]

[columns.floor]
label = "特困人员"
type = "bool"
derived = "includes(classes, '特困')"

[columns.income]
label = "户人均纯收入"
type = "number"
of_household = "income"

[columns.enrolled]
label = "参加居民医保"
type = "bool"
any_row = { table = "insurance", slice = { scheme = "居民医保", year = "{year}" }, rule = "state = '已参保'" }

[columns.paid]
label = "资助金额"
type = "number"
sum_rows = { table = "insurance", slice = { scheme = "居民医保", year = "{year}" }, column = "amount" }

[tables.insurance.state]
label = "参保状态"
type = "text"
values = ["已参保", "未参保"]

[tables.insurance.amount]
label = "资助金额"
type = "number"
""",
    "populations/household.toml": """
name = "household"
label = "农户"
unit = "户"
key = "household_id"
key_label = "户编号"
registers = ["households"]
household = "household_id"

[columns.household_id]
label = "户编号"
type = "text"
sources = ["households.household_id"]

[columns.income]
label = "人均纯收入"
type = "number"
sources = ["households.income"]

[columns.floor_member]
label = "有特困成员"
type = "bool"
any_member = "floor AND alive"

[columns.members]
label = "成员数"
type = "number"
count_members = "alive"

[columns.head_grade]
label = "户主残疾等级"
type = "number"
of_head = "grade"
""",
    "populations/case.toml": """
name = "case"
label = "个案"
unit = "户"
key = "case_id"
key_label = "个案编号"
registers = ["cases"]
household = "household_id"

[columns.case_id]
label = "个案编号"
type = "text"
sources = ["cases.case_id"]

[columns.household_id]
label = "户编号"
type = "text"
sources = ["cases.household_id"]

[columns.risks]
label = "风险"
type = "list"
values = ["因病", "因残"]
sources = ["cases.risks"]
""",
    "populations/case_risk.toml": """
name = "case_risk"
label = "个案的风险"
unit = "项"
key = "case_id"
key_label = "个案编号"
registers = []
explode_of = "case"
explode_column = "risks"

[columns.case_id]
label = "个案编号"
type = "text"
of_parent = "case_id"

[columns.risk]
label = "风险"
type = "text"
values = ["因病", "因残"]
exploded = true
""",
    "parameters/lines.toml": """
[[parameter]]
key = "line"
code = "P122"
label = "监测收入线"
unit = "元/人·年"
type = "number"

[[parameter.value]]
valid_from = 2021-01-01
area = "全国"
document = "D5"
clause = "2"

[[parameter]]
key = "months"
code = "P139"
label = "最短观察期"
unit = "月"
type = "number"

[[parameter.value]]
value = 6
valid_from = 2021-01-01
valid_to = 2025-12-31
area = "全国"
document = "D5"
clause = "2"

[[parameter.value]]
value = 4
valid_from = 2022-07-01
valid_to = 2022-12-31
area = "15"
document = "D5"
clause = "2"
""",
    "benefits.toml": """
[[benefit]]
code = "CL-HL"
label = "重度残疾人护理补贴"
department = "残联"
cycle = "月"
level = "person"
system = "M23"

[[benefit]]
code = "MZ-DB"
label = "低保"
department = "民政局"
cycle = "月"
level = "household"
system = "M07"
""",
    "documents.toml": """
[[document]]
id = "D4"
title = "三年行动方案"
issuer = "市委"
short = "行动方案"

[[document]]
id = "D5"
title = "工作方案"
issuer = "县委"
short = "县方案"
issued_on = 2021-06-01
[document.clauses]
"11" = "残疾人两项补贴"
""",
    "figures.toml": """
[[figure]]
id = "D5-11-1"
label = "计划人数"
value = 500
unit = "人"
kind = "target"
period = "2021"
area = "示例县"
document = "D5"
clause = "11"
system = "M23"

[[figure]]
id = "D5-11-2"
label = "完成人数"
value = 595
unit = "人"
kind = "result"
period = "2021"
area = "示例县"
document = "D5"
clause = "11"

[[figure]]
id = "D5-11-3"
label = "完成率"
value = 119.1
unit = "%"
qualifier = "以上"
kind = "result"
period = "2021"
area = "示例县"
document = "D5"
clause = "11"
check = { is = "ratio", of = ["D5-11-2", "D5-11-1"] }

[[figure]]
id = "D5-11-4"
label = "主导产业"
words = "1—2"
kind = "target"
period = "2021"
area = "示例县"
document = "D5"
clause = "11"
""",
    "conflicts.toml": """
[[conflict]]
id = "premium"
topic = "代缴标准"
first = { says = "200 元", marks = ["D5-11"] }
second = { says = "最低标准全额", marks = ["D4-2-7"] }
in_force = "county"
why = "看最低档次。"
parameters = ["line"]
systems = ["M23"]
""",
    "sheets.toml": """
[sheets]
persons = "人员"
households = "农户"
export_households = "监测对象信息（户）"
roll = "花名册"
cases = "监测对象"
benefits = "惠民待遇享受"
insurance = "社保参保"
roads = "道路"
projects = "项目"
training = "培训"
""",
    "tasks.toml": """
[[task]]
number = 11
title = "分层分类实施社会救助"
theme = "低收入人口帮扶"
lead_unit = "民政局"
units = ["残联"]
clause = "D5-11"

[[task.item]]
label = "护理补贴人数"
evidence = ["benefits"]
systems = ["M23"]
""",
    "units.toml": """
[[unit]]
name = "残联"
aliases = ["县残联"]

[[unit]]
name = "民政局"
""",
    "words.toml": """
[[period]]
name = "过渡期"
valid_from = 2021-01-01
valid_to = 2025-12-31
[period.words]
monitored = "监测对象"

[[period]]
name = "常态化帮扶"
valid_from = 2026-01-01
[period.words]
monitored = "防止返贫致贫对象"
""",
}


def write_policy(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the files into the folder, the changed ones instead of the right ones."""
    for file, text in {**FILES, **(changes or {})}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def changed(file: str, old: str, new: str, files: Mapping[str, str] = FILES) -> dict[str, str]:
    """The file with its first `old` replaced by `new`."""
    if old not in files[file]:
        raise ValueError(f"{file} has no {old!r}")
    return {file: files[file].replace(old, new, 1)}


def problems_of(folder: Path, overlay: Path | None = None) -> tuple[Problem, ...]:
    """What is wrong in the folder, which must not be readable."""
    with pytest.raises(PolicyError) as refused:
        read_policy(folder, overlay)
    return refused.value.problems
