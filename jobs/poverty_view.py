"""Given the poverty of an area; gives what 贫困测度 prints: numbers with what each means in plain words, and the rows of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, count, percent
from jobs.form_stats import Stat
from jobs.masking import SHOWN
from jobs.poverty import CUT_OFF

if TYPE_CHECKING:
    from jobs.poverty import Alone, Depth, Poverty
    from metrics.multidimensional import AlkireFoster

FIFTHS = ("最穷的五分之一", "次穷的五分之一", "中间的五分之一", "较富的五分之一", "最富的五分之一")
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


def poverty_view(found: Poverty) -> PovertyView:
    """The texts; an index that cannot be told is "—"."""
    return PovertyView(
        _finding(found),
        found.waiting,
        _stats(found),
        tuple(sorted((_place(found, depth) for depth in found.places if depth.people), key=lambda row: -(row.below or 0))),
        _several(found.several),
        _dimensions(found.several),
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
    spread = NONE if depth.gini is None else f"{depth.gini:.3f}"
    return (
        Stat("低收入面（线下人口占比）", percent(depth.p0), f"{count(depth.below)}/{count(depth.people)}{SPACE}人", f"每百人里有几人低于监测线 {line}"),
        Stat("低收入深度", percent(depth.p1), missing, "全体平均每人离线差多少，占线的几成；面一样大时，越大说明越穷"),
        Stat("低收入强度", percent(depth.p2), "", "离线越远的人分量越重；它变大而面不变，说明最穷的人更穷了"),
        Stat("补到线上一年要", _money_text(depth.fill), "", "把每个线下的人刚好补到线上的钱，是理论下限"),
        Stat("收入差距（基尼系数）", spread, f"{count(depth.unknown)}{SPACE}户收入不详", "0 是人人一样，1 是全归一人；只比本地各月、各苏木镇"),
    )


def _place(found: Poverty, depth: Depth) -> PlaceRow:
    several = next((one for one in found.several_places if one.code == depth.code), None)
    texts = (
        percent(depth.p0),
        f"{count(depth.below)}/{count(depth.people)}",
        percent(depth.p1),
        _money_text(depth.fill),
        NONE if depth.gini is None else f"{depth.gini:.3f}",
        percent(several.measures.h) if several else NONE,
    )
    return PlaceRow(depth.code, depth.name, depth.p0, texts)


def _several(found: AlkireFoster | None) -> tuple[Stat, ...]:
    if found is None:
        return ()
    bounds = f"把说不清的都算上，在 {percent(found.h_low)} 至 {percent(found.h_high)} 之间" if found.undecided else "全部可以判定"
    return (
        Stat("多维贫困发生率", percent(found.h), f"{count(found.poor)}{SPACE}户", f"收入、教育、医疗、住房、饮水五项里缺 {CUT_OFF} 项以上的人口占比。{bounds}"),
        Stat("平均缺的份额", percent(found.a), "", "这些人平均缺了五项里的几成"),
        Stat("多维贫困指数", NONE if found.m0 is None else f"{found.m0:.4f}", "", "发生率 × 平均缺的份额：人变多、缺的变多，它都会变大"),
        Stat("说不清的", f"{count(found.undecided)}{SPACE}户", f"{count(found.incomplete)}{SPACE}户有缺项", "缺数据，补报后才能判定"),
    )


def _dimensions(found: AlkireFoster | None) -> tuple[BarRow, ...]:
    if found is None:
        return ()
    censored = found.censored_headcounts or (None,) * len(found.dimensions)
    parts = found.contributions or (None,) * len(found.dimensions)
    rows = zip(found.dimensions, found.headcounts, censored, parts, strict=True)
    return tuple(BarRow(name, part, (percent(raw), percent(both), percent(part))) for name, raw, both, part in rows)


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
    return f"{count(round(yuan / TEN_THOUSAND, 1))}{SPACE}万元"
