"""From pairs to stories.

Rule: the articles that hang together by pairs are put in order, the one that would best stand for a story
first: *local* (more than half of the mentions of municipalities are of its own publisher), then *complete*
(longer by half or more), then *earliest*, then by identity. In this order each text joins the canonical text
it is most alike, of those it is one story with; one that has none begins a story. So a member is always one
story with the canonical article itself, never with another member only, and two stories are not chained
together by a text that resembles both. The outcome depends on the articles, not on the order they came in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Reasons of a membership; the others are those of `decide`.
CANONICAL = "canonical"
EXACT = "exact"
_NEVER = 2**63


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as the rules see it.

    Attributes:
        row: its number in the index.
        article_id: its identity.
        text: number of its text.
        local: it speaks mainly of its publisher's own municipality.
        complete: class of length.
        published_at: microseconds since 1970 UTC; None where unknown.
        story: the story it was last said to tell; None where nothing was said.
        canonical: it was last said to stand for that story.
    """

    row: int
    article_id: str
    text: int
    local: bool
    complete: int
    published_at: int | None
    story: str | None = None
    canonical: bool = False

    @property
    def rank(self) -> tuple[bool, int, int, str]:
        """The lowest stands for the story."""
        when = _NEVER if self.published_at is None else self.published_at
        return not self.local, -self.complete, when, self.article_id


@dataclass(frozen=True, slots=True)
class Member:
    """An article's place in a story: how alike it is to the canonical member, and why it is in."""

    article: Candidate
    similarity: float
    reason: str


def stories(
    articles: Iterable[Candidate], pairs: Mapping[int, Mapping[int, tuple[float, str]]]
) -> list[list[Member]]:
    """The stories of some articles, each with its canonical member first.

    Args:
        articles: all that hang together; more does no harm.
        pairs: text → texts it is one story with, with similarity and reason; each pair both ways.
    """
    by_text: dict[int, list[Candidate]] = defaultdict(list)
    for article in articles:
        by_text[article.text].append(article)
    for same in by_text.values():
        same.sort(key=lambda article: article.rank)
    begun: dict[int, list[Member]] = {}
    for text, same in sorted(by_text.items(), key=lambda item: item[1][0].rank):
        near = pairs.get(text, {})
        # Of equally alike ones the first begun, which is the one of better rank.
        best = max((head for head in begun if head in near), key=lambda head: near[head][0], default=None)
        if best is None:
            begun[text] = [Member(same[0], 1.0, CANONICAL), *(Member(one, 1.0, EXACT) for one in same[1:])]
        else:
            begun[best] += [Member(one, *near[best]) for one in same]
    return list(begun.values())


def name_stories(
    found: Sequence[Sequence[Member]], born: Mapping[str, int], new: Mapping[str, Sequence[str]]
) -> list[str]:
    """The id of each story.

    An id stays with the article that stood for the story, else with most of its members, and a story that
    several ids come together in keeps the oldest. A story without one gets the first free of those offered.

    Args:
        found: stories, canonical member first.
        born: id → when it was first given, in microseconds since 1970 UTC.
        new: article_id of a canonical member → ids its story may be given.
    """
    claims: dict[str, dict[int, tuple[bool, int]]] = defaultdict(dict)
    for number, members in enumerate(found):
        for member in members:
            if member.article.story:
                claim = claims[member.article.story].get(number, (False, 0))
                claims[member.article.story][number] = (
                    claim[0] or member.article.canonical,
                    claim[1] + 1,
                )
    names: list[str | None] = [None] * len(found)
    for name in sorted(claims, key=lambda name: (born.get(name, _NEVER), name)):
        by = claims[name]
        holder = max(by, key=lambda number: (*by[number], _reverse(found[number][0].article.rank)))
        names[holder] = names[holder] or name
    taken = set(claims) | set(born)
    for number, members in enumerate(found):
        if names[number] is None:
            names[number] = next(name for name in new[members[0].article.article_id] if name not in taken)
            taken.add(names[number] or "")
    return [name or "" for name in names]


def _reverse(rank: tuple[bool, int, int, str]) -> tuple[bool, int, int]:
    return not rank[0], -rank[1], -rank[2]
