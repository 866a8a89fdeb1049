"""Rule: the 42 municipalities (7 state cities, 35 novadi) and 81 towns, found in any spelling."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.registry import (
    REGIONS,
    UnknownNameError,
    find_municipality,
    find_region,
    find_town,
    municipalities,
    municipality,
    name_key,
    towns,
)

CITIES = {"riga", "daugavpils", "jelgava", "jurmala", "liepaja", "rezekne", "ventspils"}


def test_there_are_42_of_two_kinds():
    kinds = {place.slug: place.kind for place in municipalities().values()}
    assert len(kinds) == 42
    assert {slug for slug, kind in kinds.items() if kind == "valstspilseta"} == CITIES
    assert Counter(kinds.values())["novads"] == 35
    assert "varaklani" not in kinds  # merged into Madona on 1 July 2025


def test_codes_are_unique_and_seven_digits_long():
    codes = [place.atvk for place in municipalities().values()]
    assert len(set(codes)) == 42
    assert all(len(code) == 7 and code.isdigit() for code in codes)
    assert codes == sorted(codes)


def test_each_lies_in_one_of_the_five_lands():
    assert set(REGIONS) == {"kurzeme", "latgale", "selija", "vidzeme", "zemgale"}
    used = {place.region for place in municipalities().values()}
    assert used == set(REGIONS)
    for place in municipalities().values():
        assert place.region_name == REGIONS[place.region]


@pytest.mark.parametrize(
    ("slug", "region"),
    [
        ("riga", "vidzeme"),
        ("ludza", "latgale"),
        ("kuldiga", "kurzeme"),
        ("augsdaugava", "selija"),
        ("dobele", "zemgale"),
    ],
)
def test_lands_of_some(slug, region):
    assert municipality(slug).region == region


def test_centres_lie_in_latvia():
    for place in (*municipalities().values(), *towns()):
        assert 55.6 < place.lat < 58.1, place.name
        assert 20.9 < place.lon < 28.3, place.name


def test_81_towns_lie_in_known_municipalities():
    assert len(towns()) == 81
    assert {town.municipality for town in towns()} <= set(municipalities())
    for town in towns():
        assert town in municipality(town.municipality).towns


def test_slugs_are_plain_and_domains_have_no_path():
    for place in municipalities().values():
        assert place.slug.replace("-", "").isalpha()
        assert place.slug.isascii()
        assert place.domain == place.domain.lower()
        assert "/" not in place.domain
        assert place.site == f"https://{place.domain}"


def test_names_are_composed_and_declined():
    for place in municipalities().values():
        for name in (place.name, place.name_genitive, place.name_locative):
            assert unicodedata.is_normalized("NFC", name)
        if place.kind == "novads":
            assert place.name.endswith(" novads")
            assert place.name_genitive == place.name.removesuffix("s") + "a"
            assert place.name_locative == place.name.removesuffix("s") + "ā"


SPELLINGS = st.sampled_from(
    [str, str.upper, str.lower, str.title, lambda name: unicodedata.normalize("NFD", name), name_key,
     lambda name: f"  {name.replace(' ', '   ')} ", lambda name: name.replace(" ", "-")]
)  # fmt: skip


@given(place=st.sampled_from(list(municipalities().values())), spell=SPELLINGS, data=st.data())
def test_a_municipality_is_found_by_every_form_of_its_name(place, spell, data):
    forms = [place.name, place.name_genitive, place.name_locative, place.slug, place.atvk]
    assert find_municipality(spell(data.draw(st.sampled_from(forms)))).slug == place.slug


@given(town=st.sampled_from(towns()), spell=SPELLINGS, data=st.data())
def test_a_town_is_found_by_every_form_of_its_name(town, spell, data):
    form = data.draw(st.sampled_from([town.name, town.name_genitive, town.name_locative]))
    assert find_town(spell(form)).atvk == town.atvk


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        # The city where both exist, the novads where only that does.
        ("Rēzekne", "rezekne"), ("Rēzeknes novads", "rezeknes-novads"), ("Rēzeknes", "rezekne"),
        ("Ventspils", "ventspils"), ("Ventspils novads", "ventspils-novads"), ("Jelgava", "jelgava"),
        ("Ludza", "ludza"), ("ludzas", "ludza"), ("Tukums", "tukums"), ("Cēsis", "cesis"), ("Cēsu", "cesis"),
        ("kuldiga", "kuldiga"), ("Ādaži", "adazi"), ("ķekava", "kekava"),
        ("rezeknes novads", "rezeknes-novads"),
    ],
)  # fmt: skip
def test_a_bare_name_means_what_people_mean(asked, slug):
    assert find_municipality(asked).slug == slug


@pytest.mark.parametrize(
    ("asked", "nearest"), [("Ludzza", "ludza"), ("tukms", "tukums"), ("Rēzeknis novads", "rezeknes-novads")]
)
def test_an_unknown_municipality_is_answered_with_the_nearest(asked, nearest):
    with pytest.raises(UnknownNameError, match="unknown municipality") as caught:
        find_municipality(asked)
    assert nearest in str(caught.value).split("nearest: ")[1]
    assert "\n" not in str(caught.value)


def test_slugs_are_looked_up_exactly():
    assert municipality("ludza").name == "Ludzas novads"
    with pytest.raises(UnknownNameError, match="unknown municipality 'Ludza'; nearest: ludza"):
        municipality("Ludza")


def test_what_resembles_nothing_gets_no_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown town 'qqqqqqqq'$"):
        find_town("qqqqqqqq")


@pytest.mark.parametrize(
    ("asked", "key"), [("Sēlija", "selija"), ("LATGALE", "latgale"), ("zemgale", "zemgale")]
)
def test_regions_are_found_in_any_spelling(asked, key):
    assert find_region(asked) == key


def test_an_unknown_region_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match="unknown region 'Latgalle'; nearest: Latgale"):
        find_region("Latgalle")
    with pytest.raises(
        UnknownNameError, match=r"'Nowhere'; there are Kurzeme, Latgale, Sēlija, Vidzeme, Zemgale$"
    ):
        find_region("Nowhere")
