"""Given nothing; gives the look of every page: white, one accent, strong hierarchy, numbers that line up, a print form."""

from __future__ import annotations

import streamlit as st

from charts.palette import ACCENT, ALERT, INK, PALE, QUIET, RULE, WARN

_CSS = f"""
<style>
.stMainBlockContainer {{ padding: 1.3rem 2.2rem 1.5rem; max-width: 1720px; }}
.stMainBlockContainer h1 {{ font-size: 1.7rem; font-weight: 650; letter-spacing: .02em; color: {INK}; padding: 0; margin: 0; line-height: 1.4; }}
.stMainBlockContainer h3 {{ font-size: 1.08rem; font-weight: 650; color: {INK}; padding: 0; margin: 0; line-height: 1.5; }}
.stMainBlockContainer .stHeading, .stMainBlockContainer .stHeading > div {{ margin: 0; overflow: visible; height: auto; }}
[data-testid=stHeader] {{ background: transparent; pointer-events: none; }}
[data-testid=stHeader] button {{ pointer-events: auto; }}
.stMainBlockContainer .stVerticalBlock {{ gap: .55rem; }}
.st-key-head {{ padding-right: 3rem; }}
.st-key-head .stVerticalBlock, .st-key-head {{ gap: .1rem !important; }}
.xj {{ color: {INK}; font-variant-numeric: tabular-nums; line-height: 1.5; }}
.xj a {{ color: inherit; text-decoration: none; }}
.xj-quiet {{ color: {QUIET}; }}
.xj-lead {{ font-size: 1.05rem; color: {INK}; margin: 0; }}
.xj-cards {{ display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .55rem; }}
.xj-card {{ display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: 0 .45rem; border: 1px solid {RULE}; border-radius: 10px; padding: .45rem .8rem .4rem; background: #fff; }}
.xj-card:hover {{ border-color: {ACCENT}; }}
.xj-card-label {{ font-size: .87rem; color: {QUIET}; }}
.xj-card .xj-card-label {{ grid-column: 1 / 3; color: {INK}; }}
.xj-card .xj-light {{ justify-self: end; }}
.xj-card-value {{ font-size: 1.72rem; font-weight: 650; line-height: 1.25; white-space: nowrap; }}
.xj-card-change {{ font-size: .77rem; line-height: 1.3; white-space: nowrap; }}
.xj-card-waiting {{ font-size: .92rem; color: {QUIET}; grid-column: 1 / 4; padding: .5rem 0; }}
.xj-card-basis {{ font-size: .8rem; color: {QUIET}; }}
.xj-card .xj-card-basis {{ grid-column: 1 / 4; }}
.xj-strip {{ display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .86rem; border-top: 1px solid {RULE}; padding-top: .35rem; }}
.xj-strip b {{ font-weight: 600; }}
.xj-light {{ white-space: nowrap; font-size: .84rem; font-weight: 600; }}
.xj-good {{ color: {ACCENT}; }} .xj-watch {{ color: {WARN}; }} .xj-poor {{ color: {ALERT}; }}
.xj-none, .xj-small {{ color: {QUIET}; font-weight: 400; }}
.xj-better {{ color: {ACCENT}; }} .xj-worse {{ color: {ALERT}; }}
.xj-table {{ width: 100%; border-collapse: collapse; font-size: .92rem; }}
.xj-table th {{ text-align: left; font-weight: 500; color: {QUIET}; font-size: .82rem; border-bottom: 1px solid {QUIET}; padding: .2rem .5rem .25rem; white-space: nowrap; }}
.xj-table td {{ border-bottom: 1px solid {RULE}; padding: .21rem .5rem; vertical-align: top; }}
.xj-table tr:hover td {{ background: {PALE}; }}
.xj-table .num {{ text-align: right; white-space: nowrap; }}
.xj-table .nowrap {{ white-space: nowrap; }}
.xj-table a {{ color: {ACCENT}; }}
.xj-table a:hover {{ text-decoration: underline; }}
.xj-stats {{ display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 1.2rem; border-top: 2px solid {INK}; padding-top: .6rem; }}
.xj-stat-value {{ font-size: 1.7rem; font-weight: 650; line-height: 1.25; }}
.xj-stats > div:first-child .xj-stat-value {{ font-size: 2.3rem; line-height: 1.1; color: {ACCENT}; }}
.xj-grid9 {{ width: 100%; border-collapse: separate; border-spacing: 4px; font-size: .9rem; }}
.xj-grid9 th {{ font-weight: 500; color: {QUIET}; font-size: .84rem; padding: .15rem .3rem; text-align: left; }}
.xj-grid9 td {{ border-radius: 6px; padding: .55rem .7rem; width: 30%; background: #f6f8fa; vertical-align: top; }}
.xj-grid9 td b {{ display: block; font-size: 1.12rem; }}
.xj-grid9 td.good {{ background: #dbe8f4; }} .xj-grid9 td.missing {{ background: #fbe3c4; }} .xj-grid9 td.leaked {{ background: #fdf0de; }}
.xj-grid9 td.unknown {{ background: #fff; outline: 1px dashed #9aa5b1; outline-offset: -1px; color: {QUIET}; }}
.xj-trace {{ width: 100%; border-collapse: collapse; font-size: .9rem; }}
.xj-trace td, .xj-trace th {{ padding: .28rem .5rem; border-bottom: 1px solid {RULE}; text-align: left; vertical-align: top; }}
.xj-trace th {{ color: {QUIET}; font-weight: 500; font-size: .82rem; }}
.xj-sum {{ font-size: 1.15rem; font-weight: 600; padding: .5rem .8rem; background: {PALE}; border-radius: 8px; }}
.xj-tag {{ display: inline-block; border: 1px solid {RULE}; border-radius: 4px; padding: 0 .4rem; margin: 0 .25rem .15rem 0; font-size: .82rem; white-space: nowrap; }}
.st-key-gaps .stPageLink a {{ padding: .1rem .2rem; min-height: 0; }}
.st-key-gaps .stPageLink p {{ font-size: 1.02rem; white-space: normal; line-height: 1.45; }}
.xj-legend {{ display: flex; flex-wrap: wrap; gap: .1rem .9rem; font-size: .84rem; }}
.xj-swatch {{ display: inline-block; width: .85rem; height: .85rem; border-radius: 3px; margin-right: .3rem; vertical-align: -.1rem; border: 1px solid transparent; }}
.stPageLink a {{ height: auto; }}
.st-key-back .stPageLink a {{ padding: 0; background: none; min-height: 0; }}
.st-key-back .stPageLink p {{ color: {ACCENT}; font-weight: 400; font-size: .9rem; }}
@media print {{
  [data-testid=stSidebar], [data-testid=stHeader], .stFileUploader, button {{ display: none !important; }}
  .stMainBlockContainer {{ padding: 0; }}
  @page {{ size: A4 landscape; margin: 12mm; }}
}}
</style>
"""


def apply_style() -> None:
    """Put the style sheet into the page."""
    st.html(_CSS)
