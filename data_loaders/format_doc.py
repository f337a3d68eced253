"""Given the layouts and the catalogue of issues; gives docs/数据格式.md, the manual of every sheet and problem (python -m data_loaders.format_doc FILE)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data_loaders.format_words import books, column_words, facts, is_export
from data_loaders.issues import catalogue, known_holes
from data_loaders.layout import read_layouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data_loaders.format_words import ColumnWords
    from data_loaders.issues import IssueText
    from data_loaders.layout import Layout

SEVERITY = {"error": "须更正", "warning": "请核对", "hint": "提示"}
_PLACES = {"file": "文件名", "sheet": "工作表名", "cell": "单元格", "value": "读到的值"}
_HEAD = """# 数据格式

本文由各表的版式定义自动生成，与程序所用的完全一致；改版式后用 `python -m data_loaders.format_doc docs/数据格式.md` 重新生成。

- 表头在前 60 行之内、列名对得上就行，列的先后、标题行、合计行、填表人等都不用改；“也认得”的写法与列名同样有效。
- 标 **必填** 的列没有或空着时照样存入，按“未知（缺数据）”算，不当作“否”或 0；说不清一行是谁的（关键列空着），那一行暂存，改好再报。
- 证件号码、户编号请设为“文本”格式。示例用的是不存在的 159921 地区。
- 空白模板（带下拉选项、批注和一行示例）在“数据格式”页下载。
"""
_ISSUES_HEAD = """<a id="issues"></a>

## 问题编号与处理办法

“须更正”的暂存不入库，改好再报；“请核对”的照常入库，请看一眼；“提示”的不用处理。〔〕里的在每一处填上实际内容。
"""
_COLUMNS = ("列名", "也认得", "填什么", "空着表示", "示例", "说明")


def format_doc(layouts: Iterable[Layout], issues: Iterable[IssueText]) -> str:
    """The whole manual as Markdown; every sheet, column and issue code has an anchor (#persons, #persons-id_no, #HEAD-001)."""
    grouped = books(layouts)
    parts = [_HEAD, "## 目录\n"]
    parts += [f"- {book}：" + "、".join(f"[{layout.label}](#{layout.name})" for layout in group) for book, group in grouped.items()]
    parts.append("- [问题编号与处理办法](#issues)\n")
    for book, group in grouped.items():
        parts.append(f"## {book}\n")
        parts += [_sheet(layout) for layout in group]
    return "\n".join([*parts, _issues(issues)])


def sentence_of(text: str) -> str:
    """A text of the catalogue with its holes named: “{column}” → “〔列名〕”."""
    names = {name: f"〔{meaning.split('，')[0]}〕" for name, meaning in {**known_holes(), **_PLACES}.items()}
    return text.format_map(names)


def _sheet(layout: Layout) -> str:
    """Anchor, facts and columns of one sheet."""
    lines = [f'<a id="{layout.name}"></a>\n\n### {layout.label}\n']
    lines += [f"- **{title}**：{words}" for title, words in facts(layout)]
    if not is_export(layout):
        lines.append(f"- **空白模板**：{layout.label}_模板.xlsx")
    rows = [_column(layout.name, column_words(layout, column)) for column in layout.columns.values()]
    return "\n".join([*lines, "", _table(_COLUMNS, rows), ""])


def _column(sheet: str, words: ColumnWords) -> tuple[str, ...]:
    heading = f'<a id="{sheet}-{words.name}"></a>{words.heading}{" **必填**" if words.required else ""}'
    return heading, words.aliases, words.what, words.empty, words.example, words.note


def _issues(issues: Iterable[IssueText]) -> str:
    """Every code with what is wrong and what to do."""
    rows = [
        (f'<a id="{issue.code}"></a>{issue.code}', SEVERITY[issue.severity], issue.title, sentence_of(issue.what), sentence_of(issue.do)) for issue in issues
    ]
    return f"{_ISSUES_HEAD}\n{_table(('编号', '轻重', '问题', '怎么说', '怎么改'), rows)}\n"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks inside cells are kept from breaking it."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '｜').replace(chr(10), ' ') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(format_doc(read_layouts().values(), catalogue().values()), "utf-8", newline="\n")
