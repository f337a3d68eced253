"""Given the poverty of an area; gives what 贫困测度 prints: numbers with what each means in plain words, and the rows of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, count, percent
from jobs.form_stats import Stat
from jobs.masking import SHOWN

if TYPE_CHECKING:
    from jobs.poverty import Alone, Depth, Poverty
    from jobs.surveys import NeedRanking, Survey
    from metrics.multidimensional import AlkireFoster
    from metrics.sampling import Estimate

FIFTHS = ("最穷的五分之一", "次穷的五分之一", "中间的五分之一", "较富的五分之一", "最富的五分之一")
UNDECIDED = "说不清"
SHOWN_PROGRAMMES, SHOWN_ALONE = 8, 60
TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class BarRow:
    """A line with a bar: label, share for the bar (None: no bar), and texts."""

    label: str
    share: float | None
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRow:
    """An area with its income poverty and its poverty in several ways."""

    code: str
    name: str
    below: float | None
    texts: tuple[str, ...]


@dataclass(frozen=True)
class AloneRow:
    """A low-income household that nobody helps; household is its number for 户情."""

    household: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Programmes by programmes: of those who have the one of the row, the share that has the one of the column too."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[float | None, str], ...]], ...]


@dataclass(frozen=True)
class PovertyView:
    """What the page prints. finding: one sentence; `waiting` says why nothing of income can be told."""

    finding: str
    waiting: str
    stats: tuple[Stat, ...]
    places: tuple[PlaceRow, ...]
    several: tuple[Stat, ...]
    dimensions: tuple[BarRow, ...]
    money: tuple[BarRow, ...]
    reach: str
    matrix: Matrix
    alone: tuple[AloneRow, ...]
    alone_words: str
    missing: str


@dataclass(frozen=True)
class SurveyView:
    """What the sample surveys say, and the county's place among others. waiting, rank_waiting: why there is none."""

    waiting: str
    stats: tuple[Stat, ...]
    rank_waiting: str
    rank: str


def poverty_view(found: Poverty) -> PovertyView:
    """The texts; an index that cannot be told is "—"."""
    return PovertyView(
        _finding(found),
        found.waiting,
        _stats(found),
        tuple(sorted((_place(found, depth) for depth in found.places if depth.people), key=lambda row: -(row.below or 0))),
        _several(found),
        _dimensions(found.lacking),
        _money(found),
        _reach(found.reach),
        _matrix(found),
        tuple(_alone(one, found.line) for one in found.alone[:SHOWN_ALONE]),
        _alone_words(found),
        f"这些待遇的名单没有报，不在其内：{'、'.join(found.missing)}。" if found.missing else "",
    )


def _finding(found: Poverty) -> str:
    if found.line is None:
        return "监测收入线还没有填，收入贫困说不出来。"
    worst = max((depth for depth in found.places if depth.p0 is not None), key=lambda depth: depth.p0 or 0, default=None)
    where = f"，比例最高的是{worst.name}（{percent(worst.p0)}）" if worst is not None and worst.p0 and len(found.places) > 1 else ""
    whole = found.whole
    below = f"人均纯收入低于 {count(found.line)} 元的有 {count(whole.below)} 人，占 {percent(whole.p0)}"
    return f"{below}{where}；补到线上一年要 {_money_text(whole.fill)}。"


def _stats(found: Poverty) -> tuple[Stat, ...]:
    depth = found.whole
    line = f"{count(found.line)}{SPACE}元/人·年" if found.line is not None else NONE
    short = depth.fill / depth.below if depth.fill is not None and depth.below else None
    missing = f"线下的人平均差 {count(round(short))}{SPACE}元" if short else ""
    spread, corrected = (NONE if each is None else f"{each:.3f}" for each in (depth.gini, depth.corrected))
    told = f"小样本校正后 {corrected}，{count(depth.unknown)}{SPACE}户收入不详"
    return (
        Stat("低收入面（线下人口占比）", percent(depth.p0), f"{count(depth.below)}/{count(depth.people)}{SPACE}人", f"每百人里有几人低于监测线 {line}"),
        Stat("低收入深度", percent(depth.p1), missing, "全体平均每人离线差多少，占线的几成；面一样大时，越大说明越穷"),
        Stat("低收入强度", percent(depth.p2), "", "离线越远的人分量越重；它变大而面不变，说明最穷的人更穷了"),
        Stat("补到线上一年要", _money_text(depth.fill), "", "把每个线下的人刚好补到线上的钱，是理论下限"),
        Stat("收入差距（基尼系数）", spread, told, "0 是人人一样，1 是全归一人；只比本地各月、各苏木镇"),
    )


def _place(found: Poverty, depth: Depth) -> PlaceRow:
    several = next((one for one in found.several_places if one.code == depth.code), None)
    texts = (
        percent(depth.p0),
        f"{count(depth.below)}/{count(depth.people)}",
        percent(depth.p1),
        _money_text(depth.fill),
        NONE if depth.gini is None else f"{depth.gini:.3f}",
        _lacking(several.measures) if several else NONE,
    )
    return PlaceRow(depth.code, depth.name, depth.p0, texts)


def _lacking(found: AlkireFoster) -> str:
    """The share that lacks one at least; with half of the households undecided the share of the others says nothing."""
    return UNDECIDED if found.undecided * 2 >= found.units else percent(found.h)


