"""Given a checked submission; gives the steps after the check: what was recognised, preview, issues, confirmation, and the receipt with its downloads."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import streamlit as st

from jobs.load import NotConfirmedError, Receipt, sheet_record, store_checked
from jobs.upload_view import local_time, preview, sheet_row
from pages.components.correction_button import correction_button
from pages.components.filters import Filters
from pages.components.frame import frame
from pages.components.html import show, text
from pages.components.issue_view import show_issues
from pages.components.links import link
from pages.components.sheets_view import show_sheets
from pages.components.upload_state import start_again
from policy.months import month_label
from store import StoreError

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.load import Checked


def review(county: County, checked: Checked) -> Receipt | None:
    """Everything to look at before storing; gives the receipt in the run in which 确认入库 was pressed."""
    st.subheader(f"认出了什么（{month_label(checked.month)}，尚未入库）", anchor=False)
    if checked.reading.sheets:
        show_sheets([sheet_row(sheet_record(sheet)) for sheet in checked.reading.sheets])
    for sheet in checked.reading.sheets:
        with st.expander(f"预览：{sheet.file} · {sheet.sheet}（前 5 行）"):
            frame(preview(sheet), hide_index=True, alt=f"{sheet.label}的前几行")
    show_issues([asdict(issue) for issue in checked.issues], key="checked")
    if not checked.storable:
        st.error("没有可以入库的行。按上面的提示改好文件后再拖进来。")
        return None
    agreed = _agreement(checked)
    left, right = st.columns([1, 5])
    pressed = left.button("确认入库", type="primary", disabled=not agreed, width="stretch")
    if right.button("放弃这次上报"):
        start_again()
        st.rerun()
    return _store(county, checked, agreed=agreed) if pressed else None


def _agreement(checked: Checked) -> bool:
    """Ask visibly where data shrinks by more than a fifth; True if nothing asks."""
    if not checked.asks:
        return True
    lines = "\n".join(f"- {change.label}（{change.owner}）：{change.before} 行 → {change.after} 行" for change in checked.asks)
    st.warning(f"**数据比原来少了五分之一以上，入库后会整体替换：**\n\n{lines}\n\n原数据不会丢，随时可在“历史与撤销”里恢复。")
    return st.checkbox("已核对，确实减少，同意替换", key="agree_shrink")


def _store(county: County, checked: Checked, *, agreed: bool) -> Receipt | None:
    bar = st.progress(0.0, "正在入库…")

    def progress(words: str, share: float) -> None:
        bar.progress(min(share, 1.0), words)

    try:
        return store_checked(county, checked, confirmed=agreed, progress=progress)
    except (NotConfirmedError, StoreError) as error:
        st.error(str(error))
        return None
    finally:
        bar.empty()


def show_receipt(county: County, receipt: Receipt) -> None:
    """The receipt: number, time, files with SHA-256, the closing sum, the correction workbook and the way on."""
    st.success(f"已入库，回执号 {receipt.upload_id}。{month_label(receipt.month)}的指标已经重新计算。")
    files = "".join(f"<li>{text(name)}<br><span class='xj-quiet'>SHA-256 {text(digest)}</span></li>" for name, digest in receipt.files)
    who = f"报送人 {text(receipt.sender)}　时间 {text(local_time(receipt.received_at))}　数据月份 {month_label(receipt.month)}"
    show(f"<p>回执号 <b>{receipt.upload_id}</b>　{who}</p><ul>{files}</ul>")
    show_sheets([sheet_row(sheet_record(sheet)) for sheet in receipt.sheets])
    if receipt.upload_id is not None and receipt.counts["held"]:
        correction_button(county, receipt.upload_id)
    show_issues([asdict(issue) for issue in receipt.issues], key="receipt")
    link("overview", f"看{month_label(receipt.month)}总览", Filters(receipt.month, county.code, "county"), icon=":material/dashboard:")
