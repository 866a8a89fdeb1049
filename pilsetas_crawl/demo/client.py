"""The demo sites from outside: a server process to start and stop, and its control channel."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pilsetas_crawl.demo.facts import SITE_ORDER
from pilsetas_crawl.demo.world import DEFAULT_SEED, DemoError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

_READY_SECONDS = 60
_STOP_SECONDS = 10
_CONTROL_SECONDS = 60
_OK = 200
_PROJECT = Path(__file__).resolve().parents[2]


class DemoControl:
    """Changes the world of a running demo, switches faults, reads its log; any method may raise DemoError."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)

    def call(self, command: str, **arguments: Any) -> Any:
        """Run a control command and give its result."""
        connection = HTTPConnection(
            str(self._address.hostname), self._address.port or 80, timeout=_CONTROL_SECONDS
        )
        try:
            connection.request("POST", self._address.path + command, json.dumps(arguments).encode())
            reply = connection.getresponse()
            answer = json.loads(reply.read())
        finally:
            connection.close()
        if reply.status != _OK:
            raise DemoError(f"demo control refused {command}: {answer.get('error')}")
        return answer["result"]

    def edit(
        self, site: str, key: str, *, title: str | None = None, body: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Change title or body (paragraphs) of an article."""
        result: dict[str, Any] = self.call("edit", site=site, key=key, title=title, body=body)
        return result

    def delete(self, site: str, key: str) -> dict[str, Any]:
        """Take an article off its site."""
        result: dict[str, Any] = self.call("delete", site=site, key=key)
        return result

    def insert(self, site: str, *, title: str, body: Sequence[str], **fields: Any) -> dict[str, Any]:
        """Publish an article; fields: key, published (ISO with offset), categories, slug."""
        result: dict[str, Any] = self.call("insert", site=site, title=title, body=list(body), **fields)
        return result

    def release_scheduled(self, site: str) -> list[dict[str, Any]]:
        """Make the scheduled articles of a site public."""
        result: list[dict[str, Any]] = self.call("release_scheduled", site=site)
        return result

    def platform_release(self) -> None:
        """Switch the markup generation of every TVP site."""
        self.call("platform_release")

    def touch(self, site: str) -> None:
        """Clear the site's cache: validators change, content does not."""
        self.call("touch", site=site)

    def fault(self, site: str, kind: str, target: str = "*", **fields: Any) -> None:
        """Switch a fault on; fields: times, seconds, status, size, declared, to."""
        self.call("fault", site=site, kind=kind, target=target, **fields)

    def alias(self, site: str) -> str:
        """Another address at which the site answers, without faults: where a moved site went."""
        result: str = self.call("alias", slug=site)
        return result

    def broken_tls(self) -> str:
        """An https address at which no handshake succeeds."""
        result: str = self.call("broken_tls")
        return result

    def clear_faults(self) -> None:
        """Switch all faults off."""
        self.call("clear_faults")

    def log(self, site: str | None = None) -> list[dict[str, Any]]:
        """Requests answered so far, of one site or all; fields as in `server.LogEntry`."""
        entries: list[dict[str, Any]] = self.call("log")
        return [entry for entry in entries if site in (None, entry["site"])]

    def clear_log(self) -> None:
        """Forget the requests answered so far."""
        self.call("clear_log")

    def articles(self, site: str) -> list[dict[str, Any]]:
        """Key, path, source_id, title, status, kind and published of everything a site holds."""
        result: list[dict[str, Any]] = self.call("articles", site=site)
        return result

    def expected(self, site: str) -> dict[str, Any]:
        """What a perfect crawl of the site as it is now would store."""
        result: dict[str, Any] = self.call("expected", site=site)
        return result


class DemoServer:
    """The demo sites in a process of their own, as a context manager.

    The process ends with the block, and also when this process dies (its end of a pipe closes).
    """

    def __init__(
        self,
        *,
        seed: int = DEFAULT_SEED,
        sites: Sequence[str] = SITE_ORDER,
        port: int = 0,
        archive: Mapping[str, int] | None = None,
    ) -> None:
        """Prepare a server; `archive`: how many articles a TVP or WordPress site holds instead of its own."""
        self._seed, self._sites, self._port = seed, tuple(sites), port
        self._archive = dict(archive or {})
        self._process: subprocess.Popen[bytes] | None = None
        self.urls: dict[str, str] = {}
        self.control = DemoControl("http://127.0.0.1/")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process and wait until all sites answer; DemoError when it does not come up."""
        with tempfile.TemporaryDirectory() as folder:
            ready = Path(folder) / "ready.json"
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no outside input
                self._command(ready), stdin=subprocess.PIPE, cwd=_PROJECT
            )
            told = json.loads(self._wait_for(ready))
        self.urls = told["sites"]
        self.control = DemoControl(told["control"])

    def _command(self, ready: Path) -> list[str]:
        options = ["--seed", str(self._seed), "--port", str(self._port), "--sites", ",".join(self._sites)]
        for slug, count in self._archive.items():
            options += ["--archive", f"{slug}={count}"]
        module = [
            sys.executable,
            "-m",
            "pilsetas_crawl.demo",
            "--ready-file",
            str(ready),
            "--quiet",
            "--with-parent",
        ]
        return [*module, *options]

    def _wait_for(self, ready: Path) -> str:
        end = time.monotonic() + _READY_SECONDS
        while not ready.exists():
            if self._process is None or self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise DemoError(
                    "the demo sites did not start; run `python -m pilsetas_crawl.demo` to see why"
                )
            time.sleep(0.02)
        return ready.read_text(encoding="utf-8")

    def stop(self) -> None:
        """End the process; does nothing when it has ended."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()

    def write_sites(self, path: Path) -> Path:
        """Write the address of each site, by slug, as JSON; gives the path."""
        path.write_text(json.dumps(self.urls), encoding="utf-8")
        return path

    def url(self, site: str) -> str:
        """Address of a site, without a final slash; DemoError when it is not served."""
        if site not in self.urls:
            raise DemoError(f"the demo does not serve {site!r}; it serves: {', '.join(self.urls)}")
        return self.urls[site]
