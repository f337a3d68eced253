"""Given a line such as "5-7 tf, 8-10 tt"; gives what stands in each of the six months from May to October 2026."""

from __future__ import annotations

from sample_data.model import MONTHS, SampleError

FIRST = 5
LAST = 10


def by_month(text: str, *, default: str | None = None) -> dict[str, str]:
    """month → value of "5-7 a, 8 b". A value may be left out where `default` is given ("5, 9-10"). Raises SampleError for a month twice or out of range."""
    found: dict[str, str] = {}
    for part in text.split(","):
        span, _, value = part.strip().partition(" ")
        value = value.strip() or default or ""
        for month in _months(span, text):
            if month in found or not value:
                raise SampleError(f"“{text}”：月份重复或没有写值")
            found[month] = value
    return found


def every_month(text: str) -> tuple[str, ...]:
    """Six values: "tt" stands for all months, "5-7 tf, 8-10 tt" must name every month. Raises SampleError."""
    if not text[:1].isdigit():
        return (text,) * len(MONTHS)
    found = by_month(text)
    if set(found) != set(MONTHS):
        raise SampleError(f"“{text}”：六个月没有写全")
    return tuple(found[month] for month in MONTHS)


def _months(span: str, text: str) -> list[str]:
    first, _, last = span.partition("-")
    try:
        numbers = range(int(first), int(last or first) + 1)
    except ValueError as error:
        raise SampleError(f"“{text}”：读不出月份") from error
    if not numbers or numbers[0] < FIRST or numbers[-1] > LAST:
        raise SampleError(f"“{text}”：月份应在 5 至 10")
    return [f"2026-{number:02d}" for number in numbers]
