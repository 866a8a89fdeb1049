"""Rule: articles looked at in turn that are all gone have moved; one that was read anywhere is not gone."""

from __future__ import annotations

import pytest

from pilsetas_crawl.items import REMOVED, Article
from pilsetas_crawl.run.removals import Removals


def gone(removals: Removals, *names: str) -> None:
    for name in names:
        removals.hold(f"/lv/jaunums/{name}", Article(article_id=name, status=REMOVED))


@pytest.mark.parametrize("names", ["a", "ab"])
def test_few_that_are_gone_are_believed(names: str) -> None:
    removals = Removals()
    gone(removals, *names)
    assert (sorted(removals.believed()), removals.doubt()) == (list(names), "")


def test_many_that_are_gone_together_have_moved() -> None:
    removals = Removals()
    gone(removals, *"abc")
    assert removals.believed() == {}
    assert "none of the 3 stored articles looked at again" in removals.doubt()


def test_one_that_stands_at_its_address_vouches_for_the_addresses() -> None:
    removals = Removals()
    gone(removals, *"abcd")
    removals.stood()
    assert (sorted(removals.believed()), removals.doubt()) == (list("abcd"), "")


def test_one_read_elsewhere_is_there_whatever_its_old_address_says() -> None:
    removals = Removals()
    gone(removals, "a", "b")
    removals.met("b")
    assert sorted(removals.believed()) == ["a"]
    assert removals.is_there("b")
    assert not removals.is_there("a")
