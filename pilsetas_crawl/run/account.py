"""The account of a run: every listed article ends in exactly one bucket."""

from __future__ import annotations

import asyncio
from collections import Counter

from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.verdict import WayOutcome


class Account:
    """Counts what a source listed and what became of it.

    Articles are named by their address key. One that was listed is *open* until it is settled in a bucket
    or staged for the store; whoever walks a listing waits for that before asking for the next page, which
    keeps memory flat and lets the walk use dates that only the article pages tell.
    """

    def __init__(self) -> None:
        self.counts: Counter[Bucket] = Counter()
        self.discovery: Counter[str] = Counter()
        # New articles that only a cross-check listed, after another way had covered the run.
        self.late: set[str] = set()
        self.removed = 0
        # What stood in the way of the articles that failed, and what the last of them met.
        self.failures: Counter[WayOutcome] = Counter()
        self.failure = ""
        # Articles whose page was looked at in this run and had no title, no text or no article in it.
        self.unreadable = 0
        self._seen: set[str] = set()
        self._open: set[str] = set()
        self._staged: set[str] = set()
        self._quiet = asyncio.Event()
        self._quiet.set()

    @property
    def listed(self) -> int:
        """Distinct articles the source listed."""
        return len(self._seen)

    @property
    def waiting(self) -> int:
        """Articles that were read and wait for their part to be written."""
        return len(self._staged)

    @property
    def balanced(self) -> bool:
        """Whether listed = new + edited + known + duplicate + rejected + failed."""
        return self.listed == sum(self.counts.values())

    def seen(self, key: str) -> bool:
        """Whether this run has listed the address already."""
        return key in self._seen

    def enter(self, key: str) -> bool:
        """Enter a listed article; False when it was listed before in this run."""
        if key in self._seen:
            return False
        self._seen.add(key)
        self._open.add(key)
        self._quiet.clear()
        return True

    def withdraw(self, key: str) -> None:
        """Take an article without a verdict off the account: outside the days asked for, or gone."""
        if key in self._open or key in self._staged:
            self._seen.discard(key)
            self._staged.discard(key)
            self._close(key)

    def stage(self, key: str) -> None:
        """An article has passed the pipelines and waits for its part to be written."""
        if key in self._open:
            self._staged.add(key)
        self._close(key)

    def settle(self, key: str, bucket: Bucket) -> bool:
        """Put a listed article into its bucket; the first verdict stands.

        Returns:
            False when the address was never listed or is settled already.
        """
        if key not in self._open and key not in self._staged:
            return False
        self._staged.discard(key)
        self._close(key)
        self.counts[bucket] += 1
        return True

    def note_failure(self, kind: WayOutcome, error: str) -> None:
        """Note what stood in the way of an article that failed."""
        self.failures[kind] += 1
        self.failure = error

    def open_keys(self) -> frozenset[str]:
        """Listed articles without a verdict."""
        return frozenset(self._open | self._staged)

    async def quiet(self, patience: float) -> bool:
        """Wait until no listed article is open.

        Args:
            patience: seconds to wait at the most.

        Returns:
            False when the time ran out first.
        """
        try:
            await asyncio.wait_for(self._quiet.wait(), patience)
        except TimeoutError:
            return False
        return True

    def _close(self, key: str) -> None:
        self._open.discard(key)
        if not self._open:
            self._quiet.set()
