"""Given a household, or a month's data; its people, standings, months and money are shown, and what disagrees, repeats or lacks is named."""

from metrics.completeness import table_states, township_states
from metrics.disagreements import disagreements, duplicates
from metrics.household import Standing, household_benefits, household_members, household_months, household_standings, received
from metrics.household_month import household_month, households_month, whereabouts
from metrics.missed_households import missed_households

EAST, FIRST = "159921101", "159921101201"


def person(key, household="h1", **more):
    return {"person_key": key, "id_no": key, "area_code": FIRST, "household_id": household} | more


def test_a_household_shows_its_members_and_where_each_stands(county):
    county.put("households", [{"household_id": "h1", "area_code": FIRST, "hh_type": "脱贫户"}], township=EAST)
    county.put("persons", [person("b", disability_grade=1.0), person("a", disability_grade=3.0), person("x", "h2", disability_grade=1.0)], township=EAST)
    county.pay("CL-HL", ["a"])
    county.measure("m", eligible="grade IN (1, 2)", received="has('CL-HL')")
    county.measure("h", over="household", form="status", met="hh_type = '脱贫户'")
    county.measure("w", over="case", form="status", met="is_open")
    snapshot = county.snapshot()
    assert household_members(snapshot, "h1")["key"].to_pylist() == ["a", "b"]
    assert household_members(snapshot, "nobody").num_rows == 0
    assert household_standings(snapshot, "h1") == [
        Standing("m", "person", "a", "ft"),
        Standing("m", "person", "b", "tf"),
        Standing("h", "household", "h1", "met"),
        Standing("w", "case", "", "", "缺数据：《监测对象》未报送"),
    ]


def test_a_month_of_a_household_holds_its_cells_its_values_and_what_was_handed_in(county):
    county.put("households", [{"household_id": "h1", "area_code": FIRST, "hh_type": "脱贫户"}], township=EAST)
    county.put("persons", [person("a", disability_grade=1.0), person("x", "h2")], township=EAST)
    county.pay("CL-HL", [])
    county.measure("m", eligible="grade IN (1, 2)", received="has('CL-HL')")
    county.measure("w", over="case", form="status", met="is_open")
    found = household_month(county.snapshot(), "h1", {"household": ["hh_type", "nothing_declared"]})
    assert (found.village, dict(found.waiting)) == (FIRST, {"w": "缺数据：《监测对象》未报送"})
    assert [(unit.population, unit.key, dict(unit.cells), dict(unit.values)) for unit in found.units] == [
        ("household", "h1", {}, {"hh_type": "脱贫户"}),
        ("person", "a", {"m": "tf"}, {}),
    ]
    assert (found.has_list("person", FIRST), found.has_list("person", "159921102201"), found.has_list("case", FIRST)) == (True, False, False)
    assert found.paid_lists == {"CL-HL"}
    assert households_month(county.snapshot(), {"household": ["hh_type", "nothing_declared"]}).of("h1") == found
    nobody = household_month(county.snapshot(), "nobody")
    assert (nobody.village, nobody.units) == (None, ())


def test_it_is_found_where_a_person_is_registered(county):
    county.put("persons", [person("a"), person("x", "h2"), person("z", None)], township=EAST)
    assert whereabouts(county.snapshot(), ["a", "x", "z", "nobody"]) == {"a": "h1", "x": "h2", "z": None}
    assert whereabouts(county.snapshot(), []) == {}


def test_households_that_several_measures_miss_come_first_each_measure_once(county):
    county.put("households", [{"household_id": one, "area_code": FIRST, "hh_type": kind} for one, kind in (("h1", "脱贫户"), ("h2", "一般户"), ("h3", None))])
    severe = [person("a", disability_grade=1.0), person("b", disability_grade=1.0), person("x", "h2", disability_grade=2.0), person("y", "h3")]
    county.put("persons", severe, township=EAST)
    county.pay("CL-HL", [])
    county.measure("m", eligible="grade IN (1, 2)", received="has('CL-HL')")
    county.measure("h", over="household", form="status", met="hh_type <> '脱贫户'")
    county.measure("w", over="case", form="status", met="is_open")
    snapshot = county.snapshot()
    assert missed_households(snapshot, ["h", "m", "w"]).to_pylist() == [{"household_id": "h1", "area_code": FIRST, "measures": ["h", "m"]}]
    every = [(row["household_id"], row["measures"]) for row in missed_households(snapshot, ["h", "m"], least=1).to_pylist()]
    assert every == [("h1", ["h", "m"]), ("h2", ["m"])]  # what is not known of h3 misses nobody
    assert missed_households(snapshot, []).num_rows == 0


