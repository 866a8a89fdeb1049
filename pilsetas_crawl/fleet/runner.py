"""All sources, some at a time, until done, cut or stopped."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pilsetas_crawl.fleet.child import Child
from pilsetas_crawl.fleet.outcome import Ended
from pilsetas_crawl.fleet.plan import Source
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.store.errors import StoreError

if TYPE_CHECKING:
    from pilsetas_crawl.fleet.cycle import Cycle

# A run of a killed cycle ends by itself within seconds: its source is tried again so often, at such pauses.
LOCK_TRIES = 4
LOCK_PAUSE = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class Terms:
    """How a cycle is run.

    Attributes:
        jobs: sources at a time.
        group_jobs: sources of one throttle group at a time.
        deadline: seconds after which no source begins and the running ones are asked to end; None: never.
        grace: seconds they have for that before they are killed.
        options: passed on to every ``scrapy crawl``.
        logs: folder of what each process says.
    """

    jobs: int
    group_jobs: int
    deadline: float | None
    grace: float
    options: Sequence[str]
    logs: Path


class Display(Protocol):
    """What shows a cycle."""

    def started(self, name: str) -> None:
        """A source has begun."""

    def progress(self, name: str, figures: dict[str, int]) -> None:
        """How far it is."""

    def finished(self, ended: Ended) -> None:
        """How it ended."""

    def note(self, text: str) -> None:
        """Something about the cycle."""


class Fleet:
    """One cycle over sources."""

    def __init__(self, cycle: Cycle, terms: Terms, display: Display) -> None:
        self.cycle = cycle
        self.terms = terms
        self.display = display
        self.ended: list[Ended] = []
        #: Why the cycle was cut short; empty while it is not.
        self.cut = ""
        self._children: dict[str, Child] = {}
        self._handles: list[asyncio.TimerHandle] = []

    async def run(self, sources: Sequence[Source]) -> list[Ended]:
        """Crawl the sources, in their order as far as the terms allow.

        Raises:
            PilsetasError: the cycle's own file cannot be written.
        """
        self.cycle.plan([source.name for source in sources])
        self._listen_to_signals()
        waiting, running = list(sources), dict[asyncio.Task[Ended], Source]()
        try:
            while (waiting and not self.cut) or running:
                while not self.cut and (source := self._next(waiting, list(running.values()))):
                    waiting.remove(source)
                    running[asyncio.create_task(self._crawl(source))] = source
                done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del running[task]
                    self._note(task.result())
        finally:
            for handle in self._handles:
                handle.cancel()
            self._kill()
        for source in waiting:
            self._note(Ended(source.name, Verdict.NOT_RUN, f"not begun: {self.cut}", stopped=True))
        return self.ended

    def _next(self, waiting: Sequence[Source], running: Sequence[Source]) -> Source | None:
        """The first source that may begin now."""
        groups = Counter(source.group for source in running)
        if len(running) >= self.terms.jobs:
            return None
        free = (s for s in waiting if s.group is None or groups[s.group] < self.terms.group_jobs)
        return next(free, None)

    async def _crawl(self, source: Source) -> Ended:
        self.display.started(source.name)
        self._keep(lambda: self.cycle.begun(source.name))
        log = self.terms.logs / f"{source.name}.log"
        for left in reversed(range(LOCK_TRIES)):
            child = Child(
                source, self.terms.options, log, lambda told: self.display.progress(source.name, told)
            )
            self._children[source.name] = child
            ended = await child.run()
            if not ended.locked or self.cut or not left:
                break
            await asyncio.sleep(LOCK_PAUSE)
            if self.cut:
                break
        return ended

    def _note(self, ended: Ended) -> None:
        self._children.pop(ended.source, None)
        self.ended.append(ended)
        if not (ended.stopped or ended.locked):
            self._keep(lambda: self.cycle.done(ended.source, ended.seconds))
        self.display.finished(ended)

    def _keep(self, step: Callable[[], None]) -> None:
        """Take a step of the cycle's file; a full disk is told, and no reason to stop crawling."""
        try:
            step()
        except StoreError as error:
            self.display.note(f"error: {error}")

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._signalled, signal.Signals(number).name)
        if self.terms.deadline is not None:
            self._handles.append(loop.call_later(self.terms.deadline, self.stop, "the deadline came first"))

    def _signalled(self, name: str) -> None:
        if self.cut:
            self.display.note(f"{name} again: killing what still runs")
            self._kill()
        else:
            self.stop(f"{name} came first")

    def stop(self, why: str) -> None:
        """Begin no source any more, ask the running ones to end, kill them after the grace."""
        if self.cut:
            return
        self.cut = why
        self.display.note(f"{why}: asking {len(self._children)} running sources to end, starting no other")
        for child in self._children.values():
            child.stop()
        self._handles.append(asyncio.get_running_loop().call_later(self.terms.grace, self._kill))

    def _kill(self) -> None:
        for child in self._children.values():
            child.kill()
