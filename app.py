"""Given a web server (`streamlit run app.py` or `uvicorn app:app`); gives it the application: Streamlit around shell/main.py, behind the gate, in Chinese.

A request passes the headers (which go on every answer, a refusal too), the gate, the words, and then Streamlit.
"""

from __future__ import annotations

import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

from policy.model import PolicyError
from settings import ROOT, SettingsError, read_settings
from shell.county import the_county
from shell.errors import keep_people_out_of_the_log, on_script_error, on_server_error
from shell.gate import Gate
from shell.headers import SecurityHeaders
from shell.navigation import FIRST
from shell.warm import warm_up
from shell.words import ASSETS, SCRIPT, ChinesePage, serve_script
from store.model import StoreError

try:
    the_county(read_settings()).policy  # noqa: B018 - read now, so that a wrong definition stops the start with every problem in it
except (SettingsError, PolicyError, StoreError) as error:
    sys.exit(str(error))  # the installer's to mend: sentences, not a stack trace


async def health(_request: Request) -> PlainTextResponse:
    """ok, as soon as the application answers."""
    return PlainTextResponse("ok")


async def favicon(_request: Request) -> FileResponse:
    """Our picture for the browser's tab, also in the moment before the first page is there."""
    return FileResponse(ASSETS / "favicon.png")


async def first_page(request: Request) -> RedirectResponse:
    """Streamlit gives its first page the address "/" only; the page's own name leads there too, with month and area kept."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


keep_people_out_of_the_log()
app = st.App(
    ROOT / "shell" / "main.py",
    routes=[Route("/healthz", health), Route("/favicon.png", favicon), Route(SCRIPT, serve_script), Route(f"/{FIRST.address}", first_page)],
    middleware=[Middleware(SecurityHeaders), Middleware(Gate), Middleware(ChinesePage)],
    exception_handlers={Exception: on_server_error},
    on_script_error=on_script_error,
    lifespan=warm_up,
)
