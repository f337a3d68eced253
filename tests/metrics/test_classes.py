"""Figures by class of household: counted by hand, and all classes with the unknown one together are the whole figure."""

from dataclasses import replace

import pytest

import metrics.cube as cube_module
import sample_data
from jobs.county import open_county
from metrics.cells import BY_CLASS, compute_classed, compute_each
from metrics.class_figures import MONITORED, UNKNOWN, class_figures, of_class
from metrics.classes import has_class, household_classes, types
from metrics.cube import class_cube, class_key, cube, cube_key
from metrics.model import Cells
from metrics.month_figures import MonthFigures
from metrics.people import people
from metrics.waiting import waiting

FIRST, THIRD = "159921101201", "159921102201"
EAST, COUNTY = "159921101", "159921"


def filled(county):
    """Five severely disabled people: two of 脱贫户 (one paid), one of a 一般户 that is monitored, one of a type not listed, one without a household."""
    household = county.policy.populations["household"]
    kinds = replace(household.columns["hh_type"], values=("一般户", "脱贫户"))
    county.policy.populations["household"] = replace(household, columns={**household.columns, "hh_type": kinds})
    county.put(
        "households",
        [
            {"household_id": "H1", "hh_type": "脱贫户", "area_code": FIRST, "hh_registered_n": 2.0},
            {"household_id": "H2", "hh_type": "一般户", "area_code": THIRD, "hh_registered_n": 3.0},
            {"household_id": "H3", "hh_type": "没听说过", "area_code": FIRST, "hh_registered_n": 1.0},
        ],
    )
    county.put("monitoring_cases", [{"case_id": "c", "household_id": "H2", "area_code": THIRD, "case_state": "帮扶中"}])
    homes = {"a": "H1", "b": "H1", "c": "H2", "d": "H3", "e": None}
    county.put("persons", [{"person_key": one, "id_no": one, "household_id": home, "disability_grade": 1.0, "area_code": FIRST} for one, home in homes.items()])
    county.pay("CL-HL", [{"person_key": "a", "amount": 0.1}, {"person_key": "c", "amount": 0.2}, {"person_key": "d", "amount": 0.7}])
    county.measure(among="in_register AND alive", eligible="grade IN (1, 2)", received="has('CL-HL')")
    return county.snapshot()


def counted(snapshot, code, area=COUNTY, measure="m"):
    return class_figures(snapshot, code).figure(measure, area)


def test_each_class_counts_its_own_people_and_their_money(county):
    snapshot = filled(county)
    found = {code: counted(snapshot, code) for code in ("脱贫户", "一般户", UNKNOWN)}
    assert found["脱贫户"].cells == Cells(tt=1, tf=1)
    assert found["一般户"].cells == Cells(tt=1)
    assert found[UNKNOWN].cells == Cells(tt=1, tf=1)  # of a type that nobody declared, and without a household
    assert [found[code].amount.tt for code in found] == [0.1, 0.2, 0.7]


def test_the_places_of_a_class_are_those_of_its_people(county):
    snapshot = filled(county)
    assert counted(snapshot, "一般户", THIRD).cells == Cells(tt=1)  # a person stands in the village of the household
    assert counted(snapshot, "一般户", EAST).cells == Cells()


def test_who_is_monitored_cuts_across_the_types(county):
    assert counted(filled(county), MONITORED).cells == Cells(tt=1)


def test_all_types_and_the_unknown_one_together_are_the_whole_figure(county):
    snapshot = filled(county)
    assert sum((counted(snapshot, code).cells for code in ("脱贫户", "一般户", UNKNOWN)), Cells()) == MonthFigures(snapshot).figure("m", COUNTY).cells


def test_a_household_measure_counts_households_and_their_people_by_class(county):
    filled(county)
    county.measure("s", form="status", over="household", met="hh_registered_n >= 2")
    figure = counted(county.snapshot(), "脱贫户", measure="s")
    assert (figure.tally.numerator, figure.tally.denominator, figure.tally_persons.numerator) == (1, 1, 2)
    unknown = counted(county.snapshot(), UNKNOWN, measure="s")
    assert (unknown.tally.numerator, unknown.tally.denominator, unknown.tally_persons.denominator) == (0, 1, 1)


