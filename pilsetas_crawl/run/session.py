"""The session of a run: the one place where a crawl meets the store and its state.

Validators of conditional requests and the mark that a span of days is covered are kept back until the honest
end of a run, so that a run that dies cannot make the next one believe it saw everything.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import CloseSpider

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import Article, Run
from pilsetas_crawl.run.harvest import Harvest
from pilsetas_crawl.run.logs import tell_site_faults_in_one_line
from pilsetas_crawl.run.outcomes import Bucket, RejectedError, SettledError
from pilsetas_crawl.run.report import run_row, runs_from, runs_to, write_stats
from pilsetas_crawl.run.verdict import Outcome, judge

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

# Name of the bookkeeping entry that holds the accounts of quiet runs.
QUIET_RUNS = "quiet_runs"


class RunSession(Harvest):
    """Store, state and account of one run (a Scrapy extension; components get it from the crawler)."""

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

    def open(self) -> None:
        """Open store and state; called when a crawl starts, not by shell, parse or check.

        Raises:
            CloseSpider: the store cannot be used; one line in the log says why.
        """
        if self.state is not None:
            return
        # The store is imported here: a run that stores nothing (shell, parse, check) needs none of it.
        from pilsetas_crawl.store import SourceState, Store  # noqa: PLC0415 # see above

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
        self.reject_hopeless()
        outcome, cause = judge(self, reason)
        # A run that read nothing claims nothing, whatever its walks say of themselves.
        whole = reason == "finished" and not self.log.unfinished and outcome is not Outcome.FAILED
        self._settle_state(complete=whole)
        self._write_run(run_row(self, reason, outcome, cause))
        write_stats(self, outcome, cause)

    def _write_run(self, run: Run) -> None:
        """Write the account; those of quiet runs wait, or hourly runs would swamp the archive."""
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
                # While the site is down, waiting articles have not been tried again.
                if self.log.alive or self.state.retry(key) is None:
                    stage.add_retry(url, key, hints, error)
            if complete and self.log.covers is not None:
                for url, (etag, last_modified) in self._validators.items():
                    stage.set_validators(url, etag=etag, last_modified=last_modified)
                self.log.keep(stage, self.state, self.started_at)

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
