"""Given the measures; gives the one that the URL asks for, the theme that it asks for, and a box in which any measure is found by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.components.cached import wording_of
from pages.components.labels import unique_labels
from pages.components.links import go

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from jobs.county import County
    from jobs.wording import Wording
    from pages.components.filters import Filters

_NAME, _THEME = "measure", "theme"
WORST = "最要紧的"


def chosen_measure(known: Container[str]) -> str | None:
    """The measure in the URL if there is one of that id; an unknown id is taken out of the URL."""
    asked = st.query_params.get(_NAME)
    if asked is None or asked in known:
        return asked
    del st.query_params[_NAME]
    return None


def chosen_theme(themes: Sequence[str]) -> str:
    """The theme in the URL, which the reader changes by a click; "" is the measures that stand worst."""
    asked = st.query_params.get(_THEME, "")
    key = f"theme_{asked}"
    options = [WORST, *themes]
    picked = st.pills("专题", options, default=asked if asked in themes else WORST, key=key, label_visibility="collapsed")
    theme = "" if picked in (None, WORST) else picked
    if theme != (asked if asked in themes else ""):
        if theme:
            st.query_params[_THEME] = theme
        else:
            st.query_params.pop(_THEME, None)
        st.rerun()
    return theme


def labels_by_theme(wording: Wording) -> dict[str, str]:
    """Measure → "theme · label", unique, in the order of the themes."""
    themes = {name: wording.systems[measure.system].theme for name, measure in wording.measures.items()}
    order = list(dict.fromkeys([*wording.themes, *themes.values()]))
    names = sorted(wording.measures, key=lambda name: order.index(themes[name]))
    return unique_labels({name: f"{themes[name]} · {wording.measures[name].label}" for name in names})


def find_measure(county: County, filters: Filters, *, now: str = "") -> None:
    """A box with every measure by theme; typing a part of its name, its system, lead unit or clause finds it, choosing it opens it."""
    wording = wording_of(county, filters.month)
    labels = {name: f"{label} · {_found_by(wording, name)}" for name, label in labels_by_theme(wording).items()}
    names = list(labels)
    picked = st.selectbox(
        "找一项指标", names, index=None, format_func=labels.__getitem__, placeholder="按名称、条款、单位找指标",
        key=f"find_{now}_{filters.area_code}_{filters.month}", label_visibility="collapsed",
    )  # fmt: skip
    if picked is not None and picked != now:
        go("coverage", filters, measure=picked)


def _found_by(wording: Wording, name: str) -> str:
    """What else than its name a reader may type to find a measure."""
    system = wording.systems[wording.measures[name].system]
    return " ".join((system.id, system.lead_unit, *system.sources))
