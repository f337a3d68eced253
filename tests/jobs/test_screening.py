"""A screen of two or three conditions: one rule, counted by hand, listed with names masked, the same from its address, kept under a name."""

import json

import pytest

import sample_data
from jobs.county import open_county
from jobs.load import load_files
from jobs.saved_screens import remove_screen, save_screen, saved_screens
from jobs.screen import (
    BETWEEN,
    EQUALS,
    KNOWN,
    NO,
    NONE_OF,
    ONE_OF,
    STARTS,
    UNKNOWN,
    YES,
    Condition,
    Screen,
    ScreenError,
    offers,
    read_screen,
    rule_of,
    write_screen,
)
from jobs.screening import EXAMPLES, listed_in, screen_people, screen_table, screen_view, screened
from jobs.wording import worded
from tests.jobs.small_county import EAST, MONTH, VILLAGE, benefit, benefits, county_in, person, persons

SEVERE_UNPAID, SEVERE_PAID, HEALTHY, UNTOLD, DEAD = 1, 2, 3, 4, 5
OVER_SIXTY = Condition("age", BETWEEN, (60, None))
SEVERE = Condition("disability_grade", ONE_OF, (1, 2))


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """东镇: a man of 76 with a severe disability and no money, one with it, one of 36 who is healthy; 西苏木: one whose grade is blank; a dead one."""
    found = county_in(tmp_path_factory.mktemp("screening") / "data")
    people = persons(
        person(SEVERE_UNPAID, "东升村", grade="1", birth="19500101"),
        person(SEVERE_PAID, "西升村", grade="2", birth="19500101"),
        person(HEALTHY, "东升村", birth="19900101"),
        person(UNTOLD, "新地村", birth="19500101", grade="2").replace(" 2 在村常住", " - 在村常住"),
        person(DEAD, "东升村", grade="1", birth="19500101", residence="死亡"),
    )
    load_files(found, [people, benefits(benefit(SEVERE_PAID, "CL-HL", payer="残联", birth="19500101"))], month=MONTH, sender="县局")
    return found


@pytest.fixture(scope="module")
def wording(county):
    """The definitions in the words of the month."""
    return worded(county.policy, MONTH, county.code)


def numbers(county, wording, *conditions, area=None, everybody=False):
    """(fit, do not, cannot be told) in an area."""
    view = screen_view(screened(county, MONTH, Screen("person", conditions, everybody), wording), county.areas, area or county.code, county.code)
    return tuple(int(view.counts.listed[name]) for name in ("reached", "missing", "unknown"))


def test_all_conditions_must_hold_and_the_unknown_is_a_state_of_its_own(county, wording):
    assert numbers(county, wording, OVER_SIXTY, SEVERE) == (2, 1, 1)


def test_a_known_no_decides_although_another_condition_cannot_be_told(county, wording):
    assert numbers(county, wording, Condition("age", BETWEEN, (None, 59)), SEVERE) == (0, 4, 0)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("age", BETWEEN, (76, 76)), (3, 1, 0)),
        (Condition("age", BETWEEN, (77, None)), (0, 4, 0)),
        (Condition("birth_date", BETWEEN, (None, "1950-01-01")), (3, 1, 0)),
        (Condition("birth_date", BETWEEN, ("1950-01-02", "1990-01-01")), (1, 3, 0)),
        (Condition("disability_grade", NONE_OF, (1, 2)), (1, 2, 1)),
        (Condition("disability_grade", UNKNOWN), (1, 3, 0)),
        (Condition("dibao", NO), (4, 0, 0)),
        (Condition("low_income_class", NONE_OF, ("低保对象", "特困人员")), (4, 0, 0)),
        (Condition("low_income_class", ONE_OF, ("低保对象", "无")), (4, 0, 0)),
        (Condition("major_disease", KNOWN), (0, 4, 0)),
        (Condition("relation", EQUALS, ("户主",)), (4, 0, 0)),
        (Condition("relation", STARTS, ("子",)), (0, 4, 0)),
        (Condition("has:CL-HL", NO), (3, 1, 0)),
        (Condition("has:CL-HL", YES), (1, 3, 0)),
    ],
)
def test_every_kind_of_condition_counts_as_written_by_hand(county, wording, condition, found):
    assert numbers(county, wording, condition) == found


def test_the_dead_are_looked_through_only_when_asked_for(county, wording):
    assert sum(numbers(county, wording, OVER_SIXTY)) == 4
    assert numbers(county, wording, OVER_SIXTY, everybody=True) == (4, 1, 0)


def test_townships_add_up_to_the_county_and_the_first_has_most(county, wording):
    view = screen_view(screened(county, MONTH, Screen("person", (OVER_SIXTY, SEVERE)), wording), county.areas, county.code, county.code)
    assert [(row.name, *row.counts.listed.values()) for row in view.rows] == [("东镇", 2, 1, 0), ("西苏木", 0, 0, 1)]
    assert all(row.counts.small for row in view.rows[:1])
    assert numbers(county, wording, OVER_SIXTY, SEVERE, area=EAST) == (2, 1, 0)
    assert numbers(county, wording, OVER_SIXTY, SEVERE, area=VILLAGE["西升村"]) == (1, 0, 0)


def test_the_rule_is_said_as_an_official_would(county, wording):
    found = screened(county, MONTH, Screen("person", (OVER_SIXTY, SEVERE, Condition("has:CL-HL", NO), Condition("age", UNKNOWN))), wording)
    assert found.words.startswith("年龄（周岁） 不低于 60 且 残疾等级（0为无证）为 1、2 之一 且 本月未领到")
    assert found.words.endswith("年龄（周岁）无法判定（缺数据）")


