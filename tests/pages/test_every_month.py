"""Every page in every month of the sample county, and in the newest for a township and a village: an older month must not break a page."""

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.county import open_county
from sample_data import COUNTY_CODE, COUNTY_NAME
from settings import ROOT
from shell.navigation import SECTIONS

PAGES = {entry.address: entry.file for entries in SECTIONS.values() for entry in entries if entry.needs_data}
TOWNSHIP, VILLAGE = "159921101", "159921101201"


@pytest.fixture
def county(monkeypatch, sample_data_folder):
    """The sample county as it was loaded; pages only read it."""
    found = open_county(sample_data_folder, COUNTY_CODE, COUNTY_NAME)
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: found)
    shell.county.the_county.cache_clear()
    yield found
    shell.county.the_county.cache_clear()


def opened(address, **query):
    app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    if address != "overview":
        app.switch_page(str(ROOT / "pages" / PAGES[address]))
    return app.run()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_in_every_month_and_at_every_level(county, address):
    views = [{"month": month} for month in county.months()] + [{"area": TOWNSHIP}, {"area": VILLAGE}]
    broken = {str(view): app.exception[0].message for view in views if (app := opened(address, **view)).exception}
    assert broken == {}


def test_the_page_of_a_measure_opens_for_one_of_each_form_over_each_population(county):
    one_of_each = {(measure.form, measure.over): name for name, measure in county.policy.measures.items()}
    broken = {name: app.exception[0].message for name in one_of_each.values() if (app := opened("coverage", measure=name)).exception}
    assert len(one_of_each) > 40
    assert broken == {}
