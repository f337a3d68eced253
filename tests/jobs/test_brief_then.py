"""A paper of an old month is printed again as it was, after newer data and, where the month is frozen, after a change of a rule's value."""

from datetime import date

from small_county import MONTH, benefit, benefits, county_in, person, persons

from jobs.brief import BriefChoice, make_brief
from jobs.history import freeze
from jobs.load import load_files
from jobs.overlay import overlay_folder
from jobs.recompute import recompute
from policy.model import ParameterValue
from policy.overlay import write_county_values

AGE, OLD, COUNTY, NEXT = "old_age_allowance_from", "old_age_allowance", "159921", "2026-06"


def set_age(county, value):
    """The county's own value, as its sheet would set it."""
    write_county_values(overlay_folder(county.store), {AGE: [ParameterValue(value, date(2021, 1, 1), None, COUNTY, "县定", "政策参数表")]})
    recompute(county)


def a_county(folder):
    county = county_in(folder)
    rows = [person(1, "东升村", birth="19360101"), person(2, "东升村", birth="19440101"), person(3, "西升村", birth="19500101")]
    load_files(county, [persons(*rows)], month=MONTH, sender="东镇", township="东镇")
    load_files(county, [benefits(benefit(1, "MZ-GL", birth="19360101"))], month=MONTH, sender="民政局")
    set_age(county, 80)
    return county


def paper(county):
    return make_brief(county, MONTH, BriefChoice(county.code, measures=(OLD,)))


def test_newer_data_leaves_the_paper_of_the_month_before_as_it_was(tmp_path):
    county = a_county(tmp_path / "data")
    before = paper(county)
    load_files(county, [persons(person(1, "东升村", birth="19360101"))], month=NEXT, sender="东镇", township="东镇")
    load_files(county, [benefits(benefit(1, "MZ-GL", birth="19360101", month=NEXT))], month=NEXT, sender="民政局")
    assert paper(county) == before


def test_a_frozen_month_is_printed_by_its_own_rules_and_an_open_one_by_the_new_ones(tmp_path):
    county = a_county(tmp_path / "data")
    open_month = paper(county)
    assert any("50.0%（1/2 人，疑似）" in cell.replace("\u00a0", " ") for row in open_month.sections[0].blocks[1].rows for cell in row)
    freeze(county, MONTH)
    before = paper(county)
    set_age(county, 90)
    assert paper(county) == before
    assert before.sections == open_month.sections
