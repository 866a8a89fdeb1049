"""What feeds say of an article, the same in all of their formats.

A feed carries headline, lead and link; whoever wants the text reads it where it was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from exports.about import TAG
from exports.text import is_web_address, one_line, paragraphs, shortened
from pilsetas_crawl.items import ZONE
from pilsetas_crawl.tags.vocabulary import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from exports.choice import Choice

# Entries of a feed, unless more are asked for: readers fetch it whole, again and again.
FEED_LENGTH = 100
_RIGA = ZoneInfo(ZONE)
# Characters of a lead made from the text.
_LEAD = 400
# Of an entry whose article has no date at all, and of a feed without entries.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = {
    "article_id": "a.article_id",
    "url": "a.url",
    "title": "a.title",
    "lead": "a.lead",
    "body": "left(a.body, 2000)",
    "language": "a.language",
    "author": "a.author",
    "publisher": "m.name",
    "site": "m.site",
    "image_url": "a.image_url",
    "tags": "a.tags",
    "topics": "a.topics",
    "published": "coalesce(a.published_at, a.first_seen_at, a.fetched_at)",
    "changed": "coalesce(a.modified_at, CASE WHEN a.revision > 1 THEN a.fetched_at END)",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a feed; every text is clean and on one line.

    Attributes:
        id: stable identifier, an IRI that is no address.
        url: where it was published; None where that is no web address.
        title: headline.
        summary: lead, or the beginning of the text; empty where there is neither.
        language: of the text.
        author: as the site names it.
        publisher: the municipality.
        site: address of its site; None where unknown.
        image: address of its picture.
        categories: topics by name, then tags.
        published: moment of publication.
        updated: of the last change, never before `published`.
    """

    id: str
    url: str | None
    title: str
    summary: str
    language: str | None
    author: str | None
    publisher: str
    site: str | None
    image: str | None
    categories: tuple[str, ...]
    published: datetime
    updated: datetime

    @property
    def html(self) -> str:
        """The summary as HTML, with everything escaped that a site may have written."""
        text = f"<p>{escape(self.summary)}</p>" if self.summary else ""
        link = f'<p><a href="{escape(self.url)}">{escape(self.publisher)}</a></p>' if self.url else ""
        return text + link


def entries(con: duckdb.DuckDBPyConnection, choice: Choice) -> Iterator[Entry]:
    """The chosen articles, in order."""
    for values in choice.rows(con, _COLUMNS):
        row = dict(zip(_COLUMNS, values, strict=True))
        published = (row["published"] or NEVER).astimezone(_RIGA).replace(microsecond=0)
        changed = (row["changed"] or published).astimezone(_RIGA).replace(microsecond=0)
        yield Entry(
            id=f"{TAG}article/{row['article_id']}",
            url=_address(row["url"]),
            title=one_line(row["title"] or "") or "(bez virsraksta)",
            summary=_summary(row["lead"], row["body"]),
            language=row["language"],
            author=one_line(row["author"] or "") or None,
            publisher=row["publisher"] or "",
            site=row["site"],
            image=_address(row["image_url"]),
            categories=_categories(row["topics"] or [], row["tags"] or []),
            published=published,
            updated=max(published, changed),
        )


def _address(url: str | None) -> str | None:
    return url if url and is_web_address(url) else None


def _summary(lead: str | None, body: str | None) -> str:
    if lead and one_line(lead):
        return one_line(lead)
    return shortened(" ".join(paragraphs(body or "")), _LEAD)


def _categories(slugs: list[str], tags: list[str]) -> tuple[str, ...]:
    known = topics()
    names = [known[slug].lv if slug in known else slug for slug in slugs]
    return tuple(dict.fromkeys(name for name in map(one_line, [*names, *tags]) if name))
