"""The starter: what it installs and when, what it writes for Streamlit, when it loads the sample; nothing is installed and no server is started here."""

import json
import socket
import subprocess
import sys
import tomllib

import pytest

import run
import settings as settings_module
from settings import ROOT, streamlit_tables


@pytest.fixture
def commands(monkeypatch):
    """Every command that would be run, in order; each succeeds."""
    seen = []

    def note(command, **environment):
        seen.append((command, environment))
        return 0

    monkeypatch.setattr(run, "_run", note)
    return seen


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder with two locks and an environment that works."""
    for name in (run.APP_LOCK, run.DEV_LOCK):
        (tmp_path / name).write_text(f"{name}==1\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "MARKER": tmp_path / ".venv" / "installed.json",
        "WHEELHOUSE": tmp_path / "wheelhouse",
    }.items():
        monkeypatch.setattr(run, name, value)
    monkeypatch.setattr(run, "_works", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    return tmp_path


def test_the_committed_streamlit_file_is_what_config_toml_says():
    committed = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert committed == streamlit_tables(ROOT / "config.toml")


def test_the_streamlit_file_is_written_again_only_when_it_differs(tmp_path):
    target = tmp_path / ".streamlit" / "config.toml"
    run.write_streamlit_config(target)
    assert tomllib.loads(target.read_text(encoding="utf-8")) == streamlit_tables()
    assert b"\r" not in target.read_bytes()
    before = target.stat().st_mtime_ns
    run.write_streamlit_config(target)
    assert target.stat().st_mtime_ns == before


def test_telemetry_is_off_and_the_address_is_this_computer():
    tables = streamlit_tables(ROOT / "config.toml")
    assert tables["browser"]["gatherUsageStats"] is False
    assert tables["server"]["address"] == "127.0.0.1"
    assert tables["browser"]["serverAddress"] == "localhost"
    assert tables["logger"]["enableRich"] is False


def test_a_lock_is_installed_once(house, commands):
    assert run.install(run.APP_LOCK) == 0
    assert run.install(run.APP_LOCK) == 0
    assert len(commands) == 1
    assert commands[0][0][1:] == ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "-r", "requirements.txt"]


def test_a_changed_lock_is_installed_again(house, commands):
    run.install(run.APP_LOCK)
    (house / run.APP_LOCK).write_text("other==2\n", encoding="utf-8")
    run.install(run.APP_LOCK)
    assert len(commands) == 2


def test_line_ends_do_not_count_as_a_change(house, commands):
    run.install(run.APP_LOCK)
    (house / run.APP_LOCK).write_bytes(b"requirements.txt==1\r\n")
    run.install(run.APP_LOCK)
    assert len(commands) == 1


def test_the_development_lock_brings_the_application_along(house, commands):
    run.install(run.DEV_LOCK)
    run.install(run.APP_LOCK)
    assert [command[-1] for command, _ in commands] == ["requirements-dev.txt"]


def test_an_installation_that_failed_is_tried_again(house, monkeypatch, capsys):
    monkeypatch.setattr(run, "_run", lambda _command: 1)
    assert run.install(run.APP_LOCK) == 1
    assert not run.MARKER.exists()
    assert "wheelhouse" in capsys.readouterr().out


def test_a_damaged_marker_means_install_again(house, commands):
    run.install(run.APP_LOCK)
    run.MARKER.write_text("{", encoding="utf-8")
    run.install(run.APP_LOCK)
    assert len(commands) == 2
    assert json.loads(run.MARKER.read_text(encoding="utf-8"))[run.APP_LOCK]


def test_a_python_without_its_venv_part_is_told_which_package_it_lacks(house, commands, monkeypatch, capsys):
    def fail(_builder, _folder):
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(run, "_works", lambda: False)
    monkeypatch.setattr(run.venv.EnvBuilder, "create", fail)
    assert run.install(run.APP_LOCK) == 1
    assert "python3-venv" in capsys.readouterr().out
    assert not (house / ".venv").exists()
    assert commands == []


def test_a_wheelhouse_is_used_without_the_network(house, commands):
    (house / "wheelhouse").mkdir()
    run.install(run.APP_LOCK)
    command = commands[0][0]
    assert command[command.index("--no-index") : command.index("-r")] == ["--no-index", "--find-links", str(house / "wheelhouse")]
    assert "--require-hashes" in command


def test_uv_is_used_where_it_is_installed_and_compiles(house, commands, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda _name: "uv-program")
    run.install(run.APP_LOCK)
    assert commands[0][0][:3] == ["uv-program", "pip", "install"]
    assert "--compile-bytecode" in commands[0][0]


@pytest.mark.parametrize(("version", "status"), [((3, 10, 14), 2), ((3, 14, 0), 2)])
def test_another_python_is_refused_in_words(monkeypatch, capsys, version, status):
    monkeypatch.setattr(run.sys, "version_info", version)
    assert run.main(["test"]) == status
    assert f"需要 Python 3.11、3.12 或 3.13，当前是 {version[0]}.{version[1]}" in capsys.readouterr().out


def test_arguments_go_on_to_pytest(house, commands, monkeypatch):
    monkeypatch.chdir(house)
    assert run.main(["test", "-k", "gate"]) == 0
    assert commands[-1][0][1:] == ["-m", "pytest", "-k", "gate"]


def test_all_checks_run_also_after_one_failed(house, monkeypatch, capsys):
    monkeypatch.chdir(house)
    monkeypatch.setattr(run, "install", lambda _lock: 0)
    ran = []

    def run_one(command):
        ran.append(command[0].rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
        return 1 if len(ran) == 1 else 0

    monkeypatch.setattr(run, "_run", run_one)
    assert run.main(["check"]) == 1
    assert ran == ["ruff", "ruff", "pyright", "lint-imports", "pytest"]
    assert "未通过：规范 ruff check" in capsys.readouterr().out


def sample_settings(folder, code="159921"):
    return settings_module.Settings(code, "曙光旗", folder, "衔接研判", "loopback", "127.0.0.1", 8501, 1, 0)


def test_the_sample_is_made_beside_and_put_in_place(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    half = tmp_path / "data.new"
    half.mkdir()
    (half / "rest of a start that was broken off").touch()

    def make(command, **environment):
        assert command[1:] == ["cli.py", "sample"]
        assert not half.exists()
        half.mkdir()
        (half / "catalogue").touch()
        return 0 if environment == {"XIANJIE_DATA": str(half)} else 1

    monkeypatch.setattr(run, "_run", make)
    assert run._fill(sample_settings(folder)) == 0
    assert [file.name for file in folder.iterdir()] == ["catalogue"]
    assert not half.exists()


def test_a_folder_with_data_is_left_alone(tmp_path, commands):
    (tmp_path / "something").touch()
    assert run._fill(sample_settings(tmp_path)) == 0
    assert commands == []


def test_a_real_county_gets_no_sample(tmp_path, commands):
    assert run._fill(sample_settings(tmp_path / "data", code="150000")) == 0
    assert commands == []


def test_a_port_that_answers_is_in_use():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert run._in_use("127.0.0.1", port)
    assert not run._in_use("127.0.0.1", port)


def test_the_starter_needs_nothing_installed():
    code = "import sys; sys.path.insert(0, '.'); import run, settings; print(sorted(m for m in ('streamlit', 'pyarrow', 'duckdb') if m in sys.modules))"
    answer = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
