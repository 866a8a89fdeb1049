"""Finding lists of articles on a site nobody has described, and reading what a page lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from pilsetas_crawl.platforms.candidate import Candidate, ListPage
from pilsetas_crawl.platforms.discovery.auto import FRONT, scout_of
from pilsetas_crawl.platforms.discovery.base import Crawl
from pilsetas_crawl.platforms.discovery.learned import LearnedList
from pilsetas_crawl.platforms.discovery.links import days_only, links_to_articles
from pilsetas_crawl.platforms.scout import SECTIONS
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from pilsetas_crawl.platforms.generic import GenericSpider

# Pages looked at for lists in one run, and lists kept; rows of a list that are read before it is believed.
MOST_LOOKED_AT = 8
MOST_SECTIONS = 4
SAMPLE = 3
# Points from which a list is believed whose rows lie outside the days asked for, so that none can be read.
STRONG = 6.0
# A sample stands for no days: whatever its dates, the list goes on behind it.
NO_DAYS = (date.max, date.max)


def entries_of(crawl: Crawl, response: TextResponse, way: str) -> list[Candidate]:
    """Candidates of a page: rows of its lists of articles, else links of a known form.

    A list counts when one of its rows is known to be an article or has a known form; then all of its rows
    do, whatever their addresses look like.
    """
    spider, scout = cast("GenericSpider", crawl.spider), scout_of(crawl)
    likely = scout.lists(crawl, response)
    lists = [found for found in likely if any(map(scout.may_be_article, (row.key for row in found.rows)))]
    if not lists and scout.sections and not spider.knows_forms:
        # Addresses that say nothing: the list itself is all there is to go by.
        lists = likely[:1]
    if not lists:
        links = links_to_articles(crawl, spider.selector_of(response), response.url, way=way)
        if links:
            crawl.count_generation(way, "links")
        return links
    crawl.count_generation(way, "learned")
    scout.learn(lists[0].form)
    entries = [entry for found in lists for entry in _candidates(crawl, found, way)]
    return list({spider.address_key(entry.url): entry for entry in entries}.values())


def _candidates(crawl: Crawl, found: LearnedList, way: str) -> list[Candidate]:
    address = crawl.spider.clean_address
    rows = found.rows
    return days_only(
        [Candidate(url=address(row.url), way=way, title=row.title, published=row.published) for row in rows]
    )


async def search_lists(crawl: Crawl, hints: Sequence[str], way: str) -> AsyncIterator[ListPage]:
    """Look for lists of articles and remember them; gives samples of rows to be read.

    Args:
        crawl: the walk.
        hints: paths to look at first.
        way: name of the way of discovery.
    """
    scout = scout_of(crawl)
    paths = dict.fromkeys([*hints, *await scout.section_paths(crawl)])
    for path in list(paths)[:MOST_LOOKED_AT]:
        if len(scout.sections) >= MOST_SECTIONS or (path == FRONT and scout.sections):
            return
        answer = await scout.ask(crawl, path)
        if answer.response is None or _is_part_of_known(crawl, path):
            continue
        for found in scout.lists(crawl, answer.response)[:2]:
            if _shows_known_list(crawl, found):
                break
            if not _is_believed(crawl, found):
                sample = _candidates(crawl, found, way)[:SAMPLE]
                yield ListPage(url=answer.url, entries=sample, bounds=NO_DAYS)
            if _is_proved(crawl, found):
                _adopt(crawl, path, found)
                break
    if not scout.sections:
        await _note_nothing(crawl)


async def _note_nothing(crawl: Crawl) -> None:
    answer = await scout_of(crawl).ask(crawl, FRONT)
    if answer.readable:
        crawl.note(WayOutcome.EMPTY, "no page the front page links to shows a list of articles")
    else:
        crawl.note(answer.outcome, answer.detail)


def _adopt(crawl: Crawl, path: str, found: LearnedList) -> None:
    scout = scout_of(crawl)
    scout.learn(found.form)
    scout.shown[path] = {row.key: row.published.local_date if row.published else None for row in found.rows}
    scout.keep(SECTIONS, [*scout.sections, path])
    told = ", ".join(found.reasons)
    crawl.spider.logger.info("list of articles found at %s: %s (%s)", path, found.form.pattern, told)


def _is_part_of_known(crawl: Crawl, path: str) -> bool:
    """Whether a page is a list that is known, or lies below one: a category of it."""
    known = [one.rstrip("/") for one in scout_of(crawl).sections if one != FRONT]
    return any(path.rstrip("/") == one or path.startswith(one + "/") for one in known)


def _shows_known_list(crawl: Crawl, found: LearnedList) -> bool:
    """Whether a list is one that is known, or a part of it.

    Rows of the same form are, unless there is one that a known list would have shown, had it been in it:
    newer than the oldest row of each, and in none.
    """
    scout = scout_of(crawl)
    if not scout.shown or 2 * sum(scout.accepts(row.key) for row in found.rows) <= len(found.rows):
        return False
    reach = [min((day for day in shown.values() if day), default=None) for shown in scout.shown.values()]
    told = [day for day in reach if day is not None]
    if len(told) < len(reach):
        return True
    others = (row for row in found.rows if row.published and row.published.local_date > max(told))
    return all(any(row.key in shown for shown in scout.shown.values()) for row in others)


def _is_believed(crawl: Crawl, found: LearnedList) -> bool:
    scout = scout_of(crawl)
    return sum(scout.is_known(row.key) for row in found.rows) >= 2  # noqa: PLR2004 # one may be a coincidence


def _is_proved(crawl: Crawl, found: LearnedList) -> bool:
    scout = scout_of(crawl)
    if any(scout.is_known(row.key) for row in found.rows):
        return True
    return found.score >= STRONG and not any(scout.is_refuted(row.key) for row in found.rows)
