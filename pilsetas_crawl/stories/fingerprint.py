"""The fingerprint of a text: all that is kept of it for comparing, about 1 kB for an article."""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from zlib import crc32

from pilsetas_crawl.stories.facts import own_stem, read
from pilsetas_crawl.stories.text import clean, is_foot, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

PERMUTATIONS = 128
_SEED = 42
# Raised when a fingerprint of the same text comes out otherwise; indexes of another version are built anew.
VERSION = 1
# One band whose rows all agree is enough: of pairs with a likeness of 0.5 that finds 64 %, of 0.6 89 %, of
# 0.7 99 %. Twice the bands would find 87 % of the first; most of those share a sentence anyway.
BANDS, ROWS = 16, 4
_SHINGLE = 3
# Shorter sentences ("Ieeja brīva.") are shared by accident and lead to nothing.
LEAST_WORDS = 5
_SKETCH = 8
# Sentences beyond these are not compared one by one; the signature has them.
MOST_SENTENCES = 400
_HEAD = struct.Struct("<HHHIHH")
# Of each permutation the half with its low bits, in the byte order of this machine.
_LOW = 0 if sys.byteorder == "little" else 1
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
    """What is kept of a text. Kept flat: of most texts that are looked at little is ever needed.

    Attributes:
        words: words of the body, footers left out.
        own: mentions of the publisher's own municipality, title included.
        named: mentions of any municipality.
        title: number of facts of the title.
        bands: keys of the signature's bands.
        signature: MinHash of the body's shingles, the low 16 bits of each permutation.
        lines: keys of the sentences of the body, footers left out.
        sizes: words, facts and sketch of each sentence: how many.
        values: all facts, those of the title first, then by sentence.
        sketches: all sketches, by sentence.
    """

    words: int
    own: int
    named: int
    title: int
    bands: tuple[int, ...]
    signature: bytes
    lines: array[int]
    sizes: array[int]
    values: array[int]
    sketches: array[int]

    @cached_property
    def by_key(self) -> dict[int, int]:
        """Key → words, of the sentences long enough to be shared on purpose."""
        pairs = zip(self.lines, self.sizes[::3], strict=True)
        return {key: words for key, words in pairs if words >= LEAST_WORDS}

    @cached_property
    def facts(self) -> frozenset[int]:
        """All facts, those of the title included."""
        return frozenset(self.values)

    @cached_property
    def keys(self) -> frozenset[int]:
        """What the index files it under: sentences and bands."""
        return frozenset((*self.by_key, *self.bands))

    @cached_property
    def minima(self) -> array[int]:
        """The signature as numbers."""
        return array("H", self.signature)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        facts = list(accumulate(self.sizes[1::3], initial=self.title))
        return facts, list(accumulate(self.sizes[2::3], initial=0))

    def sentence(self, number: int) -> Sentence:
        """One sentence of the body, counted from 0."""
        facts, sketches = self._starts
        return Sentence(
            self.lines[number],
            self.sizes[3 * number],
            frozenset(self.values[facts[number] : facts[number + 1]]),
            frozenset(self.sketches[sketches[number] : sketches[number + 1]]),
        )


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
    lines, sizes, sketches = array("Q"), array("H"), array("H")
    title_facts = sorted(set(headline.facts))
    values = array("I", title_facts)
    running: list[str] = []
    for sentence in sentences(clean(body)):
        if is_foot(sentence):
            continue
        told = read(sentence)
        if not told.words:
            continue
        running += told.words
        places += told.places
        if len(lines) < MOST_SENTENCES:
            facts, sketch = sorted(set(told.facts)), sorted(told.plain)[:_SKETCH]
            digest = blake2b(" ".join(told.words).encode(), digest_size=6).digest()
            lines.append(int.from_bytes(digest, "little"))
            sizes.extend((min(len(told.words), 0xFFFF), len(facts), len(sketch)))
            values.extend(facts)
            sketches.extend(sketch)
    minima = _minima(running)
    return Fingerprint(
        words=len(running),
        own=min(places.count(own), 0xFFFF) if own else 0,
        named=min(len(places), 0xFFFF),
        title=len(title_facts),
        bands=_bands(minima) if running else (),
        signature=array("H", array("I", minima).tobytes())[_LOW::2].tobytes(),
        lines=lines,
        sizes=sizes,
        values=values,
        sketches=sketches,
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
    """Keys of the bands, 48 bits: a checksum of the rows and half of the first."""
    data = array("I", minima[: BANDS * ROWS]).tobytes()
    width = 4 * ROWS
    return tuple(
        crc32(data[n * width : (n + 1) * width], n) << 16 | minima[n * ROWS] & 0xFFFF for n in range(BANDS)
    )


def pack(told: Fingerprint) -> bytes:
    """A fingerprint as bytes, for `unpack`."""
    head = _HEAD.pack(len(told.lines), told.title, len(told.bands), told.words, told.own, told.named)
    keys = array("Q", told.bands) + told.lines
    parts = (keys, told.sizes, told.values, told.sketches)
    return b"".join((head, told.signature, *(part.tobytes() for part in parts)))


def unpack(data: bytes) -> Fingerprint:
    """The fingerprint of `pack`.

    Raises:
        ValueError: these are no bytes of one.
    """
    try:
        count, title, bands, words, own, named = _HEAD.unpack_from(data)
    except struct.error as error:
        raise ValueError(f"not a fingerprint: {error}") from error
    at = SIGNATURE.stop
    keys = array("Q", data[at : (at := at + 8 * (bands + count))])
    sizes = array("H", data[at : (at := at + 6 * count)])
    values = array("I", data[at : (at := at + 4 * (title + sum(sizes[1::3])))])
    return Fingerprint(
        words, own, named, title, tuple(keys[:bands]), data[SIGNATURE], keys[bands:], sizes, values,
        array("H", data[at:]),
    )  # fmt: skip
