"""What is asked of the texts: words, "phrases in quotes" and -words that must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.search.words import meant, words

# A question of more is none a person types; each word costs a walk through its list of articles.
MOST_WORDS = 32
# Readings of a phrase whose words may each mean several keys.
MOST_READINGS = 64
# Quotation marks people and their keyboards write: straight, Latvian, English, angled.
_QUOTES = '"„“”«»'
_TERM = re.compile(
    rf"(?P<minus>(?<!\S)[-−–](?=\S))?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)
# The keys each of its words may mean.
Phrase = tuple[tuple[str, ...], ...]


class SearchTextError(PilsetasError):
    """What is asked for cannot be looked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A question to the texts.

    Attributes:
        wanted: phrases that must all be there; a phrase is the keys each of its words may mean.
        unwanted: phrases none of which may be there.
    """

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All keys that are looked for, to be marked in a text."""
        return frozenset(key for phrase in self.wanted for word in phrase for key in word)

    @property
    def match(self) -> str:
        """The question in the language of SQLite's FTS5; keys hold letters and digits only."""
        asked = " AND ".join(map(_phrase, self.wanted))
        return " NOT ".join([f"({asked})" if self.unwanted else asked, *map(_phrase, self.unwanted)])


def parse(text: str) -> Expression:
    """Read a question.

    Words stand in any order and all must be there; words in quotes, or joined by a hyphen or a dot, stand
    beside each other; a word or phrase behind a minus must not be there.

    Raises:
        SearchTextError: no word is to be there, or there are too many.
    """
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for term in _TERM.finditer(text):
        phrase = tuple(meant(word.group()) for word in words(term["phrase"] or term["word"] or ""))
        if phrase:
            (unwanted if term["minus"] else wanted).append(phrase)
    if not wanted:
        raise SearchTextError(f"--text {text!r}: name a word that must be there, with letters or digits")
    if sum(map(len, wanted + unwanted)) > MOST_WORDS:
        raise SearchTextError(f"--text: more than {MOST_WORDS} words; leave some out")
    return Expression(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def _phrase(phrase: Phrase) -> str:
    readings = ['"' + " ".join(keys) + '"' for keys in islice(product(*phrase), MOST_READINGS)]
    return readings[0] if len(readings) == 1 else f"({' OR '.join(readings)})"
