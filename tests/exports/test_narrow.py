"""A point, a place, a language, a moment, a story: read from what people type, or refused in one line."""

from datetime import UTC, datetime

import pytest

from exports.connection import connect
from exports.errors import ExportError
from exports.narrow import FARTHEST_KM, Near, kilometres, language, moment, near, place_keys, story
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import UnknownNameError


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        ("56.546,27.718,30", Near(56.546, 27.718, 30)),
        (" 56.546, 27.718, 30 km ", Near(56.546, 27.718, 30)),
        ("-1,-2,0.5", Near(-1, -2, 0.5)),
        ("90,180,20038", Near(90, 180, FARTHEST_KM)),
    ],
)
def test_near(text, circle):
    assert near(text) == circle


@pytest.mark.parametrize(
    "text",
    [
        "", "56.5", "56.5,27.7", "56,5,27,7,30", "a,b,c", "91,27,1", "56,181,1", "56,27,0", "56,27,-1",
        "56,27,20039", "nan,27,1", "56,27,inf", "56,27,1e9", "56,27,30; DROP TABLE x", "56.5,27.7,30,1",
        "٥٦,27,1", "56,27," + "9" * 400,
    ],
)  # fmt: skip
def test_what_is_no_circle_is_refused(text):
    with pytest.raises(ExportError, match=r"^--near "):
        near(text)


def test_distances_are_those_of_the_earth():
    # Rīga – Daugavpils, as the crow flies: 190 km (56.9496, 24.1052 – 55.8747, 26.5362).
    with connect() as con:
        sql = f"SELECT {kilometres('55.8747', '26.5362')}"
        (km,) = con.execute(sql, {"lat": 56.9496, "lon": 24.1052}).fetchone()
        (zero,) = con.execute(f"SELECT {kilometres('56.9', '24.1')}", {"lat": 56.9, "lon": 24.1}).fetchone()
    assert 188 < km < 193
    assert zero == 0


@pytest.mark.parametrize("name", ["Kārsava", "karsava", "KĀRSAVA", "Ka\u0304rsava"])
def test_a_place_in_every_spelling(name):
    assert place_keys(name) == place_keys("Kārsava")
    assert len(place_keys(name)) >= 1


def test_a_municipality_by_name_or_slug():
    assert place_keys("ludza") != place_keys("Ludzas novads") == ("0037000",)
    assert place_keys("augsdaugava") == place_keys("Augšdaugavas novads")


def test_an_unknown_place_is_met_with_the_nearest():
    with pytest.raises(UnknownNameError, match="unknown place 'Kraslva'; nearest: Krāslava"):
        place_keys("Kraslva")


@pytest.mark.parametrize("name", ["", "  ", "\x00", "'; DROP TABLE places; --", "../../etc/passwd"])
def test_what_is_no_place_is_refused(name):
    with pytest.raises(PilsetasError):
        place_keys(name)


@pytest.mark.parametrize(
    ("name", "code"), [("lv", "lv"), ("LV", "lv"), ("Latgaliešu", "ltg"), ("krievu", "ru"), ("english", "en")]
)
def test_language(name, code):
    assert language(name) == code


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(UnknownNameError, match="unknown language 'de'; there are lv, ltg, ru, en"):
        language("de")
    with pytest.raises(UnknownNameError, match="nearest: lv"):
        language("latvieshu")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-05", datetime(2026, 11, 4, 22, tzinfo=UTC)),  # midnight of Riga in winter
        ("5.7.2026", datetime(2026, 7, 4, 21, tzinfo=UTC)),  # and in summer
        ("2026-11-05 14:30", datetime(2026, 11, 5, 12, 30, tzinfo=UTC)),
        ("2026-11-05T14:30:00+00:00", datetime(2026, 11, 5, 14, 30, tzinfo=UTC)),
    ],
)
def test_moment(text, utc):
    assert moment(text, "--new-since") == utc


@pytest.mark.parametrize("text", ["", "vakar", "2026-11-31", "0001-01-01", "9999-12-31", "2026-11-05 25:00"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ExportError, match="--new-since"):
        moment(text, "--new-since")


def test_story():
    assert story(" ludza-4f1c9a0be27d6a35 ") == "ludza-4f1c9a0be27d6a35"
    for text in ("", "a b", "' OR 1=1", "-x", "x" * 300, "../x", "x\x00"):
        with pytest.raises(ExportError, match="--story"):
            story(text)
