"""A digest: what is new for an interest, by region and story, and the events of the coming days."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exports.digest_events import EventDay, coming_events
from exports.digest_words import (
    clean_line,
    clean_url,
    counted,
    day_locative,
    days_between,
    is_one,
    month_locative,
)
from pilsetas_crawl.registry import REGIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    import duckdb

    from exports.interests import Interest
    from exports.interests_new import News

_UNTITLED = "(bez virsraksta)"
# Publications of one story that are named; a press release stands in forty places.
_NAMED = 8
# The members of the stories of the chosen articles, wherever they are published. Stories stand in memory;
# the archive is asked for these articles only.
_MEMBERS = """
WITH chosen AS (
    SELECT c.article_id, l.story_id FROM interest_chosen AS c LEFT JOIN linked AS l USING (article_id)
), members AS (
    FROM chosen
    UNION
    SELECT l.article_id, l.story_id FROM linked AS l WHERE l.story_id IN (SELECT story_id FROM chosen)
)
SELECT
    coalesce(k.story_id, k.article_id) AS story,
    a.article_id,
    a.article_id IN (SELECT article_id FROM chosen) AS is_new,
    coalesce(a.is_canonical, true) AS is_canonical,
    a.title,
    a.url,
    a.region,
    a.municipality,
    coalesce(m.name, a.municipality) AS name,
    a.revision > 1 AS is_edited,
    a.published_precision AS precision,
    a.published_date AS day,
    strftime(a.published_at, '%-H.%M') AS clock,
    epoch(a.published_at) AS moment
FROM articles AS a
JOIN members AS k USING (article_id)
LEFT JOIN municipalities AS m USING (municipality)
ORDER BY story, moment NULLS LAST, a.article_id
"""


@dataclass(frozen=True, slots=True)
class Publication:
    """One article of a story.

    Attributes:
        name: name of the municipality that publishes it.
        when: day and time in words; empty where unknown.
        url: its address; None where it cannot be linked.
        is_new: new for the reader.
        is_edited: changed after it was published.
    """

    name: str
    when: str
    url: str | None
    is_new: bool
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Story:
    """One story.

    Attributes:
        title: that of its canonical new article, else of its earliest.
        url: address of that article.
        is_told: an earlier digest told it, and these are further publications.
        publications: at most eight; that of the title, the other new ones, the rest,
            each by time; of a story told before the new ones only.
        more: how many more publications there are.
    """

    title: str
    url: str | None
    is_told: bool
    publications: tuple[Publication, ...]
    more: int


@dataclass(frozen=True, slots=True)
class RegionNews:
    """The stories of one historical land, newest first, those told before after the others."""

    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a reader is told.

    Attributes:
        name: name of the interest.
        title: its title.
        period: the days it tells of, in words.
        regions: the news, in the order of the lands' names.
        events: coming events by day.
        events_more: events beyond those shown.
        articles: number of new articles.
        older: new articles left out because they had long been public.
    """

    name: str
    title: str
    period: str
    regions: tuple[RegionNews, ...]
    events: tuple[EventDay, ...]
    events_more: int
    articles: int
    older: int

    @property
    def summary(self) -> str:
        """How much there is: 3 jaunas ziņas, 5 raksti."""
        stories = [story for region in self.regions for story in region.stories]
        if not stories:
            return "jaunu ziņu nav"
        fresh = sum(not story.is_told for story in stories)
        articles = counted(self.articles, "raksts", "raksti")
        if not fresh:
            return f"{articles} par jau vēstīto"
        return f"{counted(fresh, 'jauna ziņa', 'jaunas ziņas')}, {articles}"

    @property
    def left_out(self) -> str:
        """A line about what is left out; empty where nothing is."""
        if not self.older:
            return ""
        verb = "pievienots" if is_one(self.older) else "pievienoti"
        return f"Arhīvam {verb} arī {counted(self.older, 'senāks raksts', 'senāki raksti')}; šeit to nav."


def build_digest(
    con: duckdb.DuckDBPyConnection,
    interest: Interest,
    news: News,
    *,
    told: Collection[str],
    days: tuple[date, date],
    events: int,
) -> Digest:
    """Make the digest of what a look found.

    Args:
        con: the connection `exports.interests_new.find_news` was given, not narrowed.
        interest: the interest.
        news: what was found.
        told: ids of articles told in earlier digests.
        days: local days of the last look and of this one.
        events: days of coming events to show, from the second of them on.
    """
    cursor = con.execute(_MEMBERS)
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    # An article told again on demand (since another day) is not its own further publication.
    before = set(told).difference(news.chosen)
    stories = [
        _story(list(members), interest, before, days[1].year)
        for _, members in groupby(rows, key=lambda row: row["story"])
    ]
    shown, more = coming_events(con, interest, days[1], events) if events else ((), 0)
    return Digest(
        name=interest.name,
        title=interest.title,
        period=days_between(*days),
        regions=tuple(_by_region(stories)),
        events=shown,
        events_more=more,
        articles=len(news.chosen),
        older=news.older,
    )


def _story(
    members: Sequence[dict[str, Any]], interest: Interest, before: set[str], year: int
) -> tuple[dict[str, Any], Story]:
    new = [row for row in members if row["is_new"]]
    head = next((row for row in new if row["is_canonical"]), new[0])
    allowed = [row for row in members if row["municipality"] not in interest.not_municipalities]
    is_told = any(row["article_id"] in before for row in members)
    # Of a story told before only who publishes it now is news. Sorting keeps the order of time among equals.
    ranked = sorted(allowed, key=lambda row: (row is not head, not row["is_new"]))
    named = [row for row in ranked if row["is_new"] or not is_told][:_NAMED]
    story = Story(
        title=clean_line(head["title"]) or _UNTITLED,
        url=clean_url(head["url"]),
        is_told=is_told,
        publications=tuple(_publication(row, year) for row in named),
        more=len(allowed) - len(named),
    )
    return head, story


def _by_region(stories: Iterable[tuple[dict[str, Any], Story]]) -> Iterable[RegionNews]:
    newest = sorted(stories, key=lambda pair: pair[0]["article_id"])
    newest.sort(key=lambda pair: pair[0]["moment"] or 0, reverse=True)
    newest.sort(key=lambda pair: pair[1].is_told)
    for key, name in REGIONS.items():
        here = tuple(story for head, story in newest if head["region"] == key)
        if here:
            yield RegionNews(name, here)


def _publication(row: dict[str, Any], year: int) -> Publication:
    return Publication(
        name=clean_line(row["name"]),
        when=_when(row, year),
        url=clean_url(row["url"]),
        is_new=row["is_new"],
        is_edited=bool(row["is_edited"]),
    )


def _when(row: dict[str, Any], year: int) -> str:
    """As exact as the site was: a day without a time was not published at midnight."""
    day: date | None = row["day"]
    if day is None or row["precision"] == "none":
        return ""
    if row["precision"] == "month":
        return month_locative(day, year)
    clock = f" plkst. {row['clock']}" if row["precision"] == "minute" and row["clock"] else ""
    return day_locative(day, year) + clock
