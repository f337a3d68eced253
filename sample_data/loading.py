"""Given an opened county with an empty data folder; loads the fictional county into it month by month, through the same jobs as an upload."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from data_loaders.model import InputFile
from jobs.load import check_files, store_checked
from jobs.recompute import recompute
from policy.months import month_label
from sample_data.months import monthly_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobs.county import County


def load_sample(county: County, *, progress: Callable[[str], None] | None = None) -> None:
    """Make and load every month; figures are computed once at the end, since each later month would only compute them again."""
    with tempfile.TemporaryDirectory() as folder:
        for batch in monthly_files(Path(folder)):
            if progress:
                progress(f"装入示例：{month_label(batch.month)}，{len(batch.files)} 个文件")
            files = [InputFile(path.name, path.read_bytes()) for path in batch.files]
            checked = check_files(county, files, month=batch.month, sender=batch.sender)
            store_checked(county, checked, confirmed=True, compute=False)
    if progress:
        progress("计算各月指标")
    recompute(county)
