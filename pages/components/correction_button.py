"""Given an upload with rows held back; gives the download of its correction workbook, made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from jobs.correction import correction_workbook

if TYPE_CHECKING:
    from jobs.county import County

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def correction_button(county: County, upload_id: int) -> None:
    """The button; the workbook holds the held rows, wrong cells coloured with what to do, and can be handed in as it is."""
    st.download_button(
        "下载更正表（只含暂扣的行，改好标红的格子后直接拖回来）",
        data=lambda: correction_workbook(county, upload_id),
        file_name=f"更正表_回执{upload_id}.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        key=f"correction_{upload_id}",
        on_click="ignore",
    )
