"""Rows of a calendar's markup, and how one row tells of an event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from parsel import Selector

from pilsetas_crawl.platforms.events.base import EventCandidate, Visit
from pilsetas_crawl.reading.content import html_to_text
from pilsetas_crawl.reading.events_when import When, machine_when, read_when
from pilsetas_crawl.reading.events_words import split_where
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.urls import UrlError, absolute_url, canonical_url

if TYPE_CHECKING:
    from datetime import datetime

    from pilsetas_crawl.platforms.base import MunicipalSpider


@dataclass(frozen=True)
class EventRows:
    """One generation of a calendar's markup. Queries are relative to the row.

    Attributes:
        name: name of the generation, counted in the run's account.
        row: the repeated block.
        title: its name; the link in or around it, else the first of the row, is the event's page.
        date, time: nodes with day and hour; texts of several nodes are read as one.
        until, until_time: the same of the end, where the markup has them apart.
        where: "Town, venue, street" in one text.
        categories: links or labels.
        image: the picture's address (``::attr``).
        teaser: what is said about it.
        link: form of an event's address, where other lists have rows of this markup too: only those that
            link to such an address are events.
    """

    name: str
    row: str
    title: str
    date: str
    time: str | None = None
    until: str | None = None
    until_time: str | None = None
    where: str | None = None
    categories: str | None = None
    image: str | None = None
    teaser: str | None = None
    link: str | None = None


def row_event(
    visit: Visit, rows: EventRows, row: Selector, base: str, ignored: frozenset[str]
) -> EventCandidate:
    """What one row tells."""
    title = row.css(rows.title)
    place, venue, address = split_where(text_of(row, rows.where))
    image = row.css(rows.image).get() if rows.image else None
    teaser = row.css(rows.teaser) if rows.teaser else []
    raw = " ".join(
        filter(None, (text_of(row, query) for query in (rows.date, rows.time, rows.until, rows.until_time)))
    )
    return EventCandidate(
        url=event_address(visit.spider, _link(title, row), base, ignored),
        title=clean_line(title[0].xpath("string()").get("")) or None if title else None,
        when=row_when(rows, row, reference=visit.now),
        when_raw=raw or None,
        place=place,
        venue=venue,
        address=address,
        description=html_to_text(teaser[0], base_url=base) or None if teaser else None,
        image_url=absolute_url(image, base) if image else None,
        categories=_texts(row, rows.categories),
        extraction={"start_at": rows.name, "title": rows.name},
    )


def row_when(rows: EventRows, row: Selector, *, reference: datetime) -> When | None:
    """When a row says it is: by its words, else by the machine values beside them."""
    hours, until_time = text_of(row, rows.time), text_of(row, rows.until_time)
    until = text_of(row, rows.until)
    dates = _texts(row, rows.date)
    for joined in dict.fromkeys((" ".join(dates), " - ".join(dates))):
        when = read_when(joined, hours, reference=reference, until=until, until_time=until_time)
        if when is not None:
            return when
    moments = row.css("time::attr(datetime)").getall()
    return machine_when(moments[0], moments[1] if len(moments) > 1 else None) if moments else None


def text_of(row: Selector, query: str | None) -> str | None:
    """All text of a query's nodes, None where there is none."""
    return " ".join(_texts(row, query)) or None


def _texts(row: Selector, query: str | None) -> list[str]:
    found = (clean_line(node.xpath("string()").get("")) for node in row.css(query)) if query else ()
    return list(dict.fromkeys(text for text in found if text))


def _link(title: list[Selector], row: Selector) -> str | None:
    for node in title:
        href = node.xpath("(descendant-or-self::a | ancestor::a)[@href][1]/@href").get()
        if href:
            return str(href)
    return row.xpath("descendant-or-self::a[@href][1]/@href").get()


def event_address(
    spider: MunicipalSpider, href: str | None, base: str, ignored: frozenset[str]
) -> str | None:
    """The address of an event's page without the parameters that make no other page."""
    address = absolute_url(href.strip(), base) if href and not href.strip().startswith("#") else None
    if address is None:
        return None
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ignored]
    try:
        return spider.own(canonical_url(parts._replace(query=urlencode(kept), fragment="").geturl()))
    except UrlError:
        return None


def is_event_address(url: str | None, pattern: str) -> bool:
    """Whether an address has the form of an event's: its path, or the path with its query."""
    if url is None:
        return False
    parts = urlsplit(url)
    forms = (parts.path, f"{parts.path}?{parts.query}") if parts.query else (parts.path,)
    return any(re.search(pattern, form) for form in forms)


def links_to_events(
    spider: MunicipalSpider, selector: Selector, base: str, pattern: str, ignored: frozenset[str]
) -> list[EventCandidate]:
    """Every distinct link of the form of an event's address, whatever the markup; times are not told."""
    found: dict[str, EventCandidate] = {}
    for link in selector.css("#content-area a[href], main a[href], body a[href]"):
        url = event_address(spider, link.attrib["href"], base, ignored)
        if not is_event_address(url, pattern):
            continue
        assert url is not None
        title = clean_line(link.xpath("string()").get(""))
        candidate = found.setdefault(url, EventCandidate(url=url, extraction={"title": "links"}))
        if len(title) > len(candidate.title or ""):
            candidate.title = title
    return list(found.values())
