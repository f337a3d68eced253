"""Given nothing; gives the columns, parameters and benefits that the rules of these tests are written over."""

from __future__ import annotations

import pytest

from policy.model import Benefit, Column, Parameter
from policy.rules import parse_rule

SPECS = (
    ("grade", "残疾等级", "number", (1, 2, 3, 4), True),
    ("income", "人均纯收入", "number", (), False),
    ("members", "户籍人口", "number", (), False),
    ("kind", "户类型", "text", ("脱贫户", "一般户"), False),
    ("note", "备注", "text", (), True),
    ("found", "识别日期", "date", (), False),
    ("cleared", "消除日期", "date", (), False),
    ("alive", "在世", "bool", (), False),
    ("floor", "特困人员", "bool", (), False),
    ("health", "健康状况", "list", ("健康", "大病", "残疾"), False),
    ("年龄", "年龄", "number", (), False),
    ("date", "登记日", "date", (), False),
)
COLUMNS = {name: Column(name, label, kind, values=values, null_test=null_test) for name, label, kind, values, null_test in SPECS}
PARAMETERS = {
    "monitoring_line": Parameter("monitoring_line", "P122", "监测收入线", "元/人·年", "number", ()),
    "main_crop": Parameter("main_crop", "P200", "主导产业", "", "text", ()),
}
BENEFITS = {"CL-HL": Benefit("CL-HL", "重度残疾人护理补贴", "残联", "月", "person", "M23")}


@pytest.fixture
def read():
    """Read one rule over these columns; gives the rule or None, and the problems."""

    def parse(text, expect="bool", parameters=PARAMETERS, benefits=BENEFITS):
        return parse_rule(text, COLUMNS, file="systems/M23.toml", key="eligible", parameters=parameters, benefits=benefits, expect=expect)

    return parse


@pytest.fixture
def rule(read):
    """Read one rule that must be right."""

    def parse(text, expect="bool"):
        found, problems = read(text, expect)
        if found is None:
            pytest.fail("；".join(map(str, problems)))
        return found

    return parse


@pytest.fixture
def names():
    """The columns, parameters and benefits themselves."""
    return COLUMNS, PARAMETERS, BENEFITS
