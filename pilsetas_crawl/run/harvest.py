"""What a run brings in: articles, rejections and failures on their way to the store.

Order of things, and why: rows are written as parts, the parts are listed in the manifest, and only then is
an article known to the state.
"""

from __future__ import annotations

import logging
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pilsetas_crawl import __version__
from pilsetas_crawl.items import EDITED, NEW, REMOVED, Article, Reject, StoredItem
from pilsetas_crawl.registry import Municipality, municipality
from pilsetas_crawl.run.account import Account
from pilsetas_crawl.run.discovery_log import DiscoveryLog
from pilsetas_crawl.run.events import EventHarvest
from pilsetas_crawl.run.fill import Reading
from pilsetas_crawl.run.origin import rejection
from pilsetas_crawl.run.outcomes import UNREADABLE, Bucket, Reason, RejectedError
from pilsetas_crawl.run.removals import Removals
from pilsetas_crawl.run.retries import Failure, Retries
from pilsetas_crawl.run.tombstone import tombstone
from pilsetas_crawl.run.traffic import Traffic
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pilsetas_crawl.store import KnownArticle, SourceState, Store

logger = logging.getLogger(__name__)

# A rejected address is looked at again after this many days, doubled with each try.
REJECT_REST_DAYS = 7


class Harvest:
    """Everything one run holds until it is stored, and what the state knows of the source."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.settings = crawler.settings
        self.account = Account()
        self.reading = Reading()
        self.traffic = Traffic()
        self.log = DiscoveryLog()
        self.events = EventHarvest(self)
        self.started_at = datetime.now(UTC)
        self.problems: list[str] = []
        self.faults: list[str] = []
        self.failures_in_row = 0
        self.removals = 0
        self.met: set[str] = set()
        self.absent = Removals()
        self.store: Store | None = None
        self.state: SourceState | None = None
        self._rows: dict[str, tuple[str, Article]] = {}
        self._staged_ids: dict[tuple[str, str], str] = {}
        self._rejects: list[Reject] = []
        self._rejected_keys: dict[str, str] = {}
        self._fingerprints: dict[tuple[str, str], str] = {}
        self._validators: dict[str, tuple[str | None, str | None]] = {}
        self._retries = Retries()
        # Entries about how far a walk has come, written with the articles it brought; empty ones are deleted.
        self.progress: dict[str, str] = {}
        self._last_flush = time.monotonic()

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
        if article.status == EDITED:
            self.absent.met(article.article_id)
        self.reading.add(article, missed=key in self.account.late)
        self._flush_when_due()

    def remove(self, known: KnownArticle, key: str, *, in_turn: bool = False) -> None:
        """Stage the tombstone of an article that is gone; one looked at in turn was missed by no list."""
        if known.article_id in self._rows or self.absent.is_there(known.article_id):
            # Read in this very run, under another address: it is there.
            self.account.settle(key, Bucket.DUPLICATE)
            return
        if self.removals >= self.settings.getint("PILSETAS_REMOVAL_CHECKS"):
            # So many at once are a redesign or a fault of the site, not the work of an editor.
            self.problems.append(f"more than {self.removals} articles seem to be gone: not believed")
            self.account.settle(key, Bucket.KNOWN)
            return
        self.removals += 1
        self.account.withdraw(key)
        gone = tombstone(self, known)
        if in_turn:
            self.absent.hold(key, gone)
        else:
            self._rows[known.article_id] = (key, gone)

    def reinstate(self, article_id: str) -> None:
        """Take back the tombstone of an article, not written yet, that was read after all: it has moved."""
        _, row = self._rows.get(article_id, ("", None))
        if row is not None and row.status == REMOVED:
            del self._rows[article_id]
            self.removals -= 1
            self.absent.met(article_id)

    def reject(self, key: str, url: str, error: RejectedError, *, title: str | None = None) -> None:
        """Record a listed address that is not a storable article."""
        if self.account.settle(key, Bucket.REJECTED):
            self._note_reject(key, url, error, title=title)

    def _note_reject(self, key: str, url: str, error: RejectedError, *, title: str | None) -> None:
        self._rejects.append(rejection(self, url, title, error))
        self._rejected_keys[key] = error.reason
        self.account.unreadable += error.reason in UNREADABLE
        if self.state is not None:
            self.state.drop_retry(key)
        logger.info("rejected %s: %s (%s)", url, error.reason, error.detail)

    def fail(
        self,
        key: str,
        url: str,
        error: str,
        hints: dict[str, Any] | None = None,
        *,
        kind: WayOutcome = WayOutcome.UNREACHABLE,
    ) -> None:
        """Record an article that could not be fetched; the next runs try it again, up to a limit."""
        self.failures_in_row += 1
        if self.account.settle(key, Bucket.FAILED):
            self.account.note_failure(kind, error)
            logger.warning("failed %s: %s", url, error)
            self._retries.add(Failure(key, url, hints or {}, error))

    def reject_hopeless(self) -> None:
        """Give up articles that failed in too many runs; only runs in which the site answered count."""
        if self.state is None or not self.log.alive:
            return
        limit = self.settings.getint("PILSETAS_RETRY_RUNS")
        for one in self._retries.take_hopeless(self.state, limit):
            self._note_reject(one.key, one.url, RejectedError(Reason.FAILED_TOO_OFTEN, one.error), title=None)

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

    def note_foreign(self, url: str) -> None:
        """Count an address that a source lists and that is none of its own to follow."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("pilsetas/foreign")
        logger.info("not followed, another site or left out: %s", url)

    def note_alias(self, article: Article) -> None:
        """Remember the address at hand as one more of an article that is known or staged."""
        if self.state is None or not article.url or not article.article_id:
            return
        if self.state.by_id(article.article_id) is not None:
            self.absent.met(article.article_id)
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
        rows: list[StoredItem] = [article for _, article in self._rows.values()]
        rows += [*self._rejects, *self.events.rows(rows)]
        if rows:
            parts = self.store.commit(self.source, self.run_id, rows)
            self.state.ingest(parts, rows)
            self._rejects.clear()
        self.events.written()
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
            self._retries.queue_new(self.state)
            self._settle_fingerprints()
            for name, value in self.progress.items():
                self.state.set(name, value) if value else self.state.delete(name)
        self._rejected_keys.clear()
        self.progress.clear()

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
        if full or time.monotonic() - self._last_flush >= self.settings.getfloat("PILSETAS_PART_SECONDS"):
            self.flush()
