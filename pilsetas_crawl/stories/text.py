"""A text as sentences of plain words, whatever it was pasted from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Longer texts are judged by their beginning: no article of a municipality is a tenth as long, and so no
# pasted file costs more than a few of them.
LONGEST = 200_000  # characters

# Soft hyphens, zero-width characters and marks of direction; they are in no alphabet that is read here.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff]+")
_ODD = re.compile(_INVISIBLE.pattern[:-2] + _CONTROL.pattern[1:-1])
_THOUSANDS = re.compile(r"[ \u00a0\u202f](?<=\d.)(?=\d{3}(?!\d))")
_CAPITAL = "A-ZĀČĒĢĪĶĻŅŌŖŠŪŽА-ЯЁ"
# A full stop before a capital; an initial ("J. Rainis") ends nothing. The mark itself is lost, but no word.
_BREAK = re.compile(
    rf"[\n.!?…](?:(?<=\n)\n*|(?<![\s.„(][{_CAPITAL}]\.)[”\"“»)]?\s(?=\s*[„“\"«(–-]?\s?[{_CAPITAL}]))"
)
_ENDING = re.compile(
    r"(?:ajiem|ajām|iem|ām|ēm|īm|am|em|im|um|as|es|is|us|os|ās|ēs|īs|ūs|ai|ei|ij|s|š|a|e|i|o|u|ā|ē|ī|ū)$"
)
_SHORTEST_STEM = 3

# What stands under an article and not in it. Each is one line or sentence, as long as `_FOOT_WORDS` at most.
_FOOT = re.compile(
    r"\W*(?:(?:informāciju|ziņu|tekstu|materiālu|rakstu|teksts|sagatavoj|foto\s*[:–-]|"
    r"foto (?:no|autor)|fotogrāf\w*\s*[:–-]|avots\b|attēl\w*:|"
    r"autors\b|kontaktinformācija|kontakti\b|saziņai\b|kontaktpersona|tālr|mob\b|e-pasts|sekojiet\b|"
    r"pārpublicē|dalies\b)"
    r"|(?:papildu|plašāka|vairāk|sīkāka)\w* (?:informācij|ziņ))",
)
_NOT_FOOT = re.compile(r"(?:informāciju|ziņu|tekstu|materiālu|rakstu)\b(?!.{0,30}(?:sagatavoj|foto))")
_FOOT_WORDS = 24
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+|(?:\+371\s?)?\b[26]\d{3}\s?\d{4}\b")
_ANY_ADDRESS = re.compile(r"@|http|www\.|[26]\d{3}\s?\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 6  # words beside an address or a number in a line that only tells whom to ask


def clean(text: str | None) -> str:
    """The text in NFC, without what cannot be seen or is no character, at most `LONGEST` characters of it."""
    if not text:
        return ""
    shown = text[:LONGEST]
    if _ODD.search(shown):
        shown = _CONTROL.sub(" ", _INVISIBLE.sub("", shown))
    return _THOUSANDS.sub("", unicodedata.normalize("NFC", shown))


def sentences(text: str) -> list[str]:
    """The sentences of a cleaned text; paragraphs and lines part them too."""
    return [part for part in map(str.strip, _BREAK.split(text)) if part]


def is_foot(sentence: str) -> bool:
    """Whether a sentence names who wrote, took the picture or answers the telephone, and tells nothing."""
    if len(sentence) > 12 * _FOOT_WORDS:
        return False
    folded = sentence.lower()
    if _FOOT.match(folded) and not _NOT_FOOT.match(folded):
        return len(folded.split()) <= _FOOT_WORDS
    if not _ANY_ADDRESS.search(folded):
        return False
    return len(_WORD.findall(_ADDRESS.sub(" ", folded))) <= _FEW


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word in lower case without its ending: *Ludzas* and *Ludzā* are ``ludz``."""
    short = _ENDING.sub("", word)
    return short if len(short) >= _SHORTEST_STEM else word
