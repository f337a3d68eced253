"""Given small tables of column values with the cell that the clause puts them in; every measure must put each row in that cell."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from policy.months import last_day
from policy.reader import read_policy
from policy.rule_sql import to_sql

CASES = Path(__file__).parents[1] / "cases"
TYPES = {"number": pa.float64(), "text": pa.string(), "date": pa.date32(), "bool": pa.bool_(), "list": pa.list_(pa.string())}
COUNTY = "159921"


@pytest.fixture(scope="module")
def policy():
    return read_policy()


class Table:
    """The rows of one case file as a DuckDB table, and the rules of its measure as SQL over it."""

    def __init__(self, policy, measure_id: str) -> None:
        self.policy = policy
        self.file = tomllib.loads((CASES / f"{measure_id}.toml").read_text(encoding="utf-8"))
        self.measure = policy.measures[measure_id]
        self.month = self.file["month"]
        self.version = self.measure.version(last_day(self.month))
        self.given = {*self.file["base"], *self.file.get("unknown", [])}
        self.types: dict[str, pa.DataType] = {}

    def params(self) -> dict[str, float]:
        keys = {key for rule in self.version.rules for key in rule.params}
        own = self.file.get("params", {})
        return {key: own[key] if key in own else self.policy.parameter(key, self.month, COUNTY).value for key in keys}

    def sql(self, rule, population: str) -> str:
        if rule is None:
            return "TRUE"
        text = to_sql(rule, month=self.month, params=self.params(), column_sql=lambda name: self.column(name, population), has_sql=self.has)
        return f"({text})"

    def has(self, code: str) -> str:
        self.types[f"has:{code}"] = pa.bool_()
        return f'"has:{code}"'

    def column(self, name: str, population: str) -> str:
        """A column that the case file gives is read from the table; any other is drawn up from what it is defined by."""
        column = self.policy.populations[population].columns[name]
        if name in self.given:
            self.types[name] = TYPES[column.type]
            return f'"{name}"'
        if column.derived is not None:
            return self.sql(self.policy.column_rule(population, name), population)
        if column.of_household is not None:
            return self.column(column.of_household, "household")
        if column.of_parent is not None:
            return self.column(column.of_parent, self.policy.populations[population].explode_of)
        raise AssertionError(f"{self.measure.id}: the case file must give {population}.{name}")

    def rows(self) -> list[dict]:
        every = []
        for case in self.file["case"]:
            row = {**self.file["base"], **case.get("row", {})}
            every.append(row | dict.fromkeys(case.get("unknown", [])))
        return every

    def outcomes(self) -> list[str]:
        over, version = self.measure.over, self.version
        among = self.sql(version.among, over)
        if self.measure.form == "targeting":
            eligible, received = self.sql(version.eligible, over), self.sql(version.received, over)
            return [_cell(*row) for row in self.run(f"{among} AND {eligible}", received, among)]
        met = self.sql(version.met, over)
        return [_status(*row) for row in self.run(met, among)]

    def run(self, *expressions: str) -> list[tuple]:
        rows = self.rows()
        values = pa.table({name: pa.array([row.get(name) for row in rows], kind) for name, kind in self.types.items()})
        with duckdb.connect() as connection:
            connection.register("rows_of_case", values)
            return connection.execute(f"SELECT {', '.join(expressions)} FROM rows_of_case").fetchall()


def _cell(eligible: bool | None, received: bool | None, among: bool | None) -> str:
    if among is False and received is not True:
        return "outside"
    letter = {True: "t", False: "f", None: "n"}
    return letter[eligible] + letter[received]


def _status(met: bool | None, among: bool | None) -> str:
    if among is False:
        return "outside"
    if among is None or met is None:
        return "unknown"
    return "met" if met else "unmet"


def _measure_ids() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.toml"))


def test_every_case_file_is_about_a_measure(policy):
    assert set(_measure_ids()) <= set(policy.measures)


@pytest.mark.parametrize("measure_id", _measure_ids())
def test_every_row_falls_in_the_cell_that_its_clause_gives(policy, measure_id):
    table = Table(policy, measure_id)
    outcomes = table.outcomes()
    wrong = [
        f"{case['name']}: expected {case['cell']}, got {outcome}" for case, outcome in zip(table.file["case"], outcomes, strict=True) if outcome != case["cell"]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("measure_id", _measure_ids())
def test_every_value_of_a_row_is_used_by_the_rules(policy, measure_id):
    table = Table(policy, measure_id)
    table.outcomes()
    named = {*table.given, *(name for case in table.file["case"] for name in [*case.get("row", {}), *case.get("unknown", [])])}
    assert named == set(table.types)


@pytest.mark.parametrize("measure_id", [name for name in _measure_ids() if name != "water_safe"])
def test_where_nobody_is_entitled_nobody_counts_as_reached_or_missed(policy, measure_id):
    table = Table(policy, measure_id)
    chosen = set(table.file["nobody"])
    assert chosen
    cells = Counter(outcome for case, outcome in zip(table.file["case"], table.outcomes(), strict=True) if case["name"] in chosen)
    assert cells.total() == len(chosen)
    assert not {"tt", "tf", "tn", "met", "unmet", "unknown"} & set(cells)


@pytest.mark.parametrize("measure_id", _measure_ids())
def test_every_case_file_has_hits_misses_and_unknowns(policy, measure_id):
    cells = {case["cell"] for case in Table(policy, measure_id).file["case"]}
    wanted = {"tt", "tf"} if policy.measures[measure_id].form == "targeting" else {"met", "unmet", "unknown"}
    assert wanted <= cells
    assert cells & {"unknown", "tn", "nf", "fn", "nt", "nn"}


def test_dates_of_case_files_are_native():
    text = (CASES / "risk_clearance.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["base"]["cleared_on"] == date(2026, 7, 1)
