"""Given issues; gives them by kind with what to do, and one by one with file, sheet and cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from jobs.upload_view import SEVERITY, issue_groups, issue_table
from pages.components.frame import frame
from pages.components.html import show, table, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN = 2000


def show_issues(issues: Sequence[Mapping[str, Any]], *, key: str) -> None:
    """Nothing wrong is said too; at most 2 000 single issues are listed on the page."""
    st.subheader("问题", anchor=False)
    if not issues:
        st.write("没有发现问题。")
        return
    headings = [("轻重", "nowrap"), ("编号", "nowrap"), ("处数", "num"), ("问题（举例）", "what"), ("怎么改", "do")]
    show(table(headings, [[SEVERITY[each.severity], _code(each.code), str(each.number), text(each.what), text(each.do)] for each in issue_groups(issues)]))
    with st.expander(f"逐个单元格看（{len(issues)} 处）"):
        frame(issue_table(issues[:_SHOWN]), hide_index=True, height=360, key=f"issues_{key}", alt=f"{len(issues)} 处问题")
        if len(issues) > _SHOWN:
            st.caption(f"只列前 {_SHOWN} 处；改好后再上报会重新检查。")


def _code(code: str) -> str:
    """The code as a link to what 数据格式 says of it, in a tab of its own: what was checked here must not be lost."""
    return f'<a href="formats?issue={text(code)}" target="_blank">{text(code)}</a>'
