"""Given a county; gives its uploads, undoes one, and freezes or opens months, computing again what that touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.kept_definitions import pack_definitions
from jobs.overlay import overlay_folder
from jobs.recompute import recompute
from policy.months import check_month

if TYPE_CHECKING:
    from jobs.county import County
    from store import Upload


def history(county: County) -> list[Upload]:
    """Every upload, newest first."""
    return county.store.history()


def undo(county: County, upload_id: int, actor: str = "") -> tuple[str, ...]:
    """Undo one upload and compute again; gives the months whose figures were brought up to date. Raises StoreError with a plain reason."""
    county.store.undo(upload_id, actor)
    return recompute(county)


def freeze(county: County, month: str, actor: str = "") -> None:
    """Fix a month as it is: its data, and the definitions by which it was computed."""
    county.store.freeze(check_month(month), actor, definitions=pack_definitions(overlay_folder(county.store)))


def thaw(county: County, month: str, actor: str = "") -> None:
    """Open a frozen month again and compute it as things are now."""
    county.store.thaw(check_month(month), actor)
    recompute(county, [month] if month in county.months() else [])
