"""Given an error of a reader; gives why it gave up, in Chinese, and whether it is one that a damaged file explains."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What zipfile raises for a part that is damaged, encrypted or packed in a way that it does not know."""

_REASONS = (
    ("shared string", "共享字符串表缺失或不全"),
    ("string index", "共享字符串表缺失或不全"),
    ("file not found", "缺少必要的部件"),
    ("missing", "缺少必要的内容"),
    ("entity", "含有不允许的实体"),
    ("compression", "压缩方式不支持"),
    ("crc", "校验不符"),
    ("xml", "XML 写法有误"),
    ("zip", "压缩结构有误"),
    ("deflate", "压缩结构有误"),
    ("buffer", "内容缺了一截"),
    ("stream", "内部数据流不全"),
)


def reason(error: BaseException) -> str:
    """Why a reader gave up, in Chinese; readers say it in English, in words that change with their versions."""
    text = f"{type(error).__name__} {error}".lower()
    return next((words for mark, words in _REASONS if mark in text), "内部结构错误")


def is_panic(error: BaseException) -> bool:
    """Whether it is a panic of a Rust reader, which reaches Python as a BaseException of a class that cannot be imported."""
    return type(error).__name__ == "PanicException"
