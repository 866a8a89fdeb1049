"""Rule: each rule of docs/places.md, tried alone, with the case beside it that must not follow it."""
# ruff: noqa: E501 # a sentence stands in one line

from __future__ import annotations

import pytest

from pilsetas_crawl.places import Text, find_places, find_places_in
from pilsetas_crawl.places.lexicon import all_forms, lexicon
from pilsetas_crawl.places.reasons import RULES
from pilsetas_crawl.places.vocabulary import common_words, words_common_by_dictionary


def told(text: str, publisher: str | None = None, title: str | None = None) -> list[tuple[str, str | None]]:
    """Span and name of each mention; None where it stays open."""
    mentions = find_places(text, publisher=publisher, title=title)
    return [(one.text, one.place.name if one.place else None) for one in mentions]


def names(text: str, publisher: str | None = None) -> list[str | None]:
    return [name for _, name in told(text, publisher)]


# --- the longest name wins ------------------------------------------------------------------------------


def test_the_novads_wins_over_the_town_in_its_name():
    assert told("Jelgavas novadā un Jelgavā") == [
        ("Jelgavas novadā", "Jelgavas novads"),
        ("Jelgavā", "Jelgava"),
    ]


@pytest.mark.parametrize(
    "form",
    ["novads", "novada", "novadam", "novadu", "novadā", "nov."],
)
def test_every_form_of_the_unit_word(form):
    assert told(f"šis ir Ludzas {form} darbs") == [(f"Ludzas {form}", "Ludzas novads")]


def test_the_dot_of_a_sentence_is_not_part_of_the_name():
    assert told("Viesi no Ludzas novada.") == [("Ludzas novada", "Ludzas novads")]


def test_municipalities_of_before_2021_are_nothing_of_today():
    assert names("Bijušais Kandavas novads un Rundāles novada Svitenes pagasts") == ["Svitenes pagasts"]


def test_a_parish_is_found_by_its_unit_word_only():
    assert names("Maltas pagastā") == ["Maltas pagasts"]
    assert names("Maltas slava") == []


# --- enumerations ----------------------------------------------------------------------------------------


def test_an_enumeration_shares_its_unit_word():
    text = "Preiļu, Krāslavas, Augšdaugavas, Rēzeknes un Ludzas novados"
    heads = ["Preiļu", "Krāslavas", "Augšdaugavas", "Rēzeknes", "Ludzas"]
    assert names(text) == [f"{head} novads" for head in heads]


def test_a_comma_in_an_address_is_no_enumeration():
    assert names("Ludza, Ludzas novads") == ["Ludza", "Ludzas novads"]
    assert names("Preiļos, Preiļu novadā") == ["Preiļi", "Preiļu novads"]


def test_a_town_and_the_novads_of_its_name_are_two():
    assert names("Rēzeknes un Rēzeknes novada") == ["Rēzekne", "Rēzeknes novads"]


def test_a_former_novads_does_not_end_an_enumeration():
    assert names("Kokneses, Siguldas, Priekuļu un Ventspils novada skolas") == [
        "Koknese", "Siguldas novads", "Ventspils novads",
    ]  # fmt: skip
    assert names("Rīgas un Ogres novada skolas") == ["Rīga", "Ogres novads"]


def test_a_name_that_two_unit_words_share():
    assert told("Jelgavas pilsētas un novada skolas") == [
        ("Jelgavas pilsētas", "Jelgava"),
        ("novada", "Jelgavas novads"),
    ]
    assert names("Alojas pilsētas un pagasta, Ludzas novada un pilsētas ļaudis") == [
        "Aloja", "Alojas pagasts", "Ludzas novads", "Ludza",
    ]  # fmt: skip
    assert names("Ludzas novada un pagasta pārvalde") == ["Ludzas novads"]


# --- state city or novads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Madonas pašvaldība", "Madonas novads"),
        ("Rēzeknes pašvaldība", "Rēzekne"),
        ("Ludzas dome", "Ludzas novads"),
        ("Valmieras pašvaldība", "Valmieras novads"),
        ("Rīgas dome", "Rīga"),
        ("Ludzas novada dome", "Ludzas novads"),
    ],
)
def test_whose_council_it_is(text, name):
    assert names(f"Par to lēma {text}") == [name]


