"""Given random rules over random truths; what is put together from the conditions is what SQL says of the whole, row by row."""

import random
from itertools import product

import pyarrow as pa
import pytest

from metrics.duck import cursor
from metrics.logic import FALSE, TRUE, UNKNOWN, column_truths, conditions, truth, truths
from policy.model import Column
from policy.rule_sql import to_sql
from policy.rules import parse_rule

NAMES = "abcd"
COLUMNS = {name: Column(name, name, "number") for name in NAMES}
VALUES = (0.0, 1.0, None)


def rule_of(text):
    rule, problems = parse_rule(text, COLUMNS, file="t", key="t", parameters=None, benefits=None)
    assert rule is not None, problems
    return rule


def sql(rule):
    return to_sql(rule, month=None, params={})


def random_rule(chance, depth):
    if depth == 0 or chance.random() < 0.2:
        return f"{chance.choice(NAMES)} {chance.choice(('=', '<>', '<', '>='))} {chance.choice((0, 1))}"
    parts = [random_rule(chance, depth - 1) for _ in range(chance.choice((2, 3)))]
    word = chance.choice(("AND", "OR"))
    joined = "(" + f" {word} ".join(parts) + ")"
    return f"NOT {joined}" if chance.random() < 0.3 else joined


@pytest.fixture(scope="module")
def rows():
    every = list(product(VALUES, repeat=len(NAMES)))
    return pa.table({name: pa.array([row[index] for row in every], pa.float64()) for index, name in enumerate(NAMES)})


def evaluated(rows, texts):
    with cursor() as duck:
        duck.register("given", rows)
        return [
            pa.concat_arrays(column.chunks)
            for column in duck.sql(f"SELECT {', '.join(f'({text}) AS c{n}' for n, text in enumerate(texts))} FROM given").to_arrow_table().columns
        ]


@pytest.mark.parametrize("seed", range(40))
def test_putting_conditions_together_is_what_sql_says_of_the_rule(rows, seed):
    rule = rule_of(random_rule(random.Random(seed), 3))
    taken_apart = truth(rule, sql)
    parts = list(dict.fromkeys(conditions(taken_apart)))
    *known, whole = evaluated(rows, [*parts, sql(rule)])
    found = truths(taken_apart, {text: column_truths(column) for text, column in zip(parts, known, strict=True)})
    assert found.tolist() == [{True: TRUE, False: FALSE, None: UNKNOWN}[value] for value in whole.to_pylist()]


def test_a_rule_of_one_condition_is_not_taken_apart():
    assert list(conditions(truth(rule_of("a IN (1, 2)"), sql))) == [sql(rule_of("a IN (1, 2)"))]
    assert list(conditions(truth(rule_of("NOT (a = 1 AND b = 2)"), sql))) == [sql(rule_of("a = 1")), sql(rule_of("b = 2"))]


def test_a_sliced_column_is_read_from_its_own_rows():
    column = pa.array([True, None, False, None, True, False, True, None, False, True, None], pa.bool_())
    for start, stop in ((0, 11), (3, 11), (9, 11), (2, 5)):
        part = column.slice(start, stop - start)
        assert column_truths(part).tolist() == [{True: TRUE, False: FALSE, None: UNKNOWN}[value] for value in part.to_pylist()]
