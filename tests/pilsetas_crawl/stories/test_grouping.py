"""Rules of grouping: who stands for a story, who is in it, and which id it keeps."""

from __future__ import annotations

import itertools
from typing import Any

from pilsetas_crawl.stories.grouping import CANONICAL, EXACT, Candidate, Member, name_stories, stories


def candidate(name: str, text: int, **more: Any) -> Candidate:
    values: dict[str, Any] = {
        "local": False,
        "complete": 10,
        "published_at": 100,
        "story": None,
        "canonical": False,
    }
    return Candidate(row=hash(name), article_id=name, text=text, **(values | more))


def pairs(*edges: tuple[int, int, float]) -> dict[int, dict[int, tuple[float, str]]]:
    found: dict[int, dict[int, tuple[float, str]]] = {}
    for a, b, similarity in edges:
        found.setdefault(a, {})[b] = found.setdefault(b, {})[a] = (similarity, "words")
    return found


def shape(found: list[list[Member]]) -> set[tuple[str, ...]]:
    return {tuple(member.article.article_id for member in members) for members in found}


def test_local_then_complete_then_earliest_then_identity_stands_for_the_story():
    near = candidate("near", 1, local=True, complete=5, published_at=900)
    full = candidate("full", 2, complete=11, published_at=800)
    early = candidate("early", 3, published_at=1)
    a, b = candidate("a", 4), candidate("b", 5)
    undated = candidate("undated", 6, published_at=None)
    order = [near, full, early, a, b, undated]
    all_pairs = pairs(*((x, y, 0.9) for x, y in itertools.combinations(range(1, 7), 2)))
    for count in range(len(order)):
        found = stories(reversed(order[count:]), all_pairs)
        assert len(found) == 1
        assert found[0][0].article == order[count]
        assert found[0][0].reason == CANONICAL


def test_a_chain_is_no_story():
    """A~B and B~C, but not A~C: C is not drawn into the story of A by B."""
    a, b, c = (
        candidate("a", 1, published_at=1),
        candidate("b", 2, published_at=2),
        candidate("c", 3, published_at=3),
    )
    found = stories([c, b, a], pairs((1, 2, 0.6), (2, 3, 0.9)))
    assert shape(found) == {("a", "b"), ("c",)}


def test_a_text_joins_the_canonical_one_it_is_most_alike():
    a, b, c = (
        candidate("a", 1, published_at=1),
        candidate("b", 2, published_at=2),
        candidate("c", 3, published_at=3),
    )
    assert shape(stories([a, b, c], pairs((1, 3, 0.6), (2, 3, 0.9)))) == {("a",), ("b", "c")}
    assert shape(stories([a, b, c], pairs((1, 3, 0.9), (2, 3, 0.9)))) == {("a", "c"), ("b",)}


def test_equal_texts_are_together_and_called_exact():
    first, second = candidate("a", 1, published_at=1), candidate("b", 1, published_at=2)
    ((one, other),) = stories([second, first], {})
    assert (one.article, one.reason) == (first, CANONICAL)
    assert (other.article, other.reason, other.similarity) == (second, EXACT, 1.0)


def names(found: list[list[Candidate]], born: dict[str, int]) -> list[str]:
    members = [[Member(one, 1.0, CANONICAL) for one in group] for group in found]
    offered = {
        group[0].article_id: [f"new-{group[0].article_id}", f"second-{group[0].article_id}"]
        for group in found
    }
    return name_stories(members, born, offered)


def test_a_new_story_takes_the_first_free_id():
    assert names([[candidate("a", 1)]], {}) == ["new-a"]
    assert names([[candidate("a", 1)]], {"new-a": 5}) == ["second-a"]


def test_stories_that_merge_keep_the_older_id():
    old, young = (
        candidate("z", 1, story="old", canonical=True),
        candidate("a", 2, story="young", canonical=True),
    )
    assert names([[young, old]], {"old": 1, "young": 2}) == ["old"]


def test_the_id_stays_with_the_canonical_article_when_a_story_falls_apart():
    head, tail, more = (
        candidate("a", 1, story="s", canonical=True),
        candidate("b", 2, story="s"),
        candidate("c", 3, story="s"),
    )
    assert names([[tail, more], [head]], {"s": 1}) == ["new-b", "s"]


def test_else_with_most_of_its_members():
    one, two, three = (candidate(name, n, story="s") for n, name in enumerate("abc"))
    assert names([[one], [two, three]], {"s": 1}) == ["new-a", "s"]
