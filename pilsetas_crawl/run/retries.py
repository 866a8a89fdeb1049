"""Articles that could not be fetched in a run, on their way to the queue of the next runs."""

from __future__ import annotations

from collections.abc import KeysView, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pilsetas_crawl.store import SourceState
    from pilsetas_crawl.store.stage import Stage


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed article: its address, what its listing said of it, the failure in words."""

    key: str
    url: str
    hints: Mapping[str, Any]
    error: str


class Retries:
    """The failures of one run by address key.

    One that has never failed before is queued with the articles read beside it: a run that is killed must
    not forget it, for the next one may not walk there again. Of those on the queue already nothing is said
    before the end, when it is clear whether the site answered at all.
    """

    def __init__(self) -> None:
        self._failed: dict[str, Failure] = {}
        self._queued: set[str] = set()

    def add(self, failure: Failure) -> None:
        """Take note of a failure."""
        self._failed[failure.key] = failure

    def keys(self) -> KeysView[str]:
        """Address keys of what has failed."""
        return self._failed.keys()

    def queue_new(self, state: SourceState) -> None:
        """Put failures that are not on the queue on it."""
        for key, failure in self._failed.items():
            if key not in self._queued and state.retry(key) is None:
                state.add_retry(failure.url, key, failure.hints, failure.error)
                self._queued.add(key)

    def take_hopeless(self, state: SourceState, limit: int) -> list[Failure]:
        """Take out what has now failed in so many runs."""
        hopeless = []
        for key in list(self._failed.keys() - self._queued):
            waiting = state.retry(key)
            if waiting is not None and waiting.attempts + 1 >= limit:
                hopeless.append(self._failed.pop(key))
        return hopeless

    def keep(self, stage: Stage, state: SourceState, *, tried: bool) -> None:
        """Count the failures of the run; while the site is down, waiting articles have not been tried again.

        Args:
            stage: what the run leaves to the next.
            state: the queue so far.
            tried: the site answered in this run.
        """
        for key in self._failed.keys() - self._queued:
            if tried or state.retry(key) is None:
                failure = self._failed[key]
                stage.add_retry(failure.url, key, failure.hints, failure.error)
