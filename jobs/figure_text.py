"""Given a figure and how it is read; gives its value, its numerator and denominator in words, and how many it misses, of all five forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.numbers import NONE, SPACE, count, percent, signed
from jobs.readings import ATTAINMENT, FLOW, LEDGER, PERCENT, PERSON, STATUS, TARGETING

if TYPE_CHECKING:
    from jobs.readings import Reading
    from metrics.model import Figure, LedgerSums, Tally
    from metrics.pace import Pace

SUSPECTED = "疑似"
MISSING_WORDS = {TARGETING: f"应享未享（{SUSPECTED}）", STATUS: "未达到", ATTAINMENT: "还差", FLOW: "超期", LEDGER: "不符"}
WORSE_WORD = "存在问题"
"""What stands for 未达到 where meeting the condition is what should not be."""


@dataclass(frozen=True)
class Head:
    """How many of something: persons beside it where the unit is the household."""

    units: float
    persons: float | None = None
    unit: str = PERSON

    @property
    def people(self) -> float:
        """What rankings use and sums of 人次 add: a person is one, whatever household he lives in; of other units the persons where they are known."""
        return self.units if self.persons is None or self.unit == PERSON else self.persons

    @property
    def text(self) -> str:
        """ "37 人", or "12 户 37 人"."""
        own = f"{count(self.units)}{SPACE}{self.unit}".rstrip(SPACE)
        return own if self.persons is None or self.unit == PERSON else f"{own}{SPACE}{count(self.persons)}{SPACE}{PERSON}"


def value_of(figure: Figure | None) -> float | None:
    """Coverage of a targeting figure, numerator over denominator of the others; None where undefined."""
    if figure is None:
        return None
    if figure.cells is not None:
        return _ratio(figure.cells.tt, figure.cells.tt + figure.cells.tf)
    return _ratio(figure.tally.numerator, figure.tally.denominator) if figure.tally else None


def value_text(figure: Figure | None, reading: Reading) -> str:
    """ "82.3%"; of a ledger that is no share "4.2 万元/户" or "1 234.5 万元"; "—" where undefined."""
    if reading.is_share:
        return percent(value_of(figure))
    if figure is None or figure.waiting or figure.ledger is None or not figure.ledger.rows:
        return NONE
    if not reading.against:
        return amount_text(figure.ledger.amount, reading)
    value = value_of(figure)
    return NONE if value is None else f"{_rounded(value)}{SPACE}{reading.amount}/{reading.per}"


def share(part: float, whole: float, unit: str) -> str:
    """ "1 234/1 500 人"."""
    return f"{count(part)}/{count(whole)}{SPACE}{unit}".rstrip(SPACE)


def amount_text(amount: float, reading: Reading) -> str:
    """An amount in its own unit: "30.5 公里"."""
    return f"{_rounded(amount)}{SPACE}{reading.amount}".rstrip(SPACE)


def basis(figure: Figure | None, reading: Reading) -> str:
    """Numerator and denominator: "1 234/1 500 户，3 456/4 210 人，疑似"; where there is no ratio, why."""
    if figure is None:
        return "没有数据"
    if figure.waiting:
        return figure.waiting
    if figure.ledger is not None and reading.form == LEDGER:
        return _ledger_basis(figure.ledger, reading)
    if value_of(figure) is None:
        return _nobody(figure, reading)
    if figure.pace is not None:
        return _pace_basis(figure.pace, reading)
    parts = [share(*pair, each) for pair, each in _pairs(figure, reading)]
    return "，".join([*parts, SUSPECTED] if figure.cells is not None else parts)


def figure_text(figure: Figure | None, reading: Reading) -> str:
    """ "82.3%（1 234/1 500 人，疑似）"."""
    return f"{value_text(figure, reading)}（{basis(figure, reading)}）"


def missing(figure: Figure | None, reading: Reading) -> Head | None:
    """What is still to be done; None where there is no figure, or where an amount is compared with nothing.

    targeting: who fits and does not get it; status: who does not meet the condition (who meets it, where that is bad); attainment: what is left of the plan;
    flow: cases over their limit; ledger: rows that differ from their details.
    """
    if figure is None or figure.waiting:
        return None
    if figure.cells is not None:
        return Head(figure.cells.tf, _persons(figure.persons.tf if figure.persons else None, reading), reading.unit)
    if figure.pace is not None:
        return Head(max(figure.pace.plan - figure.pace.done, 0), None, reading.amount)
    if figure.flow is not None:
        return Head(figure.flow.overdue, None, reading.unit)
    if figure.ledger is not None:
        return Head(figure.ledger.differing, None, reading.unit) if reading.agrees else None
    return _unmet(figure, reading)


def leaked(figure: Figure | None, reading: Reading) -> Head | None:
    """Those who get it and do not fit; None where there is no figure or the form has no such people."""
    if figure is None or figure.waiting or figure.cells is None:
        return None
    return Head(figure.cells.ft, _persons(figure.persons.ft if figure.persons else None, reading), reading.unit)


def unknown(figure: Figure | None, reading: Reading) -> Head | None:
    """Those that cannot be told; None where there is no figure."""
    if figure is None or figure.waiting:
        return None
    if figure.cells is not None:
        return Head(figure.cells.unknown, _persons(figure.persons.unknown if figure.persons else None, reading), reading.unit)
    if figure.tally is None:
        return None
    return Head(figure.tally.unknown, _persons(figure.tally_persons.unknown if figure.tally_persons else None, reading), reading.unit)


def change_text(now: float | None, before: float | None) -> str:
    """ "较上月 +12", "较上月持平", or "" where the month before has no figure."""
    if now is None or before is None:
        return ""
    change = signed(round(now - before, 1))
    return f"较上月{change}" if change == "持平" else f"较上月{SPACE}{change}"


def missing_word(reading: Reading) -> str:
    """What is still to be done is called for this form."""
    return WORSE_WORD if reading.worse and reading.form == STATUS else MISSING_WORDS[reading.form]


def missing_text(figure: Figure | None, reading: Reading) -> str:
    """ "应享未享（疑似）37 人", "还差 52.9 公里"; "" where there is no figure."""
    word, head = missing_word(reading), missing(figure, reading)
    if head is None:
        return ""
    if figure is not None and figure.pace is not None and reading.amount == PERCENT:
        return f"未完成{SPACE}{count(figure.pace.units - figure.pace.finished)}{SPACE}项"
    return f"{word}{'' if word.endswith('）') else SPACE}{head.text}"


def _unmet(figure: Figure, reading: Reading) -> Head | None:
    def left(tally: Tally) -> float:
        return tally.numerator if reading.worse else tally.denominator - tally.numerator

    if figure.tally is None:
        return None
    return Head(left(figure.tally), _persons(left(figure.tally_persons) if figure.tally_persons else None, reading), reading.unit)


def _persons(number: float | None, reading: Reading) -> float | None:
    """Persons stand beside people and households alone: a village, a project or a case of its own has none to print."""
    return number if reading.of_people else None


def _nobody(figure: Figure, reading: Reading) -> str:
    """Why there is no ratio: nobody can be told, or nobody is concerned."""
    head = unknown(figure, reading)
    if head and head.units:
        return f"{head.text}无法判定（缺数据）"
    if figure.flow is not None:
        return "本月没有办结或超期的件" if figure.flow.open else "本月没有件"
    return "没有计划任务" if figure.pace is not None else "没有符合条件的对象"


def _pace_basis(pace: Pace, reading: Reading) -> str:
    """Progress over plan in the plan's own unit; where it is percent, over how many items."""
    if reading.amount == PERCENT:
        return f"{count(pace.units)}{SPACE}项平均" if pace.units > 1 else "按上报数"
    return share(round(pace.done, 1), round(pace.plan, 1), reading.amount)


