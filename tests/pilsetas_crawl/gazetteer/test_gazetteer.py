"""Rule: the gazetteer holds what it promises, agrees with the registry, and lies where it says."""

from __future__ import annotations

import csv
import dataclasses
import io
import unicodedata
from collections import Counter

import pytest

from pilsetas_crawl.gazetteer import (
    TOWNS,
    VILLAGE,
    GazetteerError,
    Place,
    find,
    place,
    places,
    places_of,
)
from pilsetas_crawl.gazetteer.boundaries import lies_in, municipality_shapes
from pilsetas_crawl.gazetteer.place import COLUMNS, check, read_table, table_lines
from pilsetas_crawl.registry import REGIONS, UnknownNameError, municipalities, towns


def table() -> list[str]:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table_lines(places()))
    return text.getvalue().splitlines()


def test_counts_by_kind():
    kinds = Counter(one.kind for one in places())
    assert kinds == {"novads": 35, "valstspilseta": 10, "pilseta": 71, "pagasts": 511, "ciems": 1069}


def test_municipalities_are_those_of_the_registry():
    own = {one.municipality: one for one in places() if not one.parent_atvk}
    assert set(own) == set(municipalities())
    for slug, known in municipalities().items():
        found = own[slug]
        assert (found.atvk, found.name, found.kind) == (known.atvk, known.name, known.kind)
        assert (found.lat, found.lon, found.planning_region) == (known.lat, known.lon, known.planning_region)
        assert found.historical_land == known.region_name


def test_towns_are_those_of_the_registry():
    found = {one.atvk: one for one in places() if one.kind in TOWNS}
    assert set(found) == {town.atvk for town in towns()}
    for town in towns():
        one = found[town.atvk]
        assert (one.name, one.municipality, one.lat, one.lon) == (
            town.name,
            town.municipality,
            town.lat,
            town.lon,
        )
        assert one.historical_land == REGIONS[town.region]


def test_keys_are_unique_and_lead_to_their_place():
    assert len({one.key for one in places()}) == len(places())
    assert place("0037210").name == "Ludza"
    assert place("0054650/Zilaiskalns").kind == VILLAGE
    with pytest.raises(UnknownNameError):
        place("0000000")


def test_every_parent_exists_and_lies_in_the_same_municipality():
    for one in places():
        if one.parent_atvk:
            assert place(one.parent_atvk).municipality == one.municipality, one.name


def test_every_row_tells_its_source_licence_land_and_region():
    for one in places():
        assert one.historical_land in REGIONS.values()
        assert all((one.source, one.licence, one.planning_region)), one.name
        assert unicodedata.is_normalized("NFC", one.name)


def test_the_portals_grouping_is_a_field_of_its_own():
    """It differs from the law for Aizkraukle, and speaks of towns only."""
    differing = [one.name for one in places() if one.portal_group not in ("", one.historical_land)]
    assert differing == ["Aizkraukle"]
    assert find("Aizkraukle")[0].portal_group == "Sēlija"
    assert {one.kind for one in places() if one.portal_group} == set(TOWNS)


def test_every_place_lies_in_its_municipality():
    assert set(municipality_shapes()) == set(municipalities())
    assert [one.key for one in places() if not lies_in(one.municipality, one.lat, one.lon)] == []


def test_a_point_elsewhere_does_not_lie_in_a_municipality():
    ludza = place("0037210")
    assert not lies_in("riga", ludza.lat, ludza.lon)
    assert not lies_in("ludza", 0.0, 0.0)


def test_finding_by_name_in_any_spelling():
    assert [one.key for one in find("ludza")] == ["0037210"]
    assert len(find("Salas pagasts")) == 2
    assert len(find("LICI")) == 5
    assert find("0037000")[0].name == "Ludzas novads"
    with pytest.raises(UnknownNameError, match="nearest: Ludza"):
        find("Ludsa")


def test_places_of_a_municipality():
    assert {one.municipality for one in places_of("ludza")} == {"ludza"}
    assert places_of("nowhere") == ()


def test_a_table_reads_back_as_it_was_written():
    assert read_table(table()) == places()
    assert tuple(field.name for field in dataclasses.fields(Place)) == COLUMNS


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("atvk,name", "code,name", "columns"),
        ("0001000,Rīga,valstspilseta", "0001000,Rīga,city", "no kind"),
        ("0001000,Rīga,valstspilseta", "1000,Rīga,valstspilseta", "code"),
        ("0001000,Rīga,valstspilseta", "0001000,,valstspilseta", "empty"),
        ("56.97808", "north", "no point"),
        ("56.97808", "5.697808", "not lie in Latvia"),
        ("0037210,Ludza,pilseta,0037000", "0037210,Ludza,pilseta,9999999", "not there"),
        ("0037210,Ludza,pilseta,0037000", "0037210,Ludza,pilseta,", "nowhere"),
        ("0002000,Daugavpils", "0001000,Daugavpils", "twice"),
    ],
)
def test_a_wrong_table_is_refused_with_what_is_wrong(old, new, told):
    text = "\n".join(table())
    assert old in text
    with pytest.raises(GazetteerError, match=told):
        read_table(text.replace(old, new, 1).splitlines())


def test_a_cut_line_and_an_empty_table_are_refused():
    with pytest.raises(GazetteerError, match="12 values"):
        read_table([table()[0], "0001000,Rīga"])
    with pytest.raises(GazetteerError, match="empty"):
        check([])
