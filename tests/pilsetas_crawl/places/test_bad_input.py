"""Rule: whatever stands in a text, the answer is right or empty, offsets fit, and time grows as its length."""
# ruff: noqa: E501 # pieces stand in few lines

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.places import find_places, summarise
from pilsetas_crawl.places.written import written

SHY, ZWSP, BOM = "\u00ad", "\u200b", "\ufeff"
PIECES = [
    "Ludzas", "Rēzeknes", "novads", "novadā", "pag.", "Salas", "pagastā", "un", ",", "ielā", "Lielajā", "ezerā",
    "–", "-", "/", "„", "”", '"', "(", ")", ".", "\n", " ", "  ", "J.", "Jānis", "SIA", "FK", "RĪGĀ", "LUDZAS",
    "a\u0304", SHY, ZWSP, BOM, "\u0304", "😀", "Р", "dome", "Līčos", "Skultes", "muiža", "\x00", "\ud800", "İ", "ß",
]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\n", None, "\u0304", SHY, "„", ".", "\ud800"])
def test_nothing_gives_nothing(text):
    assert find_places(text) == []
    assert find_places(None, title=text) == []
    assert summarise([], "ludza").primary is None


@pytest.mark.parametrize(
    "name",
    [
        f"Lud{SHY}zas nov{SHY}adā",
        f"L{ZWSP}udzas novadā",
        f"{BOM}Ludzas novadā",
        "Ludzas novada\u0304",
    ],
)
def test_what_is_invisible_inside_a_name(name):
    text = f"Svētki {name} sestdien"
    (mention,) = find_places(text)
    assert mention.place is not None
    assert mention.place.name == "Ludzas novads"
    assert text[mention.start : mention.end] == name.lstrip(BOM)


def test_decomposed_letters():
    text = unicodedata.normalize("NFD", "Koncerti Rēzeknē un Preiļos, jau Ķekavā")
    found = find_places(text)
    assert [one.place.name for one in found if one.place] == ["Rēzekne", "Preiļi", "Ķekava"]
    assert [unicodedata.normalize("NFC", text[one.start : one.end]) for one in found] == [
        "Rēzeknē", "Preiļos", "Ķekavā",
    ]  # fmt: skip


def test_letters_of_another_script_inside_a_word_make_another_word():
    assert find_places("Svētki Lud\u0437\u0430s novadā un \u0420īgā") == []


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.sampled_from(["ludza", "marupe", None, "?"]),
)
def test_any_mixture_of_pieces_keeps_its_promises(text, publisher):
    found = find_places(text, title=text[:50], publisher=publisher)
    body = [one for one in found if one.field == "body"]
    assert all(0 <= one.start < one.end <= len(text) for one in body)
    assert all(left.end <= right.start for left, right in pairwise(body))
    assert all(0 < one.confidence <= 1 for one in found)
    assert all((one.key is None) == bool(one.candidates) for one in found)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=200))
def test_any_text_leads_back_to_where_it_stood(text):
    readable = written(text)
    for at in range(len(readable.text)):
        assert readable.start(at) < readable.end(at + 1) <= len(text)
    assert find_places(text) is not None


def cpu(text: str) -> float:
    best = []
    for _ in range(3):
        began = time.process_time()
        find_places(text, title=text[:100], publisher="ludza")
        best.append(time.process_time() - began)
    return min(best)


@pytest.mark.parametrize(
    "piece",
    [
        "Ludza ", "Ludzas, ", "Ludzas un ", "Ludzas-", "LUDZAS ", '"Ludza ', "„Ludzas ", "Salas pagastā ", "Ludzas novada un pilsētas ",
        "Salas un Seces pagastā ", "Rīgas un Skolas ", "(Garkalnē, ", "Rezeknes un ", f"Lud{SHY}za ", "a\u0304",
        "Ludza", "A", ". ", "„", "Rīgas A. ", "Ā Ā. ",
    ],
)  # fmt: skip
def test_eight_times_the_text_takes_about_eight_times_the_time(piece):
    small, large = piece * (4_000 // len(piece)), piece * (32_000 // len(piece))
    assert cpu(large) < 8 * 3 * cpu(small) + 0.01  # quadratic would be 64 times


def test_a_paragraph_of_five_megabytes():
    sentence = "Pašvaldības iestādes informē, ka darbi Ludzā turpināsies arī nākamajā nedēļā, un aicina sekot līdzi. "
    text = sentence * (5_000_000 // len(sentence))
    began = time.process_time()
    found = find_places(text)
    assert len(found) == 5_000_000 // len(sentence)
    assert time.process_time() - began < 20
