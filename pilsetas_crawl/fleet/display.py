"""What a person or a log sees of a cycle while it runs, and the table at its end."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TextIO

from pilsetas_crawl.fleet.words import STAMP
from pilsetas_crawl.status.frame import show_framed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from pilsetas_crawl.fleet.outcome import Ended

COUNTS = ("new", "edited", "known", "rejected", "failed", "requests")
COLUMNS = ("source", "verdict", *COUNTS, "seconds", "cause")
# Headings where a terminal has no room for these.
SHORT = {"rejected": "rej.", "failed": "fail.", "requests": "req.", "seconds": "s"}
PLAIN_INTERVAL = 60.0  # seconds between two lines of progress of a source in a log
_WIDE = 500  # columns where no terminal limits them: a cause is never cut


class PlainDisplay:
    """Lines for a log: when a source begins and ends, and once a minute how far it is."""

    def __init__(self, count: int, stream: TextIO | None = None) -> None:
        """Begin.

        Args:
            count: sources of the cycle.
            stream: where the lines go; none: standard error.
        """
        self._count = count
        self._stream = stream or sys.stderr
        self._done = 0
        self._told: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left to be done."""

    def started(self, name: str) -> None:
        """Tell that a source has begun."""
        self._told[name] = time.monotonic()
        self.note(f"{name} begins")

    def progress(self, name: str, figures: dict[str, int]) -> None:
        """Tell how far it is, where it takes long."""
        now = time.monotonic()
        if now - self._told[name] >= PLAIN_INTERVAL:
            self._told[name] = now
            self.note(f"{name}: {_running(figures)}")

    def finished(self, ended: Ended) -> None:
        """Tell how it ended."""
        self._done += 1
        self.note(f"[{self._done}/{self._count}] {one_line(ended)}")

    def note(self, text: str) -> None:
        """Tell something about the cycle."""
        # A log that nobody reads any more, or on a full disk, is no reason to stop crawling.
        with suppress(OSError):
            self._stream.write(f"{time.strftime(STAMP)} {text}\n")
            self._stream.flush()


class LiveDisplay:
    """A line per running source in a terminal; those that have ended scroll above."""

    def __init__(self, count: int) -> None:
        from rich.console import Console  # noqa: PLC0415 # heavy, and for terminals only
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 # likewise

        self._progress: Progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<20}", markup=False),
            TextColumn("{task.fields[told]}", markup=False),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._count = count
        self._done = 0
        self._tasks: dict[str, TaskID] = {}
        self._whole = self._progress.add_task("all sources", total=None, told=f"0 of {count}")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def started(self, name: str) -> None:
        """Add a line."""
        self._tasks[name] = self._progress.add_task(name, total=None, told="starting")

    def progress(self, name: str, figures: dict[str, int]) -> None:
        """Bring the line up to date."""
        self._progress.update(self._tasks[name], told=_running(figures))

    def finished(self, ended: Ended) -> None:
        """Take the line away and tell the end above."""
        task = self._tasks.pop(ended.source, None)
        if task is not None:
            self._progress.remove_task(task)
        self._done += 1
        self._progress.update(self._whole, told=f"{self._done} of {self._count}")
        self.note(one_line(ended))

    def note(self, text: str) -> None:
        """Tell something about the cycle, above the lines."""
        self._progress.console.print(text, markup=False, highlight=False)


def display(count: int, stream: TextIO) -> PlainDisplay | LiveDisplay:
    """The display that fits where its lines go."""
    return LiveDisplay(count) if stream is sys.stderr and stream.isatty() else PlainDisplay(count, stream)


def one_line(ended: Ended) -> str:
    """The end of a source in one line."""
    counts = [f"{ended.figures[name]} {name}" for name in COUNTS if ended.figures.get(name)]
    cause = f" ({ended.cause})" if ended.cause else ""
    return f"{ended.source} {ended.verdict}{cause}: {', '.join([*counts, f'{ended.seconds:.1f} s'])}"


def show_table(ended: Sequence[Ended]) -> None:
    """Print all sources with verdict and account on standard output; what needs a look stands last."""
    ordered = sorted(ended, key=lambda one: (not one.verdict.healthy, bool(one.cause), one.source))
    if sys.stdout.isatty():
        show_framed(COLUMNS, [(one.verdict, _cells(one)) for one in ordered], sys.stdout, short=SHORT)
        return
    from rich import box  # noqa: PLC0415 # heavy
    from rich.console import Console  # noqa: PLC0415 # likewise
    from rich.table import Table  # noqa: PLC0415 # likewise
    from rich.text import Text  # noqa: PLC0415 # likewise

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("source", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for name in (*COUNTS, "seconds"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("cause", overflow="fold")
    for one in ordered:
        table.add_row(*map(Text, _cells(one)), style="" if one.verdict.healthy else "bold")
    Console(file=sys.stdout, width=_WIDE).print(table)


def _cells(one: Ended) -> list[str]:
    counts = [str(one.figures.get(name, 0)) for name in COUNTS]
    return [one.source, one.verdict.value, *counts, f"{one.seconds:.1f}", one.cause]


def _running(figures: dict[str, int]) -> str:
    read = sum(figures.get(name, 0) for name in ("new", "edited"))
    parts = [
        f"{figures['listed']} listed",
        f"{read + figures['waiting']} read",
        f"{figures['requests']} requests",
    ]
    return ", ".join(parts)
