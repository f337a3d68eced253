"""Given the uploads of a county; gives the list, the details of one, its originals, and undo with a question first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.history import freeze, thaw, undo
from jobs.upload_view import local_time, sheet_row, sum_of
from pages.components.correction_button import correction_button
from pages.components.frame import frame
from pages.components.issue_view import show_issues
from pages.components.sheets_view import show_sheets
from policy.months import month_label
from store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.county import County
    from store import Upload

_STATE = "upload"
_FROZEN = "（已封存）"
_ROWS = 9


def month_freezing(county: County) -> None:
    """Which months are frozen, and the way to freeze one or to open it again, with a question first."""
    frozen = county.store.frozen()
    months = sorted({*county.months(), *frozen}, reverse=True)
    with st.container(horizontal=True, vertical_alignment="bottom", key="freezing"):
        labels = {month: month_label(month) + (_FROZEN if month in frozen else "") for month in months}
        month = st.selectbox("月份封存", months, format_func=labels.__getitem__, key="freeze_month", width=240)
        if month in frozen:
            if st.button("解除封存", icon=":material/lock_open:"):
                _confirm_thaw(county, month)
        elif st.button("封存这个月", icon=":material/lock:"):
            _confirm_freeze(county, month)
        st.caption(
            f"已封存：{'、'.join(month_label(each) for each in frozen)}。封存的月份不能再报送、更正或撤销。"
            if frozen
            else "还没有封存的月份。定稿后封存，那个月的数就不再变。"
        )


def upload_list(uploads: Sequence[Upload], frozen: Sequence[str]) -> Upload:
    """All uploads, newest first; a click chooses one, the newest to begin with; the choice stands in the URL (?upload=12)."""
    rows = [_row(upload, frozen) for upload in uploads]
    height = "content" if len(rows) <= _ROWS else 35 * (_ROWS + 1) + 2
    event = frame(rows, hide_index=True, height=height, key="uploads", on_select="rerun", selection_mode="single-cell", alt="上报记录")
    cells = event["selection"]["cells"]
    if cells:
        st.query_params[_STATE] = str(uploads[cells[0][0]].id)
    asked = st.query_params.get(_STATE)
    return next((upload for upload in uploads if str(upload.id) == asked), uploads[0])


def _row(upload: Upload, frozen: Sequence[str]) -> dict[str, object]:
    return {
        "回执号": upload.id,
        "状态": upload.state,
        "数据月份": month_label(upload.month) + (_FROZEN if upload.month in frozen else ""),
        "报送人": upload.sender,
        "时间": local_time(upload.received_at),
        "文件": "、".join(each["name"] for each in upload.files),
        "入库": upload.stored,
        "暂扣": upload.held,
        "不计": upload.set_aside,
    }


def upload_details(county: County, upload: Upload) -> None:
    """Receipt, originals, correction workbook, issues and undo of one upload."""
    st.subheader(f"回执 {upload.id}（{upload.state}）", anchor=False)
    st.caption(f"{month_label(upload.month)} · {upload.sender} · {local_time(upload.received_at)}")
    with st.container(horizontal=True):
        fixed = upload.month in county.store.frozen()
        why = "这个月已封存：先解除封存，才能撤销" if fixed else None
        if upload.state == "在用" and st.button("撤销这次上报", icon=":material/undo:", disabled=fixed, help=why):
            _confirm_undo(county, upload)
        if upload.held:
            correction_button(county, upload.id)
    sheets = [sheet_row(sheet) for sheet in upload.sheets if not sheet.get("carried")]  # rows taken over from before were not read from this file
    if sheets and sum_of(sheets).rows:
        show_sheets(sheets)
    with st.expander(f"原件（{len(upload.files)} 份）"):
        for file in upload.files:
            _original(county, upload, file["name"], file["sha256"])
    show_issues(county.store.issues(upload.id), key=f"upload_{upload.id}")


def _original(county: County, upload: Upload, name: str, digest: str) -> None:
    st.download_button(
        f"原件：{name}",
        data=lambda: county.store.original(digest),
        file_name=name,
        mime="application/octet-stream",
        key=f"original_{upload.id}_{digest}",
        help=f"SHA-256 {digest}",
        on_click="ignore",
    )


@st.dialog("撤销上报")
def _confirm_undo(county: County, upload: Upload) -> None:
    """One action, and it can be undone by handing the file in again."""
    st.write(f"撤销回执 {upload.id} 后，它的 {upload.stored} 行不再参与计算，之前被它替换的数据自动恢复。原件和记录都保留。")
    if st.button("确认撤销", type="primary"):
        try:
            undo(county, upload.id)
        except StoreError as error:
            st.error(str(error))
        else:
            st.rerun()


@st.dialog("封存月份")
def _confirm_freeze(county: County, month: str) -> None:
    """Say what is fixed by it before it is."""
    st.write(
        f"封存后，{month_label(month)}的数就定在现在的样子：不能再报送、更正或撤销这个月的数据，以后别的月份怎么报都不影响它。政策参数或口径如有改动，仍会按新的重算。需要时可以解除封存。"
    )
    if st.button("确认封存", type="primary"):
        freeze(county, month)
        st.rerun()


@st.dialog("解除封存")
def _confirm_thaw(county: County, month: str) -> None:
    """Say that the figures may differ afterwards."""
    st.write(f"解除后，{month_label(month)}可以再报送和撤销，并立即按现有的数据和参数重新计算：已经上报或印发的数可能与页面不再一致。")
    if st.button("确认解除", type="primary"):
        thaw(county, month)
        st.rerun()
