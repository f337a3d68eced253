"""Given the bytes of a text file; gives its text, by byte order mark, then UTF-8, then UTF-16 by its zero bytes, then GB18030."""

from __future__ import annotations

import codecs
import re

from data_loaders.formats.finding import UnreadableError

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4096


def decode(content: bytes) -> str:
    """The text without its byte order mark. Raises UnreadableError: FILE-024 when no encoding fits, FILE-011 when it is no text at all."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], (encoding,))
    return _decoded(content, (*_guess_wide(content), "utf-8", "gb18030"))


def _guess_wide(content: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows by zero bytes at the odd or the even places, where its ASCII letters are; a few Chinese ones have a zero at the other."""
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    least = max(len(content[:_SAMPLE]) // 40, 2)
    if odd >= least and even * 4 <= odd:
        return ("utf-16-le",)
    return ("utf-16-be",) if even >= least and odd * 4 <= even else ()


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    furthest = 0
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
            continue
        sample = text[:_SAMPLE]
        if "\0" in text or len(_CONTROL.findall(sample)) > len(sample) // 100:
            raise UnreadableError("FILE-011")
        return text
    if b"\0" in content[:_SAMPLE]:
        raise UnreadableError("FILE-011")
    raise UnreadableError("FILE-024", rows=content.count(b"\n", 0, furthest) + 1)
