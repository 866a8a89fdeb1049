"""Words of a text with what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.place_names import is_place_name
from pilsetas_crawl.tags.stems import word_key

_WORD = re.compile(r"[^\W_]+(?:[-+][^\W_]+)*\+?")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,500}")
_EMAIL = re.compile(r"\S{1,64}@\S{1,64}")
_SENTENCE_END = re.compile(r"[.!?:•\n]|[–—-]\s")
# A longer run of letters is no word; nothing real is cut.
LONGEST = 40


@dataclass(slots=True)
class Token:
    """One word.

    Attributes:
        text: as written.
        lower: in lower case.
        key: its key.
        folded: without case and diacritics.
        first: whether a sentence begins with it.
        joined: whether only a space parts it from the word before.
        in_title: whether it stands in the title.
    """

    text: str
    lower: str
    key: str
    folded: str
    first: bool
    joined: bool
    in_title: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def tokens(text: str, *, in_title: bool) -> list[Token]:
    """Words of a text in their order; addresses are left out and part what stands around them."""
    clean = _ADDRESS.sub(" | ", _INVISIBLE.sub("", text))
    if "@" in clean:
        clean = _EMAIL.sub(" | ", clean)
    shouted = clean.isupper()
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(clean):
        word, between = match.group(), clean[end : match.start()]
        end = match.end()
        if len(word) > LONGEST:
            continue
        if shouted:
            # Where all is in capitals they tell nothing; what can be a town is taken for one.
            word = word.capitalize() if is_place_name(word) else word.lower()
        joined = between == " " and bool(found)
        first = not joined and (not found or _SENTENCE_END.search(between) is not None)
        found.append(Token(word, *_spelled(word), first, joined, in_title))
    return found


@lru_cache(maxsize=16384)
def _spelled(word: str) -> tuple[str, str, str]:
    """A word in lower case, its key, and folded."""
    return word.lower(), word_key(word), fold(word)
