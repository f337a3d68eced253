"""考核对标 run by Streamlit itself: scores with their parts, what is left out with its reason, links that hold the view, a county's own weights."""

import pytest
from streamlit.testing.v1 import AppTest

import shell.county
from jobs.county import open_county
from jobs.load import load_files
from settings import ROOT
from tests.jobs.small_county import EAST, MONTH, admin_units, benefit, benefits, county_in, person, persons

PAGE = str(ROOT / "pages" / "review" / "score.py")
SEVERE = range(1, 41)
"""Serials of forty severely disabled people in 东镇; thirty of them get the nursing allowance."""
OWN = '[[dimension]]\nid = "entitlement"\n[[dimension.measure]]\nid = "nursing_allowance"\nweight = {weight}\n'


def opener(monkeypatch, county):
    """Opens the page by its query; gives everything that it prints as one text."""
    monkeypatch.setattr(shell.county, "open_county", lambda *_arguments: county)
    shell.county.the_county.cache_clear()

    def run(**query):
        app = AppTest.from_file(str(ROOT / "shell" / "main.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(PAGE)
        app.run()
        assert not app.exception
        html = [element.proto.body for element in app.get("html") if not element.proto.body.startswith("<style>")]
        words = [element.value for kind in (app.title, app.subheader, app.caption, app.info, app.markdown) for element in kind]
        return "\n".join([*html, *words]).replace("\u00a0", " ")

    return run


@pytest.fixture
def county(tmp_path):
    """A county in which thirty of forty severely disabled people are paid."""
    made = county_in(tmp_path / "data")
    people = persons(*(person(each, "东升村", grade="1") for each in SEVERE))
    allowances = benefits(*(benefit(each, "CL-HL", payer="残联") for each in list(SEVERE)[:30]))
    load_files(made, [admin_units(), people, allowances], month=MONTH, sender="县局")
    yield made
    shell.county.the_county.cache_clear()


def test_every_township_stands_with_its_dimensions_and_the_caution(monkeypatch, county):
    text = opener(monkeypatch, county)()
    assert "考核对标 2026年5月".replace(" ", "") in text.replace("\u3000", "").replace(" ", "")
    assert all(name in text for name in ("东镇", "西苏木", "防返贫监测", "政策落实", "责任与任务办理"))
    assert "可评权重不足一半，不排名" in text
    assert "不直接作为考核结论" in text
    assert "数据质量（不计入得分）" in text
    assert f"place={EAST}&amp;dimension=entitlement" in text


def test_a_cell_opens_the_measures_that_made_it(monkeypatch, county):
    text = opener(monkeypatch, county)(place=EAST, dimension="entitlement")
    assert "重度残疾人护理补贴" in text
    assert "75.0%" in text
    assert "30/40 人，疑似" in text
    assert f"coverage?month={MONTH}&amp;area={EAST}&amp;measure=nursing_allowance" in text
    assert "没有计分的 8 项" in text
    assert "饮水安全" not in text


def test_a_lead_unit_opens_what_it_leads(monkeypatch, county):
    text = opener(monkeypatch, county)(lead="民政局")
    assert "重度残疾人护理补贴" in text
    assert "居民养老金发放" not in text


@pytest.mark.parametrize("query", [{"place": "999"}, {"lead": "没有这个局"}, {"dimension": "entitlement"}])
def test_an_address_that_names_nothing_opens_the_whole(monkeypatch, county, query):
    assert "各苏木镇" in opener(monkeypatch, county)(**query)


def test_a_weight_of_the_county_counts_at_once_without_new_data(monkeypatch, county):
    run = opener(monkeypatch, county)
    before = run(place=EAST)
    path = county.store.folder / "policy" / "scorecard.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(OWN.format(weight=0), "utf-8")
    after = run(place=EAST)
    assert "重度残疾人护理补贴" in before
    assert "重度残疾人护理补贴" not in after


def test_without_data_the_first_step_stands_there(monkeypatch, tmp_path):
    text = opener(monkeypatch, open_county(tmp_path / "empty", "159921", "曙光旗"))()
    shell.county.the_county.cache_clear()
    assert "还没有数据" in text
    assert "各苏木镇" not in text
