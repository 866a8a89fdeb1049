"""Rule: tags of a site that say nothing go, forms of one tag become one, the rest stays as it is."""

# ruff: noqa: E501 # cases stand in one line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.registry import municipalities
from pilsetas_crawl.tags.clean import clean_tag, clean_tags
from pilsetas_crawl.tags.stems import tag_key


@pytest.mark.parametrize(
    "junk",
    [
        "Jaunumi", "JAUNUMI", "Aktualitātes", "Bez kategorijas", "Uncategorized", "Новости", "News", "2026", "2025.",
        "2025. gads", "2025. gada novembris", "novembris", "piektdiena", "par", "novadā", "aicina", "un", "", " ", "-",
        "***", "&nbsp;", "12.11.2026.", "Ludzas novads", "Ludza", "Ludzā", "ludzas novada ziņas", "Rēzeknes novads",
        "Latgale", "a", "Šis ir vesels teikums, kuru redaktors ielicis birku laukā", "x" * 500,
    ],
)  # fmt: skip
def test_junk_is_no_tag(junk):
    assert clean_tag(junk, "ludza") is None


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("Kultūra", "Kultūra"), ("KULTŪRA", "Kultūra"), ("kultura", "kultūra"), ("Izglitiba", "Izglītība"),
        ("#sports", "sports"), ("&quot;Izglītība&quot;", "Izglītība"), ("Sports &amp;amp; atpūta", "Sports & atpūta"),
        ("ERAF", "ERAF"), ("ES", "ES"), ("Domes sēdes", "Domes sēdes"), ("Ogres kultūras centrs", "Ogres kultūras centrs"),
        ("  ielu   remonts. ", "ielu remonts"), ("Saeimas vēlēšanas 2026", "Saeimas vēlēšanas 2026"), ("Dome", "Dome"),
        ("ve\u00adse\u00adlī\u00adba", "veselība"), ("Культура", "Культура"),
    ],
)  # fmt: skip
def test_tags_are_made_readable(raw, tag):
    assert clean_tag(raw, "ludza") == tag


def test_forms_of_one_tag_are_one_and_the_first_is_shown():
    assert clean_tags(["Koncerti", "koncerts", "KONCERTU"]) == ["Koncerti"]
    assert clean_tags(["Izglītība", "izglitiba", "Sports"]) == ["Izglītība", "Sports"]


@pytest.mark.parametrize("slug", list(municipalities()))
def test_no_municipality_is_a_tag_of_its_own_site(slug):
    place = municipalities()[slug]
    assert (
        clean_tags([place.name, place.name_genitive, place.name_locative, place.name.upper(), slug], slug)
        == []
    )


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_give_readable_different_tags(given_tags):
    told = clean_tags(given_tags, "riga")
    assert all(tag == tag.strip() and any(map(str.isalpha, tag)) for tag in told)
    assert len({tag_key(tag) for tag in told}) == len(told) <= len(given_tags)
