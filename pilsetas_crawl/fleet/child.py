"""One source's crawl in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.extensions.parent import VARIABLE
from pilsetas_crawl.fleet.outcome import Ended, ExitCode
from pilsetas_crawl.run.report import runs_from
from pilsetas_crawl.run.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pilsetas_crawl.fleet.plan import Source

_LONGEST_REPORT = 1 << 20  # bytes of one line from a run
_TOLD = 200  # characters of a log line in a cause
# What most often sends a signal.
_OFTEN = {
    "SIGKILL": " (out of memory?)",
    "SIGBUS": " (the disk failed, or the installation was changed meanwhile?)",
}


class Child:
    """Starts ``scrapy crawl`` for a source, listens to its reports, and waits for its end."""

    def __init__(
        self, source: Source, options: Sequence[str], log: Path, report: Callable[[dict[str, Any]], None]
    ) -> None:
        """Prepare the process; `run` starts it.

        Args:
            source: what to crawl.
            options: further options of ``scrapy crawl``.
            log: file for what the process says, replaced.
            report: called with the figures of the run, about twice a second.
        """
        self.source = source
        self._options = options
        self._log = log
        self._report = report
        self._process: asyncio.subprocess.Process | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._end: dict[str, Any] | None = None
        self._stopped = self._killed = False

    async def run(self) -> Ended:
        """Crawl, to the end of the process."""
        begun = time.monotonic()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = await self._start(theirs)
        except OSError as error:
            ours.close()
            where = f" ({error.filename})" if error.filename else ""
            cause = f"its process cannot be started: {error.strerror}{where}"
            return Ended(self.source.name, Verdict.NOT_RUN, cause, stopped=self._stopped)
        reader, self._writer = await asyncio.open_connection(sock=ours, limit=_LONGEST_REPORT)
        # What was asked for while the process was being made.
        if self._killed:
            self.kill()
        elif self._stopped:
            self.stop()
        await self._listen(reader)
        code = await self._process.wait()
        self._writer.close()
        return self._ended(code, time.monotonic() - begun)

    def stop(self) -> None:
        """Ask the run to end honestly."""
        self._stopped = True
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(b"stop\n")

    def kill(self) -> None:
        """End the process, and whatever it started, at once."""
        self._stopped = self._killed = True
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _start(self, line: socket.socket) -> asyncio.subprocess.Process:
        site = ["-a", f"site={self.source.site}"] if self.source.site else []
        command = [sys.executable, "-m", "scrapy", "crawl", self.source.name, *site, *self._options]
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            return await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, VARIABLE: str(line.fileno())},
                pass_fds=[line.fileno()],
                # A terminal's Ctrl-C is for the parent, which passes it on; twice would be no honest end.
                start_new_session=True,
            )

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        # Broken where it was asked to stop just when it had ended.
        with suppress(ConnectionError):
            async for line in reader:
                # The last line of a killed process may be cut.
                if line.endswith(b"\n"):
                    message = json.loads(line)
                    self._end = message.get("end", self._end)
                    self._report(message.get("progress") or message["end"]["figures"])

    def _ended(self, code: int, seconds: float) -> Ended:
        name, end = self.source.name, self._end
        if end is None or not end["verdict"]:
            cause = "did not end when asked to: killed" if self._killed else self._last_words(code)
            return Ended(name, Verdict.NOT_RUN, cause, seconds=seconds, stopped=self._stopped, log=self._log)
        run = runs_from(json.dumps([end["run"]]))[0] if end["run"] else None
        whole = run is not None and run.finish_reason == "finished"
        return Ended(
            name,
            Verdict(end["verdict"]),
            end["cause"] or "",
            end["figures"],
            seconds,
            run=run,
            stopped=self._stopped and not whole,
            locked=code == ExitCode.LOCKED,
            log=self._log,
        )

    def _last_words(self, code: int) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
        silent = "asked to end before it had begun" if self._stopped else "it said nothing"
        last = next((line.strip() for line in reversed(lines) if line.strip()), silent)[:_TOLD]
        if code >= 0:
            return f"its process ended with code {code}: {last}"
        # Its last line is where it was, and not why it ended.
        return f"its process was killed by {_name(-code)}; its last line: {last}"


def _name(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:  # one of the numbers without a name
        return f"signal {number}"
    return name + _OFTEN.get(name, "")
