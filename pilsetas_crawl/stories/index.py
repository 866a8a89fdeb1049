"""The index of texts: takes articles in one by one and finds for each the few texts that tell the same.

What is joined depends on the articles alone and not on their order: a pair is joined if the two texts are one
story by `decide`, and have a sentence in common that is no form of words, or a band if neither text is mostly
such a form. When a sentence becomes one, the pairs of the texts that have it are looked at again; once a form
it stays one.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from operator import eq
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.identity import content_hash
from pilsetas_crawl.stories.decide import LEAST_SHARED, LIKENESS, SHARE, Decision, decide
from pilsetas_crawl.stories.fingerprint import PERMUTATIONS, SIGNATURE, Fingerprint, fingerprint, pack, unpack
from pilsetas_crawl.stories.postings import EVERYWHERE, FREQUENT, Postings, chunks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

# Texts with fewer words ("Līdzjūtība" above a picture) are equal by accident: each stands alone.
LEAST_WORDS = 5
# Two texts are equally complete unless one is longer by half: a footer does not make a canonical article.
_STEP = math.log(1.5)
# Bits of the publishers of a text; a 63rd publisher would share the last one.
_BITS = 62


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision of one article, as the index takes it in.

    Attributes:
        article_id: identity of the article.
        revision: its number; the newest counts.
        municipality: slug of the publisher.
        region: key of its historical land.
        published_at: microseconds since 1970 UTC; None where unknown.
        published_date: local day as ISO text; None where unknown.
        title: headline.
        body: text.
        content_hash: digest of both; made here where it is None.
        removed: the site has taken it down.
    """

    article_id: str
    revision: int
    municipality: str
    region: str
    published_at: int | None = None
    published_date: str | None = None
    title: str | None = None
    body: str | None = None
    content_hash: str | None = None
    removed: bool = False


