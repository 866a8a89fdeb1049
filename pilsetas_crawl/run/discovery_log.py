"""What a run learns about its source's ways of discovery, and what it remembers for the next."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING

from pilsetas_crawl.run.verdict import WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.store import KnownArticle, SourceState
    from pilsetas_crawl.store.stage import Stage

logger = logging.getLogger(__name__)

# Names of the bookkeeping entries in the state.
WALK_OPEN = "walk_open"  # first day a run set out to cover; there only while one is unfinished
COVERED_SINCE = "covered_since"  # first day of the archive that a finished run has covered
CROSSCHECKED_AT = "crosschecked_at"  # when the other ways of discovery were last asked
FINISHED_AT = "finished_at"  # start of the last run that ended honestly
DORMANT = "dormant:"  # ways that were not there when last asked
PREFERRED = "preferred:"  # the address of a way that answered
UNLISTED = "unlisted:"  # articles a way does not list although they are there

# Days before the last finished run that a walk taken up again goes back: articles are back-dated a little.
OVERLAP = timedelta(days=3)
# Letters of what a way met that are told with its outcome.
LONGEST_DETAIL = 120

# Outcomes of a way that mean it does not exist on this site, as against being broken today.
NOT_THERE = frozenset({WayOutcome.MISSING, WayOutcome.ROBOTS})
BROKEN = frozenset({WayOutcome.EMPTY, WayOutcome.UNREADABLE, WayOutcome.REFUSED, WayOutcome.UNREACHABLE})


class DiscoveryLog:
    """Outcomes of the ways of one run, in order, with what is in their way."""

    def __init__(self) -> None:
        self.outcomes: dict[str, WayOutcome] = {}
        self.details: dict[str, str] = {}
        self.unfinished: list[str] = []
        self.covers: date | None = None
        self.suspects: list[KnownArticle] = []
        self._walks: dict[str, list[bool]] = {}
        self._kept: dict[str, str] = {}
        self._alive: dict[tuple[str, str], str] = {}

    # --- outcomes ----------------------------------------------------------------------------------

    def note(self, way: str, outcome: WayOutcome, detail: str = "") -> None:
        """Record what a way answered; once it gave items it has answered, but its faults are still told."""
        if outcome in BROKEN:
            self.details[way] = detail
        elif outcome is WayOutcome.ITEMS:
            self._kept[DORMANT + way] = ""
        if self.outcomes.get(way) is not WayOutcome.ITEMS:
            self.outcomes[way] = outcome

    def note_walk(self, way: str, *, covered: bool) -> None:
        """Record whether a walk reached as far back as it had to."""
        self._walks.setdefault(way, []).append(covered)

    def answered(self, way: str) -> bool:
        """Whether a way gave items in this run."""
        return self.outcomes.get(way) is WayOutcome.ITEMS

    def covered(self, way: str) -> bool:
        """Whether a way answered and each of its walks reached far enough."""
        return self.answered(way) and all(self._walks.get(way, [False]))

    @property
    def anything_covered(self) -> bool:
        """Whether any way reached far enough, though it may have had nothing to name."""
        return any(self.covered(way) for way in self.outcomes)

    @property
    def alive(self) -> bool:
        """Whether the site answered anything that could be read."""
        return not {WayOutcome.ITEMS, WayOutcome.UNCHANGED}.isdisjoint(self.outcomes.values())

    @property
    def unchanged(self) -> bool:
        """Whether the source itself said that nothing has changed."""
        return WayOutcome.UNCHANGED in self.outcomes.values()

    @property
    def unreachable(self) -> bool:
        """Whether two ways in a row found nobody there: a third would not either."""
        return list(self.outcomes.values()).count(WayOutcome.UNREACHABLE) > 1

    def problems(self) -> list[str]:
        """One line for each way that is broken, as against not being there."""
        return [
            f"{way} {self.outcomes[way]}: {detail or 'no article found'}"
            for way, detail in self.details.items()
            if self.outcomes.get(way) in BROKEN or detail
        ]

    def told(self) -> str:
        """All outcomes in one line, each with what was seen where that is not what was seen before."""
        told, before = [], ""
        for way, outcome in self.outcomes.items():
            detail = self.details.get(way, "") if outcome in BROKEN else ""
            new = detail and detail != before
            told.append(
                f"{way}: {outcome} ({shorten(detail, LONGEST_DETAIL)})" if new else f"{way}: {outcome}"
            )
            before = detail or before
        return "; ".join(told)

    # --- memory ------------------------------------------------------------------------------------

    def is_dormant(self, state: SourceState, way: str) -> bool:
        """Whether the way was not there when it was last asked."""
        return bool(state.get(DORMANT + way))

    def preferred(self, state: SourceState, way: str, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Addresses of a way, the one that answered last time first."""
        liked = self._kept.get(PREFERRED + way) or state.get(PREFERRED + way)
        return tuple(sorted(paths, key=lambda path: path != liked))

    def prefer(self, way: str, path: str) -> None:
        """Remember which address of a way answers."""
        self._kept[PREFERRED + way] = path

    def remember(self, name: str, value: str) -> None:
        """Remember a value for the next run."""
        self._kept[name] = value

    def recall(self, state: SourceState | None, name: str) -> str | None:
        """A value remembered in this run, else (where a state is given) after the last finished one."""
        return self._kept.get(name) or (state.get(name) if state is not None else None)

    def remember_newest(self, name: str, values: list[str]) -> None:
        """Remember the greatest of all values told under a name in this run; nothing where none was."""
        if values:
            self._kept[name] = max([self._kept.get(name, ""), *values])

    def cross_check_due(self, state: SourceState, now: datetime, hours: float) -> bool:
        """Whether the other ways have not been asked for so many hours."""
        last = state.get(CROSSCHECKED_AT)
        return last is None or now - datetime.fromisoformat(last) > timedelta(hours=hours)

    def note_cross_check(self, now: datetime) -> None:
        """Remember that all ways were asked."""
        self._kept[CROSSCHECKED_AT] = now.isoformat()

    def last_finished(self, state: SourceState) -> datetime | None:
        """Start of the last run that ended honestly."""
        told = state.get(FINISHED_AT)
        return datetime.fromisoformat(told) if told else None

    def covered_since(self, state: SourceState) -> date | None:
        """First day of the archive that a finished run has covered."""
        told = state.get(COVERED_SINCE)
        return date.fromisoformat(told) if told else None

    def open_walk(self, state: SourceState) -> date | None:
        """First day an earlier run set out to cover and did not."""
        told = state.get(WALK_OPEN)
        return date.fromisoformat(told) if told else None

    def open(self, state: SourceState, since: date, *, incremental: bool) -> None:
        """Mark the days a run sets out to cover; a run that dies leaves the mark to the next.

        Without it the next run would find the newest articles known and stop before those that are not.
        """
        finished = self.last_finished(state)
        if incremental and finished is not None:
            since = max(since, finished.date() - OVERLAP)
        state.set(WALK_OPEN, since.isoformat())

    def suspect(self, state: SourceState, way: str, articles: Iterator[KnownArticle], limit: int) -> None:
        """Note articles that a way lists no more; each is asked for once per way while it stays alive."""
        for article in articles:
            key = article.address_key or ""
            if state.fingerprint(UNLISTED + way, key):
                continue
            if len(self.suspects) >= limit:
                logger.warning("more than %d articles are listed no more: the rest waits", limit)
                return
            self.suspects.append(article)
            self._alive[UNLISTED + way, key] = "asked"

    def keep(self, stage: Stage, state: SourceState, started_at: datetime) -> None:
        """Write what the next run needs; called at the honest end of a run only."""
        for way, outcome in self.outcomes.items():
            # Asked again at the next cross-check; until then the ways that answer come first.
            if outcome in NOT_THERE | {WayOutcome.REFUSED, WayOutcome.UNREADABLE}:
                self._kept[DORMANT + way] = datetime.now(UTC).isoformat()
        for name, value in self._kept.items():
            if value:
                stage.set(name, value)
            elif state.get(name):
                stage.delete(name)
        stage.set_fingerprints(self._alive)
        opened = self.open_walk(state)
        if self.covers is not None and (opened is None or self.covers <= opened):
            stage.set(COVERED_SINCE, self.covers.isoformat())
            stage.set(FINISHED_AT, started_at.isoformat())
            stage.delete(WALK_OPEN)
