"""The language of an article: Latvian, Latgalian, Russian or English.

Cyrillic letters decide at once, which also settles pages in two scripts by what most of the text is. Latin
text is judged by py3langid, limited to the languages that occur; it is the only library found that knows
Latgalian. A text too short to be judged is what its page declares.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("lv", "ltg", "ru", "en")
_LATIN = ("lv", "ltg", "en")
# Characters of title and body that are looked at for their script, and those judged; more says nothing new.
READ, JUDGED = 3_000, 700
# Letters below which a text is too short to be judged against what its page declares.
SHORT = 30
# Addresses and numbers are in no language; soft hyphens and zero-width signs part words that are one.
_NOISE = re.compile(r"(?:https?://|www\.)\S{1,500}|\d+|_+")
_EMAIL = re.compile(r"\S{1,64}@\S{1,64}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Letters of Ukrainian and Belarusian that Russian lacks.
_NOT_RUSSIAN = re.compile("[іїєґўІЇЄҐЎ]")
# Share of them among Cyrillic letters that is no slip of the pen or name.
_FOREIGN = 0.02
# Words of Latvian that Latgalian has not (it says i, da, iz, pi, byus, goda) and English neither.
_LATVIAN_WORDS = frozenset(
    {
        *(
            "un",
            "uz",
            "līdz",
            "pēc",
            "pie",
            "arī",
            "būs",
            "tiks",
            "notiks",
            "tika",
            "gada",
            "kā",
            "lai",
            "kas",
        ),
        *("kuri", "kurā", "vai", "vairāk", "iespēja", "aicina"),
    }
)
# So many of them, one in so many words, and one letter with a Latvian mark in so many characters.
_OWN_WORDS, _OWN_SHARE, _LETTER_SHARE = 2, 20, 45
# Characters in which Latgalian, whose every sentence has its y, uo and small words, would have shown itself;
# one sign of it in so many characters, and so many for each word of Latvian, are Latgalian.
_CLEAR, _LATGALIAN_SHARE, _OWN_LATGALIAN = 60, 30, 3
# One sign in so many characters, or fewer, is a name's.
_FEW_SIGNS = 80
# None of them is a word of Latvian, as "to" is.
_ENGLISH_WORDS = frozenset({"the", "of", "and", "for", "with", "from", "will", "has", "are"})
_LATVIAN_LETTERS = re.compile("[āēīūčģķļņšž]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
# Of Latgalian: the letter y, uo, small words.
_LATGALIAN = re.compile(r"y|uo|\b(?:i|da|iz|pi|kai|ari|itys|ituo|nūvod\w*)\b")


def language_of(title: str | None, body: str | None, declared: str | None = None) -> str | None:
    """Language of title and body together.

    Args:
        title: headline.
        body: text; its beginning is enough.
        declared: two-letter code the page gives; it decides where the text is very short.

    Returns:
        lv, ltg, ru or en; None when there is nothing to judge, or the text is in another Cyrillic language.
    """
    text = f"{(title or '')[:READ]}. {(body or '')[:READ]}"
    text = _NOISE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    if "@" in text:
        text = _EMAIL.sub(" ", text)
    letters = sum(map(str.isalpha, text))
    stated = declared if declared in LANGUAGES else None
    if not letters:
        return stated
    cyrillic = len(_CYRILLIC.findall(text))
    if 2 * cyrillic > letters:
        return None if len(_NOT_RUSSIAN.findall(text)) > _FOREIGN * cyrillic else "ru"
    if letters < SHORT and stated in _LATIN:
        return stated
    if cyrillic:
        text = _CYRILLIC.sub("", text)
    judged = text[:JUDGED].lower()
    return _plain(judged) or str(_identifier().classify(judged)[0])


def _plain(text: str) -> str | None:
    """The language of a text whose letters and small words leave no doubt; None for all others.

    Nearly all articles are so. They need no model, and a run that meets no others does not load it.
    """
    words = _LATIN_WORD.findall(text)
    marked = len(_LATVIAN_LETTERS.findall(text)) * _LETTER_SHARE >= len(text)
    own = sum(word in _LATVIAN_WORDS for word in words)
    english = sum(word in _ENGLISH_WORDS for word in words)
    latgalian = len(_LATGALIAN.findall(text))
    if not _LATVIAN_LETTERS.search(text):
        return "en" if english >= _OWN_WORDS and english * _OWN_SHARE >= len(words) else None
    if not marked or english:
        return None
    if latgalian * _LATGALIAN_SHARE >= len(text) and latgalian >= _OWN_LATGALIAN * (own + 1):
        return "ltg"
    if not latgalian and len(text) >= _CLEAR:
        return "lv"
    # A foreign name ("Energy") is no other language. Short texts with the marks of both are the model's.
    if len(text) >= _CLEAR and latgalian * _FEW_SIGNS < len(text):
        return "lv"
    return "lv" if own >= _OWN_WORDS * (1 + latgalian) and own * _OWN_SHARE >= len(words) else None


@cache
def _identifier() -> LanguageIdentifier:
    """The model, read once when first needed (half a second, 90 MB)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 # numpy comes with it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LATIN)
    return identifier
