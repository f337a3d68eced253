"""Given the panel of a month, the definitions and the scorecard; gives 考核对标: the lines of every township and lead unit, scores, ranks, finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, count, percent
from charts.shortfall import colour_class
from jobs.figure_text import basis, unknown, value_of, value_text
from jobs.judge import Change, aim_of, judged
from jobs.readings import FLOW
from metrics.score import FULL, Composite, Weighted, attained, change, composed, ranks
from policy.scorecard import BOTH, COUNTY_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jobs.panel import Definitions, Panel
    from jobs.readings import Reading
    from metrics.model import Area, Figure
    from policy.model import Measure
    from policy.scorecard import Dimension, ScoredMeasure

SMALL_WORDS = "基数小（不到 30）"
NOT_RANKED = "可评权重不足一半，不排名"
PARTLY = "*"
NAMED = 3
WORTH_SAYING = 0.5
"""Points: a smaller move is in the table and not in the sentence."""


@dataclass(frozen=True)
class ScoreLine:
    """One measure in one place. value: with what it rests on; target: what it is held against; score: 0 to 100; points: what it adds to the place's score,
    and lost what it takes from it; left_out: why it is not counted, "" where it is. lost, points: None where it is left out."""

    measure: str
    label: str
    dimension: str
    lead_unit: str
    clause: str
    weight: float
    value: str
    basis: str
    target: str
    score: float | None
    points: float | None
    lost: float | None
    left_out: str


@dataclass(frozen=True)
class ScoreCell:
    """One dimension in one place. text: its score, with PARTLY where less than half of its weight can be told; tone: one of the five colour classes, None
    where nothing can be told; told: how much of its weight can be told."""

    dimension: str
    text: str
    score: float | None
    tone: int | None
    told: str


@dataclass(frozen=True)
class PlaceScore:
    """A township or a lead unit. rank, change and moved are against the month before; moved: how the rank changed; worst: the line that costs most points."""

    code: str
    name: str
    rank: int | None
    total: Composite
    change: Change
    moved: Change
    cells: tuple[ScoreCell, ...]
    lines: tuple[ScoreLine, ...]
    worst: ScoreLine | None

    @property
    def text(self) -> str:
        """The score in words: "87.3"."""
        return points_text(self.total.score)

    @property
    def told(self) -> str:
        """How many measures are counted: "23/31 项可评，占权重 86%"."""
        counted = sum(not line.left_out for line in self.lines)
        return f"{counted}/{len(self.lines)}{SPACE}项可评，占权重{SPACE}{self.total.known:.0%}"

    @property
    def sentence(self) -> str:
        """Rank, score and what they rest on: "第 6 名，90.2 分，29/39 项可评，占权重 84%。"."""
        rank = f"第{SPACE}{self.rank}{SPACE}名，" if self.rank else ""
        score = f"{self.text}{SPACE}分，" if self.total.score is not None else ""
        return f"{rank}{score}{self.told}。" + ("" if self.total.rankable else f"{NOT_RANKED}。")


@dataclass(frozen=True)
class Scoreboard:
    """The page: the finding, the dimensions, the county itself (not ranked), its townships by rank, and the lead units, those with the fewest points first."""

    finding: str
    dimensions: tuple[Dimension, ...]
    county: PlaceScore
    places: tuple[PlaceScore, ...]
    units: tuple[PlaceScore, ...]

    def place(self, code: str) -> PlaceScore | None:
        """A township, or the county itself."""
        return next((each for each in (self.county, *self.places) if each.code == code), None)

    def unit(self, name: str) -> PlaceScore | None:
        """A lead unit."""
        return next((each for each in self.units if each.name == name), None)


@dataclass(frozen=True)
class _Months:
    """The weighted scores of one place, this month and the month before (() for the first month)."""

    now: tuple[Weighted, ...]
    before: tuple[Weighted, ...]


def scoreboard(panel: Panel, policy: Definitions, card: Sequence[Dimension]) -> Scoreboard:
    """The scorecard of the panel's month."""
    dimensions = tuple(each for each in card if each.measures)
    townships = [area for area in panel.below(panel.county_code) if area.level == "township" and not area.unplaced]
    places = _places(panel, policy, dimensions, townships)
    county = _place(panel, policy, dimensions, panel.county_code, panel.name(panel.county_code), {}, {})
    return Scoreboard(_finding(dimensions, county, places), dimensions, county, places, _units(panel, policy, dimensions))


def points_text(score: float | None) -> str:
    """A score with one decimal, "—" where it is not known; never rounded up to a full 100."""
    if score is None:
        return NONE
    return "99.9" if FULL > score >= FULL - 0.05 else f"{score:.1f}"  # noqa: PLR2004 - half of the last decimal


def by_loss(lines: Iterable[ScoreLine]) -> tuple[ScoreLine, ...]:
    """What costs most points first; what is left out last, in the order given."""
    return tuple(sorted(lines, key=lambda line: -1.0 if line.lost is None else line.lost, reverse=True))


