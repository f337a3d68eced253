"""Given months; gives a county with just enough areas for the filters: two townships, villages of the same name, places without a village."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from data_loaders.model import Area

AREAS = (
    Area("159921", "曙光旗", "county", ""),
    Area("159921000000", "未落村", "village", "159921", unplaced=True),
    Area("159921101", "金坪镇", "township", "159921"),
    Area("159921101000", "未落村", "village", "159921101", unplaced=True),
    Area("159921101001", "上村", "village", "159921101"),
    Area("159921101002", "上村", "village", "159921101"),
    Area("159921101003", "下村", "village", "159921101"),
    Area("159921102", "大湾苏木", "township", "159921"),
    Area("159921102001", "上村", "village", "159921102"),
)


@dataclass(frozen=True)
class ShellCounty:
    """A county as the shell and the filters see it."""

    held: tuple[str, ...] = ("2026-05", "2026-06")
    areas: tuple[Area, ...] = AREAS
    code: str = "159921"
    name: str = "曙光旗"

    def policy_of(self, month: str) -> SimpleNamespace:  # noqa: ARG002 - the form of a county
        """Definitions in which two units lead measures, and households have two types."""
        systems = {"B01": SimpleNamespace(lead_unit="乡村振兴局"), "M23": SimpleNamespace(lead_unit="残联")}
        measures = {name: SimpleNamespace(system=system) for name, system in (("a", "B01"), ("b", "B01"), ("c", "M23"))}
        household = SimpleNamespace(columns={"hh_type": SimpleNamespace(values=("一般户", "脱贫户"))})
        return SimpleNamespace(systems=systems, measures=measures, populations={"household": household}, say=lambda *_words: "监测对象")

    def months(self) -> list[str]:
        return list(self.held)
