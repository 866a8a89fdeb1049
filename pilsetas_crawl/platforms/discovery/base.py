"""What every way of discovery shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Protocol

from pilsetas_crawl.platforms.candidate import ListPage
from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.http import TextResponse

    from pilsetas_crawl.browser.rendering import Rendering
    from pilsetas_crawl.platforms.base import MunicipalSpider


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request of discovery.

    Attributes:
        response: the response, None when there was none.
        outcome: ITEMS when the response may be read, else what is in the way.
        detail: what was seen, in words.
    """

    url: str
    response: TextResponse | None
    outcome: WayOutcome
    detail: str = ""

    @property
    def readable(self) -> bool:
        """Whether there is something to read."""
        return self.outcome is WayOutcome.ITEMS


@dataclass(frozen=True, slots=True)
class Window:
    """Which days a run is to cover.

    Attributes:
        start: first day, inclusive; None without a limit.
        end: last day, inclusive; None without a limit.
        asked: the days were asked for, so articles outside them are left alone.
        incremental: earlier runs covered everything since `start`; what is known may end a walk.
        recheck: stored articles published since this day are looked at again; None for none.
        covers: first day the archive is whole from, once the run has finished; None when it claims nothing.
    """

    start: date | None
    end: date | None
    asked: bool
    incremental: bool
    recheck: date | None = None
    covers: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies inside; an unknown day may."""
        if day is None:
            return True
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


class Crawl(Protocol):
    """What a way of discovery may ask of the walk that drives it."""

    spider: MunicipalSpider
    window: Window
    now: datetime
    totals: dict[str, int]
    # Another way has covered the run: the one at hand is asked only what that one may have missed.
    checking: bool
    # The day's cross-check is due: nothing is taken on trust.
    cross_checking: bool
    # Values a way was told first when the days at hand were begun to be read, by name; also by earlier runs.
    beginnings: dict[str, str]

    async def ask(self, url: str, *, conditional: bool = False, again: bool = False) -> Answer:
        """Ask for an address; answers of this run are not asked for twice unless `again`."""

    async def render(self, url: str, rendering: Rendering) -> Answer:
        """Ask for an address in the browser.

        Raises:
            RenderingError: the browser did not do its part.
        """

    def note(self, outcome: WayOutcome, detail: str = "") -> None:
        """Record what is in the way of the way at hand."""

    def same_as_before(self, name: str, told: str) -> bool:
        """Whether something was told alike after the last finished run; remembers it for the next."""

    def is_handled(self, url: str, source_id: str) -> bool:
        """Whether an article is stored, staged, or rejected."""

    def suspect_unless(self, listed: set[str], *, since: date, way: str) -> None:
        """Suspect every stored article since a day that is not among the listed identifiers."""

    def preferred_paths(self, way: str, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Addresses of a way, the one that answered last first."""

    def count_generation(self, way: str, name: str) -> None:
        """Count which generation of markup a listing was read by."""

    def exhausted(self) -> None:
        """Say that the source has nothing further back."""

    def gap(self, detail: str) -> None:
        """Say that something of a list could not be read although there is more behind it."""


class DiscoveryWay(ABC):
    """One way to learn about articles. Instances are declarations and hold no state of a run."""

    name: str
    # Its pages are read further back once a day, for what was back-dated or changed.
    patrolled: ClassVar[bool] = False
    # It tells of every edit by itself while it answers.
    tells_edits: ClassVar[bool] = False

    @property
    def by_days(self) -> bool:
        """Whether it is one list, the newest first, that can be asked for certain days only."""
        return False

    def due(self, outcomes: Mapping[str, WayOutcome], *, covered: bool) -> bool:
        """Whether the way is asked at all in a run.

        Args:
            outcomes: what the ways before it answered.
            covered: one of them has covered the run, so that this would be a cross-check only.
        """
        return True

    @abstractmethod
    def walks(self, crawl: Crawl) -> Iterable[AsyncIterator[ListPage]]:
        """Walks to take, one per section; each gives pages, the newest first, while more are asked for."""

    async def probe(self, crawl: Crawl) -> bool:
        """Whether the source says that nothing has changed since the last finished run."""
        return False

    async def extras(self, crawl: Crawl) -> AsyncIterator[ListPage]:
        """Further lists to be read whole once the walk is done (edits, an inventory)."""
        return
        yield
