"""What earlier runs of a source were like, in short, for the judging of the next one.

Everything here can be read again from the ``runs`` dataset; the state keeps the short form because reading
Parquet costs more than a run in which nothing has changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from pilsetas_crawl.run.verdict import Verdict, WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run
    from pilsetas_crawl.store import SourceState, Store

# Name of the bookkeeping entry.
HISTORY = "history"
# Runs kept that read something; a source of three runs a day is known by a month.
KEPT = 120
# After so many days a change of a field that an article can do without is taken for the new normal.
SOFT_DAYS = timedelta(days=14)
# A source is known after so many days and articles.
LEARNING, LEARNED = timedelta(days=42), 20
# What a way of discovery answers when it has broken down; UNCHANGED and what was not asked say nothing.
BAD = frozenset(
    {
        *(WayOutcome.EMPTY, WayOutcome.UNREADABLE, WayOutcome.MISSING),
        *(WayOutcome.REFUSED, WayOutcome.UNREACHABLE, WayOutcome.ROBOTS),
    }
)
# What it answers when it is there and its markup is not what it was.
DEAD = frozenset({WayOutcome.EMPTY, WayOutcome.UNREADABLE})
# Stands before ways that took what a feed, a listing or an interface told: they say nothing of pages.
TOLD = "told:"


@dataclass(slots=True)
class WayPast:
    """What is known of a way of discovery.

    Attributes:
        items_at: when it last gave articles; None where it never did.
        bad: runs in a row since then that asked it in vain.
        dead: day it was first found to answer without an article that can be read; None while it is alive.
    """

    items_at: datetime | None = None
    bad: int = 0
    dead: str | None = None


@dataclass(slots=True)
class Past:
    """One earlier run that read something.

    Attributes:
        at: its start.
        read: articles read.
        fill: field → share of them that had it.
        words: median length of their texts.
        extraction: field:way → articles read so.
        new, edited, missed: as in the run's account.
        odd: why it is no measure for others; empty where it is one.
    """

    at: datetime
    read: int
    fill: dict[str, float] = field(default_factory=dict)
    words: float | None = None
    extraction: dict[str, int] = field(default_factory=dict)
    new: int = 0
    edited: int = 0
    missed: int = 0
    odd: str = ""

    @classmethod
    def of(cls, run: Run) -> Self:
        """The short form of an account."""
        assert run.started_at is not None
        return cls(
            at=run.started_at,
            read=run.read or 0,
            fill=dict(run.fill or {}),
            words=run.median_words,
            extraction=dict(run.extraction or {}),
            new=run.new or 0,
            edited=run.edited or 0,
            missed=run.missed or 0,
        )


@dataclass(slots=True)
class History:
    """Earlier runs of one source.

    Attributes:
        since: start of the first run that was believed; what was before it was not watched.
        runs: those that read something, oldest first.
        ways: way of discovery → what is known of it.
        verdict: verdict on the last run.
    """

    since: datetime | None = None
    runs: list[Past] = field(default_factory=list)
    ways: dict[str, WayPast] = field(default_factory=dict)
    verdict: str | None = None

    # --- adding ------------------------------------------------------------------------------------

    def add(self, run: Run, *, odd: str = "") -> None:
        """Take in a run that has ended.

        Args:
            run: its account.
            odd: why its articles are no measure for those of others.
        """
        assert run.started_at is not None
        verdict = Verdict(run.verdict) if run.verdict else Verdict.NOT_RUN
        self.verdict = run.verdict
        if self.since is None and verdict.believed:
            self.since = run.started_at
        for way, outcome in (run.ways or {}).items():
            self._note_way(way, outcome, run.started_at)
        if run.read and run.fill:
            past = Past.of(run)
            past.odd = odd
            self.runs = [*self.runs, past][-KEPT:]

    def _note_way(self, way: str, outcome: str, at: datetime) -> None:
        past = self.ways.setdefault(way, WayPast())
        if outcome == WayOutcome.ITEMS:
            past.items_at, past.bad, past.dead = at, 0, None
        elif outcome == WayOutcome.UNCHANGED:
            past.dead = None
        elif outcome in BAD:
            past.bad += 1
        if outcome in DEAD and past.items_at and past.dead is None:
            past.dead = at.date().isoformat()

    def accept(self) -> int:
        """Take everything odd for normal from now on, and what came before for outdated.

        Returns:
            Runs that were odd.
        """
        odd = [past for past in self.runs if past.odd]
        if odd:
            self.runs = [past for past in self.runs if past.at >= odd[0].at]
        for past in odd:
            past.odd = ""
        for way in [name for name, past in self.ways.items() if past.bad]:
            del self.ways[way]
        return len(odd)

    # --- looking -----------------------------------------------------------------------------------

    def measure(self, now: datetime) -> list[Past]:
        """Runs that later ones are measured by; a small change is forgiven after some days."""
        return [past for past in self.runs if not past.odd or self._outlived(past, now)]

    @staticmethod
    def _outlived(past: Past, now: datetime) -> bool:
        return past.odd == SOFT and now - past.at > SOFT_DAYS

    def learning(self, now: datetime) -> bool:
        """Whether the source has been watched too shortly, or read too little, to be measured by."""
        read = sum(past.read for past in self.measure(now))
        return self.since is None or now - self.since < LEARNING or read < LEARNED

    def first_look(self) -> date | None:
        """Day of the first run that was believed (UTC)."""
        return self.since.date() if self.since else None

    # --- keeping -----------------------------------------------------------------------------------

    def to_text(self) -> str:
        """As text for the state."""
        return json.dumps(asdict(self), default=datetime.isoformat)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Back from the state."""
        told: dict[str, Any] = json.loads(text)
        return cls(
            since=_moment(told["since"]),
            runs=[Past(**{**past, "at": datetime.fromisoformat(past["at"])}) for past in told["runs"]],
            ways={
                name: WayPast(**{**past, "items_at": _moment(past["items_at"])})
                for name, past in told["ways"].items()
            },
            verdict=told["verdict"],
        )

    @classmethod
    def of_runs(cls, runs: Iterable[Run]) -> Self:
        """From accounts; those of an earlier version, without a verdict, say nothing."""
        history = cls()
        for run in sorted(runs, key=lambda run: run.started_at or datetime.fromtimestamp(0, UTC)):
            if run.verdict and run.started_at:
                odd = "" if Verdict(run.verdict).healthy or run.verdict == Verdict.PARTIAL else HARD
                history.add(run, odd=odd)
        return history


