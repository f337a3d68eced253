"""Given the county and a view; gives results computed once per data version and kept for every reader; the only module with caches.

Results are immutable (frozen dataclasses and tuples), so they are kept as they are: a copy for each reader, as cache_data makes, costs more than the
view itself. The chart of the tile map is a plain dict and is copied. Every key holds the data folder, its version,
month and area; `scope` is what the reader may see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from charts.tile_layout import tile_layout
from charts.tile_map import tile_map
from jobs.area_table import days_words, handler_table
from jobs.brief import BriefChoice, Known, make_brief
from jobs.brief_files import brief_file
from jobs.change_view import ChangeView, change_people, change_view, steps_between
from jobs.clauses import DocumentClauses, SystemClauses, documents_with_clauses, systems_with_clauses
from jobs.compare_view import CompareView, compare_view
from jobs.coverage import PolicyView, policy_view
from jobs.figure_book import FigureBook
from jobs.figure_book import panel_of as read_panel
from jobs.heat import heat, of_unit, pressing
from jobs.household import Found, HouseholdView, Reason, household_view, reason, search
from jobs.household_facts import ASKED
from jobs.household_history import MONTHS, HouseholdHistory, household_history, shown_months
from jobs.household_lists import HouseholdRow, household_rows, missed_rows, most_missed
from jobs.leading import Moved, changed_most, first_told, leading
from jobs.narrowing import is_by_class, led_by, measures_of_unit, of_class
from jobs.overview import Overview, overview
from jobs.panel import Panel
from jobs.parity import Counted, ParityView, parity_counts, parity_view, villages_in
from jobs.people import inside, people
from jobs.people_table import PeopleTable, people_table
from jobs.places import coordinates
from jobs.policy_events import PolicyEvent, policy_events
from jobs.poverty import Households, poverty, read_households
from jobs.poverty_view import PovertyView, SurveyView, poverty_view, survey_view
from jobs.progress import Progress, read_progress
from jobs.reasons import reasons_of
from jobs.reference import MeasureReference, ParameterRow, measure_reference, parameter_rows
from jobs.rules_then import ThenNow, changed_measures, then_and_now
from jobs.score_quality import QualityRow, score_quality
from jobs.scorecard import Scoreboard, scoreboard
from jobs.screening import MOST_KEPT, Screened, listed_in, populations, screen_people, screen_table, screened
from jobs.stock_view import StockView, stock_view
from jobs.stock_view import stock_of as read_stock
from jobs.surveys import need_ranking, survey
from jobs.theme_view import ThemeView, theme_measures, theme_view
from jobs.tiles import TileView, largest, tile_view
from jobs.wording import Wording, worded
from metrics.flow import by_handler
from metrics.flow_days import days_taken
from metrics.household_month import HouseholdMonth, HouseholdsMonth, households_month
from store.map_layers import map_state

if TYPE_CHECKING:
    import pyarrow as pa

    from charts.heat_grid import HeatCell
    from jobs.county import County
    from jobs.screen import Screen
    from metrics.decomposition import Step
    from metrics.stock import Stock
    from policy.model import ThemePart
    from policy.scorecard import Dimension
    from reports.model import Brief

STOCK_MONTHS = 6
ASPECT = 1.5
"""Width by height of the tile map's place on 总览 (style.css), between those of a desk's and a meeting room's screen."""
ALL = "全部"
"""The scope of a reader who may see the whole county."""


def version_of(county: County) -> str:
    """What a result depends on besides month and area: the data folder and its version."""
    return f"{county.store.folder}@{county.store.version()}"


def panel_of(county: County, month: str, scope: str = ALL) -> Panel:
    """The figures of the month and of up to eleven submitted months before it, at every level."""
    return _panel(county, version_of(county), month, scope)


def overview_of(county: County, month: str, area: str, scope: str = ALL, *, unit: str = "") -> Overview:
    """What 总览 shows; unit: of the measures that it leads alone ("" for all)."""
    return _overview(county, version_of(county), month, area, unit, scope)


def heat_of(county: County, month: str, area: str, theme: str, scope: str = ALL, *, unit: str = "", household_class: str = "") -> tuple[HeatCell, ...]:
    """The heat grid of a theme, "" for the measures that stand worst; of one lead unit's measures, and of one class of household, "" for all."""
    return _heat(county, version_of(county), month, area, theme, unit, scope, household_class)


