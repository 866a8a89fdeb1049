"""What the WordPress REST interface writes, read; and what it takes, written."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from scrapy.http import TextResponse

from pilsetas_crawl.middlewares.conditional import header
from pilsetas_crawl.reading.dates import DateReading, read_machine_date

# Headers with the totals.
TOTAL, PAGES = "X-WP-Total", "X-WP-TotalPages"


def moment_told(gmt: str | None, local: str | None) -> DateReading | None:
    """The UTC value; a draft published by hand may have none, then the site's wall clock."""
    if gmt and not gmt.startswith("0000"):
        return read_machine_date(f"{gmt}Z")
    return read_machine_date(local) if local else None


def count_told(response: TextResponse, name: str) -> int | None:
    """A number the interface tells in a header; None where a proxy has taken it away."""
    told = header(response, name) or ""
    return int(told) if told.isdigit() else None


def is_last_page(response: TextResponse, number: int, posts: int, full: int) -> bool:
    """Whether a page is the last: by the header, else by holding fewer posts than a full one."""
    pages = count_told(response, PAGES)
    return number >= pages if pages is not None else posts < full


def posts_told(text: str) -> list[dict[str, Any]] | None:
    """Posts of an answer; None when it is a page, an error object or damaged."""
    try:
        posts = json.loads(text)
    except ValueError:
        return None
    if not isinstance(posts, list):
        return None
    return [post for post in posts if isinstance(post, dict) and {"id", "link"} <= post.keys()]


def day_start(day: date) -> str:
    """Beginning of a day as the interface takes it for ``after`` and ``before``."""
    # `after` is exclusive and read in the site's own zone: one second before midnight.
    return (datetime(day.year, day.month, day.day) - timedelta(seconds=1)).isoformat()  # noqa: DTZ001 # site-local on purpose


def site_time(moment: datetime) -> str:
    """A moment in UTC as the interface takes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")
