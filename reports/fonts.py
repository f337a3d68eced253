"""Given the fonts of this machine; gives the Chinese ones that pictures and PDF are set in, or says which to install. A missing font is an error, not boxes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import typst

FALLBACK = ("Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN", "Noto Sans CJK SC")
SONG = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "SimSun", "宋体", "NSimSun", *FALLBACK)
FANGSONG = ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "仿宋", "STFangsong", *FALLBACK)
HEI = ("SimHei", "黑体", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC")
KAI = ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "楷体", "STKaiti", "AR PL UKai CN", *FALLBACK)
"""Families in order of wish: what GB/T 9704 names, then what Windows, Kylin, UOS and Debian have."""


class FontError(Exception):
    """No Chinese font is installed; the text says in Chinese what to do."""

    def __init__(self) -> None:
        super().__init__(
            "这台电脑没有中文字体，图和 PDF 里的字会变成方框，所以没有生成。"
            "Windows 自带宋体、黑体；Linux 请让信息员安装 Noto CJK 字体（软件包 fonts-noto-cjk）或把字体文件放进系统字体目录，再试一次。"
        )


@dataclass(frozen=True)
class Faces:
    """The family for each use: title (小标宋), text (仿宋), head (黑体), second (楷体)."""

    title: str
    text: str
    head: str
    second: str


@cache
def faces() -> Faces:
    """The families of this machine. Raises FontError if one use has none."""
    known = frozenset(typst.Fonts().families())
    return Faces(*(_first(wanted, known) for wanted in (SONG, FANGSONG, HEI, KAI)))


def _first(wanted: tuple[str, ...], known: frozenset[str]) -> str:
    for name in wanted:
        if name in known:
            return name
    raise FontError
