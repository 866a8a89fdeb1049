"""What has become of the parts somebody knows, by what the manifests list now.

Caches of the parts (states of sources, the index of stories) remember the paths they were filled from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pilsetas_crawl.store.parts import Part


@dataclass(slots=True)
class Changes:
    """Parts known then against parts listed now.

    Attributes:
        fresh: listed, and nothing of them is known.
        taken: listed, and merged from parts that are all known: there is nothing to read in them.
        mixed: listed, and merged from parts of which some are known.
        merged: paths that were known and are gone into a listed part.
        lost: paths that were known and are gone otherwise.
    """

    fresh: list[Part] = field(default_factory=list)
    taken: list[Part] = field(default_factory=list)
    mixed: list[Part] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)


def changes(known: AbstractSet[str], listed: Sequence[Part]) -> Changes:
    """Compare what is known with what is listed.

    Args:
        known: paths of the parts known.
        listed: parts that count now.
    """
    found = Changes()
    for part in listed:
        if part.path not in known:
            old = set(part.replaces)
            kind = found.fresh if not old & known else found.taken if old <= known else found.mixed
            kind.append(part)
            found.merged |= old & known
    found.lost = set(known) - found.merged - {part.path for part in listed}
    return found


def follow(connection: sqlite3.Connection, change: Changes) -> None:
    """Know what was merged by the parts that replaced it, in a table `part` of paths."""
    connection.executemany("DELETE FROM part WHERE path = ?", ((path,) for path in change.merged))
    connection.executemany("INSERT INTO part VALUES (?)", ((part.path,) for part in change.taken))
