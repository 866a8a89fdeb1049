"""The link step: takes in what is new in a store and writes what has changed of its stories.

The rows written (dataset `links`, source `stories`) are the only authority. The index is a cache of them and
of the articles; it is brought in step with the manifests first, so a step killed at any moment is taken up by
the next. Rows are stored before the index remembers them: killed between the two, the index reads them back.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.index_step import IndexStep
from pilsetas_crawl.items import REMOVED, Article, Link
from pilsetas_crawl.store.succession import changes, follow
from pilsetas_crawl.stories.database import StoryFile
from pilsetas_crawl.stories.index import Entry, TextIndex
from pilsetas_crawl.stories.sweep import Sweep, Swept, forget

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from pilsetas_crawl.store import Part, Store

log = logging.getLogger(__name__)

# The name links are committed under: a source of its own, with a manifest no crawl touches.
SOURCE = "stories"
# Links stored at a time; each is half a kilobyte in memory.
BATCH = 50_000
_ARTICLE = (
    *("article_id", "revision", "municipality", "region", "published_at", "published_date"),
    *("title", "body", "content_hash", "status"),
)
_HEARD = "CREATE TEMP TABLE IF NOT EXISTS heard (article_id TEXT PRIMARY KEY, at INTEGER)"
_HEAR = (
    "INSERT INTO heard VALUES (?, ?) ON CONFLICT (article_id) DO UPDATE SET at = excluded.at "
    "WHERE excluded.at >= at"
)
_LINK = ("article_id", "revision", "story_id", "is_canonical", "similarity", "reason", "linked_at")


@dataclass(slots=True)
class Linked:
    """What a link step did.

    Attributes:
        articles: revisions taken in.
        stories: stories begun.
        joined: articles that came into a story as a further member.
        moved: articles that changed their story.
        removed: articles that left theirs because their site removed them.
        exact: articles whose text, word for word, was there already.
        written: rows stored.
        rebuilt: why the index was made anew; None where it was found in order.
        parts: parts written.
    """

    articles: int = 0
    stories: int = 0
    joined: int = 0
    moved: int = 0
    removed: int = 0
    exact: int = 0
    written: int = 0
    rebuilt: str | None = None
    parts: list[Part] = field(default_factory=list)


class Linker(IndexStep):
    """The link step of one store."""

    kind = StoryFile
    doing = "stories are being linked"

    def __init__(
        self, store: Store, folder: Path, *, anew: bool = False, clock: Callable[[], datetime] | None = None
    ) -> None:
        """Prepare; nothing is opened yet.

        Args:
            store: the store.
            folder: folder of the crawl state.
            anew: look at the whole archive again, not only at what is new.
            clock: tells the time; the real one by default.
        """
        super().__init__(store, folder, anew=anew)
        self._clock = clock or (lambda: datetime.now(UTC))

    def _lock_folder(self) -> Path:
        """A local store is locked itself, wherever the state is: two state folders are no two locks."""
        home = self._store.files.folder
        if home is None:
            return super()._lock_folder()
        (home / "state").mkdir(exist_ok=True)
        return home / "state"

    def _prepare(self) -> None:
        self._store.settle(SOURCE)

    def run(self) -> Linked:
        """Do all there is to do.

        Raises:
            StoreError: a part cannot be read, or something cannot be written. What was stored before counts,
                and the next step takes up the rest.
        """
        listed = [part for part in self._store.parts() if part.dataset in (Article.dataset, Link.dataset)]
        done = Linked(rebuilt=self._file.made_anew)
        change = changes(self._known(), listed)
        if change.lost or change.mixed:
            # Gone back to an earlier copy: what it was told by is not there any more. Or merged before all of
            # it was taken in here: which rows are new cannot be told.
            self._begin_anew()
            done.rebuilt = "the archive was rearranged"
            change = changes(set(), listed)
        with self._file.transaction() as connection:
            follow(connection, change)
            connection.execute(_HEARD)
        known = self._known()
        # One for all parts: it counts what is in memory when it begins.
        index = TextIndex(self._file.connection)
        new = [part for part in listed if part.path not in known]
        self._store.files.ahead(new)
        # Links first: what was said of stories counts before new articles are looked at.
        for part in sorted(new, key=lambda part: part.dataset != Link.dataset):
            with self._file.transaction() as connection:
                if part.dataset == Link.dataset:
                    self._recall(connection, part)
                else:
                    self._take(index, part)
                connection.execute("INSERT INTO part VALUES (?)", (part.path,))
        done.articles, done.exact = index.taken, index.exact
        self._settle(done)
        return done

    def _known(self) -> set[str]:
        with self._file.reading() as connection:
            return {path for (path,) in connection.execute("SELECT path FROM part")}

    def _take(self, index: TextIndex, part: Part) -> None:
        """Take the articles of a part in."""
        for row in self._rows(part, _ARTICLE):
            index.add(_entry(row))

    def _recall(self, connection: sqlite3.Connection, part: Part) -> None:
        """Learn what was said of stories and is not known here."""
        for article_id, revision, story, canonical, similarity, reason, at in self._rows(part, _LINK):
            # Merged parts are sorted by publication: what was said last may be met first.
            if not connection.execute(_HEAR, (article_id, at)).rowcount:
                continue
            connection.execute(
                "INSERT INTO article (article_id, revision, story, canonical, similarity, reason, "
                "linked_revision) VALUES (?, 0, ?, ?, ?, ?, ?) ON CONFLICT (article_id) DO UPDATE SET "
                "story = excluded.story, canonical = excluded.canonical, similarity = excluded.similarity, "
                "reason = excluded.reason, linked_revision = excluded.linked_revision",
                (article_id, story, int(canonical or 0), similarity, reason, revision),
            )
            if story is not None:
                connection.execute(
                    "INSERT INTO story VALUES (?, ?) ON CONFLICT (story) DO UPDATE SET "
                    "born = min(born, excluded.born)",
                    (story, at),
                )

    def _settle(self, done: Linked) -> None:
        """Make stories of what was touched and store what has changed, a batch at a time."""
        while True:
            now = self._clock()
            with self._file.transaction() as connection:
                swept = Sweep(connection, now).next(BATCH)
                if swept is None:
                    return
                parts = self._write(swept.links, now)
                forget(connection, swept.settled)
                connection.executemany("INSERT INTO part VALUES (?)", [(part.path,) for part in parts])
            _count(done, swept, parts)

    def _write(self, links: Sequence[Link], now: datetime) -> Sequence[Part]:
        run_id = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{SOURCE}"
        return self._store.commit(SOURCE, run_id, links)


def _count(done: Linked, swept: Swept, parts: Iterable[Part]) -> None:
    done.stories += swept.fresh
    done.joined += swept.joined
    done.moved += swept.moved
    done.removed += swept.removed
    done.written += len(swept.links)
    done.parts += parts


def _entry(row: tuple[Any, ...]) -> Entry:
    article_id, revision, municipality, region, at, day, title, body, digest, status = row
    return Entry(
        article_id=article_id,
        revision=revision or 1,
        municipality=municipality or "",
        region=region,
        published_at=at,
        published_date=day.isoformat() if day else None,
        title=title,
        body=body,
        content_hash=digest,
        removed=status == REMOVED,
    )
