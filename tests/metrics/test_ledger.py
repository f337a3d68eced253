"""Given small ledgers of funds and assets; holds amounts, ratios and reconciliation to figures worked out by hand, rows that cannot be told included."""

import pytest

from metrics.explain import explain
from metrics.figures import figures
from metrics.model import LedgerSums
from metrics.people import people
from policy.model import Column, RowOrigin

FIRST, SECOND, THIRD = "159921101201", "159921101202", "159921102201"
EAST, WEST = "159921101", "159921102"


def funds(county, rows, **rules):
    """Rows are (id, issued, spent, village) and what else; a measure "m" over them."""
    county.sheet("fund", "funds", ("fund_id", "text"), ("issued", "number"), ("spent", "number"), ("households", "number"), ("checked", "bool"), key="fund_id")
    filled = [{"fund_id": key, "issued": issued, "spent": spent, "area_code": place} | (rest[0] if rest else {}) for key, issued, spent, place, *rest in rows]
    county.put("funds", filled)
    county.measure(form="ledger", over="fund", **rules)
    return county


def figure(county):
    (found,) = figures(county.snapshot(), ["m"])
    return found


ROWS = [
    ("a", 100.1, 50.05, FIRST, {"households": 10.0, "checked": True}),
    ("b", 200.2, 200.2, THIRD, {"households": 3.0, "checked": False}),
    ("c", 50.0, None, FIRST, {"households": 2.0, "checked": True}),
    ("d", None, 10.0, None, {"households": 1.0, "checked": None}),
    ("e", 0.3, 0.0, None, {"households": None, "checked": True}),
]


def test_what_was_spent_stands_against_what_was_issued_over_the_rows_that_have_both(county):
    found = figure(funds(county, ROWS, amount="spent", of="issued"))
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (250.25, 300.6, 2)
    assert found.ledger == LedgerSums(amount=250.25, of=300.6, things=3, agreeing=3, unknown=2, unsummed=2)
    assert found.small is False


def test_without_anything_to_measure_against_rows_that_agree_stand_against_those_that_can_be_told(county):
    found = figure(funds(county, ROWS, amount="spent", agrees="checked"))
    # a and e agree; b differs; c agrees but its amount is unknown, of d nothing is known.
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (2, 3, 2)
    assert (found.ledger.differing, found.ledger.agreeing, found.ledger.unknown, found.ledger.rows) == (1, 2, 2, 5)
    assert found.ledger.amount == 260.25


def test_a_row_differs_whether_its_amount_is_known_or_not(county):
    found = figure(funds(county, [("a", 1.0, None, FIRST, {"checked": False}), ("b", 1.0, 1.0, FIRST, {"checked": True})], amount="spent", agrees="checked"))
    assert (found.ledger.differing, found.ledger.unknown, found.ledger.unsummed, found.ledger.amount) == (1, 0, 1, 1.0)


def test_with_both_the_ratio_is_of_amounts_and_the_rows_are_told_beside_it(county):
    found = figure(funds(county, ROWS, amount="spent", of="issued", agrees="checked"))
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (250.25, 300.6, 2)
    assert (found.ledger.differing, found.ledger.agreeing, found.ledger.unknown) == (1, 2, 2)


def test_an_amount_alone_has_no_ratio(county):
    found = figure(funds(county, ROWS, amount="issued"))
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (350.6, 0, 1)


def test_a_row_can_stand_for_several_things(county):
    found = figure(funds(county, ROWS, amount="issued", count_as="households"))
    assert (found.ledger.things, found.ledger.amount, found.ledger.unsummed) == (15, 350.3, 2)


def test_nothing_against_nothing_has_no_ratio_and_nobody_no_rows(county):
    found = figure(funds(county, [("a", 0.0, 0.0, FIRST)], amount="spent", of="issued"))
    assert (found.tally.numerator, found.tally.denominator, found.tally.unknown) == (0, 0, 0)
    outside = figure(funds(county, ROWS, amount="spent", of="issued", among="issued > 1000"))
    assert outside.ledger == LedgerSums(unknown=1, unsummed=1)  # d: it is unknown whether it belongs


