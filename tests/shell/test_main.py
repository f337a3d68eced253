"""The shell as a whole: menu, title, the first step without data, and pages that are all there."""

from types import SimpleNamespace

import pytest

import shell.county
from pages.components.provenance import provenance_line
from settings import ROOT, Settings
from shell.navigation import FIRST, SECTIONS, needs_data
from tests.pages.opened import opened
from tests.shell.shell_county import ShellCounty


@pytest.fixture
def empty_county(serve, monkeypatch, tmp_path):
    """A county into which nothing was put."""
    monkeypatch.setenv("XIANJIE_DATA", str(tmp_path))
    serve(ShellCounty(held=()))


def test_without_data_the_first_page_says_what_to_do_next(empty_county):
    app = opened(FIRST.address)
    assert app.title[0].value == "曙光旗"
    assert "还没有数据" in app.info[0].value
    assert [link.proto.label for link in app.get("page_link")] == ["去数据上报"]


def test_the_county_is_opened_once_and_pruned_as_the_installation_keeps(reopened, monkeypatch, tmp_path):
    opened, pruned = [], []
    monkeypatch.setattr(shell.county, "open_county", lambda *arguments: opened.append(arguments) or SimpleNamespace(store="store"))
    monkeypatch.setattr(shell.county, "prune", lambda store, days: pruned.append((store, days)))
    for days in (0, 30, 30):
        shell.county.the_county(Settings("159921", "曙光旗", tmp_path, "衔接研判", "loopback", "127.0.0.1", 8501, 1, days))
    assert opened == [(tmp_path, "159921", "曙光旗")] * 2
    assert pruned == [("store", 30)]


def test_the_menu_is_the_one_of_the_design():
    titles = {section: [(entry.title, entry.address) for entry in entries] for section, entries in SECTIONS.items()}
    assert titles == {
        "研判": [
            *[
                ("总览", "overview"),
                ("覆盖与精准", "coverage"),
                ("变化", "change"),
                ("对比", "compare"),
                ("地图", "map"),
                ("户情", "household"),
                ("专项筛查", "screen"),
            ],
        ],
        "专题": [
            *[("防返贫监测", "monitoring"), ("三保障与饮水", "guarantees"), ("教育", "education"), ("健康", "health"), ("低收入与救助", "relief")],
            *[("就业", "employment"), ("产业", "industry"), ("搬迁", "relocation"), ("资金项目资产", "funds"), ("金融", "finance")],
            *[("乡村建设", "construction"), ("乡村治理", "governance"), ("协作帮扶", "cooperation"), ("人才与驻村", "talent")],
            *[("综合", "general"), ("贫困测度", "poverty")],
        ],
        "材料": [("简报", "brief"), ("汇报", "meeting")],
        "数据": [("数据上报", "upload"), ("历史与撤销", "history"), ("数据格式", "formats")],
        "督办": [("任务督办", "tasks"), ("考核对标", "score")],
        "依据": [("口径与依据", "definitions"), ("文件与条款", "clauses"), ("数字与矛盾", "facts"), ("词语", "words")],
    }
    assert FIRST.address == "overview"


def test_every_page_of_the_menu_is_there_and_every_page_is_in_the_menu():
    listed = {entry.file for entries in SECTIONS.values() for entry in entries}
    found = {path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").glob("*/*.py") if path.name != "__init__.py"}
    assert listed == {file for file in found if not file.startswith("components/")}


def test_pages_that_take_data_in_open_without_data():
    assert [needs_data(address) for address in ("", "overview", "coverage", "household", "upload", "history", "definitions")] == [True] * 4 + [False] * 3


def test_no_pages_folder_stands_beside_the_script():
    # Streamlit would serve its files to the first visitor after a start, without the script around them
    assert not (ROOT / "shell" / "pages").exists()


@pytest.mark.parametrize(
    ("as_of", "submitted", "version", "line"),
    [
        ({}, None, None, "数据截至 2026年6月"),
        ({"人员": "2026-06"}, (9, 10), 12, "数据截至 2026年6月 · 已报送苏木镇 9/10 · 数据版本 12"),
        ({"人员": "2026-04", "住房": "2026-01", "农户": "2026-06"}, None, None, "数据截至 2026年6月（其中人员为2026年4月、住房为2026年1月）"),
    ],
)
def test_the_line_of_provenance_names_what_is_older(as_of, submitted, version, line):
    assert provenance_line(as_of, month="2026-06", submitted=submitted, version=version) == line
