"""What may befall a source, and what a run must say of it: the table that docs/verdicts.md shows.

The verdicts are stated from what an operator has to know, in these words: *unreachable*: no whole answer was
to be had; *blocked*: somebody answers and will not let us in; *broken layout*: whole answers came and what we
look for is not in them; *suspicious*: all was read, and something cannot be right; *partial*: some of it is
missing and comes with the next run. `python -m tests.crawl.faults` prints the table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.crawl.fault_relays import Damaged, Everywhere, OtherForm
from tests.crawl.relay import Relay

TVP, WORDPRESS = "bauska", "saldus"
EXIT = {
    "ok": 0, "partial": 3, "suspicious": 3,
    "blocked": 1, "broken layout": 1, "unreachable": 1, "not run": 1,
}  # fmt: skip

Switch = tuple[str, str, dict[str, Any]]
# Nothing is waited for where waiting is not the matter.
SHORT_WAIT = ("-s", "PILSETAS_RETRY_AFTER_DEFAULT=0.05")
FEED, LIST, PAGES = "/lv/rss/articles*", "/lv/jaunumi*", "/lv/jaunums/*"
NO_TLS = "{no_tls}"
NOBODY = "{nobody}"
# Labels are short enough and the whole is too long: no resolver has to be asked to know it does not exist.
NO_HOST = f"http://{'.'.join(['vietne' * 8] * 6)}.lv"
FORBIDDING = "User-agent: *\nDisallow: /\n"
FULL_DISK = ("bash", "-c", 'ulimit -f 4; exec "$@"', "bash")


@dataclass(frozen=True)
class Fault:
    """One line of the table.

    Attributes:
        name: short name.
        told: the fault in words.
        site: demo site it befalls.
        verdict: what the run must say.
        word: what its cause must contain; empty for a run that is well.
        switches: faults of the demo site: kind, target and further fields.
        relay: stands between the site and the crawl, built with the site's address.
        address: another address that is crawled instead.
        more: further arguments of the crawl.
        first: it befalls the first run of a source, over all its days; else a daily run with news to read.
        store: befalls the store before the run.
        under: command the crawl runs under.
        killed: the run is killed, and it is the next one that is judged.
    """

    name: str
    told: str
    site: str
    verdict: str
    word: str = ""
    switches: tuple[Switch, ...] = ()
    relay: Callable[[str], Relay] | None = None
    address: str = ""
    more: tuple[str, ...] = ()
    first: bool = False
    store: Callable[[Path], None] | None = None
    under: tuple[str, ...] = ()
    killed: bool = False


def switch(kind: str, target: str = "*", **fields: Any) -> tuple[Switch, ...]:
    """A single fault of a demo site."""
    return ((kind, target, fields),)


def make_read_only(store: Path) -> None:
    """Take away the right to write in every folder of a store."""
    for folder in [store, *(path for path in store.rglob("*") if path.is_dir())]:
        folder.chmod(0o555)


def damage_state(store: Path) -> None:
    """Overwrite the middle of the state's file."""
    (path,) = store.rglob("*.sqlite")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


