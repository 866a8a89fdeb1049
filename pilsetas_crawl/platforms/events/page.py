"""An event by its own page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.platforms.article import BARRIERS, REASONS, BarrierError
from pilsetas_crawl.platforms.events.base import EventCandidate
from pilsetas_crawl.platforms.loader import read_body
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.reading._jsonld import texts_of, types_of
from pilsetas_crawl.reading.events_announced import announced_time
from pilsetas_crawl.reading.events_when import When, machine_when, read_when
from pilsetas_crawl.reading.events_words import find_price, split_where
from pilsetas_crawl.reading.pagekind import classify_page
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.reading.titles import clean_title
from pilsetas_crawl.run.outcomes import RejectedError

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.base import MunicipalSpider

# The calendar's own fields, which stand on an event's page too where it is the state platform's.
_DATE = "#content-area .date-date, main .date-date, .date-date"
_TIME = "#content-area .date-time, main .date-time, .date-time"
_WHERE = "#content-area .describing-field-value, main .describing-field-value"


def read_event_page(
    spider: MunicipalSpider, response: TextResponse, told: EventCandidate, *, now: datetime
) -> EventCandidate:
    """What an event's page says, over what was told of it beforehand.

    Raises:
        RejectedError: the page is no event's.
        BarrierError: something stands in its place.
    """
    page = Page.from_response(response, site_names=spider.site_names)
    _check(page)
    data = _event_data(page)
    told.when, how = _when(page, data, now)
    told.extraction["start_at"] = how
    told.title = _first(page, "h1") or told.title or page.metadata.headline
    if told.title:
        told.title = clean_title(told.title, site_names=page.site_names) or told.title
    place = _first(page, _WHERE)
    told.place, told.venue, told.address = split_where(place) if place else _place(data, page)
    body, _ = read_body(page, spider.body_ways)
    told.description = body or told.description
    told.price = find_price(body)
    told.image_url = told.image_url or page.metadata.image
    return told


def _check(page: Page) -> None:
    verdict = classify_page(
        url=page.url,
        requested_url=page.requested_url,
        status=page.status,
        content_type=page.content_type,
        root_or_text=page.root,
    )
    if verdict.kind in BARRIERS:
        raise BarrierError(f"{verdict.kind}: {verdict.evidence}")
    if verdict.kind in REASONS:
        raise RejectedError(REASONS[verdict.kind], verdict.evidence)


def _when(page: Page, data: dict[str, Any], now: datetime) -> tuple[When | None, str]:
    """Its time by the calendar's fields, by structured data, by a label in the text."""
    date = _first(page, _DATE)
    fields = read_when(date, _first(page, _TIME), reference=now) if date else None
    if fields is not None:
        return fields, "page:fields"
    start, end = data.get("startDate"), data.get("endDate")
    when = machine_when(start, end if isinstance(end, str) else None) if isinstance(start, str) else None
    if when is not None:
        return when, "json-ld"
    text = clean_line(" ".join(page.root.xpath("//body//text()[not(parent::script or parent::style)]")))
    labelled = announced_time((text,), reference=now, only_labelled=True)
    return (labelled, "page:label") if isinstance(labelled, When) else (None, "none")


def _event_data(page: Page) -> dict[str, Any]:
    kinds = (item for item in page.metadata.json_ld if any(kind.endswith("event") for kind in types_of(item)))
    return next(kinds, {})


def _place(data: dict[str, Any], page: Page) -> tuple[str | None, str | None, str | None]:
    names = texts_of(data.get("location"), page.metadata.json_ld)
    return None, names[0] if names else None, None


def _first(page: Page, query: str) -> str | None:
    texts = (clean_line(node.xpath("string()")) for node in page.find(query))
    return next((text for text in texts if text), None)
