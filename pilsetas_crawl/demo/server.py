"""The demo sites as real HTTP servers on loopback, with a log of every request and a control channel.

Each site listens on an address of its own (127.0.1.1 to 127.0.1.42, one port for all), so that per-host
limits see different hosts. Where these addresses cannot be bound, all sites share 127.0.0.1 with a port each.
A site is made when it is first asked.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, replace
from typing import Any

from twisted.internet import error as net_error
from twisted.internet import reactor as _reactor
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET
from twisted.web.server import Site as _HttpFactory

from pilsetas_crawl.demo import no_tls
from pilsetas_crawl.demo.control import Commands
from pilsetas_crawl.demo.facts import SITE_ORDER
from pilsetas_crawl.demo.faults import Fault, FaultBook
from pilsetas_crawl.demo.systems import build_site
from pilsetas_crawl.demo.transport import answer_with_fault, send
from pilsetas_crawl.demo.wire import Ask, Reply, Site, read_target
from pilsetas_crawl.demo.world import DemoError, World

# Twisted's reactor is a module that becomes an object; its type is not known to checkers.
reactor: Any = _reactor
# Most of their methods carry no types either.
Request = Any
HttpFactory: Any = _HttpFactory
_PORT_TRIES = 20


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request as it was answered.

    Attributes:
        clock: monotonic seconds, for pacing.
        at: seconds since 1970.
        size: bytes of the body as sent (compressed where it was).
        etag, since: If-None-Match and If-Modified-Since as received.
        fault: kind of the fault it met, or "".
    """

    clock: float
    at: float
    site: str
    method: str
    target: str
    status: int
    size: int
    etag: str
    since: str
    agent: str
    fault: str