def policy_of(county: County, month: str, area: str, measure: str, scope: str = ALL, *, household_class: str = "") -> PolicyView:
    """One policy of 覆盖与精准; household_class: only these count ("" for all); a measure that is not counted by class shows all and says so."""
    return _policy(county, version_of(county), month, area, measure, scope, household_class)


def events_of(county: County, month: str, measure: str, scope: str = ALL) -> tuple[PolicyEvent, ...]:
    """Where the policy behind a measure changed within the months of its trend."""
    return _events(county, version_of(county), month, measure, scope)


def tiles_of(
    county: County, month: str, area: str, measure: str, scope: str = ALL, *, aspect: float = ASPECT, largest: float | None = None
) -> tuple[dict[str, Any], TileView]:
    """The tile map's spec, and the view it was drawn from; with `largest`, circles are drawn as large as the people are many."""
    return _tiles(county, version_of(county), month, area, measure, (aspect, largest), scope)


def largest_of(county: County, area: str, measure: str, scope: str = ALL) -> float:
    """The most people missed in one village in any of the newest twelve months: what circles are held against."""
    return _largest(county, version_of(county), max(county.months()), area, measure, scope)


def progress_of(county: County, month: str, scope: str = ALL) -> Progress:
    """How complete the month's data is."""
    return _progress(county, version_of(county), month, scope)


def people_of(county: County, month: str, area: str, measure: str, list_name: str, scope: str = ALL, *, household_class: str = "") -> PeopleTable:  # noqa: PLR0913 - keys
    """One list behind a policy's figures, masked; household_class: only these ("" for all)."""
    return _people(county, version_of(county), month, area, measure, list_name, scope, household_class)


def handlers_of(county: County, month: str, area: str, measure: str, limit_in: str | None, scope: str = ALL) -> list[tuple[str, ...]]:
    """A flow's cases by handler, as texts."""
    return _handlers(county, version_of(county), month, area, measure, limit_in, scope)


def change_of(county: County, months: tuple[str, str], area: str, measure: str, list_name: str, scope: str = ALL) -> ChangeView:
    """What 变化 shows. Raises jobs.change_view.NotDecomposedError."""
    return _change(county, version_of(county), months, area, measure, list_name, scope)


def changed_people_of(county: County, months: tuple[str, str], area: str, measure: str, list_name: str, reason: str, scope: str = ALL) -> PeopleTable:
    """Who came onto a list or went off it for one reason, masked."""
    return _changed_people(county, version_of(county), months, area, measure, list_name, reason, scope)


def compare_of(county: County, month: str, area: str, measure: str, other: str | None, scope: str = ALL, *, household_class: str = "") -> CompareView:  # noqa: PLR0913 - keys
    """What 对比 shows. other: the month compared with; household_class: only these count ("" for all), if the measure is counted by class."""
    return _compare(county, version_of(county), month, area, measure, other, scope, household_class)


def moved_of(county: County, month: str, area: str, before: str, scope: str = ALL) -> Moved | None:
    """The list that changed most since the month `before`; None where none changed."""
    return _changed_most(county, version_of(county), month, area, before, scope)


def first_of(county: County, month: str, area: str, scope: str = ALL) -> str:
    """The measure that a page shows where the URL names none."""
    return _first_told(county, version_of(county), month, area, scope)


def leading_of(county: County, month: str, area: str, scope: str = ALL) -> str:
    """The measure whose list changed most since the month before, else the first that a page shows."""
    return _leading(county, version_of(county), month, area, scope)


def theme_of(county: County, month: str, area: str, theme: str, scope: str = ALL, *, unit: str = "") -> ThemeView:
    """What the page of a theme shows; unit: only the measures that it leads ("" for all)."""
    return _theme(county, version_of(county), month, area, theme, unit, scope)


def stock_of(county: County, month: str, area: str, part: ThemePart, scope: str = ALL) -> StockView:
    """The stock of a theme, month by month."""
    return _stock(county, version_of(county), month, area, part, scope)


def brief_of(county: County, month: str, choice: BriefChoice, scope: str = ALL) -> Brief:
    """The briefing of the month."""
    return _brief(county, version_of(county), map_state(county.store), month, choice, scope)


def brief_file_of(county: County, month: str, choice: BriefChoice, ending: str, scope: str = ALL) -> bytes:
    """One file of it. Raises reports.fonts.FontError."""
    return _brief_file(county, version_of(county), map_state(county.store), month, choice, ending, scope)


