"""The running servers of a test site, and the ways to speak to them."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pilsetas_crawl.errors import PilsetasError
from tests.wordpress.provision import MARKER, Programs, build, find_programs, reserve_port

HERE = Path(__file__).parent
START_SECONDS = 60.0
STOP_SECONDS = 30.0
ASK_SECONDS = 120.0
POLL_SECONDS = 0.02


class BedError(PilsetasError):
    """The bed could not be started, or WordPress refused what was asked of it."""


class AccessEntry(NamedTuple):
    """One request as nginx logged it; the time is that of the end of the answer, in UTC."""

    time: datetime
    method: str
    path: str
    status: int


class Site:
    """Empty servers: the site is not installed yet. Stop it, or it lives as long as this process.

    Attributes:
        url: Address without a final slash.

    Raises:
        WordPressUnavailable: Something is not installed.
        BedError: A server did not start.
    """

    def __init__(self) -> None:
        self._programs: Programs = find_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="wordpress-bed-"))
        self._markers = 0
        self._stopped = False
        with reserve_port() as holder:
            port: int = holder.getsockname()[1]
            self.url = f"http://127.0.0.1:{port}"
            try:
                build(self._folder, port, self._programs)
            except BaseException:
                shutil.rmtree(self._folder)
                raise
            self._keeper = _keeper(self._folder)
            try:
                self._wait_for_servers()
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        """End all processes and remove the folder. May be called twice."""
        if not self._stopped:
            self._stopped = True
            try:
                self._keeper.communicate("stop\n", STOP_SECONDS)
            except subprocess.TimeoutExpired:
                # The servers die with the keeper.
                self._keeper.kill()
                self._keeper.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def ask(self, action: str, **request: Any) -> dict[str, Any]:
        """One call of wp.php, which says what actions there are.

        Raises:
            BedError: WordPress refused or complained, or the servers have ended.
        """
        self._check_servers()
        sent = {"host": self.url.removeprefix("http://"), "socket": str(self._folder / "db.sock")} | request
        options = ("display_errors=stderr", "log_errors=0", "memory_limit=256M", "sendmail_path=/bin/true")
        answer = subprocess.run(
            [
                self._programs.php,
                *(part for option in options for part in ("-d", option)),
                *(str(HERE / "wp.php"), str(self._folder / "site"), action),
            ],
            input=json.dumps(sent),
            capture_output=True,
            text=True,
            timeout=ASK_SECONDS,
            check=False,
        )
        if answer.returncode != 0 or answer.stderr:
            raise BedError(
                f"test site at {self.url}: {action}: {answer.stderr.strip() or answer.stdout[-500:]}"
            )
        result: dict[str, Any] = json.loads(answer.stdout)
        return result

    def save(self) -> None:
        """Remember the database as it is now."""
        with self._dump.open("wb") as dump:
            self._database(self._programs.mariadb_dump, stdout=dump)

    def restore(self) -> None:
        """Put the database back to what `save` remembered."""
        with self._dump.open("rb") as dump:
            self._database(self._programs.mariadb, stdin=dump)

    def close(self, parts: Iterable[str]) -> None:
        """Have the web server refuse these parts with 403 from now on, and no others."""
        folder = self._folder / "closed"
        for mark in folder.iterdir():
            mark.unlink()
        for part in parts:
            (folder / part).touch()

    def access_log(self) -> list[AccessEntry]:
        """Every request since the start, complete up to this moment."""
        self._markers += 1
        end = f"/{MARKER}?{self._markers}"
        # nginx writes its log after the answer; once this request is in it, all before it are.
        with urllib.request.urlopen(f"{self.url}{end}", timeout=10):
            pass
        log = self._folder / "logs" / "access.log"
        self._wait_until(lambda: f"\t{end}\n" in log.read_text(encoding="utf-8"), "the access log")
        entries = map(_parsed, log.read_text(encoding="utf-8").splitlines())
        return [entry for entry in entries if not entry.path.startswith(f"/{MARKER}")]

    @property
    def _dump(self) -> Path:
        return self._folder / "site.sql"

    def _database(self, program: str, **streams: Any) -> None:
        options = ("--no-defaults", f"--socket={self._folder / 'db.sock'}", "--user=root", "wordpress")
        subprocess.run([program, *options], check=True, timeout=ASK_SECONDS, **streams)

    def _wait_for_servers(self) -> None:
        for name in ("db.sock", "fpm.sock"):
            self._wait_until(partial(_listens, self._folder / name), name)
        self._wait_until(partial(_answers, f"{self.url}/{MARKER}"), "nginx")

    def _wait_until(self, is_true: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not is_true():
            self._check_servers()
            if time.monotonic() > deadline:
                raise BedError(f"test site at {self.url}: waited {START_SECONDS:.0f} s in vain for {what}")
            time.sleep(POLL_SECONDS)

    def _check_servers(self) -> None:
        if self._keeper.poll() is not None:
            said = self._keeper.stdout.read().strip() if self._keeper.stdout else ""
            raise BedError(f"test site at {self.url}: {said or 'its servers have ended'}")


def _keeper(folder: Path) -> subprocess.Popen[str]:
    # A session of its own: what ends the tests by their process group must not end the clean-up.
    return subprocess.Popen(
        [sys.executable, "-I", str(HERE / "keeper.py"), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as link:
        return link.connect_ex(str(path)) == 0


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10):
            return True
    except urllib.error.URLError:
        return False


def _parsed(line: str) -> AccessEntry:
    moment, status, method, path = line.split("\t")
    return AccessEntry(datetime.fromtimestamp(float(moment), UTC), method, path, int(status))
