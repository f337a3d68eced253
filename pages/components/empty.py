"""Given a county without data; gives the page that says so and the one next click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_UPLOAD = Path(__file__).resolve().parents[1] / "data" / "upload.py"


def show_no_data(county_name: str) -> None:
    """Say that nothing was handed in yet, what will be here, and link to 数据上报."""
    st.title(county_name)
    st.info("还没有数据。先交第一份表：可以是全国系统直接导出的“监测对象信息”，也可以是行政区划、农户、人员等表，原样拖进来即可。")
    st.page_link(_UPLOAD, label="去数据上报", icon=":material/upload_file:")
