"""Rule: topics follow from patterns in any form, the title counts more, and every topic tells why."""

# sentences stand in one line

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from pilsetas_crawl.registry import municipalities, towns
from pilsetas_crawl.tags.topics import topics_of
from pilsetas_crawl.tags.vocabulary import UnknownTopicError, find_topic, patterns, topics, vocabulary_table


def slugs(title: str | None, body: str | None, *categories: str) -> list[str]:
    return [hit.topic for hit in topics_of(title, body, categories)]


def test_the_vocabulary_is_whole():
    assert 25 <= len(topics()) <= 40
    for topic in topics().values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", topic.slug)
        assert all((topic.lv, topic.en, topic.about))
        assert sum(weight > 0 for weight in topic.patterns.values()) >= 5, topic.slug
    assert len({topic.lv for topic in topics().values()}) == len(topics())
    assert all(pattern.steps and all(pattern.steps) for pattern in patterns())


def test_the_page_of_topics_is_fresh():
    page = Path(__file__).parents[3] / "docs" / "tags.md"
    assert vocabulary_table() in page.read_text(encoding="utf-8"), "stale: see `scrapy tags --vocabulary`"


@pytest.mark.parametrize(
    "text",
    [
        "Bibliotēka slēgta",
        "bibliotēkā",
        "Bibliotēku",
        "BIBLIOTĒKAS",
        "bibliotekas",
        "bib\u00adlio\u00adtē\u00adkām",
    ],
)
def test_a_pattern_fits_every_form(text):
    assert slugs(text.replace("\u00ad", ""), None) == ["heritage"]


def test_the_title_counts_more_than_the_text():
    word = "ugunsgrēks"
    [in_title] = topics_of(word, "Plašāka informācija vēlāk.")
    [in_body] = topics_of("Plašāka informācija vēlāk.", word)
    assert in_title.topic == in_body.topic == "emergencies"
    assert in_title.score > in_body.score


def test_repeating_a_word_adds_little():
    once = topics_of(None, "Notika koncerts.")[0].score
    often = topics_of(None, "Notika koncerts. " * 50)[0].score
    assert once < often < 2 * once


def test_weak_patterns_need_company():
    # Applying for something is no vacancy, however often it is said.
    assert slugs("Aicinām pieteikties", "Pieteikties līdz piektdienai. Pieteikties var arī klātienē.") == []
    assert slugs("Aicinām pieteikties darbā par pavāru", "Pieteikties uz vakanci līdz piektdienai.") == [
        "vacancies"
    ]


def test_the_longest_pattern_wins():
    assert slugs("Atkritumu poligons", "Atkritumu poligonā pieņem atkritumus.") == ["waste"]
    assert slugs("Līdzdalības budžets", "Balsojums par līdzdalības budžetu.") == ["participation"]


def test_letters_differ_by_their_diacritics():
    # "kāpas" are dunes, "kapi" graves.
    assert "environment" not in slugs("Sakopti kapi", "Pie kapiem un kapu vārtiem strādāja brīvprātīgie.")


def test_in_a_text_without_diacritics_function_words_are_no_evidence():
    # "ir" (is) has the key of "īre" (rent).
    assert slugs("Kas ir tas", "Tas ir tas, un tas ir labi.") == []
    assert slugs("Dzivoklu ire", None) == ["housing"]


def test_names_of_towns_are_no_evidence():
    # Balvu: of Balvi, not of a prize (balva); Ogres: of Ogre.
    for place in [*towns(), *municipalities().values()]:
        for name in (place.name, place.name_genitive, place.name_locative):
            assert slugs(f"{name} ziņas", f"Kas jauns {name}?") == [], name


def test_the_site_s_category_hints():
    body = "Sestdien visi tiekas pie ozola."
    assert slugs("Sestdien tiekamies", body) == []
    [hit] = topics_of("Sestdien tiekamies", body, ["Sports"])
    assert (hit.topic, hit.reason) == ("sport", "Sports (category)")


def test_every_topic_tells_its_reason():
    hits = topics_of("Domes sēde par ceļu remontu", "Deputāti lems par ceļu remontu. Domes sēdes tiešraide.")
    assert {hit.topic for hit in hits} == {"council", "roads"}
    council = next(hit for hit in hits if hit.topic == "council")
    assert council.reason.startswith("domes sēde (title)")
    assert council.score == pytest.approx(sum(e.weight for e in council.evidence))


@pytest.mark.parametrize(("title", "body"), [(None, None), ("", ""), ("!!!", "123 456"), ("\u200b", "\x00")])
def test_nothing_gives_nothing(title, body):
    assert topics_of(title, body) == []


@pytest.mark.parametrize(
    "body",
    ["koncerts " * 600_000, "x" * 5_000_000, "a-" * 2_500_000, "domes " * 800_000, "ā" * 2_500_000],
    ids=["words", "one word", "hyphens", "half phrases", "letters"],
)
def test_five_megabytes_cost_no_more_than_their_beginning(body):
    topics_of("Koncerts", "koncerts")
    started = time.process_time()
    topics_of("Koncerts", body)
    assert time.process_time() - started < 1


def test_topics_are_found_by_any_of_their_names():
    assert (
        find_topic("roads")
        == find_topic("Ceļi, ielas un satiksme")
        == find_topic("celi ielas un satiksme")
        == "roads"
    )
    assert find_topic("EU funds and projects") == "eu-funds"
    with pytest.raises(UnknownTopicError, match=r"unknown topic 'rods'; nearest: .*roads"):
        find_topic("rods")