def test_a_household_is_followed_through_the_months(county):
    county.put("persons", [person("a")], month="2026-08", township=EAST)
    county.put("persons", [person("x", "h2")], month="2026-09", township=EAST)
    county.put("persons", [person("a")], month="2026-10", township=EAST)
    snapshots = [county.snapshot(month) for month in ("2026-07", "2026-08", "2026-09", "2026-10")]
    assert household_months(snapshots, "h1") == ["2026-08", "2026-10"]


def test_a_households_money_is_listed_by_month(county):
    county.put("persons", [person("a")], township=EAST)
    county.pay("CL-HL", [{"person_key": "a", "amount": 50.0}, {"person_key": "z"}], month="2026-09")
    county.pay("MZ-DB", [{"person_key": "q", "household_id": "h1", "benefit_state": "停发"}], month="2026-10")
    county.pay("CL-HL", ["a"], month="2025-10")
    found = household_benefits(county.snapshot(), "h1")
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("2026-09", "CL-HL", "护理补贴", "a", 50.0, "在享"),
        ("2026-10", "MZ-DB", "低保金", "q", 100.0, "停发"),
    ]
    assert received(found)["code"].to_pylist() == ["CL-HL"]


def test_two_sources_that_say_different_things_are_named(county):
    county.put("persons", [person("a", disability_grade=1.0), person("b", disability_grade=2.0), person("c")], township=EAST)
    county.put("export_persons", [person("a", disability_grade=4.0), person("b", disability_grade=2.0), person("c", disability_grade=1.0)], township=EAST)
    (found,) = disagreements(county.snapshot())
    assert (found.column, found.trusted, found.other, found.units) == ("grade", "人员", "监测对象信息（人）", 1)
    assert found.examples == (("a", 1.0, 4.0),)


def test_keys_that_occur_twice_are_listed_with_their_places(county):
    county.put("persons", [person("a", src_row=3), person("b", src_row=4), person("a", src_row=9)], township=EAST)
    county.put("persons", [person("b", src_row=2)], township="159921102")
    rows = duplicates(county.snapshot()).to_pylist()
    assert [(row["table"], row["key"], row["rows"]) for row in rows] == [("persons", "a", 2), ("persons", "b", 2)]
    assert rows[0]["places"] == "表.xlsx persons 第3行；表.xlsx persons 第9行"
    assert rows[1]["places"].startswith("表.xlsx persons 第2行；")


def test_townships_are_counted_by_what_they_handed_in(county):
    county.put("persons", [person("a", disability_grade=1.0), person("b")], month="2026-09", valid_until="2026-11", township=EAST)
    county.put("households", [{"household_id": "h1", "area_code": FIRST}], township="")
    county.pay("CL-HL", [])
    county.measure(eligible="grade IN (1, 2)", received="has('CL-HL')")
    snapshot = county.snapshot()
    persons, households, benefits = table_states(snapshot, ["persons", "households", "benefits"])
    assert (persons.submitted, persons.expected, persons.fresh, persons.as_of, persons.lacking) == (1, 2, 0, "2026-09", ("西镇",))
    assert (households.submitted, households.expected, households.fresh) == (2, 2, 2)
    assert (benefits.by_township, benefits.submitted, benefits.expected) == (False, 1, 1)
    east, west = township_states(snapshot, ["persons", "households"])
    assert (east.name, east.submitted, east.expected, east.unknown_share) == ("东镇", 2, 2, 0.5)
    assert (west.submitted, west.lacking, west.unknown_share) == (1, ("人员",), None)


def test_each_household_of_a_month_drawn_up_at_once_has_its_own_units_and_no_others(county):
    county.put("persons", [person("b", disability_grade=1.0), person("x", "h2", disability_grade=4.0), person("a"), person("z", None)], township=EAST)
    county.measure("m", form="status", met="grade IN (1, 2)")
    drawn = households_month(county.snapshot(), {"person": ["grade"]})
    told = {one: [(unit.key, dict(unit.cells), dict(unit.values)) for unit in drawn.of(one).units] for one in ("h1", "h2", "h3")}
    assert told["h1"] == [("a", {"m": "unknown"}, {"grade": None}), ("b", {"m": "met"}, {"grade": 1.0})]
    assert told["h2"] == [("x", {"m": "not_met"}, {"grade": 4.0})]
    assert told["h3"] == []
