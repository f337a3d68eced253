"""Given an error nobody expected, in a page or in the server; gives the reader a Chinese sentence with an incident number, and the log the place without any
data.

Messages of exceptions are not logged: they quote values, and the values are people's. The type and the lines of code are enough to find the mistake.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import HTMLResponse
from streamlit.logger import get_logger

from settings import ROOT
from shell.page import notice

if TYPE_CHECKING:
    from starlette.requests import Request

_LOG = get_logger("xianjie.errors")
_FRAMES = 8


def keep_people_out_of_the_log() -> None:
    """Stop Streamlit and the web server from logging messages of errors, which quote values, and addresses of requests, which name households."""
    for name in ("streamlit.error_util", "uvicorn.error"):
        logging.getLogger(name).addFilter(lambda record: record.exc_info is None)
    logging.getLogger("uvicorn.access").addFilter(lambda _record: False)


def on_script_error(error: Exception) -> bool:
    """Show the sentence in place of the page and log the place; gives True, so that Streamlit shows nothing of its own."""
    number = log_incident(error)
    st.error(f"这一页没有算出来，数据没有改动。请刷新再试；如果仍然这样，请把编号 **{number}** 告诉管理员。", icon=":material/error:")
    return True


async def on_server_error(_request: Request, error: Exception) -> HTMLResponse:
    """The same for a request outside the pages."""
    number = log_incident(error)
    page = notice("系统没有完成这个请求", "数据没有改动。请返回上一页再试。", f"如果仍然这样，请把编号 {number} 告诉管理员。")
    return HTMLResponse(page, status_code=500)


def log_incident(error: BaseException) -> str:
    """Log the type of the error and the lines of code that led to it, no message and no value; gives the incident number, such as A3F91C."""
    number = secrets.token_hex(3).upper()
    _LOG.error("incident %s: %s", number, "; caused by ".join(_place(link) for link in _chain(error)))
    return number


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, outermost first."""
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or link.__context__
    return links


def _place(error: BaseException) -> str:
    """Type and place of one error: KeyError at metrics/cells.py:40 compute < pages/review/overview.py:12 <module>."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    lines = (f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {' < '.join(lines)}"


def _short(filename: str) -> str:
    """A file below the project's folder, or the last two parts of any other path; home folders carry people's names."""
    if filename.startswith(str(ROOT)) and "site-packages" not in filename:
        return filename[len(str(ROOT)) + 1 :].replace("\\", "/")
    return "/".join(filename.replace("\\", "/").split("/")[-2:])
