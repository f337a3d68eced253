"""Given nothing; times sixty measures on 1.5 million persons in a store against the plain DuckDB query over the same 120 rules, and prints the ratio.

Run: python -m benchmarks.sixty_measures [--persons N] [--rounds N] [--distinct]. Budget (design, section 11): ratio ≤ 1.6, peak memory ≤ 1 GiB.
The two run in turns in one process, each round's ratio is of neighbours, the printed one is the median; the ratio of processor times, which other programs
disturb less, stands beside it. The first turn of the kernel, which also checks that no key occurs twice, is printed apart. A county's rules say the same
conditions again and again; --distinct measures the opposite, where no condition is said twice.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import psutil
import pyarrow as pa

from metrics.cells import compute
from metrics.model import CODES
from metrics.snapshot import Snapshot
from policy.model import Benefit, Column, Measure, MeasureVersion, Population
from policy.rule_sql import quote, to_sql
from policy.rules import Rule, parse_rule
from store import open_store
from store.model import NewSlice, Submission

if TYPE_CHECKING:
    from collections.abc import Callable

MONTH, COUNTY = "2026-10", "159921"
MEASURES, TOWNSHIPS, VILLAGES, STRANGERS = 60, 10, 100, 500
CODES_PAID = ("CL-HL", "CL-SH", "MZ-GL", "MZ-TK")
HOUSEHOLD_CODE = "MZ-DB"
BUDGET, BUDGET_MIB = 1.6, 1024
MIB = 2**20
_UNKNOWN = 0.02

TYPES = {
    **{"birth_date": "date", "disability_grade": "number", "dibao": "bool", "relapsed": "bool", "lifted": "bool", "residence": "text", "labour": "text"},
    **{"child_class": "text", "income": "number", "sex": "text", "school": "text", "care_level": "text", "low_income": "list", "land": "number"},
}
ATOMS = (
    *("disability_grade IN (1, 2)", "dibao", "NOT relapsed", "lifted", "labour = '无劳动力'", "child_class IN ('孤儿', '困境儿童')", "income < 9000"),
    *("sex = '女'", "school <> '不在校'", "care_level = '失能'", "includes(low_income, '特困人员')", "years_since(birth_date) >= 60"),
    *("years_since(birth_date) BETWEEN 16 AND 59", "land / 15 > 0.5", "residence = '县外流动'"),
)
"""Conditions that the rules are made of; each rule of an entitlement joins three, each of receipt a benefit and at times a condition."""

AMONG = "residence <> '死亡' AND residence <> '迁出'"


DISTINCT = (
    *("income < {0}", "land / 15 > 0.01 * {0}", "years_since(birth_date) >= {0}", "years_since(birth_date) BETWEEN {0} AND 59 + {0}", "income > 100 * {0}"),
    *("disability_grade < 0.02 * {0}", "land >= 0.3 * {0}", "income - land * 10 < 50 * {0}", "birth_date < DATE '1961-10-{1:02d}'"),
)
"""Conditions with a number of their own for each rule, for --distinct."""


def main() -> int:
    """Make the county, run both in turns, print the numbers; gives 0 within the budget, else 1."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="sixty_measures_") as folder:
        if options.make:
            make_county(options.make, options.persons)
            return 0
        # In a process of its own, so that the memory of making the data does not count.
        subprocess.run([sys.executable, "-m", "benchmarks.sixty_measures", "--make", folder, "--persons", str(options.persons)], check=True)
        policy = small_policy(distinct=options.distinct)
        store = open_store(Path(folder))
        duck = duckdb.connect()

        def snapshot() -> Snapshot:
            return Snapshot(store, policy, MONTH, COUNTY)  # type: ignore[arg-type]  # all that counting asks of a policy

        def kernel() -> pa.Table:
            return compute(snapshot(), policy.measures)

        first, cells = _timed(kernel)
        plain_sql = plain_query(snapshot(), policy)

        def plain() -> list[tuple]:
            return duck.execute(plain_sql).fetchall()

        _check(cells, plain()[0], policy)
        rounds = [(_timed(plain)[0], _timed(kernel)[0]) for _ in range(options.rounds)]
    return _report(options.persons, first, rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="60 measures on 1.5 million persons against the plain query")
    parser.add_argument("--persons", type=int, default=1_500_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--distinct", action="store_true")
    parser.add_argument("--make", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and seconds of processor time of all threads."""

    clock: float
    processor: float


def _report(persons: int, first: Spent, rounds: list[tuple[Spent, Spent]]) -> int:
    ratios = [kernel.clock / plain.clock for plain, kernel in rounds]
    ratio, peak = statistics.median(ratios), _peak_mib()
    plain, kernel = (statistics.median(one[side].clock for one in rounds) for side in (0, 1))
    processor = statistics.median(kernel.processor / plain.processor for plain, kernel in rounds)
    lines = (
        f"{MEASURES} measures, {2 * MEASURES} rules, {persons} persons",
        f"kernel {kernel:.2f} s (first {first.clock:.2f} s), plain query {plain:.2f} s",
        f"ratio {ratio:.2f} (budget {BUDGET}), of processor times {processor:.2f}; rounds {' '.join(f'{one:.2f}' for one in ratios)}",
        f"peak memory {peak:.0f} MiB (budget {BUDGET_MIB})",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if ratio <= BUDGET and peak <= BUDGET_MIB else 1


def _timed(work: Callable[[], Any]) -> tuple[Spent, Any]:
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor), result


def _peak_mib() -> float:
    """The most memory that this process ever held."""
    windows = getattr(psutil.Process().memory_info(), "peak_wset", None)
    if windows is not None:
        return windows / MIB
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True)
class SmallPolicy:
    """What counting asks of a policy: no column here is worked out from others, no rule asks for a parameter."""

    populations: dict[str, Population]
    measures: dict[str, Measure]
    benefits: dict[str, Benefit]


def small_policy(*, distinct: bool = False) -> SmallPolicy:
    """Persons with 14 columns of their own and their households, five benefits, sixty measures: half of them with a universe."""
    columns = {name: Column(name, name, kind, sources=(f"persons.{name}",)) for name, kind in TYPES.items()}
    person = Population("person", "人员", "人", "person_key", "身份证号", ("persons",), ("benefits",), "household_id", columns=columns)
    household = Population("household", "农户", "户", "household_id", "户编号", ("households",), (), "household_id", columns={})
    benefits = {code: Benefit(code, code, "民政局", "月", "person", "M") for code in CODES_PAID}
    benefits[HOUSEHOLD_CODE] = Benefit(HOUSEHOLD_CODE, "低保金", "民政局", "月", "household", "M07")
    rules = _rules(columns, benefits, distinct=distinct)
    named = [(f"m{number:02d}", pair, rules["among"] if number % 2 else None) for number, pair in enumerate(rules["pairs"])]
    measures = {name: _measure(name, eligible, received, among) for name, (eligible, received), among in named}
    return SmallPolicy({"person": person, "household": household}, measures, benefits)


def _rules(columns: dict[str, Column], benefits: dict[str, Benefit], *, distinct: bool) -> dict:
    def read(text: str) -> Rule:
        rule, problems = parse_rule(text, columns, file="benchmark", key=text, parameters={}, benefits=benefits)
        if rule is None:
            raise ValueError(problems)
        return rule

    chance = random.Random(7)
    paid = itertools.cycle((*CODES_PAID, HOUSEHOLD_CODE))
    pairs = []
    for number in range(MEASURES):
        atoms = tuple(one.format(number + 1, number % 28 + 1) for one in DISTINCT) if distinct else ATOMS
        first, second, third = chance.sample(atoms, 3)
        received = f"has('{next(paid)}')" + (f" AND {chance.choice(atoms)}" if number % 3 == 0 else "")
        pairs.append((read(f"{first} AND ({second} OR {third})"), read(received)))
    return {"among": read(AMONG), "pairs": pairs}


def _measure(name: str, eligible: Rule, received: Rule, among: Rule | None) -> Measure:
    version = MeasureVersion(date(2021, 1, 1), None, among=among, eligible=eligible, received=received)
    return Measure(name, "M", name, name, "targeting", "person", "payment", ("exclusion",), "better", None, (version,))


def plain_query(snapshot: Snapshot, policy: SmallPolicy) -> str:
    """SELECT sum((rule)::UTINYINT) … of the 120 rules over the same Parquet, with the benefits joined in the plainest way."""
    persons = ", ".join(quoted(one.path) for one in snapshot.slices("persons"))
    paid = {code: next(one for one in snapshot.slices("benefits") if one.key["policy_code"] == code) for code in (*CODES_PAID, HOUSEHOLD_CODE)}
    state = "benefit_state IN ('在享', '新增', '补发')"
    by_person = " UNION ALL ".join(f"SELECT person_key AS k, '{code}' AS code FROM {quoted(paid[code].path)} WHERE {state}" for code in CODES_PAID)
    flags = ", ".join(f"bool_or(code = '{code}') AS {quote('has:' + code)}" for code in CODES_PAID)
    columns = ", ".join(f"coalesce(b.{quote('has:' + code)}, FALSE) AS {quote('has:' + code)}" for code in CODES_PAID)
    households = f"SELECT DISTINCT household_id AS k FROM {quoted(paid[HOUSEHOLD_CODE].path)} WHERE {state}"
    source = (
        f"SELECT p.*, {columns}, h.k IS NOT NULL AS {quote('has:' + HOUSEHOLD_CODE)} FROM read_parquet([{persons}]) p "
        f"LEFT JOIN (SELECT k, {flags} FROM ({by_person}) GROUP BY k) b ON b.k = p.person_key LEFT JOIN ({households}) h ON h.k = p.household_id"
    )
    rules = [rule for measure in policy.measures.values() for rule in (measure.versions[0].eligible, measure.versions[0].received) if rule]
    sums = ", ".join(f"sum({to_sql(rule, month=MONTH, params={})}::UTINYINT)" for rule in rules)
    return f"SELECT {sums} FROM ({source})"


def quoted(path: Path) -> str:
    """A path as an SQL text."""
    return "'" + str(path).replace("'", "''") + "'"


def _check(cells: pa.Table, sums: tuple[int | None, ...], policy: SmallPolicy) -> None:
    """The kernel's counts are the plain query's where both count the same: measures without a universe, the registered only."""
    found = {name: dict.fromkeys(CODES, 0) for name in policy.measures}
    for row in cells.to_pylist():
        found[row["measure"]][CODES[row["cell"]]] += row["units"]
    for position, (name, measure) in enumerate(policy.measures.items()):
        count = found[name]
        if measure.versions[0].among is None and count["tt"] + count["tf"] + count["tn"] != (sums[2 * position] or 0):
            raise ValueError(f"{name}: {count} is not {sums[2 * position]}")


def make_county(folder: str, persons: int) -> None:
    """Fill a store: areas, households and persons by township, five lists of benefits. Made from a fixed seed."""
    chance = np.random.default_rng(20261001)
    villages = [f"{COUNTY}{101 + number % TOWNSHIPS:03d}{201 + number // TOWNSHIPS:03d}" for number in range(VILLAGES)]
    slices = [_slice("admin_units", _areas(villages))]
    per = persons // TOWNSHIPS
    for township in range(TOWNSHIPS):
        serial = np.arange(township * per, (township + 1) * per)
        home = np.array([one for one in villages if one.startswith(f"{COUNTY}{101 + township:03d}")])[serial // 3 % (VILLAGES // TOWNSHIPS)]
        households = np.char.add(home, np.char.zfill((serial // 3).astype(str), 6))
        key = {"township": f"{COUNTY}{101 + township:03d}"}
        slices.append(_slice("persons", _persons(chance, serial, households, home), **key))
        first = np.unique(households, return_index=True)[1]
        slices.append(_slice("households", {"household_id": households[first], "area_code": home[first]}, **key))
    everyone = np.arange(per * TOWNSHIPS)
    for code in (*CODES_PAID, HOUSEHOLD_CODE):
        slices.append(_slice("benefits", _benefits(chance, everyone, villages, per), payer="民政局", policy_code=code))
    open_store(Path(folder)).commit(Submission(MONTH, "县", None, (), tuple(slices), ()))


def _slice(table: str, columns: dict, **key: str) -> NewSlice:
    return NewSlice(table, table, key, MONTH, MONTH, pa.table(columns))


def _areas(villages: list[str]) -> dict[str, list]:
    codes = [COUNTY, *sorted({one[:9] for one in villages}), *villages]
    parents = [None, *[one[:9] if len(one) > len(COUNTY) + 3 else COUNTY for one in codes[1:]]]
    return {"unit_code": codes, "parent_code": parents, "unit_name": [f"地{one}" for one in codes]}


def _key(serial: np.ndarray) -> np.ndarray:
    return np.char.add(COUNTY, np.char.zfill(serial.astype(str), 12))


def _persons(chance: np.random.Generator, serial: np.ndarray, households: np.ndarray, home: np.ndarray) -> dict:
    count = len(serial)

    def partly(values: np.ndarray) -> pa.Array:
        return pa.array(values, mask=chance.random(count) < _UNKNOWN)

    def pick(words: tuple[str, ...], first: float = 0.0) -> pa.Array:
        rest = (1 - first) / (len(words) - (first > 0))
        return partly(chance.choice(words, count, p=[first or rest, *[rest] * (len(words) - 1)]))

    lists = pa.array([[word] for word in ("无", "低保对象", "特困人员")]).take(pa.array(chance.choice(3, count, p=[0.9, 0.08, 0.02])))
    return {
        **{"person_key": _key(serial), "household_id": households, "area_code": home},
        "birth_date": partly((np.datetime64("1935-01-01") + chance.integers(0, 33_000, count)).astype("datetime64[D]")),
        "disability_grade": partly(chance.choice([0.0, 1.0, 2.0, 3.0, 4.0], count, p=[0.92, 0.02, 0.02, 0.02, 0.02])),
        **{name: partly(chance.random(count) < share) for name, share in (("dibao", 0.1), ("relapsed", 0.02), ("lifted", 0.3))},
        "residence": pick(("在村常住", "县外流动", "死亡", "迁出"), 0.7),
        "labour": pick(("普通劳动力", "弱劳动力或部分丧失", "无劳动力"), 0.6),
        "child_class": pick(("无", "孤儿", "困境儿童"), 0.95),
        "income": partly(np.round(chance.gamma(4.0, 4000.0, count))),
        "sex": pick(("男", "女")),
        "school": pick(("不在校", "小学", "初中"), 0.8),
        "care_level": pick(("自理", "部分失能", "失能"), 0.9),
        "low_income": lists,
        "land": partly(chance.integers(0, 60, count).astype(float)),
    }


def _benefits(chance: np.random.Generator, everyone: np.ndarray, villages: list[str], per: int) -> dict:
    """A list of 7 % of the people with their household, and a few who are in no register."""
    paid = np.sort(chance.choice(everyone, int(len(everyone) * 0.07), replace=False))
    towns = [[one for one in villages if one.startswith(f"{COUNTY}{101 + township:03d}")] for township in range(TOWNSHIPS)]
    home = np.array(towns)[paid // per, paid // 3 % (VILLAGES // TOWNSHIPS)]
    keys = np.concatenate([_key(paid), _key(len(everyone) + np.arange(STRANGERS))])
    households = np.concatenate([np.char.add(home, np.char.zfill((paid // 3).astype(str), 6)), np.full(STRANGERS, None)])
    return {
        "person_key": keys,
        "household_id": pa.array(households, pa.string()),
        "benefit_state": chance.choice(["在享", "新增", "停发"], len(keys), p=[0.9, 0.05, 0.05]),
        "amount": np.round(chance.random(len(keys)) * 500, 2),
    }


if __name__ == "__main__":
    raise SystemExit(main())
