"""What a reader narrows to: lead units in order, the classes of the definitions, a unit's measures, those with a figure first among the worst."""

from dataclasses import replace
from types import SimpleNamespace

from jobs.heat import of_unit, pressing
from jobs.narrowing import household_classes, is_by_class, lead_units, measures_of_unit
from jobs.panel import make_panel
from policy.model import Column
from tests.pages.fake_county import COUNTY, MONTHS, areas, definitions, figures

POLICY = definitions()
DISABLED = ("nursing_allowance", "living_allowance", "dibao_paid", "orphan_allowance", "old_age_allowance")


def panel_of(found):
    return make_panel(found, months=MONTHS, areas=areas(), county_code=COUNTY)


def said(text, month):
    return text.replace("{monitored}", "监测对象") if month < "2026" else text.replace("{monitored}", "防止返贫致贫对象")


def with_types(*values):
    households = replace(POLICY.populations["household"], household="household_id", columns={"hh_type": Column("hh_type", "户类型", "text", values=values)})
    return SimpleNamespace(**{**vars(POLICY), "populations": {**POLICY.populations, "household": households}, "say": said})


def test_units_stand_by_how_many_measures_they_lead():
    assert lead_units(POLICY) == ("残联", "乡村振兴局", "医保局")  # five, then two each by name


def test_a_units_measures_are_those_of_its_systems():
    assert measures_of_unit(POLICY, "残联") == DISABLED
    assert measures_of_unit(POLICY, "残联", ["housing_safe", "dibao_paid"]) == ("dibao_paid",)
    assert measures_of_unit(POLICY, "没有这个单位") == ()
    assert measures_of_unit(POLICY, "") == tuple(POLICY.measures)


def test_the_classes_are_the_types_and_the_monitored_and_the_unknown():
    found = household_classes(with_types("一般户", "脱贫户"), "2026-10")
    assert found == {"monitored": "防止返贫致贫对象（在册）", "一般户": "一般户", "脱贫户": "脱贫户", "unknown": "户类别未知"}
    assert household_classes(with_types("一般户"), "2023-10")["monitored"] == "监测对象（在册）"
    assert household_classes(with_types(), "2026-10") == {}


def test_measures_of_people_and_households_are_by_class_where_there_are_types():
    assert is_by_class(with_types("一般户"), "nursing_allowance")
    assert is_by_class(with_types("一般户"), "housing_safe")
    assert not is_by_class(with_types(), "nursing_allowance")


def test_a_units_grid_has_its_worst_measures_first_and_none_without_a_figure():
    panel = panel_of(figures())
    found = of_unit(panel, POLICY, COUNTY, "残联")
    assert set(found) == set(DISABLED) - {"old_age_allowance"}  # which waits for a value of the county
    worst = [name for name in pressing(panel, POLICY, COUNTY) if name in DISABLED]
    assert list(found[: len(worst)]) == worst
    bare = panel_of([figure for figure in figures() if figure.measure != "dibao_paid"])
    assert "dibao_paid" not in of_unit(bare, POLICY, COUNTY, "残联")
