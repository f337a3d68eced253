"""Given kinds of sheets and issue codes in words; gives the parts of 数据格式: the choice of a sheet, its columns, all sheets, all codes, downloads."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from jobs.formats import ALL_TEMPLATES, all_templates, template
from pages.components.html import show, table, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data_loaders.format_words import ColumnWords
    from jobs.formats import IssueFormat, SheetFormat

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose_sheet(sheets: Sequence[SheetFormat]) -> SheetFormat:
    """The sheet that the address asks for (?sheet=persons) or the reader chooses, the first to begin with; the choice stands in the address."""
    by_name = {sheet.name: sheet for sheet in sheets}
    asked = st.query_params.get("sheet", "")
    if asked in by_name and st.session_state.get("format_asked") != asked:
        st.session_state["format_sheet"] = asked
    names = {name: f"{sheet.book}　·　{sheet.label}" for name, sheet in by_name.items()}
    chosen = st.selectbox("哪一张表", list(by_name), format_func=names.__getitem__, key="format_sheet")
    st.session_state["format_asked"] = chosen
    st.query_params["sheet"] = chosen
    return by_name[chosen]


def sheet_columns(sheet: SheetFormat, *, marked: str = "") -> None:
    """What is said of the sheet and, column by column, what may stand in it. marked: name of a column that the address asks for."""
    show(table([("这张表", "nowrap"), ("", "")], [[f"<b>{text(title)}</b>", text(words)] for title, words in sheet.facts]))
    if sheet.template:
        st.download_button(
            f"下载“{sheet.label}”空白模板",
            data=lambda: template(sheet.name),
            file_name=sheet.template,
            mime=XLSX,
            icon=":material/download:",
            key=f"template_{sheet.name}",
            on_click="ignore",
        )
    headings = [("列名", "nowrap"), ("", "nowrap"), ("填什么", ""), ("空着表示", ""), ("示例", ""), ("也认得", ""), ("说明", "")]
    show(table(headings, [_column(column, marked=column.name == marked) for column in sheet.columns]))


def _column(column: ColumnWords, *, marked: bool) -> list[str]:
    heading = f'<b class="xj-worse">▶ {text(column.heading)}</b>' if marked else f"<b>{text(column.heading)}</b>"
    aliases = f'<span class="xj-quiet">{text(column.aliases)}</span>'
    return [heading, "必填" if column.required else "", text(column.what), text(column.empty), text(column.example), aliases, text(column.note)]


def sheet_list(sheets: Iterable[SheetFormat]) -> None:
    """All kinds of sheets, workbook by workbook; a name leads to its columns."""
    headings = [("表", "nowrap"), ("由谁报", ""), ("多久", "nowrap"), ("列", "num"), ("必填", "num")]
    for book, group in groupby(sheets, key=lambda sheet: sheet.book):
        st.subheader(book, anchor=False)
        show(table(headings, [_line(sheet) for sheet in group]))


def _line(sheet: SheetFormat) -> list[str]:
    link = f'<a href="formats?sheet={sheet.name}" target="_self">{text(sheet.label)}</a>'
    return [link, text(sheet.holder), text(sheet.cadence), str(len(sheet.columns)), str(sheet.required)]


def issue_list(issues: Iterable[IssueFormat], *, first: str | None) -> None:
    """Every issue code with what to do; the one that the address asks for stands first and is marked."""
    ordered = sorted(issues, key=lambda issue: issue.code != first)
    headings = [("编号", "nowrap"), ("轻重", "nowrap"), ("问题", ""), ("怎么说", ""), ("怎么改", "")]
    show('<p class="xj-quiet xj-fine">■ 须更正：暂存不入库，改好再报。▲ 请核对：照常入库，请看一眼。○ 提示：不用处理。〔〕里在每一处填上实际内容。</p>')
    show(table(headings, [_issue(issue, marked=issue.code == first) for issue in ordered]))


def _issue(issue: IssueFormat, *, marked: bool) -> list[str]:
    code = f'<b class="xj-worse">▶ {text(issue.code)}</b>' if marked else text(issue.code)
    return [code, text(issue.severity), f"<b>{text(issue.title)}</b>", text(issue.what), text(issue.do)]


def offer_all_templates() -> None:
    """One zip with every blank template, made when it is asked for."""
    st.download_button(
        "下载全部空白模板（压缩包）",
        data=all_templates,
        file_name=ALL_TEMPLATES,
        mime="application/zip",
        icon=":material/folder_zip:",
        key="all_templates",
        on_click="ignore",
    )
