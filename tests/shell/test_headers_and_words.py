"""What every answer carries, and how Streamlit's page becomes a Chinese page."""

import json

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from shell.headers import SecurityHeaders, content_security_policy, inline_hashes
from shell.words import ASSETS, ChinesePage, chinese_page, script

PAGE = '<html lang="en"><head><title>Streamlit</title></head><body>一</body></html>'


def rules(policy):
    return {rule.split(" ", 1)[0]: rule.split(" ", 1)[1] for rule in policy.split("; ")}


@pytest.fixture
def client():
    async def page(request):
        return HTMLResponse(PAGE, headers={"etag": "x"})

    async def parts(request):
        return StreamingResponse(iter([PAGE[:20].encode(), PAGE[20:].encode()]), media_type="text/html")

    async def text(request):
        return PlainTextResponse(PAGE)

    routes = [Route("/", page), Route("/parts", parts), Route("/text", text), Route("/static/a.html", page), Route("/media/list.csv", text)]
    return TestClient(SecurityHeaders(ChinesePage(Starlette(routes=routes))))


def test_nothing_is_loaded_from_elsewhere_and_nobody_embeds_the_page():
    found = rules(content_security_policy(("'sha256-x'",)))
    assert found["default-src"] == "'self'"
    assert found["frame-ancestors"] == "'none'"
    assert "'sha256-x'" in found["script-src"]
    allowed = {source for sources in found.values() for source in sources.split()}
    assert allowed == {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'", "'wasm-unsafe-eval'", "'sha256-x'"}
    assert "'unsafe-inline'" not in found["script-src"]


def test_the_hash_is_that_of_the_script_as_it_stands():
    # the digest of alert(1), from the examples of the CSP specification's algorithm, worked with sha256sum and base64
    assert inline_hashes("<script>alert(1)</script><script src='a'></script>") == ("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",)


@pytest.mark.parametrize("address", ["/", "/text", "/media/list.csv", "/nothing-here"])
def test_every_answer_carries_the_headers_and_is_not_kept(client, address):
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_bundles_without_data_may_be_kept(client):
    assert client.get("/static/a.html").headers.get("cache-control") != "no-store"


@pytest.mark.parametrize("address", ["/", "/parts"])
def test_the_page_is_marked_chinese_and_loads_the_script_first(client, address):
    answer = client.get(address)
    assert answer.text.startswith('<html lang="zh-CN" translate="no"><head><script src="/assets/zh.js"></script><title>')
    assert answer.text.endswith("一</body></html>")
    assert "etag" not in answer.headers


def test_the_length_is_that_of_the_changed_page(client):
    answer = client.get("/")
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_what_is_not_a_page_stays_as_it_is(client):
    assert client.get("/text").text == PAGE
    assert client.get("/static/a.html").text == PAGE
    assert chinese_page("<html lang='de'>") == "<html lang='de'>"


def test_streamlits_own_page_is_one_that_can_be_changed():
    from shell.headers import _streamlit_page  # noqa: PLC0415 - the page of the installed Streamlit, read only here

    changed = chinese_page(_streamlit_page())
    assert changed.count('<script src="/assets/zh.js"></script>') == 1
    assert '<html lang="zh-CN" translate="no">' in changed


def test_the_script_brings_the_dictionary_and_what_old_browsers_lack():
    text = script()
    assert "选择文件" in text
    for name in ("toSorted", "withResolvers", "fromAsync", "BACKEND_BASE_URL", "MutationObserver"):
        assert name in text


def test_every_word_of_the_dictionary_has_a_chinese_one():
    words = json.loads((ASSETS / "words_zh.json").read_text(encoding="utf-8"))
    assert [word for word, chinese in words.items() if not any("一" <= letter <= "鿿" for letter in chinese)] == []
