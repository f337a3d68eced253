"""Given the settings; gives the county's data folder, opened once per process and shared by every session."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobs.county import County, open_county
from store.retention import prune

if TYPE_CHECKING:
    from settings import Settings


@cache
def the_county(settings: Settings) -> County:
    """The county, opened at the first call; what is older than the installation keeps is deleted then.

    Raises StoreError for a folder of a newer program.
    """
    county = open_county(settings.data_folder, settings.county_code, settings.county_name)
    if settings.retention_days:
        prune(county.store, settings.retention_days)
    return county
