"""The session of a run: the one place where a crawl meets the store and its state.

Order of things, and why: rows are written as parts, the parts are listed in the manifest, and only then is
an article known to the state. Validators of conditional requests and the walk's marker are kept back until
the honest end of a run, so that a run that dies cannot make the next one believe it saw everything.
"""

from __future__ import annotations

import logging
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import CloseSpider

from pilsetas_crawl import __version__
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import EDITED, NEW, REMOVED, Article, Reject, Run, StoredItem
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.registry import Municipality, municipality
from pilsetas_crawl.run.account import Account
from pilsetas_crawl.run.discovery_log import DiscoveryLog
from pilsetas_crawl.run.logs import tell_site_faults_in_one_line
from pilsetas_crawl.run.outcomes import Bucket, Reason, RejectedError, SettledError
from pilsetas_crawl.run.report import run_row, runs_from, runs_to, write_stats
from pilsetas_crawl.run.verdict import Outcome, judge

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from pilsetas_crawl.store import KnownArticle, SourceState, Store

logger = logging.getLogger(__name__)

# Name of the bookkeeping entry that holds the accounts of quiet runs.
QUIET_RUNS = "quiet_runs"
# A rejected address is looked at again after this many days, doubled with each try.
REJECT_REST_DAYS = 7


class RunSession:
    """Store, state and account of one run (a Scrapy extension; components get it from the crawler)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.settings = crawler.settings
        self.account = Account()
        self.log = DiscoveryLog()
        self.started_at = datetime.now(UTC)
        self.problems: list[str] = []
        self.failures_in_row = 0
        self.store: Store | None = None
        self.state: SourceState | None = None
        self._rows: dict[str, tuple[str, Article]] = {}
        self._staged_ids: dict[tuple[str, str], str] = {}
        self._rejects: list[Reject] = []
        self._rejected_keys: dict[str, str] = {}
        self._fingerprints: dict[tuple[str, str], str] = {}
        self._validators: dict[str, tuple[str | None, str | None]] = {}
        self._retries: dict[str, tuple[str, dict[str, Any], str]] = {}
        self._last_flush = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunSession:
        """Build the session and connect it to the run's signals."""
        tell_site_faults_in_one_line()
        session = cls(crawler)
        crawler.signals.connect(session.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(session.item_error, signal=signals.item_error)
        crawler.signals.connect(session.spider_closed, signal=signals.spider_closed)
        return session

    @classmethod
    def of(cls, crawler: Crawler) -> RunSession:
        """The session of a crawler.

        Raises:
            PilsetasError: the extension is switched off.
        """
        session = crawler.get_extension(cls)
        if session is None:
            raise PilsetasError("the extension RunSession is off: switch it on in EXTENSIONS")
        return session

    # --- opening and closing -----------------------------------------------------------------------

    @property
    def spider(self) -> Any:
        """The running spider."""
        return self.crawler.spider

    @property
    def source(self) -> str:
        """Slug of the source, which is the spider's name."""
        return str(self.spider.name)

    @property
    def place(self) -> Municipality:
        """The publishing municipality."""
        return municipality(self.source)

    @property
    def run_id(self) -> str:
        """Identity of the run: its start in UTC and the source."""
        return f"{self.started_at:%Y%m%dT%H%M%S%f}-{self.source}"

    def open(self) -> None:
        """Open store and state; called when a crawl starts, not by shell, parse or check.

        Raises:
            CloseSpider: the store cannot be used; one line in the log says why.
        """
        if self.state is not None:
            return
        # The store is imported here: a run that stores nothing (shell, parse, check) needs none of it.
        from pilsetas_crawl.store import SourceState, Store  # noqa: PLC0415

        folder = self.settings["PILSETAS_STATE"]
        try:
            self.store = Store.open(self.settings["PILSETAS_STORE"])
            self.state = SourceState.open(
                self.store,
                self.source,
                key_of=self.spider.address_key,
                state_dir=Path(folder) if folder else None,
            )
        except PilsetasError as error:
            self._fault(error)
            raise CloseSpider("store_unavailable") from None

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write what is left, close the account and say how the run went."""
        if self.state is None:
            return
        try:
            self._finish(reason)
        except PilsetasError as error:
            self._fault(error)
        finally:
            self.state.close()
            self.state = None

    def _fault(self, error: PilsetasError) -> None:
        logger.error("error: %s", error)  # one clear line, no traceback
        assert self.crawler.stats is not None
        self.crawler.stats.set_value("pilsetas/outcome", Outcome.FAILED.value)

    def _finish(self, reason: str) -> None:
        assert self.store is not None
        self.flush()
        for key in self.account.open_keys():
            self.problems.append(f"no verdict on {key}")
            self.account.settle(key, Bucket.FAILED)
        outcome, cause = judge(self, reason)
        self._settle_state(complete=reason == "finished" and not self.log.unfinished)
        self._write_run(run_row(self, reason, outcome, cause))
        write_stats(self, outcome, cause)

    def _write_run(self, run: Run) -> None:
        """Write the account; those of quiet runs wait in the state, or hourly runs would swamp the archive."""
        assert self.store is not None
        assert self.state is not None
        waiting = self.state.get(QUIET_RUNS)
        runs = [*runs_from(waiting), run] if waiting else [run]
        quiet = run.outcome == Outcome.UNCHANGED and not run.cause and not self._rejects
        if quiet and len(runs) < self.settings.getint("PILSETAS_QUIET_RUNS"):
            self.state.set(QUIET_RUNS, runs_to(runs))
            return
        self.store.commit(self.source, self.run_id, [*self._rejects, *runs])
        self.state.delete(QUIET_RUNS)

    def _settle_state(self, *, complete: bool) -> None:
        assert self.state is not None
        with self.state.staged() as stage:
            for key, (url, hints, error) in self._retries.items():
                stage.add_retry(url, key, hints, error)
            if complete and self.log.covers is not None:
                for url, (etag, last_modified) in self._validators.items():
                    stage.set_validators(url, etag=etag, last_modified=last_modified)
                self.log.keep(stage, self.state, self.started_at)

    # --- what the state knows ----------------------------------------------------------------------

    def known(self, key: str, source_id: str | None = None) -> KnownArticle | None:
        """The stored article of the site's own identifier, or of an address."""
        if self.state is None:
            return None
        found = self.state.by_source_id(source_id) if source_id else None
        return found or self.state.by_address(key)

    def staged_article(self, key: str, source_id: str | None = None) -> Article | None:
        """A row of this run that waits for its part, by its address or the site's own identifier."""
        found = self._staged_ids.get(("source", source_id or "")) or self._staged_ids.get(("key", key))
        return self._rows[found][1] if found else None

    def is_staged(self, article_id: str) -> bool:
        """Whether an article of this run waits for its part."""
        return article_id in self._rows

    def still_rejected(self, key: str, now: datetime) -> bool:
        """Whether an address was rejected, by this version of the crawler, too recently to look again."""
        told = self.state.rejected(key) if self.state else None
        if told is None or told.fingerprint != __version__:
            return False
        return now - told.at < timedelta(days=REJECT_REST_DAYS * 2 ** (min(told.tries, 6) - 1))

    def live_count(self, since: date) -> int:
        """Stored and staged articles published on a day or later and not removed."""
        assert self.state is not None
        staged = [row for _, row in self._rows.values() if row.status == NEW and row.published_date]
        return self.state.count_live(since) + sum(
            row.published_date >= since for row in staged if row.published_date
        )

    # --- what the run adds -------------------------------------------------------------------------

    def stage(self, key: str, article: Article) -> None:
        """Take an article for the store; it is written with its part."""
        assert article.article_id is not None
        self._rows[article.article_id] = (key, article)
        self._staged_ids["key", key] = article.article_id
        if article.source_id:
            self._staged_ids["source", article.source_id] = article.article_id
        self.account.stage(key)
        self.account.extraction.update(f"{name}:{way}" for name, way in article.extraction.items())
        self._flush_when_due()

    def remove(self, known: KnownArticle, key: str) -> None:
        """Stage the tombstone of an article that is gone from the site; what is stored of it stays."""
        self.account.withdraw(key)
        place, moment = self.place, datetime.now(UTC)
        tombstone = Article(
            article_id=known.article_id,
            url=known.url,
            source_id=known.source_id,
            revision=known.revision + 1,
            municipality=place.slug,
            atvk=place.atvk,
            region=place.region,
            region_name=place.region_name,
            planning_region=place.planning_region,
            platform=self.spider.platform,
            spider_version=__version__,
            run_id=self.run_id,
            published_at=known.published_at,
            published_date=known.published_at.astimezone(RIGA).date() if known.published_at else None,
            published_precision=known.published_precision,
            first_seen_at=known.first_seen_at,
            fetched_at=moment,
            status=REMOVED,
        )
        self._rows[known.article_id] = (key, tombstone)

    def reject(self, key: str, url: str, error: RejectedError, *, title: str | None = None) -> None:
        """Record a listed address that is not a storable article."""
        if not self.account.settle(key, Bucket.REJECTED):
            return
        self._rejects.append(
            Reject(
                municipality=self.source,
                region=self.place.region,
                run_id=self.run_id,
                url=url,
                title=title,
                reason=error.reason,
                detail=error.detail,
                field=error.field,
                rejected_at=datetime.now(UTC),
            )
        )
        self._rejected_keys[key] = error.reason
        logger.info("rejected %s: %s (%s)", url, error.reason, error.detail)

    def fail(self, key: str, url: str, error: str, hints: dict[str, Any] | None = None) -> None:
        """Record an article that could not be fetched; the next runs try it again, up to a limit."""
        self.failures_in_row += 1
        tried = {retry.key: retry.attempts for retry in self.state.retries()} if self.state else {}
        if tried.get(key, 0) + 1 >= self.settings.getint("PILSETAS_RETRY_RUNS"):
            self.reject(key, url, RejectedError(Reason.FAILED_TOO_OFTEN, error))
            if self.state is not None:
                self.state.drop_retry(key)
        elif self.account.settle(key, Bucket.FAILED):
            logger.warning("failed %s: %s", url, error)
            self._retries[key] = (url, hints or {}, error)

    def settle(self, key: str, bucket: Bucket) -> None:
        """Settle a listed article that needs no storing."""
        self.account.settle(key, bucket)
        if self.state is not None:
            self.state.drop_retry(key)

    def note_fingerprint(self, way: str, key: str, fingerprint: str) -> bool:
        """Note what a way said of an address, to be remembered once that has been dealt with.

        Returns:
            Whether the same way said something else of it before.
        """
        if self.state is None:
            return False
        before = self.state.fingerprint(way, key)
        if before != fingerprint:
            self._fingerprints[way, key] = fingerprint
        return before is not None and before != fingerprint

    def note_alias(self, article: Article) -> None:
        """Remember the address at hand as one more of an article that is known or staged."""
        if self.state is None or not article.url or not article.article_id:
            return
        if self.state.by_id(article.article_id) is not None:
            self.state.add_alias(self.spider.address_key(article.url), article.article_id)

    def note_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Note the validators of an answer until the honest end of the run."""
        self._validators[url] = (etag, last_modified)

    def flush(self) -> None:
        """Write everything staged as parts; only then is it known.

        Raises:
            PilsetasError: the store could not be written.
        """
        assert self.store is not None
        assert self.state is not None
        self._last_flush = time.monotonic()
        articles = [article for _, article in self._rows.values()]
        if articles:
            rows: list[StoredItem] = [*articles, *self._rejects]
            parts = self.store.commit(self.source, self.run_id, rows)
            self.state.ingest(parts, rows)
            self._rejects.clear()
        self._settle_rows()

    def _settle_rows(self) -> None:
        assert self.state is not None
        staged, self._rows, self._staged_ids = self._rows, {}, {}
        with self.state.transaction():
            for key, article in staged.values():
                assert article.article_id is not None
                self.state.add_alias(key, article.article_id)
                self.state.clear_rejected(key)
                self.state.drop_retry(key)
                self._settle_row(key, article)
            for key, reason in self._rejected_keys.items():
                self.state.mark_rejected(key, reason, __version__)
            self._settle_fingerprints()
        self._rejected_keys.clear()

    def _settle_fingerprints(self) -> None:
        assert self.state is not None
        waiting = self.account.open_keys() | self._retries.keys()
        done = {pair: told for pair, told in self._fingerprints.items() if pair[1] not in waiting}
        self.state.set_fingerprints(done)
        for pair in done:
            del self._fingerprints[pair]

    def _settle_row(self, key: str, article: Article) -> None:
        if article.status == REMOVED:
            self.account.removed += 1
        else:
            self.account.settle(key, Bucket.EDITED if article.status == EDITED else Bucket.NEW)

    def _flush_when_due(self) -> None:
        if self.state is None:
            return
        full = len(self._rows) >= self.settings.getint("PILSETAS_PART_ROWS")
        waited = time.monotonic() - self._last_flush
        if full or waited >= self.settings.getfloat("PILSETAS_PART_SECONDS"):
            self.flush()

    # --- signals -----------------------------------------------------------------------------------

    def item_dropped(self, item: Article, exception: Exception) -> None:
        """An item left the pipelines early: settle or reject it."""
        key = self.spider.address_key(item.url)
        if isinstance(exception, RejectedError):
            self.reject(key, item.url or "", exception, title=item.title)
        elif isinstance(exception, SettledError):
            self.settle(key, exception.bucket)

    def item_error(self, item: Article, failure: Failure) -> None:
        """A pipeline broke over an item: told, counted, tried again."""
        url = item.url or ""
        if isinstance(failure.value, PilsetasError):
            self._fault(failure.value)
        self.fail(self.spider.address_key(url), url, f"could not be stored: {failure.value}")
