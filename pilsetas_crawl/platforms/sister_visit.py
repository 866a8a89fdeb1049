"""A visit to a municipality's sister sites, after its own site and apart from it.

A sister's trouble must not colour the verdict on the main site, nor its articles the main site's counts,
history and removals. So for the time of a visit the session gets a fresh account and a memory whose entries
have names of their own; afterwards the old ones are put back and told what came of it.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.span import run_window
from pilsetas_crawl.platforms.walk import PATIENCE, Walk
from pilsetas_crawl.run.account import Account
from pilsetas_crawl.run.discovery_log import DiscoveryLog
from pilsetas_crawl.run.fill import Reading
from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.traffic import Traffic

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.sisters import SisterSource
    from pilsetas_crawl.run.session import RunSession
    from pilsetas_crawl.store import KnownArticle, SourceState
    from pilsetas_crawl.store.bookkeeping import RetryEntry
    from pilsetas_crawl.store.stage import Stage

logger = logging.getLogger(__name__)

# Bookkeeping entry of a source that holds articles of sister sites.
HAS_SISTERS = "sisters"


class Share:
    """The share of one site in a source's state: its articles and retries, its own named entries.

    Everything else is the state's (or the stage's) own.
    """

    def __init__(self, inner: Any, holds: Callable[[str], bool], prefix: str = "") -> None:
        self.inner, self._holds, self._prefix = inner, holds, prefix

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def get(self, name: str) -> str | None:
        """As `Bookkeeping.get`, of this site."""
        return cast("str | None", self.inner.get(self._prefix + name))

    def set(self, name: str, value: str) -> None:
        """As `Bookkeeping.set`, of this site."""
        self.inner.set(self._prefix + name, value)

    def delete(self, name: str) -> None:
        """As `Bookkeeping.delete`, of this site."""
        self.inner.delete(self._prefix + name)

    def retries(self) -> Iterator[RetryEntry]:
        """As `Bookkeeping.retries`, of this site."""
        return (entry for entry in self.inner.retries() if self._holds(entry.key))

    def live_between(self, first: date, last: date) -> Iterator[KnownArticle]:
        """As `KnownArticles.live_between`, of this site."""
        found = self.inner.live_between(first, last)
        return (article for article in found if self._holds(article.address_key or ""))

    def count_live(self, since: date) -> int:
        """As `KnownArticles.count_live`, of this site."""
        return sum(1 for _ in self.live_between(since, date.max))


def own_share(session: RunSession) -> None:
    """Leave out of a source's state what came from sister sites, where there is any of it."""
    state = session.state
    if state is not None and state.get(HAS_SISTERS):
        session.state = cast("SourceState", Share(state, lambda key: key.startswith("/")))


class Aside:
    """The session put aside for a visit, and back again."""

    FRESH: dict[str, Callable[[], Any]] = {
        "account": Account,
        "log": DiscoveryLog,
        "reading": Reading,
        "traffic": Traffic,
        "failures_in_row": int,
        "_validators": dict,
        "progress": dict,
    }

    def __init__(self, session: RunSession, source: SisterSource) -> None:
        self.session = session
        self._kept = {name: getattr(session, name) for name in (*self.FRESH, "state")}
        for name, make in self.FRESH.items():
            setattr(session, name, make())
        state: Any = session.state
        self.prefix = f"sister:{source.sister.key}/"
        self.inner: SourceState = state.inner if isinstance(state, Share) else state
        session.state = cast("SourceState", Share(self.inner, source.holds, self.prefix))

    def keep(self, holds: Callable[[str], bool]) -> None:
        """If everything listed is stored, remember how far the walk came and its answers' validators."""
        session = self.session
        failed = session.account.counts[Bucket.FAILED]
        if not session.log.alive or session.log.unfinished or failed or session.log.covers is None:
            return
        with self.inner.staged() as stage:
            for url, (etag, last_modified) in session._validators.items():  # noqa: SLF001 # put aside here too
                stage.set_validators(url, etag=etag, last_modified=last_modified)
            share = cast("Stage", Share(stage, holds, self.prefix))
            session.log.keep(share, cast("SourceState", session.state), session.started_at)

    def end(self) -> None:
        """Put everything back; may be called twice."""
        kept, self._kept = self._kept, {}
        for name, value in kept.items():
            setattr(self.session, name, value)


