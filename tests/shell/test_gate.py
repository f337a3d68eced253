"""The gate: only this computer talks to this computer, whatever the settings say and whatever name is used."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from shell.gate import Gate, is_local

HERE = ("127.0.0.1", 8501)


def finish(coroutine):
    """Run a coroutine to its end in a thread of its own: in this one a browser test may have left a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def scope(*, kind="http", server=HERE, client=("127.0.0.1", 50000), **headers):
    pairs = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in {"host": "localhost:8501", **headers}.items()]
    return {"type": kind, "server": server, "client": client, "headers": pairs, "path": "/", "method": "GET", "query_string": b""}


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "127.8.9.1", "[::1]:8501"])
def test_names_of_this_computer_pass(host):
    assert is_local(scope(host=host))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1"])
def test_every_loopback_address_passes(address):
    assert is_local(scope(server=(address, 8501), client=(address, 40000)))


@pytest.mark.parametrize(
    "host", ["192.168.1.7:8501", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "localhost:x", "a@localhost", "[::1", "0.0.0.0"]
)
def test_any_other_host_is_refused(host):
    assert not is_local(scope(host=host))


@pytest.mark.parametrize("end", ["192.168.1.7", "10.0.0.1", "testclient", "fe80::1", "0.0.0.0"])
def test_another_computer_at_either_end_is_refused(end):
    assert not is_local(scope(server=(end, 8501)))
    assert not is_local(scope(client=(end, 8501)))


@pytest.mark.parametrize("end", ["server", "client"])
def test_an_unknown_end_is_refused(end):
    assert not is_local(scope(**{end: None}))


@pytest.mark.parametrize(
    ("origin", "passes"), [("http://localhost:8501", True), ("http://127.0.0.1:8501", True), ("http://evil.example", False), ("null", False)]
)
def test_a_page_elsewhere_cannot_use_this_computers_browser(origin, passes):
    assert is_local(scope(kind="websocket", origin=origin)) is passes


@pytest.mark.parametrize("header", ["forwarded", "x_forwarded_for", "x_forwarded_host", "x_real_ip"])
def test_a_proxy_in_between_is_refused(header):
    assert not is_local(scope(**{header: "127.0.0.1"}))


def test_two_hosts_are_refused():
    double = scope()
    double["headers"].append((b"host", b"localhost"))
    assert not is_local(double)


def test_no_host_is_refused():
    assert not is_local({**scope(), "headers": []})


def test_the_refusal_is_a_chinese_page_that_says_what_to_do():
    answer = TestClient(Gate(PlainTextResponse("names of households")), base_url="http://192.168.1.7:8501").get("/")
    assert answer.status_code == 403
    assert "只能在本机使用" in answer.text
    assert "http://localhost" in answer.text
    assert "household" not in answer.text


def test_a_request_from_here_reaches_the_application():
    client = TestClient(Gate(PlainTextResponse("reached")), base_url="http://127.0.0.1:8501", client=("127.0.0.1", 1))
    assert client.get("/").text == "reached"


def test_a_websocket_from_elsewhere_is_closed_before_it_opens():
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message["type"])

    finish(Gate(PlainTextResponse("x"))(scope(kind="websocket", host="evil.example"), receive, send))
    assert sent == ["websocket.close"]


def test_starting_and_stopping_pass():
    reached = []

    async def application(scope, receive, send):
        reached.append(scope["type"])

    finish(Gate(application)({"type": "lifespan"}, None, None))
    assert reached == ["lifespan"]
