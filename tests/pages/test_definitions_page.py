"""口径与依据 shows the rule of then beside the rule of now, with both figures, where a value was changed; else one rule alone."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.load import load_files
from jobs.overlay import overlay_folder
from jobs.recompute import recompute
from policy.model import ParameterValue
from policy.overlay import write_county_values
from settings import ROOT
from tests.jobs.small_county import MONTH, benefit, benefits, county_in, person, persons

AGE = "old_age_allowance_from"


def set_age(county, value):
    write_county_values(overlay_folder(county.store), {AGE: [ParameterValue(value, date(2021, 1, 1), None, "159921", "县定", "政策参数表")]})
    recompute(county)


@pytest.fixture
def read_page(monkeypatch, tmp_path):
    """A county where two people are 80 or older, one of whom is 90 and paid; the age was changed from 80 to 90."""
    county = county_in(tmp_path / "data")
    people = persons(person(1, "东升村", birth="19360101"), person(2, "东升村", birth="19440101"))
    load_files(county, [people, benefits(benefit(1, "MZ-GL", birth="19360101"))], month=MONTH, sender="县局")
    set_age(county, 80)
    set_age(county, 90)
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
    shell.county.the_county.cache_clear()

    def run(**query):
        app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(ROOT / "pages" / "reference" / "definitions.py"))
        app.run()
        assert not app.exception
        html = [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style>")]
        return "\n".join([*html, *(element.value for element in app.caption)]).replace("\u00a0", " ")

    yield run
    shell.county.the_county.cache_clear()


def test_a_changed_value_stands_beside_the_old_one_with_both_figures(read_page):
    text = read_page(measure="old_age_allowance", month=MONTH)
    assert "换过口径：各页按现行口径重算" in text
    assert "1/2 人" in text
    assert "1/1 人" in text
    assert "政策参数：高龄津贴起发年龄" in text


def test_a_measure_with_one_rule_has_no_then(read_page):
    text = read_page(measure="nursing_allowance", month=MONTH)
    assert "当时口径" not in text
    assert "不是特困人员" in text


def test_the_list_of_a_theme_leads_to_its_measures_and_marks_what_was_changed(read_page):
    text = read_page(measure="old_age_allowance", month=MONTH)
    assert "measure=dibao_paid" in text
    assert text.count("▲ 换过口径") == 1
