"""Given the view of a month; gives the parts of 总览: headline cards, gap sentences, the table of townships, how complete the data is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from charts.numbers import SPACE, count
from charts.sparkline import sparkline
from pages.components.html import change_sign, light_sign, show, table, text
from pages.components.links import THEMES, address, link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.overview import Gap, Headline, ThemeTile, TownshipRow
    from jobs.progress import SheetProgress
    from pages.components.filters import Filters


def headline_cards(headlines: Sequence[Headline], filters: Filters) -> None:
    """A wall of cards, each a link into 覆盖与精准."""
    show(f'<div class="xj-cards">{"".join(_card(each, filters) for each in headlines)}</div>')


def _card(headline: Headline, filters: Filters) -> str:
    href = text(address("coverage", filters, measure=headline.measure))
    label = f'<span class="xj-card-label">{text(headline.label)}</span>'
    if headline.waiting:
        waiting = f'<span class="xj-card-waiting">{text(headline.waiting)}</span>'
        return f'<a class="xj-card" href="{href}" target="_self">{label}{light_sign(headline.light)}{waiting}</a>'
    picture = sparkline(headline.trend)
    image = f'<img src="{picture}" alt="近几个月走势">' if picture else "<span></span>"
    return (
        f'<a class="xj-card" href="{href}" target="_self">{label}{light_sign(headline.light)}'
        f'<span class="xj-card-value">{text(headline.value)}</span>'
        f'<span class="xj-card-change">{change_sign(headline.change).replace("较上月" + SPACE, "较上月<br>")}</span>{image}'
        f'<span class="xj-card-basis">{text(headline.basis)}</span></a>'
    )


def gap_sentences(gaps: Sequence[Gap], filters: Filters, *, key: str, none: str) -> None:
    """The worst gaps as sentences; each opens its policy in its place. none: what is said where there are none."""
    with st.container(key=f"gaps_{key}", gap=None):
        if not gaps:
            st.write(none)
        for number, gap in enumerate(gaps, start=1):
            link("coverage", f"**{number}** 　{gap.sentence}", filters, area=gap.area_code, measure=gap.measure)


def theme_strip(tiles: Sequence[ThemeTile], filters: Filters) -> None:
    """The themes with how many of their measures stand poor (or are to be watched, where none does); each opens its page."""
    show(f'<div class="xj-themes">{"".join(_theme(tile, filters) for tile in tiles)}</div>')


def _theme(tile: ThemeTile, filters: Filters) -> str:
    seen = tile.verdicts
    counts = ((seen.poor, "■", "poor"), (seen.watch, "▲", "watch"), (seen.good, "●", "good"))
    number, sign, key = next((each for each in counts if each[0]), (0, "○", "none"))
    signs = f'<span class="xj-{key}">{sign} {number or ""}</span>'
    title = f"差 {seen.poor} 项，关注 {seen.watch} 项，好 {seen.good} 项"
    href = text(address(THEMES[tile.name], filters))
    return f'<a href="{href}" target="_self" title="{title}"><b>{text(tile.name)}</b>{signs}</a>'


def township_table(rows: Sequence[TownshipRow], filters: Filters) -> None:
    """One line per area: people missed, the light in words (where it tells areas apart: villages are mostly too small for one), the widest gap."""
    headings = [("地方", "nowrap"), ("缺口人次", "num"), ("", "nowrap"), ("评价", "nowrap"), ("差/关注/好", "nowrap"), ("缺口最大的一项", "nowrap")]
    shown = [place for place, (label, _) in enumerate(headings) if label != "评价" or len({row.light for row in rows}) > 1]
    lines = [_township(row, filters) for row in rows]
    show(table([headings[place] for place in shown], [[line[place] for place in shown] for line in lines], css="xj-table xj-tight"))


def _township(row: TownshipRow, filters: Filters) -> list[str]:
    place = f'<a href="{text(address("overview", filters, area=row.code))}" target="_self">{text(row.name)}</a>'
    worst = text(row.worst)
    if row.worst_measure:
        worst = f'<a href="{text(address("coverage", filters, area=row.code, measure=row.worst_measure))}" target="_self">{worst}</a>'
    counts = f"{row.verdicts.poor}/{row.verdicts.watch}/{row.verdicts.good}"
    return [place, f"<b>{count(row.missed)}</b>", f'<span class="xj-quiet">{text(row.change)}</span>', light_sign(row.light), counts, worst]


def completeness_strip(rows: Sequence[SheetProgress]) -> None:
    """Per kind of sheet how many parts count this month; who is lacking stands behind it (which months the data is from says the line of provenance)."""
    show('<div class="xj-strip"><span class="xj-quiet">数据齐不齐</span>' + "".join(_sheet(row) for row in rows) + "</div>")


def _sheet(row: SheetProgress) -> str:
    lacking = row.lacking if row.lacking in ("", "未报送") else f"缺 {row.lacking}"
    note = f'<span class="xj-worse">（{text(lacking)}）</span>' if lacking else ""
    return f"<span>{text(row.label)} <b>{row.submitted}/{row.expected}</b>{note}</span>"
