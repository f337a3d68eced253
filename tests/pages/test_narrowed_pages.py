"""Pages narrowed to a lead unit or a class of household: figures and lists counted by hand, what is not obeyed says so, a chip undoes a filter."""

import pytest

from jobs.load import load_files
from jobs.tiles import mappable
from pages.components import tile_view
from tests.jobs.small_county import EAST, MONTH, VILLAGE, benefit, benefits, county_in, identity, person, persons, sheet
from tests.pages.opened import address_of, html, press, printed

HOUSEHOLDS = "户编号 户主姓名 户主身份证号 区划代码 户籍人口 常住人口 户类型 是否易地搬迁户 人均纯收入"
NURSING = "nursing_allowance"
LEAD = "民政局"


def home(serial, village, kind):
    return f"{VILLAGE[village]}{serial:04d} 张某 {identity('19700101', serial)} {VILLAGE[village]} 1 1 {kind} 否 20000"


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Four severely disabled people, each alone: of two 脱贫户 one is paid, the 一般户 is not, the fourth is in no 农户 sheet and is paid."""
    found = county_in(tmp_path_factory.mktemp("narrowed") / "data")
    people = persons(*(person(serial, village, grade="1") for serial, village in enumerate(["东升村", "东升村", "西升村", "新地村"], 1)))
    homes = sheet("农户", HOUSEHOLDS, home(1, "东升村", "脱贫户"), home(2, "东升村", "脱贫户"), home(3, "西升村", "一般户"))
    load_files(found, [people, homes, benefits(benefit(1, "CL-HL", payer="残联"), benefit(4, "CL-HL", payer="残联"))], month=MONTH, sender="县局")
    return found


def chips(app):
    return [button.label for button in app.button if button.key and button.key.startswith("chip_")]


def app_title(app):
    return app.title[0].value


@pytest.mark.parametrize(("kind", "basis", "missing"), [("脱贫户", "1/2 人", 1), ("一般户", "0/1 人", 1), ("unknown", "1/1 人", 0)])
def test_a_measure_counts_the_people_of_the_class_and_lists_them(open_page, kind, basis, missing):
    app = open_page("coverage", measure=NURSING, **{"class": kind})
    assert basis in html(app)
    listed = app.dataframe[0].value if app.dataframe else []
    assert len(listed) == missing


def test_the_classes_together_are_the_whole(open_page):
    assert "2/4 人" in html(open_page("coverage", measure=NURSING))


def test_the_title_says_what_alone_is_counted(open_page):
    assert app_title(open_page("coverage", measure=NURSING, **{"class": "脱贫户"})).endswith("只看脱贫户")
    assert app_title(open_page("coverage", unit=LEAD)).endswith(f"只看{LEAD}牵头")
    assert "只看" not in app_title(open_page("coverage", measure=NURSING))


def test_a_measure_that_knows_no_classes_shows_all_and_says_so(open_page, county):
    road = next(name for name, measure in county.policy.measures.items() if measure.over == "village")
    app = open_page("coverage", measure=road, **{"class": "脱贫户"})
    assert "只看" not in app_title(app)
    assert chips(app) == ["脱贫户（这项指标不分户类别，下面是全部） ×"]


def test_the_url_restores_the_filters_and_an_unknown_code_is_dropped(open_page):
    app = open_page("coverage", unit=LEAD, **{"class": "脱贫户"})
    assert {"unit": LEAD, "class": "脱贫户"}.items() <= address_of(app).items()
    wrong = open_page("coverage", unit="没有这个单位", **{"class": "富户"})
    assert address_of(wrong) == {"month": MONTH}
    assert chips(wrong) == []


def test_a_chip_undoes_its_own_filter_and_all_are_undone_at_once(open_page):
    app = open_page("coverage", area=VILLAGE["东升村"], unit=LEAD, **{"class": "脱贫户"})
    assert chips(app) == ["东镇 ×", "东升村 ×", f"{LEAD} ×", "脱贫户 ×", "全部清除"]
    press(app, "东升村 ×")
    assert address_of(app)["area"] == EAST
    press(app, "脱贫户 ×")
    assert "class" not in address_of(app)
    assert chips(app) == ["东镇 ×", f"{LEAD} ×", "全部清除"]
    press(app, "全部清除")
    assert address_of(app) == {"month": MONTH}
    assert chips(app) == []


def test_a_page_that_does_not_count_by_class_says_so(open_page):
    for page in ("overview", "change", "map", "relief"):
        assert "脱贫户（本页不分户类别） ×" in chips(open_page(page, **{"class": "脱贫户"})), page


@pytest.mark.parametrize(("kind", "amount", "basis"), [("", "2 人", "1/3 人"), ("脱贫户", "1 人", "1/2 人"), ("一般户", "1 人", "0/1 人")])
def test_places_are_compared_by_the_households_of_the_class_alone(open_page, kind, amount, basis):
    app = open_page("compare", measure=NURSING, **({"class": kind} if kind else {}))
    east = html(app).partition(">东镇</a>")[2].partition("</tr>")[0]
    assert amount in east
    assert basis in east
    assert chips(app) == ([f"{kind} ×"] if kind else [])
    assert app.title[0].value.endswith(f"只看{kind}" if kind else "2026年5月")


def test_a_page_without_figures_has_no_chips(open_page):
    assert chips(open_page("history", **{"class": "脱贫户"})) == []


def test_a_theme_shows_the_measures_of_the_unit_alone(open_page, county):
    whole, own = html(open_page("relief")), html(open_page("relief", unit=LEAD))
    systems = county.policy.systems
    leads = {measure.label: systems[measure.system].lead_unit for measure in county.policy.measures.values() if systems[measure.system].theme == "低收入与救助"}
    linked = [label for label, unit in leads.items() if f">{label}</a>" in whole and unit != LEAD]
    assert linked
    assert not [label for label in linked if f">{label}</a>" in own]
    assert "重度残疾人护理补贴" in own


def test_a_measure_of_another_unit_says_whose_it_is(open_page):
    assert chips(open_page("coverage", measure=NURSING, unit="教育局")) == [f"教育局（这项由{LEAD}牵头） ×"]


def test_choosing_in_the_sidebar_narrows_the_page(open_page):
    app = open_page("coverage", measure=NURSING)
    app.sidebar.selectbox(key="filter_class").select("脱贫户").run()
    assert address_of(app)["class"] == "脱贫户"
    assert "1/2 人" in html(app)
    app.sidebar.selectbox(key="filter_unit").select(LEAD).run()
    assert address_of(app)["unit"] == LEAD


def test_a_measure_is_found_by_system_unit_and_clause(open_page, county):
    system = county.policy.systems[county.policy.measures[NURSING].system]
    box = next(box for box in open_page("coverage").selectbox if box.label == "找一项指标")
    label = next(option for option in box.options if "重度残疾人护理补贴" in option)
    assert system.id in label
    assert LEAD in label
    assert all(source in label for source in system.sources)


def test_the_overview_of_a_unit_speaks_of_its_measures_alone(open_page):
    own, other = open_page("overview", unit=LEAD), open_page("overview", unit="教育局")
    assert "重度残疾人护理补贴" in html(own)
    assert "重度残疾人护理补贴" not in printed(other)
    assert app_title(other).endswith("只看教育局牵头")
    assert chips(other) == ["教育局 ×"]


def tile_measures(app):
    return [option for box in app.selectbox if box.key == "tile_measure" for option in box.options]


def test_the_map_of_the_overview_offers_the_measures_of_the_unit_alone(open_page, county):
    whole, own = tile_measures(open_page("overview")), tile_measures(open_page("overview", unit=LEAD))
    led = {measure.label for measure in county.policy.measures.values() if county.policy.systems[measure.system].lead_unit == LEAD}
    assert "重度残疾人护理补贴" in own
    assert [label for label in own if label.partition("（")[0] not in led] == []
    assert [label for label in whole if label not in own]


def test_without_a_measure_for_the_map_the_overview_of_a_unit_says_so(open_page, monkeypatch):
    monkeypatch.setattr(tile_view, "mappable", lambda wording: tuple(name for name in mappable(wording) if unit_of(wording, name) != LEAD))
    app = open_page("overview", unit=LEAD)
    assert tile_measures(app) == []
    assert f"{LEAD}牵头的指标没有按嘎查村算的比率，没有示意图可看。" in [each.value for each in app.caption]


def unit_of(wording, name):
    return wording.systems[wording.measures[name].system].lead_unit


def test_what_is_lacking_is_said_to_be_of_every_sheet_on_the_page_of_a_unit(open_page):
    assert html(open_page("overview", unit=LEAD)).count("全部报表，不分牵头单位") == 2
    assert "全部报表，不分牵头单位" not in html(open_page("overview"))
