"""口径与依据 shows the rule of then beside the rule of now, with both figures, where a value was changed; else one rule alone."""

from datetime import date

import pytest

from jobs.load import load_files
from jobs.overlay import overlay_folder
from jobs.recompute import recompute
from policy.model import ParameterValue
from policy.overlay import write_county_values
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, person, persons
from tests.pages.opened import html, printed

AGE = "old_age_allowance_from"


def set_age(county, value):
    write_county_values(overlay_folder(county.store), {AGE: [ParameterValue(value, date(2021, 1, 1), None, "159921", "县定", "政策参数表")]})
    recompute(county)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A county where two people are 80 or older, one of whom is 90 and paid; the age was changed from 80 to 90."""
    found = county_in(tmp_path_factory.mktemp("definitions") / "data")
    people = persons(person(1, "东升村", birth="19360101"), person(2, "东升村", birth="19440101"))
    load_files(found, [people, benefits(benefit(1, "MZ-GL", birth="19360101"))], month=MONTH, sender="县局")
    set_age(found, 80)
    set_age(found, 90)
    return found


def test_a_changed_value_stands_beside_the_old_one_with_both_figures(open_page):
    text = html(open_page("definitions", measure="old_age_allowance", month=MONTH))
    assert "换过口径：各页按现行口径重算" in text
    assert "1/2 人" in text
    assert "1/1 人" in text
    assert "政策参数：高龄津贴起发年龄" in text


def test_a_measure_with_one_rule_has_no_then(open_page):
    app = open_page("definitions", measure="nursing_allowance", month=MONTH)
    assert "当时口径" not in printed(app)
    assert "不是特困人员" in html(app)


def test_the_list_of_a_theme_leads_to_its_measures_and_marks_what_was_changed(open_page):
    text = html(open_page("definitions", measure="old_age_allowance", month=MONTH))
    assert "measure=dibao_paid" in text
    assert text.count("▲ 换过口径") == 1
