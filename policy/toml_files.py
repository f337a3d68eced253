"""Given a folder; gives the TOML files in it as tables, and a problem for each file that cannot be read, without stopping at the first."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from policy.model import Problem

if TYPE_CHECKING:
    from pathlib import Path

_PLACE = re.compile(r"at line (\d+), column (\d+)")
_REASONS = (
    (r"overwrite|twice|already|declare", "同一个键写了两次"),
    (r"date|time", "日期要写成 2021-01-01，不加引号"),
    (r"Unterminated|Illegal character|Unescaped|escape", "引号没有配成对，或文字里有不能用的字符"),
    (r"Expected '='|Invalid statement", "每行要写成 键 = 值，键只用英文字母、数字和下划线"),
    (r"Invalid value", "值写错了：文字加双引号，是/否写 true 或 false"),
)


def toml_tables(folder: Path, pattern: str, problems: list[Problem], prefix: str = "") -> dict[str, dict[str, Any]]:
    """The readable files that fit the pattern (systems/*.toml), by path relative to `folder` with `prefix` before it, in the order of their names."""
    tables: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob(pattern)):
        file = prefix + path.relative_to(folder).as_posix()
        table = read_toml(path, file, problems)
        if table is not None:
            tables[file] = table
    return tables


def read_toml(path: Path, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The table that the file holds; None if it cannot be read, with a problem that names the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        problems.append(_syntax(file, str(error)))
    except (UnicodeDecodeError, RecursionError):
        problems.append(Problem(file, "整个文件", "文件不是 UTF-8 编码的 TOML，请另存为 UTF-8"))
    except OSError as error:
        problems.append(Problem(file, "整个文件", f"文件打不开（{error.strerror}）"))
    return None


def _syntax(file: str, text: str) -> Problem:
    place = _PLACE.search(text)
    reason = next((words for pattern, words in _REASONS if re.search(pattern, text)), "不合 TOML 的写法")
    return Problem(file, f"第 {place[1]} 行第 {place[2]} 字" if place else "文件末尾", reason)