class TextIndex:
    """Articles, their texts, and which texts are one story with which."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._many = connection.executemany
        self._postings = Postings(connection)
        self._publishers = dict(self._execute("SELECT slug, number FROM publisher").fetchall())
        #: Articles taken in, those among them whose text was there word for word, pairs compared in full.
        self.taken = self.exact = self.compared = 0

    def add(self, entry: Entry) -> bool:
        """Take an article in.

        Returns:
            Whether anything is new: this revision or a newer one may be known.
        """
        found = self._execute(
            "SELECT id, revision, text FROM article WHERE article_id = ?", (entry.article_id,)
        ).fetchone()
        if found and found[1] >= entry.revision:
            return False
        if found and found[2] is not None:
            # Those it was joined with may fall apart without it.
            self._touch(found[2])
        text, told = (None, None) if entry.removed else self._text(entry)
        row = self._put(entry, text, told)
        if found and found[2] not in (None, text):
            self._leave(found[2])
        self._execute("INSERT OR IGNORE INTO dirty VALUES (?)", (row,))
        self.taken += 1
        return True

    def _put(self, entry: Entry, text: int | None, told: Fingerprint | None) -> int:
        local = bool(told and 2 * told.own > told.named)
        complete = int(math.log(told.words + 1) / _STEP) if told else 0
        (row,) = self._execute(
            "INSERT INTO article (article_id, revision, text, municipality, region, published_at, "
            "published_date, local, complete) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (article_id) DO UPDATE SET revision = excluded.revision, text = excluded.text, "
            "municipality = excluded.municipality, region = excluded.region, "
            "published_at = excluded.published_at, published_date = excluded.published_date, "
            "local = excluded.local, complete = excluded.complete RETURNING id",
            (
                *(entry.article_id, entry.revision, text, entry.municipality, entry.region),
                *(entry.published_at, entry.published_date, local, complete),
            ),
        ).fetchone()
        return int(row)

    def _touch(self, text: int) -> None:
        """Stories around a text have to be looked at again."""
        self._execute(
            "INSERT OR IGNORE INTO dirty SELECT id FROM article WHERE text = ? OR text IN "
            "(SELECT b FROM edge WHERE a = ?)",
            (text, text),
        )

    def _leave(self, text: int) -> None:
        """Count a text no longer for publishers that have replaced it or taken it down."""
        slugs = self._execute("SELECT DISTINCT municipality FROM article WHERE text = ?", (text,)).fetchall()
        publishers = 0
        for (slug,) in slugs:
            publishers |= self._bit(slug)
        self._execute("UPDATE text SET publishers = ? WHERE id = ?", (publishers, text))

    def _text(self, entry: Entry) -> tuple[int, Fingerprint]:
        told = fingerprint(entry.title, entry.body, entry.municipality)
        digest = _digest(entry, told)
        bit = self._bit(entry.municipality)
        found = self._execute("SELECT id, publishers FROM text WHERE hash = ?", (digest,)).fetchone()
        if found is None:
            (text,) = self._execute(
                "INSERT INTO text (hash, publishers, words, print) VALUES (?, ?, ?, ?) RETURNING id",
                (digest, bit, told.words, pack(told)),
            ).fetchone()
            publishers = 0
        else:
            text, publishers = found
            self._execute("UPDATE text SET publishers = ? WHERE id = ?", (publishers | bit, text))
        self.exact += publishers > 0
        if told.words < LEAST_WORDS:
            return text, told
        if not publishers:
            # New, or nobody had it any more when others came.
            self._join(text, told, bit)
        elif not publishers & bit:
            self._count(text, told, bit, self._postings.find(self._rare(told)))
        return text, told

    def _bit(self, slug: str) -> int:
        if slug not in self._publishers:
            self._publishers[slug] = min(len(self._publishers), _BITS)
            self._execute("INSERT INTO publisher VALUES (?, ?)", (slug, self._publishers[slug]))
        return 1 << int(self._publishers[slug])

    def _rare(self, told: Fingerprint) -> set[int]:
        return set(told.keys - self._postings.frequent(told.keys))

    def _join(self, text: int, told: Fingerprint, bit: int) -> None:
        """File a new text and join it with those that tell the same."""
        rare = self._rare(told)
        if is_form(told, told.keys - rare):
            rare.intersection_update(told.by_key)
        found = self._postings.find(rare)
        self._postings.add(text, rare)
        rare -= self._count(text, told, bit, found)
        forms = told.keys - rare
        lines = rare.intersection(told.by_key)
        shared: dict[int, int] = Counter()
        for key in lines.intersection(found):
            for other in found[key]:
                shared[other] += told.by_key[key]
        touched = set(shared)
        if not is_form(told, forms):
            touched.update(*(found[key] for key in rare.intersection(found)))
        touched.discard(text)
        edges: list[tuple[int, int, float, str]] = []
        for other, words, data in self._prints(touched):
            if _worth(told, data, words, shared[other]):
                self.compared += 1
                prints = (told, unpack(data))
                decision = decide(*prints, forms)
                if decision.same and (other in shared or self._by_band(prints)):
                    edges += _both_ways(text, other, decision)
        if edges:
            self._many("INSERT OR REPLACE INTO edge VALUES (?, ?, ?, ?)", edges)

    def _by_band(self, prints: tuple[Fingerprint, Fingerprint]) -> bool:
        """Whether two texts without a sentence of their own in common may be joined by their wording.

        They may if some band is no form of words and neither text is one itself.
        """
        bands = prints[0].keys & prints[1].keys
        if not bands - self._postings.frequent(bands):
            return False
        return not any(is_form(told, self._postings.frequent(told.by_key.keys())) for told in prints)

    def _prints(self, texts: Collection[int]) -> list[tuple[int, int, bytes]]:
        """Texts somebody still publishes, with their length and fingerprint."""
        found: list[tuple[int, int, bytes]] = []
        for marks, values in chunks(texts):
            query = f"SELECT id, words, print FROM text WHERE id IN ({marks}) AND publishers"  # noqa: S608 # marks only
            found += self._execute(query, values)
        return found

    def _count(self, text: int, told: Fingerprint, bit: int, found: dict[int, list[int]]) -> set[int]:
        """Keys that become forms of words with this text of this publisher."""
        full = {key: texts for key, texts in found.items() if len(texts) >= FREQUENT - 1}
        if not full:
            return set()
        others = {other for texts in full.values() for other in texts if other != text}
        live, own = set(), set()
        for marks, values in chunks(others):
            query = f"SELECT id, publishers & ? FROM text WHERE id IN ({marks}) AND publishers"  # noqa: S608 # marks only
            for other, same in self._execute(query, (bit, *values)):
                live.add(other)
                if same:
                    own.add(other)
        common = {
            key
            for key, texts in full.items()
            if len(own.intersection(texts)) >= FREQUENT - 1
            or (len(texts) >= EVERYWHERE - 1 and len(live.intersection(texts)) >= EVERYWHERE - 1)
        }
        if common:
            self._postings.mark_frequent(common)
        for key in common:
            self._look_again({*full[key], text})
        return common

    def _look_again(self, texts: Collection[int]) -> None:
        """Decide anew on pairs that had something in common that has become a form of words."""
        pairs = {
            (min(a, b), max(a, b)): before
            for a in texts
            for b, *before in self._execute("SELECT b, similarity, reason FROM edge WHERE a = ?", (a,))
        }
        prints = {
            name: unpack(data) for name, _, data in self._prints({one for pair in pairs for one in pair})
        }
        for (a, b), before in pairs.items():
            if a in prints and b in prints:
                self._decide_again(a, b, (prints[a], prints[b]), before)

    def _decide_again(
        self, a: int, b: int, prints: tuple[Fingerprint, Fingerprint], before: list[Any]
    ) -> None:
        both = prints[0].keys & prints[1].keys
        forms = self._postings.frequent(both)
        decision = decide(*prints, forms)
        lines = (both - forms).intersection(prints[0].by_key)
        if not (decision.same and (lines or self._by_band(prints))):
            self._touch(a)
            self._touch(b)
            self._many("DELETE FROM edge WHERE a = ? AND b = ?", [(a, b), (b, a)])
        elif [decision.similarity, decision.reason] != before:
            self._touch(a)
            self._many("INSERT OR REPLACE INTO edge VALUES (?, ?, ?, ?)", _both_ways(a, b, decision))


def is_form(told: Fingerprint, forms: Collection[int]) -> bool:
    """Whether a text is mostly a form of words: half of it is sentences its publisher uses again and again.

    All notices of one form are alike, so only sentences of its own say what such a text is a copy of.
    """
    return 2 * sum(told.by_key[key] for key in forms if key in told.by_key) >= told.words


def _both_ways(a: int, b: int, decision: Decision) -> Iterable[tuple[int, int, float, str]]:
    return (a, b, decision.similarity, decision.reason), (b, a, decision.similarity, decision.reason)


def _worth(told: Fingerprint, data: bytes, words: int, shared: int) -> bool:
    """Whether a text can be alike at all, by what is known without unpacking it."""
    if shared >= LEAST_SHARED and shared >= SHARE * min(told.words, words):
        return True
    return int(sum(map(eq, told.minima, array("H", data[SIGNATURE])))) >= LIKENESS * PERMUTATIONS


def _digest(entry: Entry, told: Fingerprint) -> bytes:
    """What equal texts have in common; texts of a few words are equal to none."""
    text = entry.content_hash or content_hash(entry.title, entry.body)
    own = entry.article_id if told.words < LEAST_WORDS else ""
    return blake2b(f"{own}\0{text}".encode(), digest_size=16).digest()
