"""Given the view of a month; gives the parts of 总览: findings, the worst places, lead units, decisions, headline cards, themes, the table of places, how
complete the data is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charts.numbers import SPACE, count
from charts.sparkline import sparkline
from jobs.deciding import OVERDUE, SHEETS, VALUES
from pages.components.html import change_sign, light_sign, show, table, text
from pages.components.links import THEMES, address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobs.deciding import Decision, Lead
    from jobs.findings import Finding, Findings
    from jobs.overview import Headline, Pressing, ThemeTile, TownshipRow
    from jobs.progress import SheetProgress
    from pages.components.filters import Filters

EVERY_SHEET = "全部报表，不分牵头单位"
"""What sheets say on a page of one lead unit: its figures rest on sheets that others hand in."""
FEWER = 2
"""Decreases beside increases; as many more as there are fewer increases than places for them."""


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


def finding_lines(found: Sequence[Finding], filters: Filters) -> str:
    """Findings as numbered lines: each part opens its own list, under them what they rest on and whose job it is."""
    return f'<ol class="xj-found">{"".join(f"<li>{_finding(each, filters)}</li>" for each in found)}</ol>' if found else ""


def _finding(found: Finding, filters: Filters) -> str:
    listed = {"area": found.area_code, "measure": found.measure}
    moved = {**listed, "list": found.list_name, "since": found.since}
    parts = [
        _to("coverage", text(found.what), filters, **listed) + _to("coverage", f"<b>{text(found.missed)}</b>", filters, list=found.list_name, **listed),
        _to("change", text(found.moved), filters, **moved) if found.since else text(found.moved),
        _to("change", text(found.reason), filters, reason=found.reason_code, **moved),
    ]
    basis = _to("coverage", text(found.rests_on), filters, list="unknown", **listed)
    return f'{"，".join(part for part in parts if part)}<br><span class="xj-quiet">{basis}；牵头：{text(found.lead_unit)}</span>'


def _to(page: str, label: str, filters: Filters, *, area: str | None = None, **more: str) -> str:
    """A link; nothing where there is nothing to say."""
    return f'<a href="{text(address(page, filters, area=area, **more))}" target="_self">{label}</a>' if label else ""


def changes(found: Findings, filters: Filters, *, number: int, first: bool) -> None:
    """What grew and what shrank most; of a first month, that there is none to compare with."""
    if first:
        show('<p class="xj-quiet">这是最早的月份，没有上月可比。</p>')
        return
    more = finding_lines(found.more[:number], filters) or '<p class="xj-none">没有一处比上月增加。</p>'
    fewer = finding_lines(found.fewer[: FEWER + number - len(found.more[:number])], filters) or '<p class="xj-none">没有一处比上月减少。</p>'
    show(f'<div class="xj-side xj-worse">▲ 增加最多</div>{more}<div class="xj-side xj-better">▼ 减少最多</div>{fewer}')


def lead_table(leads: Sequence[Lead], filters: Filters, *, number: int) -> None:
    """One line per lead unit: its gaps, people over them, cases over their limit, where to begin; the unit opens its measures."""
    if not leads:
        show("<p>没有缺口，也没有超期的件。</p>")
        return
    headings = [("牵头单位", "nowrap"), ("缺口", "num"), ("人次", "num"), ("较上月", "num"), ("超期件次", "num"), ("人数最多的一处", "")]
    show(table(headings, [_lead(each, filters) for each in leads[:number]], css="xj-table xj-tight"))
    if len(leads) > number:
        rest = "、".join(f"{each.unit} {count(each.people)} 人次" if each.people else f"{each.unit} 超期 {count(each.overdue)} 件次" for each in leads[number:])
        show(f'<details class="xj-rest"><summary>其余 {len(leads) - number} 个单位</summary>{text(rest)}</details>')


def _lead(lead: Lead, filters: Filters) -> list[str]:
    unit = _to("coverage", text(lead.unit), replace(filters, unit=lead.unit))
    late = _to("coverage", count(lead.overdue), filters, measure=lead.overdue_measure, list="overdue") if lead.overdue else ""
    worst = lead.worst
    first = _to("coverage", text(worst.text), filters, area=worst.area_code, measure=worst.measure, list="missing") if worst else ""
    change = _quiet_change(lead.change)
    return [unit, f"{lead.gaps}{SPACE}项" if lead.gaps else "", f"<b>{count(lead.people)}</b>" if lead.people else "", change, late, first]


def decision_lines(decisions: Sequence[Decision], filters: Filters) -> None:
    """What to decide, numbered; each opens what it is about."""
    lines = "".join(f"<li>{_decision(each, filters)}</li>" for each in decisions)
    show(f'<ol class="xj-found">{lines}</ol>' if lines else "<p>没有要定的事，按月复核。</p>")


def _decision(each: Decision, filters: Filters) -> str:
    page = {VALUES: "definitions", SHEETS: "upload"}.get(each.kind, "coverage")
    more = {"measure": each.measure, "list": "overdue" if each.kind == OVERDUE else "missing"} if page == "coverage" else {}
    whole = f'<span class="xj-quiet">（{EVERY_SHEET}）</span>' if each.kind == SHEETS and filters.unit else ""
    return f"<b>{text(each.who)}</b>{_to(page, text(each.text), filters, area=each.area_code or None, **more)}{whole}"


def pressing_lines(others: Sequence[Pressing], filters: Filters) -> None:
    """Plans, cases and ledgers that stand worst, each opens its measure."""
    lines = "".join(f"<li>{_to('coverage', text(each.sentence), filters, area=each.area_code, measure=each.measure)}</li>" for each in others)
    show(f'<ol class="xj-found">{lines}</ol>' if lines else "<p>没有落后的计划、超期的件和不符的账。</p>")


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


def worst_places(rows: Sequence[TownshipRow], filters: Filters, *, number: int) -> None:
    """The places that miss most people, each with its widest gap; the rest stands in the table further down."""
    worst = [row for row in rows if row.missed][:number]
    if not worst:
        show("<p>各地没有发现缺口。</p>")
        return
    headings = [("地方", "nowrap"), ("缺口人次", "num"), ("较上月", "num"), ("评价", "nowrap"), ("缺口最大的一项", "")]
    show(table(headings, [_place(row, filters) for row in worst], css="xj-table xj-tight"))


def _place(row: TownshipRow, filters: Filters) -> list[str]:
    line = _township(row, filters)
    return [*line[:2], _quiet_change(row.change), line[3], line[5]]


def _quiet_change(change: str) -> str:
    """Without "较上月", which the heading of the column says."""
    return f'<span class="xj-quiet">{text(change.removeprefix("较上月").strip(SPACE))}</span>'


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
        worst = _to("coverage", worst, filters, area=row.code, measure=row.worst_measure, list="missing")
    counts = f"{row.verdicts.poor}/{row.verdicts.watch}/{row.verdicts.good}"
    return [place, f"<b>{count(row.missed)}</b>", f'<span class="xj-quiet">{text(row.change)}</span>', light_sign(row.light), counts, worst]


def completeness_strip(rows: Sequence[SheetProgress], filters: Filters) -> None:
    """Per kind of sheet how many parts count this month; who is lacking stands behind it (which months the data is from says the line of provenance)."""
    whole = f"（{EVERY_SHEET}）" if filters.unit else ""
    show(f'<div class="xj-strip"><span class="xj-quiet">数据齐不齐{whole}</span>' + "".join(_sheet(row) for row in rows) + "</div>")


def _sheet(row: SheetProgress) -> str:
    lacking = row.lacking if row.lacking in ("", "未报送") else f"缺 {row.lacking}"
    note = f'<span class="xj-worse">（{text(lacking)}）</span>' if lacking else ""
    return f"<span>{text(row.label)} <b>{row.submitted}/{row.expected}</b>{note}</span>"
