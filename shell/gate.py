"""Given every request, HTTP or websocket; lets it pass only from this computer to this computer, and answers all others with a Chinese page that says why.

Streamlit's own server.address is not enough: it is one setting away from the whole network, `uvicorn app:app --host …` does not read it, and a page
elsewhere can make a browser on this computer send requests here under its own name (DNS rebinding), which only the Host and Origin headers give away.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse

from shell.page import notice

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_REFUSED = notice(
    "只能在本机使用",
    "本系统装有居民个人信息，目前没有账户功能，因此只回答安装它的这台电脑。",
    "请在这台电脑上用浏览器打开 http://localhost:端口号。如需多人使用，请与管理员联系，不要用代理或端口映射绕过。",
)


class Gate:
    """ASGI middleware, the outermost: refuses what is not from loopback to loopback, before anything else looks at it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403 (a websocket is closed before it opens)."""
        if scope["type"] not in ("http", "websocket") or is_local(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await HTMLResponse(_REFUSED, status_code=403)(scope, receive, send)


def is_local(scope: Scope) -> bool:
    """Whether both ends are this computer: its own address and the caller's are loopback, Host and Origin name it, and nothing stands between that forwards."""
    headers = Headers(scope=scope)
    ends = (scope.get("server"), scope.get("client"))
    if any(end is None or not _is_loopback(end[0]) for end in ends):
        return False
    if any(name in headers for name in _FORWARDED):
        return False
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    return len(hosts) == 1 and _names_loopback(f"//{hosts[0]}") and all(_names_loopback(origin) for origin in origins)


def _names_loopback(address: str) -> bool:
    """Whether an address names this computer; what cannot be read does not."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    return host is not None and (port is None or port > 0) and "@" not in parts.netloc and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    """Whether the text is an address of the loopback range; names are not looked up."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
