"""Given a month and what the reader wants in it; gives the parts of 简报: the choice, the files to take away, and the text as it will stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.brief import PARTS, BriefChoice
from jobs.brief_files import UnknownEndingError
from metrics.disclosure import K
from pages.components.cached import brief_file_of
from pages.components.html import show, text
from reports.fonts import FontError
from reports.model import Paragraph, Table

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.wording import Wording
    from pages.components.filters import Filters
    from reports.model import Brief

_KINDS = {
    ".docx": ("文字稿（Word）", "可以再改，公文格式"),
    ".pdf": ("文字稿（PDF）", "版式固定，打印、传阅"),
    ".pptx": ("幻灯片（PPT）", "8 至 12 页，图可以再编辑"),
    ".xlsx": ("调度表（Excel）", "一页，附可编辑的图"),
    ".zip": ("各苏木镇核实名单", "每个苏木镇一个工作簿"),
}
_MADE, _PASSED_ON = "brief_made", "brief_passed_on"
_HELP = f"不足 {K} 的数和由此可推算的数不印；不列与上月的增减和走势，不附名单和地图；页脚写明“对外版”。"
_ONE_EDITION = "同一月份只对外印发一份：两份选的指标或地方不同，对照着看可能推算出隐去的数。"
_OTHER_EDITION = "这个月刚才已生成过另一份对外版，选的指标或地方不同。两份只能印发一份。"
_SHORT = 5
"""Letters of a cell that is not broken over two lines: a light, a change."""


def chosen(wording: Wording, filters: Filters) -> BriefChoice:
    """What the reader ticks; by default everything, without names."""
    st.subheader("一、选内容", anchor=False)
    parts = st.pills("章节", PARTS, selection_mode="multi", default=list(PARTS), key="brief_parts")
    labels = {name: measure.label for name, measure in wording.measures.items()}
    picked = st.multiselect("主要指标", list(labels), format_func=labels.__getitem__, placeholder="不选就用总览上的主要指标", key="brief_measures")
    public = st.toggle("对外版：小数隐去", key="brief_public", help=_HELP)
    if public:
        st.caption(_ONE_EDITION)
    names = st.toggle("附名单（姓名遮盖，每页标明“含个人信息”）", key="brief_names", disabled=public)
    wanted = tuple(part for part in PARTS if part in parts)
    return BriefChoice(filters.area_code, wanted, tuple(picked), names and not public, K if public else 0)


def offer_files(county: County, filters: Filters, choice: BriefChoice) -> None:
    """One button for each kind of file; a file is made when it is asked for, since pictures take a second."""
    st.subheader("二、取文件", anchor=False)
    ending = st.radio("文件", list(_KINDS), format_func=lambda each: _KINDS[each][0], captions=[note for _, note in _KINDS.values()], key="brief_kind")
    key = (filters.month, choice, ending, county.store.version())
    if st.button("生成文件", type="primary", key="brief_make", icon=":material/description:"):
        st.session_state[_MADE] = key
    if st.session_state.get(_MADE) != key:
        return
    try:
        content = brief_file_of(county, filters.month, choice, ending)
    except (FontError, UnknownEndingError) as error:
        st.error(str(error))
        return
    if choice.hide_below and _others(filters.month, choice):
        st.warning(_OTHER_EDITION)
    name = f"{filters.month}_{'核实名单' if ending == '.zip' else '有效衔接工作简报'}{ending}"
    st.download_button("下载", content, name, key="brief_download", icon=":material/download:", on_click="ignore")


def _others(month: str, choice: BriefChoice) -> bool:
    """Whether this reader has made a paper for passing on of the same month that holds other counts; this one is remembered."""
    made: set[tuple[str, str, tuple[str, ...]]] = st.session_state.setdefault(_PASSED_ON, set())
    made.add((month, choice.area, tuple(sorted(choice.measures))))
    return sum(each[0] == month for each in made) > 1


def show_brief(brief: Brief) -> None:
    """The text as it will stand in the paper; charts are in the files."""
    with st.container(border=True, key="brief_paper"):
        show(f'<h3 style="text-align:center">{text(brief.title)}</h3><p>{text(brief.lead)}</p>')
        for number, section in enumerate(brief.sections, start=1):
            st.subheader(f"{'一二三四'[number - 1]}、{section.heading}", anchor=False)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    show(f"<p>{text(block.text)}</p>")
                elif isinstance(block, Table):
                    show(_table(block))
        show(f'<p class="xj-quiet" style="font-size:.84rem">{text(brief.footer)}</p>')


def _table(table: Table) -> str:
    head = "".join(_cell("th", heading) for heading in table.headings)
    rows = "".join(f"<tr>{''.join(_cell('td', cell) for cell in row)}</tr>" for row in table.rows)
    note = f'<p class="xj-quiet" style="font-size:.84rem">{text(table.note)}</p>' if table.note else ""
    return f'<table class="xj-brief"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}'


def _cell(tag: str, said: str) -> str:
    """A cell; a short text stays on one line."""
    form = ' class="xj-brief-short"' if len(said) <= _SHORT else ""
    return f"<{tag}{form}>{text(said)}</{tag}>"
