"""What the benchmarks share: child processes measured apart, medians, tables, the machine they ran on."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROUNDS = 5
# Crawler and server each have a core of their own, or they measure each other.
CRAWLER_CORE, SERVER_CORE = 0, 1


@dataclass(frozen=True, slots=True)
class Child:
    """How a child process went.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds of user and system time, its own children included.
        rss: most memory it held, in MB.
        started: when it was started, on the monotonic clock all processes share.
    """

    code: int
    wall: float
    cpu: float
    rss: float
    started: float
    output: str


def run_child(command: Sequence[str], env: Mapping[str, str] | None = None) -> Child:
    """Run a command on the crawler's core and measure it alone."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = subprocess.Popen(
            [*pin(CRAWLER_CORE), *command],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Child(process.returncode, wall, cpu, usage.ru_maxrss / 1024, started, text)


def pin(core: int) -> list[str]:
    """Words before a command that keep it on one core; none where that cannot be done."""
    cores = os.cpu_count() or 1
    return ["taskset", "-c", str(core)] if shutil.which("taskset") and cores > 1 else []


def median(values: Iterable[float]) -> float:
    """Median; an error for no values."""
    return statistics.median(values)


def table(title: str, rows: Iterable[tuple[str, float, str]]) -> None:
    """Print measurements: what, how much, unit."""
    print(f"\n{title}")
    for what, value, unit in rows:
        print(f"  {what:<62}{value:>10.2f} {unit}")


def machine() -> str:
    """The machine in one line, with the load of the moment: figures of a busy machine say little."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    versions = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {versions}, load {load}"


def scrapy(*words: str) -> list[str]:
    """A scrapy command of this interpreter."""
    return [sys.executable, "-m", "scrapy", *words]
