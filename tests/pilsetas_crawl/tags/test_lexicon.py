"""Rule: the nominative a form belongs to is found by declension, whatever the dictionary says of the form."""

# ruff: noqa: E501 # pairs stand in one line

from __future__ import annotations

import pytest

from pilsetas_crawl.tags.declension import plural, readings
from pilsetas_crawl.tags.lexicon import adjective_stem, noun


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("apgaismojums", "apgaismojums"), ("apgaismojuma", "apgaismojums"),  # the dictionary says: a verb form
        ("šķirošana", "šķirošana"), ("uzturēšanu", "uzturēšana"),  # likewise
        ("grāmatā", "grāmata"), ("ārstu", "ārsts"), ("sēžu", "sēde"), ("ūdeņi", "ūdens"), ("suņu", "suns"),
        ("viesu", "viesis"), ("ceļa", "ceļš"), ("vēja", "vējš"), ("cūkas", "cūka"), ("kaķus", "kaķis"),
        ("mamogrāfijas", "mamogrāfija"), ("iepirkuma", "iepirkums"), ("siltumtrases", "siltumtrase"),
        ("kultūrvēsturnieki", "kultūrvēsturnieks"), ("jauniešiem", "jaunietis"), ("slidotājiem", "slidotājs"),
    ],
)  # fmt: skip
def test_nouns(form, lemma):
    reading = noun(form)
    assert reading is not None
    assert reading.lemma == lemma


@pytest.mark.parametrize(
    "form",
    [
        "aicina", "informē", "lūdz", "notiks", "uzvarēja", "izstrādāja", "dzīvo", "paredz", "veic", "saņem", "plānots",
        "dažādi", "skaisti", "pieteikties", "jo", "x", "", "svarīgākais", "jaunais", "plašākais", "uzstāsies",
        "tiksies", "norisināsies", "gatavosies",
    ],
)  # fmt: skip
def test_verbs_adjectives_and_adverbs_are_no_nouns(form):
    assert noun(form) is None


@pytest.mark.parametrize(
    ("lemma", "declension", "many"),
    [
        ("koncerts", 1, "koncerti"), ("ceļš", 1, "ceļi"), ("jaunietis", 2, "jaunieši"), ("dzīvoklis", 2, "dzīvokļi"),
        ("zirnis", 2, "zirņi"), ("tirgus", 3, "tirgi"), ("iela", 4, "ielas"), ("upe", 5, "upes"), ("krāsns", 6, "krāsnis"),
    ],
)  # fmt: skip
def test_plurals_and_back(lemma, declension, many):
    assert plural(lemma, declension) == many
    assert lemma in {one.lemma for one in readings(many)}


def test_definite_adjectives():
    assert adjective_stem("sabiedriskajā") == "sabiedrisk"
    assert adjective_stem("jaunā") == "jaun"
    assert adjective_stem("grāmatā") is None