def days_of(county: County, month: str, area: str, measure: str, limit_in: str | None, scope: str = ALL) -> str:
    """How long the cases closed in the month took, in words."""
    return _days(county, version_of(county), month, area, measure, limit_in, scope)


def poverty_of(county: County, month: str, area: str, scope: str = ALL) -> PovertyView:
    """What 贫困测度 shows. Raises jobs.poverty.NoHouseholdsError."""
    return _poverty(county, version_of(county), month, area, scope)


def surveys_of(county: County, month: str, scope: str = ALL) -> SurveyView:
    """What sample surveys of the county found, and its place in the ranking of need."""
    return _surveys(county, version_of(county), month, scope)


def reference_of(county: County, month: str, measure: str) -> MeasureReference:
    """A measure in words, as of the month; policy holds nobody's data, so there is no scope."""
    return _reference(county, version_of(county), month, measure)


def changed_rules_of(county: County, month: str) -> frozenset[str]:
    """The measures that another rule than the present one once computed in the month."""
    return _changed_rules(county, version_of(county), month)


def ruling_of(county: County, month: str, measure: str) -> ThenNow:
    """The rule of then beside the rule of now of one measure, with the county's figures."""
    return _ruling(county, version_of(county), month, measure)


def clauses_of(county: County, month: str) -> tuple[DocumentClauses, ...]:
    """Every document with its clauses and the measures that compute them in the month."""
    return _clauses(county, version_of(county), month)


def systems_of(county: County, month: str) -> tuple[SystemClauses, ...]:
    """Every system with its measures and the clauses that it rests on."""
    return _systems(county, version_of(county), month)


def parameters_of(county: County, month: str) -> tuple[ParameterRow, ...]:
    """The parameters in force in the month."""
    return _parameters(county, version_of(county), month)


def household_of(county: County, month: str, household: str, scope: str = ALL) -> HouseholdView:
    """One household, masked. Raises NoHouseholdError."""
    return _household(county, version_of(county), month, household, scope)


def households_month_of(county: County, month: str, scope: str = ALL) -> HouseholdsMonth:
    """What a month knows of every household: a second or two where nobody asked before."""
    return _households_month(county, version_of(county), month, scope)


def household_history_of(county: County, month: str, household: str, scope: str = ALL) -> HouseholdHistory:
    """One household through the months around this one, masked."""
    return _household_history(county, version_of(county), shown_months(county.months(), month), household, scope)


def missed_households_of(county: County, month: str, area: str, scope: str = ALL) -> tuple[int, tuple[HouseholdRow, ...]]:
    """How many households of an area several policies miss, and those that most miss, masked."""
    return _missed_households(county, version_of(county), month, area, scope)


def household_rows_of(county: County, month: str, households: tuple[str, ...], scope: str = ALL) -> tuple[HouseholdRow, ...]:
    """Households by number, masked."""
    return _household_rows(county, version_of(county), month, households, scope)


def households_found_of(county: County, month: str, text: str, scope: str = ALL) -> tuple[Found, ...]:
    """Households that a text may mean, masked."""
    return _households_found(county, version_of(county), month, text, scope)


def reason_of(county: County, month: str, measure: str, unit: str, scope: str = ALL) -> Reason:
    """Why a unit stands where it stands in a measure."""
    return _reason(county, version_of(county), month, measure, unit, scope)


def parity_of(county: County, month: str, area: str, measure: str, scope: str = ALL) -> ParityView | None:
    """A measure among the groups of people that the data tells apart; None where it has no figure."""
    return _parity(county, version_of(county), month, area, measure, scope)


def populations_of(county: County, month: str) -> dict[str, str]:
    """What can be screened in the month."""
    return _populations(county, version_of(county), month)


def screened_of(county: County, month: str, screen: Screen, scope: str = ALL) -> Screened:
    """A screen counted in every area. Raises jobs.screen.ScreenError."""
    return _screened(county, version_of(county), month, screen, scope)


def screen_people_of(county: County, month: str, area: str, screen: Screen, list_name: str, scope: str = ALL) -> PeopleTable:  # noqa: PLR0913, PLR0917 - keys
    """Who fits a screen, does not, or cannot be told, masked."""
    return _screen_people(county, version_of(county), month, area, screen, list_name, scope)


