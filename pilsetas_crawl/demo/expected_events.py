"""The events a perfect reading finds on a demo site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pilsetas_crawl.demo.paths import article_path

if TYPE_CHECKING:
    from datetime import datetime

    from pilsetas_crawl.demo.model import DemoArticle, Occurs
    from pilsetas_crawl.demo.world import World


def expected_events(world: World, site: str) -> list[dict[str, Any]]:
    """Everything public that says when it happens, by the moment it begins.

    ``source`` tells where it stands: "calendar", "news" (an article announces it) or "digest" (an article
    lists several). Moments have the offset of Riga; an all-day event has days only, the last one included.
    """
    found = [a for kind in ("event", "news") for a in world.public(site, kind)]
    places = {"news": "news", "event": "calendar"}
    events = [_event(a, a.title, a.occurs, places[a.kind]) for a in found if a.occurs]
    events += [_event(a, part.title, part.occurs, "digest") for a in found for part in a.agenda]
    return sorted(events, key=lambda event: (event["start"], event["key"], event["title"]))


def _event(article: DemoArticle, title: str, occurs: Occurs, source: str) -> dict[str, Any]:
    return {
        "key": article.key,
        "path": article_path(article),
        "title": title,
        "start": _told(occurs.start, occurs),
        "end": _told(occurs.end, occurs),
        # The poster of Daugavpils prints no hour then, and does not say that it is the whole day.
        "all_day": None if occurs.all_day and article.site == "daugavpils" else occurs.all_day,
        "venue": occurs.venue,
        "source": source,
    }


def _told(moment: datetime | None, occurs: Occurs) -> str | None:
    if moment is None:
        return None
    return moment.date().isoformat() if occurs.all_day else moment.isoformat()
