"""Rule: a fact is the same however it is written, and two that differ are never taken for one."""

from __future__ import annotations

import pytest

from pilsetas_crawl.stories.facts import DAY, HOUR, MUNICIPALITY, NAME, NUMBER, fact, read


def facts(text: str) -> set[int]:
    return set(read(text).facts)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sēde notiks 26. novembrī", ["26.11"]),
        ("Sēde notiks 2026. gada 26. novembrī", ["26.11"]),
        ("Sēde notiks 26.11.2026", ["26.11"]),
        ("no 1. līdz 17. decembrim", ["1.12", "17.12"]),
        ("no 30. novembra līdz 4. decembrim", ["30.11", "4.12"]),
        ("darbi ilgs līdz maijam", ["maij"]),
        ("tiksimies otrdien", ["otrd"]),
    ],
)
def test_days(text, days):
    assert facts(text) == {fact(DAY, day) for day in days}


@pytest.mark.parametrize("text", ["plkst. 9.00", "plkst. 9:00", "plkst. 09.00", "plkst. 9"])
def test_an_hour_however_it_is_written(text):
    assert facts(text) == {fact(HOUR, "9:00")}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("mājas nr. 14", ["14"]),
        ("tiek 0,05 procenti", ["0.05"]),
        ("ielā 2 a", ["2a"]),
        ("kopš 2019. gada", []),
    ],
)
def test_numbers(text, numbers):
    assert facts(text) == {fact(NUMBER, number) for number in numbers}


def test_names_have_a_capital_and_do_not_begin_a_sentence():
    assert facts("Skolotājs Andris Kalniņš gāja") == {fact(NAME, "andr"), fact(NAME, "kalniņ")}
    assert facts("SKOLOTĀJS ANDRIS KALNIŅŠ") == set()


def test_a_municipality_is_replaced_and_remembered():
    first, second = read("Ludzas novada ļaudis"), read("Preiļu novada ļaudis")
    assert first.words == second.words
    assert first.facts == [fact(MUNICIPALITY, "ludz")]
    assert (first.places, second.places) == (["ludz"], ["preiļ"])


def test_a_common_word_is_no_municipality():
    assert read("siers bija saldus un balvas lielas").places == []