def test_sums_and_units_without_a_household_are_not_counted_by_class(county):
    filled(county)
    county.measure("done", form="attainment", over="household", done="hh_registered_n", plan="net_income_pc")
    county.sheet("road", "roads", ("length", "number"), key="road_id")
    county.measure("paved", form="status", over="road", met="length > 1")
    populations = county.policy.populations
    assert {one: has_class(populations, measure) for one, measure in county.policy.measures.items()} == {"m": True, "done": False, "paved": False}
    assert counted(county.snapshot(), "脱贫户", measure="done") is None


def test_definitions_without_types_have_no_classes(county):
    county.measure(eligible="grade = 1", received="has('CL-HL')")
    assert types(county.policy.populations) == ()
    assert not has_class(county.policy.populations, county.policy.measures["m"])
    assert cube(county.snapshot(), ["m"]).num_rows == 0


def test_a_list_shows_the_class_that_the_figure_counts(county):
    snapshot = filled(county)
    missing = people(snapshot, "m", "missing")
    assert of_class(snapshot, missing, "脱贫户")["key"].to_pylist() == ["b"]
    assert of_class(snapshot, missing, UNKNOWN)["key"].to_pylist() == ["e"]
    assert of_class(snapshot, missing, "一般户").num_rows == 0
    assert of_class(snapshot, people(snapshot, "m", "reached"), MONITORED)["key"].to_pylist() == ["c"]


def test_the_classes_are_kept_with_the_cube_and_computed_anew_when_a_type_changes(county, monkeypatch):
    snapshot = filled(county)
    cube(snapshot, ["m"])
    computed = []
    monkeypatch.setattr(cube_module, "compute_classed", lambda one, ids: computed.append(tuple(ids)) or compute_classed(one, ids))
    first = class_cube(county.snapshot(), ["m"])
    assert (first.schema, computed) == (BY_CLASS, [])
    before, whole = class_key(snapshot, snapshot.policy.measures["m"]), cube_key(snapshot, snapshot.policy.measures["m"])
    county.put("monitoring_cases", [{"case_id": "c", "household_id": "H1", "area_code": FIRST, "case_state": "帮扶中"}])
    after = county.snapshot()
    assert cube_key(after, after.policy.measures["m"]) == whole  # who is monitored changes no figure, only the classes
    assert class_key(after, after.policy.measures["m"]) != before
    assert class_figures(after, MONITORED).figure("m", COUNTY).cells == Cells(tt=1, tf=1)
    assert computed == [("m",)]


@pytest.fixture(scope="module")
def sample(sample_data_folder):
    county = open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME)
    return county.snapshot("2026-10")


def test_in_the_sample_all_classes_together_are_the_whole_of_every_measure(sample):
    populations = sample.policy.populations
    named = [one for one, measure in sample.policy.measures.items() if has_class(populations, measure) and waiting(sample, measure) is None]
    whole = MonthFigures(sample)
    parts = [class_figures(sample, code) for code in (*types(populations), UNKNOWN)]
    for one in named:
        figure, *others = (each.figure(one, sample.county_code) for each in (whole, *parts))
        if figure.cells is not None:
            assert sum((other.cells for other in others), Cells()) == figure.cells, one
            assert sum((other.persons for other in others), Cells()) == figure.persons, one
        else:
            assert sum((other.tally for other in others[1:]), others[0].tally) == figure.tally, one
    assert len(named) > 100


def test_in_the_sample_counting_by_class_changes_no_figure(sample):
    named = [one for one, measure in sample.policy.measures.items() if has_class(sample.policy.populations, measure) and waiting(sample, measure) is None][::12]
    plain = compute_each(sample, named)
    assert all(found.cells.equals(plain[one]) for one, found in compute_classed(sample, named).items())


def test_in_the_sample_most_households_have_a_class(sample):
    kinds = household_classes(sample)["type"].to_pylist()
    assert kinds.count("脱贫户") > 0.1 * len(kinds)
    assert kinds.count("") == 0