def test_a_bare_name_is_the_city():
    assert names("Jelgavā un pie Rēzeknes", "rezeknes-novads") == ["Jelgava", "Rēzekne"]


def test_a_novads_without_a_town_of_its_name_goes_by_its_short_name():
    assert names("Dienvidkurzemē un Augšdaugavā") == ["Dienvidkurzemes novads", "Augšdaugavas novads"]


# --- what is no place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Slēgta Rīgas iela",
        "Dzīvo Cēsu ielā 4",
        "Slēgta Liepas ceļa daļa",
        "Remonts Rīgas un Skolas ielā",
        "Darbi Rīgas, Brīvības un Ludzas ielās",
        "Pie Rīgas HES",
        "Makšķerē Alūksnes ezerā",
        "Peld Ludzas Lielajā ezerā",
        "Pie Limbažu Lielezera",
        "Kuģo Rīgas jūras līcī",
        "Arhīvā par Ludzas rajonu",
        "Raksta Rīgas plānošanas reģions",
        "Uzvar BK Ventspils",
        "Spēlē FK „Liepāja”",
        "Viesi no Valmiera FC",
        "Spēlē Olaine/SuperBet",
        "Līgums ar SIA „Saldus ceļinieks”",
        "Kopā ar SIA Ludza",
        "Raksta laikraksts “Talsu Vēstis”",
        "Dzied koris “Talsi”",
        "Cīņa ar “Jūrmalu”",
        "Runāja Jānis Liepa un Dace Smiltene",
        "Vārtus guva J. Rēzekne",
        "Grāmata par Jāņa Valka dzīvi",
        "Dzejniece Inga Valmiera-Ozola",
    ],
)
def test_named_after_a_place_but_no_place(text):
    assert names(text, "cesis") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Ludzas bibliotēkā lasa", "Ludza"),
        ("Koncerts Rīgas ielā 5, Valmierā", "Valmiera"),
        ("Viesi no Ludzas, Rīgas iela slēgta", "Ludza"),
        ("Atklāts “Ludzas novada svētki”", "Ludzas novads"),
        ("Projekts “Ludzas vecpilsētas ielu un laukumu atjaunošana”", "Ludza"),
        ("Brauc vilciens Rīga–Ventspils", "Rīga"),
        ("Rēzekne-Krāslava, autoceļš", "Rēzekne"),
    ],
)
def test_what_stands_beside_a_veto_and_is_a_place(text, name):
    assert name in names(text, "ludza")


def test_common_words_at_the_start_of_a_sentence():
    assert names("Saldus zemenes ir gardas. Balvu saņēma Anna.") == []
    assert names("Viņa brauc uz Saldu. Tālu ir Saldus.") == ["Saldus", "Saldus"]
    assert names("Saldū līst. Balvu slimnīcā tīrs. Saldus un Cēsis uzvarēja.") == [
        "Saldus", "Balvi", "Saldus", "Cēsis",
    ]  # fmt: skip


# --- villages -------------------------------------------------------------------------------------------------


def test_a_village_counts_in_its_own_municipality_only():
    assert names("Svētki notiks Rundēnos", "ludza") == ["Rundēni"]
    assert names("Svētki notiks Rundēnos", "riga") == []
    assert names("Svētki notiks Rundēnos") == []


def test_a_village_counts_beside_its_parish_or_novads():
    assert names("Ropažu novada Tumšupē") == ["Ropažu novads", "Tumšupe"]
    assert names("Garkalnē, Ropažu novadā") == ["Garkalne", "Ropažu novads"]
    assert names("Garkalnē (Ādažu novads)") == ["Garkalne", "Ādažu novads"]
    assert find_places("Garkalnē, Ropažu novadā")[0].key == "0044400/Garkalne"
    assert names("Līčos, Ludzas novadā") == ["Ludzas novads"]


def test_a_person_beside_a_novads_is_no_village():
    assert names("Anna Liepa, Cēsu novada domes deputāte", "cesis") == ["Cēsu novads"]
    assert names("Anna Liepa, Cēsu novada domes deputāte") == ["Cēsu novads"]


def test_a_village_that_is_a_word_or_river_needs_more():
    assert names("Liepa zied. Gauja pārplūst.", "cesis") == []
    assert names("Gauja pārplūst.", "sigulda") == []
    assert names("Brauc uz Liepu pie Liepas skolas", "cesis") == ["Liepa", "Liepa"]


