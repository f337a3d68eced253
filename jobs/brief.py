"""Given a county, a month, an area and what is wanted; gives the briefing of the month: the findings of the screen in the layout of an official paper."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.bars import Bar, ranked_bars
from charts.numbers import SPACE, count, percent, points, signed
from charts.trend import Mark, trend
from jobs.brief_lists import list_table
from jobs.brief_map import brief_map
from jobs.brief_public import AFTERWARDS, PLACES_NOTE, STEPS, Shown, public_brief
from jobs.coverage import policy_view
from jobs.deciding import VERIFY, some
from jobs.figure_book import FigureBook, panel_of
from jobs.figure_text import figure_text, missing
from jobs.judge import light_of, verdicts
from jobs.missed import missed_people
from jobs.overview import Overview, lights_in, overview
from jobs.people import inside, people
from jobs.people_table import people_table
from jobs.progress import Progress, read_progress
from jobs.public_counts import TOTAL
from jobs.reasons import reasons_of
from jobs.reference import measure_reference
from jobs.wording import worded
from policy.model import OutOfValidityError
from policy.months import last_day, month_label
from reports.model import Brief, Chart, Paragraph, Section, Series, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobs.county import County
    from jobs.findings import Finding
    from jobs.judge import Verdicts
    from jobs.overview import TownshipRow
    from jobs.panel import Panel
    from jobs.reference import MeasureReference
    from jobs.wording import Wording
    from policy.definitions import Policy

PARTS = ("总体情况", "各苏木镇进展", "存在问题", "下步建议")
"""The parts of a briefing, in their order; each can be left out."""
CHANGES = 3
"""What grew most and what shrank most, so many of each."""
ANNEX_ROWS = 100
"""Names of one list in the paper; more are in the township's workbook."""
MOST_TOLD = 3
"""Places that a chart's message names."""
COLUMNS = ("地方", "缺口人次", "较上月", "差/关注/好", "最多的缺口", "评价")
NOTES = (
    "应享未享、不应享而享都是数据比对的疑似名单，核实前不作结论；属实与否由牵头单位核。",
    "覆盖率 = 应享已享 ÷（应享已享 + 应享未享）；户、人分开数，一人缺两项政策计两人次。",
    "没有报送的表按“缺数据”列，不当作零；少于 30 户（人）的比率标“基数小”，不评好差。",
    "每项指标的口径和依据条款见文字稿所附口径说明；名单在系统里点数字即可打开。",
)
"""How to read the figures, for who was not in the room."""
MARK = "内部资料　含个人信息　注意保管"


@dataclass(frozen=True)
class BriefChoice:
    """What the briefing holds. parts: of PARTS; measures: those to report on ((): the headlines); area: a code; names: lists with masked names.

    hide_below: counts below it are hidden, so that the paper may be passed on (jobs.brief_public); 0 for a paper that stays in the office.
    Raises ValueError for names in a paper that is passed on.
    """

    area: str
    parts: tuple[str, ...] = PARTS
    measures: tuple[str, ...] = ()
    names: bool = False
    hide_below: int = 0

    def __post_init__(self) -> None:
        if self.names and self.hide_below:
            raise ValueError("对外版不附名单：名单和“小数隐去”只能选一个。")


@dataclass(frozen=True)
class Known:
    """What a briefing is drawn from: what the screen shows of the same month and area."""

    panel: Panel
    wording: Wording
    progress: Progress
    view: Overview


def known_of(county: County, month: str, area: str) -> Known:
    """The same, read from the county."""
    book = FigureBook(county)
    panel, wording, progress = panel_of(county, month, book), worded(county.policy_of(month), month, county.code), read_progress(county, month)
    return Known(panel, wording, progress, overview(panel, wording, area, reasons_of(panel, book), progress.sheets))


def make_brief(county: County, month: str, choice: BriefChoice, known: Known | None = None) -> Brief:
    """The briefing; the same data version and choice give the same content. known: where a page has read it already.

    Raises jobs.figures.UnknownMeasureError for a measure that does not exist.
    """
    draft = _Draft(county, month, choice, known or known_of(county, month, choice.area))
    return draft.public() if choice.hide_below else draft.brief()


