"""Given a zip of files; gives its members unpacked beside it, within bounds of number, size and ratio, names in Chinese as packed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from data_loaders.formats.finding import Finding, UnreadableError, size_words
from data_loaders.formats.reasons import DAMAGED, reason

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_RATIO, _SMALL_ENOUGH = 250, 50 << 20
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1


def check_unpacked_size(content: bytes, *, max_unpacked_bytes: int) -> None:
    """Raise UnreadableError (FILE-019) when what the zip says it holds is more than is allowed; holds for workbooks too, which are zips."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        total = sum(member.file_size for member in archive.infolist())
    if total > max_unpacked_bytes:
        raise UnreadableError("FILE-019", size=size_words(total), limit=size_words(max_unpacked_bytes))


def unpack(content: bytes, target: Path, *, first: int, max_members: int) -> tuple[list[tuple[int, str]], list[tuple[str, Finding]]]:
    """Write the members to `target`/N.in, N from `first` on. Gives (N, name) of each, and (name, finding) of those that could not be unpacked.

    Raises UnreadableError: FILE-019 for a ratio that no table has, FILE-021 for too many members, FILE-022 for none.
    """
    written, findings = [], []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_litter(member.filename)]
        _check(members, len(content), max_members)
        for number, member in enumerate(members, first):
            name = member_name(member)
            try:
                target.joinpath(f"{number}.in").write_bytes(archive.read(member))
            except DAMAGED as error:
                findings.append((name, Finding("FILE-023", holes={"detail": reason(error)})))
                continue
            written.append((number, name))
    return written, findings


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag zipfile reads names as cp437, while Chinese tools mean GB18030 (or UTF-8 unmarked)."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _check(members: list[zipfile.ZipInfo], packed: int, max_members: int) -> None:
    if not members:
        raise UnreadableError("FILE-022")
    if len(members) > max_members:
        raise UnreadableError("FILE-021", count=len(members), limit=max_members)
    total = sum(member.file_size for member in members)
    if total > _SMALL_ENOUGH and total > packed * _LARGEST_RATIO:
        raise UnreadableError("FILE-019", size=size_words(total), limit=f"压缩前后 {_LARGEST_RATIO} 比 1")


def _is_litter(name: str) -> bool:
    return name.startswith(_LITTER[0]) or name.rsplit("/", 1)[-1] in _LITTER[1:]