# --- the same name twice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "publisher", "key", "rule"),
    [
        ("Salas pagastā", "marupe", "0039420", "publisher"),
        ("Salas pagastā", "jekabpils", "0031550", "publisher"),
        ("Salas pagastā, Jēkabpils novadā", "marupe", "0031550", "beside"),
        ("Salas pagastā, bet Mārupes novadā", "ludza", "0039420", "company"),
        ("Salas un Seces pagastā", None, "0031550", "land"),
    ],
)
def test_which_of_the_same_name(text, publisher, key, rule):
    first = find_places(text, publisher=publisher)[0]
    assert first.key == key
    assert first.rule.endswith(rule)


def test_a_name_that_nothing_settles_stays_open():
    (mention,) = find_places("Salas pagastā dega māja")
    assert (mention.key, mention.place) == (None, None)
    assert mention.candidates == ("0031550", "0039420")
    assert mention.confidence < 0.5


# --- writing -----------------------------------------------------------------------------------------------------


def test_headlines_in_capitals():
    assert told("", title="IZMAIŅAS LUDZAS NOVADĀ UN RĪGĀ") == [
        ("LUDZAS NOVADĀ", "Ludzas novads"),
        ("RĪGĀ", "Rīga"),
    ]
    assert told("", title="SALDUS RĪTS, RĪGAS IELA SLĒGTA") == []


def test_an_acronym_is_no_town():
    assert names("Organizācija SEDA aicina, OGRE arī.") == []


def test_a_text_without_diacritics_is_read_with_less_confidence():
    text = "Kravas auto Rezeknes novada un Daugavpili, ka ari Preilu pusi slidena cela del"
    found = find_places(text)
    assert [one.place.name for one in found if one.place] == ["Rēzeknes novads", "Daugavpils", "Preiļi"]
    assert found[0].confidence < find_places("Kravas auto Rēzeknes novada")[0].confidence
    # One letter with its mark says that marks were not left out.
    assert names("Kravas auto Rezeknes novada un Preilu pusē, kā arī citur ļoti slidens") == []


def test_lower_case_is_never_a_place():
    assert names("ludza, rīga un ludzas novads") == []


def test_russian_and_foreign_texts_hold_no_false_places():
    assert names("В Лудзе и Резекне прошёл концерт. Lud\u0437\u0430 un Р\u012bga.") == []


# --- interface ----------------------------------------------------------------------------------------------------


def test_title_and_body_are_told_apart():
    found = find_places("Koncerts Ludzā.", title="Svētki Rēzeknē")
    assert [(one.field, one.start, one.text) for one in found] == [
        ("title", 7, "Rēzeknē"),
        ("body", 9, "Ludzā"),
    ]


def test_many_texts_give_many_answers_in_order():
    texts = [Text("Svētki", "Ludzā"), Text(None, None), Text(None, "Rundēnos līst", "ludza")]
    answers = [[one.text for one in mentions] for mentions in find_places_in(iter(texts))]
    assert answers == [["Ludzā"], [], ["Rundēnos"]]


def test_an_unknown_publisher_settles_nothing():
    assert names("Salas pagastā un jau Rundēnos", "atlantida") == [None]


def test_every_rule_has_words():
    text = (
        "Preiļu un Ludzas novados, Istras pag., Salas un Seces pagastā, Madonas un Gulbenes pašvaldība, "
        "Augšdaugavā, Rīgā un pie Cēsīm. Balvu slimnīcā. Garkalnē, Ropažu novadā. Brauc uz Rundēniem, jau Ciblā."
    )
    rules = {one.rule for one in find_places(text, publisher="ludza")}
    assert len(rules) >= 11
    assert rules <= set(RULES)


def test_the_dictionary_holds_every_form_of_every_town_novads_and_parish():
    assert len(lexicon()) > 5000
    assert lexicon()["Ludzas"].novads is not None
    assert [case for _, case in lexicon()["Cēsis"].towns] == ["nominative", "accusative"]


def test_the_list_of_common_words_is_what_the_dictionary_says():
    assert common_words() == frozenset(words_common_by_dictionary(all_forms()))
    assert {"saldus", "balvu", "valka", "liepa", "sala"} <= common_words()


def test_a_place_elsewhere_in_the_text_says_nothing_of_another_municipality():
    assert names("Valmierā un Salas pagastā") == ["Valmiera", None]
