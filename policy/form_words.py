"""Given a form, a rule's name or what a limit is counted in; gives what it is called in Chinese."""

from __future__ import annotations

FORM_WORDS = {
    "targeting": "应享与已享对照",
    "status": "状态（达到与未达到）",
    "attainment": "完成与计划对照",
    "flow": "办理流程与时限",
    "ledger": "台账金额与对账",
}
"""What each form is called."""

RULE_WORDS = {
    "among": "统计范围",
    "eligible": "应享条件",
    "received": "已享认定",
    "met": "达到条件",
    "done": "完成数（累计）",
    "plan": "计划数（全部）",
    "baseline": "计划开始前已完成（不算进展）",
    "begins": "计划开始",
    "ends": "计划结束",
    "opened": "受理（发现）日期",
    "closed": "办结日期（空着的为在办）",
    "limit": "办理时限",
    "handler": "承办单位",
    "amount": "金额（数量）",
    "of": "对照的金额（数量）",
    "agrees": "账账相符的条件",
    "count_as": "每行计数",
}
"""What each rule of a version is called."""

LIMIT_WORDS = {"days": "天", "working_days": "个工作日"}
"""What a limit is counted in."""


def limit_words(limit: str, limit_in: str) -> str:
    """The reading of a limit, in full: 自受理次日起 15 个工作日内办结."""
    return f"自受理次日起 {limit} {LIMIT_WORDS[limit_in]}内办结（最后一天办结也算按时）"
