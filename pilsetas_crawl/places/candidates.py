"""Words of a text that may be names of places, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pilsetas_crawl.places.lexicon import CAPITALS, WORD, Entry, Lexicon
from pilsetas_crawl.places.vocabulary import UNIVERSAL_QUOTES

# How far around a word is looked; bounds the work, so that time grows with the text and no faster.
WINDOW = 80
_NEXT = re.compile(r"[^\S\n]+(\w+\.?)")
# What may stand between a name and the word before it.
_BEFORE_A_NAME, _BLANKS = UNIVERSAL_QUOTES + "(", " \t\u00a0\u2009\u202f"
_LETTERS = re.compile(r"[^\W\d_]")
# What may stand between members of an enumeration.
_JOIN = re.compile(r"\s*(?:(?P<and>,?\s+(?i:un|vai|kā arī)\s+)|,\s*|\s*[/]\s*)")
_DASH = re.compile(r"\s*[-‐‑‒–—/]\s*")
# A line with so large a share of capitals is a headline in capitals.
_SHOUTED = 0.7
_ACRONYM = 4  # letters; a shorter word in capitals is an acronym, unless the whole line is in capitals


@dataclass(slots=True)
class Candidate:
    """A word with an entry in the dictionary.

    Attributes:
        start: offset of its first character.
        end: offset behind its last.
        word: as the dictionary has it.
        entry: what it may be.
        capitals: it stands in capitals.
        folded: it was found by its form without diacritics.
    """

    start: int
    end: int
    word: str
    entry: Entry
    capitals: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """The word before another one.

    Attributes:
        word: the word.
        dot: a dot follows it.
        near: nothing but blanks parts the two.
        quote: a quotation mark stands between.
    """

    word: str
    dot: bool
    near: bool
    quote: bool


def candidates(text: str, plain: Lexicon, folded: Lexicon | None) -> Iterator[Candidate]:
    """Words of the dictionary in a text, in order; `folded` is asked where diacritics were left out."""
    for match in WORD.finditer(text):
        word = match[0]
        entry = plain.get(word)
        if entry is not None:
            yield Candidate(match.start(), match.end(), word, entry)
        elif folded is not None and word in folded:
            yield Candidate(match.start(), match.end(), word, folded[word], folded=True)
        elif word.isupper():
            yield from _in_capitals(text, match, plain, folded)


def _in_capitals(
    text: str, match: re.Match[str], plain: Lexicon, folded: Lexicon | None
) -> Iterator[Candidate]:
    word = match[0][0] + match[0][1:].lower()
    entry = plain.get(word)
    is_folded = entry is None and folded is not None
    if is_folded and folded is not None:
        entry = folded.get(word)
    if entry is not None and (len(word) > _ACRONYM or shouted(text, match.start())):
        yield Candidate(match.start(), match.end(), word, entry, capitals=True, folded=is_folded)


def shouted(text: str, at: int) -> bool:
    """Whether the line around an offset is written in capitals."""
    begin = max(text.rfind("\n", max(0, at - 2 * WINDOW), at) + 1, at - 2 * WINDOW, 0)
    end = text.find("\n", at, at + 2 * WINDOW)
    line = text[begin : end if end >= 0 else at + 2 * WINDOW]
    letters = _LETTERS.findall(line)
    return bool(sum(letter.isupper() for letter in letters) >= _SHOUTED * len(letters))


def next_word(text: str, at: int) -> tuple[str, int]:
    """The word after an offset with its dot, and the offset behind; empty when none is near."""
    match = _NEXT.match(text, at)
    return (match[1], match.end()) if match else ("", at)


def previous(text: str, at: int) -> Previous | None:
    """The word before an offset, when only blanks, opening quotes or brackets part them."""
    window = text[max(0, at - WINDOW) : at]
    before = window.rstrip(_BEFORE_A_NAME)
    gap = window[len(before) :]
    words = before.rstrip(_BLANKS)
    core = words.removesuffix(".")
    first = len(core)
    while first and core[first - 1].isalnum():
        first -= 1
    if first == len(core):
        return None
    near = len(words) < len(before) and not gap
    return Previous(core[first:], dot=core != words, near=near, quote=bool(gap.strip("(")))


def join(text: str, end: int, start: int) -> str | None:
    """How two words are joined in an enumeration: `and`, `comma`, or None when they are not."""
    if start - end > 12:  # noqa: PLR2004 # ", kā arī " and blanks
        return None
    match = _JOIN.fullmatch(text, end, start)
    if match is None:
        return None
    return "and" if match["and"] else "comma"


def dashed(text: str, end: int, start: int) -> bool:
    """Whether a dash, or a slash, joins two words, as the ends of a route."""
    return start - end <= 4 and _DASH.fullmatch(text, end, start) is not None  # noqa: PLR2004 # a dash and spaces


_SENTENCE_END = ".!?…:;•·\n\r*|"
_OPENING = frozenset(" \t\u00a0-–—()[]" + UNIVERSAL_QUOTES)


def begins_sentence(text: str, at: int) -> bool:
    """Whether a word opens a sentence, so that its capital says nothing."""
    for index in range(at - 1, max(-1, at - WINDOW), -1):
        character = text[index]
        if character in _OPENING:
            continue
        if character == ".":
            # "14. Saldus" goes on; a sentence seldom ends in a number.
            return not (index and text[index - 1].isdigit())
        return character in _SENTENCE_END
    return True


CAPITAL = re.compile(rf"[{CAPITALS}]")
