"""Which of a page's own requests are let through: its document, its scripts and their data, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What fills a listing. Pictures, fonts, styles, films, sockets and counters do not.
NEEDED = frozenset({"document", "script", "xhr", "fetch"})
# Public libraries that sites take scripts from instead of keeping a copy.
LIBRARIES = (
    "ajax.googleapis.com",
    "cdn.jsdelivr.net",
    "cdnjs.cloudflare.com",
    "code.jquery.com",
    "unpkg.com",
)
# Requests of one page; a listing needs a tenth of it.
MOST_REQUESTS = 150


class Traffic:
    """The gate for the requests of one page, and what passed it.

    Args:
        hosts: host names of the site.
        robots: parsed robots.txt by host and port, as far as the run has read them.
        agent: the User-Agent the run goes by.
    """

    def __init__(self, hosts: Iterable[str], robots: Mapping[str, Any], agent: str) -> None:
        self.domains = frozenset(map(domain, hosts))
        self.robots = robots
        self.agent = agent
        self.passed = 0
        self.forbidden = 0

    def refuses(self, request: Any) -> bool:
        """Whether a request (Playwright's) is not to be sent."""
        if request.resource_type not in NEEDED or self.passed >= MOST_REQUESTS:
            return True
        if request.is_navigation_request() and request.frame.parent_frame is not None:
            return True  # a frame within the page: maps, films, social networks
        address = urlsplit(request.url)
        host = address.hostname or ""
        if self._is_own(host):
            if not self._is_allowed(address.netloc, request.url):
                self.forbidden += 1
                return True
        elif request.resource_type != "script" or host not in LIBRARIES:
            return True
        self.passed += 1
        return False

    def _is_own(self, host: str) -> bool:
        return host in self.domains or any(host.endswith(f".{own}") for own in self.domains)

    def _is_allowed(self, netloc: str, url: str) -> bool:
        parser = self.robots.get(netloc)
        return parser is None or bool(parser.allowed(url, self.agent))


def domain(host: str) -> str:
    """A host's name without port and ``www.``."""
    return (urlsplit(f"//{host}").hostname or "").removeprefix("www.")


def resolver_rules(hosts: Iterable[str]) -> str:
    """Chromium's rules that leave every host without an address but the site's and the libraries'.

    What slips past the gate (a redirect, a socket, a worker) then has nowhere to go.
    """
    own = sorted(set(map(domain, hosts)))
    proxies = (urlsplit(proxy).hostname for proxy in getproxies().values())
    open_to = [*own, *(f"*.{name}" for name in own), *LIBRARIES, *filter(None, proxies)]
    return ", ".join(("MAP * ~NOTFOUND", *(f"EXCLUDE {name}" for name in open_to)))
