"""The dictionary and its table of lemmas."""

from importlib.resources import files

import pytest

from benchmarks.make_lemmas import table
from pilsetas_crawl.tags import words


def test_the_table_of_lemmas_is_what_the_dictionary_gives() -> None:
    shipped = files("pilsetas_crawl.tags").joinpath(words.LEMMAS).read_text(encoding="utf-8")
    assert shipped == table(), "run: python -m benchmarks.make_lemmas"


@pytest.mark.parametrize(
    ("form", "lemma"), [("skolām", "skola"), ("mājā", "māja"), ("skolām ", None), ("", None)]
)
def test_a_form_has_its_lemma_or_none(form: str, lemma: str | None) -> None:
    assert words.lemma_of(form) == lemma


def test_a_noun_has_many_forms_and_an_unknown_word_none() -> None:
    assert words.forms_by_lemma()["skola"] > 5
    assert "skuola" not in words.forms_by_lemma()
