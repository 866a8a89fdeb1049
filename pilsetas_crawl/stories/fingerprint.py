"""The fingerprint of a text: all that is kept of it for comparing, about 1 kB for an article."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pilsetas_crawl.stories.facts import Words, own_stem, read
from pilsetas_crawl.stories.text import clean, is_foot, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

PERMUTATIONS = 128
_SEED = 42
# Raised when a fingerprint of the same text comes out otherwise; indexes of another version are built anew.
VERSION = 1
# Band layout: rows of a band have to agree, and one band of them is enough. Measured in bench_stories.
BANDS, ROWS = 16, 4
_SHINGLE = 3
# Shorter sentences ("Ieeja brīva.") are shared by accident and lead to nothing.
LEAST_WORDS = 5
_SKETCH = 8
# Sentences beyond these are not compared one by one; the signature has them.
MOST_SENTENCES = 400
_HEAD = struct.Struct("<HHHII")
# Where the signature stands in a packed fingerprint.
SIGNATURE = slice(_HEAD.size, _HEAD.size + 2 * PERMUTATIONS)


class Sentence(NamedTuple):
    """One sentence; a tuple, for there are ten million of them.

    Attributes:
        key: digest of its words, 48 bits; equal sentences have equal keys, whatever municipality they name.
        words: how many.
        facts: dates, times, numbers, names (`pilsetas_crawl.stories.facts`).
        sketch: the smallest digests of its words that are no facts: two of one form have nearly the same.
    """

    key: int
    words: int
    facts: frozenset[int]
    sketch: frozenset[int]


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a text.

    Attributes:
        words: words of the body, footers left out.
        own: mentions of the publisher's own municipality, title included.
        named: mentions of any municipality.
        title: facts of the title.
        sentences: those of the body, footers left out.
        bands: keys of the signature's bands.
        signature: MinHash of the body's shingles, the low 16 bits of each permutation.
    """

    words: int
    own: int
    named: int
    title: frozenset[int]
    sentences: tuple[Sentence, ...]
    bands: tuple[int, ...]
    signature: bytes

    @cached_property
    def by_key(self) -> dict[int, Sentence]:
        """Sentences long enough to be shared on purpose, by key."""
        return {s.key: s for s in self.sentences if s.words >= LEAST_WORDS}

    @cached_property
    def facts(self) -> frozenset[int]:
        """All facts, those of the title included."""
        return self.title.union(*(s.facts for s in self.sentences))

    @cached_property
    def keys(self) -> frozenset[int]:
        """What the index files it under: sentences and bands."""
        return frozenset((*self.by_key, *self.bands))

    @cached_property
    def minima(self) -> array[int]:
        """The signature as numbers."""
        return array("H", self.signature)


def fingerprint(title: str | None, body: str | None, municipality: str = "") -> Fingerprint:
    """The fingerprint of an article's text.

    Args:
        title: headline; its words do not count, its facts do.
        body: text; anything may stand in it.
        municipality: slug of the publisher.
    """
    own = own_stem(municipality)
    headline = read(clean(title))
    places = headline.places
    found: list[Sentence] = []
    running: list[str] = []
    for sentence in sentences(clean(body)):
        if is_foot(sentence):
            continue
        told = read(sentence)
        if not told.words:
            continue
        running += told.words
        places += told.places
        if len(found) < MOST_SENTENCES:
            found.append(_sentence(told))
    minima = _minima(running)
    return Fingerprint(
        words=len(running),
        own=places.count(own) if own else 0,
        named=len(places),
        title=frozenset(headline.facts),
        sentences=tuple(found),
        bands=_bands(minima) if running else (),
        signature=array("H", [value & 0xFFFF for value in minima]).tobytes(),
    )


def _sentence(told: Words) -> Sentence:
    digest = blake2b(" ".join(told.words).encode(), digest_size=6).digest()
    return Sentence(
        int.from_bytes(digest, "little"),
        min(len(told.words), 0xFFFF),
        frozenset(told.facts),
        frozenset(sorted(told.plain)[:_SKETCH]),
    )


def _minima(words: list[str]) -> Sequence[int]:
    sketch = _minhash()(num_perm=PERMUTATIONS, seed=_SEED)
    if len(words) < _SHINGLE:
        sketch.update([" ".join(words)])
    else:
        sketch.update([f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)])
    return cast("Sequence[int]", sketch.digest())


@cache
def _minhash() -> Any:
    from rensa import RMinHash  # noqa: PLC0415 # needed by the link step alone

    return RMinHash


def _bands(minima: Sequence[int]) -> tuple[int, ...]:
    data = array("I", minima[: BANDS * ROWS]).tobytes()
    width = 4 * ROWS
    return tuple(
        int.from_bytes(
            blake2b(data[n * width : (n + 1) * width], digest_size=6, salt=bytes([n])).digest(), "little"
        )
        for n in range(BANDS)
    )


def pack(print_: Fingerprint) -> bytes:
    """A fingerprint as bytes, for `unpack`."""
    head = _HEAD.pack(
        len(print_.sentences), len(print_.title), len(print_.bands), print_.words,
        min(print_.own, 0xFFFF) << 16 | min(print_.named, 0xFFFF),
    )  # fmt: skip
    keys = array("Q", [*print_.bands, *(s.key for s in print_.sentences)])
    sizes = array("H", [n for s in print_.sentences for n in (s.words, len(s.facts), len(s.sketch))])
    facts = array("I", [*sorted(print_.title), *(f for s in print_.sentences for f in sorted(s.facts))])
    sketch = array("H", [n for s in print_.sentences for n in sorted(s.sketch)])
    return b"".join((head, print_.signature, keys.tobytes(), sizes.tobytes(), facts.tobytes(), sketch.tobytes()))


def unpack(data: bytes) -> Fingerprint:
    """The fingerprint of `pack`.

    Raises:
        ValueError: these are no bytes of one.
    """
    try:
        return _unpack(data)
    except (struct.error, IndexError) as error:
        raise ValueError(f"not a fingerprint: {error}") from error


def _unpack(data: bytes) -> Fingerprint:
    count, in_title, in_bands, words, named = _HEAD.unpack_from(data)
    at = _HEAD.size + 2 * PERMUTATIONS
    signature = data[_HEAD.size : at]
    keys = array("Q", data[at : (at := at + 8 * (in_bands + count))])
    sizes = array("H", data[at : (at := at + 6 * count)])
    total = in_title + sum(sizes[1::3])
    facts = array("I", data[at : (at := at + 4 * total)])
    sketch = array("H", data[at:])
    found, fact_at, sketch_at = [], in_title, 0
    for n in range(count):
        length, of_facts, of_sketch = sizes[3 * n : 3 * n + 3]
        found.append(
            Sentence(
                keys[in_bands + n],
                length,
                frozenset(facts[fact_at : (fact_at := fact_at + of_facts)]),
                frozenset(sketch[sketch_at : (sketch_at := sketch_at + of_sketch)]),
            )
        )
    return Fingerprint(
        words, named >> 16, named & 0xFFFF, frozenset(facts[:in_title]), tuple(found),
        tuple(keys[:in_bands]), signature,
    )  # fmt: skip
