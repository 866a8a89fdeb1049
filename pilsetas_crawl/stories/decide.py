"""Whether two texts tell one story: alike in words, and not at odds in facts.

Alike: the estimated Jaccard likeness of their shingles is at least `LIKENESS`, or sentences they share word
for word make up at least `SHARE` of the shorter one. Either is true of any two notices written from one
form, so the facts decide: dates, times, names and numbers that stand in the same place of both texts and
differ make them two stories; what one text merely has more than the other does not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import eq
from typing import TYPE_CHECKING

from pilsetas_crawl.stories.facts import DAY, HOUR, MUNICIPALITY, kind_of
from pilsetas_crawl.stories.fingerprint import PERMUTATIONS, Fingerprint, Sentence

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

LIKENESS = 0.5
SHARE = 0.5
# Words of shared sentences below which nothing is said by them.
LEAST_SHARED = 10
# Two sentences are of one form when so large a part of their plain words is the same.
SAME_FORM = 0.5
# One date put right in a long programme is an edit: so many must agree for each that differs.
AGREE_PER_TIME = 4
# Numbers and names that differ in the same place, as a share of all that are in both or differ.
MOST_AT_ODDS = 0.25
# The same where they stand in places of their own, such as two introductions.
MOST_APART = 0.5
# Shared words from which on a notice naming another municipality each time is one national notice, although
# it names an hour.
NATIONAL = 60
# Sentences of each text that are laid beside those of the other.
MOST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of two texts.

    Attributes:
        same: they tell one story.
        similarity: share from 0 to 1.
        reason: stable code: ``words`` and ``sentences`` join; ``unlike``, ``times``, ``places``, ``facts``
            and ``apart`` keep asunder.
    """

    same: bool
    similarity: float
    reason: str


def likeness(a: Fingerprint, b: Fingerprint) -> float:
    """Estimated share of shingles that are in both, of those in either."""
    if not a.words or not b.words:
        return 0.0
    return int(sum(map(eq, a.minima, b.minima))) / PERMUTATIONS


def decide(a: Fingerprint, b: Fingerprint, frequent: Container[int] = ()) -> Decision:
    """Whether two texts tell one story; the order of the two does not matter.

    Args:
        a: one text.
        b: the other.
        frequent: keys of sentences and bands that say nothing, because a publisher uses them again and again.
    """
    # Equal sentences are equally long: what is long enough in one is so in the other.
    shared = [key for key in a.by_key.keys() & set(b.lines) if key not in frequent]
    shared_words = sum(a.by_key[key] for key in shared)
    share = min(1.0, shared_words / max(1, min(a.words, b.words)))
    alike = likeness(a, b)
    by_words = alike >= LIKENESS
    by_sentences = share >= SHARE and shared_words >= LEAST_SHARED
    similarity = round(max(alike, share if by_sentences else 0.0), 4)
    if not (by_words or by_sentences):
        return Decision(same=False, similarity=similarity, reason="unlike")
    odds = _at_odds(a, b, shared_words)
    if odds:
        return Decision(same=False, similarity=similarity, reason=odds)
    return Decision(same=True, similarity=similarity, reason="words" if by_words else "sentences")


def _at_odds(a: Fingerprint, b: Fingerprint, shared_words: int) -> str | None:
    """Why the facts make them two stories; None where they do not."""
    common = a.facts & b.facts
    if _other_municipality(a, b) and shared_words < NATIONAL and any(kind_of(f) == HOUR for f in common):
        return "places"
    only_a, only_b = a.facts - b.facts, b.facts - a.facts
    if not only_a or not only_b:
        return None
    aligned, apart = _replaced(a, b)
    times = aligned[DAY] + aligned[HOUR]
    agreeing = Counter(map(kind_of, common))
    if times and agreeing[DAY] + agreeing[HOUR] < AGREE_PER_TIME * times:
        return "times"
    # Two places without water on one day have the day in common: it says nothing of what differs.
    agree = sum(count for kind, count in agreeing.items() if kind not in (DAY, HOUR, MUNICIPALITY))
    other = sum(count for kind, count in aligned.items() if kind not in (DAY, HOUR, MUNICIPALITY))
    if other and other > MOST_AT_ODDS * (other + agree):
        return "facts"
    loose = sum(count for kind, count in apart.items() if kind != MUNICIPALITY)
    if loose and loose > MOST_APART * (loose + agree):
        return "apart"
    return None


def _other_municipality(a: Fingerprint, b: Fingerprint) -> bool:
    in_a, in_b = ({f for f in x.facts if kind_of(f) == MUNICIPALITY} for x in (a, b))
    return bool(in_a - in_b) and bool(in_b - in_a)


def _replaced(a: Fingerprint, b: Fingerprint) -> tuple[Counter[int], Counter[int]]:
    """Facts of one text that the other has another one for: in the same place, and elsewhere.

    The same place is a sentence of one form, or one between the same two sentences of both texts.
    """
    left, free = _rest(a, b), _rest(b, a)
    aligned: Counter[int] = Counter()
    apart_a, apart_b = (set(x.values[: x.title]) - y.facts for x, y in ((a, b), (b, a)))
    for sentence, gap in left:
        own = sentence.facts - b.facts
        partner = _partner(sentence, gap, free)
        if partner is None:
            apart_a |= own
            continue
        other, _ = free.pop(partner)
        if own and (new := other.facts - a.facts):
            aligned += _both(own, new)
    for sentence, _ in free:
        apart_b |= sentence.facts - a.facts
    return aligned, _both(apart_a, apart_b)


# A sentence only one text has, and the shared ones before and after it; None at the ends, where introductions
# and closing words stand.
_Loose = tuple[Sentence, tuple[int, int] | None]


def _partner(sentence: Sentence, gap: tuple[int, int] | None, free: list[_Loose]) -> int | None:
    """Which of the other text's sentences stands in the same place."""
    forms = [_form(sentence, other) for other, _ in free]
    best = max(forms, default=0.0)
    if best >= SAME_FORM:
        return forms.index(best)
    return next((n for n, (_, other) in enumerate(free) if gap is not None and other == gap), None)


def _rest(a: Fingerprint, b: Fingerprint) -> list[_Loose]:
    keys = set(b.lines)
    found: list[tuple[int, int | None]] = []
    following: list[int | None] = []
    before: int | None = None
    for number, key in enumerate(a.lines):
        if key in keys:
            following += [key] * (len(found) - len(following))
            before = key
        elif len(found) < MOST_COMPARED:
            found.append((number, before))
    following += [None] * (len(found) - len(following))
    return [
        (a.sentence(number), (first, last) if first is not None and last is not None else None)
        for (number, first), last in zip(found, following, strict=True)
    ]


def _form(a: Sentence, b: Sentence) -> float:
    """How much of the plain words of two sentences is the same, by their sketches."""
    longer = max(len(a.sketch), len(b.sketch))
    return len(a.sketch & b.sketch) / longer if longer else 0.0


def _both(a: Iterable[int], b: Iterable[int]) -> Counter[int]:
    """By kind, how many facts of one side stand against one of the other."""
    return Counter(map(kind_of, a)) & Counter(map(kind_of, b))
