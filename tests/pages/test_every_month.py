"""Every page in every month of the sample county, and in the newest for a township and a village: an older month must not break a page."""

import pytest

from jobs.county import open_county
from sample_data import COUNTY_CODE, COUNTY_NAME
from shell.navigation import SECTIONS
from tests.pages.opened import first_run

PAGES = [entry.address for entries in SECTIONS.values() for entry in entries if entry.needs_data]
TOWNSHIP, VILLAGE = "159921101", "159921101201"


@pytest.fixture
def county(serve, sample_data_folder):
    """The sample county as it was loaded; pages only read it."""
    found = open_county(sample_data_folder, COUNTY_CODE, COUNTY_NAME)
    serve(found)
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_in_every_month_and_at_every_level(county, address):
    views = [{"month": month} for month in county.months()] + [{"area": TOWNSHIP}, {"area": VILLAGE}]
    broken = {str(view): app.exception[0].message for view in views if (app := first_run(address, **view)).exception}
    assert broken == {}


def test_the_page_of_a_measure_opens_for_one_of_each_form_over_each_population(county):
    one_of_each = {(measure.form, measure.over): name for name, measure in county.policy.measures.items()}
    broken = {name: app.exception[0].message for name in one_of_each.values() if (app := first_run("coverage", measure=name)).exception}
    assert len(one_of_each) > 40
    assert broken == {}
