"""Which texts hold a sentence or agree in a band: the part of the index that is asked for every article.

New keys go into a small table that stays in memory, and from there, in order of the keys, into the large one:
written one by one in their random order they would touch a page of the disk each. Keys a publisher uses in
`FREQUENT` texts are forms of words; they lead nowhere and are followed no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

T = TypeVar("T")

# So many texts of one publisher make a sentence a form of words: an article is seldom published in so many
# versions by one, and a vacancy of the same office has its closing words in each.
FREQUENT = 6
# And so many of any: a national notice is published by 42 municipalities, by some of them twice.
EVERYWHERE = 64
# Rows of the small table when it is emptied into the large one: about 20 MB.
FLUSH = 1_000_000
_AT_ONCE = 8_000
_STEP = 16


class Postings:
    """Keys of the index and the texts they stand in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._many = connection.executemany
        (self._recent,) = self._execute("SELECT count(*) FROM recent").fetchone()

    def frequent(self, keys: Collection[int]) -> set[int]:
        """Those of the keys that are forms of words."""
        return {key for (key,) in self._ask("SELECT key FROM frequent WHERE key IN ({})", keys)}

    def find(self, keys: Collection[int]) -> dict[int, list[int]]:
        """Key → texts that have it; keys nobody has are left out."""
        found: dict[int, list[int]] = {}
        for table in ("posting", "recent"):
            for key, text in self._ask(f"SELECT key, text FROM {table} WHERE key IN ({{}})", keys):  # noqa: S608 # our own names
                found.setdefault(key, []).append(text)
        return found

    def _ask(self, query: str, keys: Collection[int]) -> Iterator[tuple[int, ...]]:
        for marks, values in chunks(keys):
            yield from self._execute(query.format(marks), values)

    def add(self, text: int, keys: Collection[int]) -> None:
        """File a text under keys."""
        self._many("INSERT OR IGNORE INTO recent VALUES (?, ?)", [(key, text) for key in keys])
        self._recent += len(keys)
        if self._recent >= FLUSH:
            self._execute("INSERT OR IGNORE INTO posting SELECT key, text FROM recent ORDER BY key, text")
            self._execute("DELETE FROM recent")
            self._recent = 0

    def mark_frequent(self, keys: Iterable[int]) -> None:
        """From now on these are forms of words."""
        self._many("INSERT OR IGNORE INTO frequent VALUES (?)", [(key,) for key in keys])


def chunks(values: Collection[T]) -> Iterable[tuple[str, list[T]]]:
    """The values a few thousand at a time, and marks for an IN list of them.

    Lists are filled up with their last value to a few lengths, so that the statements can be kept.
    """
    listed = list(values)
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        some += [some[-1]] * (-len(some) % _STEP)
        yield ",".join("?" * len(some)), some
