"""Rule: all cases, numbers and spellings of a word have one key; other words have another."""

# ruff: noqa: E501 # paradigms stand in one line

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.tags.stems import tag_key, word_key

# Full paradigms by hand, one or two of each declension; the accusative of -te, -de, -tis is a stated limit.
PARADIGMS = [
    "koncerts koncerta koncertam koncertu koncertā koncerti koncertiem koncertus koncertos",
    "ceļš ceļa ceļam ceļu ceļā ceļi ceļiem ceļus ceļos",
    "muzejs muzeja muzejam muzeju muzejā muzeji muzejiem muzejus muzejos",
    "skolotājs skolotāja skolotājam skolotāju skolotājā skolotāji skolotājiem skolotājus skolotājos",
    "jaunietis jaunieša jaunietim jaunietī jaunieši jauniešu jauniešiem jauniešus jauniešos",
    "dzīvoklis dzīvokļa dzīvoklim dzīvokli dzīvoklī dzīvokļi dzīvokļu dzīvokļiem dzīvokļus dzīvokļos",
    "briedis brieža briedim briedī brieži briežu briežiem briežus briežos",
    "ūdens ūdenim ūdenī ūdeņi ūdeņu ūdeņiem ūdeņus ūdeņos",
    "tirgus tirgum tirgu tirgū tirgi tirgiem tirgos",
    "iela ielas ielai ielu ielā ielām ielās",
    "vēlēšanas vēlēšanu vēlēšanām vēlēšanās",
    "sēde sēdes sēdei sēdē sēžu sēdēm sēdēs",
    "upe upes upei upi upē upju upēm upēs",
    "izstāde izstādes izstādei izstādē izstāžu izstādēm izstādēs",
    "krāsns krāsnij krāsni krāsnī krāsnis krāsnīm krāsnīs krāšņu",
    "sabiedriskais sabiedriskā sabiedriskajam sabiedrisko sabiedriskajā sabiedriskie sabiedriskajiem sabiedriskās",
    "библиотека библиотеки библиотеке библиотеку библиотекой библиотеках",
]  # fmt: skip


@pytest.mark.parametrize("paradigm", PARADIGMS, ids=lambda forms: forms.split()[0])
def test_all_forms_have_one_key(paradigm):
    assert len({word_key(form) for form in paradigm.split()}) == 1


def test_different_words_have_different_keys():
    keys = [word_key(paradigm.split()[0]) for paradigm in PARADIGMS]
    assert len(set(keys)) == len(keys)
    for one, other in combinations(
        ["viesis", "vieta", "skola", "skolēns", "sports", "osta", "pasts", "balva"], 2
    ):
        assert word_key(one) != word_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Atkritumu šķirošana", "ATKRITUMU ŠĶIROŠANA"),
        ("Saistošie noteikumi", "saistošo noteikumu"),
        ("izglītība", "izglitiba"),
        ("Sports &amp; atpūta", "sports un atpūta".replace(" un", "")),
        ("e-pakalpojumi", "E-pakalpojums"),
        ("ap\u00adgais\u00admo\u00adjums", "apgaismojums"),
        ("  #koncerti ", "koncerts"),
    ],
)
def test_spellings_of_a_tag_have_one_key(one, other):
    assert tag_key(one) == tag_key(other) != ""


def test_numbers_are_kept():
    assert tag_key("Liepāja 2027") == "liepaj 2027"
    assert tag_key("2026") != tag_key("2027")


@given(st.text(max_size=80))
def test_any_text_has_one_key_however_its_letters_are_composed(text):
    key = tag_key(text)
    assert key == " ".join(key.split())
    assert tag_key(unicodedata.normalize("NFD", text)) == tag_key(unicodedata.normalize("NFC", text))


def test_letters_with_marks_apart_are_the_same_letters():
    assert tag_key(unicodedata.normalize("NFD", "Bērnudārzi Ķekavā")) == tag_key("Bērnudārzi Ķekavā")
