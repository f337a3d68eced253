"""Given a data folder; gives the store in it: slices, uploads, originals, cubes, audit, backup."""

from store.backup import backup, restore
from store.model import Computed, FrozenMonthError, NewSlice, OriginalFile, Saved, Slice, StoreError, Submission, Upload
from store.store import Store, open_store

__all__ = [
    "Computed",
    "FrozenMonthError",
    "NewSlice",
    "OriginalFile",
    "Saved",
    "Slice",
    "Store",
    "StoreError",
    "Submission",
    "Upload",
    "backup",
    "open_store",
    "restore",
]
