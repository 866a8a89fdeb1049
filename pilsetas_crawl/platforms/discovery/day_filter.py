"""The days of a window as a listing's own filter takes them."""

from __future__ import annotations

from datetime import timedelta

from pilsetas_crawl.platforms.discovery.base import Window

# How the filter of the state platform writes a day that is left open.
NO_DAY = "--.--.----"


def days_query(pattern: str, window: Window) -> str:
    """Query for the days of a window, and a day more on either side.

    Args:
        pattern: the query with ``{start}`` and ``{end}``.
        window: days wanted; it has a last one.
    """
    assert window.end is not None
    start = f"{window.start - timedelta(days=1):%d.%m.%Y}" if window.start else NO_DAY
    return pattern.format(start=start, end=f"{window.end + timedelta(days=1):%d.%m.%Y}")
