"""Plays the faults of the table over settled archives, one demo site beside the other."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from pilsetas_crawl.demo import DemoServer
from tests import warm
from tests.crawl.crawling import (
    CROSSCHECK,
    LIMIT,
    OK,
    PROJECT,
    WHOLE,
    Result,
    arguments,
    crawl,
    environment,
    rows,
)
from tests.crawl.faults import NO_TLS, NOBODY, TVP, WORDPRESS, Fault

NEWS = 8
TEXT = (
    "Novada iedzīvotāji {n}. reizi pulcējās, lai runātu par ceļiem, skolām un kultūras namu.",
    "Tikšanās nākamreiz notiks {n}. stāva zālē; jautājumus var iesūtīt jau tagad, un uz visiem atbildēs.",
)
AT_ONCE = ("-s", "RETRY_TIMES=0", "-s", "PILSETAS_EVENTS=0", "-s", "PILSETAS_BROWSER=off")
# Root may write anywhere: the right to do so is taken from it before the crawl starts.
WITHOUT_ROOTS_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
BEFORE_THE_KILL = 6  # requests: robots.txt, the lists, and some of the new articles


@dataclass
class Play:
    """One fault, played.

    Attributes:
        result: the run that is judged.
        before: rows of articles before it.
        gold: what a perfect crawl holds after it, by the site's own number.
    """

    fault: Fault
    result: Result
    before: list[dict[str, Any]]
    gold: dict[str, dict[str, Any]]


class Stage:
    """Two demo sites with news, each with a server of its own, and the archives from before the news."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers = {name: DemoServer(sites=[name]) for name in (TVP, WORDPRESS)}
        self.gold: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        with ThreadPoolExecutor(len(self.servers)) as pool:
            for settled in pool.map(self._settle, self.servers):
                assert settled.code == OK, settled.why
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers.values():
            server.stop()

    def _settle(self, name: str) -> Result:
        server = self.servers[name]
        server.start()
        settled = crawl(name, server, self.folder / f"settled-{name}", *WHOLE, *AT_ONCE)
        now = datetime.now(UTC).replace(microsecond=0)
        for n in range(1, NEWS + 1):
            server.control.insert(
                name,
                key=f"jaunums-{n}",
                title=f"Iedzīvotāju {n}. tikšanās ar domi",
                body=[text.format(n=n) for text in TEXT],
                published=(now - timedelta(hours=3 * n)).isoformat(),
            )
        expected = server.control.expected(name)["articles"]
        self.gold[name] = {str(one["source_id"]): one for one in expected}
        return settled

    def play_all(self, faults: Sequence[Fault]) -> dict[str, Play]:
        """Play faults in their order, those of the two sites side by side."""
        sites = [[fault for fault in faults if fault.site == name] for name in (TVP, WORDPRESS)]
        with ThreadPoolExecutor(len(sites)) as pool:
            played = pool.map(lambda some: [self.play(fault) for fault in some], sites)
            return {play.fault.name: play for plays in played for play in plays}

    def play(self, fault: Fault) -> Play:
        """Play one fault over a copy of its site's archive."""
        store = self.folder / fault.name
        if not fault.first:
            shutil.copytree(self.folder / f"settled-{fault.site}", store)
        before = [] if fault.first else rows(store, fault.site)
        if fault.store:
            fault.store(store)
        with self._scene(fault) as address:
            if fault.killed:
                self._kill(fault, address, store)
            result = self._crawl(fault, address, store)
        return Play(fault, result, before, self.gold[fault.site])

    @contextmanager
    def _scene(self, fault: Fault) -> Iterator[str]:
        """Switch a fault on; gives the address to be crawled."""
        control = self.servers[fault.site].control
        with ExitStack() as stack:
            address = self._address(fault, stack)
            if fault.relay:
                address = stack.enter_context(fault.relay(address)).url
            for kind, target, fields in fault.switches:
                control.fault(fault.site, kind, target, **fields)
            yield address
        control.clear_faults()

    def _address(self, fault: Fault, stack: ExitStack) -> str:
        if fault.address == NO_TLS:
            return self.servers[fault.site].control.broken_tls()
        if fault.address == NOBODY:  # bound and not listening: the port refuses for certain
            held = stack.enter_context(socket.socket())
            held.bind(("127.0.0.1", 0))
            return f"http://127.0.0.1:{held.getsockname()[1]}"
        return fault.address or self.servers[fault.site].url(fault.site)

    def _command(self, fault: Fault, address: str) -> list[str]:
        rights = WITHOUT_ROOTS_RIGHTS if fault.name == "read-only" and os.geteuid() == 0 else ()
        span = WHOLE if fault.first else CROSSCHECK
        return [*rights, *fault.under, *arguments(fault.site, address, *span, *AT_ONCE, *fault.more)]

    def _crawl(self, fault: Fault, address: str, store: Path) -> Result:
        command = self._command(fault, address)
        done = warm.run(command, env=environment(store), cwd=PROJECT, timeout=LIMIT)
        return Result(done.returncode, done.stderr, store, fault.site, address, done.stdout)

    def _kill(self, fault: Fault, address: str, store: Path) -> None:
        """Begin a run and kill it while it reads the new articles."""
        control = self.servers[fault.site].control
        control.clear_log()
        begun = subprocess.Popen(
            [*self._command(fault, address), "-s", "DOWNLOAD_DELAY=0.05"],
            env=environment(store),
            cwd=PROJECT,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + LIMIT
        while len(control.log(fault.site)) < BEFORE_THE_KILL:
            assert begun.poll() is None, "the run was over before it could be killed"
            assert time.monotonic() < end, "the crawl hangs"
            time.sleep(0.01)
        begun.kill()
        assert begun.wait(LIMIT) == -signal.SIGKILL
