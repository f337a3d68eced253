"""Given the name of a cell; gives what it says of a unit, in Chinese."""

from __future__ import annotations

CELL_WORDS = {
    "tt": "符合条件，已享受：应享已享",
    "tf": "符合条件，名单里没有：应享未享（疑似）",
    "tn": "符合条件，是否享受无法判定：缺数据",
    "ft": "不符合条件，名单里有：不应享而享（疑似）",
    "ff": "不符合条件，也未享受",
    "fn": "不符合条件，是否享受无法判定：缺数据",
    "nt": "已享受，是否符合条件无法判定：缺数据",
    "nf": "未享受，是否符合条件无法判定：缺数据",
    "nn": "是否符合条件、是否享受都无法判定：缺数据",
    "met": "达到要求",
    "not_met": "未达到要求",
    "unknown": "无法判定：缺数据或数据有矛盾",
    "behind": "未完成，落后于序时进度",
    "on_pace": "未完成，未落后于序时进度",
    "complete": "计划已完成",
    "overdue": "在办，已超过期限",
    "waiting": "在办，未超过期限",
    "in_time": "本月办结，在期限内",
    "late": "本月办结，已超过期限",
    "closed_earlier": "本月以前已办结，不计入本月",
    "differs": "账账不符",
    "agrees": "已计入，账账相符",
    "outside": "不在这项指标的统计范围内",
}
"""What each cell says of a unit."""
