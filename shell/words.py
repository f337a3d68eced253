"""Given Streamlit's page and its English words; gives the page marked as Chinese, with a script that puts Chinese words in their place.

Streamlit has no language setting. The script holds the dictionary (assets/words_zh.json), follows what Streamlit draws later, and brings along what
Streamlit needs and browsers with a core of 109 lack. It stands first in the page's head, before Streamlit's own scripts, which is why it is neither deferred
nor a module.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASSETS = Path(__file__).parent / "assets"
SCRIPT = "/assets/zh.js"
_NOT_PAGES = ("/static/", "/media/", "/assets/", "/component/", "/_stcore/")
_CONDITIONAL = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""Request headers that would bring the page packed, in part or not at all, so that it could not be changed."""


def chinese_page(html: str) -> str:
    """Streamlit's page as a Chinese page that loads the script first; any other page unchanged."""
    if '<html lang="en">' not in html:
        return html
    marked = html.replace('<html lang="en">', '<html lang="zh-CN" translate="no">', 1)
    return marked.replace("<head>", f'<head><script src="{SCRIPT}"></script>', 1)


def script() -> str:
    """The script: where the server stands, what old browsers lack, the dictionary, and the code that puts the words in place."""
    words = json.loads((ASSETS / "words_zh.json").read_text(encoding="utf-8"))
    before, polyfill, replace = ((ASSETS / name).read_text(encoding="utf-8") for name in ("base.js", "polyfill.js", "zh.js"))
    return f"{before}{polyfill}window.xianjieWords = {json.dumps(words, ensure_ascii=False)};\n{replace}"


async def serve_script(_request: Request) -> Response:
    """The script as an answer; the browser asks for it again when it may have changed."""
    return Response(script(), media_type="text/javascript; charset=utf-8", headers={"cache-control": "no-cache"})


class ChinesePage:
    """ASGI middleware that passes Streamlit's page through chinese_page; everything else goes by untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, the page changed."""
        if scope["type"] != "http" or scope["path"].startswith(_NOT_PAGES):
            await self.app(scope, receive, send)
            return
        whole = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in _CONDITIONAL]}
        await self.app(whole, receive, _Changed(send))


class _Changed:
    """Holds a page back until it is complete, changes it and sends it; an answer that is no page is passed on as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
            self._start = message
        elif self._start and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page()
        else:
            await self._send(message)

    async def _send_page(self) -> None:
        body = chinese_page(self._body.decode("utf-8")).encode("utf-8")
        headers = MutableHeaders(scope=self._start)
        if self._body:  # the answer to a HEAD request has no body, and its length is not ours to know
            headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
