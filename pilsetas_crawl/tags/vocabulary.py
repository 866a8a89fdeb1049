"""The controlled vocabulary of topics, read from `topics.toml` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.stems import tag_key, word_key

# Weight of a pattern by its class.
WEIGHTS = {"strong": 3.0, "fair": 2.0, "weak": 1.0, "against": -3.0}


class UnknownTopicError(PilsetasError):
    """A topic that is not in the vocabulary."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the vocabulary.

    Attributes:
        slug: the stable name stored with articles.
        lv: name in Latvian.
        en: name in English.
        about: what belongs under it.
        patterns: pattern as written → its weight.
        categories: words in a site's own categories that hint at the topic.
    """

    slug: str
    lv: str
    en: str
    about: str
    patterns: dict[str, float]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A pattern of one topic, ready to be matched.

    Attributes:
        text: the pattern as written.
        steps: per word its key, or the beginning of the folded word where `open_steps` says so.
        open_steps: which steps are beginnings.
        topic: slug.
        weight: how much it says; below 0 it speaks against the topic.
    """

    text: str
    steps: tuple[str, ...]
    open_steps: tuple[bool, ...]
    topic: str
    weight: float


@cache
def topics() -> dict[str, Topic]:
    """All topics by slug, in the order of the file."""
    told = tomllib.loads(files(__package__).joinpath("topics.toml").read_text(encoding="utf-8"))
    return {
        row["slug"]: Topic(
            row["slug"],
            row["lv"],
            row["en"],
            row["about"],
            {text: weight for name, weight in WEIGHTS.items() for text in row.get(name, ())},
            tuple(row.get("categories", ())),
        )
        for row in told["topic"]
    }


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of all topics; of two that mean the same words in one topic the weightier."""
    kept: dict[tuple[str, tuple[str, ...]], Pattern] = {}
    for topic in topics().values():
        for text, weight in topic.patterns.items():
            one = _pattern(text, topic.slug, weight)
            other = kept.setdefault((one.topic, one.steps), one)
            if abs(weight) > abs(other.weight):
                kept[one.topic, one.steps] = one
    return tuple(kept.values())


@cache
def category_topics() -> dict[str, tuple[str, ...]]:
    """Key of a site's category → the topics it hints at."""
    found: dict[str, tuple[str, ...]] = {}
    for topic in topics().values():
        for name in (*topic.categories, topic.lv, topic.slug):
            key = tag_key(name)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), topic.slug)))
    return found


def find_topic(name: str) -> str:
    """Slug of a topic named by its slug, its Latvian or its English name, in any spelling.

    Raises:
        UnknownTopicError: there is none; the message names the nearest.
    """
    import difflib  # noqa: PLC0415 # for the error only

    known = {tag_key(text): topic.slug for topic in topics().values() for text in (topic.lv, topic.en)}
    known |= {tag_key(slug): slug for slug in topics()}
    key = tag_key(name)
    if key in known:
        return known[key]
    close = difflib.get_close_matches(key, list(known), n=3, cutoff=0.5)
    hint = f"; nearest: {', '.join(dict.fromkeys(known[one] for one in close))}" if close else ""
    raise UnknownTopicError(f"unknown topic {name!r}{hint}; docs/tags.md names all")


def vocabulary_table() -> str:
    """The vocabulary as the Markdown table of docs/tags.md."""
    lines = ["| topic | Latvian | English | what belongs under it | patterns |", "|---|---|---|---|---|"]
    lines += [
        f"| `{topic.slug}` | {topic.lv} | {topic.en} | {topic.about} | {len(topic.patterns)} |"
        for topic in topics().values()
    ]
    return "\n".join(lines)


def _pattern(text: str, topic: str, weight: float) -> Pattern:
    parts = text.split()
    ends_open = tuple(part.endswith("*") for part in parts)
    steps = tuple(
        fold(part[:-1]) if is_open else word_key(part) for part, is_open in zip(parts, ends_open, strict=True)
    )
    return Pattern(text, steps, ends_open, topic, weight)
