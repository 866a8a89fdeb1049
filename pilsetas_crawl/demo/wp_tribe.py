"""The Events Calendar's own REST interface.

No Latvian municipality was seen using it; two of the demo sites do, so that it is tried. Past events are
hidden unless asked for, and a page too far is a 404 of its own.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.demo.model import RIGA, DemoArticle, plain_paragraphs
from pilsetas_crawl.demo.wire import Ask, Reply, whole_number
from pilsetas_crawl.demo.wp_links import post_path, rest_path

if TYPE_CHECKING:
    from pilsetas_crawl.demo.world import World

_KIND = "application/json; charset=UTF-8"
_DEFAULT, _MOST = 10, 50
_STAMP = "%Y-%m-%d %H:%M:%S"


def events_answer(world: World, site: str, base: str, ask: Ask, route: str) -> Reply:
    """A page of events, or one event by its number."""
    events = sorted((e for e in world.public(site, "event") if e.occurs), key=lambda e: (_start(e), e.uid))
    if route != "/tribe/events/v1/events":
        found = [e for e in events if route.endswith(f"/{e.uid}")]
        return _json(_event(found[0], base)) if found else _error("event-not-found")
    return _page([e for e in events if _wanted(e, ask, world)], base, ask, f"{base}{rest_path(site)}")


def _wanted(event: DemoArticle, ask: Ask, world: World) -> bool:
    """Ends after the asked start (by default the world's midnight) and begins before the asked end."""
    midnight = world.now.astimezone(RIGA).replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = _bound(ask.query.get("start_date")) or midnight, _bound(ask.query.get("end_date"))
    return _end(event) >= first and (last is None or _start(event) <= last)


def _page(found: list[DemoArticle], base: str, ask: Ask, root: str) -> Reply:
    size = min(_MOST, max(1, whole_number(ask.query.get("per_page"), _DEFAULT)))
    number = max(1, whole_number(ask.query.get("page"), 1))
    pages = -(-len(found) // size)
    if number > max(1, pages):
        return _error("event-archive-page-not-found")
    address = f"{root}tribe/events/v1/events?per_page={size}"
    data: dict[str, Any] = {
        "events": [_event(event, base) for event in found[(number - 1) * size : number * size]],
        "rest_url": f"{address}&page={number}",
        "total": len(found),
        "total_pages": pages,
    }
    data |= {"next_rest_url": f"{address}&page={number + 1}"} if number < pages else {}
    data |= {"previous_rest_url": f"{address}&page={number - 1}"} if number > 1 else {}
    return _json(data, headers=(("X-TEC-Total", str(len(found))), ("X-TEC-TotalPages", str(pages))))


def _event(event: DemoArticle, base: str) -> dict[str, Any]:
    occurs = event.occurs
    assert occurs is not None
    first, last = _start(event), _end(event)
    town, house, street = (*occurs.venue.split(", "), "", "")[:3]
    return {
        "id": event.uid,
        "global_id": f"{base.partition('//')[2]}?id={event.uid}",
        "status": "publish",
        "date": event.local.strftime(_STAMP),
        "date_utc": event.published.strftime(_STAMP),
        "modified_utc": event.changed.strftime(_STAMP),
        "url": base + post_path(event),
        "title": event.title.replace("–", "&#8211;"),
        "description": "".join(f"<p>{text}</p>\n" for text in plain_paragraphs(event.blocks)),
        "all_day": occurs.all_day,
        "start_date": first.strftime(_STAMP),
        "end_date": last.strftime(_STAMP),
        "utc_start_date": first.astimezone(UTC).strftime(_STAMP),
        "utc_end_date": last.astimezone(UTC).strftime(_STAMP),
        "timezone": "Europe/Riga",
        "cost": "",
        "image": False,
        "venue": {"id": event.uid + 1, "venue": house, "address": street, "city": town},
        "organizer": [],
        "categories": [{"name": name, "slug": name.lower()} for name in event.categories],
    }


def _start(event: DemoArticle) -> datetime:
    assert event.occurs is not None
    return event.occurs.start


def _end(event: DemoArticle) -> datetime:
    """An event without an end ends when it begins; an all-day one a second before midnight."""
    assert event.occurs is not None
    end = event.occurs.end or event.occurs.start
    return end.replace(hour=23, minute=59, second=59) if event.occurs.all_day else end


def _bound(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=RIGA)


def _json(data: dict[str, Any], status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    return Reply(status, json.dumps(data).encode(), _KIND, headers)


def _error(code: str) -> Reply:
    return _json({"code": code, "message": code.replace("-", " "), "data": {"status": 404}}, 404)
