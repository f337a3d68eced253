"""Given the uploads of a county; gives the list, the details of one, its originals, and undo with a question first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.history import undo
from jobs.upload_view import local_time, sheet_row, sum_of
from pages.components.correction_button import correction_button
from pages.components.issue_view import show_issues
from pages.components.sheets_view import show_sheets
from policy.months import month_label
from store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.county import County
    from store import Upload

_STATE = "upload"
_ROWS = 9


def upload_list(uploads: Sequence[Upload]) -> Upload:
    """All uploads, newest first; a click chooses one, the newest to begin with; the choice stands in the URL (?upload=12)."""
    rows = [_row(upload) for upload in uploads]
    height = "content" if len(rows) <= _ROWS else 35 * (_ROWS + 1) + 2
    event = st.dataframe(rows, hide_index=True, height=height, key="uploads", on_select="rerun", selection_mode="single-cell", alt="上报记录")
    cells = event["selection"]["cells"]
    if cells:
        st.query_params[_STATE] = str(uploads[cells[0][0]].id)
    asked = st.query_params.get(_STATE)
    return next((upload for upload in uploads if str(upload.id) == asked), uploads[0])


def _row(upload: Upload) -> dict[str, object]:
    return {
        "回执号": upload.id,
        "状态": upload.state,
        "数据月份": month_label(upload.month),
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
        if upload.state == "在用" and st.button("撤销这次上报", icon=":material/undo:"):
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
