"""Given a table and measures of the forms attainment, flow and ledger; evaluate gives their figures, and refuses every wrong combination of keys at once."""

import pytest

from metrics.evaluate import COLUMNS, EvaluateError
from tests.metrics.evaluated import evaluated

CSV = """id,town,planned,done,before,since,until,opened,closed,limit,unit,paid,issued,same
1,甲,1119.6,450,0,2021-01-01,2025-12-31,2026-10-01,2026-10-16,15,水利局,50.05,100.1,1
2,甲,103.8,30.5,30.5,2021-01-01,2025-12-31,2026-10-01,2026-10-17,15,水利局,200.2,200.2,0
3,乙,22.4,22.4,22.4,2021-01-01,2025-12-31,2026-10-15,,15,住建局,,50,1
4,乙,10,2,3,2021-01-01,2025-12-31,2026-10-16,,15,住建局,10,,
"""
TOML = """
[roads]
form = "attainment"
done = "done"
plan = "planned"
baseline = "before"
begins = "since"
ends = "until"

[fixed]
form = "flow"
month = "2026-10"
opened = "opened"
closed = "closed"
limit = "limit"
limit_in = "days"
handler = "unit"

[spent]
form = "ledger"
amount = "paid"
of = "issued"

[agreed]
form = "ledger"
amount = "paid"
agrees = "same = 1"
"""


def run(tmp_path, csv=CSV, toml=TOML, by=None):
    return evaluated(tmp_path, csv, toml, by)


def found(rows, area=""):
    return {row["measure"]: tuple(row[key] for key in ("numerator", "denominator", "unknown", "value")) for row in rows if row["area_name"] == area}


def test_each_form_gives_its_numerator_denominator_and_unknown(tmp_path):
    rows = run(tmp_path)
    assert [tuple(row) for row in rows] == [COLUMNS] * 4
    assert [row["form"] for row in rows] == ["attainment", "flow", "ledger", "ledger"]
    assert found(rows) == {
        "roads": (450.0, 1192.9, 1, 450.0 / 1192.9),  # 1119.6 + 73.3 + 0; the fourth row is done below its baseline
        "fixed": (1, 3, 0, 1 / 3),  # on day 15; on day 16; open since day 15 was yesterday; the fourth has until today
        "spent": (250.25, 300.3, 2, 250.25 / 300.3),
        "agreed": (1, 2, 2, 0.5),  # the third agrees, but its amount is unknown
    }


def test_groups_add_up_to_all_rows(tmp_path):
    rows = run(tmp_path, by="town")
    assert found(rows, "甲")["roads"] == (450.0, 1192.9, 0, 450.0 / 1192.9)
    assert found(rows, "乙")["roads"] == (0.0, 0.0, 1, None)
    for measure in ("roads", "fixed", "spent", "agreed"):
        for place in range(3):
            parts = [found(rows, town)[measure][place] for town in ("甲", "乙")]
            assert sum(parts) == pytest.approx(found([row for row in rows if row["level"] == "all"])[measure][place])


def test_working_days_use_the_shipped_holidays(tmp_path):
    csv = "id,opened,closed\n1,2026-09-30,2026-10-10\n2,2026-09-30,2026-10-11\n"
    toml = '[a]\nform = "flow"\nmonth = "2026-10"\nopened = "opened"\nclosed = "closed"\nlimit = "3"\nlimit_in = "working_days"\n'
    assert found(run(tmp_path, csv, toml))["a"] == (1, 2, 0, 0.5)


def test_a_column_without_any_closing_is_a_register_of_open_cases(tmp_path):
    csv = "id,opened,closed\n1,2026-09-30,\n2,2026-10-31,\n"
    toml = '[a]\nform = "flow"\nmonth = "2026-10"\nopened = "opened"\nclosed = "closed"\nlimit = "3"\nlimit_in = "days"\n'
    assert found(run(tmp_path, csv, toml))["a"] == (0, 1, 0, 0.0)


def test_with_a_month_a_rule_may_count_up_to_it(tmp_path):
    toml = '[a]\nform = "status"\nmonth = "2026-10"\nmet = "months_since(opened) >= 1"\n'
    assert found(run(tmp_path, toml=toml))["a"] == (0, 4, 0, 0.0)
    later = toml.replace("2026-10", "2026-11")
    assert found(run(tmp_path, toml=later))["a"] == (4, 4, 0, 1.0)


def test_a_number_too_large_to_be_one_is_unknown(tmp_path):
    toml = '[a]\nform = "ledger"\namount = "x"\n'
    assert found(run(tmp_path, "id,x\n1,1e400\n2,5\n", toml))["a"] == (5.0, 0, 1, None)


def test_wrong_combinations_of_keys_are_told_at_once(tmp_path):
    toml = """
[flow_without_month]
form = "flow"
opened = "opened"
closed = "closed"
limit = "3"
limit_in = "workdays"

[flow_of_month_13]
form = "flow"
month = "2026-13"
opened = "opened"
closed = "paid"
limit = "opened"
limit_in = "days"

[begins_alone]
form = "attainment"
done = "done"
plan = "planned"
begins = "since"
limit_in = "days"

[ledger_of_plans]
form = "ledger"
amount = "unit"
plan = "planned"
"""
    with pytest.raises(EvaluateError) as refused:
        run(tmp_path, toml=toml)
    lines = str(refused.value).splitlines()
    for place, hint in (
        ("flow_without_month.month", "2026-05"),
        ("flow_without_month.limit_in", "working_days"),
        ("flow_of_month_13.month", "2026-13"),
        ("flow_of_month_13.closed", "日期"),
        ("flow_of_month_13.limit", "数值"),
        ("begins_alone.ends", "必须"),
        ("begins_alone.limit_in", "没有这个键"),
        ("ledger_of_plans.amount", "数值"),
        ("ledger_of_plans.plan", "没有这个键"),
    ):
        assert any(line.startswith(f"m.toml [{place}]") and hint in line for line in lines), place
    assert len(lines) == 9
