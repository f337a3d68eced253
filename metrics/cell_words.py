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
    "unknown": "是否达到要求无法判定：缺数据",
    "outside": "不在这项指标的统计范围内",
}
"""What each cell says of a unit."""
