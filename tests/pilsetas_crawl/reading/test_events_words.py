"""Rules for where and for how much: only what surely says so."""

from __future__ import annotations

import pytest

from pilsetas_crawl.reading.events_words import find_price, find_venue, split_where


@pytest.mark.parametrize(
    ("text", "place", "venue", "address"),
    [
        ("Ludza, Ludzas tautas nams, Stacijas iela 41", "Ludza", "Ludzas tautas nams", "Stacijas iela 41"),
        ("Ludza, Ludzas tautas nams", "Ludza", "Ludzas tautas nams", None),
        ("Ludza, Stacijas iela 41", "Ludza", None, "Stacijas iela 41"),
        ("Ludzas tautas nams", None, "Ludzas tautas nams", None),
        ("Vienības laukums", None, "Vienības laukums", None),
        ("Ludza, Nams, Mazā zāle, Raiņa iela 4", "Ludza", "Nams, Mazā zāle", "Raiņa iela 4"),
        ("", None, None, None),
        (None, None, None, None),
    ],
)  # fmt: skip
def test_town_venue_and_street(text, place, venue, address):
    assert split_where(text) == (place, venue, address)


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Kad: 28. novembrī\nVieta: Ludzas tautas nams\nIeeja brīva", "Ludzas tautas nams"),
        ("Norises vieta: estrāde. Ieeja brīva.", "estrāde"),
        ("Kur: Stacijas iela 41", "Stacijas iela 41"),
        ("Tā ir laba vieta: nāciet!", None),
        ("Notiks kultūras namā.", None),
        (None, None),
    ],
)
def test_the_venue_behind_a_label(text, venue):
    assert find_venue(text) == venue


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Koncerts. Ieeja brīva!", "Ieeja brīva"),
        ("Ieeja bez maksas.", "Ieeja bez maksas"),
        ("Ieejas maksa: 3,50 EUR, bērniem brīva.", "Ieejas maksa: 3,50 EUR"),
        ("Biļetes cena no 10 eiro.", "Biļetes cena no 10 eiro"),
        ("Dalības maksa 5 €", "Dalības maksa 5 €"),
        ("Projekta kopējās izmaksas 50 000 eiro.", None),
        ("", None),
    ],
)
def test_the_price_of_admission(text, price):
    assert find_price(text) == price
