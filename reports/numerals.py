"""Given a position; gives the number that stands before a heading of an official paper: 一、 （一） 1."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
TEN = 10


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; for 1 to 99."""
    tens, ones = divmod(number, TEN)
    head = "" if not tens else ("" if tens == 1 else DIGITS[tens]) + "十"
    return head + (DIGITS[ones] if ones else "")


def first_level(number: int, heading: str) -> str:
    """一、总体情况"""
    return f"{chinese(number)}、{heading}"
