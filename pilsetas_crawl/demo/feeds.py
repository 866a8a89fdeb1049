"""RSS 2.0 documents, as Drupal and as WordPress write them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cdata(text: str) -> str:
    """Text as a CDATA section; a closing mark inside is split, as WordPress does."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def feed_date(moment: datetime) -> str:
    """RFC 822 date with seconds and +0000."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0))


def element(name: str, text: str) -> str:
    """A simple element, its text escaped."""
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def document(channel: Sequence[str], items: Sequence[Sequence[str]], namespaces: str = "") -> bytes:
    """A whole feed from the elements of its channel and of each item."""
    head = "\n\t".join(channel)
    rows = "".join("\n\t<item>\n\t\t" + "\n\t\t".join(item) + "\n\t</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"{namespaces}>\n<channel>\n\t{head}{rows}\n'
        "</channel>\n</rss>\n"
    ).encode()
