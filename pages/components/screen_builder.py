"""Given the populations and their columns; gives the screen that the URL holds, drawn as lines of widgets whose changes go back into the URL.

The URL is the one place where the choice is kept: every widget shows what stands there, and its callback writes what the reader changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from jobs.screen import (
    BETWEEN,
    EQUALS,
    KNOWN,
    MOST,
    NO,
    NONE_OF,
    ONE_OF,
    STARTS,
    UNKNOWN,
    USUAL_WORDS,
    YES,
    Condition,
    Screen,
    ScreenError,
    read_screen,
    write_screen,
)
from pages.components.labels import unique_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jobs.screen import Offer
    from policy.reader import Policy

    Change = Callable[[Condition], None]

POPULATION, WHERE, EVERYBODY = "population", "where", "all"
"""The page's own parameters of the address."""

_DEFAULT = "person"
_WORDS = {
    **{YES: "是", NO: "否", UNKNOWN: "无法判定（缺数据）", KNOWN: "有数据", ONE_OF: "是其中之一", NONE_OF: "都不是"},
    **{BETWEEN: "在范围内", EQUALS: "等于", STARTS: "开头是"},
}
_LIST_WORDS = {YES: "有", NO: "没有"}
_OLDEST, _NEWEST = date(1900, 1, 1), date(2100, 12, 31)
_WIDTHS = [5, 3, 6, 1]


def screen_of_url(policy: Policy, known: Mapping[str, str]) -> Screen:
    """The screen that the URL holds. Raises ScreenError for one that cannot be read."""
    population = st.query_params.get(POPULATION, _DEFAULT if _DEFAULT in known else next(iter(known), _DEFAULT))
    return read_screen(st.query_params.get(WHERE, ""), policy, population, everybody=EVERYBODY in st.query_params)


def query_of(screen: Screen) -> dict[str, str]:
    """The page's parameters of a screen, for a link."""
    return {POPULATION: screen.population, WHERE: write_screen(screen), EVERYBODY: "1" if screen.everybody else ""}


def put(screen: Screen) -> None:
    """Write the screen into the URL, in a callback."""
    for name, value in query_of(screen).items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def draw_builder(screen: Screen, known: Mapping[str, str], offered: Mapping[str, Offer]) -> None:
    """The population, who of it counts, and one line for each condition; an empty line waits for the next."""
    with st.container(border=True):
        first, second, third = st.columns([5, 6, 4], vertical_alignment="bottom")
        with first:
            _select("筛查对象", "screen_population", unique_labels(known), screen.population, lambda value: put(Screen(value)))
        with second:
            if screen.population in USUAL_WORDS:
                st.session_state["screen_usual"] = not screen.everybody
                st.checkbox(USUAL_WORDS[screen.population], key="screen_usual", on_change=_usual, args=(screen,))
        labels = unique_labels({name: offer.label for name, offer in offered.items()})
        lines = screen.conditions or (Condition(),)
        for number, line in enumerate(lines):
            _line(replace(screen, conditions=lines), number, line, offered, labels)
        with third:
            full = len(lines) >= MOST or not lines[-1].column
            st.button("再加一个条件", icon=":material/add:", disabled=full, on_click=put, args=(replace(screen, conditions=(*lines, Condition())),))


def _usual(screen: Screen) -> None:
    put(replace(screen, everybody=not st.session_state["screen_usual"]))


