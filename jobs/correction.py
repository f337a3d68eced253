"""Given an upload; gives its correction workbook: the rows held back, wrong cells coloured and explained, ready to be handed in again as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_loaders.correction import correction_workbook as workbook_of
from data_loaders.model import HeldRow, Issue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from jobs.county import County


def correction_workbook(county: County, upload_id: int) -> bytes:
    """The bytes of an xlsx; one that says so where the upload holds nothing back. Raises StoreError if there is no such upload."""
    upload = county.store.upload(upload_id)
    issues = [Issue(**issue) for issue in county.store.issues(upload_id)]
    township = next((area.name for area in county.areas if area.code == upload.township), "")
    return workbook_of([_held(row) for row in county.store.held(upload_id)], issues, township=township)


def _held(row: Mapping[str, Any]) -> HeldRow:
    """The row as it was before it was written as JSON, which knows no tuples."""
    return HeldRow(**{**row, "codes": tuple(row["codes"])})
