"""Names are found in any case, with or without diacritics, in the nominative and the genitive."""

from datetime import date

import pytest

from exports.errors import ExportError
from exports.resolve import Filters, municipality_names, parse_day, resolve, town_names
from pilsetas_crawl.registry import UnknownNameError, find_municipality, find_town, municipalities, towns


@pytest.mark.parametrize("name", ["Latgale", "latgale", "LATGALE", "Latgales", "Latgalē", " latgale "])
def test_region_in_every_spelling(name):
    assert resolve(region=name) == Filters(region="latgale")


@pytest.mark.parametrize("name", ["Sēlija", "selija", "SĒLIJA", "Sēlijas", "Se\u0304lija"])
def test_region_with_diacritics(name):
    assert resolve(region=name) == Filters(region="selija")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ludza", "ludza"),
        ("Ludzas novads", "ludza"),
        ("ludzas novads", "ludza"),
        ("LUDZAS NOVADA", "ludza"),
        ("ludza", "ludza"),
        ("Ķekavas novads", "kekava"),
        ("kekavas novads", "kekava"),
        ("Rēzekne", "rezekne"),
        ("rezeknes novads", "rezeknes-novads"),
        ("rezeknes-novads", "rezeknes-novads"),
        ("Rīga", "riga"),
    ],
)
def test_municipality_in_every_spelling(name, slug):
    assert resolve(municipality=name) == Filters(municipality=slug)


@pytest.mark.parametrize(
    ("town", "slug"),
    [("Ilūkste", "augsdaugava"), ("ilukste", "augsdaugava"), ("Iecavas", "bauska"), ("Krāslava", "kraslava")],
)
def test_a_town_means_the_municipality_it_lies_in(town, slug):
    assert resolve(town=town) == Filters(municipality=slug)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"town": "Kraslva"}, "unknown town 'Kraslva'; nearest: Krāslava"),
        ({"municipality": "Kraslva"}, "unknown municipality 'Kraslva'; nearest: Krāslavas novads"),
        ({"region": "latgalle"}, "unknown region 'latgalle'; nearest: Latgale"),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest(asked, message):
    with pytest.raises(UnknownNameError) as error:
        resolve(**asked)
    assert str(error.value).startswith(message)


def test_a_name_like_no_other_has_no_nearest():
    with pytest.raises(UnknownNameError, match=r"^unknown town 'qqqq'$"):
        resolve(town="qqqq")


def test_a_town_asked_for_as_a_municipality_is_told_apart():
    with pytest.raises(
        ExportError, match="Ilūkste is a town of Augšdaugavas novads: ask with --town Ilūkste"
    ):
        resolve(municipality="ilukste")


@pytest.mark.parametrize("text", ["2026-11-05", "2026-11-5", "5.11.2026", "05.11.2026.", " 2026-11-05 "])
def test_day(text):
    assert parse_day(text, "--from") == date(2026, 11, 5)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "rīt", "", "05/11/2026", "2026-11-05T10:00"])
def test_what_is_no_day_is_refused_by_its_option(text):
    with pytest.raises(ExportError, match=f"--to {text!r}: "):
        parse_day(text, "--to")


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(ExportError, match="--from 2026-11-06 is after --to 2026-11-05"):
        resolve(date_from="2026-11-06", date_to="2026-11-05")


def test_one_day_is_a_range():
    day = date(2026, 11, 5)
    assert resolve(date_from="2026-11-05", date_to="2026-11-05") == Filters(date_from=day, date_to=day)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"region": "Kurzeme", "municipality": "Ludza"},
            "Ludzas novads stands under Latgale, not under Kurzeme",
        ),
        ({"municipality": "Ludza", "town": "Ilūkste"}, "lies in Augšdaugavas novads, not in Ludzas novads"),
        ({"tag": " "}, "--tag is empty"),
    ],
)
def test_what_can_match_nothing_is_refused(asked, message):
    with pytest.raises(ExportError, match=message):
        resolve(**asked)


def test_town_and_its_own_municipality_go_together():
    assert resolve(municipality="Ludza", town="Kārsava", region="Latgale") == Filters(
        region="latgale", municipality="ludza"
    )


def test_the_names_of_the_macros_mean_what_the_registry_says():
    known = municipality_names()
    assert set(known.values()) == set(municipalities())
    assert {key: find_municipality(key).slug for key in known} == known
    assert {t.municipality for t in towns()} == set(town_names().values())
    # Compared on the names alone: the registry's look-up of one name costs a millisecond.
    assert all(
        town_names()[key] == find_town(key).municipality for key in ("ilukste", "seda", "ogre", "apes")
    )
