"""How far back a walk has come, and whether it still gets anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


class Depth:
    """Days of a walk's pages, as far as they are known.

    They tell an archive, however long, from a pager that never ends: the pages of an archive lead further
    back in time, a loop does not. Many pages may show one and the same day all the same: a site that has
    moved dates everything it took along by the day of the move.
    """

    def __init__(self, patience: int) -> None:
        """Begin a walk; `patience`: pages in a row that may lead no further back."""
        self._patience = patience
        self._ends: list[date] = []
        self._oldest: date | None = None
        self._idle = 0

    def add(self, days: Sequence[date]) -> None:
        """Take the days of a further page's articles, in their order."""
        known = [*self._ends, *days]
        self._ends = [known[0], known[-1]] if len(known) > 1 else known
        oldest = min(days, default=None)
        further = oldest is not None and (self._oldest is None or oldest < self._oldest)
        self._oldest = oldest if further else self._oldest
        self._idle = 0 if further else self._idle + 1

    @property
    def stuck(self) -> bool:
        """Whether too many pages in a row have led no further back."""
        return self._idle >= self._patience

    @property
    def span(self) -> tuple[date, date] | None:
        """Last and first day in the order of the walk, which is from the oldest to the newest; else None."""
        return (self._ends[-1], self._ends[0]) if len(self._ends) > 1 else None