class SisterWalk(Walk):
    """The walk through a sister's ways. Its articles have no numbers of their own (see `SisterSource`)."""

    def is_handled(self, url: str, source_id: str) -> bool:
        """Whether an article is stored, staged, or rejected."""
        return super().is_handled(url, "")

    def suspect_unless(self, listed: set[str], *, since: date, way: str) -> None:
        """Nothing: an inventory by numbers says nothing here."""

    def _wanted(self, candidate: Candidate) -> bool:
        candidate.source_id = None
        return super()._wanted(candidate)


async def visit_sisters(owner: MunicipalSpider) -> AsyncIterator[Any]:
    """Walk the sister sites that the setting asks for; requests and articles of the owner's run.

    A run that could not read the main site leaves them alone: it has failed, and should not look better.
    """
    session = owner.session
    for source in owner.branches:
        if source.sister.key not in owner.sisters_asked or not session.log.alive:
            continue
        if not owner.at_home and source.at_home:
            logger.info("sister site %s left out: the main site is crawled elsewhere", source.sister.key)
            continue
        if not await _all_stored(session):
            return
        source.join()
        owner.aside = Aside(session, source)
        async for result in _visit(source, owner.aside):
            yield result
        owner.aside = None


async def _all_stored(session: RunSession) -> bool:
    """Store what the main site gave, so that it is settled in the main site's account."""
    if not await session.account.quiet(PATIENCE):
        session.problems.append(f"sister sites left out: articles of the main site not read in {PATIENCE} s")
        return False
    try:
        session.flush()
    except PilsetasError:
        return False  # told at the end of the run, which tries again
    return True


async def _visit(source: SisterSource, aside: Aside) -> AsyncIterator[Any]:
    session = aside.session
    try:
        aside.inner.set(HAS_SISTERS, "yes")
        walk = SisterWalk(source, run_window(source))
        session.log.covers = walk.window.covers
        source.walk = walk
        limit = source.settings.getint("PILSETAS_GIVE_UP_AFTER")
        async for candidate in walk.candidates():
            if session.failures_in_row >= limit:
                session.log.unfinished.append(f"given up after {limit} failures in a row")
                break
            for result in source.results(candidate):
                yield result
        if not await session.account.quiet(PATIENCE):
            session.log.unfinished.append(f"its articles were not read in {PATIENCE} s")
        session.flush()
        aside.keep(source.holds)
    except PilsetasError as error:
        session.log.unfinished.append(str(error))
    account, log = session.account, session.log
    aside.end()
    _tell(session, f"sister:{source.sister.key}", account, _problems(account, log))


def _problems(account: Account, log: DiscoveryLog) -> list[str]:
    if not log.alive:
        return [f"no way of discovery found an article ({log.told() or 'none was tried'})"]
    failed = account.counts[Bucket.FAILED]
    return [*log.unfinished, *log.problems(), *([f"{failed} of {account.listed} failed"] if failed else [])]


def _tell(session: RunSession, name: str, account: Account, problems: list[str]) -> None:
    """Say in the main site's account what came of a visit: counted apart, faults told and not judged."""
    discovery = session.account.discovery
    for way, count in account.discovery.items():
        discovery[f"{name}/{way}"] += count
    for bucket, count in account.counts.items():
        discovery[f"{name}/{bucket}"] += count
    buckets = ", ".join(f"{count} {bucket}" for bucket, count in account.counts.items() if count)
    logger.info("%s %s: %d listed (%s)", session.source, name, account.listed, buckets or "nothing")
    session.problems += [f"{name}: {problem}" for problem in problems]
