"""Given the folder of definitions and the county's overlay; gives both as one file, and reads the definitions back from such a file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from policy.reader import POLICY_FOLDER, read_policy

if TYPE_CHECKING:
    from policy.reader import Policy

SHIPPED, OWN = "policy", "county"
"""Folders in the file: what ships, and what the county changed."""

SAME_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every entry, so that the same definitions are the same file."""


def pack_definitions(overlay: Path, folder: Path = POLICY_FOLDER) -> bytes:
    """All definitions as they are now, in one zip file."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, place in ((SHIPPED, folder), (OWN, overlay)):
            for path in sorted(place.rglob("*.toml")):
                archive.writestr(zipfile.ZipInfo(f"{name}/{path.relative_to(place).as_posix()}", SAME_DATE), path.read_bytes())
    return sink.getvalue()


def read_definitions(path: Path) -> Policy:
    """The definitions in such a file. Raises PolicyError if this program reads them no longer."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, zipfile.ZipFile(path) as archive:
        archive.extractall(name)
        return read_policy(Path(name) / SHIPPED, Path(name) / OWN)
