"""The second half of linking: stories of all that was touched, and what has to be written of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.items import Link
from pilsetas_crawl.store.database import from_micros, to_micros
from pilsetas_crawl.stories.grouping import CANONICAL, Candidate, Member, name_stories, stories
from pilsetas_crawl.stories.postings import chunks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from datetime import datetime

# Value of `Link.reason` for an article its site has removed.
REMOVED = "removed"
_CANDIDATE = "id, article_id, text, local, complete, published_at, story, canonical"


@dataclass(slots=True)
class Swept:
    """What a part of the sweep found.

    Attributes:
        settled: rows of `article` that need no second look.
        links: what has to be written.
        fresh: stories begun.
        joined: articles that came into a story that was there, or begun by another.
        moved: articles that changed their story.
        removed: articles that left theirs because their site removed them.
    """

    settled: list[int]
    links: list[Link]
    fresh: int = 0
    joined: int = 0
    moved: int = 0
    removed: int = 0


def story_ids(article_id: str) -> Iterator[str]:
    """Ids for a story that begins with an article, the usual one first."""
    for turn in count():
        basis = f"{turn}:{article_id}" if turn else article_id
        yield "story-" + blake2b(basis.encode(), digest_size=8).hexdigest()


class Sweep:
    """Goes through what was touched, a whole group of articles that hang together at a time."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._execute = connection.execute
        self._now = now

    def next(self, most: int) -> Swept | None:
        """Stories of some touched articles; None where none is left.

        Args:
            most: links after which to stop, at the end of a group.
        """
        swept = Swept([], [])
        seen: set[int] = set()
        for (row,) in self._execute("SELECT article FROM dirty ORDER BY article").fetchall():
            if row in seen:
                continue
            articles, gone, pairs = self._around(row)
            seen.update(article.row for article in articles)
            seen.update(gone)
            swept.settled += [article.row for article in articles]
            swept.settled += gone
            self._group(articles, pairs, swept)
            for one in gone:
                self._gone(one, swept)
            if len(swept.links) >= most:
                break
        return swept if swept.settled else None

    def _around(self, row: int) -> tuple[list[Candidate], list[int], dict[int, dict[int, tuple[float, str]]]]:
        """All articles that hang together with one, by pairs of texts or by a story told of them before.

        Returns:
            The articles, rows of removed ones, and the pairs.
        """
        articles: dict[int, Candidate] = {}
        gone: set[int] = set()
        pairs: dict[int, dict[int, tuple[float, str]]] = {}
        names: set[str] = set()
        waiting = self._articles("id", [row])
        while waiting:
            new = [one for one in waiting if one[0] not in articles and one[0] not in gone]
            gone.update(one[0] for one in new if one[2] is None)
            for one in new:
                if one[2] is not None:
                    name, article_id, text, local, complete, at, story, canonical = one
                    articles[name] = Candidate(
                        name, article_id, text, bool(local), complete, at, story, canonical=bool(canonical)
                    )
            texts = {one[2] for one in new if one[2] is not None} - pairs.keys()
            near: set[int] = set(texts)
            for text in texts:
                pairs[text] = {
                    b: (similarity, reason)
                    for b, similarity, reason in self._execute(
                        "SELECT b, similarity, reason FROM edge WHERE a = ?", (text,)
                    )
                }
                near |= pairs[text].keys()
            told = {one[6] for one in new if one[6] is not None} - names
            names |= told
            waiting = self._articles("text", near - (pairs.keys() - texts)) + self._articles("story", told)
        return list(articles.values()), sorted(gone), pairs

    def _articles(self, column: str, values: Collection[Any]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for marks, some in chunks(values):
            query = f"SELECT {_CANDIDATE} FROM article WHERE {column} IN ({marks})"  # noqa: S608 # our own names
            found += self._execute(query, some)
        return found

    def _group(
        self, articles: list[Candidate], pairs: dict[int, dict[int, tuple[float, str]]], swept: Swept
    ) -> None:
        found = stories(articles, pairs)
        told = {article.story for article in articles if article.story}
        born = self._born(told)
        first = [members[0].article.article_id for members in found]
        offered = {name: [one for one, _ in zip(story_ids(name), range(4), strict=False)] for name in first}
        born |= self._born({one for ids in offered.values() for one in ids})
        for name, members in zip(name_stories(found, born, offered), found, strict=True):
            if name not in born:
                swept.fresh += 1
                self._execute("INSERT OR IGNORE INTO story VALUES (?, ?)", (name, to_micros(self._now)))
            for member in members:
                self._member(name, member, swept)

    def _born(self, names: Collection[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for marks, some in chunks(names):
            query = f"SELECT story, born FROM story WHERE story IN ({marks})"  # noqa: S608 # marks only
            found.update(self._execute(query, some).fetchall())
        return found

    def _member(self, name: str, member: Member, swept: Swept) -> None:
        article, canonical = member.article, member.reason == CANONICAL
        before = self._told(article.row)
        after = (name, int(canonical), member.similarity, member.reason)
        if before[:4] == after and before[4] == before[5]:
            return
        if article.story is None:
            swept.joined += not canonical
        elif article.story != name:
            swept.moved += 1
        self._write(article.row, after, before, swept)

    def _gone(self, row: int, swept: Swept) -> None:
        before = self._told(row)
        if before[3] not in (None, REMOVED):
            swept.removed += 1
            self._write(row, (None, 0, None, REMOVED), before, swept)

    def _told(self, row: int) -> tuple[Any, ...]:
        return tuple(
            self._execute(
                "SELECT story, canonical, similarity, reason, linked_revision, revision, article_id, "
                "municipality, region, published_at, published_date FROM article WHERE id = ?",
                (row,),
            ).fetchone()
        )

    def _write(self, row: int, after: tuple[Any, ...], before: tuple[Any, ...], swept: Swept) -> None:
        previous, revision = before[0], before[5]
        article_id, municipality, region, at, day = before[6:]
        story, canonical, similarity, reason = after
        self._execute(
            "UPDATE article SET story = ?, canonical = ?, similarity = ?, reason = ?, linked_revision = ? "
            "WHERE id = ?",
            (*after, revision, row),
        )
        swept.links.append(
            Link(
                article_id=article_id,
                revision=revision,
                story_id=story,
                previous_story_id=previous,
                is_canonical=bool(canonical),
                similarity=similarity,
                reason=reason,
                municipality=municipality,
                region=region,
                linked_at=self._now,
                published_at=from_micros(at),
                published_date=date.fromisoformat(day) if day else None,
            )
        )


def forget(connection: sqlite3.Connection, settled: Collection[int]) -> None:
    """These articles need no second look."""
    connection.executemany("DELETE FROM dirty WHERE article = ?", ((row,) for row in settled))
