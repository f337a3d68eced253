"""Given a title and sentences; gives a small Chinese HTML page that needs nothing else, for what happens outside Streamlit."""

from __future__ import annotations

from html import escape

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN" translate="no"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",SimHei,sans-serif;color:#222;line-height:1.8}}
body{{max-width:40em;margin:12vh auto;padding:0 1.5em}}
h1{{font-size:1.5em;color:#1f5fa8}}</style></head><body><h1>{title}</h1>{body}</body></html>
"""


def notice(title: str, *sentences: str) -> str:
    """The page as HTML; title and sentences are plain text and are escaped."""
    return _PAGE.format(title=escape(title), body="".join(f"<p>{escape(sentence)}</p>" for sentence in sentences))