class _SiteResource(Resource):
    """Passes every request of one host to its site, unless a fault is on."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self, slug: str, host: DemoHost, alias: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Twisted has no types here
        self.slug, self.host, self.alias = slug, host, alias

    def render(self, request: Request) -> int | bytes:
        ask = self.host.read(request)
        fault = None if self.alias else self.host.faults.meet(self.slug, ask.target)
        if fault and fault.mode:
            ask = replace(ask, mode=fault.mode)
        reply = self.host.respond(self.slug, ask, self.alias)
        if fault and not fault.mode:
            status, size = answer_with_fault(request, ask, reply, fault, reactor)
        else:
            status, size = send(request, ask, reply)
        self.host.note(self.slug, request, ask, status, size, fault)
        return NOT_DONE_YET


class _ControlResource(Resource):
    """Answers control commands: POST a JSON object to /_control/<command>."""

    isLeaf = True  # noqa: N815 - Twisted's name

    def __init__(self, commands: Commands) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Twisted has no types here
        self.commands = commands

    def render(self, request: Request) -> bytes:
        request.setHeader("Content-Type", "application/json")
        name = request.path.decode("latin-1").removeprefix("/_control/")
        try:
            arguments = json.loads(request.content.read() or b"{}")
            return json.dumps({"result": self.commands.run(name, arguments)}).encode()
        except (DemoError, ValueError, TypeError, KeyError) as error:
            request.setResponseCode(400)
            return json.dumps({"error": str(error)}).encode()


class DemoHost:
    """The running sites: their world, faults and log."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = FaultBook()
        self.log: list[LogEntry] = []
        self.urls: dict[str, str] = {}
        self._sites: dict[str, Site] = {}
        self._aliases: dict[str, str] = {}
        self.control_url = ""
        self._serial = 0

    def listen(self, port: int = 0) -> None:
        """Open all ports; `port` 0 takes a free one, DemoError when another one cannot be opened."""
        for slug, listener in self._listeners(port).items():
            address = listener.getHost()
            self.urls[slug] = f"http://{address.host}:{address.port}"
        control = reactor.listenTCP(0, _factory(_ControlResource(Commands(self))), interface="127.0.0.1")
        self.control_url = f"http://127.0.0.1:{control.getHost().port}/_control/"

    def _listeners(self, port: int) -> dict[str, Any]:
        for _ in range(_PORT_TRIES):
            try:
                return self._listen_apart(port)
            except net_error.CannotListenError as error:
                if port:
                    raise DemoError(
                        f"cannot open port {port} for the demo ({error.socketError}); use 0"
                    ) from error
        return {slug: self._open(slug, 0, "127.0.0.1") for slug in self.world.sites}

    def _listen_apart(self, port: int) -> dict[str, Any]:
        """One address per site, one port for all; closes what it opened when one fails."""
        opened: dict[str, Any] = {}
        try:
            for slug in self.world.sites:
                opened[slug] = self._open(slug, port, f"127.0.1.{SITE_ORDER.index(slug) + 1}")
                port = opened[slug].getHost().port
        except net_error.CannotListenError:
            for listener in opened.values():
                listener.stopListening()
            raise
        return opened

    def _open(self, slug: str, port: int, interface: str) -> Any:
        return reactor.listenTCP(port, _factory(_SiteResource(slug, self)), interface=interface, backlog=200)

    def respond(self, slug: str, ask: Ask, alias: str = "") -> Reply:
        """The answer of a site, made when it is first asked; `alias` is another address it goes by."""
        base = alias or self.urls[slug]
        if base not in self._sites:
            self._sites[base] = build_site(self.world, slug, base)
        self.world.veil = ask.mode
        try:
            return self._sites[base].respond(ask)
        finally:
            self.world.veil = ""

    def switch(self, fault: Fault) -> None:
        """Switch a fault on; a moved site without a new address gets one that serves it."""
        if fault.kind == "moved" and not fault.to:
            fault.to = self.alias(fault.site)
        self.faults.add(fault)

    def alias(self, slug: str) -> str:
        """Another address at which the same site answers, without faults; DemoError when it is not served."""
        if slug not in self.urls:
            raise DemoError(f"the demo does not serve {slug!r}; it serves: {', '.join(self.urls)}")
        if slug not in self._aliases:
            resource = _SiteResource(slug, self)
            listener = reactor.listenTCP(0, _factory(resource), interface="127.0.0.1", backlog=200)
            address = listener.getHost()
            self._aliases[slug] = resource.alias = f"http://{address.host}:{address.port}"
        return self._aliases[slug]

    def broken_tls(self) -> str:
        """An https address at which no handshake succeeds."""
        address = reactor.listenTCP(0, no_tls.factory(), interface="127.0.0.1").getHost()
        return f"https://{address.host}:{address.port}"

    def read(self, request: Request) -> Ask:
        """A request in the sites' own terms."""
        self._serial += 1
        target = request.uri.decode("latin-1")
        path, query = read_target(target)
        return Ask(
            path,
            query,
            target,
            etag=request.getHeader("If-None-Match") or "",
            since=request.getHeader("If-Modified-Since") or "",
            gzip="gzip" in (request.getHeader("Accept-Encoding") or ""),
            serial=self._serial,
        )

    def note(
        self, slug: str, request: Request, ask: Ask, status: int, size: int, fault: Fault | None
    ) -> None:
        """Add a line to the log."""
        agent = request.getHeader("User-Agent") or ""
        method = request.method.decode("latin-1")
        kind = fault.kind if fault else ""
        entry = (slug, method, ask.target, status, size, ask.etag, ask.since, agent, kind)
        self.log.append(LogEntry(time.monotonic(), time.time(), *entry))

    def log_since(self, start: int) -> list[dict[str, Any]]:
        """Log lines from number `start` on, as plain data."""
        return [asdict(entry) for entry in self.log[start:]]


def _factory(resource: Resource) -> Any:
    factory = HttpFactory(resource, timeout=120)
    # Twisted would write a line per request to a log nobody reads.
    factory.noisy = False
    factory.displayTracebacks = False
    factory.log = lambda _request: None
    return factory
