"""Given the county of a test; opens its pages by their addresses, and makes the county that most pages of two months are looked at in."""

import pytest

from jobs.load import load_files
from tests.jobs.small_county import LATER, MONTH, benefit, benefits, county_in, person, persons
from tests.pages.opened import opened


@pytest.fixture
def open_page(serve, county):
    """Opens a page by its address and query, on the county that the module defines."""
    serve(county)
    return opened


@pytest.fixture(scope="session")
def county_of_two_months(tmp_path_factory):
    """Three severely disabled people of 东镇; one of them is not paid in the first month, two in the second. Shared: read it, do not write to it."""
    found = county_in(tmp_path_factory.mktemp("two_months") / "data")
    people = persons(person(1, "东升村", grade="1"), person(2, "东升村", grade="2"), person(3, "西升村", grade="1"))
    for month, paid in ((MONTH, (2, 3)), (LATER, (2,))):
        rows = [benefit(number, "CL-HL", payer="残联", month=month) for number in paid]
        load_files(found, [people, benefits(*rows)], month=month, sender="县局")
    return found
