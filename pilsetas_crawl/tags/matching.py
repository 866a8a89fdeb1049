"""Where the patterns of the vocabulary stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.place_names import is_place_name
from pilsetas_crawl.tags.stems import word_key
from pilsetas_crawl.tags.stopwords import stop_forms
from pilsetas_crawl.tags.vocabulary import Pattern, patterns

_SHORT_STEM = 5


def matches(tokens: Sequence[str], *, plain: bool) -> Iterator[tuple[int, Pattern]]:
    """Each pattern found, with the number of its first word; what lies inside a longer find is left out.

    Args:
        tokens: the words of a text.
        plain: whether the text is written without diacritics, so that they cannot tell words apart.
    """
    spans = [
        (start, start + len(pattern.steps), pattern)
        for start, token in enumerate(tokens)
        for pattern in _beginning_with(token, plain)
        if _goes_on(tokens, start, pattern)
    ]
    spans.sort(key=lambda span: (span[0], -span[1]))
    widest = (-1, -1)
    for start, end, pattern in spans:
        if end > widest[1]:
            widest = (start, end)
        elif (start, end) != widest:
            continue
        yield start, pattern


@lru_cache(maxsize=16384)
def same_letters(form: str, other: str) -> bool:
    """Whether two forms of one key agree before their endings, diacritics included (not kapi and kāpas).

    The end of a stem may soften: two letters of a long one, one of a short one. Not to be asked of a text
    that is written without diacritics.
    """
    key = word_key(other)
    least = len(key) - (2 if len(key) > _SHORT_STEM else 1)
    return form[:least] == other[:least]


def _goes_on(tokens: Sequence[str], start: int, pattern: Pattern) -> bool:
    steps = pattern.steps
    if len(steps) == 1:
        return True
    if start + len(steps) > len(tokens):
        return False
    for offset in range(1, len(steps)):
        token, step = tokens[start + offset], steps[offset]
        if not (fold(token).startswith(step) if pattern.open_steps[offset] else word_key(token) == step):
            return False
    return True


@lru_cache(maxsize=8192)
def _beginning_with(token: str, plain: bool) -> tuple[Pattern, ...]:
    if is_place_name(token):
        return ()
    exact, prefixes, lengths = _index()
    lowered, folded = token.lower(), fold(token)
    found = [
        pattern
        for pattern in exact.get(word_key(token), ())
        if (plain and folded not in stop_forms())
        or same_letters(lowered, pattern.text.split(" ", 1)[0].lower())
    ]
    for length in lengths:
        if length <= len(folded):
            found.extend(prefixes.get(folded[:length], ()))
    return tuple(found)


@cache
def _index() -> tuple[dict[str, list[Pattern]], dict[str, list[Pattern]], tuple[int, ...]]:
    """Patterns by the key of their first word, those by its beginning, and how long beginnings are."""
    exact: dict[str, list[Pattern]] = {}
    prefixes: dict[str, list[Pattern]] = {}
    for pattern in patterns():
        kind = prefixes if pattern.open_steps[0] else exact
        kind.setdefault(pattern.steps[0], []).append(pattern)
    return exact, prefixes, tuple(sorted({len(text) for text in prefixes}))
