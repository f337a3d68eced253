"""Given the bytes of an OLE compound file; gives the names of its streams, whether it is cut off, and whether its workbook stream is encrypted.

Written here because three questions about the first sectors do not need a library; structure after [MS-CFB], records after [MS-XLS].
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_LAST_REGULAR = 0xFFFFFFFA
_SMALL_STREAM = 4096
_FILEPASS, _BOF_RECORDS = 0x002F, 200


@dataclass(frozen=True)
class Compound:
    """A compound file: names of its directory entries, and the start sector and size of each."""

    content: bytes
    sector_size: int
    fat: tuple[int, ...]
    entries: dict[str, tuple[int, int]]

    @property
    def is_cut_off(self) -> bool:
        """Whether part of the workbook's stream lies beyond the end of the file."""
        stream = self.workbook_stream()
        return stream is not None and len(stream) < self._workbook_entry()[1]

    @property
    def is_encrypted_workbook(self) -> bool:
        """Whether the Workbook stream has a FILEPASS record among its first records."""
        head, position = self.workbook_stream(most=16) or b"", 0
        for _ in range(_BOF_RECORDS):
            if position + 4 > len(head):
                return False
            record, length = struct.unpack_from("<HH", head, position)
            if record == _FILEPASS:
                return True
            position += 4 + length
        return False

    def workbook_stream(self, *, most: int | None = None) -> bytes | None:
        """The bytes of the workbook's stream, of its first `most` sectors; None for a stream under 4096 bytes, which lives elsewhere: Excel writes none."""
        start, size = self._workbook_entry()
        if size < _SMALL_STREAM:
            return None
        return b"".join(_chain(self.content, self.fat, start, self.sector_size, most or len(self.fat)))[:size]

    def _workbook_entry(self) -> tuple[int, int]:
        """First sector and size of the workbook's stream."""
        return next((entry for name, entry in self.entries.items() if name.lower() in ("workbook", "book")), (0, 0))


def read_compound(content: bytes) -> Compound | None:
    """The compound file, or None when it is cut off before its own directory."""
    if len(content) < _HEADER:
        return None
    shift, fat_sectors, directory = struct.unpack_from("<H", content, 30)[0], *struct.unpack_from("<II", content, 44)
    size = 1 << min(shift, 16)
    fat = _fat(content, size, fat_sectors)
    raw = b"".join(_chain(content, fat, directory, size, 4096))
    entries = dict(_entries(raw))
    return Compound(content, size, fat, entries) if entries else None


def _fat(content: bytes, size: int, fat_sectors: int) -> tuple[int, ...]:
    """The allocation table; the first 109 of its sectors are named in the header, the others in a chain of their own."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    while following < _LAST_REGULAR and len(sectors) < fat_sectors:
        block = _sector(content, following, size)
        if len(block) < size:
            break
        numbers = struct.unpack(f"<{size // 4}I", block)
        sectors += numbers[:-1]
        following = numbers[-1]
    table: list[int] = []
    for sector in sectors[:fat_sectors]:
        block = _sector(content, sector, size)
        table += struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
    return tuple(table)


def _chain(content: bytes, fat: tuple[int, ...], start: int, size: int, most: int) -> Iterator[bytes]:
    """The sectors of one stream, at most `most` of them (a chain may run in a circle)."""
    sector = start
    for _ in range(most):
        if sector >= _LAST_REGULAR:
            return
        yield _sector(content, sector, size)
        if sector >= len(fat):
            return
        sector = fat[sector]


def _sector(content: bytes, number: int, size: int) -> bytes:
    start = _HEADER + number * size if size == _HEADER else (number + 1) * size
    return content[start : start + size]


def _entries(raw: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name → (start sector, size) of each directory entry."""
    for offset in range(0, len(raw) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", raw, offset + 64)[0]
        if 2 < length <= 64:  # noqa: PLR2004 — two bytes are the closing zero alone; a name has room for 64
            name = raw[offset : offset + length - 2].decode("utf-16-le", "replace")
            yield name, struct.unpack_from("<II", raw, offset + 116)
