"""A page that is not told which measure to show begins with one that says something: the list that changed most, the first headline with figures."""

import dataclasses

from jobs.leading import changed_most, first_told, leading
from jobs.panel import make_panel
from metrics.model import Cells, Figure, Tally
from tests.pages.fake_county import COUNTY, areas, definitions

NURSING, LIVING, DIBAO, MEDICAL = "nursing_allowance", "living_allowance", "dibao_paid", "medical_enrolled"
BEFORE, NOW = "2026-09", "2026-10"


def _panel(*found):
    return make_panel(found, months=(BEFORE, NOW), areas=areas(), county_code=COUNTY)


def _figure(month, measure, cells, **more):
    return Figure(month, measure, "targeting", "county", COUNTY, "", cells=cells, **more)


def _moved(*found, policy=None):
    most = changed_most(_panel(*found), policy or definitions(), COUNTY, BEFORE)
    return most and (most.measure, most.listed, most.change)


def _both(measure, before, now):
    return _figure(BEFORE, measure, before), _figure(NOW, measure, now)


def test_the_list_that_changed_most_comes_first_whether_it_grew_or_shrank():
    nursing, dibao = _both(NURSING, Cells(tt=90, tf=10), Cells(tt=87, tf=13)), _both(DIBAO, Cells(tt=50, tf=50), Cells(tt=58, tf=42))
    assert _moved(*nursing, *dibao) == (DIBAO, "missing", -8)


def test_of_two_alike_the_one_that_grew_comes_first():
    shrunk, grown = _both(NURSING, Cells(tt=9, tf=5), Cells(tt=9, tf=1)), _both(DIBAO, Cells(tt=9, tf=1), Cells(tt=9, tf=5))
    assert _moved(*shrunk, *grown) == (DIBAO, "missing", 4)


def test_those_who_receive_without_entitlement_are_a_list_too_where_the_measure_has_them():
    found = _both(NURSING, Cells(tt=9, ft=3), Cells(tt=9, ft=30))
    assert _moved(*found) == (NURSING, "leaked", 27)
    policy = definitions()
    policy.measures[NURSING] = dataclasses.replace(policy.measures[NURSING], errors=("exclusion",))
    assert _moved(*found, policy=policy) is None


def test_households_count_as_the_people_in_them():
    admission = "monitoring_admission"
    households = (_figure(month, admission, Cells(tt=9, tf=units), persons=Cells(tt=30, tf=people)) for month, units, people in ((BEFORE, 1, 4), (NOW, 3, 11)))
    assert _moved(*households, *_both(NURSING, Cells(tf=1), Cells(tf=6))) == (admission, "missing", 7)


def test_a_month_without_the_sheet_is_no_change():
    assert _moved(_figure(NOW, NURSING, Cells(tt=9, tf=99)), Figure(BEFORE, NURSING, "targeting", "county", COUNTY, "", waiting="缺数据：人员")) is None


def test_where_nothing_changed_there_is_no_such_list():
    assert _moved(*_both(NURSING, Cells(tt=9, tf=3), Cells(tt=9, tf=3))) is None


def test_the_sentence_names_measure_list_and_people():
    most = changed_most(_panel(*_both(NURSING, Cells(tf=1), Cells(tf=13))), definitions(), COUNTY, BEFORE)
    assert most.sentence.replace("\u00a0", " ") == "重度残疾人护理补贴应享未享（疑似） +12 人"


def test_the_first_headline_that_misses_somebody_is_shown_first():
    nobody, missed = _figure(NOW, NURSING, Cells(ff=9)), _figure(NOW, DIBAO, Cells(tt=9, tf=1))
    full = _figure(NOW, LIVING, Cells(tt=9))
    assert first_told(_panel(nobody, full, missed), definitions(), COUNTY) == DIBAO


def test_where_nobody_is_missed_the_first_headline_with_a_value_is_shown():
    waiting = Figure(NOW, NURSING, "targeting", "county", COUNTY, "", waiting="需县里填报：标准")
    assert first_told(_panel(waiting, _figure(NOW, LIVING, Cells(tt=9))), definitions(), COUNTY) == LIVING


def test_without_a_headline_the_first_measure_with_a_value_is_shown():
    policy = definitions()
    policy.measures.update({name: dataclasses.replace(each, headline=None) for name, each in policy.measures.items()})
    told = Figure(NOW, MEDICAL, "status", "county", COUNTY, "", tally=Tally(9, 10))
    assert first_told(_panel(told), policy, COUNTY) == MEDICAL


def test_without_any_figure_a_measure_is_still_named():
    assert first_told(_panel(), definitions(), COUNTY) == NURSING


def test_a_page_leads_with_what_changed_most_and_without_a_change_with_the_first_told():
    same, changed = _both(NURSING, Cells(tt=9, tf=3), Cells(tt=9, tf=3)), _both(DIBAO, Cells(tt=9, tf=1), Cells(tt=9, tf=2))
    assert leading(_panel(*same, *changed), definitions(), COUNTY) == DIBAO
    assert leading(_panel(*same), definitions(), COUNTY) == NURSING


def test_in_the_first_month_a_page_leads_with_the_first_told():
    now = make_panel([_figure(NOW, NURSING, Cells(tt=9, tf=3))], months=(NOW,), areas=areas(), county_code=COUNTY)
    assert leading(now, definitions(), COUNTY) == NURSING