def _ledger_basis(sums: LedgerSums, reading: Reading) -> str:
    """Amount over what it is measured against, rows that agree over those that can be told, or how many rows stand behind an amount."""
    if not sums.rows:
        return f"没有{reading.unit}可计"
    if reading.against and reading.per:
        return f"{amount_text(sums.amount, reading)}，{count(sums.of)}{SPACE}{reading.per}"
    if reading.against:
        return share(round(sums.amount, 1), round(sums.of, 1), reading.amount)
    if reading.agrees and reading.is_share:
        return f"相符 {share(sums.agreeing, sums.agreeing + sums.differing, reading.unit)}"
    return f"{count(sums.rows)}{SPACE}{reading.unit}"


def _pairs(figure: Figure, reading: Reading) -> list[tuple[tuple[float, float], str]]:
    with_persons = reading.unit != PERSON and reading.of_people
    if figure.cells is not None:
        cells = [(figure.cells, reading.unit), (figure.persons if with_persons else None, PERSON)]
        return [((each.tt, each.tt + each.tf), word) for each, word in cells if each is not None]
    tallies = [(figure.tally, reading.unit), (figure.tally_persons if with_persons else None, PERSON)]
    return [((tally.numerator, tally.denominator), each) for tally, each in tallies if tally is not None]


def _rounded(value: float) -> str:
    """At most one decimal above ten, two below: a mean of 4.17 days stays readable, 1 585.04 km becomes 1 585."""
    return count(round(value, 1)) if abs(value) >= 10 or float(value).is_integer() else f"{value:.2f}".rstrip("0").rstrip(".")  # noqa: PLR2004 - two figures


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