class _Draft:
    """Everything that the parts draw from, read once."""

    def __init__(self, county: County, month: str, choice: BriefChoice, known: Known) -> None:
        self.county, self.month, self.choice = county, month, choice
        self.wording, self.panel, self.progress, self.view = known.wording, known.panel, known.progress, known.view
        self.found: tuple[Finding, ...] = self.view.findings.worst
        self.measures = choice.measures or tuple(headline.measure for headline in self.view.headlines)

    def brief(self) -> Brief:
        makers = {"总体情况": self._whole, "各苏木镇进展": self._places, "存在问题": self._problems, "下步建议": self._next}
        sections = tuple(makers[part]() for part in PARTS if part in self.choice.parts)
        lead = f"截至{month_label(self.month)}，{self._place()}{self.view.finding}"
        return replace(self._frame(), lead=lead, sections=sections, annex=self._annex(), dispatch=self._dispatch(), mark=MARK if self.choice.names else "")

    def public(self) -> Brief:
        """The paper that may be passed on, which takes over no sentence and no table of the other."""
        area, parts = self.choice.area, self.choice.parts
        shown = Shown(self.panel, self.wording, self.view, area, self.measures, parts, bool(self._lacking()))
        return public_brief(self._frame(), shown, self.choice.hide_below)

    def _frame(self) -> Brief:
        """What names the paper and says how it is counted; nothing of it is a count of the data but how many have submitted."""
        return Brief(
            masthead="有效衔接工作简报",
            issue=f"{self.month[:4]}年第{int(self.month[5:])}期",
            organ=f"{self.county.name}乡村振兴局",
            date=f"数据截至{_day(self.month)}",
            title=f"{month_label(self.month)}{self._place()}帮扶政策落实情况",
            lead="",
            sections=(),
            annex=(),
            basis=self._basis(),
            notes=NOTES,
            footer=footer_of(self.county, self.month, self.progress) + _version(self.choice.hide_below),
        )

    def _place(self) -> str:
        return self.county.name if self.choice.area == self.county.code else self.panel.place(self.choice.area)

    def _whole(self) -> Section:
        rows = tuple(self._row(measure) for measure in self.measures)
        headings = ("指标", "数值", "缺口", "较上月", "评价")
        seen = Counter(row[-1] for row in rows)
        message = "主要指标：" + "，".join(f"{light} {seen[light]} 项" for light in sorted(seen))
        table = Table("主要指标", headings, rows, numbers=(3,), widths=(44, 50, 24, 15, 23), message=message)
        blocks = [Paragraph(self.view.counts), *self._changes(), table, *self._trend()]
        return Section("总体情况", self.view.finding.split("。")[0], tuple(blocks))

    def _changes(self) -> list[Paragraph]:
        """What grew and what shrank most since the month before, as the screen says it; nothing of a first month."""
        sides = (("增加最多的是", self.view.findings.more), ("减少最多的是", self.view.findings.fewer))
        return [Paragraph(f"{word}：{'；'.join(each.sentence for each in found[:CHANGES])}。") for word, found in sides if found]

    def _row(self, name: str) -> tuple[str, ...]:
        measure, reading = self.wording.measures[name], self.wording.readings[name]
        figure, before = (self.panel.figure(name, self.choice.area, each) for each in (self.month, self.panel.previous or self.month))
        head, old = missing(figure, reading), missing(before, reading)
        light = light_of(figure, measure, reading, self.wording.judgement.lights)
        change = signed(round(head.people - old.people, 1)) if head and old and self.panel.previous else "—"
        return (measure.label, figure_text(figure, reading), head.text if head else "—", change, light.text)

    def _trend(self) -> list[Chart]:
        """The measure of the worst finding over the months, where it is a share."""
        name = self.found[0].measure if self.found else self.measures[0] if self.measures else ""
        if not name or not self.wording.readings[name].is_share or len(self.panel.months) == 1:
            return []
        view = policy_view(self.panel, self.wording, name, self.choice.area)
        marks = [Mark(view.target, f"目标 {percent(view.target)}")] if view.target is not None else []
        told = "，".join(f"{point.month} {point.label}" for point in view.trend)
        months, values = tuple(point.month for point in view.trend), tuple(point.rate for point in view.trend)
        message = f"{view.label}本月 {view.trend[-1].label}，较 {view.trend[0].month} {points(values[-1], values[0])}"
        spec, series = trend(view.trend, marks=marks), (Series(view.label, values),)
        return [Chart(f"{view.label}走势", f"{view.label}：{told}。", spec, "line", months, series, percent=True, message=message)]

    def _places(self) -> Section:
        rows = tuple((*_counts_of(row), row.worst, row.light.text) for row in self.view.townships)
        worst = next((row for row in self.view.townships if row.missed), None)
        message = f"{worst.name}缺口最多，{count(worst.missed)} 人次" if worst else "各地没有发现缺口"
        table = Table("各地进展", COLUMNS, rows, numbers=(1, 2), widths=(24, 16, 16, 20, 40, 16), note=PLACES_NOTE, message=message)
        return Section("各苏木镇进展", message, (table, *self._bars(), *self._map()))

    def _bars(self) -> list[Chart]:
        rows = [row for row in self.view.townships if row.missed]
        if not rows:
            return []
        spec = ranked_bars([Bar(row.name, row.code, row.missed, row.worst) for row in rows], title="缺口人次")
        alt = "；".join(f"{row.name} {count(row.missed)} 人次" for row in rows) + "。"
        names, values = tuple(row.name for row in rows), tuple(row.missed for row in rows)
        first = rows[:MOST_TOLD]
        told, part = sum(row.missed for row in first), percent(sum(values[:MOST_TOLD]) / sum(values))
        message = f"{'、'.join(row.name for row in first)}共 {count(told)} 人次，占全部缺口的 {part}"
        return [Chart("各地缺口人次（疑似）", alt, spec, "bar", names, (Series("缺口人次", values),), message=message if len(rows) > MOST_TOLD else "")]

    def _map(self) -> list[Chart]:
        """The map of the measure that 总览 shows first."""
        found = brief_map(self.county, self.panel, self.wording, self.view.default_measure, self.choice.area)
        return [found] if found else []

    def _problems(self) -> Section:
        lines = [Paragraph(f"{number}.{SPACE}{each.sentence}。（{each.rests_on}）") for number, each in enumerate(self.found, start=1)]
        lines = lines or [Paragraph("没有发现缺口。")]
        gaps = [Paragraph(f"数据方面：{text}") for text in self._data_gaps()]
        message = f"{len(self.found)} 项缺口需要逐户核实" if self.found else "没有发现缺口"
        return Section("存在问题", message, (*lines, *gaps))

    def _data_gaps(self) -> list[str]:
        """Sheets that were not handed in everywhere, and measures that wait for a value."""
        lacking = self._lacking()
        waiting = {figure.waiting for name in self.wording.measures if (figure := self.panel.figure(name, self.choice.area)) and figure.waiting}
        values = sorted(text for text in waiting if text.startswith("需县里填报"))
        return [*([f"未报齐的表有{'、'.join(lacking)}。"] if lacking else []), *([f"{len(values)} 个政策数值待县里填报。"] if values else [])]

    def _lacking(self) -> list[str]:
        """The sheets that were not handed in everywhere, with who lacks them; of a township those that it lacks itself."""
        sheets = self.progress.sheets
        if self.choice.area == self.county.code:
            return [f"{sheet.label}（缺{sheet.lacking}）" for sheet in sheets if sheet.lacking]
        own = self.panel.place(self.choice.area).partition("·")[0]
        return [sheet.label for sheet in sheets if own in sheet.names]

    def _next(self) -> Section:
        """Who does what by when: the decisions of the screen."""
        named = some(self.view.decisions, STEPS)
        units = tuple(each.who for each in named if each.kind == VERIFY)
        lines = tuple(Paragraph(f"{number}.{SPACE}{each.sentence}。") for number, each in enumerate(named, start=1))
        rule = (Paragraph(AFTERWARDS),) if units else ()
        return Section("下步建议", f"请{'、'.join(units)}牵头核实" if units else "保持现有力度", (*lines, *rule) or (Paragraph("保持现有力度，按月复核。"),))

    def _annex(self) -> tuple[Table, ...]:
        """疑似线索 by place and measure in counts; the lists themselves only where names are asked for."""
        below = [area for area in self.panel.shown_below(self.choice.area)]
        named = [each.measure for each in self.found]
        labels = tuple(self.wording.measures[name].label for name in named)
        rows = tuple((area.name, *(self._missed(name, area.code) for name in named)) for area in below)
        columns = tuple(range(1, len(labels) + 1))
        counts = (Table("疑似线索（人）", ("地方", *labels), rows, numbers=columns, counts=columns, widths=(10, *(6 for _ in columns))),) if named else ()
        return (*counts, *(self._list(name) for name in named)) if self.choice.names else counts

    def _dispatch(self) -> Table:
        """调度表: a row for every place, with whom each chosen measure misses there, and the whole area first."""
        labels = tuple(self.wording.measures[name].label for name in self.measures)
        whole, columns = self.view.townships, tuple(range(4, 4 + len(labels)))
        seen = lights_in(self.panel, self.wording, self.choice.area).values()
        changes = missed_people(self.panel, self.wording, self.choice.area)[1]
        change = signed(round(sum(changes.values()), 1)) if changes else "—"
        first = (TOTAL, count(sum(row.missed for row in whole)), change, _verdicts(verdicts(seen)))
        rows = [(*first, *(self._missed(name, self.choice.area) for name in self.measures), "—", "—")]
        rows += [(*_counts_of(row), *(self._missed(name, row.code) for name in self.measures), row.worst, row.light.text) for row in whole]
        headings = (*COLUMNS[:4], *labels, *COLUMNS[4:])
        return Table("调度表", headings, tuple(rows), numbers=(1, 2, *columns), counts=columns, note=f"各指标列为缺口（疑似），单位随指标。{PLACES_NOTE}")

    def _missed(self, name: str, area: str) -> str:
        head = missing(self.panel.figure(name, area), self.wording.readings[name])
        return count(head.people) if head else "—"

    def _list(self, name: str) -> Table:
        rows = inside(self.county, people(self.county, self.month, name, "missing"), self.choice.area)
        return list_table(people_table(rows, self.wording, name).rows, f"{self.wording.measures[name].label}：疑似应享未享名单", ANNEX_ROWS)

    def _basis(self) -> tuple[Paragraph, ...]:
        """How each measure that is spoken of is counted: its rules in words with its clauses."""
        spoken = dict.fromkeys((*self.measures, *(each.measure for each in self.found)))
        policy, now = self.county.policy_of(self.month), self.county.policy
        wording = self.wording if policy is now else worded(policy, self.month, self.county.code)
        references = (self._reference(policy, wording, name) for name in spoken if name in wording.measures)
        return tuple(Paragraph(_counted(each.label, each.rules, self._clauses(policy, each.id))) for each in references if each is not None)

    def _reference(self, policy: Policy, wording: Wording, name: str) -> MeasureReference | None:
        """The measure by the rules of the month, which are its own where it is frozen; None where no version was in force."""
        try:
            return measure_reference(policy, wording, name, self.month, self.county.code)
        except OutOfValidityError:
            return None

    def _clauses(self, policy: Policy, name: str) -> list[str]:
        """The clauses of the measure's system, as they are cited."""
        marks = [mark.partition("-") for mark in self.wording.systems[self.wording.measures[name].system].sources]
        return [f"{policy.documents[document].short}{clause}" for document, _, clause in marks]


def _counts_of(row: TownshipRow) -> tuple[str, str, str, str]:
    return row.name, count(row.missed), row.change.removeprefix("较上月").strip() or "—", _verdicts(row.verdicts)


def _verdicts(seen: Verdicts) -> str:
    return f"{seen.poor}/{seen.watch}/{seen.good}"


def _version(hide_below: int) -> str:
    return f" · 对外版（不足 {hide_below} 的数隐去）" if hide_below else " · 内部版"


def footer_of(county: County, month: str, progress: Progress) -> str:
    """Month, townships submitted, and the version of the data: the newest submission that counts in the month, so that an old month's paper stays as it was."""
    done = progress.submitted
    submitted = f" · 已报送苏木镇 {done[0]}/{done[1]}" if done else ""
    return f"{county.name} · {month_label(month)}{submitted} · 数据版本：第 {county.store.newest_upload(month)} 次报送"


def _counted(label: str, rules: Iterable[tuple[str, str]], sources: Iterable[str]) -> str:
    return f"{label}：" + "；".join(f"{part}：{words}" for part, words in rules) + f"。依据：{'、'.join(sources)}。"


def _day(month: str) -> str:
    day = last_day(month)
    return f"{day.year}年{day.month}月{day.day}日"
