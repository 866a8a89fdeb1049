"""Repeatable chance.

Only `random.Random.random` is used: its sequence for a seed is promised to stay the same across Python
versions, which is not so for `choice`, `shuffle` or `sample`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

# Numbers ending in 1 take the singular in Latvian; templates are written for the plural.
_SINGULAR_ENDING = 1


class Chance:
    """A seeded stream of picks."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable demo content, not secrets

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit - 1``."""
        return int(self._random.random() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def plural(self, low: int, high: int) -> int:
        """Like `between`, never ending in 1, so that plural nouns after it agree."""
        number = self.between(low, high)
        return number + 1 if number % 10 == _SINGULAR_ENDING else number

    def pick(self, values: Sequence[T]) -> T:
        """One of the values."""
        return values[self.below(len(values))]

    def happens(self, share: float) -> bool:
        """True in about this share of calls."""
        return self._random.random() < share
