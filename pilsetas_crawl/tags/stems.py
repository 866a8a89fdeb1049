"""Keys of words and tags: one for all cases and numbers.

A key is the word without its ending, folded. Endings are those of the six declensions and of the adjectives.
In the second and fifth declension t and d before an ending turn into š and ž in some forms (jaunietis,
jaunieši; sēde, sēžu): there the key has the softened letter in all forms. No dictionary is asked, so a key
never depends on the version of one, and `exports/sql/tag_key.sql` says the same in SQL.

Known limits: words that differ in their ending only have one key (skolotājs and skolotāja, but also dome and
doma); the accusative of words in -te, -de, -tis, -dis (sēdi) is taken for the plural of words in -ts and -ds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pilsetas_crawl.reading.text import decode_entities_once, fold

# Longest first, so that the first that fits is the whole ending.
_DEFINITE = "ajiem|ajām|ajam|ajai|ajos|ajās|ajā|ais|ie"
_PLAIN = "iem|ām|am|um|ai|as|us|os|ās|ā|ū|a|u|i|o|s|š"
# Endings only the second, fifth and sixth declensions have.
_SOFT = "ēm|īm|im|ij|ei|es|is|ēs|īs|ē|ī|e"
_LATIN = re.compile(f"(?P<stem>.*?..)(?:(?P<soft>{_SOFT})|{_DEFINITE}|{_PLAIN})$")
_HARD_T, _HARD_D = re.compile("(?<![sk])t$"), re.compile("d$")
# bj, mj, pj, vj are the softened b, m, p, v.
_LABIAL = re.compile("(?<=[bmpv])j$")
_CYRILLIC = re.compile("[а-яё]")
_RUSSIAN = re.compile(
    "(.*?...)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ия|ии|ию|ие|ий|ых|их|ую|юю|ая|яя|ое|ее|ые|"
    "ов|ев|ей|ам|ям|ах|ях|ом|ем|ой|ый|ым|им|ы|и|а|я|о|е|у|ю|ь|й)$"
)
_WORD = re.compile(r"\w+(?:[-+]\w+)*\+?")


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """Key of one word in any case and number; never empty for a word of letters or digits."""
    lowered = word.lower()
    if _CYRILLIC.search(lowered):
        folded = lowered.replace("ё", "е")
        match = _RUSSIAN.match(folded)
        return match.group(1) if match else folded
    if lowered[-1:].isdigit():
        return lowered
    match = _LATIN.match(lowered)
    stem = match.group("stem") if match else lowered
    folded = _LABIAL.sub("", fold(stem))
    if match and match.group("soft"):
        folded = _HARD_D.sub("z", _HARD_T.sub("s", folded))
    # "library" and "libraries" meet; Latvian has no y.
    return folded.removesuffix("y") if len(folded) > 3 else folded  # noqa: PLR2004 # a stem stays readable


def words(text: str) -> list[str]:
    """Words of a text in their order; a hyphen inside a word belongs to it."""
    return _WORD.findall(text)


@lru_cache(maxsize=16384)
def tag_key(text: str) -> str:
    """Key of a tag: equal for every case, number, spelling and diacritics of the same words.

    Args:
        text: a tag as written by a site, an editor or a reader; HTML entities are decoded.

    Returns:
        The keys of its words with single spaces between; empty when there is no word.
    """
    plain = unicodedata.normalize("NFC", decode_entities_once(text).replace("\u00ad", ""))
    return " ".join(map(word_key, words(plain)))
