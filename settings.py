"""Given config.toml; gives one frozen Settings, or one error that lists everything wrong in the file.

Read by app.py, cli.py, run.py and shell/ only; everything below gets what it needs as arguments. Two variables of the environment are meant for tests and
scripts: XIANJIE_CONFIG is another file to read instead of config.toml, XIANJIE_DATA another data folder.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent
SAMPLE_CODE = "159921"
"""The code of the fictional county: the six digits belong to no place."""

STREAMLIT_TABLES = ("browser", "client", "logger", "runner", "server", "theme")
"""Tables of config.toml that are Streamlit's own; they are handed on as they are, only the keys that we read are checked."""

ACCESS_MODES = ("loopback",)


@dataclass(frozen=True)
class Settings:
    """What an installation decides.

    upload_limit is bytes per file; data_folder is absolute; access_mode is one of ACCESS_MODES; retention_days is how long originals and replaced
    data are kept, 0 for ever.
    """

    county_code: str
    county_name: str
    data_folder: Path
    title: str
    access_mode: str
    address: str
    port: int
    upload_limit: int
    retention_days: int

    @property
    def is_sample(self) -> bool:
        """Whether this is the fictional county, into whose empty data folder the sample is loaded."""
        return self.county_code == SAMPLE_CODE


class SettingsError(Exception):
    """The configuration file is wrong; `problems` holds one Chinese line for each mistake."""

    def __init__(self, file: Path, problems: tuple[str, ...]) -> None:
        super().__init__(f"{file.name} 有 {len(problems)} 处需要改正：\n" + "\n".join(f"  · {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class _Key:
    """A key that is read: its type, its value if absent (None: it must be there), the form that a text must have, that form in words, and the least number."""

    kind: type
    default: str | int | None = None
    form: str = r"(?s).*\S.*"
    words: str = "不能为空"
    least: int = 1


_KEYS: Mapping[str, Mapping[str, _Key]] = {
    "county": {"code": _Key(str, None, r"\d{6}", "应是六位行政区划代码，如 159921"), "name": _Key(str)},
    "data": {"folder": _Key(str, "data")},
    "display": {"title": _Key(str, "衔接研判")},
    "access": {"mode": _Key(str, "loopback", "|".join(ACCESS_MODES), "目前只能是 loopback（只在本机使用）")},
    "retention": {"days": _Key(int, 0, least=0)},
    "server": {"address": _Key(str, "127.0.0.1"), "port": _Key(int, 8501), "maxUploadSize": _Key(int, 50)},
}


def read_settings(file: Path | None = None) -> Settings:
    """The settings in `file` (default: XIANJIE_CONFIG, else config.toml beside this module); raises SettingsError with all problems at once."""
    file = file or Path(os.environ.get("XIANJIE_CONFIG") or ROOT / "config.toml")
    tables = _read_toml(file)
    problems = (*_unknown(tables), *_wrong(tables))
    if problems:
        raise SettingsError(file, problems)
    folder = os.environ.get("XIANJIE_DATA") or _value(tables, "data", "folder")
    return Settings(
        county_code=_value(tables, "county", "code"),
        county_name=_value(tables, "county", "name"),
        data_folder=(file.resolve().parent / folder).resolve(),
        title=_value(tables, "display", "title"),
        access_mode=_value(tables, "access", "mode"),
        address=_value(tables, "server", "address"),
        port=_value(tables, "server", "port"),
        upload_limit=_value(tables, "server", "maxUploadSize") * 1024 * 1024,
        retention_days=_value(tables, "retention", "days"),
    )


def streamlit_tables(file: Path | None = None) -> dict[str, Any]:
    """The tables of `file` that are Streamlit's own, in the order of the file."""
    tables = _read_toml(file or Path(os.environ.get("XIANJIE_CONFIG") or ROOT / "config.toml"))
    return {name: table for name, table in tables.items() if name in STREAMLIT_TABLES}


def _read_toml(file: Path) -> dict[str, Any]:
    """The file as tables; a file that is missing, in another encoding or not TOML is a SettingsError that says so."""
    try:
        # utf-8-sig: Windows Notepad puts a byte order mark before the text that it saves
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(file, (f"找不到文件 {file}",)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(file, ("文件不是 UTF-8 编码：请用记事本另存为 UTF-8",)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, (f"不是有效的 TOML：{error}",)) from error


def _unknown(tables: Mapping[str, Any]) -> list[str]:
    """A line for each table and key that nothing reads, with the nearest name."""
    known = (*_KEYS, *STREAMLIT_TABLES)
    lines = [f"[{name}] 不认识这一节{_nearest(name, known)}" for name in tables if name not in known]
    for name, keys in _KEYS.items():
        table = tables.get(name)
        if name not in STREAMLIT_TABLES and isinstance(table, dict):
            lines += [f"[{name}] {key} 不认识这一项{_nearest(key, keys)}" for key in table if key not in keys]
    return lines


def _nearest(name: str, known: Mapping[str, _Key] | tuple[str, ...]) -> str:
    """The nearest known name in brackets, nothing if none is near."""
    near = difflib.get_close_matches(name, tuple(known), n=1, cutoff=0.5)
    return f"（是否想写 {near[0]}？）" if near else f"（可用：{'、'.join(known)}）"


def _wrong(tables: Mapping[str, Any]) -> list[str]:
    """A line for each key that is missing, of another type or not in the form asked for."""
    lines: list[str] = []
    for name, keys in _KEYS.items():
        table = tables.get(name, {})
        if not isinstance(table, dict):
            lines.append(f"[{name}] 应是一节，不是单个值")
            continue
        lines += [f"[{name}] {key} {complaint}" for key, rule in keys.items() if (complaint := _complaint(table.get(key, rule.default), rule))]
    return lines


def _complaint(value: object, rule: _Key) -> str:
    """What is wrong with one value, "" if nothing is."""
    if value is None:
        return "缺少这一项"
    if not isinstance(value, rule.kind) or isinstance(value, bool):
        return f"应是{'文字，写在引号里' if rule.kind is str else '整数'}，读到的是 {value!r}"
    if rule.kind is int:
        return "" if isinstance(value, int) and value >= rule.least else f"不能小于 {rule.least}，读到的是 {value!r}"
    return "" if re.fullmatch(rule.form, str(value)) else f"{rule.words}，读到的是 {value!r}"


def _value(tables: Mapping[str, Any], table: str, key: str) -> Any:  # noqa: ANN401 - the type stands in _KEYS and was checked
    return tables.get(table, {}).get(key, _KEYS[table][key].default)
