"""Given a text of the screen; gives it as official papers set it: no space between a number and the Chinese character beside it."""

from __future__ import annotations

import re

_SPACE_BESIDE_CHINESE = re.compile("(?<=[\u4e00-\u9fff])\u00a0|\u00a0(?=[\u4e00-\u9fff])")


def close_up(text: str) -> str:
    """ "60 户 120 人" → "60户120人"; thousands stay apart. Such spaces also keep WPS from breaking the line anywhere but inside a number."""
    return _SPACE_BESIDE_CHINESE.sub("", text)
