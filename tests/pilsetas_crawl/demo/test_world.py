"""The content of the demo world: repeatable, plentiful, and holding the awkward cases it promises."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pilsetas_crawl.demo import DEFAULT_SEED, SITE_ORDER, DemoError
from pilsetas_crawl.demo.expected import REJECT_REASONS, expected_site, expected_text
from pilsetas_crawl.demo.facts import FACTS, LARGE_SITES, SYSTEMS
from pilsetas_crawl.demo.latvian import long_date, slugify
from pilsetas_crawl.demo.model import RIGA, plain_paragraphs
from pilsetas_crawl.demo.odd_common import PRESS_RELEASE_TITLES
from pilsetas_crawl.demo.world import World
from pilsetas_crawl.registry import municipalities

COMMITTED = Path(__file__).parents[3] / "pilsetas_crawl" / "demo" / "expected.json"


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def test_committed_answers_are_what_the_seed_gives(world: World) -> None:
    # If this fails after a change of content: python -m pilsetas_crawl.demo --write-expected <that file>
    assert COMMITTED.read_text(encoding="utf-8") == expected_text(world)


def test_another_seed_gives_another_world(world: World) -> None:
    other = World(DEFAULT_SEED + 1, ["ludza"])
    assert [a.title for a in other.public("ludza")] != [a.title for a in world.public("ludza")]


def test_a_site_does_not_depend_on_the_others(world: World) -> None:
    alone = World(sites=["cesis"])
    assert expected_site(alone, "cesis") == expected_site(world, "cesis")


def test_there_are_enough_articles(world: World) -> None:
    counts = {site: len(expected_site(world, site)["articles"]) for site in SITE_ORDER}
    assert sum(counts[site] for site in LARGE_SITES) >= 600
    assert min(counts[site] for site in LARGE_SITES) >= 60
    assert min(counts.values()) > 15
    # More than one REST page of 100.
    assert counts["kuldiga"] >= 150


@pytest.mark.parametrize("site", SITE_ORDER)
def test_texts_differ(world: World, site: str) -> None:
    bodies = Counter("\n".join(plain_paragraphs(a.blocks)) for a in world.public(site))
    assert [body for body, times in bodies.items() if times > 1] == []


@pytest.mark.parametrize("site", SITE_ORDER)
def test_addresses_and_keys_differ(world: World, site: str) -> None:
    listed = expected_site(world, site)["articles"]
    assert len({a["path"] for a in listed}) == len({a["key"] for a in listed}) == len(listed)


@pytest.mark.parametrize("site", SITE_ORDER)
def test_nothing_public_is_later_than_the_worlds_now(world: World, site: str) -> None:
    moments = [a.published for a in world.public(site)]
    assert max(moments) <= world.now == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert min(moments).year == 2025


@pytest.mark.parametrize("site", SITE_ORDER)
def test_no_slot_is_left_unfilled_and_text_is_nfc(world: World, site: str) -> None:
    text = "\n".join(f"{a.title}\n" + "\n".join(plain_paragraphs(a.blocks)) for a in world.public(site))
    assert "{" not in text
    assert "\N{INFORMATION SEPARATOR TWO}" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert sum(text.count(letter) for letter in "āčēģīķļņšūž") > (1000 if site in LARGE_SITES else 200)


@pytest.mark.parametrize("site", SITE_ORDER)
def test_turn_of_the_year_stays_on_its_local_day(world: World, site: str) -> None:
    days = {a["key"]: a["published_date"] for a in expected_site(world, site)["articles"]}
    assert (days["new-year-eve"], days["new-year"]) == ("2025-12-31", "2026-01-01")
    # Ten past midnight in Riga is still the old year in UTC.
    assert world.find(site, "new-year").published == datetime(2025, 12, 31, 22, 10, tzinfo=UTC)


def test_the_repeated_hour_comes_twice_in_jurmala(world: World) -> None:
    first, second = (world.find("jurmala", f"repeated-hour-{n}") for n in (1, 2))
    assert first.published == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.published == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert first.local.strftime("%H:%M") == second.local.strftime("%H:%M") == "03:30"


def test_the_skipped_hour_is_skipped(world: World) -> None:
    assert world.find("ludza", "spring-gap").local.strftime("%d.%m.%Y %H:%M") == "29.03.2026 04:01"


def test_one_press_release_under_six_headlines(world: World) -> None:
    found = [world.find(site, "press-release") for site in PRESS_RELEASE_TITLES]
    assert len({a.title for a in found}) == 6
    assert len({plain_paragraphs(a.blocks)[0] for a in found}) == 1


def test_greetings_shorter_than_a_hundred_characters_exist(world: World) -> None:
    greeting = world.find("ludza", "latgalian")
    assert 0 < len(" ".join(plain_paragraphs(greeting.blocks))) < 100
    assert "Zīmyssvātkūs" in greeting.title


@pytest.mark.parametrize(
    ("site", "key", "reason"),
    [("ludza", "refused", "refused"), ("kuldiga", "protected", "password"), ("madona", "lost", "listing")],
)
def test_rejected_entries_have_their_reason(world: World, site: str, key: str, reason: str) -> None:
    title = world.find(site, key).title
    assert {r["title"]: r["reason"] for r in expected_site(world, site)["rejected"]}[title] == reason
    assert reason in REJECT_REASONS


def test_hidden_posts_are_among_what_must_never_be_stored(world: World) -> None:
    reasons = Counter(entry["why"] for entry in expected_site(world, "kuldiga")["never"])
    assert reasons == {"future": 1, "draft": 1, "private": 1, "trash": 1, "page": 3}


@pytest.mark.parametrize(
    ("site", "key", "precision"),
    [
        ("ludza", "this-morning", "minute"),  # in the feed
        ("ludza", "new-year", "day"),  # no longer in the feed, list gives days
        ("tukums", "no-pubdate", "day"),  # in the feed, without its moment
        ("jurmala", "new-year", "minute"),  # list with machine times
        ("sigulda", "new-year", "minute"),
        ("madona", "this-morning", "day"),
        ("cesis", "this-morning", "day"),
    ],
)
def test_precision_is_what_the_best_source_tells(world: World, site: str, key: str, precision: str) -> None:
    article = {a["key"]: a for a in expected_site(world, site)["articles"]}[key]
    assert article["precision"] == precision
    assert (article["published_minute"] is not None) == (precision == "minute")


def test_minutes_carry_the_offset_of_riga(world: World) -> None:
    minutes = {a["key"]: a["published_minute"] for a in expected_site(world, "kuldiga")["articles"]}
    assert minutes["repeated-hour"] == "2026-10-25T03:30:00+02:00"


def test_expected_says_nothing_that_is_only_on_the_page(world: World) -> None:
    text = json.dumps(expected_site(world, "ludza"), ensure_ascii=False)
    for noise in ("Ārējā saite", "Atskaņot tekstu", "[at]", "<p>", "&amp;"):
        assert noise not in text


def test_unknown_names_are_refused_in_one_line(world: World) -> None:
    with pytest.raises(DemoError, match=r"no demo site 'tallina'"):
        World(sites=["tallina"])
    with pytest.raises(DemoError, match="no article 'nav'"):
        world.find("ludza", "nav")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("No 12.novembra – Cēsīs!", "no-12novembra-cesis"),
        ("Ģimene & šķēres: „Žagari”", "gimene-skeres-zagari"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_long_dates_have_the_month_in_the_nominative() -> None:
    assert long_date(date(2023, 3, 23)) == "2023. gada 23. marts"


def test_several_on_one_day(world: World) -> None:
    days = Counter(a.published.astimezone(RIGA).date() for a in world.public("cesis"))
    assert days[date(2026, 11, 18)] >= 3


def test_all_42_municipalities_have_a_site_of_their_platform() -> None:
    assert set(SITE_ORDER) == set(municipalities())
    assert len(SITE_ORDER) == 42
    assert Counter(SYSTEMS.values()) == {
        "tvp": 22,
        "wordpress": 12,
        "drupal": 2,
        **dict.fromkeys(("madona", "cesis", "daugavpils", "olaine", "kraslava", "valka"), 1),
    }


def test_texts_of_small_sites_speak_of_their_own_places(world: World) -> None:
    for site in set(SITE_ORDER) - set(LARGE_SITES):
        facts = FACTS[site]
        own = (
            facts.area_gen,
            facts.area_loc,
            facts.town_gen,
            facts.town_loc,
            *facts.parishes,
            *facts.towns_loc,
        )
        texts = [" ".join((a.title, *plain_paragraphs(a.blocks))) for a in world.public(site)]
        assert sum(any(name in text for name in own) for text in texts) > len(texts) / 2


def test_no_text_is_on_two_sites_but_the_press_release(world: World) -> None:
    sites_of: dict[str, set[str]] = {}
    for site in SITE_ORDER:
        for article in world.public(site):
            if article.key not in {"press-release", "sticky", "greeting"} and len(article.blocks) > 2:
                sites_of.setdefault("\n".join(plain_paragraphs(article.blocks)), set()).add(site)
    small = set(SITE_ORDER) - set(LARGE_SITES)
    assert [sites for sites in sites_of.values() if len(sites) > 1 and sites & small] == []


def test_sites_are_made_when_first_asked_for() -> None:
    lazy = World()
    lazy.public("valka")
    assert set(lazy._articles) == {"valka"}