def score_of(figure: Figure | None, measure: Measure, reading: Reading) -> tuple[float | None, str]:
    """The score of a figure from 0 to 1 with "", or None and why it is left out: no data, waiting, a small base, nobody concerned, no share, not begun."""
    value = value_of(figure)
    if figure is None or figure.waiting or value is None:
        return None, _why_none(figure, reading)
    if figure.small:
        return None, SMALL_WORDS
    if not judged(figure, measure, reading):
        return None, "计划还没有开始" if figure.pace is not None else "没有目标可比"
    return attained(value, aim_of(figure, measure), measure.higher_is), ""


def _why_none(figure: Figure | None, reading: Reading) -> str:
    """Why there is no value; a ledger in which nothing can be compared says so, not 0/0."""
    if figure is None or figure.waiting or figure.ledger is None or not figure.ledger.rows:
        return basis(figure, reading)
    head = unknown(figure, reading)
    return f"{head.text}无法判定（缺数据）" if head and head.units else "没有能核对的"


def _places(panel: Panel, policy: Definitions, card: Sequence[Dimension], townships: Iterable[Area]) -> tuple[PlaceScore, ...]:
    """The townships, ranked ones first."""
    weighted = {area.code: _weighted(panel, policy, _scored(card, BOTH), area.code) for area in townships}
    now = ranks({code: composed(each.now) for code, each in weighted.items()})
    before = ranks({code: composed(each.before) for code, each in weighted.items()})
    places = [_place(panel, policy, card, code, panel.name(code), now, before) for code in weighted]
    return tuple(sorted(places, key=lambda each: (each.rank is None, each.rank or 0, each.code)))


def _place(
    panel: Panel, policy: Definitions, card: Sequence[Dimension], code: str, name: str, now: Mapping[str, int], before: Mapping[str, int]
) -> PlaceScore:  # fmt: skip
    weighted = _weighted(panel, policy, _scored(card, BOTH), code)
    total = composed(weighted.now)
    lines = tuple(_line(panel, policy, dimension, each, code, total.told) for dimension in card for each in dimension.of(BOTH))
    cells = tuple(_cell(dimension, [line for line in lines if line.dimension == dimension.id]) for dimension in card)
    moved = _moved(now.get(code), before.get(code))
    return PlaceScore(code, name, now.get(code), total, _change(weighted, panel), moved, cells, lines, _worst(lines))


def _units(panel: Panel, policy: Definitions, card: Sequence[Dimension]) -> tuple[PlaceScore, ...]:
    """The lead units with the county's figures of the measures that they lead; what is known too little of stands last."""
    scored: dict[str, list[tuple[Dimension, ScoredMeasure]]] = {}
    for dimension in card:
        for each in dimension.of(COUNTY_ONLY):
            scored.setdefault(_lead(policy, each.measure), []).append((dimension, each))
    units = [_unit(panel, policy, name, own) for name, own in scored.items()]
    return tuple(sorted(units, key=lambda each: (not each.total.rankable, each.total.score or 0.0, each.name)))


def _unit(panel: Panel, policy: Definitions, name: str, own: Sequence[tuple[Dimension, ScoredMeasure]]) -> PlaceScore:
    weighted = _weighted(panel, policy, [each for _, each in own], panel.county_code)
    total = composed(weighted.now)
    lines = tuple(_line(panel, policy, dimension, each, panel.county_code, total.told) for dimension, each in own)
    return PlaceScore("", name, None, total, _change(weighted, panel), Change("", "none"), (), lines, _worst(lines))


def _scored(card: Iterable[Dimension], level: str) -> list[ScoredMeasure]:
    return [each for dimension in card for each in dimension.of(level)]


def _lead(policy: Definitions, measure: str) -> str:
    return policy.systems[policy.measures[measure].system].lead_unit


def _weighted(panel: Panel, policy: Definitions, scored: Sequence[ScoredMeasure], code: str) -> _Months:
    def of(month: str | None) -> tuple[Weighted, ...]:
        if month is None:
            return ()
        asked = ((each, policy.measures[each.measure]) for each in scored)
        figures = ((each, measure, panel.figure(measure.id, code, month)) for each, measure in asked)
        return tuple(Weighted(each.measure, each.weight, score_of(figure, measure, policy.readings[measure.id])[0]) for each, measure, figure in figures)

    return _Months(of(panel.month), of(panel.previous))


def _line(panel: Panel, policy: Definitions, dimension: Dimension, scored: ScoredMeasure, code: str, told: float) -> ScoreLine:
    measure, reading = policy.measures[scored.measure], policy.readings[scored.measure]
    figure = panel.figure(measure.id, code)
    score, left_out = score_of(figure, measure, reading)
    share = scored.weight / told * FULL if score is not None and told else None
    return ScoreLine(
        measure.id, measure.label, dimension.id, _lead(policy, measure.id), scored.clause, scored.weight,
        value_text(figure, reading), basis(figure, reading), _target(figure, measure, reading),
        None if score is None else score * FULL,
        None if share is None or score is None else share * score,
        None if share is None or score is None else share * (1 - score), left_out,
    )  # fmt: skip


