"""A look into a source's state from outside, while a run may be at work on it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# A run holds the file for milliseconds at a time.
PATIENCE = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Peek:
    """What a state says.

    Attributes:
        markers: bookkeeping entries by name.
        days: local day → articles published on it and not removed.
    """

    markers: dict[str, str] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)


def peek(path: Path, since: date) -> Peek | None:
    """Read a state without its lock, and change nothing in it.

    Args:
        path: the SQLite file.
        since: first local day of the articles to be counted.

    Returns:
        None where there is no such file, or it cannot be read now.
    """
    if not path.exists():
        return None
    query = (
        "SELECT published_date, count(*) FROM article "
        "WHERE status IS NOT 'removed' AND published_date >= ? GROUP BY published_date"
    )
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            markers = connection.execute("SELECT name, value FROM marker").fetchall()
            days = connection.execute(query, (since.isoformat(),)).fetchall()
    except sqlite3.Error:
        return None
    return Peek(dict(markers), {date.fromisoformat(day): count for day, count in days})
