"""Given nothing; gives a temporary folder of one reading's own that is gone afterwards, even if an application was killed in between."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "xianjie-read-"
_HOUR = 3600


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder of this reading's own, gone afterwards; what a killed application left behind is swept after an hour."""
    parent = Path(tempfile.gettempdir())
    for left in parent.glob(_PREFIX + "*"):
        try:
            old = time.time() - left.stat().st_mtime > _HOUR
        except OSError:
            continue
        if old:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
