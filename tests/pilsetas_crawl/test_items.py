"""Rule: None means unknown; collections start empty and are never shared between items."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pilsetas_crawl.items import STORED_ITEMS, Article, Attachment, PlaceMention, Run, field_names

GROUPS = {
    "articles": {
        "identity", "origin", "content", "time", "places", "tags", "duplicates", "provenance",
    },
    "events": {"identity", "origin", "content", "time", "places", "provenance"},
    "rejects": {"origin", "identity", "content", "rejection", "time"},
    "links": {"identity", "duplicates", "origin", "time"},
    "runs": {"identity", "origin", "time", "verdict", "account", "quality", "events", "traffic"},
}  # fmt: skip


@pytest.mark.parametrize("item", STORED_ITEMS, ids=lambda item: item.dataset)
def test_a_fresh_item_claims_nothing(item):
    fresh = item()
    for column in fields(item):
        assert getattr(fresh, column.name) in (None, [], {}), column.name
        assert getattr(fresh, column.name) != "", column.name


def test_collections_of_two_items_are_not_one():
    first, second = Article(), Article()
    first.tags.append("kultūra")
    first.extraction["title"] = "css:h1"
    assert second.tags == []
    assert second.extraction == {}
    assert Run().discovery is not Run().discovery


def test_items_take_no_column_that_is_not_declared():
    with pytest.raises(AttributeError):
        Article().headline = "Virsraksts"  # type: ignore[attr-defined] # slots: this is what must fail


def test_the_datasets_have_their_names():
    assert [item.dataset for item in STORED_ITEMS] == ["articles", "events", "rejects", "runs", "links"]


@pytest.mark.parametrize("item", STORED_ITEMS, ids=lambda item: item.dataset)
def test_every_column_has_a_meaning_and_a_known_group(item):
    for column in fields(item):
        assert column.metadata["doc"], column.name
        assert column.metadata["group"] in GROUPS[item.dataset], column.name


@pytest.mark.parametrize("part", [Attachment, PlaceMention])
def test_the_parts_of_an_article_are_documented_too(part):
    assert all(column.metadata["doc"] for column in fields(part))


def test_field_names_keep_the_order_of_the_declaration():
    assert field_names(Attachment) == ("url", "name", "type")
    assert field_names(Article)[:3] == ("article_id", "url", "canonical_url")
