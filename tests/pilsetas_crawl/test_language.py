"""Rule: title and body together tell the language; own sentences, none of them from the gold set of topics."""

# ruff: noqa: E501 # sentences stand in one line

from __future__ import annotations

import time
import unicodedata

import pytest

from pilsetas_crawl.language import language_of

LV = (
    ("Bibliotēka aicina lasītājus", "No pirmdienas bibliotēka atvērta līdz astoņiem vakarā."),
    ("Par sniega tīrīšanu", "Namu īpašniekiem ietves pie saviem īpašumiem jātīra katru rītu līdz pulksten astoņiem."),
    ("Sākas pieteikšanās pulciņiem", "Vecāki bērnus var pieteikt keramikas, šaha un robotikas pulciņam."),
    ("Izsludina konkursu", "Pašvaldība gaida pieteikumus līdz mēneša beigām."),
    ("Svētku gājiens", "Gājiena dalībnieki pulcēsies pie tilta un kopā dosies uz estrādi."),
)  # fmt: skip
LTG = (
    ("Breivdobys muzejā sataisejs jauna ekspoziceja", "Muzeja darbinīki aicynoj vysus apsavērt, kai senejuos dīnuos dzeivova latgalīši."),
    ("Latgalīšu bolss skaņ ari radejā", "Raideju vadeituoji runoj sovā dzymtajā volūdā i stuosta par Latgolys ļaudim."),
    ("Bārni vuicuos latgalīšu volūdu", "Školuotuoja soka, ka bārni lobpruot volkoj tautys drēbis i dzīd vacuos dzīsmis."),
    ("Kuozuos spieļuos kapela", "Svātdiņ saimineica gaida cīmeņus nu vysys Latgolys, byus muzyka i doncuošona."),
)  # fmt: skip
RU = (
    ("Снег уберут к утру", "Коммунальные службы просят владельцев домов чистить тротуары."),
    ("Дума утвердила план", "Депутаты единогласно поддержали план развития города."),
)
EN = (
    ("Library opens on Sunday", "Readers are welcome from noon until six in the evening."),
    ("New bridge for cyclists", "The council has approved the construction of a bridge across the river."),
)


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [(*pair, code) for code, pairs in (("lv", LV), ("ltg", LTG), ("ru", RU), ("en", EN)) for pair in pairs],
)
def test_each_language_is_told_whatever_the_page_declares(title, body, language):
    assert language_of(title, body) == language
    assert language_of(title, body, "lv") == language
    assert language_of(title.upper(), body.upper()) == language


def test_a_page_in_two_languages_is_in_the_one_most_of_it_is():
    lv, ru = " ".join(body for _, body in LV), " ".join(body for _, body in RU)
    assert language_of("Jaunumi", f"{lv}\n\n{RU[0][1]}") == "lv"
    assert language_of("Новости", f"{ru} {ru}\n\n{LV[0][1]}") == "ru"


def test_a_latvian_page_that_goes_on_in_another_language_is_in_the_longer_one():
    lv, ltg, en = LV[0][1], " ".join(body for _, body in LTG), " ".join(body for _, body in EN)
    assert language_of("Informācija arī angļu valodā", f"{lv} {en} {en}") == "en"
    assert language_of("Informācija arī latgaliski", f"{lv} {ltg}") == "ltg"


@pytest.mark.parametrize(("code", "pairs"), [("lv", LV), ("ltg", LTG), ("en", EN)])
def test_a_text_of_some_sentences_in_one_language_needs_no_model(monkeypatch, code, pairs):
    monkeypatch.setattr("pilsetas_crawl.language._identifier", lambda: pytest.fail("the model was asked"))
    assert language_of(pairs[0][0], " ".join(f"{title}. {body}" for title, body in pairs)) == code


def test_plain_latvian_needs_no_model(monkeypatch):
    """The model costs 100 MB: a run that meets Latvian texts only must not load it."""
    monkeypatch.setattr("pilsetas_crawl.language._identifier", lambda: pytest.fail("the model was asked"))
    assert (
        language_of(
            "Svētku gājiens",
            " ".join(f"{t}. {b} Tas notiks pēc svētkiem un arī līdz vakaram." for t, b in LV),
        )
        == "lv"
    )


def test_a_latvian_title_over_a_russian_text_is_russian():
    assert language_of("Informācija krievu valodā", " ".join(body for _, body in RU)) == "ru"


def test_very_short_texts_are_what_the_page_declares():
    assert language_of("Lions Quest", None, "lv") == "lv"
    assert language_of("Afiša", "", "ltg") == "ltg"
    # A language we do not tell apart is no answer, and neither is Russian for Latin letters.
    assert language_of("Afiša", "", "de") in ("lv", "ltg", "en")
    assert language_of("Sveicam!", "", "ru") in ("lv", "ltg", "en")


def test_cyrillic_wins_over_the_declaration():
    assert language_of("Афиша", None, "lv") == "ru"


def test_names_only():
    assert language_of("Jānis Bērziņš, Līga Ozoliņa, Pēteris Kļaviņš", None) == "lv"
    assert language_of("Иванов, Петров, Сидоров", None, "lv") == "ru"


def test_other_cyrillic_languages_are_unknown():
    assert language_of("Інформація", "Українці можуть отримати допомогу в соціальній службі міста.") is None


@pytest.mark.parametrize(
    ("title", "body"), [(None, None), ("", ""), ("2026", "12.11.2026. – 14.30!"), ("***", "\u200b\u00ad")]
)
def test_nothing_to_judge(title, body):
    assert language_of(title, body) is None
    assert language_of(title, body, "lv") == "lv"


def test_addresses_say_nothing():
    many = "https://www.example.com/news/today/this-is-the-english-address-of-the-page " * 20
    assert language_of("Par sniega tīrīšanu ielās", f"Vairāk lasiet šeit: {many}") == "lv"


def test_decomposed_and_hyphenated_text_is_the_same_text():
    title, body = LTG[1]
    assert language_of(unicodedata.normalize("NFD", title), unicodedata.normalize("NFD", body)) == "ltg"
    broken = "\u00ad".join(LV[1][1])
    assert language_of(None, broken) == "lv"


def test_latvian_without_diacritics_is_latvian():
    plain = unicodedata.normalize("NFD", " ".join(f"{t}. {b}" for t, b in LV))
    assert language_of(None, "".join(c for c in plain if not unicodedata.combining(c))) == "lv"


def test_a_huge_paragraph_costs_no_more_than_its_beginning():
    huge = (LV[0][1] + " ") * (5_000_000 // len(LV[0][1]))
    language_of(None, LV[0][1])
    started = time.process_time()
    assert language_of("Virsraksts", huge) == "lv"
    assert language_of("Virsraksts", "a" * 5_000_000) in ("lv", "ltg", "en")
    assert time.process_time() - started < 0.5