def score_of(county: County, month: str, scope: str = ALL) -> Scoreboard:
    """What 考核对标 shows; a county that changes a weight sees it at once, without new data."""
    return _score(county, version_of(county), month, card_of(county, month), scope)


def quality_of(county: County, month: str, scope: str = ALL) -> tuple[QualityRow, ...]:
    """How good the data behind the scores is, by township."""
    return _quality(county, version_of(county), month, card_of(county, month), scope)


def card_of(county: County, month: str) -> tuple[Dimension, ...]:
    """The scorecard of the month; a month that was frozen before there was one is scored by the present one."""
    return county.policy_of(month).scorecard or county.policy.scorecard


def wording_of(county: County, month: str) -> Wording:
    """The definitions in the words of the month's period."""
    return _wording(county, version_of(county), month)


@st.cache_resource(max_entries=50, show_spinner=False)
def _score(_county: County, version: str, month: str, card: tuple[Dimension, ...], scope: str) -> Scoreboard:
    return scoreboard(_panel(_county, version, month, scope), _wording(_county, version, month), card)


@st.cache_resource(max_entries=50, show_spinner=False)
def _quality(_county: County, version: str, month: str, card: tuple[Dimension, ...], scope: str) -> tuple[QualityRow, ...]:
    return score_quality(_county, _panel(_county, version, month, scope), card)


@st.cache_resource(max_entries=24, show_spinner=False)
def _wording(_county: County, version: str, month: str) -> Wording:  # noqa: ARG001 - keys
    return worded(_county.policy, month, _county.code)


@st.cache_resource(max_entries=12, show_spinner=False)
def _book(_county: County, version: str, scope: str, household_class: str = "") -> FigureBook:  # noqa: ARG001 - keys
    """One for all months: a month that is shown beside another does not compute it again."""
    return FigureBook(_county, household_class)


@st.cache_resource(max_entries=24, show_spinner="正在计算指标…")
def _panel(_county: County, version: str, month: str, scope: str, household_class: str = "") -> Panel:
    return read_panel(_county, month, _book(_county, version, scope, household_class))


@st.cache_resource(max_entries=600, show_spinner=False)
def _overview(_county: County, version: str, month: str, area: str, unit: str, scope: str) -> Overview:  # noqa: PLR0913, PLR0917 - keys
    panel, sheets = _panel(_county, version, month, scope), _progress(_county, version, month, scope).sheets
    return overview(panel, led_by(_wording(_county, version, month), unit), area, reasons_of(panel, _book(_county, version, scope)), sheets)


@st.cache_resource(max_entries=200, show_spinner="正在计算指标…")
def _heat(_county: County, version: str, month: str, area: str, theme: str, unit: str, scope: str, household_class: str) -> tuple[HeatCell, ...]:  # noqa: PLR0913, PLR0917 - keys
    panel, wording = _panel(_county, version, month, scope, household_class), _wording(_county, version, month)
    if theme:
        return heat(panel, wording, area, measures_of_unit(wording, unit, theme_measures(wording, theme)))
    return heat(panel, wording, area, of_unit(panel, wording, area, unit) if unit else pressing(panel, wording, area))


@st.cache_resource(max_entries=600, show_spinner="正在计算指标…")
def _policy(_county: County, version: str, month: str, area: str, measure: str, scope: str, household_class: str) -> PolicyView:  # noqa: PLR0913, PLR0917 - keys
    wording = _wording(_county, version, month)
    own = household_class if is_by_class(wording, measure) else ""
    return policy_view(_panel(_county, version, month, scope, own), wording, measure, area, own)


@st.cache_resource(max_entries=300, show_spinner=False)
def _events(_county: County, version: str, month: str, measure: str, scope: str) -> tuple[PolicyEvent, ...]:
    return policy_events(_county, measure, _panel(_county, version, month, scope).months)


@st.cache_data(max_entries=200, show_spinner=False)
def _tiles(
    _county: County, version: str, month: str, area: str, measure: str, look: tuple[float, float | None], scope: str
) -> tuple[dict[str, Any], TileView]:  # fmt: skip
    view = tile_view(_panel(_county, version, month, scope), _wording(_county, version, month), measure, area, coordinates(_county))
    aspect, most = look
    spec = tile_map(tile_layout(view.places, aspect=aspect), view.tiles, labels=view.labels, people_label=view.people_label, largest=most)
    return spec, view