def test_a_list_holds_whom_the_count_says_and_no_whole_name(county, wording):
    screen = Screen("person", (OVER_SIXTY, SEVERE, Condition("has:CL-HL", NO)))
    listed = screen_table(county, MONTH, screen, screen_people(county, MONTH, screen, "reached", county.code), wording)
    assert list(listed.rows["户编号"]) == [f"{VILLAGE['东升村']}{SEVERE_UNPAID:04d}"]
    assert set(listed.rows["姓名"]) == {"张＊"}
    found = screened(county, MONTH, screen, wording)
    for name in ("reached", "missing", "unknown"):
        assert screen_people(county, MONTH, screen, name, county.code).num_rows == listed_in(found, name, county.code)


def test_a_screen_is_the_same_when_its_address_is_read_again(county):
    screen = Screen(
        "person", (OVER_SIXTY, SEVERE, Condition("birth_date", BETWEEN, ("1950-01-01", None)), Condition("relation", EQUALS, ("O'某",)), Condition())
    )
    assert read_screen(write_screen(screen), county.policy, "person") == screen
    assert write_screen(Screen("person")) == ""


@pytest.mark.parametrize(
    "where",
    [
        "[[",
        "{}x",
        "[1]",
        '[["name","equals","张某"]]',
        '[["id_no","starts","15"]]',
        '[["household_id","equals","1"]]',
        '[["age","in",60]]',
        '[["age","between","60",null]]',
        '[["age","between",60]]',
        '[["birth_date","between","yesterday",null]]',
        '[["sex","in","女\' OR 1=1"]]',
        '[["sex","in",true]]',
        '[["has:XX","yes"]]',
        '[["alive","yes","x"]]',
        json.dumps([["alive", "yes"]] * 9),
        "[" * 5000,
    ],
)
def test_an_address_that_asks_for_what_is_not_on_offer_is_refused_whole(county, where):
    with pytest.raises(ScreenError):
        read_screen(where, county.policy, "person")


def test_an_unknown_population_is_refused(county):
    with pytest.raises(ScreenError, match="筛查对象"):
        read_screen("", county.policy, "persons; DROP TABLE")


def test_what_a_reader_types_stays_text(county, wording):
    typed = "x' OR '1'='1"
    assert numbers(county, wording, Condition("relation", EQUALS, (typed,))) == (0, 4, 0)
    with pytest.raises(ScreenError):
        rule_of(Screen("person", (Condition("relation", EQUALS, ("a\nb",)),)), county.policy)


def test_nothing_that_names_or_identifies_somebody_is_on_offer(county):
    for population in county.policy.populations.values():
        offered = offers(population, county.policy, str)
        personal = {column.name for column in population.columns.values() if column.personal}
        assert not personal & offered.keys()
        assert not {"name", "head_name", "id_no", "contact_cadre", "household_id", "person_key", population.key} & offered.keys()


@pytest.mark.parametrize("label", EXAMPLES)
def test_the_examples_are_on_offer_and_can_be_asked(county, wording, label):
    screen = EXAMPLES[label]
    assert read_screen(write_screen(screen), county.policy, screen.population) == screen
    assert rule_of(screen, county.policy).columns


def test_a_saved_screen_comes_back_newest_first_and_is_removed(county):
    first, second = Screen("person", (OVER_SIXTY, Condition())), Screen("household", (Condition("monitored", YES),), everybody=True)
    save_screen(county, "老人", first, "县局 李某")
    save_screen(county, " 监测户 ", second)
    assert [(saved.name, saved.screen) for saved in saved_screens(county)] == [("监测户", second), ("老人", first.asked)]
    save_screen(county, "老人", Screen("person", (SEVERE,)))
    assert [(saved.name, saved.screen) for saved in saved_screens(county)][0] == ("老人", Screen("person", (SEVERE,)))
    remove_screen(county, "老人")
    remove_screen(county, "老人")
    assert [saved.name for saved in saved_screens(county)] == ["监测户"]
    trail = [(each["action"], each["detail"]) for each in county.store.audit_trail()[:4]]
    assert trail == [("删去", "专项筛查：老人"), ("保存", "专项筛查：老人"), ("保存", "专项筛查：监测户"), ("保存", "专项筛查：老人")]


@pytest.mark.parametrize(
    ("name", "screen"), [("", Screen("person", (SEVERE,))), ("x" * 41, Screen("person", (SEVERE,))), ("空的", Screen("person", (Condition(),)))]
)
def test_a_screen_without_name_or_conditions_is_not_saved(county, name, screen):
    with pytest.raises(ScreenError):
        save_screen(county, name, screen)


def test_a_saved_screen_whose_column_is_no_more_is_listed_with_the_reason(county):
    save_screen(county, "旧列", Screen("person", (Condition("no_such_column", YES),)))
    saved = next(each for each in saved_screens(county) if each.name == "旧列")
    assert saved.screen is None
    assert "这一列可选" in saved.problem


def test_a_screen_counts_as_the_measure_of_the_same_rule_does(sample_data_folder):
    county, month = open_county(sample_data_folder, sample_data.COUNTY_CODE, sample_data.COUNTY_NAME), "2026-10"
    wording = worded(county.policy, month, county.code)
    screen = Screen("person", (SEVERE, Condition("extreme_poverty", NO), Condition("has:CL-HL", NO)))
    view = screen_view(screened(county, month, screen, wording), county.areas, county.code, county.code)
    planted = sum(row.units for row in sample_data.truth() if (row.month, row.measure, row.cell) == (month, "nursing_allowance", "tf"))
    assert view.counts.listed["reached"] == planted
