"""Given a web server (`streamlit run app.py` or `uvicorn app:app`); gives it the application: Streamlit around shell/main.py, behind the gate, in Chinese.

A request passes the headers (which go on every answer, a refusal too), the gate, the words, and then Streamlit.
"""

from __future__ import annotations

import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route

from settings import ROOT, SettingsError, read_settings
from shell.errors import keep_messages_out_of_the_log, on_script_error, on_server_error
from shell.gate import Gate
from shell.headers import SecurityHeaders
from shell.words import ASSETS, SCRIPT, ChinesePage, serve_script

try:
    SETTINGS = read_settings()
except SettingsError as error:
    sys.exit(str(error))  # a wrong configuration is the installer's to mend: a sentence, not a stack trace


async def health(_request: object) -> PlainTextResponse:
    """ok, as soon as the application answers."""
    return PlainTextResponse("ok")


async def favicon(_request: object) -> FileResponse:
    """Our picture for the browser's tab, also in the moment before the first page is there."""
    return FileResponse(ASSETS / "favicon.png")


keep_messages_out_of_the_log()
app = st.App(
    ROOT / "shell" / "main.py",
    routes=[Route("/healthz", health), Route("/favicon.png", favicon), Route(SCRIPT, serve_script)],
    middleware=[Middleware(SecurityHeaders), Middleware(Gate), Middleware(ChinesePage)],
    exception_handlers={Exception: on_server_error},
    on_script_error=on_script_error,
)
