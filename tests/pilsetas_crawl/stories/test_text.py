"""Rule: what is compared is what the text says, whatever it was pasted from and whoever signed it."""

from __future__ import annotations

import unicodedata

import pytest

from pilsetas_crawl.stories.text import LONGEST, clean, is_foot, sentences, stem


def test_what_cannot_be_seen_is_not_there():
    assert clean("Lu\u00addza\u200b \ufeffpilsē\u0002ta\x1b") == "Ludza pilsē ta "
    assert clean(unicodedata.normalize("NFD", "Ķekavā")) == "Ķekavā"
    assert clean("312\u00a0400 eiro, 12 000 un 7 gadi") == "312400 eiro, 12000 un 7 gadi"
    assert clean(None) == ""
    assert len(clean("a" * (LONGEST + 5))) == LONGEST


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Pirmais teikums. Otrais teikums! Vai trešais? Jā…", 4),
        ("Sēde notiks 26. novembrī plkst. 10.00 zālē.", 1),
        ("Runās J. Rainis un A. Pumpurs.", 1),
        ("Viens\nDivi\n\n\nTrīs", 3),
        ("Viņš teica: “Jā.” Pēc tam gāja. „Nē” bija pēdējais.", 3),
        ("", 0),
        (" \n \n", 0),
    ],
)
def test_sentences(text, count):
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    "line",
    [
        "Informāciju sagatavoja Ludzas novada pašvaldības Sabiedrisko attiecību nodaļa, tālr. 65707401.",
        "Foto: Jānis Bērziņš",
        "Teksts un foto: Evita Aploka",
        "Tālr. 65707401",
        "E-pasts: dome@ludza.lv",
        "Papildu informācija pa tālruni 26111222.",
        "Avots: VUGD",
        "Anna Kalniņa, 26111222",
        "www.ludzasnovads.lv",
    ],
)
def test_who_wrote_it_is_no_part_of_it(line):
    assert is_foot(line)


@pytest.mark.parametrize(
    "line",
    [
        "Fotogrāfu pulciņš aicina uz izstādes atklāšanu, kur būs skatāmi divdesmit darbi.",
        "Informāciju par nodokļiem var saņemt pašvaldības kasē darba dienās.",
        "Pieteikties var bibliotēkā 1905. gada ielā 6 vai pa tālruni 63322665.",
        "Sēde notiks 26. novembrī plkst. 10.00.",
        "",
    ],
)
def test_what_is_told_stays(line):
    assert not is_foot(line)


@pytest.mark.parametrize(
    ("forms", "one"),
    [
        (["ludza", "ludzas", "ludzai", "ludzu", "ludzā"], "ludz"),
        (["preiļi", "preiļu", "preiļiem", "preiļos"], "preiļ"),
        (["valmiera", "valmieras", "valmierā"], "valmier"),
        (["ogre", "ogres", "ogrē"], "ogr"),
    ],
)
def test_a_name_in_its_case_forms_is_one(forms, one):
    assert {stem(form) for form in forms} == {one}


def test_short_words_keep_what_they_have():
    assert stem("as") == "as"
    assert stem("ape") == "ape"
