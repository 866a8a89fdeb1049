"""Terms: the phrases and words of the vocabulary of topics that an editor would choose as a tag."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pilsetas_crawl.tags.lexicon import is_nominative, may_begin_a_term
from pilsetas_crawl.tags.vocabulary import WEIGHTS, patterns


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary.

    Attributes:
        steps: keys of its words.
        text: the term as written there, in the nominative and the usual number.
        topic: slug of its topic.
        strong: whether it is enough for that topic.
        name: whether it is written with a capital.
    """

    steps: tuple[str, ...]
    text: str
    topic: str
    strong: bool
    name: bool


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """Terms by the key of their first word, the longest first."""
    found: dict[str, dict[tuple[str, ...], Term]] = {}
    for pattern in patterns():
        told = pattern.weight >= WEIGHTS["fair"] and not any(pattern.open_steps)
        if told and _is_name_of_a_thing(pattern.text):
            term = Term(
                pattern.steps,
                pattern.text,
                pattern.topic,
                pattern.weight == WEIGHTS["strong"],
                pattern.text[:1].isupper(),
            )
            found.setdefault(pattern.steps[0], {}).setdefault(pattern.steps, term)
    return {
        first: tuple(sorted(by_steps.values(), key=lambda term: -len(term.steps)))
        for first, by_steps in found.items()
    }


def _is_name_of_a_thing(text: str) -> bool:
    """Whether a pattern is a noun or noun phrase in the nominative, no saying such as "nebūs elektrības"."""
    parts = text.split()
    if any(not part.replace("-", "").isalpha() for part in parts):
        return False
    if text.isupper() or any("а" <= char <= "я" for char in text):
        return True
    if len(parts) > 1 and not may_begin_a_term(parts[0]):
        return False
    return is_nominative(parts[-1]) or parts[-1].endswith(("ie", "ais", "ība"))
