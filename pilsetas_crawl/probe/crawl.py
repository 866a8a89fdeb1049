"""The crawl a probe offers to ways of discovery: few requests, every answer kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from pilsetas_crawl.middlewares.retry_after import UNASKED
from pilsetas_crawl.platforms.asking import Asker
from pilsetas_crawl.platforms.discovery.base import Answer, Window
from pilsetas_crawl.probe.exchange import Exchange, response_of
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider

NOT_ASKED = "not asked: the probe has made its requests"
EVERYTHING = Window(None, None, asked=False, incremental=False)


class ProbeCrawl(Asker):
    """What the ways of one site ask, over all of them: an address once, and no more than the budget.

    Args:
        spider: reads for the site; nothing is stored.
        now: the moment relative dates are told from.
        requests: how many requests may be made at all.
    """

    checking = False
    cross_checking = False

    def __init__(self, spider: MunicipalSpider, *, now: datetime | None = None, requests: int = 0) -> None:
        super().__init__(spider, EVERYTHING)
        self.now = now or datetime.now(UTC)
        self.totals: dict[str, int] = {}
        self.left = requests
        self.way_left = requests
        self.exchanges: list[Exchange] = []
        self.generations: list[str] = []
        self.notes: list[tuple[WayOutcome, str]] = []

    # --- asking ------------------------------------------------------------------------------------

    async def ask(self, url: str, *, conditional: bool = False, again: bool = False) -> Answer:
        """Ask for an address once; whoever asks again gets the same answer."""
        if url not in self._answers:
            if min(self.left, self.way_left) <= 0:
                return Answer(url, None, WayOutcome.MISSING, NOT_ASKED)
            self.left -= 1
            self.way_left -= 1
            self._answers[url] = await super().ask(url, again=True)
        return self._answers[url]

    async def fetch(self, url: str, purpose: str) -> Answer:
        """Ask outside any way."""
        self.turn_to(purpose, requests=1)
        return await self.ask(url)

    def turn_to(self, way: str, *, requests: int) -> None:
        """The way that asks from now on, and how many requests it may make."""
        self._way, self.way_left = way, requests
        self.generations, self.notes = [], []

    def exchange(self, url: str) -> Exchange | None:
        """What came back from an address."""
        return next((one for one in self.exchanges if one.url == url), None)

    def answer(self, url: str) -> Answer | None:
        """The answer a way was given for an address."""
        return self._answers.get(url)

    def know(self, url: str, answer: Answer) -> None:
        """Take an answer for that of another address too: a redirect has led there."""
        self._answers.setdefault(url, answer)

    def take_over(self, other: ProbeCrawl) -> None:
        """Ask nothing another reader of the same site has asked already."""
        self.left, self.exchanges, self._answers = other.left, other.exchanges, other._answers

    async def _download(self, request: Request) -> Answer:
        answer = await super()._download(request)
        if self.exchange(request.url) is None:
            self.exchanges.append(Exchange(request.url, self._way, error=answer.detail))
        return answer

    def _judge(self, request: Request, response: object) -> Answer:
        assert isinstance(response, Response)
        unasked = Exchange(request.url, self._way, error="not asked: the host wants to be left alone")
        asked = UNASKED not in response.flags
        self.exchanges.append(Exchange.of(request, response, self._way) if asked else unasked)
        return super()._judge(request, response)

    # --- what ways say and ask of a walk -----------------------------------------------------------

    def note(self, outcome: WayOutcome, detail: str = "") -> None:
        """What is in the way of the way at hand."""
        self.notes.append((outcome, detail))

    def count_generation(self, way: str, name: str) -> None:
        """Which generation of markup a listing was read by."""
        self.generations.append(name)

    def preferred_paths(self, way: str, paths: tuple[str, ...]) -> tuple[str, ...]:
        """A probe remembers no earlier run."""
        return paths

    def same_as_before(self, name: str, told: str) -> bool:
        """A probe remembers no earlier run."""
        return False

    def is_handled(self, url: str, source_id: str) -> bool:
        """A probe stores nothing."""
        return False

    def suspect_unless(self, listed: set[str], *, since: date, way: str) -> None:
        """A probe suspects nothing."""

    def exhausted(self) -> None:
        """A probe goes nowhere near the end of an archive."""


class ReplayCrawl(ProbeCrawl):
    """The same over kept answers, without a network.

    Args:
        spider: reads for the site.
        kept: the answers.
        now: when they were fetched.
    """

    def __init__(self, spider: MunicipalSpider, kept: Sequence[Exchange], *, now: datetime) -> None:
        super().__init__(spider, now=now, requests=len(kept) + 100)
        self._kept = {one.url: one for one in kept}
        self.missed: list[str] = []

    async def _download(self, request: Request) -> Answer:
        kept: Any = self._kept.get(request.url)
        if kept is None:
            self.missed.append(request.url)
            return Answer(request.url, None, WayOutcome.MISSING, "no answer was kept")
        if kept.status is None:
            return Answer(request.url, None, WayOutcome.UNREACHABLE, kept.error)
        return self._judge(request, response_of(kept))