def test_sums_do_not_carry_the_noise_of_adding(county):
    found = figure(funds(county, [(str(number), 0.1, 0.1, FIRST if number % 2 else THIRD) for number in range(30)], amount="spent", of="issued"))
    assert (found.tally.numerator, found.tally.denominator) == (3.0, 3.0)


def test_villages_and_townships_add_up_to_the_county(county):
    funds(county, ROWS, amount="spent", of="issued", agrees="checked")
    whole = figure(county).ledger
    for level in ("township", "village"):
        parts = [one.ledger for one in figures(county.snapshot(), ["m"], level)]
        assert all(sum(getattr(one, name) for one in parts) == pytest.approx(getattr(whole, name)) for name in vars(whole))


def test_the_lists_are_of_rows_that_differ_agree_and_cannot_be_told(county):
    funds(county, ROWS, amount="spent", agrees="checked")
    lists = {name: people(county.snapshot(), "m", name)["key"].to_pylist() for name in ("missing", "differing", "reached", "unknown", "leaked")}
    assert lists == {"missing": ["b"], "differing": ["b"], "reached": ["e", "a"], "unknown": ["d", "c"], "leaked": []}


def assets(county):
    """A county ledger of assets against the townships' own, by asset: cost here, cost there."""
    there = RowOrigin("township_assets", {}, column="cost_there", by="asset_no")
    known = RowOrigin("township_assets", {}, "cost_there IS NOT NULL", by="asset_no")
    county.sheet(
        "asset",
        "assets",
        *(("asset_id", "text"), ("cost", "number"), ("asset_name", "text")),
        *(Column("there", "乡级台账成本", "number", null_test=True, sum_rows=there), Column("listed", "乡级台账有", "bool", any_row=known)),
        key="asset_id",
        called="asset_name",
        lists={"township_assets": {"asset_no": "text", "cost_there": "number"}},
    )
    county.policy.lists["township_assets"]["cost_there"] = Column("cost_there", "成本", "number", null_test=True)
    rows = [("same", 86.4, FIRST), ("less", 86.4, FIRST), ("twice", 10.0, SECOND), ("absent", 5.0, SECOND), ("west", 7.0, THIRD), ("unknown", 3.0, SECOND)]
    county.put("assets", [{"asset_id": key, "cost": cost, "asset_name": f"{key}的大棚", "area_code": place} for key, cost, place in rows])
    sub = [("same", 86.4), ("less", 80.0), ("twice", 4.0), ("twice", 6.0), ("unknown", None), ("stranger", 9.0)]
    county.put("township_assets", [{"asset_no": key, "cost_there": cost} for key, cost in sub], township=EAST)
    county.measure(form="ledger", over="asset", amount="there", of="cost", agrees="there = cost")
    return county


def test_a_ledger_is_reconciled_with_another_by_key_and_cost(county):
    found = figure(assets(county))
    # same 86.4, less 80, twice 4 + 6, absent 0 (the township handed in, and has it not).
    # unknown: a cost there is unknown; west: its township handed nothing in.
    assert found.ledger == LedgerSums(amount=176.4, of=187.8, things=4, differing=2, agreeing=2, unknown=2, unsummed=2)
    table = people(county.snapshot(), "m", "differing")
    assert sorted(zip(table["key"].to_pylist(), table["name"].to_pylist(), table["there"].to_pylist(), strict=True)) == [
        ("absent", "absent的大棚", 0.0),
        ("less", "less的大棚", 80.0),
    ]
    assert table["household_id"].to_pylist() == [None, None]


def test_a_difference_opens_into_both_values_and_the_row_behind_them(county):
    found = explain(assets(county).snapshot(), "m", "less")
    assert (found.cell, found.outcomes) == ("differs", {"among": True})
    assert [(line.rule, line.value) for line in found.lines[:2]] == [("amount", "80"), ("of", "86.4")]
    assert (found.lines[2].rule, found.lines[2].outcome) == ("agrees", False)
    assert (found.lines[0].source.sheet, found.lines[0].source.cell) == ("township_assets", "第3行")
    assert (found.lines[1].source.sheet, found.lines[1].source.cell) == ("assets", "第3行")
