"""Given the units that a sheet writes in headings, above the table or under them; gives the factor to the unit that is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data_loaders.numbers import CONVERSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data_loaders.headings import Heading
    from data_loaders.layout import LayoutColumn


@dataclass(frozen=True)
class Units:
    """The units that a sheet gives beside those in its headings: of money for the whole table (单位：万元), and by column in a row under the header."""

    money: str = ""
    columns: Mapping[int, str] = field(default_factory=dict)

    def of(self, column: LayoutColumn, heading: Heading) -> str:
        """The unit in which the column's numbers stand, or an empty text where the sheet does not say."""
        above = self.money if column.unit in ("元", "万元") and self.money.endswith("元") else ""
        return heading.unit or self.columns.get(heading.index, "") or above

    def factor(self, column: LayoutColumn, heading: Heading) -> float:
        """What to multiply by for the stored unit."""
        return CONVERSIONS.get((self.of(column, heading), column.unit), 1)
