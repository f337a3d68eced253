"""Settings: what config.toml says is read, and everything wrong in it is said at once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT, SettingsError, read_settings

WHOLE = '[county]\ncode = "159921"\nname = "曙光旗"\n'


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    monkeypatch.delenv("XIANJIE_CONFIG", raising=False)
    monkeypatch.delenv("XIANJIE_DATA", raising=False)


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding=encoding)
    return file


def test_the_shipped_file_serves_this_computer_only_with_the_fictional_county():
    settings = read_settings(ROOT / "config.toml")
    assert (settings.county_code, settings.county_name, settings.address) == ("159921", "曙光旗", "127.0.0.1")
    assert settings.is_sample
    assert settings.data_folder == ROOT / "data"
    assert settings.upload_limit == 50 * 1024 * 1024


def test_a_short_file_takes_the_defaults(tmp_path):
    settings = read_settings(written(tmp_path, '[county]\ncode = "150822"\nname = "某县"\n'))
    assert not settings.is_sample
    assert (settings.data_folder, settings.port, settings.retention_days, settings.access_mode) == (tmp_path / "data", 8501, 0, "loopback")


def test_a_key_nobody_reads_is_named_with_the_nearest_one(tmp_path):
    with pytest.raises(SettingsError, match=re.escape("[county] nam 不认识这一项（是否想写 name？）")):
        read_settings(written(tmp_path, WHOLE + 'nam = "x"\n'))


def test_a_table_nobody_reads_is_named_with_the_nearest_one(tmp_path):
    with pytest.raises(SettingsError, match=re.escape("[retentoin] 不认识这一节（是否想写 retention？）")):
        read_settings(written(tmp_path, WHOLE + "[retentoin]\ndays = 3\n"))


def test_every_problem_is_listed_at_once(tmp_path):
    text = '[county]\ncode = "15992"\n[server]\nport = "8501"\nmaxUploadSize = 0\n[access]\nmode = "lan"\n[display]\ntitle = " "\n[maps]\nzoom = 1\n'
    with pytest.raises(SettingsError) as error:
        read_settings(written(tmp_path, text))
    places = [re.match(r"\[\w+\](?: (?:code|name|port|maxUploadSize|mode|title))?", problem).group() for problem in error.value.problems]
    assert places == ["[maps]", "[county] code", "[county] name", "[display] title", "[access] mode", "[server] port", "[server] maxUploadSize"]


def test_true_is_not_a_number(tmp_path):
    with pytest.raises(SettingsError, match="port 应是整数"):
        read_settings(written(tmp_path, WHOLE + "[server]\nport = true\n"))


@pytest.mark.parametrize(("days", "wrong"), [(0, False), (1, False), (-1, True)])
def test_days_of_keeping_start_at_none(tmp_path, days, wrong):
    file = written(tmp_path, WHOLE + f"[retention]\ndays = {days}\n")
    if wrong:
        with pytest.raises(SettingsError, match="days 不能小于 0"):
            read_settings(file)
    else:
        assert read_settings(file).retention_days == days


def test_a_value_in_the_place_of_a_table_is_said(tmp_path):
    with pytest.raises(SettingsError, match=re.escape("[county] 应是一节，不是单个值")):
        read_settings(written(tmp_path, 'county = "159921"\n'))


def test_the_mark_that_notepad_writes_does_no_harm(tmp_path):
    assert read_settings(written(tmp_path, WHOLE, encoding="utf-8-sig")).county_name == "曙光旗"


@pytest.mark.parametrize(("content", "words"), [(WHOLE.encode("gb18030"), "不是 UTF-8"), (b"[county\n", "不是有效的 TOML")])
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, words):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=words):
        read_settings(file)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(SettingsError, match="找不到文件"):
        read_settings(tmp_path / "config.toml")


def test_the_environment_names_another_file_and_another_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XIANJIE_CONFIG", str(written(tmp_path, WHOLE.replace("曙光旗", "另一旗"))))
    monkeypatch.setenv("XIANJIE_DATA", str(tmp_path / "elsewhere"))
    settings = read_settings()
    assert (settings.county_name, settings.data_folder) == ("另一旗", tmp_path / "elsewhere")


def test_a_wrong_file_stops_the_application_with_sentences(tmp_path):
    environment = {**os.environ, "XIANJIE_CONFIG": str(written(tmp_path, '[county]\ncode = "1"\n')), "XIANJIE_DATA": str(tmp_path / "data")}
    answer = subprocess.run([sys.executable, "-c", "import app"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "config.toml 有 2 处需要改正" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "data").exists()