@st.cache_resource(max_entries=200, show_spinner=False)
def _largest(_county: County, version: str, month: str, area: str, measure: str, scope: str) -> float:
    return largest(_panel(_county, version, month, scope), _wording(_county, version, month), measure, area)


@st.cache_resource(max_entries=50, show_spinner=False)
def _progress(_county: County, version: str, month: str, scope: str) -> Progress:  # noqa: ARG001 - keys
    return read_progress(_county, month)


@st.cache_resource(max_entries=24, show_spinner="正在取名单…")
def _list(_county: County, version: str, month: str, measure: str, list_name: str, scope: str) -> pa.Table:  # noqa: ARG001 - keys
    """The list of the whole county: the query reads the whole county's register anyway, so another area costs a filter and not a query."""
    return people(_county, month, measure, list_name)


@st.cache_resource(max_entries=60, show_spinner=False)
def _people(_county: County, version: str, month: str, area: str, measure: str, list_name: str, scope: str, household_class: str) -> PeopleTable:  # noqa: PLR0913, PLR0917 - keys
    rows = of_class(_county, month, inside(_county, _list(_county, version, month, measure, list_name, scope), area), household_class)
    return people_table(rows, _wording(_county, version, month), measure)


@st.cache_resource(max_entries=200, show_spinner=False)
def _handlers(_county: County, version: str, month: str, area: str, measure: str, limit_in: str | None, scope: str) -> list[tuple[str, ...]]:  # noqa: ARG001, PLR0913 - keys
    return handler_table(by_handler(_county.snapshot(month), measure, area), limit_in)


@st.cache_resource(max_entries=60, show_spinner="正在比对两个月…")
def _steps(_county: County, version: str, months: tuple[str, str], measure_list: tuple[str, str], scope: str) -> tuple[Step, ...]:  # noqa: ARG001 - keys
    return steps_between(_county, *months, *measure_list)


@st.cache_resource(max_entries=200, show_spinner=False)
def _change(_county: County, version: str, months: tuple[str, str], area: str, measure: str, list_name: str, scope: str) -> ChangeView:
    return change_view(_county, months, measure, list_name, area, _steps(_county, version, months, (measure, list_name), scope))


@st.cache_resource(max_entries=60, show_spinner="正在取名单…")
def _changed_people(
    _county: County, version: str, months: tuple[str, str], area: str, measure: str, list_name: str, reason: str, scope: str
) -> PeopleTable:  # fmt: skip
    steps = _steps(_county, version, months, (measure, list_name), scope)
    rows = change_people(_county, months, measure, list_name, reason, area, steps)
    return people_table(rows, _wording(_county, version, months[1]), measure)


@st.cache_resource(max_entries=300, show_spinner=False)
def _compare(  # noqa: PLR0913, PLR0917 - keys
    _county: County, version: str, month: str, area: str, measure: str, other: str | None, scope: str, household_class: str
) -> CompareView:  # fmt: skip
    wording = _wording(_county, version, month)
    own = household_class if is_by_class(wording, measure) else ""
    return compare_view(_panel(_county, version, month, scope, own), wording, measure, area, other, own)


@st.cache_resource(max_entries=200, show_spinner=False)
def _changed_most(_county: County, version: str, month: str, area: str, before: str, scope: str) -> Moved | None:
    return changed_most(_panel(_county, version, month, scope), _wording(_county, version, month), area, before)


@st.cache_resource(max_entries=200, show_spinner=False)
def _leading(_county: County, version: str, month: str, area: str, scope: str) -> str:
    return leading(_panel(_county, version, month, scope), _wording(_county, version, month), area)


@st.cache_resource(max_entries=200, show_spinner=False)
def _first_told(_county: County, version: str, month: str, area: str, scope: str) -> str:
    return first_told(_panel(_county, version, month, scope), _wording(_county, version, month), area)


@st.cache_resource(max_entries=600, show_spinner=False)
def _theme(_county: County, version: str, month: str, area: str, theme: str, unit: str, scope: str) -> ThemeView:  # noqa: PLR0913, PLR0917 - keys
    return theme_view(_panel(_county, version, month, scope), _wording(_county, version, month), theme, area, unit)


