"""Rule: a refresh makes a table that can be believed, or changes nothing; it says what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pilsetas_crawl.gazetteer import GazetteerError, places
from pilsetas_crawl.gazetteer.place import Place, read_table
from pilsetas_crawl.gazetteer.refresh import changes, replace_file, updated, write_table
from pilsetas_crawl.gazetteer.register import Unit, decode, points, units

HEAD = "#KODS#;#TIPS_CD#;#NOSAUKUMS#;#VKUR_CD#;#VKUR_TIPS#;#STATUSS#;#ATRIB#"
KINDS = {"valstspilseta": "pilseta"}


def as_units(rows: tuple[Place, ...]) -> list[Unit]:
    """The register as it would be if it had exactly these places; its codes are the keys."""
    return [Unit(one.key, one.parent_atvk, one.atvk, one.name, KINDS.get(one.kind, one.kind)) for one in rows]


def renewed(register: list[Unit], where: dict[str, tuple[float, float]] | None = None) -> tuple[Place, ...]:
    return updated(places(), register, where or {}, source="vzd-2027-01-01", licence="CC BY 4.0")


def test_a_register_that_says_the_same_changes_nothing():
    new = renewed(as_units(places()))
    assert set(new) == set(places())
    found = changes(places(), new)
    assert (found.added, found.removed, found.renamed, found.moved) == ((), (), (), ())


def test_a_new_village_inherits_what_the_register_does_not_tell():
    register = [*as_units(places()), Unit("x1", "0037510", "", "Jaunciems", "ciems")]
    parish = next(one for one in places() if one.key == "0037510")
    new = renewed(register, {"x1": (parish.lat + 0.001, parish.lon)})
    (added,) = changes(places(), new).added
    assert (added.key, added.kind, added.municipality) == ("0037510/Jaunciems", "ciems", "ludza")
    assert (added.historical_land, added.planning_region) == ("Latgale", "Latgale")
    assert (added.source, added.licence) == ("vzd-2027-01-01", "CC BY 4.0")


def test_renamed_moved_and_removed_places_are_told():
    register = [
        replace(unit, name="Istras jaunais pagasts") if unit.name == "Istras pagasts" else unit
        for unit in as_units(places())
        if unit.name != "Zaļesje"
    ]
    ludza = next(one for one in places() if one.key == "0037210")
    found = changes(places(), renewed(register, {"0037210": (ludza.lat + 0.01, ludza.lon)}))
    assert [old.name for old, _ in found.renamed] == ["Istras pagasts"]
    assert [new.name for _, new in found.moved] == ["Ludza"]
    assert [one.name for one in found.removed] == ["Zaļesje"]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda all_: [one for one in all_ if one.kind != "pagasts"], "the register does not have"),
        (lambda all_: [one for one in all_ if one.kind != "ciems"], "places of kind ciems are left"),
        (lambda all_: [one for one in all_ if one.name != "Rīga"], "riga is not among them"),
        (lambda all_: [*all_, Unit("n", "", "0099000", "Jaunais novads", "novads")], "no municipality known"),
        (lambda all_: [*all_, Unit("n", "?", "", "Ciems", "ciems")], r"lies in \?, which the register"),
        (lambda all_: [*all_, replace(all_[0], code="again")], "twice"),
        (lambda _: [], "empty"),
    ],
)
def test_a_register_that_cannot_be_right_is_refused(spoil, told):
    with pytest.raises(GazetteerError, match=told):
        renewed(spoil(as_units(places())))


def test_points_that_fell_elsewhere_are_refused():
    shifted = {one.key: (one.lat, min(one.lon + 0.5, 28.2)) for one in places()}
    with pytest.raises(GazetteerError, match="outside their municipality"):
        renewed(as_units(places()), shifted)


def test_tables_are_read_by_the_names_of_their_columns():
    existing = "#100#;#113#;#Ludzas nov.#;#1#;#101#;#EKS#;#0037000#"
    text = f"{HEAD}\n{existing}\n#101#;#113#;#Zilupes nov.#;#1#;#101#;#DEL#;#0680000#"
    assert units("aw_novads.csv", text) == [Unit("100", "1", "0037000", "Ludzas novads", "novads")]
    swapped = "#STATUSS#;#NOSAUKUMS#;#KODS#;#VKUR_CD#;#ATRIB#\n#EKS#;#Istra#;#7#;#6#;#ignored#"
    assert units("aw_ciems.csv", swapped) == [Unit("7", "6", "", "Istra", "ciems")]


def test_of_several_points_the_first_counts():
    text = "#KODS#;#DD_N#;#DD_E#\n#1#;#56.5#;#27.7#\n#1#;#56.6#;#27.8#\n#2#;##;##"
    assert points(text) == {"1": (56.5, 27.7)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column KODS"),
        ("#KODS#;#DD_N#;#DD_E#\n#1#;#north#;#27#", "no point"),
        ("#KODS#;#DD_N#;#DD_E#\n#1#;#56#", "2 values for 3 columns"),
    ],
)
def test_broken_tables_are_refused(text, told):
    with pytest.raises(GazetteerError, match=told):
        points(text)


def test_a_table_that_is_not_utf_8_is_refused():
    with pytest.raises(GazetteerError, match="not in UTF-8"):
        decode("aw_ciems.csv", "Rīga".encode("cp1257"))


def test_the_table_is_replaced_whole(tmp_path):
    path = tmp_path / "places.csv"
    write_table(path, places())
    assert read_table(path.read_text(encoding="utf-8").splitlines()) == places()
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_that_does_not_read_back_replaces_nothing(tmp_path):
    path = tmp_path / "places.csv"
    write_table(path, places())
    before = path.read_bytes()
    with pytest.raises(GazetteerError, match="not lie in Latvia"):
        write_table(path, [replace(places()[0], lat=0.0), *places()[1:]])
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path):
    with pytest.raises(GazetteerError, match="cannot write"):
        replace_file(tmp_path / "nowhere" / "places.csv", "x")
