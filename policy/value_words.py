"""Given a value, or the label of a 是/否 column; gives it in Chinese as it stands in a rule or beside one."""

from __future__ import annotations

_DENIED = {
    "参加": "未参加", "有": "没有", "有效": "不是有效", "已": "未", "在": "不在", "正在": "没有正在",
    "领取": "未领取", "是": "不是", "能": "不能", "需": "不需", "属于": "不属于",
    "解决": "未解决", "享受": "未享受", "实施": "未实施", "落实": "未落实",
}  # fmt: skip
"""How a label that begins like a sentence is denied; any other label is a noun: 是特困人员, 不是特困人员."""


def bool_words(label: str, *, holds: bool) -> str:
    """A 是/否 column as a statement: 是特困人员, 不是特困人员; 已投防贫保, 未投防贫保; 风险是否已消除: 风险已消除, 风险未消除."""
    if label.startswith("是否"):
        return bool_words(label.removeprefix("是否"), holds=holds)
    if "是否" in label:
        return label.replace("是否", "") if holds else label.replace("是否已", "未").replace("是否", "不")
    verb = max((verb for verb in _DENIED if label.startswith(verb)), key=len, default=None)
    if verb is None:
        return f"是{label}" if holds else f"不是{label}"
    return label if holds else _DENIED[verb] + label.removeprefix(verb)


def number_words(value: float) -> str:
    """A number without trailing zeros and without exponent: 9000, 0.5."""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".")


def value_words(value: object) -> str:
    """A value in words: 是, 否, 9000, 特困人员, 2021-01-01, a list by 、; a value that is not known is 未知."""
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return number_words(value)
    if isinstance(value, (list, tuple)):
        return "、".join(str(each) for each in value) or "无"
    return str(value)
