"""Articles that no listing gives: those waiting for another try, to be looked at again, or seemingly gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilsetas_crawl.platforms.candidate import RECHECK, VERIFY, Candidate
from pilsetas_crawl.reading.dates import read_date

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.walk import Walk


def waiting_articles(walk: Walk) -> Iterator[Candidate]:
    """Articles that earlier runs could not fetch, then those to be looked at again on request."""
    if walk.session.state is None:
        return
    for retry in walk.session.state.retries():
        raw = retry.hints.get("published")
        yield Candidate(
            url=walk.spider.here(retry.url),
            way="retry",
            title=retry.hints.get("title"),
            published=read_date(raw, reference=walk.now) if raw else None,
            source_id=retry.hints.get("source_id"),
            author=retry.hints.get("author"),
            categories=list(retry.hints.get("categories") or []),
        )
    if walk.window.recheck is not None:
        for article in walk.session.state.live_between(walk.window.recheck, walk.now.date()):
            yield Candidate(url=walk.spider.here(article.url or ""), way=RECHECK, source_id=article.source_id)


def suspected_articles(walk: Walk) -> Iterator[Candidate]:
    """Stored articles that are listed no more; those met under another address are there."""
    for article in walk.log.suspects:
        url = walk.spider.here(article.url or "")
        if article.article_id not in walk.session.met and walk.account.enter(walk.spider.address_key(url)):
            yield Candidate(url=url, way=VERIFY, source_id=article.source_id)
