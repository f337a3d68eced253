"""Rules in SQL: three-valued as the rule means it, in DuckDB and in SQLite, against an evaluator that is written here and knows nothing of SQL."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import date

import duckdb
import pytest

from policy.rule_sql import quote, to_sql

MONTH = "2026-02"
END = date(2026, 2, 28)
PARAMS = {"monitoring_line": 2.5, "main_crop": "脱贫户"}
FIELDS = ("grade", "income", "members", "kind", "found", "cleared", "alive", "floor", "health", "has:CL-HL")
RULES = 400
ROWS = 60


def make_rows(draw):
    """Rows with many unknowns, zeros and edges of months."""
    days = [date(2026, 2, 28), date(2026, 2, 1), date(2026, 1, 31), date(2025, 3, 1), date(2024, 2, 29), date(2010, 2, 28), None]
    numbers = [0.0, 1.0, 2.0, 2.5, -3.0, 4.0, None]
    truth = [True, False, None]
    lists = [[], ["大病"], ["残疾", "大病"], ["健康"], None]
    kinds = ["脱贫户", "一般户", None]
    pools = (numbers, numbers, numbers, kinds, days, days, truth, truth, lists, truth)
    return [dict(zip(FIELDS, (draw.choice(pool) for pool in pools), strict=True)) for _ in range(ROWS)]


def months(day):
    return day.year * 12 + day.month


def known(function, *values):
    """The function of values that are all known; None if one is not."""
    return None if None in values else function(*values)


def number(draw, depth):
    """A random number: its text and what it is for a row."""
    kind = draw.choice(["column", "column", "plain", "date", *(["sign", "sign", "known"] if depth else [])])
    if kind == "column":
        name = draw.choice(["income", "members", "grade"])
        return name, lambda row: row[name]
    if kind == "plain":
        return draw.choice([("0", lambda _row: 0.0), ("1", lambda _row: 1.0), ("3.5", lambda _row: 3.5), ("param('monitoring_line')", lambda _row: 2.5)])
    if kind == "date":
        return of_date(draw)
    (left, left_of), (right, right_of) = number(draw, depth - 1), number(draw, depth - 1)
    if kind == "known":
        return f"first_known({left}, {right})", lambda row: right_of(row) if left_of(row) is None else left_of(row)
    sign = draw.choice("+-*/")
    work = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: None if b == 0 else a / b}[sign]
    return f"({left} {sign} {right})", lambda row: known(work, left_of(row), right_of(row))


def of_date(draw):
    name = draw.choice(["found", "cleared"])
    return draw.choice(
        [
            (f"months_since({name})", lambda row: known(lambda day: months(END) - months(day), row[name])),
            (f"years_since({name})", lambda row: known(lambda day: END.year - day.year - ((day.month, day.day) > (END.month, END.day)), row[name])),
            ("months_between(found, cleared)", lambda row: known(lambda a, b: months(b) - months(a), row["found"], row["cleared"])),
        ]
    )


def condition(draw, depth):
    """A random condition: its text and its truth for a row, None where it cannot be told."""
    kinds = ["compared", "among", "between", "kind", "column", "has", "includes", "any", "starts", "null", "date", "constant"]
    kind = draw.choice([*kinds, *(["and", "or", "not", "known"] * 3 if depth else [])])
    if kind in {"and", "or", "not", "known"}:
        return joined(draw, kind, depth)
    if kind in {"compared", "between"}:
        return about_numbers(draw, kind)
    return simple(draw, kind)


def joined(draw, kind, depth):
    (left, left_of), (right, right_of) = condition(draw, depth - 1), condition(draw, depth - 1)
    if kind == "not":
        return f"NOT ({left})", lambda row: known(lambda value: not value, left_of(row))
    if kind == "known":
        return f"first_known({left}, {right})", lambda row: right_of(row) if left_of(row) is None else left_of(row)
    decides = kind == "or"

    def both(row):
        values = (left_of(row), right_of(row))
        return decides if decides in values else None if None in values else not decides

    return f"({left}) {kind.upper()} ({right})", both


def about_numbers(draw, kind):
    (left, left_of), (right, right_of) = number(draw, 2), number(draw, 1)
    if kind == "between":
        (low, low_of) = number(draw, 0)

        def within(row):
            parts = (known(lambda a, b: a >= b, left_of(row), low_of(row)), known(lambda a, b: a <= b, left_of(row), right_of(row)))
            return False if False in parts else None if None in parts else True

        return f"{left} BETWEEN {low} AND {right}", within
    sign = draw.choice(["<", "<=", ">", ">=", "=", "<>"])
    compare = {
        "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b, "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
    }[sign]  # fmt: skip
    return f"{left} {sign} {right}", lambda row: known(compare, left_of(row), right_of(row))


def simple(draw, kind):
    word = draw.choice(["大病", "残疾"])
    column = draw.choice(["alive", "floor"])
    return {
        "among": ("grade NOT IN (1, 2)", lambda row: known(lambda grade: grade not in (1, 2), row["grade"])),
        "kind": ("kind IN (param('main_crop'), '一般户')", lambda row: known(lambda kind: kind in ("脱贫户", "一般户"), row["kind"])),
        "column": (column, lambda row: row[column]),
        "has": ("has('CL-HL')", lambda row: row["has:CL-HL"]),
        "includes": (f"includes(health, '{word}')", lambda row: known(lambda health: word in health, row["health"])),
        "any": ("any_value(health)", lambda row: known(lambda health: len(health) > 0, row["health"])),
        "starts": ("starts_with(kind, '脱贫')", lambda row: known(lambda kind: kind.startswith("脱贫"), row["kind"])),
        "null": ("grade IS NOT NULL", lambda row: row["grade"] is not None),
        "date": ("found >= DATE '2025-03-01'", lambda row: known(lambda day: day >= date(2025, 3, 1), row["found"])),
        "constant": ("TRUE", lambda _row: True),
    }[kind]


@pytest.fixture(scope="module")
def planted():
    """Random rules with their truths, and random rows."""
    draw = random.Random(7)
    return [condition(draw, 3) for _ in range(RULES)], make_rows(draw)


def duck(rows):
    connection = duckdb.connect()
    types = ["DOUBLE"] * 3 + ["VARCHAR", "DATE", "DATE", "BOOLEAN", "BOOLEAN", "VARCHAR[]", "BOOLEAN"]
    connection.execute(f"CREATE TABLE t ({', '.join(f'{quote(name)} {kind}' for name, kind in zip(FIELDS, types, strict=True))})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(FIELDS))})", [[row[name] for name in FIELDS] for row in rows])
    return connection


def lite(rows):
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE t ({', '.join(map(quote, FIELDS))})")

    def plain(value):
        return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value.isoformat() if isinstance(value, date) else value

    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(FIELDS))})", [[plain(row[name]) for name in FIELDS] for row in rows])
    return connection


@pytest.mark.parametrize(("dialect", "connect"), [("duckdb", duck), ("sqlite", lite)])
def test_random_rules_give_the_same_truth_in_sql_as_by_hand(rule, planted, dialect, connect):
    conditions, rows = planted
    connection = connect(rows)
    seen = set()
    for text, truth in conditions:
        sql = to_sql(rule(text), month=MONTH, params=PARAMS, dialect=dialect)
        found = [None if value is None else bool(value) for (value,) in connection.execute(f"SELECT {sql} FROM t").fetchall()]
        expected = [truth(row) for row in rows]
        assert found == expected, (text, sql)
        seen |= set(expected)
    assert seen == {True, False, None}


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("includes(health, '大病')", None),
        ("any_value(health)", None),
        ("starts_with(note, '小')", None),
        ("income / 0 > 1", None),
        ("0 / 0 = 0", None),
        ("months_since(found) > 1", None),
        ("has('CL-HL')", None),
        ("grade IN (1, 2)", None),
        ("first_known(kind <> '脱贫户', TRUE)", True),
        ("grade IS NULL", True),
        ("alive AND 1 > 2", False),
        ("alive OR 1 < 2", True),
        ("NOT alive", None),
        ("7 / 2 = 3.5", True),
        ("2147483647 + 1 > 2147483647", True),
        ("- 3 - - 3 = 0", True),
        ("10 - 4 - 3 = 3", True),
        ("10 - (4 - 3) = 9", True),
        ("2 + 3 * 4 = 14", True),
        ("24 / 4 / 2 = 3", True),
        ("note = 'it''s'", None),
        ("1 < 2 OR 1 > 2 AND 1 > 2", True),
        ("NOT 1 = 2", True),
    ],
)
def test_what_is_unknown_stays_unknown_unless_the_rest_decides(rule, dialect, text, expected):
    nothing = {name: None for name in (*FIELDS, "note")}
    if dialect == "duckdb":
        connection = duckdb.connect()
        kinds = {"health": "VARCHAR[]", "note": "VARCHAR", "kind": "VARCHAR", "found": "DATE", "cleared": "DATE", "alive": "BOOLEAN", "has:CL-HL": "BOOLEAN"}
        selected = ", ".join("CAST(NULL AS " + kinds.get(name, "DOUBLE") + ") AS " + quote(name) for name in nothing)
    else:
        connection = sqlite3.connect(":memory:")
        selected = ", ".join("NULL AS " + quote(name) for name in nothing)
    sql = to_sql(rule(text), month=MONTH, params=PARAMS, dialect=dialect)
    (value,) = connection.execute(f"SELECT {sql} FROM (SELECT {selected}) AS t").fetchone()
    assert (None if value is None else bool(value)) is expected


@pytest.mark.parametrize(
    ("born", "month", "years"),
    [
        ("2019-02-28", "2026-02", 7),
        ("2019-03-01", "2026-02", 6),
        ("2012-02-29", "2026-02", 13),
        ("2012-02-29", "2026-03", 14),
        ("2012-02-29", "2024-02", 12),
        ("2026-03-15", "2026-02", -1),
    ],
)
def test_years_are_completed_on_the_last_day_of_the_month(rule, born, month, years):
    sql = to_sql(rule("years_since(found)", "number"), month=month, params={})
    assert duckdb.connect().execute(f"SELECT {sql} FROM (SELECT DATE '{born}' AS found)").fetchone() == (years,)


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
def test_this_year_is_the_year_of_the_reporting_month(rule, dialect):
    sql = to_sql(rule("members = this_year() - 1"), month="2026-01", params={}, dialect=dialect)
    asked = f"SELECT {sql} FROM (SELECT 2025 AS members UNION ALL SELECT 2026 UNION ALL SELECT NULL)"
    connection = duckdb.connect() if dialect == "duckdb" else sqlite3.connect(":memory:")
    assert sorted(row[0] for row in connection.execute(asked).fetchall() if row[0] is not None) == [False, True]


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
def test_the_end_of_a_year_is_its_last_day_and_unknown_for_what_is_no_year(rule, dialect):
    sql = to_sql(rule("year_end(members)", "date"), month=None, params={}, dialect=dialect)
    connection = duckdb.connect() if dialect == "duckdb" else sqlite3.connect(":memory:")
    found = [connection.execute(f"SELECT {sql} FROM (SELECT {year} AS members) AS t").fetchone()[0] for year in ("2025.0", "NULL", "1e12")]
    assert [str(each) for each in found] == ["2025-12-31", "None", "None"]


def test_months_are_counted_by_the_calendar(rule):
    sql = to_sql(rule("months_since(found)", "number"), month="2026-01", params={})
    days = ("2026-01-31", "2026-01-01", "2025-12-31", "2025-01-15", "2026-02-01")
    assert [duckdb.connect().execute(f"SELECT {sql} FROM (SELECT DATE '{day}' AS found)").fetchone()[0] for day in days] == [0, 0, 1, 12, -1]


def test_columns_and_benefits_take_the_names_that_the_caller_gives(rule):
    sql = to_sql(rule("alive AND has('CL-HL')"), month=None, params={}, column_sql=lambda name: f"p.{name}", has_sql=lambda code: f"h_{code[-2:].lower()}")
    assert sql == "(p.alive AND h_hl)"


def test_text_with_quotes_stays_text(rule):
    sql = to_sql(rule("note = 'it''s; DROP TABLE t'"), month=None, params={})
    assert duckdb.connect().execute(f"SELECT {sql} FROM (SELECT 'it''s; DROP TABLE t' AS note)").fetchone() == (True,)


def test_a_parameter_that_is_text_is_quoted(rule):
    assert to_sql(rule("note = param('main_crop')"), month=None, params={"main_crop": "it's"}) == "(\"note\" = 'it''s')"


def test_a_rule_that_needs_a_month_says_so(rule):
    with pytest.raises(ValueError, match="needs a month"):
        to_sql(rule("months_since(found) > 1"), month=None, params={})


def test_an_unknown_dialect_is_refused(rule):
    with pytest.raises(ValueError, match="dialect"):
        to_sql(rule("alive"), month=None, params={}, dialect="mysql")


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite"])
@pytest.mark.parametrize(("first", "second", "days"), [("2026-02-28", "2026-03-01", 1), ("2024-02-28", "2024-03-01", 2), ("2026-03-01", "2026-02-01", -28)])
def test_days_between_counts_from_the_first_day_to_the_second(rule, dialect, first, second, days):
    sql = to_sql(rule("days_between(found, cleared)", "number"), month=None, params={}, dialect=dialect)
    connection, sign = (duckdb.connect(), "DATE ") if dialect == "duckdb" else (sqlite3.connect(":memory:"), "")
    assert connection.execute(f"SELECT {sql} FROM (SELECT {sign}'{first}' AS found, {sign}'{second}' AS cleared) AS t").fetchone() == (days,)