def _line(screen: Screen, number: int, line: Condition, offered: Mapping[str, Offer], labels: Mapping[str, str]) -> None:
    """One condition: column, operation, values, and the way to take it out."""
    column, operation, values, away = st.columns(_WIDTHS, vertical_alignment="bottom")
    head = "collapsed" if number else "visible"

    def change(new: Condition) -> None:
        put(replace(screen, conditions=tuple(new if place == number else one for place, one in enumerate(screen.conditions))))

    with column:
        asked = f"screen_{number}_column"
        st.session_state[asked] = line.column or None
        st.selectbox(
            "条件", list(offered), key=asked, index=None, format_func=labels.__getitem__, placeholder="选一列：输入几个字来找", label_visibility=head,
            on_change=lambda: change(_begun(st.session_state[asked], offered)),
        )  # fmt: skip
    offer = offered.get(line.column)
    if offer is None:
        return
    with operation:
        said = {name: _word(name, offer) for name in offer.operations}
        _select("怎么算", f"screen_{number}_operation", said, line.operation, lambda name: change(_blank(line.column, name)), head=head)
    with values:
        _values(number, line, offer, change, head)
    with away:
        rest = tuple(one for place, one in enumerate(screen.conditions) if place != number)
        st.button("", icon=":material/close:", key=f"screen_{number}_away", help="去掉这个条件", on_click=put, args=(replace(screen, conditions=rest),))


def _word(operation: str, offer: Offer) -> str:
    if offer.kind == "list":
        return _LIST_WORDS.get(operation, _WORDS[operation])
    return "没有记录" if operation == UNKNOWN and offer.null_test else _WORDS[operation]


def _begun(name: str | None, offered: Mapping[str, Offer]) -> Condition:
    return _blank(name, offered[name].operations[0]) if name else Condition()


def _blank(column: str, operation: str) -> Condition:
    """A condition in which no value is picked yet."""
    return Condition(column, operation, {BETWEEN: (None, None), EQUALS: ("",), STARTS: ("",)}.get(operation, ()))


def _values(number: int, line: Condition, offer: Offer, change: Change, head: Any) -> None:  # noqa: ANN401 - one of Streamlit's words
    """The widgets of the values, as the operation and the column's type ask."""
    if line.operation in {ONE_OF, NONE_OF}:
        key = f"screen_{number}_picked"
        st.session_state[key] = list(line.values)
        taken = lambda: change(replace(line, values=tuple(st.session_state[key])))  # noqa: E731 - a callback
        st.multiselect("值", offer.values, key=key, placeholder="可选几个", label_visibility=head, on_change=taken)
    elif line.operation in {EQUALS, STARTS}:
        key = f"screen_{number}_text"
        st.session_state[key] = line.values[0]
        st.text_input("文字", key=key, label_visibility=head, on_change=lambda: change(replace(line, values=(st.session_state[key],))))
    elif line.operation == BETWEEN:
        for place, cell in enumerate(st.columns(2)):
            with cell:
                _end(number, place, line, offer, change, head)


def _end(number: int, place: int, line: Condition, offer: Offer, change: Change, head: Any) -> None:  # noqa: ANN401, PLR0913, PLR0917 - as above, for one end
    """One end of a range; an empty one is open."""
    key, label, value = f"screen_{number}_end{place}", ("从（含）", "到（含）")[place], line.values[place]

    def taken() -> None:
        new = st.session_state[key]
        ends = [*line.values]
        ends[place] = new.isoformat() if isinstance(new, date) else new
        change(replace(line, values=tuple(ends)))

    if offer.kind == "date":
        st.session_state[key] = date.fromisoformat(str(value)) if value else None
        st.date_input(label, key=key, min_value=_OLDEST, max_value=_NEWEST, format="YYYY-MM-DD", label_visibility=head, on_change=taken)
    else:
        st.session_state[key] = None if value is None else float(value)
        st.number_input(label, key=key, step=1.0, format="%g", placeholder="不限", label_visibility=head, on_change=taken)


def _select(label: str, key: str, labels: Mapping[str, str], value: str, change: Callable[[str], None], *, head: Any = "visible") -> None:  # noqa: ANN401, PLR0913 - as above
    """One select box that always has a value."""
    st.session_state[key] = value
    st.selectbox(label, list(labels), key=key, format_func=labels.__getitem__, label_visibility=head, on_change=lambda: change(st.session_state[key]))


__all__ = ["ScreenError", "draw_builder", "put", "query_of", "screen_of_url"]
