"""Given an upload; gives its correction workbook: the sheets that need correcting, whole, with the wrong cells marked, ready to be handed in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data_loaders.model import InputFile
from data_loaders.reading import read_file
from reports.correction import correction_bytes

if TYPE_CHECKING:
    from jobs.county import County


class NothingToCorrectError(Exception):
    """No sheet of the upload has an error."""


def correction_workbook(county: County, upload_id: int) -> bytes:
    """The bytes of an xlsx. Raises StoreError if the upload or its original is not kept any more, NothingToCorrectError if it has no held row or error."""
    upload = county.store.upload(upload_id)
    issues = [issue for issue in county.store.issues(upload_id) if issue["severity"] != "hint"]
    wrong = {(issue["file"], issue["sheet"]) for issue in issues if issue["severity"] == "error"}
    wrong |= {(row["file"], row["sheet"]) for row in county.store.held(upload_id)}
    found = []
    for file in upload.files:
        sheets, _ = read_file(InputFile(file["name"], county.store.original(file["sha256"])))
        found += [sheet for sheet in sheets if (sheet.file, sheet.name) in wrong]
    if not found:
        raise NothingToCorrectError("这次上报没有需要更正的表。")
    return correction_bytes(found, issues)
