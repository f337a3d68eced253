"""Given month and area in the sidebar and perhaps a task in the URL; gives 任务督办: the county's tasks by lead unit and township, or one with its items."""

from __future__ import annotations

import streamlit as st

from jobs.tasks import tally, task_board
from pages.components.county import current_county
from pages.components.filters import current_filters
from pages.components.head import page_head
from pages.components.links import link
from pages.components.provenance import provenance_line
from pages.components.task_parts import overdue_table, plan_table, show_lacking, tally_table, task_details, task_table
from policy.months import month_label

county, filters = current_county(), current_filters()
board = task_board(county, filters.month)
tasks = {str(task.number): task for task in board.tasks}
chosen, lead = tasks.get(st.query_params.get("task", "")), st.query_params.get("lead", "")
shown = [task for task in board.tasks if lead in ("", task.lead_unit)]
as_of = {"任务": board.as_of[0]} if board.as_of else {}
note = provenance_line(as_of, month=filters.month, version=county.store.version()) if board.as_of else "任务表还没有报送"

if chosen or lead:
    with st.container(key="back"):
        link("tasks", "← 全部任务", filters)
if chosen:
    page_head(f"任务 {chosen.number}　{chosen.title}", note=note)
    task_details(county, chosen, filters)
else:
    counts = tally("", [item for task in shown for item in task.items])
    finding = f"{len(shown)} 项任务，{counts.items} 个子项"
    if board.as_of:
        finding += f"：■ 差 {counts.poor} 个（其中逾期 {counts.overdue} 个），▲ 关注 {counts.watch} 个，● 好 {counts.good} 个，缺数据 {counts.missing} 个。"
    page_head(f"任务督办　{lead or month_label(filters.month)}", finding, note=note)
    if not board.as_of:
        st.info("缺数据：还没有单位报送“任务”表，状态、进度和逾期都看不到。下面是任务分工：谁牵头、谁负责、用什么衡量。")
        link("upload", "去数据上报", filters, icon=":material/upload_file:")
    if counts.overdue:
        st.subheader(f"逾期的 {counts.overdue} 个子项", anchor=False)
        overdue_table(shown, filters)
    if board.as_of:
        left, right = st.columns([8, 5], gap="medium")
        with left:
            st.subheader("任务和进度", anchor=False)
            task_table(shown, filters)
        with right:
            st.subheader("按单位", anchor=False)
            tally_table("牵头单位", board.by_lead(), filters)
            tally_table("苏木镇", board.by_township(area.name for area in county.areas if area.level == "township" and not area.unplaced))
        show_lacking(board)
    else:
        plan_table(shown, filters)
    st.caption("■ 差：过了计划日期没有完成，或报为滞后；▲ 关注：未启动，或三个月内到期而进度不到 80%；● 好：其余，含长期坚持的。")
