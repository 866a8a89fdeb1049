"""What was found on a site held against what is declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pilsetas_crawl.platforms.discovery.listing import ListingWay
from pilsetas_crawl.platforms.generic import GenericSpider
from pilsetas_crawl.probe.crawl import NOT_ASKED
from pilsetas_crawl.probe.findings import Difference
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import same_page

if TYPE_CHECKING:
    from pilsetas_crawl.probe.attempt import Attempt
    from pilsetas_crawl.probe.crawl import ProbeCrawl
    from pilsetas_crawl.probe.findings import ArticleFinding, SiteReport
    from pilsetas_crawl.probe.robots import RobotsFinding
    from pilsetas_crawl.probe.ways import Section, WayFinding

# Systems whose signs are sure, so that showing them is no accident.
SURE = frozenset({"tvp", "wordpress"})
# Ways that are there in case everything else has moved; that one of them is not there is no news.
SPARE = frozenset({"sitemap", "front_page"})
ENOUGH_WAYS = 2
# Outcomes of a way that answers, and is not understood.
CHANGED = frozenset({WayOutcome.EMPTY, WayOutcome.UNREADABLE})
LOOK = "look at the answer (--save keeps it): its markup may have changed"
# The way of reading a body when no other gives anything.
LAST_RESORT = "trafilatura"
# Platforms whose pages have marks of their own around the text.
NAMED = frozenset({"tvp", "wp"})


def differences(attempt: Attempt, robots: RobotsFinding) -> list[Difference]:
    """Where the declaration that was tried does not fit, in the order of a run."""
    found = (*_of_ways(attempt), *_of_listing(attempt), *_of_robots(robots), *_of_article(attempt.article))
    return list(dict.fromkeys(found))


def _of_ways(attempt: Attempt) -> Iterator[Difference]:
    spider, ways = attempt.crawl.spider, attempt.ways
    # A generic spider declares no addresses: what it did not find was not promised.
    silent = {WayOutcome.MISSING} if isinstance(spider, GenericSpider) else set()
    for number, way in enumerate(ways):
        if way.works or way.detail == NOT_ASKED or way.outcome in silent or (number and way.name in SPARE):
            continue
        told = f"{way.name}: {way.outcome}" + (f" ({way.detail})" if way.detail else "")
        yield Difference(told, LOOK if way.outcome in CHANGED else "")
    working = [way.name for way in ways if way.works]
    if len(working) < ENOUGH_WAYS:
        count = f"only {working[0]} of {len(ways)} ways" if working else f"none of {len(ways)} ways"
        yield Difference(f"{count} works")
    for way in ways:
        if way.works and not any(spider.article_address(one.url) for one in way.entries):
            path = urlsplit(way.entries[0].url).path
            form = spider.article_pattern
            yield Difference(f"{way.name}: its articles, such as {path}, do not have the form {form}")


def _of_listing(attempt: Attempt) -> Iterator[Difference]:
    declared = {way.name: way for way in attempt.proposal.ways if isinstance(way, ListingWay)}
    for finding in attempt.ways:
        way = declared.get(finding.name)
        if way is None or not finding.works:
            continue
        if way.rows and finding.generations == ["links"]:
            yield Difference(
                f"{finding.name}: no declared generation of rows fits, it is read by its links",
                "look at the saved listing and add its rows to the platform",
            )
        for section in finding.sections:
            yield from _of_section(finding, section)


def _of_section(finding: WayFinding, section: Section) -> Iterator[Difference]:
    if not section.articles and finding.detail != NOT_ASKED:
        yield Difference(f"{finding.name}: section {section.path} names no article")
    elif section.further == 0 and section.pager:
        yield Difference(
            f"{finding.name}: the second page of {section.path} names no further article, and its own pager "
            f"leads to {section.pager}"
        )


def _of_robots(robots: RobotsFinding) -> Iterator[Difference]:
    for url in robots.forbidden:
        yield Difference(f"robots.txt forbids {url}", "leave that way out, or ask the site's keeper")


def _of_article(article: ArticleFinding | None) -> Iterator[Difference]:
    if article is None:
        return
    if article.error:
        yield Difference(f"the article {article.url} is not read: {article.error}")
    elif article.missing:
        yield Difference(
            f"the article {article.url} is read without {', '.join(article.missing)}",
            "look at the saved page and add a way of reading to the platform",
        )


def notes(report: SiteReport, crawl: ProbeCrawl) -> list[str]:
    """Facts worth knowing that ask for no other declaration."""
    return [*_robots_notes(report), *_article_notes(report.article, crawl), *_answer_notes(crawl)]


def _robots_notes(report: SiteReport) -> Iterator[str]:
    if report.robots.crawl_delay:
        yield f"robots.txt asks for {report.robots.crawl_delay:g} s between requests: a run obeys it"
    works = any(way.name == "sitemap" and way.works for way in report.ways)
    if report.robots.sitemaps and not works:
        yield f"robots.txt names {', '.join(report.robots.sitemaps)}"


def _article_notes(finding: ArticleFinding | None, crawl: ProbeCrawl) -> Iterator[str]:
    article = finding.article if finding else None
    won = article.extraction.get("body", "") if article else ""
    spider = crawl.spider
    if won == LAST_RESORT or (
        won.startswith("block:") and spider.body_ways[0].name.partition(":")[0] in NAMED
    ):
        yield f"the text is read by {won}: no way of the platform fits this theme"


def _answer_notes(crawl: ProbeCrawl) -> Iterator[str]:
    skews = [one.skew for one in crawl.exchanges if one.skew]
    if skews:
        yield f"the server's clock is {abs(skews[0])} s {'ahead' if skews[0] > 0 else 'behind'}"
    for one in crawl.exchanges:
        if (
            one.moved
            and "?" not in one.path
            and not same_page(one.url, one.final_url, crawl.spider.own_hosts)
        ):
            yield f"{one.path} leads to {one.final_url}"
    if crawl.left <= 0:
        yield "not everything was asked: the probe has made its requests"
