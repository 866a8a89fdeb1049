"""Words as the index of texts knows them: the word keys of tags, and for questions the keys they may mean.

A text gives one key for each word. A question gives several where its spelling leaves open which is meant: it
may be typed without diacritics, and some endings (sēdi, tilti) are those of two declensions.
"""

from __future__ import annotations

import re
import unicodedata

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.stems import word_key

# A hyphen parts words here: *Baltijas-Adrijas* is found by either.
_WORD = re.compile(r"[^\W_]+")
# Nouns in -ts and -ds of the sixth declension, whose soft forms (pirtī, siržu) have another key: a closed
# class. Hard key → the soft one, which stands for both.
_SIXTH = {"pirt": "pirs", "sird": "sirz", "kut": "kus"}
# Endings typed without their long vowels that would be read as no ending, or as one of another declension.
_TYPED = (
    *(("em", "ēm"), ("aja", "ajā"), ("ajas", "ajās"), ("i", "ī")),
    # lielajam, but iedzīvotājam.
    *((f"aj{ending}", f"āj{ending}") for ending in ("am", "ai", "ais", "iem", "os")),
)


def words(text: str) -> list[re.Match[str]]:
    """Words of a text with their places in it."""
    return list(_WORD.finditer(text))


def key(word: str) -> str:
    """Key of a word of a text: equal for every case, number and spelling."""
    found = word_key(word)
    return _SIXTH.get(found, found)


def keys(text: str | None) -> str:
    """Keys of the words of a text, with single spaces between."""
    plain = unicodedata.normalize("NFC", (text or "").replace("\u00ad", ""))
    return " ".join(map(key, _WORD.findall(plain)))


def meant(word: str) -> tuple[str, ...]:
    """Keys a word of a question may mean, the likeliest first."""
    lowered = word.lower()
    spellings = [lowered]
    if lowered.isascii():
        spellings += [lowered.removesuffix(short) + long for short, long in _TYPED if lowered.endswith(short)]
    found = list(dict.fromkeys(map(key, spellings)))
    # sēde → sez, but its accusative sēdi is indexed as sed: it looks like the plural of a word in -ds.
    found += [hard for one in found if (hard := _accusative(lowered, one))]
    if lowered.endswith("i"):
        found.append(key(lowered[:-1] + "ī"))
    return tuple(dict.fromkeys(found))


def _accusative(word: str, softened: str) -> str | None:
    """The key the accusative in -i of a softened word is indexed under; None where nothing was softened."""
    if softened in _SIXTH.values() or not softened.endswith(("s", "z")):
        return None
    # Unchanged letters: *gāze* has its z in all forms, *sēde* and *sēžu* do not.
    letter = word[len(softened) - 1 : len(softened)]
    hard = {"t": "t", "š": "t", "d": "d", "ž": "d"}.get(letter)
    return fold(softened[:-1] + hard) if hard else None