def _target(figure: Figure | None, measure: Measure, reading: Reading) -> str:
    """What the value is held against, in words: "100.0%", "序时 83.3%"."""
    aim = aim_of(figure, measure)
    if figure is not None and figure.pace is not None and figure.pace.pace is not None:
        return f"序时{SPACE}{percent(aim)}"
    default = 1.0 if measure.higher_is == "better" else 0.0
    words = percent(default if aim is None else aim)
    return f"按期{SPACE}{words}" if reading.form == FLOW else words


def _cell(dimension: Dimension, lines: Sequence[ScoreLine]) -> ScoreCell:
    total = composed(_again(line) for line in lines)
    tone = None if total.score is None else colour_class(total.score / FULL, target=None, higher_is="better")
    counted = sum(not line.left_out for line in lines)
    told = f"{counted}/{len(lines)}{SPACE}项，{count(total.told)}/{count(total.weight)}{SPACE}分可评"
    mark = "" if total.rankable or total.score is None else PARTLY
    return ScoreCell(dimension.id, points_text(total.score) + mark, total.score, tone, told)


def _again(line: ScoreLine) -> Weighted:
    return Weighted(line.measure, line.weight, None if line.score is None else line.score / FULL)


def _worst(lines: Iterable[ScoreLine]) -> ScoreLine | None:
    """The line that costs most points; None where none costs any."""
    losing = [line for line in lines if line.lost is not None and round(line.lost, 1) > 0]
    return max(losing, key=lambda line: (line.lost or 0.0, line.measure), default=None)


def _change(weighted: _Months, panel: Panel) -> Change:
    points = change(weighted.now, weighted.before) if panel.previous else None
    if points is None:
        return Change(NONE, "none")
    return Change(_signed(points), "flat" if not round(points, 1) else "better" if points > 0 else "worse")


def _signed(points: float) -> str:
    rounded = round(points, 1)
    return "持平" if not rounded else f"{'+' if rounded > 0 else '−'}{abs(rounded):.1f}"


def _moved(now: int | None, before: int | None) -> Change:
    """How the rank moved: "↑ 2"."""
    if now is None or before is None:
        return Change(NONE, "none")
    if now == before:
        return Change("不变", "flat")
    return Change(f"{'↑' if now < before else '↓'}{SPACE}{abs(before - now)}", "better" if now < before else "worse")


def _finding(card: Sequence[Dimension], county: PlaceScore, places: Sequence[PlaceScore]) -> str:
    """Who stands first and last, what costs the county most, who moved most; and how many cannot be ranked."""
    ranked = [each for each in places if each.rank is not None]
    if not ranked:
        return "还没有一个苏木镇的可评权重达到一半，不排名。" if places else "还没有苏木镇可评。"
    said = [_ends(ranked), _weakest(card, county), _movers(ranked)]
    return "".join(said) + _unranked([each.name for each in places if each.rank is None])


def _unranked(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMED]) + (f"等 {len(names)} 个" if len(names) > NAMED else "")
    return f"{shown}{NOT_RANKED}。" if names else ""


def _ends(ranked: Sequence[PlaceScore]) -> str:
    first, last = ranked[0], ranked[-1]
    if first.rank == last.rank:
        return f"{first.name}得 {first.text} 分。" if len(ranked) == 1 else f"{len(ranked)} 个苏木镇同为 {first.text} 分。"
    cost = f"，失分最多的是“{last.worst.label}”" if last.worst else ""
    return f"{first.name} {first.text} 分居首，{last.name} {last.text} 分居末{cost}。"


def _weakest(card: Sequence[Dimension], county: PlaceScore) -> str:
    names = {each.id: each.name for each in card}
    known = [cell for cell in county.cells if cell.score is not None and not cell.text.endswith(PARTLY)]
    lowest = min(known, key=lambda cell: cell.score or 0.0, default=None)
    return f"{county.name}最弱的是“{names[lowest.dimension]}”，{lowest.text} 分。" if lowest and len(known) > 1 else ""


def _movers(ranked: Sequence[PlaceScore]) -> str:
    moved = [each for each in ranked if each.change.tone in ("better", "worse")]
    if not moved:
        return ""
    by = {each.code: float(each.change.text.replace("−", "-")) for each in moved}
    up, down = max(moved, key=lambda each: by[each.code]), min(moved, key=lambda each: by[each.code])
    parts = [f"升得最多的是{up.name}（{up.change.text}）"] if by[up.code] >= WORTH_SAYING else []
    parts += [f"降得最多的是{down.name}（{down.change.text}）"] if by[down.code] <= -WORTH_SAYING else []
    return f"较上月{'，'.join(parts)}。" if parts else ""
