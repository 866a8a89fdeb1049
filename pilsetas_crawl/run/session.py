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
from pilsetas_crawl.items import Article, Event, Run
from pilsetas_crawl.run.evidence import evidence_of
from pilsetas_crawl.run.harvest import Harvest
from pilsetas_crawl.run.judging import conclude, with_verdict
from pilsetas_crawl.run.logs import tell_site_faults_in_one_line
from pilsetas_crawl.run.notify import tell_verdict
from pilsetas_crawl.run.outcomes import Bucket, RejectedError, SettledError
from pilsetas_crawl.run.report import (
    QUIET_RUNS,
    RECENT_RUNS,
    recent,
    run_row,
    runs_from,
    runs_to,
    write_stats,
    write_verdict,
)
from pilsetas_crawl.run.verdict import LOCAL, Judgement, Verdict, judge

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

# Reason for the end of a run whose source another process is crawling.
SOURCE_LOCKED = "source_locked"


class RunSession(Harvest):
    """Store, state and account of one run (a Scrapy extension; components get it from the crawler).

    Attributes:
        row: the account of the run as it is stored; None until the run has ended, and for good where the
            store could not even be opened.
    """

    row: Run | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunSession:
        """Build the session and connect it to the run's signals."""
        tell_site_faults_in_one_line()
        session = cls(crawler)
        crawler.signals.connect(session.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(session.item_error, signal=signals.item_error)
        crawler.signals.connect(session.response_downloaded, signal=signals.response_downloaded)
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

    @property
    def incremental(self) -> bool:
        """Whether the run reads what is new, and not the days somebody asked for or a whole archive."""
        walk = getattr(self.spider, "walk", None)
        return walk is not None and bool(walk.window.incremental)

    # --- opening and closing -----------------------------------------------------------------------

    def open(self) -> None:
        """Open store and state; called when a crawl starts, not by shell, parse or check.

        Raises:
            CloseSpider: the store cannot be used; one line in the log says why.
        """
        if self.state is not None:
            return
        # The store is imported here: a run that stores nothing (shell, parse, check) needs none of it.
        from pilsetas_crawl.store import SourceLocked, SourceState, Store  # noqa: PLC0415 # see above

        folder = self.settings["PILSETAS_STATE"]
        try:
            self.store = Store.open(self.settings["PILSETAS_STORE"], cache=self.settings["PILSETAS_CACHE"])
            self.state = SourceState.open(
                self.store,
                self.source,
                key_of=self.spider.address_key,
                state_dir=Path(folder) if folder else None,
            )
        except PilsetasError as error:
            self._fault(error)
            locked = isinstance(error, SourceLocked)
            raise CloseSpider(SOURCE_LOCKED if locked else "store_unavailable") from None

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write what is left, close the account and say how the run went."""
        if self.state is None:
            return
        try:
            self._finish(reason)
        except PilsetasError as error:
            self._fault(error)
            self.row = with_verdict(run_row(self, reason), judge(evidence_of(self, reason)))
        finally:
            self.state.close()
            self.state = None

    def _fault(self, error: PilsetasError) -> None:
        logger.error("error: %s", error)  # one clear line, no traceback
        self.faults.append(str(error))
        # Until the run is judged, and for good where it cannot be.
        verdict = Verdict.NOT_RUN if self.state is None else Verdict.PARTIAL
        write_verdict(self.crawler, Judgement(verdict, f"fault on this machine: {error}", LOCAL))

    def _finish(self, reason: str) -> None:
        assert self.store is not None
        self._rows.update(self.absent.believed())
        self.flush()
        for key in self.account.open_keys():
            self.problems.append(f"no verdict on {key}")
            self.account.settle(key, Bucket.FAILED)
        self.reject_hopeless()
        conclusion = conclude(self, reason)
        # A run that read nothing claims nothing, whatever its walks say of themselves.
        whole = reason == "finished" and not self.log.unfinished and conclusion.claims
        self._settle_state(complete=whole)
        self.row = conclusion.row
        self._write_run(self.row)
        write_stats(self, conclusion.judgement)
        assert self.state is not None
        tell_verdict(self.settings["PILSETAS_NOTIFY"], self.state, conclusion.row, conclusion.before)

    def _write_run(self, run: Run) -> None:
        """Write the account; those of quiet runs wait, or hourly runs would swamp the archive."""
        assert self.store is not None
        assert self.state is not None
        waiting = self.state.get(QUIET_RUNS)
        runs = [*runs_from(waiting), run] if waiting else [run]
        told = runs_from(self.state.get(RECENT_RUNS) or "[]")
        self.state.set(RECENT_RUNS, runs_to(recent([*told, run])))
        quiet = run.verdict == Verdict.QUIET and not run.cause and not self._rejects
        if quiet and len(runs) < self.settings.getint("PILSETAS_QUIET_RUNS"):
            self.state.set(QUIET_RUNS, runs_to(runs))
            return
        self.store.commit(self.source, self.run_id, [*self._rejects, *runs])
        self.state.delete(QUIET_RUNS)

    def _settle_state(self, *, complete: bool) -> None:
        assert self.state is not None
        with self.state.staged() as stage:
            self._retries.keep(stage, self.state, tried=self.log.alive)
            if complete and self.log.covers is not None:
                for url, (etag, last_modified) in self._validators.items():
                    stage.set_validators(url, etag=etag, last_modified=last_modified)
                self.log.keep(stage, self.state, self.started_at)

    # --- signals -----------------------------------------------------------------------------------

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Look at what an answer says beside its content."""
        self.traffic.look(response, request, self.spider.own_hosts)

    def item_dropped(self, item: Article | Event, exception: Exception) -> None:
        """An item left the pipelines early: settle or reject it."""
        if isinstance(item, Event):
            self.events.dropped(item, exception)
            return
        key = self.spider.address_key(item.url)
        if isinstance(exception, RejectedError):
            self.reject(key, item.url or "", exception, title=item.title)
        elif isinstance(exception, SettledError):
            self.settle(key, exception.bucket)

    def item_error(self, item: Article | Event, failure: Failure) -> None:
        """A pipeline broke over an item: told, counted, tried again."""
        url = item.url or ""
        if isinstance(failure.value, PilsetasError):
            self._fault(failure.value)
        if isinstance(item, Event):
            self.events.broke(item, f"{failure.value}")
            return
        self.fail(self.spider.address_key(url), url, f"could not be stored: {failure.value}")