@st.cache_resource(max_entries=200, show_spinner=False)
def _stock(_county: County, version: str, month: str, area: str, part: ThemePart, scope: str) -> StockView:
    months = _panel(_county, version, month, scope).months[-STOCK_MONTHS:]
    return stock_view(_wording(_county, version, month), part, months, area, lambda one, column: _stock_in(_county, version, one, part, column, scope))


@st.cache_resource(max_entries=400, show_spinner=False)
def _stock_in(_county: County, version: str, month: str, part: ThemePart, column: str, scope: str) -> Stock | None:  # noqa: ARG001, PLR0913, PLR0917 - keys
    """Of every village, so that another area, and a month beside which it was shown before, costs a sum and not a query."""
    return read_stock(_county, part, month, column)


@st.cache_resource(max_entries=30, show_spinner="正在起草…")
def _brief(_county: County, version: str, boundaries: str, month: str, choice: BriefChoice, scope: str) -> Brief:  # noqa: ARG001, PLR0913, PLR0917 - keys
    known = Known(
        _panel(_county, version, month, scope),
        _wording(_county, version, month),
        _progress(_county, version, month, scope),
        _overview(_county, version, month, choice.area, "", scope),
    )
    return make_brief(_county, month, choice, known)


@st.cache_resource(max_entries=10, show_spinner="正在生成文件…")
def _brief_file(_county: County, version: str, boundaries: str, month: str, choice: BriefChoice, ending: str, scope: str) -> bytes:  # noqa: ARG001, PLR0913, PLR0917 - keys
    return brief_file(_county, month, choice, ending)


@st.cache_resource(max_entries=200, show_spinner=False)
def _days(_county: County, version: str, month: str, area: str, measure: str, limit_in: str | None, scope: str) -> str:  # noqa: ARG001, PLR0913 - keys
    return days_words(days_taken(_county.snapshot(month), measure, area), limit_in)


@st.cache_resource(max_entries=60, show_spinner="正在测算…")
def _poverty(_county: County, version: str, month: str, area: str, scope: str) -> PovertyView:  # noqa: ARG001 - keys
    return poverty_view(poverty(_county, month, area, _households(_county, version, month, scope)))


@st.cache_resource(max_entries=12, show_spinner=False)
def _households(_county: County, version: str, month: str, scope: str) -> Households:  # noqa: ARG001 - keys
    """The households of the whole county, so that another area costs a selection and not a query."""
    return read_households(_county, month)


@st.cache_resource(max_entries=24, show_spinner=False)
def _surveys(_county: County, version: str, month: str, scope: str) -> SurveyView:  # noqa: ARG001 - keys
    return survey_view(survey(_county, month), need_ranking(_county, month))


@st.cache_resource(max_entries=300, show_spinner=False)
def _reference(_county: County, version: str, month: str, measure: str) -> MeasureReference:
    return measure_reference(_county.policy, _wording(_county, version, month), measure, month, _county.code)


@st.cache_resource(max_entries=24, show_spinner=False)
def _changed_rules(_county: County, version: str, month: str) -> frozenset[str]:  # noqa: ARG001 - keys
    return changed_measures(_county, month)


@st.cache_resource(max_entries=60, show_spinner=False)
def _ruling(_county: County, version: str, month: str, measure: str) -> ThenNow:  # noqa: ARG001 - keys
    return then_and_now(_county, month, measure)


@st.cache_resource(max_entries=24, show_spinner=False)
def _clauses(_county: County, version: str, month: str) -> tuple[DocumentClauses, ...]:
    return documents_with_clauses(_county.policy, _wording(_county, version, month), month)


@st.cache_resource(max_entries=24, show_spinner=False)
def _systems(_county: County, version: str, month: str) -> tuple[SystemClauses, ...]:
    return systems_with_clauses(_county.policy, _wording(_county, version, month))


@st.cache_resource(max_entries=24, show_spinner=False)
def _parameters(_county: County, version: str, month: str) -> tuple[ParameterRow, ...]:  # noqa: ARG001 - keys
    return parameter_rows(_county.policy, month, _county.code)


@st.cache_resource(max_entries=100, show_spinner=False)
def _household(_county: County, version: str, month: str, household: str, scope: str) -> HouseholdView:
    return household_view(_county, month, household, _household_record(_county, version, month, household, scope))


@st.cache_resource(max_entries=600, show_spinner=False)
def _household_record(_county: County, version: str, month: str, household: str, scope: str) -> HouseholdMonth:  # noqa: ARG001 - keys
    return _households_month(_county, version, month, scope).of(household)


