"""Given any CSV and a TOML of measures; evaluate gives the figures for all rows and by the values of a column, worked out by hand."""

import pytest

from metrics.evaluate import COLUMNS, EvaluateError
from tests.metrics.evaluated import evaluated

CSV = """id,village,grade,poor,paid,since,done,plan
0001,甲村,1,是,50,2026-01-01,3,10
0002,甲村,2,否,,2026-02-01,4,10
0003,乙村,1,,80,,,10
0004,乙村,4,否,0,2026-03-01,5,0
0005,,,否,30,2020-01-01,1,1
"""
TOML = """
[nursing]
form = "targeting"
eligible = "grade IN (1, 2) AND poor = '否'"
received = "paid > 0"
amount = "paid"

[dated]
form = "status"
among = "grade IS NOT NULL"
met = "since >= DATE '2026-02-01'"

[built]
form = "attainment"
done = "done"
plan = "plan"
"""


def run(tmp_path, csv=CSV, toml=TOML, by=None):
    return evaluated(tmp_path, csv, toml, by)


def found(rows, measure, area="", level=None):
    (row,) = [row for row in rows if row["measure"] == measure and row["area_name"] == area and (level is None or row["level"] == level)]
    return {key: value for key, value in row.items() if value is not None and key not in COLUMNS[:6]}


def test_every_row_has_exactly_the_columns_of_a_figure(tmp_path):
    rows = run(tmp_path)
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert [(row["month"], row["measure"], row["form"], row["level"], row["area_code"], row["area_name"]) for row in rows] == [
        ("", "nursing", "targeting", "all", "", ""),
        ("", "dated", "status", "all", "", ""),
        ("", "built", "attainment", "all", "", ""),
    ]


def test_targeting_over_all_rows(tmp_path):
    # 0001 poor: ft; 0002 entitled, payment unknown: tn; 0003 grade 1, poor unknown, paid: nt; 0004 ff; 0005 grade unknown, not poor, paid: nt.
    assert found(run(tmp_path), "nursing") == {
        **{"tt": 0, "tf": 0, "tn": 1, "ft": 1, "ff": 1, "fn": 0, "nt": 2, "nf": 0, "nn": 0},
        **{"coverage_low": 0.0, "coverage_high": 1.0, "inclusion_error": 1.0, "inclusion_error_nonentitled": 0.5},
    }


def test_status_and_attainment_over_all_rows(tmp_path):
    rows = run(tmp_path)
    assert found(rows, "dated") == {"numerator": 2, "denominator": 3, "unknown": 1, "value": 2 / 3}
    assert found(rows, "built") == {"numerator": 13.0, "denominator": 21.0, "unknown": 1, "value": 13 / 21}


def test_a_ratio_is_the_sum_over_the_sum_and_undefined_where_nothing_stands_below(tmp_path):
    rows = run(tmp_path, by="village")
    assert [row["area_name"] for row in rows if row["measure"] == "built"] == ["", "", "乙村", "甲村"]
    assert found(rows, "built", "乙村") == {"numerator": 5.0, "denominator": 0.0, "unknown": 1}
    assert found(rows, "built", "甲村") == {"numerator": 7.0, "denominator": 20.0, "unknown": 0, "value": 0.35}


def test_groups_add_up_to_all_rows_and_a_blank_value_is_a_group(tmp_path):
    rows = [row for row in run(tmp_path, by="village") if row["measure"] == "nursing"]
    assert [(row["level"], row["area_name"]) for row in rows] == [("all", ""), ("village", ""), ("village", "乙村"), ("village", "甲村")]
    for cell in ("tt", "tf", "tn", "ft", "ff", "fn", "nt", "nf", "nn"):
        assert rows[0][cell] == sum(row[cell] for row in rows[1:])


def test_groups_are_named_as_they_are_written(tmp_path):
    rows = run(tmp_path, by="id")
    assert [row["area_name"] for row in rows if row["measure"] == "dated"][1:] == ["0001", "0002", "0003", "0004", "0005"]


def test_all_problems_are_told_at_once_with_file_key_and_nearest_name(tmp_path):
    toml = """
[a]
form = "targeting"
eligible = "grad IN (1, 2)"
recieved = "paid > 0"

[b]
form = "stauts"
met = "TRUE"

[c]
form = "status"
met = "paid + 1"

[d]
form = "status"
met = "months_since(since) > 3"

[e]
form = "status"
met = "has('CL-HL')"
"""
    with pytest.raises(EvaluateError) as refused:
        run(tmp_path, toml=toml)
    lines = str(refused.value).splitlines()
    assert all(line.startswith("m.toml [") for line in lines)
    for place, hint in (
        ("a.eligible", "grade"),
        ("a.recieved", "received"),
        ("a.received", "必须"),
        ("b", "status"),
        ("c.met", ""),
        ("d.met", "月份"),
        ("e.met", "has"),
    ):
        assert any(line.startswith(f"m.toml [{place}]") and hint in line for line in lines), place


def test_a_column_that_is_not_there_names_the_nearest(tmp_path):
    with pytest.raises(EvaluateError, match="village"):
        run(tmp_path, by="vilage")


def test_a_broken_file_is_refused_in_words(tmp_path):
    with pytest.raises(EvaluateError, match="TOML"):
        run(tmp_path, toml="[a\n")
    with pytest.raises(EvaluateError, match="没有一个指标"):
        run(tmp_path, toml="")
    with pytest.raises(EvaluateError, match="空的"):
        run(tmp_path, csv="")


def test_a_table_without_rows_has_figures_that_are_undefined(tmp_path):
    rows = run(tmp_path, csv=CSV.splitlines()[0] + "\n", toml="[a]\nform = 'status'\nmet = \"id = '0001'\"\n")
    assert found(rows, "a") == {"numerator": 0, "denominator": 0, "unknown": 0}


def test_an_all_blank_column_is_unknown_text(tmp_path):
    rows = run(tmp_path, csv="a,b\n1,\n2,\n", toml="[x]\nform = 'targeting'\neligible = 'a > 1'\nreceived = \"b = '是'\"\n")
    assert {cell: rows[0][cell] for cell in ("tn", "fn", "coverage", "coverage_low", "coverage_high")} == {
        **{"tn": 1, "fn": 1},
        **{"coverage": None, "coverage_low": 0.0, "coverage_high": 1.0},
    }


def test_chinese_column_names_work(tmp_path):
    rows = run(
        tmp_path, csv="残疾等级,领取\n1,是\n3,否\n", toml="[x]\nform = 'targeting'\neligible = '残疾等级 IN (1, 2)'\nreceived = \"领取 = '是'\"\n", by="领取"
    )
    assert [(row["area_name"], row["tt"], row["ff"]) for row in rows] == [("", 1, 1), ("否", 0, 1), ("是", 1, 0)]
