"""Arguments of a crawl, as given with ``-a``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from pilsetas_crawl.errors import PilsetasError

# At most 9999 days: longer ago nothing of today's sites was published, and `date` does not reach endlessly.
_NUMBER = re.compile(r"[0-9]{1,4}")

NAMES = ("start", "end", "site", "recheck")


@dataclass(frozen=True, slots=True)
class CrawlArguments:
    """What an operator asked of a run.

    Attributes:
        start: first local day, inclusive.
        end: last local day, inclusive.
        site: another address of the same system (a moved domain, a staging copy, a test server).
        recheck: look again at stored articles of so many days.
    """

    start: date | None = None
    end: date | None = None
    site: str | None = None
    recheck: int | None = None

    @classmethod
    def parse(cls, given: dict[str, str]) -> CrawlArguments:
        """Read the arguments.

        Raises:
            PilsetasError: an argument is unknown or has no sense; the message says what is wanted.
        """
        unknown = sorted(set(given) - set(NAMES))
        if unknown:
            raise PilsetasError(f"unknown argument {unknown[0]!r}: a crawl takes {', '.join(NAMES)}")
        start, end = _day(given, "start"), _day(given, "end")
        if start and end and start > end:
            raise PilsetasError(f"start={start} lies after end={end}: give start first")
        return cls(start=start, end=end, site=_site(given.get("site")), recheck=_days(given.get("recheck")))

    def recheck_since(self, today: date) -> date | None:
        """First day of the articles to be looked at again."""
        return today - timedelta(days=self.recheck) if self.recheck else None


def _day(given: dict[str, str], name: str) -> date | None:
    text = given.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PilsetasError(f"{name}={text} is no date: write it as 2025-10-31") from None


def _days(text: str | None) -> int | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or int(text) == 0:
        raise PilsetasError(f"recheck={text} is no number of days: write it as recheck=14")
    return int(text)


def _site(text: str | None) -> str | None:
    if not text:
        return None
    if not _is_site(text):
        raise PilsetasError(f"site={text} is no address: write it as site=https://www.example.lv")
    return text.rstrip("/")


def _is_site(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # Paths are put behind a site, so it cannot end in a query; reading the port checks it.
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not (parts.query or parts.fragment)
        )
    except ValueError:
        return False
