"""Where a site's feed and listing stand when they are not where they were declared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pilsetas_crawl.platforms.discovery.feed import FeedWay
from pilsetas_crawl.platforms.discovery.finders import LearnedList, find_feeds, find_lists, find_sections
from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.probe.crawl import NOT_ASKED
from pilsetas_crawl.probe.proposal import Proposal

if TYPE_CHECKING:
    from parsel import Selector

    from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
    from pilsetas_crawl.probe.crawl import ProbeCrawl
    from pilsetas_crawl.probe.ways import WayFinding

# Sections of the front page that are looked into.
MOST_SECTIONS = 2


async def elsewhere(
    crawl: ProbeCrawl, proposal: Proposal, ways: list[WayFinding], page: Selector | None
) -> Proposal | None:
    """The declaration with addresses found on the site in place of those that answer nothing.

    Args:
        crawl: the probe so far; makes up to two requests more.
        proposal: what was tried.
        ways: what its ways found.
        page: the front page.

    Returns:
        None when nothing else was found.
    """
    if page is None:
        return None
    silent = {way.name for way in ways if not way.works and way.detail != NOT_ASKED}
    found = proposal
    for way in proposal.ways:
        if way.name not in silent:
            continue
        if type(way) is FeedWay:
            found = _with_way(found, way, _other_feed(crawl, way, page))
        elif type(way) is ListingWay:
            found = await _other_listing(crawl, found, way, page)
    return found if found != proposal else None


def _with_way(proposal: Proposal, old: DiscoveryWay, new: DiscoveryWay) -> Proposal:
    return replace(proposal, ways=tuple(new if way is old else way for way in proposal.ways))


def _other_feed(crawl: ProbeCrawl, way: FeedWay, page: Selector) -> FeedWay:
    """The feed that the front page names, if it was not asked already."""
    for found in find_feeds(page.root, f"{crawl.spider.site}/"):
        if found.score > 0 and crawl.exchange(found.url) is None and _is_here(crawl, found.url):
            return replace(way, paths=(path_of(found.url),), hubs=())
    return way


async def _other_listing(crawl: ProbeCrawl, proposal: Proposal, way: ListingWay, page: Selector) -> Proposal:
    """The listing that a section of the front page shows."""
    site, key_of = f"{crawl.spider.site}/", crawl.spider.address_key
    sections = [one for one in find_sections(page.root, site, key_of=key_of) if _is_here(crawl, one.url)]
    for section in sections[:MOST_SECTIONS]:
        found = await _list_at(crawl, section.url)
        if found is None:
            continue
        # The old pager's pattern was that of another page: its own links are followed.
        listing = replace(way, paths=(path_of(section.url),), page=None, first=1, overview=None, days=None)
        known = any(crawl.spider.article_address(row.url) for row in found.rows)
        pattern = proposal.article_pattern if known else found.form.pattern
        return replace(_with_way(proposal, way, listing), article_pattern=pattern)
    return proposal


async def _list_at(crawl: ProbeCrawl, url: str) -> LearnedList | None:
    """The list of articles a page shows, as far as one can be learned from it."""
    answer = await crawl.fetch(url, "section")
    if answer.response is None:
        return None
    root = crawl.spider.root_of(answer.response)
    found = find_lists(root, answer.response.url, key_of=crawl.spider.address_key, reference=crawl.now)
    return found[0] if found else None


def _is_here(crawl: ProbeCrawl, url: str) -> bool:
    return crawl.spider.address_key(url).startswith("/")


def path_of(url: str) -> str:
    """Path and query of an address."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
