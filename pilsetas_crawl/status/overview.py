"""How every source stands, from what the store and the states say; no lock is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.items import Article, Run
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.registry import municipalities
from pilsetas_crawl.run.history import HISTORY, History, plain_row
from pilsetas_crawl.run.platforms import PlatformAlarm, platform_alarms
from pilsetas_crawl.run.report import RECENT, RECENT_RUNS, runs_from
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.store.peek import Peek, peek

if TYPE_CHECKING:
    from pilsetas_crawl.registry import Municipality
    from pilsetas_crawl.store import Store

TREND_DAYS = 14
WEEK_DAYS = 28  # days the number of articles a week is taken from


@dataclass(slots=True)
class SourceStatus:
    """How one source stands.

    Attributes:
        place: the municipality.
        verdict: on its last run; *not run* where that was too long ago.
        cause, advice: what is behind it, and what to do.
        since: start of the first of its last runs in a row that were not healthy.
        runs: its last runs, oldest first.
        days: local day → articles published on it, of the last weeks.
        learning: too little is known of it to judge its silences and fields.
    """

    place: Municipality
    verdict: Verdict = Verdict.NOT_RUN
    cause: str = ""
    advice: str = ""
    since: datetime | None = None
    runs: Sequence[Run] = ()
    days: dict[date, int] = field(default_factory=dict)
    learning: bool = True

    @property
    def last_run(self) -> datetime | None:
        """Start of its last run."""
        return self.runs[-1].started_at if self.runs else None

    @property
    def last_article(self) -> date | None:
        """Local day of its newest article."""
        told = [run.newest_at for run in self.runs if run.newest_at is not None]
        return max(self.days) if self.days else max(told).astimezone(RIGA).date() if told else None

    @property
    def platform(self) -> str:
        """Content system, as its last run told; empty before that."""
        return (self.runs[-1].platform or "") if self.runs else ""

    def trend(self, today: date) -> list[int]:
        """Articles of each of the last days, today last."""
        return [self.days.get(today - timedelta(days=ago), 0) for ago in range(TREND_DAYS - 1, -1, -1)]

    def a_week(self, today: date) -> float:
        """Articles a week, by the last four."""
        first = today - timedelta(days=WEEK_DAYS)
        return sum(count for day, count in self.days.items() if first < day <= today) * 7 / WEEK_DAYS


@dataclass(frozen=True, slots=True)
class Overview:
    """How all sources stand.

    Attributes:
        at: when it was looked.
        sources: in the order of the registry.
        alarms: platforms that have changed.
    """

    at: datetime
    sources: tuple[SourceStatus, ...]
    alarms: tuple[PlatformAlarm, ...]

    @property
    def today(self) -> date:
        """The local day."""
        return self.at.astimezone(RIGA).date()


def state_folder(store: Store, setting: str) -> Path | None:
    """Where the states are; None where the store is remote and no folder is set."""
    if setting:
        return Path(setting)
    return Path(store.files.folder) / "state" if store.files.folder else None


def look(store: Store, states: Path | None, *, stale_hours: float, now: datetime | None = None) -> Overview:
    """How all 42 stand.

    Args:
        store: the store.
        states: folder of the states; None for none.
        stale_hours: a last run longer ago counts as none.
        now: the moment, by default the present.

    Raises:
        StoreError: a manifest or an account cannot be read.
    """
    now = now or datetime.now(UTC)
    since = now.astimezone(RIGA).date() - timedelta(days=WEEK_DAYS)
    peeks = {slug: peek(states / f"{slug}.sqlite", since) if states else None for slug in municipalities()}
    runs = _runs(store, peeks)
    found = tuple(
        status_of(place, runs.get(slug, []), peeks[slug], now=now, stale_hours=stale_hours)
        for slug, place in municipalities().items()
    )
    _count_unseen(store, [status for status in found if peeks[status.place.slug] is None], since)
    everything = [run for told in runs.values() for run in told]
    return Overview(now, found, tuple(platform_alarms(everything)))


def recent_runs(states: Path) -> list[Run]:
    """The last accounts of all sources that have a state, in no order.

    Args:
        states: folder of the states.
    """
    today = datetime.now(RIGA).date()
    peeks = [peek(states / f"{slug}.sqlite", today) for slug in municipalities()]
    told = [seen.markers.get(RECENT_RUNS) for seen in peeks if seen is not None]
    return [run for text in told if text for run in runs_from(text)]


def status_of(
    place: Municipality, runs: Sequence[Run], seen: Peek | None, *, now: datetime, stale_hours: float
) -> SourceStatus:
    """How one source stands, by its runs (oldest first) and its state."""
    status = SourceStatus(place, runs=tuple(runs[-RECENT:]))
    if seen is not None:
        today = now.astimezone(RIGA).date()
        status.days = {day: count for day, count in seen.days.items() if day <= today}
        told = seen.markers.get(HISTORY)
        status.learning = not told or History.from_text(told).learning(now)
    last = runs[-1] if runs else None
    if last is None or last.started_at is None:
        status.cause, status.advice = "never run", f"run it: scrapy crawl {place.slug}"
    elif now - last.started_at > timedelta(hours=stale_hours):
        days = (now - last.started_at) / timedelta(days=1)
        status.cause = f"last run {days:.1f} days ago, then {last.verdict or 'without a verdict'}"
        status.advice = "see that the timer or cron line of the crawl is active on this machine"
        status.since = last.started_at + timedelta(hours=stale_hours)
    else:
        status.verdict = Verdict(last.verdict) if last.verdict else Verdict.NOT_RUN
        status.cause, status.advice = last.cause or "", last.advice or ""
        if not last.verdict:
            status.cause = "its last run was of a version of the crawler that gave no verdicts"
        status.since = _bad_since(status.runs)
    return status


def _bad_since(runs: Sequence[Run]) -> datetime | None:
    since = None
    for run in reversed(runs):
        if run.verdict is None or Verdict(run.verdict).healthy:
            break
        since = run.started_at
    return since


def _runs(store: Store, peeks: dict[str, Peek | None]) -> dict[str, list[Run]]:
    found: dict[str, list[Run]] = {}
    stored = set(store.sources())
    for slug, seen in peeks.items():
        recent = seen.markers.get(RECENT_RUNS) if seen else None
        runs = runs_from(recent) if recent else _stored_runs(store, slug) if slug in stored else []
        found[slug] = sorted(runs, key=_start)
    return found


def _stored_runs(store: Store, slug: str) -> list[Run]:
    """The last accounts of a source whose state is not here."""
    from pilsetas_crawl.store import parquet  # noqa: PLC0415 # pyarrow is heavy

    parts = store.parts(Run.dataset, [slug])[-RECENT:]
    table = parquet.read_together(store.files, Run.dataset, parts)
    return [Run(**plain_row(row)) for row in table.to_pylist()]


def _count_unseen(store: Store, statuses: Iterable[SourceStatus], since: date) -> None:
    """Days of sources whose state cannot be looked into, from the stored articles."""
    for status in statuses:
        parts = [
            part
            for part in store.parts(Article.dataset, [status.place.slug])
            if part.max_published is None or part.max_published >= since
        ]
        if not parts:
            continue
        from pilsetas_crawl.store import parquet  # noqa: PLC0415 # pyarrow is heavy

        columns = ["article_id", "revision", "published_date"]
        rows: list[dict[str, Any]] = parquet.read_together(
            store.files, Article.dataset, parts, columns
        ).to_pylist()
        newest = {row["article_id"]: row["published_date"] for row in sorted(rows, key=_revision)}
        for day in newest.values():
            if day is not None and day >= since:
                status.days[day] = status.days.get(day, 0) + 1


def _revision(row: dict[str, Any]) -> int:
    return int(row["revision"] or 0)


def _start(run: Run) -> datetime:
    return run.started_at or datetime.fromtimestamp(0, UTC)
