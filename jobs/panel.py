"""Given the figures of some months and the county's areas; gives look-ups for the view models: one figure, its earlier months, the areas below an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from policy.months import month_label, shift_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.judge import Judgement
    from jobs.readings import Reading
    from metrics.model import Area, Figure
    from policy.model import Measure, Population, System, Theme


MONTHS_OF_A_YEAR = 12


class Defined(Protocol):
    """What there is to count: measures, the systems they belong to, the populations they are of."""

    @property
    def measures(self) -> Mapping[str, Measure]: ...
    @property
    def systems(self) -> Mapping[str, System]: ...
    @property
    def populations(self) -> Mapping[str, Population]: ...


class Definitions(Defined, Protocol):
    """What the view models need of a Policy."""

    @property
    def judgement(self) -> Judgement: ...
    @property
    def readings(self) -> Mapping[str, Reading]: ...
    @property
    def themes(self) -> Mapping[str, Theme]: ...


class Figures(Protocol):
    """Figures by (month, measure, area code): a dict, or jobs.figure_book, which computes them when they are asked for."""

    def get(self, key: tuple[str, str, str], /) -> Figure | None: ...


@dataclass(frozen=True)
class Panel:
    """Figures by (month, measure, area code); months oldest first, the last one is the month shown. used: areas in which something stands this month.

    earlier: submitted months before these, which are not read until one of them is asked for; past: their figures, one measure at a time.
    """

    months: tuple[str, ...]
    figures: Figures
    areas: tuple[Area, ...]
    county_code: str
    used: frozenset[str] = frozenset()
    earlier: tuple[str, ...] = ()
    past: Figures | None = None

    @property
    def month(self) -> str:
        """The month shown."""
        return self.months[-1]

    @property
    def previous(self) -> str | None:
        """The month before it among those submitted, None for the first."""
        return self.months[-2] if len(self.months) > 1 else None

    def figure(self, measure: str, area: str, month: str | None = None) -> Figure | None:
        """The figure of a measure in an area, None where that month or area has none."""
        return self.figures.get((month or self.month, measure, area))

    def before(self, measure: str, area: str) -> Figure | None:
        """The same figure in the month before."""
        return self.figure(measure, area, self.previous) if self.previous else None

    @property
    def year_before(self) -> str:
        """The same month of the year before, whether anything was submitted for it or not."""
        return shift_month(self.month, -MONTHS_OF_A_YEAR)

    def last_year(self, measure: str, area: str) -> Figure | None:
        """The figure in the same month of the year before; None where nothing was submitted for it."""
        if self.year_before in self.months:
            return self.figure(measure, area, self.year_before)
        return self.past.get((self.year_before, measure, area)) if self.past is not None and self.year_before in self.earlier else None

    def series(self, measure: str, area: str) -> list[tuple[str, Figure | None]]:
        """The figure in every month, oldest first."""
        return [(month, self.figure(measure, area, month)) for month in self.months]

    def name(self, code: str) -> str:
        """The area's name; the county itself is 全旗县 where the area sheet does not name it."""
        return next((area.name for area in self.areas if area.code == code), "全旗县" if code == self.county_code else code)

    def below(self, code: str) -> tuple[Area, ...]:
        """The areas directly below, 未落村 last; a village stands for itself."""
        inner = [area for area in self.areas if area.parent == code and area.code != code]
        inner = inner or [area for area in self.areas if area.code == code]
        return tuple(sorted(inner, key=lambda area: (area.unplaced, area.code)))

    def shown_below(self, code: str) -> tuple[Area, ...]:
        """The areas directly below as a table lists them: a 未落村 only where some unit stands in it this month."""
        return tuple(area for area in self.below(code) if not area.unplaced or area.code in self.used)

    def villages(self, code: str) -> tuple[Area, ...]:
        """All villages in the area, 未落村 left out."""
        return tuple(area for area in self.inside(code) if not area.unplaced)

    def inside(self, code: str) -> tuple[Area, ...]:
        """All village-level areas in the area, 未落村 among them; by the sheet's parent, since a village may keep the code of another township."""
        return tuple(area for area in self.areas if area.level == "village" and (code == self.county_code or code in (area.code, area.parent)))

    def place(self, code: str) -> str:
        """A village as "镇·村" (names repeat across townships), any other area by its name."""
        area = next((each for each in self.areas if each.code == code), None)
        if area is None or area.level != "village":
            return self.name(code)
        return area.name if area.parent == self.county_code else f"{self.name(area.parent)}·{area.name}"


def make_panel(figures: Iterable[Figure], *, months: Sequence[str], areas: tuple[Area, ...], county_code: str, earlier: Sequence[str] = ()) -> Panel:
    """Index figures of any levels and months; a county figure may carry the county's code. earlier: months with figures before those shown."""
    found = tuple(figures)
    used = frozenset(figure.area_code for figure in found if figure.month == months[-1] and _holds_anything(figure))
    indexed = {(figure.month, figure.measure, figure.area_code): figure for figure in found}
    return Panel(tuple(months), indexed, areas, county_code, used, tuple(earlier), indexed)


def _holds_anything(figure: Figure) -> bool:
    return bool((figure.cells and figure.cells.total) or (figure.tally and figure.tally.denominator + figure.tally.unknown))


def short_month(month: str) -> str:
    """2026-10 → 10月; January keeps its year: 2026年1月."""
    return month_label(month) if month.endswith("-01") else f"{int(month[5:7])}月"