FAULTS = (
    # --- refusals
    Fault("403", "every address answers 403", TVP, "blocked", "403", switch("error", status=403)),
    Fault("429", "429 without `Retry-After`, however often it is asked", WORDPRESS, "blocked", "429",
          switch("error", status=429), more=SHORT_WAIT),
    Fault("429-hour", "429 with a `Retry-After` of an hour", TVP, "blocked", "429",
          switch("too_many", seconds=3600)),
    Fault("429-once", "429 with a `Retry-After` of a second, once", WORDPRESS, "ok", "",
          switch("too_many", times=1, seconds=1)),
    Fault("503", "503, however often it is asked", TVP, "unreachable", "503",
          switch("unavailable"), more=SHORT_WAIT),
    Fault("challenge", "a page that wants a browser first, with status 403", WORDPRESS, "blocked",
          "challenge", switch("challenge")),
    Fault("challenge-503", "the same with status 503", TVP, "blocked", "challenge",
          switch("challenge", status=503), more=SHORT_WAIT),
    Fault("refusal-200", "a firewall's \"Request Rejected\" with status 200", TVP, "blocked",
          "Request Rejected", switch("refused")),
    Fault("login", "a login form at every address, with status 200", WORDPRESS, "blocked", "login",
          relay=partial(Everywhere, page="login")),
    Fault("robots", "robots.txt forbids everything", TVP, "blocked", "robots.txt",
          relay=partial(Relay, robots=FORBIDDING)),
    Fault("pages-403", "lists answer, the pages of the new articles say 403", TVP, "blocked", "403",
          switch("error", PAGES, status=403)),
    # --- nobody there
    Fault("dns", "the host's name has no address", TVP, "unreachable", "no address", address=NO_HOST),
    Fault("tls", "no TLS handshake succeeds", WORDPRESS, "unreachable", "TLS", address=NO_TLS),
    Fault("closed", "the connection is refused", TVP, "unreachable", "connection refused", address=NOBODY),
    Fault("slow", "the body comes too slowly for `DOWNLOAD_TIMEOUT`", TVP, "unreachable", "in time",
          switch("slow", seconds=60), more=("-s", "DOWNLOAD_TIMEOUT=0.3")),
    Fault("cut", "every body is cut off in the middle", WORDPRESS, "unreachable", "cut off",
          switch("truncated")),
    Fault("gzip", "bodies that claim to be gzip and are not", WORDPRESS, "unreachable", "unpacked",
          relay=Damaged),
    Fault("huge", "bodies larger than `DOWNLOAD_MAXSIZE`", WORDPRESS, "unreachable", "DOWNLOAD_MAXSIZE",
          switch("huge", size=400_000), more=("-s", "DOWNLOAD_MAXSIZE=300000")),
    Fault("circle", "every address redirects to itself", TVP, "unreachable", "redirect",
          switch("redirect_loop")),
    Fault("robots-500", "robots.txt answers 500, everything else is well", WORDPRESS, "unreachable",
          "robots.txt", switch("error", "/robots.txt", status=500)),
    Fault("maintenance", "a page of maintenance at every address, with status 200", WORDPRESS,
          "unreachable", "maintenance", relay=partial(Everywhere, page="maintenance")),
    # --- the site is not what it was
    Fault("soft-404", "a not-found page at every address, with status 200", WORDPRESS, "broken layout",
          "no way of discovery found an article", switch("soft_404")),
    Fault("soft-404-pages", "lists answer, the pages of the new articles are not-found pages with status 200",
          TVP, "broken layout", "could be read", switch("soft_404", PAGES)),
    Fault("half-soft-404", "the same for half of the new articles", TVP, "suspicious", "could not be read",
          tuple(("soft_404", f"/lv/jaunums/iedzivotaju-{n}*", {}) for n in (1, 3, 5, 7))),
    Fault("moved", "every address redirects to another host", TVP, "broken layout", "redirected to",
          switch("moved")),
    Fault("other-form", "addresses of articles have another form", TVP, "broken layout", "listing",
          relay=OtherForm),
    Fault("new-addresses-wp", "every article has another address; posts keep their numbers", WORDPRESS,
          "ok", "", switch("new_addresses")),
    Fault("new-addresses-tvp", "every article has another address; only its page tells the number", TVP,
          "ok", "", switch("new_addresses")),
    Fault("empty-list", "the list answers and has no rows", TVP, "broken layout", "listing",
          switch("empty_list", LIST)),
    Fault("empty-feed", "the feed answers and has no items", TVP, "broken layout", "feed",
          switch("empty_feed", FEED)),
    Fault("old-feed", "the feed stands still while the list has news", TVP, "suspicious", "feed",
          switch("stale_feed", FEED)),
    Fault("frozen-feed", "the feed says 304 for ever while there is news", WORDPRESS, "suspicious", "feed",
          switch("error", "/feed/*", status=304)),
    Fault("endless-pager", "first run: the pager begins anew after its last page", TVP, "partial",
          "no way of discovery reached", switch("endless_pager", LIST), first=True),
    Fault("repeating-pager", "first run: every further page repeats the one before", TVP, "partial",
          "page=1", switch("repeat_list", LIST), first=True),
    # --- contents
    Fault("no-dates", "all dates are gone", TVP, "broken layout", "published", switch("no_dates")),
    Fault("future", "every article is dated 400 days later", WORDPRESS, "broken layout", "published",
          switch("future_dates")),
    Fault("half-empty", "every other article has no text", TVP, "suspicious", "text",
          switch("half_empty")),
    Fault("same-titles", "all articles have one title", WORDPRESS, "broken layout", "title",
          switch("same_titles")),
    Fault("recoded", "pages in windows-1257 instead of UTF-8, as their header says", TVP, "ok", "",
          switch("recoded")),
    Fault("clock", "the server's clock is five hours ahead", WORDPRESS, "suspicious", "clock",
          switch("clock_skew", seconds=18_000)),
    # --- this machine
    Fault("disk-full", "the disk is full: no file can grow any more", TVP, "not run", "cannot use the state",
          under=FULL_DISK),
    Fault("read-only", "the store cannot be written to", WORDPRESS, "not run",
          "cannot write the store",
          store=make_read_only),
    Fault("killed", "the run is killed (`kill -9`) half-way; the next one", TVP, "ok", "", killed=True),
    Fault("state", "the state's file is damaged", WORDPRESS, "ok", "", store=damage_state),
)  # fmt: skip
HEADER = ("What happens", "Verdict", "Exit code", "The cause tells")


def table() -> str:
    """The table as Markdown."""
    rows = [
        (fault.told, fault.verdict, str(EXIT[fault.verdict]), f"“{fault.word}”" if fault.word else "—")
        for fault in FAULTS
    ]
    lines = [HEADER, tuple("---" for _ in HEADER), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    sys.stdout.write(f"{table()}\n")
