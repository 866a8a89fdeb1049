"""Faults that tests switch on while the demo sites run."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass
from typing import Any

from pilsetas_crawl.demo.world import DemoError

# What each kind does; the names are what `DemoControl.fault` takes.
KINDS = {
    "too_many": "429 with Retry-After (seconds)",
    "unavailable": "503, with Retry-After when seconds are given",
    "error": "the given status (500 by default) with a short page",
    "redirect_loop": "302 to the same address",
    "reset": "the connection is reset before an answer",
    "truncated": "half of the body, then the connection ends; Content-Length promises the whole",
    "slow": "the body comes in pieces spread over the given seconds",
    "huge": "a body of `size` bytes",
    "bad_feed": "the feed cut inside an item, with a stray ampersand and an unclosed element",
    "entity_bomb": "a feed that asks to expand entities a billion times, and one of a local file",
    "wrong_charset": "the true body under charset=iso-8859-1",
    "empty_list": "a listing page without its rows",
    "repeat_list": "a listing page with the rows of the page before",
    "redesign": "a listing in markup nobody knows",
    "refused": "the firewall's refusal page with status 200",
    "challenge": "a page that wants a browser (status 403 unless given)",
    "soft_404": "a not-found page with status 200",
    "empty_feed": "a feed without items",
    "stale_feed": "nothing of the last 45 days is there; for the address of a feed",
    "endless_pager": "a list begins anew after its last page and always links on",
    "no_dates": "every date is gone, the machine ones and those in digits",
    "future_dates": "every article is dated 400 days later",
    "clock_skew": "the Date header is off by the given seconds",
    "recoded": "the true page in windows-1257, as its header says",
    "half_empty": "every other article has no text",
    "same_titles": "all articles have one title",
    "new_addresses": "every article has another address, the old ones are missing",
    "moved": "a permanent redirect to the same address of another host: `to`, or one that serves the site",
}
HUGE_BYTES = 300 * 1024 * 1024
_MODES = {
    "empty_list": "empty",
    "repeat_list": "repeat",
    "redesign": "redesign",
    "endless_pager": "endless",
    **{veil: veil for veil in ("stale_feed", "future_dates", "half_empty", "same_titles", "new_addresses")},
}


@dataclass(slots=True)
class Fault:
    """One fault.

    Attributes:
        site: where it happens.
        kind: one of `KINDS`.
        target: path and query as sent; a final ``*`` matches any rest.
        times: how often it still happens; None for ever.
        seconds: Retry-After, how long a slow body takes, or how far the clock is off.
        status: the status where the kind leaves a choice; 0 for its default.
        size: bytes of a huge body.
        declared: a huge body announces its length.
        to: address of the host a moved site redirects to.
    """

    site: str
    kind: str
    target: str = "*"
    times: int | None = None
    seconds: float = 0.0
    status: int = 0
    size: int = HUGE_BYTES
    declared: bool = False
    to: str = ""

    def hits(self, site: str, target: str) -> bool:
        """Whether a request meets this fault."""
        if site != self.site or self.times == 0:
            return False
        return target.startswith(self.target[:-1]) if self.target.endswith("*") else target == self.target

    @property
    def mode(self) -> str:
        """How a listing misbehaves, for the kinds that change the page itself."""
        return _MODES.get(self.kind, "")


class FaultBook:
    """The faults that are on."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Switch a fault on; DemoError for an unknown kind."""
        if fault.kind not in KINDS:
            raise DemoError(f"no fault {fault.kind!r}; there are: {', '.join(KINDS)}")
        self._faults.append(fault)

    def clear(self) -> None:
        """Switch all faults off."""
        self._faults.clear()

    def meet(self, site: str, target: str) -> Fault | None:
        """The fault this request meets, counted; None when all is well."""
        for fault in self._faults:
            if fault.hits(site, target):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def listing(self) -> list[dict[str, Any]]:
        """All faults as plain data."""
        return [asdict(fault) for fault in self._faults]


def broken_feed(body: bytes) -> bytes:
    """A feed cut inside its third item or, if shorter, in the middle."""
    ends = [index for index in range(len(body)) if body.startswith(b"</item>", index)]
    cut = ends[2] - 40 if len(ends) > 2 else len(body) // 2  # noqa: PLR2004 - two whole items stay
    return body[:cut] + b"& <b>nepabeigts"


def entity_bomb() -> bytes:
    """A feed whose title is a "billion laughs" and whose item reaches for a local file."""
    names = "abcdefghi"
    rows = "".join(
        f'<!ENTITY {name} "{"&" + before + ";"}{("&" + before + ";") * 9}">'
        for before, name in itertools.pairwise(names)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "smiekli "><!ENTITY file SYSTEM '
        f'"file:///etc/hostname">{rows}]>'
        "<rss version='2.0'><channel><title>&i;</title><item><title>&file;</title><link>http://127.0.0.1/x"
        "</link></item></channel></rss>"
    ).encode()
