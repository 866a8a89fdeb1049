"""RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1: channels to subscribe to.

Dates are the articles' own, never the clock's: the same articles give the same bytes.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import IO, TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from exports.about import HOME, TAG, About, Report
from exports.feed_entries import NEVER, Entry, entries
from exports.jsonl_export import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from exports.choice import Choice

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ABOUT = "Ko raksta pašvaldību vietnes. Teksti pieder to publicētājiem."


def write_rss(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About) -> Report:
    """Write RSS 2.0; the identifier of an item is no address, which the channel says."""
    found = list(entries(con, choice))
    head = (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"{_tag('title', about.title)}{_tag('link', HOME)}{_tag('description', _ABOUT)}"
        f"{_tag('language', 'lv')}{_tag('lastBuildDate', format_datetime(_updated(found, about)))}"
        f"{_self_link('atom:link', 'application/rss+xml', about)}"
    )
    return _write_xml(out, head, map(_rss_item, found), "</channel>\n</rss>\n")


def _rss_item(entry: Entry) -> str:
    return "".join(
        (
            "<item>\n",
            _tag("title", entry.title),
            _tag("link", entry.url) if entry.url else "",
            f'<guid isPermaLink="false">{escape(entry.id)}</guid>\n',
            _tag("pubDate", format_datetime(entry.published)),
            # RSS has e-mail addresses for authors; the municipality has a name.
            _tag("dc:creator", entry.author or entry.publisher) if entry.author or entry.publisher else "",
            *(_tag("category", name) for name in entry.categories),
            _tag("description", entry.html) if entry.html else "",
            "</item>\n",
        )
    )


def write_atom(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About) -> Report:
    """Write Atom; the feed's own identifier is its address where that is told, else made of the question."""
    found = list(entries(con, choice))
    head = (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="lv">\n'
        f"{_tag('id', about.self_url or feed_id(about))}{_tag('title', about.title)}"
        f"{_tag('subtitle', _ABOUT)}{_tag('updated', _updated(found, about).isoformat())}"
        f'<link rel="alternate" type="text/html" href={quoteattr(HOME)}/>\n'
        f"<author><name>PILSETAS.com</name><uri>{HOME}</uri></author>\n"
        f"{_self_link('link', 'application/atom+xml', about)}"
    )
    return _write_xml(out, head, map(_atom_entry, found), "</feed>\n")


def _atom_entry(entry: Entry) -> str:
    language = f" xml:lang={quoteattr(entry.language)}" if entry.language else ""
    author = entry.author or entry.publisher or "PILSETAS.com"
    uri = _tag("uri", entry.site) if entry.site and not entry.author else ""
    return "".join(
        (
            f"<entry{language}>\n",
            _tag("id", entry.id),
            _tag("title", entry.title),
            f'<link rel="alternate" type="text/html" href={quoteattr(entry.url)}/>\n' if entry.url else "",
            _tag("published", entry.published.isoformat()),
            _tag("updated", entry.updated.isoformat()),
            f"<author>{_tag('name', author)}{uri}</author>\n",
            *(f"<category term={quoteattr(name)}/>\n" for name in entry.categories),
            f'<content type="html">{escape(entry.html)}</content>\n',
            "</entry>\n",
        )
    )


def write_json_feed(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About) -> Report:
    """Write JSON Feed 1.1."""
    found = list(entries(con, choice))
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "home_page_url": HOME,
        "feed_url": about.self_url,
        "description": _ABOUT,
        "language": "lv",
    }
    fields = b",\n".join(
        encoded(name) + b": " + encoded(value) for name, value in head.items() if value is not None
    )
    items = b",".join(b"\n" + encoded(_json_item(entry)) for entry in found)
    out.write(b"{" + fields + b',\n"items": [' + items + b"\n]}\n")
    return Report(len(found))


def _json_item(entry: Entry) -> dict[str, object]:
    author = {"name": entry.author or entry.publisher, "url": None if entry.author else entry.site}
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary or None,
        "image": entry.image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{key: value for key, value in author.items() if value}],
        "tags": list(entry.categories) or None,
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value is not None}


def feed_id(about: About) -> str:
    """Identifier of the feed that answers a question; it does not move with the file."""
    asked = "&".join(
        f"{name}={quote(value, safe='', errors='replace')}" for name, value in sorted(about.query.items())
    )
    return f"{TAG}feed/{asked or 'all'}"


def _updated(found: list[Entry], about: About) -> datetime:
    return max((entry.updated for entry in found), default=about.as_of or NEVER)


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n"


def _self_link(tag: str, kind: str, about: About) -> str:
    """Where the feed will be found, if that is told."""
    return f'<{tag} rel="self" type="{kind}" href={quoteattr(about.self_url)}/>\n' if about.self_url else ""


def _write_xml(out: IO[bytes], head: str, items: Iterable[str], end: str) -> Report:
    out.write(head.encode())
    count = 0
    for item in items:
        out.write(item.encode())
        count += 1
    out.write(end.encode())
    return Report(count)
