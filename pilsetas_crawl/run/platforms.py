"""Several sources of one content system falling together: the system has changed, not the sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.run.verdict import Verdict

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run

# The fewest sources, and the least share of those crawled, that fall together by no accident.
FEWEST, SHARE = 3, 0.5
# Runs so far apart belong to one cycle.
CYCLE = timedelta(hours=24)
FALLEN = (Verdict.BROKEN_LAYOUT, Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.SUSPICIOUS)


@dataclass(frozen=True, slots=True)
class PlatformAlarm:
    """A content system that has changed.

    Attributes:
        platform: its name.
        what: the verdict its sources share, or the way of reading that has newly won on them.
        sources: slugs, sorted.
        of: sources of the platform in the same cycle.
        since: start of the first of these runs.
    """

    platform: str
    what: str
    sources: tuple[str, ...]
    of: int
    since: datetime

    @property
    def line(self) -> str:
        """The alarm in one line."""
        known = {verdict.value for verdict in Verdict}
        told = f"are {self.what}" if self.what in known else f"are read by {self.what} now"
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
    shared: dict[str, list[str]] = defaultdict(list)
    for name, rows in cycle.items():
        if rows[-1].verdict in FALLEN:
            shared[str(rows[-1].verdict)].append(name)
        for way in _won(rows):
            shared[way].append(name)
    for what, names in shared.items():
        if len(names) >= FEWEST and len(names) >= SHARE * len(cycle):
            since = min(_start(cycle[name][-1]) for name in names)
            yield PlatformAlarm(platform, what, tuple(sorted(names)), len(cycle), since)


def _won(rows: list[Run]) -> Iterator[str]:
    """Ways of reading that win in the newest run of a source and in none of the earlier ones told."""
    earlier = {way for row in rows[:-1] for way in _winners(row)}
    if earlier:
        kinds = {_kind(way) for way in earlier}
        # A field that was not read before, or a listing not asked, has no way that lost.
        yield from (way for way in _winners(rows[-1]) if way not in earlier and _kind(way) in kinds)


def _winners(row: Run) -> set[str]:
    """The commonest way of each field, and the commonest generation of each listing."""
    best: dict[str, tuple[int, str]] = {}
    generations = {way: count for way, count in (row.discovery or {}).items() if "/" in way}
    for way, count in {**(row.extraction or {}), **generations}.items():
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
