"""What a run's answers say beside their content: the site's clock, and redirects to another host."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

SAMPLES = 20  # answers whose time is looked at


class Traffic:
    """Looks at every answer of a run as it comes in."""

    def __init__(self) -> None:
        self.redirected: Counter[str] = Counter()
        self._skews: list[float] = []

    def look(self, response: Response, request: Request, own_hosts: frozenset[str]) -> None:
        """Take note of one answer.

        Args:
            response: the answer.
            request: what it answers, after redirects.
            own_hosts: hosts of the site; whatever else answers was redirected to.
        """
        host = urlsplit(request.url).netloc
        if request.meta.get("redirect_urls") and host not in own_hosts:
            self.redirected[host] += 1
        elif len(self._skews) < SAMPLES and (skew := clock_skew(response)) is not None:
            self._skews.append(skew)

    @property
    def clock_skew(self) -> float | None:
        """Seconds the site's clock is ahead of ours, in the median; None where it tells no time."""
        return round(median(self._skews), 1) if self._skews else None


def clock_skew(response: Response) -> float | None:
    """Seconds by which the ``Date`` of an answer, corrected by its ``Age`` in a cache, is ahead of us."""
    told = (response.headers.get("Date") or b"").decode("latin-1")
    age = (response.headers.get("Age") or b"0").decode("latin-1").strip()
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = float(age) if age.isascii() and age.isdigit() else 0.0
    return (moment - datetime.now(UTC)).total_seconds() + seconds
