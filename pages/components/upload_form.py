"""Given the county; gives the form of 数据上报: month, sender, township, files; and the check that it starts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from data_loaders.model import InputFile
from jobs.load import Checked, UnknownTownshipError, check_files
from pages.components.labels import unique_labels
from pages.components.upload_state import start_again
from policy.months import MonthError, month_label, shift_month

if TYPE_CHECKING:
    from jobs.county import County

TYPES = ("xlsx", "xlsm", "xls", "xlsb", "et", "ods", "csv", "zip", "html", "htm")
_BACK = 24
MONTH = "upload_month"
_SENDER = "upload_sender"


def chosen_month() -> str | None:
    """The month that the form is set to; None before the form was shown."""
    return st.session_state.get(MONTH)


def ask_files(county: County) -> Checked | None:
    """The form; gives what was read and checked in the run in which 检查 was pressed, else None."""
    months = _months(county)
    townships = {"": "（各行自带，不指定）"} | unique_labels({area.code: area.name for area in county.areas if area.level == "township"})
    files = st.file_uploader(
        "把工作簿拖到这里，可以一次拖多个；原样导出的就行，不用改表头", type=list(TYPES), accept_multiple_files=True, key="upload_files", on_change=_forget
    )
    left, middle, right, button = st.columns([2, 2, 2, 1], vertical_alignment="bottom")
    frozen = county.store.frozen()
    labels = {each: month_label(each) + ("（已封存）" if each in frozen else "") for each in months}
    newest = county.months()[-1] if county.months() else months[1]
    month = left.selectbox("数据月份", months, index=months.index(newest), format_func=labels.__getitem__, key=MONTH, on_change=_forget)
    sender = middle.text_input("报送人", key=_SENDER, placeholder="姓名或科室", max_chars=40, on_change=_forget)
    township = right.selectbox("所属苏木镇", list(townships), format_func=townships.__getitem__, key="upload_township", on_change=_forget)
    closed = month in frozen
    pressed = button.button("检查", type="primary", width="stretch", disabled=not files or closed)
    if closed:
        st.warning(f"{month_label(month)}已封存，不能再报送。请核对月份选对了没有；确需补报，先请管理员在“历史与撤销”里解除封存。")
    if not pressed:
        return None
    if not sender.strip():
        st.warning("请先填报送人，回执上要写明是谁报的。")
        return None
    return _check(county, [InputFile(each.name, each.getvalue()) for each in files], month, sender.strip(), township)


def _forget() -> None:
    """Another file, month, sender or township: what was checked no longer is what would be stored."""
    start_again()


def _months(county: County) -> list[str]:
    """Months to choose from, newest first: one after the newest known, and two years back."""
    newest = max([*county.months(), f"{date.today():%Y-%m}"])
    return [shift_month(newest, 1 - back) for back in range(_BACK)]


def _check(county: County, files: list[InputFile], month: str, sender: str, township: str) -> Checked | None:
    bar = st.progress(0.0, "正在读取…")

    def progress(text: str, share: float) -> None:
        bar.progress(min(share, 1.0), text)

    try:
        return check_files(county, files, month=month, sender=sender, township=township or None, progress=progress)
    except (MonthError, UnknownTownshipError) as error:
        st.error(str(error))
        return None
    finally:
        bar.empty()
