"""Several sources of one content system falling together: the system has changed, not the sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.run.history import TOLD
from pilsetas_crawl.run.verdict import Verdict

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run

# The fewest sources, and the least share of those crawled, that fall together by no accident.
FEWEST, SHARE = 3, 0.5
# Runs so far apart belong to one cycle: sources of one system publish at different hours.
CYCLE = timedelta(hours=24)
FALLEN = (Verdict.BROKEN_LAYOUT, Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.SUSPICIOUS)
# What a new theme changes on every page. Who is named as author, or which picture wins, differs by article.
TELLING = ("title:", "body:", "published_at:")
MARKUP = "other markup"
# Ways named in a line.
NAMED = 3


@dataclass(frozen=True, slots=True)
class PlatformAlarm:
    """A content system that has changed.

    Attributes:
        platform: its name.
        what: the verdict its sources share, or "other markup".
        sources: slugs, sorted.
        of: sources of the platform in the same cycle.
        since: start of the first of these runs.
        ways: ways of reading that have newly won on so many of them; empty for a verdict.
    """

    platform: str
    what: str
    sources: tuple[str, ...]
    of: int
    since: datetime
    ways: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """By which an alarm of one cycle is known again in the next."""
        return f"{self.platform}: {self.what}"

    @property
    def line(self) -> str:
        """The alarm in one line."""
        more = f" and {len(self.ways) - NAMED} more" if len(self.ways) > NAMED else ""
        told = f"are read by {', '.join(self.ways[:NAMED])}{more} now" if self.ways else f"are {self.what}"
        names = ", ".join(self.sources)
        return f"{self.platform}: {len(self.sources)} of {self.of} sources {told}: {names}"


def platform_alarms(rows: Sequence[Run]) -> list[PlatformAlarm]:
    """Platforms of which many sources fell, or changed their markup, within a day.

    Args:
        rows: accounts of many sources; the newest of each counts, the older ones tell what was before.

    Returns:
        The alarms, by platform; a change of markup is told beside the verdicts it led to.
    """
    by_platform: dict[str, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted((row for row in rows if row.started_at and row.platform), key=_start):
        by_platform[row.platform or ""][row.municipality or ""].append(row)
    return [alarm for name in sorted(by_platform) for alarm in _of_platform(name, by_platform[name])]


def _of_platform(platform: str, sources: dict[str, list[Run]]) -> Iterator[PlatformAlarm]:
    newest = max(_start(rows[-1]) for rows in sources.values())
    cycle = {name: rows for name, rows in sources.items() if newest - _start(rows[-1]) <= CYCLE}
    fallen: dict[str, dict[str, datetime]] = defaultdict(dict)
    changed: dict[str, dict[str, datetime]] = defaultdict(dict)
    for name, rows in cycle.items():
        if rows[-1].verdict in FALLEN:
            fallen[str(rows[-1].verdict)][name] = _start(rows[-1])
        for way, at in _won(rows, newest - CYCLE):
            changed[way][name] = at
    for what, there in fallen.items():
        if _together(there, cycle):
            yield PlatformAlarm(platform, what, tuple(sorted(there)), len(cycle), min(there.values()))
    ways = {way: there for way, there in changed.items() if _together(there, cycle)}
    if ways:
        names = sorted({name for there in ways.values() for name in there})
        since = min(at for there in ways.values() for at in there.values())
        yield PlatformAlarm(platform, MARKUP, tuple(names), len(cycle), since, tuple(sorted(ways)))


def _together(there: Sized, cycle: Sized) -> bool:
    return len(there) >= FEWEST and len(there) >= SHARE * len(cycle)


def _won(rows: Sequence[Run], since: datetime) -> Iterator[tuple[str, datetime]]:
    """Ways of reading a page that won in a run of the last day and are in none before it; that run's start.

    A field that no page gave before (it was told by a feed), or a listing not asked, has no way that lost.
    """
    earlier: set[str] = set()
    for row in rows:
        kinds = {_kind(way) for way in earlier}
        if _start(row) >= since:
            yield from ((way, _start(row)) for way in _winners(row) - earlier if _kind(way) in kinds)
        earlier |= set(_page_ways(row))


def _page_ways(row: Run) -> dict[str, int]:
    """Ways by which pages were read, and generations of listings, with how many articles each read."""
    generations = {way: count for way, count in (row.discovery or {}).items() if "/" in way}
    read = {
        way: count
        for way, count in (row.extraction or {}).items()
        if way.startswith(TELLING) and not way.partition(":")[2].startswith(TOLD)
    }
    return {**read, **generations}


def _winners(row: Run) -> set[str]:
    """The commonest way of each field, and the commonest generation of each listing."""
    best: dict[str, tuple[int, str]] = {}
    for way, count in _page_ways(row).items():
        kind = _kind(way)
        best[kind] = max(best.get(kind, (0, "")), (count, way))
    return {way for _, way in best.values()}


def _kind(way: str) -> str:
    """The field of ``field:way``, or the listing of ``listing/generation``."""
    first = min((way.find(mark) for mark in ":/" if mark in way), default=len(way))
    return way[: first + 1]


def _start(row: Run) -> datetime:
    assert row.started_at is not None
    return row.started_at
