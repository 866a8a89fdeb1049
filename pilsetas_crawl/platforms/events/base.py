"""What every way of finding events shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from datetime import datetime

    from pilsetas_crawl.items import Article
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.platforms.discovery.base import Answer
    from pilsetas_crawl.reading.events_when import When


@dataclass(slots=True)
class EventCandidate:
    """What a way tells of one event.

    Attributes:
        url: its own page on the site being crawled; None where it has none.
        when: its time; None where only its page can tell.
        when_raw: the time as written, also where it could not be read.
    """

    url: str | None = None
    title: str | None = None
    when: When | None = None
    when_raw: str | None = None
    place: str | None = None
    venue: str | None = None
    address: str | None = None
    price: str | None = None
    organizer: str | None = None
    description: str | None = None
    image_url: str | None = None
    source_id: str | None = None
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    extraction: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventReading:
    """What one way answered.

    Attributes:
        outcome: ITEMS where it told events.
        whole: it was read to its end, so that an event it does not name is not announced there any more.
        problem: what is wrong although it answered.
    """

    outcome: WayOutcome
    candidates: list[EventCandidate] = field(default_factory=list)
    detail: str = ""
    whole: bool = False
    problem: str = ""


class Visit(Protocol):
    """What a way may ask of the visit that drives it."""

    spider: MunicipalSpider
    now: datetime
    max_pages: int

    async def ask(self, url: str, *, conditional: bool = False, again: bool = False) -> Answer:
        """Ask for an address."""


class EventWay(ABC):
    """One way to learn about events. Instances are declarations and hold no state of a run.

    Attributes:
        name: name in the account.
        seen: its addresses were seen on this very site or system; else it is only looked for, and its absence
            is nothing to be told.
    """

    name: str
    seen: bool = True

    @abstractmethod
    async def read(self, visit: Visit) -> EventReading:
        """Ask for everything the way tells now."""

    async def unchanged(self, visit: Visit) -> bool:
        """Whether the source says itself that nothing has changed since the last visit."""
        return False


@dataclass(frozen=True, slots=True)
class Derived:
    """Events told inside an article.

    Attributes:
        candidates: the events; none where the article tells of none or cannot be split.
        left: why an article that announces events was left alone; None where it is none of these.
    """

    candidates: tuple[EventCandidate, ...] = ()
    left: str | None = None


class ArticleEvents(ABC):
    """A rule by which articles of a source tell of events. Costs no request."""

    name: str

    @abstractmethod
    def of(self, article: Article) -> Derived | None:
        """Events of an article; None where the rule is not about it."""


# What a spider declares as `events`.
Events = tuple[EventWay | ArticleEvents, ...]
