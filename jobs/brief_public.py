"""Given the frame of a briefing, what the screen shows and k; gives the paper that may be passed on: its every number of the data stands in PublicCounts.

Nothing is taken over from the sentences of the screen, which carry counts, reasons and changes: they are said anew from what may be printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.bars import Bar, ranked_bars
from charts.numbers import SPACE
from jobs.deciding import OVERDUE, SHEETS, VALUES, VERIFY, some
from jobs.judge import light_of
from jobs.public_counts import ALL, HIDDEN, TOTAL, public_counts, public_rate
from jobs.readings import PERSON
from policy.months import last_day, month_label, shift_month
from reports.model import Chart, Paragraph, Section, Series, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobs.deciding import Decision
    from jobs.overview import Overview
    from jobs.panel import Panel
    from jobs.wording import Wording
    from metrics.model import Area
    from reports.model import Brief

NOTE = "＊ 为不足 {k} 或由此可推算的数，已隐去。"
UNCHANGED = "本件为对外版：不足 {k} 的数和由此可推算的数已隐去；不列与上月的增减，因为由增减可以推算小数。"
PLACES_NOTE = "缺口人次按各项政策相加，一人缺两项计两次；评价按差的指标所占比例。"
AFTERWARDS = "核实属实的按程序落实，不属实的更正数据；结果随下月报送一并上报。"
STEPS = {VERIFY: 8, OVERDUE: 5, VALUES: 1, SHEETS: 1}
"""Decisions of each kind that are named."""


@dataclass(frozen=True)
class Shown:
    """What the paper is drawn from. measures: those to report on; parts: the headings of the parts that are wanted; lacking: whether a sheet is missing."""

    panel: Panel
    wording: Wording
    view: Overview
    area: str
    measures: tuple[str, ...]
    parts: tuple[str, ...]
    lacking: bool


def public_brief(frame: Brief, shown: Shown, k: int) -> Brief:
    """The paper without a count of 1 to k − 1. frame: the briefing without lead, sections, tables and lists."""
    return _Paper(shown, k).written(frame)


class _Paper:
    """The parts, all from the same counts."""

    def __init__(self, shown: Shown, k: int) -> None:
        self.shown, self.panel, self.wording, self.k = shown, shown.panel, shown.wording, k
        self.worst = shown.view.findings.worst
        self.found = tuple(dict.fromkeys(each.measure for each in self.worst))
        self.counts = public_counts(self.panel, self.wording, shown.area, tuple(dict.fromkeys((*shown.measures, *self.found))), k)
        self.lights = {row.code: row.light.text for row in shown.view.townships}
        self.labels = {name: self.wording.measures[name].label for name in (*shown.measures, *self.found)}

    def written(self, frame: Brief) -> Brief:
        makers = {"总体情况": self._whole, "各苏木镇进展": self._places, "存在问题": self._problems, "下步建议": self._next}
        sections = tuple(make() for part, make in makers.items() if part in self.shown.parts)
        notes = (*frame.notes, UNCHANGED.format(k=self.k))
        lead = f"截至{month_label(self.panel.month)}，{self.shown.view.place}{self._finding()}"
        return replace(frame, lead=lead, sections=sections, annex=self._annex(), dispatch=self._dispatch(), notes=notes)

    def _finding(self) -> str:
        """How many are missed and where most, where both may be printed."""
        whole, most = self.counts.text(ALL, ALL), self._most()
        said = "没有发现缺口。" if whole == "0" else "有疑似缺口。" if whole == HIDDEN else f"缺口共 {whole} 人次（疑似）。"
        return said + (f"最重的是{self._name(most)}，{self.counts.text(most, ALL)} 人次。" if most else "")

    def _most(self) -> str:
        """The place with most people missed, of those whose number is printed; "" without one."""
        ranked = self._ranked()
        return ranked[0] if len(ranked) > 1 else ""

    def _ranked(self) -> list[str]:
        """The places whose number is printed and not zero, most first."""
        found = [each.code for each in self.counts.places if self.counts.number(each.code, ALL)]
        return sorted(found, key=lambda code: -self.counts.number(code, ALL))

    def _name(self, code: str) -> str:
        return next(each.name for each in self.counts.places if each.code == code)

    def _whole(self) -> Section:
        rows = tuple(self._row(name) for name in self.shown.measures)
        table = Table("主要指标", ("指标", "数值", "缺口", "评价"), rows, widths=(32, 56, 22, 18), note=self._note(rows))
        return Section("总体情况", self._finding().split("。")[0], (Paragraph(self._finding()), table))

    def _row(self, name: str) -> tuple[str, ...]:
        measure, reading = self.wording.measures[name], self.wording.readings[name]
        figure, missed = self.panel.figure(name, self.shown.area), self.counts.text(ALL, name)
        rate = HIDDEN if missed == HIDDEN else public_rate(figure, self.wording, name, self.k)
        unit = PERSON if reading.of_people else reading.unit if figure is None or figure.pace is None else reading.amount
        missed += f"{SPACE}{unit}".rstrip(SPACE) if missed[:1].isdigit() else ""
        return (measure.label, rate, missed, light_of(figure, measure, reading, self.wording.judgement.lights).text)

    def _places(self) -> Section:
        rows = tuple((each.name, self.counts.text(each.code, ALL), self.lights.get(each.code, "")) for each in self._listed())
        table = Table("各地进展", ("地方", "缺口人次", "评价"), rows, numbers=(1,), widths=(50, 40, 40), note=PLACES_NOTE + self._note(rows))
        most = self._most()
        message = f"{self._name(most)}缺口最多，{self.counts.text(most, ALL)} 人次" if most else "各地缺口见表"
        return Section("各苏木镇进展", message, (table, *self._bars()))

    def _listed(self) -> list[Area]:
        """The places as the screen lists them, in the order of the county, which tells nothing of hidden numbers."""
        return [each for each in self.counts.places if each.code in self.lights]

    def _bars(self) -> list[Chart]:
        ranked = self._ranked()
        if not ranked:
            return []
        names, values = tuple(map(self._name, ranked)), tuple(self.counts.number(code, ALL) for code in ranked)
        spec = ranked_bars([Bar(self._name(code), code, self.counts.number(code, ALL), self.lights.get(code, "")) for code in ranked], title="缺口人次")
        alt = "；".join(f"{self._name(code)} {self.counts.text(code, ALL)} 人次" for code in ranked) + "。只画不隐去的数。"
        return [Chart("各地缺口人次（疑似）", alt, spec, "bar", names, (Series("缺口人次", values),))]

    def _problems(self) -> Section:
        told = [line for name in self.found if (line := self._problem(name))]
        lines = [Paragraph(f"{number}.{SPACE}{text}。") for number, text in enumerate(told, start=1)] or [Paragraph("没有可以列出的缺口。")]
        gaps = [Paragraph("数据方面：有的表没有报齐，缺报的地方不当作零。")] if self.shown.lacking else []
        return Section("存在问题", "下列缺口需要逐户核实" if told else "没有可以列出的缺口", (*lines, *gaps))

    def _problem(self, name: str) -> str:
        """What the area misses by a measure and where most, as far as both may be printed; else the measure and the unit alone."""
        worst, label = next(each for each in self.worst if each.measure == name), self.labels[name]
        missed, there = self.counts.text(ALL, name), self.counts.text(worst.area_code, name)
        said = f"{label}有疑似缺口，数小不列" if missed == HIDDEN else f"{label}疑似缺口 {missed} 人"
        where = f"，{self._name(worst.area_code)}最多，{there} 人" if HIDDEN not in (missed, there) and len(self.counts.places) > 1 else ""
        return f"{said}{where}；牵头单位：{worst.lead_unit}"

    def _next(self) -> Section:
        named = some(self.shown.view.decisions, STEPS)
        lines = tuple(Paragraph(f"{number}.{SPACE}{self._step(each)}。") for number, each in enumerate(named, start=1))
        units = [each.who for each in named if each.kind == VERIFY]
        rule = (Paragraph(AFTERWARDS),) if units else ()
        return Section("下步建议", f"请{'、'.join(units)}牵头核实" if units else "保持现有力度", (*lines, *rule) or (Paragraph("保持现有力度，按月复核。"),))

    def _step(self, each: Decision) -> str:
        """Who does what by when, without a count."""
        label = self.wording.measures[each.measure].label if each.measure else ""
        until = last_day(shift_month(self.panel.month, 1))
        kinds: Mapping[str, str] = {
            VERIFY: f"{each.who}牵头，{until.month}月{until.day}日前逐户核实疑似缺口" + (f"，先核{label}" if label else ""),
            OVERDUE: f"{each.who}对超期未办结的件定办结日期" + (f"，先办“{label}”" if label else ""),
            VALUES: "县里确定待填报的政策数值",
            SHEETS: "没有报齐的表定补报日期",
        }
        return kinds[each.kind]

    def _annex(self) -> tuple[Table, ...]:
        return (self._grid("疑似线索（人）", self.found),) if self.found else ()

    def _grid(self, caption: str, names: Sequence[str]) -> Table:
        """Places by measures, the whole area last."""
        lines = [(each.name, *(self.counts.text(each.code, name) for name in names)) for each in self._listed()]
        rows = (*lines, (TOTAL, *(self.counts.text(ALL, name) for name in names)))
        columns = tuple(range(1, len(names) + 1))
        headings = ("地方", *(self.labels[name] for name in names))
        return Table(caption, headings, rows, numbers=columns, counts=columns, widths=(10, *(6 for _ in columns)), note=self._note(rows))

    def _dispatch(self) -> Table:
        """调度表: the whole area first, then every place."""
        names = self.shown.measures
        places = [(TOTAL, ALL, "—"), *((each.name, each.code, self.lights[each.code]) for each in self._listed())]
        rows = tuple((place, self.counts.text(code, ALL), *(self.counts.text(code, name) for name in names), light) for place, code, light in places)
        columns = tuple(range(2, 2 + len(names)))
        headings = ("地方", "缺口人次", *(self.labels[name] for name in names), "评价")
        note = f"各指标列为缺口（疑似），单位随指标。{PLACES_NOTE}{self._note(rows)}"
        return Table("调度表", headings, rows, numbers=(1, *columns), counts=columns, note=note)

    def _note(self, rows: Sequence[tuple[str, ...]]) -> str:
        return NOTE.format(k=self.k) if any(HIDDEN in row for row in rows) else ""
