"""What a way of discovery says about one article."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pilsetas_crawl.reading.dates import DateReading
from pilsetas_crawl.reading.text import fold

# Ways of candidates that no listing gave: stored articles looked at again.
VERIFY = "verify"
RECHECK = "recheck"
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Candidate:
    """An address that is said to be an article, with whatever was said beside it.

    Attributes:
        url: absolute address on the site being crawled.
        way: name of the way of discovery.
        complete: everything an article needs was told, so the page itself is not asked for.
        pinned: a sticky item, out of the order of dates.
        protected: the site says a password is needed.
    """

    url: str
    way: str
    title: str | None = None
    published: DateReading | None = None
    modified: DateReading | None = None
    summary: str | None = None
    content_html: str | None = None
    source_id: str | None = None
    author: str | None = None
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    image_url: str | None = None
    canonical_url: str | None = None
    complete: bool = False
    pinned: bool = False
    protected: bool = False

    @property
    def day(self) -> date | None:
        """Local day of publication, as far as the way told it."""
        return self.published.local_date if self.published else None

    @property
    def fingerprint(self) -> str:
        """Digest of what was said; another digest next time means: look again.

        Only words and days count. A release that changes markup and date formats must not make every article
        of an archive look edited.
        """
        told = (
            _words(self.title),
            self.day,
            self.modified.utc if self.modified else None,
            _words(self.summary),
            _words(self.content_html),
        )
        return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()

    def hints(self) -> dict[str, Any]:
        """What is worth keeping for another try in a later run (JSON values only)."""
        return {
            "title": self.title,
            "published": self.published.raw if self.published else None,
            "source_id": self.source_id,
            "author": self.author,
            "categories": self.categories,
        }


def _words(text: str | None) -> str:
    return " ".join(_WORD.findall(fold(text or "")))


@dataclass(slots=True)
class ListPage:
    """One page of a listing, feed, archive or interface.

    Attributes:
        bounds: first and last day the page stands for, where its address tells that.
        certain: the source says itself that there is nothing more, so an empty page is an answer.
        total: articles the source says it has in the window asked for.
    """

    url: str
    entries: list[Candidate]
    bounds: tuple[date, date] | None = None
    certain: bool = False
    total: int | None = None