def _several(found: Poverty) -> tuple[Stat, ...]:
    one, two = found.lacking, found.several
    if one is None or two is None:
        return ()
    index = NONE if one.m0 is None else f"{one.m0:.4f}"
    return (
        Stat("至少缺一项的人口", percent(one.h), f"{count(one.poor)}{SPACE}户", f"教育、医疗、住房、饮水里缺一项以上。{_bounds(one)}"),
        Stat("同时缺两项以上", percent(two.h), f"{count(two.poor)}{SPACE}户", f"几样一起缺，是多维贫困。{_bounds(two)}"),
        Stat("多维贫困指数", index, f"平均缺四项里的 {percent(one.a)}", "至少缺一项的人口 × 平均缺的份额：人变多、缺的变多，它都会变大"),
        Stat("说不清的", f"{count(one.undecided)}{SPACE}户", f"{count(one.incomplete)}{SPACE}户有缺项", "缺数据，补报后才能判定"),
    )


def _bounds(found: AlkireFoster) -> str:
    return f"说不清的都算上，在 {percent(found.h_low)} 至 {percent(found.h_high)} 之间" if found.undecided else "全部可以判定"


def _dimensions(found: AlkireFoster | None) -> tuple[BarRow, ...]:
    if found is None:
        return ()
    parts = found.contributions or (None,) * len(found.dimensions)
    rows = zip(found.dimensions, found.headcounts, parts, strict=True)
    return tuple(BarRow(name, part, (percent(raw), percent(part))) for name, raw, part in rows)


def _money(found: Poverty) -> tuple[BarRow, ...]:
    rows = []
    for name, paid, reached in zip(FIFTHS, found.money, found.reached, strict=True):
        rate = f"{count(round(paid.rate))}{SPACE}元" if paid.rate is not None else NONE
        rows.append(BarRow(name, paid.share, (percent(paid.share), rate, percent(reached.rate))))
    return tuple(rows)


def _reach(value: float | None) -> str:
    if value is None:
        return "这个月没有发放金额，算不出钱有没有到穷人手里。"
    verdict = "比平均分更偏向穷人" if value > 1 else "没有偏向穷人" if value < 1 else "和平均分一样"
    return f"最穷的四成人拿到的钱，是平均分的 {value:.2f} 倍：{verdict}。收入里已经含领到的补贴，所以这个数偏保守。"


def _matrix(found: Poverty) -> Matrix:
    names = sorted((name for name, number in found.received.items() if number), key=lambda name: -found.received[name])[:SHOWN_PROGRAMMES]
    pairs = {(one.first, one.second): (one.both, one.share_of_first) for one in found.overlaps}
    pairs |= {(one.second, one.first): (one.both, one.share_of_second) for one in found.overlaps}
    rows = []
    for first in names:
        cells = [(None, f"{count(found.received[first])}{SPACE}户") if first == second else _cell(pairs[first, second]) for second in names]
        rows.append((first, tuple(cells)))
    return Matrix(tuple(names), tuple(rows))


def _cell(pair: tuple[float, float | None]) -> tuple[float | None, str]:
    both, share = pair
    return share, f"{percent(share)}（{count(both)}）" if both else "0"


def _alone(one: Alone, line: float | None) -> AloneRow:
    short = count(round(line - one.income)) if line is not None else NONE
    help_ = "无法判定（缺名单）" if one.unknown else "什么也没领到"
    return AloneRow(one.household, (one.township, one.village, f"…{one.household[-SHOWN:]}", count(one.persons), count(round(one.income)), short, help_))


def _alone_words(found: Poverty) -> str:
    low = found.unaided
    if low.low_income is None:
        return found.waiting
    if not found.alone:
        return f"线下的 {count(low.low_income)} 人都有某种帮扶或补贴。"
    more = f"这里列最穷的 {SHOWN_ALONE} 户，共 {len(found.alone)} 户。" if len(found.alone) > SHOWN_ALONE else ""
    none = f"{count(low.unaided)} 人所在的户没有监测帮扶，也没有领到任何一项待遇（疑似）"
    return f"线下的 {count(low.low_income)} 人里，{none}：先核对收入，再看符合哪一项政策。{more}"


def _money_text(yuan: float | None) -> str:
    if yuan is None:
        return NONE
    return f"{yuan / TEN_THOUSAND:,.1f}".replace(",", SPACE) + f"{SPACE}万元"  # one decimal in every row, so that a column can be compared


def survey_view(found: Survey, ranking: NeedRanking) -> SurveyView:
    """The estimates with n and interval, and the place in the ranking of need."""
    between = _interval(found.composite.low, found.composite.high)
    stats = (
        _estimate("漏评率", found.missed, "核实为漏评的 ÷ 抽查的非建档立卡农牧民"),
        _estimate("错退率", found.wrong_exit, "核实为错退的 ÷ 抽查的脱贫人口"),
        _estimate("群众认可度", found.approval, "认可的户 ÷ 抽查的户"),
        Stat("综合贫困发生率", percent(found.composite.value), between, "返贫的、按错退率和漏评率推算的 ÷ 农牧业人口"),
    )
    own = ranking.own
    weights = "四项同权" if ranking.equal else "按县里填的权重"
    rank = "本旗县的四项指标不全，排不出名次。"
    if own is not None and own.rank:
        rank = f"{len(ranking.places)} 个旗县里，本旗县困难程度排第 {own.rank}（{weights}，第 1 最困难）。"
    return SurveyView(found.waiting, stats, ranking.waiting, rank)


def _estimate(label: str, found: Estimate, note: str) -> Stat:
    if found.n is None or found.value is None:
        return Stat(label, NONE, "没有抽查", note)
    return Stat(label, percent(found.value), f"{count(found.found)}/{count(found.n)}，{_interval(found.low, found.high)}", note)


def _interval(low: float | None, high: float | None) -> str:
    return f"95% 的把握在 {percent(low)} 至 {percent(high)} 之间" if low is not None and high is not None else ""
