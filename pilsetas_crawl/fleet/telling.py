"""What somebody is told after a cycle: of a platform that fell in one message, of other sources in their own.

The runs of a cycle tell nobody by themselves (they are started without addresses): only at its end is known
which of them fell together.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.run.notify import TOLD, NotifyError, due, send, tell_verdict
from pilsetas_crawl.run.platforms import MARKUP
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.store.errors import StoreError
from pilsetas_crawl.store.outside import bookkeeping
from pilsetas_crawl.store.peek import peek

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run
    from pilsetas_crawl.run.platforms import PlatformAlarm

logger = logging.getLogger(__name__)

ALARMS, DIED = "alarms_told.json", "died_told.json"
LOOK = "Look at the system first, not at each site: scrapy sources {}"


@dataclass(frozen=True, slots=True)
class Told:
    """What is remembered of platform alarms between cycles: the name of each, and its sources."""

    alarms: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, path: Path) -> Told:
        """From its file; nothing where there is none, or where it is damaged."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return cls({str(name): [str(one) for one in sources] for name, sources in found.items()})
        except (OSError, ValueError, TypeError, AttributeError):
            # An alarm told twice is better than one not told.
            return cls({})

    def write(self, path: Path) -> None:
        """Into its file, in one step.

        Raises:
            OSError: it cannot be written.
        """
        temporary = path.with_name(f".{path.name}.new")
        temporary.write_text(json.dumps(self.alarms, sort_keys=True), encoding="utf-8")
        temporary.replace(path)

    @property
    def sources(self) -> set[str]:
        """Sources whose fall was told with that of their platform."""
        fallen = (sources for name, sources in self.alarms.items() if not _is_markup(name))
        return {source for sources in fallen for source in sources}


class Telling:
    """Tells of one cycle."""

    def __init__(self, addresses: str, states: Path, locks: Path) -> None:
        """Prepare.

        Args:
            addresses: of Apprise, parted by blanks; empty for nobody.
            states: folder of the states, where it is also remembered which alarms were told.
            locks: folder of the sources' locks.
        """
        self._addresses = addresses
        self._states, self._locks = states, locks

    def tell(
        self,
        cycle: Sequence[Run],
        known: Sequence[Run],
        alarms: Sequence[PlatformAlarm],
        died: Mapping[str, str] | None = None,
    ) -> None:
        """Tell what is news; what could not be told is tried again after the next cycle.

        Args:
            cycle: accounts of the cycle, one of a source.
            known: all accounts there are, those of the cycle too.
            alarms: platforms that have changed, by all of them.
            died: source → why its run has left no account, if any did so by itself.
        """
        if not self._addresses.split():
            return
        self._tell_died(died or {})
        before = Told.read(self._states / ALARMS)
        reached = self._tell_alarms(before, alarms, _newest(known))
        together = {(name, alarm.what) for alarm in alarms for name in alarm.sources}
        for run in cycle:
            verdict, source = Verdict(run.verdict or Verdict.NOT_RUN), run.municipality or ""
            shared = (source, verdict.value) in together or (verdict.healthy and source in before.sources)
            # What the message on the platform was to say is said with it, now or after the next cycle.
            if reached or not shared:
                self._tell_source(run, _verdict_before(run, known), shared=shared)

    def _tell_died(self, died: Mapping[str, str]) -> None:
        """Tell of runs without an account, such as for want of memory: nobody else can tell of them."""
        path = self._states / DIED
        before = Told.read(path).alarms
        news = sorted(died.keys() - before.keys())
        try:
            if news:
                title = f"{len(news)} {'source' if len(news) == 1 else 'sources'} could not be run"
                send(self._addresses, title, "\n".join(f"{source}: {died[source]}" for source in news))
            if died.keys() != before.keys():
                Told({source: [] for source in died}).write(path)
        except (NotifyError, OSError) as error:
            logger.warning("nobody was told of runs without an account: %s", error)

    def _tell_alarms(self, before: Told, alarms: Sequence[PlatformAlarm], newest: Mapping[str, Run]) -> bool:
        """Tell of platforms that fell and of those that stand again; False where that could not be told."""
        now = {alarm.name: alarm for alarm in alarms}
        news = [alarm for name, alarm in now.items() if name not in before.alarms]
        over = {name: names for name, names in before.alarms.items() if name not in now}
        lines = [*_fallen(news), *_risen(over, newest)]
        try:
            if lines:
                send(
                    self._addresses,
                    "Platform change" if news else "Platform change is over",
                    "\n".join(lines),
                )
            Told({name: alarm.sources for name, alarm in now.items()}).write(self._states / ALARMS)
        except (NotifyError, OSError) as error:
            logger.warning("nobody was told of the platform change: %s", error)
            return False
        return True

    def _tell_source(self, run: Run, before: str | None, *, shared: bool) -> None:
        verdict, source = Verdict(run.verdict or Verdict.NOT_RUN), run.municipality or ""
        seen = peek(self._states / f"{source}.sqlite", datetime.now(UTC).date())
        told = (seen.markers.get(TOLD) if seen else None) or ""
        mark = "" if verdict.healthy else verdict.value
        # Locked only where there is something to tell or to note: a run may be about to begin.
        if (told == mark) if shared else not due(verdict, before, told):
            return
        try:
            with bookkeeping(self._states, self._locks, source) as books:
                if shared:
                    books.set(TOLD, mark)
                else:
                    tell_verdict(self._addresses, books, run, before)
        except StoreError as error:
            logger.warning("nobody was told that %s is %s: %s", source, verdict, error)


def _fallen(alarms: Sequence[PlatformAlarm]) -> Iterator[str]:
    yield from (alarm.line for alarm in alarms)
    # Once: a new theme is several alarms of one platform.
    yield from (LOOK.format(alarm.sources[0]) for alarm in alarms[:1])


def _risen(over: Mapping[str, Sequence[str]], newest: Mapping[str, Run]) -> Iterator[str]:
    for name, sources in over.items():
        if _is_markup(name):
            continue  # read all the while; new markup is not undone
        verdicts = {source: (newest[source].verdict if source in newest else None) for source in sources}
        well = [source for source, told in verdicts.items() if told and Verdict(told).healthy]
        bad = [f"{source} ({told or 'not run'})" for source, told in verdicts.items() if source not in well]
        parts = [f"well again: {', '.join(well)}"] if well else []
        parts += [f"still to look at: {', '.join(bad)}"] if bad else []
        yield f"{name} no longer; {'; '.join(parts)}"


def _is_markup(name: str) -> bool:
    return name.endswith(f": {MARKUP}")


def _newest(runs: Sequence[Run]) -> dict[str, Run]:
    """The newest account of each source."""
    return {run.municipality or "": run for run in sorted(runs, key=_start)}


def _verdict_before(run: Run, known: Sequence[Run]) -> str | None:
    """Verdict on the run of the same source before."""
    earlier = [one for one in known if one.municipality == run.municipality and _start(one) < _start(run)]
    return max(earlier, key=_start).verdict if earlier else None


def _start(run: Run) -> datetime:
    return run.started_at or datetime.fromtimestamp(0, UTC)