@st.cache_resource(max_entries=MONTHS, show_spinner="正在取各户当月情况…")
def _households_month(_county: County, version: str, month: str, scope: str) -> HouseholdsMonth:  # noqa: ARG001 - keys
    """Every household at once, which costs little more than one of them."""
    return households_month(_county.snapshot(month), ASKED)


@st.cache_resource(max_entries=100, show_spinner="正在逐月查看这一户…")
def _household_history(_county: County, version: str, months: tuple[str, ...], household: str, scope: str) -> HouseholdHistory:
    return household_history(_county, months, lambda month: _household_record(_county, version, month, household, scope))


@st.cache_resource(max_entries=12, show_spinner="正在找缺口最多的户…")
def _most_missed(_county: County, version: str, month: str, scope: str) -> pa.Table:  # noqa: ARG001 - keys
    """Of the whole county, so that another area costs a filter and not a pass over all people."""
    return most_missed(_county, month, _wording(_county, version, month))


@st.cache_resource(max_entries=200, show_spinner=False)
def _missed_households(_county: County, version: str, month: str, area: str, scope: str) -> tuple[int, tuple[HouseholdRow, ...]]:
    return missed_rows(_county, month, _wording(_county, version, month), _most_missed(_county, version, month, scope), area)


@st.cache_resource(max_entries=200, show_spinner=False)
def _household_rows(_county: County, version: str, month: str, households: tuple[str, ...], scope: str) -> tuple[HouseholdRow, ...]:  # noqa: ARG001 - keys
    return household_rows(_county, month, households)


@st.cache_resource(max_entries=200, show_spinner="正在查找…")
def _households_found(_county: County, version: str, month: str, text: str, scope: str) -> tuple[Found, ...]:  # noqa: ARG001 - keys
    return search(_county, month, text)


@st.cache_resource(max_entries=300, show_spinner=False)
def _reason(_county: County, version: str, month: str, measure: str, unit: str, scope: str) -> Reason:  # noqa: ARG001 - keys
    return reason(_county, month, measure, unit)


@st.cache_resource(max_entries=24, show_spinner=False)
def _populations(_county: County, version: str, month: str) -> dict[str, str]:
    return populations(_county, month, _wording(_county, version, month))


@st.cache_resource(max_entries=100, show_spinner="正在筛查…")
def _screened(_county: County, version: str, month: str, screen: Screen, scope: str) -> Screened:  # noqa: ARG001 - keys
    return screened(_county, month, screen, _wording(_county, version, month))


@st.cache_resource(max_entries=24, show_spinner="正在取名单…")
def _screen_list(_county: County, version: str, month: str, screen: Screen, list_name: str, area: str, scope: str) -> pa.Table:  # noqa: ARG001, PLR0913, PLR0917 - keys
    return screen_people(_county, month, screen, list_name, area)


@st.cache_resource(max_entries=60, show_spinner=False)
def _screen_people(_county: County, version: str, month: str, area: str, screen: Screen, list_name: str, scope: str) -> PeopleTable:  # noqa: PLR0913, PLR0917 - keys
    """From the list of the whole county where that is short enough to be kept, so that another area costs a filter and not a query."""
    wording = _wording(_county, version, month)
    short = listed_in(_screened(_county, version, month, screen, scope), list_name, _county.code) <= MOST_KEPT
    rows = _screen_list(_county, version, month, screen, list_name, _county.code if short else area, scope)
    return screen_table(_county, month, screen, inside(_county, rows, area) if short else rows, wording)


@st.cache_resource(max_entries=100, show_spinner=False)
def _parity_counts(_county: County, version: str, month: str, measure: str, scope: str) -> Counted | None:  # noqa: ARG001 - keys
    """Of the whole county, so that another area costs a sum and not a query."""
    return parity_counts(_county, month, measure)


@st.cache_resource(max_entries=600, show_spinner=False)
def _parity(_county: County, version: str, month: str, area: str, measure: str, scope: str) -> ParityView | None:
    counted, wording = _parity_counts(_county, version, month, measure, scope), _wording(_county, version, month)
    better = wording.measures[measure].higher_is == "better"
    villages = villages_in(_county, month, area)
    return None if counted is None else parity_view(counted, wording.readings[measure], villages, higher_is_better=better)
