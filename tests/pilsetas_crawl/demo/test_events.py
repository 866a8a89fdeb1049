"""Events: what the calendars print is what is expected of them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from pilsetas_crawl.demo.facts import TVP_SITES
from pilsetas_crawl.demo.happenings import date_words, time_words
from pilsetas_crawl.demo.model import Occurs

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer

RIGA = ZoneInfo("Europe/Riga")


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=RIGA)


@pytest.mark.parametrize(
    ("start", "end", "all_day", "words"),
    [
        (moment(2026, 9, 14, 19, 45), moment(2026, 9, 14, 20, 45), False, "14. septembris, 2026|19.45-20.45"),
        (moment(2026, 9, 14, 9, 0), None, False, "14. septembris, 2026|09.00"),
        (
            moment(2026, 1, 1),
            moment(2026, 12, 31),
            True,
            "1. janvāris, 2026 – 31. decembris, 2026|Visu dienu",
        ),
        (moment(2026, 5, 4), moment(2026, 5, 4), True, "4. maijs, 2026|Visu dienu"),
    ],
)
def test_days_and_hours_are_printed_as_the_platform_prints_them(
    start: datetime, end: datetime | None, all_day: bool, words: str
) -> None:
    occurs = Occurs(start, end, all_day=all_day, venue="")
    assert f"{date_words(occurs)}|{time_words(occurs)}" == words


@pytest.mark.parametrize("site", ["ludza", "aizkraukle", "riga", "balvi"])
def test_calendar_pages_hold_every_event_once(demo: DemoServer, get: Callable[..., Any], site: str) -> None:
    links: list[str] = []
    for number in range(10):
        cards = get(f"{demo.url(site)}/lv/notikumu-kalendars?page={number}").tree.xpath(
            "//div[@class='event']"
        )
        if not cards:
            break
        links += [card.xpath(".//h2[@class='event-title']/a/@href")[0] for card in cards]
    expected = [e["path"] for e in demo.control.expected(site)["events"]]
    assert sorted(links) == sorted(f"{path}?date=0" for path in expected)
    assert number == -(-len(expected) // 10)


def test_card_prints_what_is_expected_of_it(demo: DemoServer, get: Callable[..., Any]) -> None:
    expected = {f"{e['path']}?date=0": e for e in demo.control.expected("aizkraukle")["events"]}
    cards = get(f"{demo.url('aizkraukle')}/lv/notikumu-kalendars").tree.xpath("//div[@class='event']")
    assert len(cards) == 10
    for card in cards:
        event = expected[card.xpath(".//h2/a/@href")[0]]
        days = card.xpath("string(.//span[@class='date-date'])")
        assert card.xpath("string(.//h2)") == event["title"]
        assert card.xpath("string(.//span[@class='describing-field-value'])") == event["venue"]
        day = int(event["start"][8:10])
        assert re.match(rf"{day}\. [a-zā-ž]+, {event['start'][:4]}", days)
        hours = card.xpath("string(.//span[@class='date-time'])")
        assert (
            hours == "Visu dienu"
            if event["all_day"]
            else hours.startswith(event["start"][11:16].replace(":", "."))
        )


def test_digest_of_liepaja_falls_into_events_and_that_of_kekava_does_not(demo: DemoServer) -> None:
    events = [e for e in demo.control.expected("liepaja")["events"] if e["source"] == "digest"]
    assert len(events) == 10
    council = next(e for e in events if e["title"] == "Domes sēde")
    assert (council["start"], council["venue"]) == ("2026-11-26T10:00:00+02:00", "Rožu iela 6")
    articles = {a["key"]: a for a in demo.control.expected("liepaja")["articles"]}
    lines = "\n".join(articles["digest"]["body"])
    assert "Ceturtdiena, 26. novembris\n- Plkst. 10.00 Domes sēde, Rožu iela 6" in lines
    assert demo.control.expected("kekava")["events"] == []
    assert any(
        a["title"].startswith("Pasākumu kalendārs") for a in demo.control.expected("kekava")["articles"]
    )


def test_every_calendar_site_has_timed_all_day_open_and_several_day_events(demo: DemoServer) -> None:
    for site in (*TVP_SITES, "saldus", "rezekne"):
        events = [e for e in demo.control.expected(site)["events"] if e["source"] == "calendar"]
        assert {e["all_day"] for e in events} == {True, False}
        assert any(e["end"] is None for e in events)
        assert any(e["end"] and e["end"][:10] > e["start"][:10] for e in events)
