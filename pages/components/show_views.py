"""Given a view of a sequence and the month that is looked at; gives its screen, made from what its own page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jobs.change_view import NotDecomposedError
from jobs.poverty import NoHouseholdsError
from jobs.screen import ScreenError, read_screen
from jobs.screening import screen_view
from jobs.slides import (
    Slide,
    change_slide,
    compare_slide,
    heat_slide,
    map_slide,
    overview_slide,
    policy_slide,
    poverty_slide,
    score_slide,
    screen_slide,
    tasks_slide,
    theme_slide,
)
from jobs.tasks import task_board
from jobs.tiles import mappable
from pages.components.cached import (
    change_of,
    compare_of,
    heat_of,
    largest_of,
    leading_of,
    overview_of,
    panel_of,
    policy_of,
    poverty_of,
    score_of,
    screened_of,
    theme_of,
    tiles_of,
    wording_of,
)
from policy.months import month_label

if TYPE_CHECKING:
    from jobs.county import County
    from jobs.sequences import Stop
    from jobs.wording import Wording

PAGES = {
    "overview": "总览", "coverage": "覆盖与精准", "map": "地图", "change": "变化", "poverty": "贫困测度", "tasks": "任务督办", "screen": "专项筛查",
    "theme": "专题", "compare": "对比", "score": "考核对标",
}  # fmt: skip
_PARTS = {"townships": "各苏木镇", "decide": "需要决定"}
_ASPECT = 1.85
"""Width by height of the map on a wall."""
_GONE = "这一屏用到的指标或数据现在没有了，请到“汇报”页里删去或换一屏。"


def slide_of(county: County, month: str, stop: Stop) -> Slide:
    """The screen of a view in the month; one whose measure, place or data is no more says so."""
    try:
        return _MAKERS[stop.page](county, month, stop)
    except (KeyError, ScreenError, NotDecomposedError, NoHouseholdsError):
        return Slide(_GONE)


def said(county: County, stop: Stop, wording: Wording) -> str:
    """What a view is, in a list: page, measure or theme, part, place, the month that it is held to."""
    names = {area.code: area.name for area in county.areas}
    measure = wording.measures.get(stop.get("measure"))
    parts = [
        PAGES.get(stop.page, "其他"), stop.get("name") or stop.get("theme"), measure.label if measure else "", _PARTS.get(stop.get("part"), ""),
        stop.get("lead"), stop.get("unit"), names.get(stop.get("area"), ""), f"固定 {month_label(stop.month)}" if stop.month else "",
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def _area(county: County, stop: Stop) -> str:
    """The view's place; a code that is no more is no place of another."""
    code = stop.get("area") or county.code
    if code != county.code and code not in {area.code for area in county.areas}:
        raise KeyError(code)
    return code


def _overview(county: County, month: str, stop: Stop) -> Slide:
    return overview_slide(overview_of(county, month, _area(county, stop)), stop.get("part"))


def _coverage(county: County, month: str, stop: Stop) -> Slide:
    area, measure, wording = _area(county, stop), stop.get("measure"), wording_of(county, month)
    if not measure:
        return _of_unit(heat_slide(heat_of(county, month, area, stop.get("theme"), unit=stop.get("unit"))), stop)
    found = overview_of(county, month, county.code).findings
    known = (*found.worst, *found.more, *found.fewer)
    return policy_slide(panel_of(county, month), wording, policy_of(county, month, area, measure), area, known)


def _map(county: County, month: str, stop: Stop) -> Slide:
    area = _area(county, stop)
    measure = stop.get("measure") or overview_of(county, month, area).default_measure
    if measure not in mappable(wording_of(county, month)):
        raise KeyError(measure)
    return map_slide(*tiles_of(county, month, area, measure, aspect=_ASPECT, largest=largest_of(county, area, measure)))


def _change(county: County, month: str, stop: Stop) -> Slide:
    area, wording = _area(county, stop), wording_of(county, month)
    earlier = [each for each in county.months() if each < month]
    since = stop.get("since") if stop.get("since") in earlier else max(earlier, default="")
    if not since:
        return Slide("这是最早的月份，没有更早的月份可比。")
    measure = wording.measures[stop.get("measure")]
    view = change_of(county, (since, month), area, measure.id, stop.get("list") or "missing")
    return change_slide(view, measure.label, wording.populations[measure.over].unit)


def _poverty(county: County, month: str, stop: Stop) -> Slide:
    return poverty_slide(poverty_of(county, month, _area(county, stop)))


def _tasks(county: County, month: str, stop: Stop) -> Slide:
    return tasks_slide(task_board(county, month), stop.get("lead"))


def _screen(county: County, month: str, stop: Stop) -> Slide:
    asked = read_screen(stop.get("where"), county.policy_of(month), stop.get("population") or "person", everybody=bool(stop.get("everybody")))
    return screen_slide(screen_view(screened_of(county, month, asked.asked), county.areas, _area(county, stop), county.code))


def _theme(county: County, month: str, stop: Stop) -> Slide:
    return _of_unit(theme_slide(theme_of(county, month, _area(county, stop), stop.get("name"), unit=stop.get("unit"))), stop)


def _of_unit(slide: Slide, stop: Stop) -> Slide:
    """A screen of one lead unit's measures says so, or the part is taken for the whole."""
    return replace(slide, title=f"{stop.get('unit')}牵头的指标：{slide.title}") if stop.get("unit") else slide


def _compare(county: County, month: str, stop: Stop) -> Slide:
    area, earlier = _area(county, stop), [each for each in county.months() if each < month]
    other = stop.get("with") if stop.get("with") in county.months() else max(earlier, default=None)
    return compare_slide(compare_of(county, month, area, stop.get("measure") or leading_of(county, month, area), other))


_MAKERS = {
    "overview": _overview,
    "coverage": _coverage,
    "map": _map,
    "change": _change,
    "compare": _compare,
    "poverty": _poverty,
    "tasks": _tasks,
    "score": lambda county, month, _stop: score_slide(score_of(county, month)),
    "screen": _screen,
    "theme": _theme,
}
