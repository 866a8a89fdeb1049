"""The demo's articles and events as a store, made of what a perfect crawl of it finds, then edited a little.

Quicker than crawling, and what is stored is known beforehand: `pilsetas_crawl/demo/expected.json`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.event import Event
from pilsetas_crawl.identity import article_id, content_hash
from pilsetas_crawl.items import EDITED, NEW, REMOVED, Article, Attachment, Run
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.store import Store
from pipelines.clean import CleanPipeline
from pipelines.geotag import GeotagPipeline
from pipelines.language import LanguagePipeline
from pipelines.tag import TagPipeline

if TYPE_CHECKING:
    from collections.abc import Iterable

FACTS = Path(__file__).parents[2] / "pilsetas_crawl" / "demo" / "expected.json"
# When the demo's sites are read; two hours later some of them are read again.
READ = datetime(2026, 11, 20, 10, tzinfo=RIGA).astimezone(UTC)
AGAIN = READ + timedelta(hours=2)
# Every so many-th article of these was edited between the two readings, and one of the last removed.
EDITING = ("ludza", "liepaja", "madona")
EVERY = 10
NOTE = "Precizēts: pasākums sāksies stundu vēlāk."


def facts() -> dict[str, Any]:
    """What a perfect crawl of the demo finds, by site."""
    found: dict[str, Any] = json.loads(FACTS.read_text(encoding="utf-8"))["sites"]
    return found


def build(folder: Path) -> Store:
    """The store: a first run of every source, a second of those with edits, and the links."""
    from pilsetas_crawl.stories.linking import Linker

    store = Store.open(str(folder))
    for slug, site in facts().items():
        articles = [_article(slug, told) for told in site["articles"]]
        events = [_event(slug, told) for told in site.get("events", ())]
        store.commit(slug, f"first-{slug}", [*articles, *events, _run(slug, READ, new=len(articles))])
        if slug in EDITING:
            later = list(_later(articles))
            store.commit(slug, f"second-{slug}", [*later, _run(slug, AGAIN, edited=len(later))])
    with Linker(store, folder / "state", clock=lambda: AGAIN) as linker:
        linker.run()
    return store


def _article(slug: str, told: dict[str, Any]) -> Article:
    place = municipality(slug)
    moment = told["published_minute"]
    day = date.fromisoformat(told["published_date"]) if told["published_date"] else None
    at = (
        datetime.fromisoformat(moment)
        if moment
        else day and datetime(day.year, day.month, day.day, tzinfo=RIGA)
    )
    url = f"https://{slug}.example.lv{told['path']}"
    body = "\n\n".join(told["body"]) or None
    article = Article(
        article_id=article_id(slug, source_id=None, address_key=url),
        url=url,
        canonical_url=url,
        source_id=told["source_id"],
        revision=1,
        title=told["title"],
        body=body,
        author=told["author"],
        categories=list(told["categories"] or told["labels"] or ()),
        tags=list(told["tags"] or ()),
        attachments=[Attachment(one["path"], one["name"], one["type"]) for one in told["attachments"]],
        published_at=at,
        published_date=day,
        published_precision=told["precision"],
        first_seen_at=READ,
        fetched_at=READ,
        status=NEW,
        content_hash=content_hash(told["title"], body),
    )
    _locate(article, place)
    for duty in (CleanPipeline(), GeotagPipeline(), LanguagePipeline(), TagPipeline()):
        duty.process_item(article)
    return article


def _locate(item: Article | Event, place: Any) -> None:
    item.municipality, item.atvk, item.region = place.slug, place.atvk, place.region
    item.region_name, item.planning_region = place.region_name, place.planning_region
    item.lat, item.lon = place.lat, place.lon


def _event(slug: str, told: dict[str, Any]) -> Event:
    first, last = (_days(told[name]) for name in ("start", "end"))
    assert first is not None
    url = f"https://{slug}.example.lv{told['path']}"
    event = Event(
        event_id=f"{slug}-{told['key']}",
        url=url,
        revision=1,
        title=told["title"],
        start_at=first[0],
        start_date=first[1],
        end_at=last[0] if last else None,
        end_date=last[1] if last else first[1],
        all_day=told["all_day"],
        venue=told["venue"],
        place=(told["venue"] or "").partition(",")[0] or None,
        first_seen_at=READ,
        fetched_at=READ,
        status=NEW,
    )
    _locate(event, municipality(slug))
    GeotagPipeline().process_item(event)
    return event


def _days(text: str | None) -> tuple[datetime, date] | None:
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=RIGA)
    return at, at.astimezone(RIGA).date()


def _later(articles: list[Article]) -> Iterable[Article]:
    for article in articles[::EVERY]:
        body = f"{article.body}\n\n{NOTE}"
        yield replace(
            article, revision=2, status=EDITED, body=body, content_hash=content_hash(article.title, body),
            modified_at=READ + timedelta(minutes=30), fetched_at=AGAIN,
        )  # fmt: skip
    gone = articles[-1]
    if (len(articles) - 1) % EVERY:
        yield replace(gone, revision=2, status=REMOVED, fetched_at=AGAIN)


def _run(slug: str, at: datetime, **counts: int) -> Run:
    return Run(
        run_id=f"{at:%Y%m%dT%H%M%S}-{slug}", municipality=slug, region=municipality(slug).region,
        started_at=at, finished_at=at + timedelta(minutes=1), verdict="ok", **counts,
    )  # fmt: skip