# Why a run is no measure: a field every article needs is at fault, or one it can do without.
HARD, SOFT = "hard", "soft"


def history_of(state: SourceState, store: Store) -> History:
    """What is known of a source's earlier runs.

    Raises:
        StoreError: the state has forgotten, and a stored account cannot be read.
    """
    told = state.get(HISTORY)
    if told:
        return History.from_text(told)
    return History.of_runs(stored_runs(store, state.source))


def stored_runs(store: Store, source: str) -> list[Run]:
    """Accounts of a source in the store, in the order they were written; columns a file lacks are None.

    Raises:
        StoreError: a part is missing or damaged.
    """
    from pilsetas_crawl.items import Run  # noqa: PLC0415 # with the next one

    if not store.parts(Run.dataset, [source]):
        return []
    return [Run(**plain_row(row)) for row in store.read(Run.dataset, sources=[source]).to_pylist()]


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its maps, which Arrow gives as lists of pairs, as dictionaries; what is NULL is left out."""
    told = {name: value for name, value in row.items() if value is not None}
    return {name: dict(value) if isinstance(value, list) else value for name, value in told.items()}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def sums(runs: Iterable[Past]) -> tuple[int, Counter[str], Counter[str]]:
    """Articles read in some runs, how many had each field, and how many were read by each way."""
    read, filled, ways = 0, Counter[str](), Counter[str]()
    for past in runs:
        read += past.read
        filled.update({name: round(share * past.read) for name, share in past.fill.items()})
        ways.update(past.extraction)
    return read, filled, ways
