"""The link: which story an article tells, as the link step said it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pilsetas_crawl.columns import ZONE, column

_INSTANT = f"instant, shown in {ZONE}"


@dataclass(slots=True)
class Link:
    """What was said of one article at one time; the newest row of an article counts.

    Articles are immutable and a story grows, so it stands beside them.
    """

    dataset: ClassVar[str] = "links"

    article_id: str | None = column("The article", group="identity", example="ludza-4f1c9a0be27d6a35")
    revision: int | None = column("Its revision that was looked at", group="identity")
    story_id: str | None = column(
        "The story it tells, across sources; NULL since the site removed the article",
        group="identity",
        example="story-4f1c9a0be27d6a35",
    )
    previous_story_id: str | None = column(
        "The story it was said to tell before; NULL the first time", group="identity"
    )
    is_canonical: bool | None = column("The one article that stands for its story", group="duplicates")
    similarity: float | None = column(
        "Likeness to the canonical article; 1 for that one itself", group="duplicates", unit="share, 0 to 1"
    )
    reason: str | None = column(
        "canonical; exact (the same words); words (most of the wording); sentences (a cut or extended copy); "
        "removed",
        group="duplicates",
        example="words",
    )
    municipality: str | None = column("Slug of the article's publisher", group="origin", example="ludza")
    region: str | None = column("Key of the publisher's historical land", group="origin", example="latgale")
    linked_at: datetime | None = column("When this was said", group="time", unit=_INSTANT)
    published_at: datetime | None = column(
        "Publication of the article; rows are filed as the article is", group="time", unit=_INSTANT
    )
    published_date: date | None = column(
        "Local day of that publication", group="time", unit=f"date in {ZONE}"
    )
