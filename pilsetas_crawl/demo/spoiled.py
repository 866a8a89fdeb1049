"""Bodies spoiled by a fault: dates taken out, items taken out, another encoding."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilsetas_crawl.demo.wire import Reply

_YEAR = rb"(?:19|20)\d\d"
# Latvian letters are several bytes in UTF-8 and one in windows-1257: a word is anything but blanks and marks.
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<time\b[^>]*>.*?</time>",
        rb"<pubDate>[^<]*</pubDate>",
        rb"<lastmod>[^<]*</lastmod>",
        rb'<meta property="article:[a-z]+_time"[^>]*>',
        rb'(?:property|content)="dc:[^"]*"|content="' + _YEAR + rb'-[^"]*"',
        rb"\b" + _YEAR + rb"-\d\d-\d\d(?:T[0-9:]+(?:Z|[+-]\d\d:\d\d)?)?",
        rb"\b\d{1,2}\.\d{1,2}\." + _YEAR + rb"\.?",
        rb"\b" + _YEAR + rb"\. gada \d{1,2}\. [^\s<,.]+",
        rb"\b\d{1,2}\.? [^\s<,.\d]+,? " + _YEAR + rb"\b",
    )
)
_ITEM = re.compile(rb"\s*<item>.*?</item>", re.DOTALL)


def without_dates(reply: Reply) -> Reply:
    """The answer without any date that names its year."""
    body = reply.body
    for pattern in _DATES:
        body = pattern.sub(b"", body)
    return replace(reply, body=body, packed=None)


def without_items(reply: Reply) -> Reply:
    """A feed without its items, otherwise whole."""
    return replace(reply, body=_ITEM.sub(b"", reply.body), packed=None)


def recoded(reply: Reply) -> Reply:
    """The page in windows-1257, told by the header alone."""
    if not reply.kind.startswith("text/"):
        return reply
    body = _text(reply.body).encode("cp1257", "xmlcharrefreplace")
    return replace(reply, body=body, kind=f"{reply.kind.split(';')[0]}; charset=windows-1257", packed=None)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("cp1257")
