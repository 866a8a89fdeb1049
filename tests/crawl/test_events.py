"""Rule: events are found after the news, once a day, cheaply, and never at the news' expense.

The runs of one site follow each other: first, an hour later, the day after with edits, a broken calendar, a
calendar of another markup. Each is judged by what the pages say, which is built here.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.crawling import Result, crawl, rows
from tests.crawl.event_site import MONTHS, EventSite, article, calendar, feed, in_days, listing, row, written

CALENDAR = "/lv/notikumu-kalendars"
# The next day has come, as far as events are concerned.
NEXT_DAY = ("-s", "PILSETAS_EVENTS_HOURS=0", "-s", "RETRY_TIMES=0")
DIGEST = "/lv/jaunums/pasakumu-plans"


def short(count: int) -> str:
    day = in_days(count)
    return f"{day.day}. {MONTHS[day.month - 1]}"


@dataclass
class Run:
    """One finished run: its result, what was asked for, and the events stored by it."""

    result: Result
    asked: list[str]
    events: list[dict[str, Any]]

    def count(self, name: str) -> int:
        return self.result.run[f"events_{name}"]

    def titles(self, status: str) -> list[str]:
        return sorted(event["title"] for event in self.events if event["status"] == status)

    def one(self, title: str) -> dict[str, Any]:
        [event] = [event for event in self.events if event["title"] == title]
        return event

    @property
    def balanced(self) -> bool:
        buckets = ("new", "edited", "known", "duplicate", "rejected", "failed")
        return self.count("listed") == sum(map(self.count, buckets)) > 0


def run(site: EventSite, name: str, store: Path, *more: str) -> Run:
    site.forget()
    result = crawl(name, site.url, store, *more)
    assert result.log, "a run tells how it went"
    mine = [event for event in rows(store, name, "events") if event["run_id"] == result.run["run_id"]]
    return Run(result, list(site.asked), mine)


def ludza(site: EventSite) -> None:
    """The first state of the site: two articles, one of them a digest, and a calendar of two pages."""
    news = (
        ("/lv/jaunums/iela-slegta", "Iela slēgta", "Satiksmes izmaiņas."),
        (DIGEST, f"Pasākumu plāns no {short(1)} līdz {short(7)}", "Aicinām!"),
        ("/lv/jaunums/vecas-zinas", "Vecas ziņas", "Toreiz."),
    )
    site.put("/lv/rss/articles", feed(*news[:2]), kind="application/rss+xml", etag='"n1"')
    site.put(news[0][0], article("Iela slēgta", "<p>Satiksmes izmaiņas Stacijas ielā.</p>"))
    site.put("/lv/jaunumi", listing(*news[:2]))
    site.put("/lv/jaunumi?page=1", listing(news[2], age=45))  # older than a first run looks back
    site.put(news[2][0], article("Vecas ziņas", "<p>Toreiz tika atklāta skola.</p>", age=45))
    site.put(
        DIGEST,
        article(
            news[1][1],
            f"<p>{short(2)}</p><p>plkst. 18.00 Lasītāju klubs</p>"
            f"<p>{short(4)}</p><p>10.00–12.00 Radošā darbnīca</p>",
        ),
    )
    site.put(
        CALENDAR,
        calendar(
            row("koncerts", "Koncerts", in_days(3), "19.45-20.45"), row("tirgus", "Tirgus", in_days(10))
        ),
    )
    site.put(
        f"{CALENDAR}?page=1",
        calendar(
            row("kino", "Kino", in_days(20), "Visu dienu"),
            row("izstade", "Izstāde", in_days(25)).replace(
                written(in_days(25)), f"{written(in_days(25))} – {written(in_days(40))}"
            ),
        ),
    )
    site.put(f"{CALENDAR}?page=2", calendar())
    changed_events(site, 1)


def changed_events(site: EventSite, version: int) -> None:
    """The feed of events says that something has changed; it names nothing itself."""
    site.put("/lv/rss/events", feed(), kind="application/rss+xml", etag=f'"e{version}"')


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """The runs, in their order."""
    store = tmp_path_factory.mktemp("events")
    found: dict[str, Run] = {}
    with EventSite() as site:
        ludza(site)
        found["first"] = run(site, "ludza", store)
        found["hour"] = run(site, "ludza", store)

        site.put(
            CALENDAR,
            calendar(
                row("koncerts", "Koncerts „Rudens”", in_days(3), "19.45-20.45"),
                row("lekcija", "Lekcija", in_days(5)),
                row("tirgus", "Tirgus", in_days(11)),
            ),
        )
        site.put(
            f"{CALENDAR}?page=1", site.answers[f"{CALENDAR}?page=1"].body.replace('class="event"', "", 1)
        )
        changed_events(site, 2)
        found["day"] = run(site, "ludza", store, *NEXT_DAY)

        found["unchanged"] = run(site, "ludza", store, *NEXT_DAY)

        changed_events(site, 3)
        site.put(CALENDAR, "kļūda", status=500)
        found["broken"] = run(site, "ludza", shutil.copytree(store, store.with_name("broken")), *NEXT_DAY)

        links = '<a href="/lv/notikums/tirgus?date=0">Tirgus</a> <a href="/lv/notikums/talka">Talka</a>'
        site.put(CALENDAR, calendar(links))
        site.put(
            "/lv/notikums/talka",
            calendar(
                f'<span class="date-date">{written(in_days(8))}</span><span class="date-time">9.00</span>'
                '<div class="text__text-content"><p>Vākti tiks kritušie koki un zari.</p></div>'
            ).replace("Notikumu kalendārs", "Talka"),
        )
        found["links"] = run(site, "ludza", store, *NEXT_DAY)
    return found


def test_a_first_run_finds_the_events_of_all_pages_and_of_the_digest(days):
    first = days["first"]
    assert first.result.code == 0, first.result.why
    assert first.titles("new") == [
        "Izstāde", "Kino", "Koncerts", "Lasītāju klubs", "Radošā darbnīca", "Tirgus",
    ]  # fmt: skip
    assert first.balanced
    assert (first.count("new"), first.result.run["new"]) == (6, 3)
    assert dict(first.result.run["events_ways"]) == {"calendar": 4, "digest": 2}
    # Nothing but the calendar itself: its rows say everything.
    assert [path for path in first.asked if "/lv/notikums/" in path] == []


def test_an_event_is_stored_with_all_that_its_row_says(days):
    event = days["first"].one("Koncerts")
    local = event["start_at"].astimezone(in_zone())
    assert (local.date(), f"{local:%H:%M}") == (in_days(3), "19:45")
    assert f"{event['end_at'].astimezone(in_zone()):%H:%M}" == "20:45"
    assert (event["start_date"], event["end_date"], event["all_day"]) == (in_days(3), in_days(3), False)
    assert (event["place"], event["venue"], event["address"]) == (
        "Ludza",
        "Ludzas tautas nams",
        "Stacijas iela 41",
    )
    assert event["url"].endswith("/lv/notikums/koncerts")
    assert event["image_url"].endswith("/sites/ludza/files/koncerts.jpg")
    assert event["categories"] == event["tags"] == ["Kultūra"]
    assert event["description"] == "Aicinām uz pasākumu «Koncerts»."
    assert (event["municipality"], event["region"], event["platform"]) == ("ludza", "latgale", "tvp")
    assert (event["status"], event["revision"], event["event_from"]) == ("new", 1, "calendar")
    assert event["when_raw"] == f"{written(in_days(3))} 19.45-20.45"


def in_zone() -> Any:
    from pilsetas_crawl.reading.dates import RIGA

    return RIGA


def test_days_and_ranges(days):
    assert (days["first"].one("Kino")["all_day"], days["first"].one("Kino")["end_date"]) == (
        True,
        in_days(20),
    )
    show = days["first"].one("Izstāde")
    assert (show["start_date"], show["end_date"]) == (in_days(25), in_days(40))


def test_events_of_a_digest_name_their_article(days):
    event = days["first"].one("Radošā darbnīca")
    [digest] = [row for row in days["first"].result.added if row["url"].endswith(DIGEST)]
    assert event["derived_from"] == digest["article_id"]
    assert event["start_date"] == in_days(4)


def test_an_hour_later_nobody_asks_for_events(days):
    assert days["hour"].asked == ["/robots.txt", "/lv/rss/articles"]
    assert days["hour"].events == []
    assert days["hour"].result.run["events_listed"] is None


def test_the_day_after_only_what_changed_is_stored(days):
    day = days["day"]
    assert day.balanced
    assert day.titles("new") == ["Lekcija"]
    assert day.titles("edited") == ["Koncerts „Rudens”", "Tirgus"]
    assert day.count("known") == 1
    assert day.result.run["listed"] == 0  # the news said themselves that nothing is new


def test_a_moved_event_stays_the_same_event(days):
    before, after = days["first"].one("Tirgus"), days["day"].one("Tirgus")
    assert after["event_id"] == before["event_id"]
    assert (before["start_date"], after["start_date"]) == (in_days(10), in_days(11))
    assert (after["revision"], after["first_seen_at"]) == (2, before["first_seen_at"])


def test_an_event_that_is_listed_no_more_and_whose_page_is_gone_is_taken_back(days):
    assert days["day"].titles("removed") == ["Kino"]
    assert days["day"].count("removed") == 1
    # Its page was asked; those of listed events were not.
    assert [path for path in days["day"].asked if "/lv/notikums/" in path] == ["/lv/notikums/kino"]


def test_a_feed_that_says_unchanged_spares_the_calendar(days):
    assert days["unchanged"].asked == ["/robots.txt", "/lv/rss/articles", "/lv/rss/events"]
    assert days["unchanged"].events == []
    assert days["unchanged"].result.code == 0


def test_a_broken_calendar_is_told_and_harms_no_news(days):
    broken = days["broken"]
    assert broken.result.code == 0, broken.result.why
    assert "events by calendar: unreachable: status 500" in broken.result.run["cause"]
    assert (broken.events, broken.count("listed")) == ([], 0)


def test_a_calendar_of_another_markup_is_read_by_links_and_pages(days):
    links = days["links"]
    assert links.balanced
    assert links.titles("new") == ["Talka"]
    assert (links.one("Talka")["start_date"], links.one("Talka")["all_day"]) == (in_days(8), False)
    assert "kritušie koki" in links.one("Talka")["description"]
    # One is known by its page, which is not asked for; the other stands on the second page as before.
    assert links.count("known") == 2
    assert [path for path in links.asked if "/lv/notikums/" in path] == ["/lv/notikums/talka"]
    assert links.titles("removed") == []


def events_page(*events: str, further: bool, pages: int) -> str:
    more = '"next_rest_url": "x",' if further else ""
    return f'{{"events": [{",".join(events)}], {more} "total": 51, "total_pages": {pages}}}'


def tec_event(number: int, day: int) -> str:
    return (
        f'{{"id": {number}, "url": "{{site}}/event/e-{number}/", "title": "Svētki &#8211; {number}", '
        '"description": "<p>Nāc!</p>",'
        f' "all_day": false, "timezone": "Europe/Riga", "start_date": "{in_days(day)} 14:00:00", '
        f'"utc_start_date": "{in_days(day)} 12:00:00", "utc_end_date": "{in_days(day)} 13:30:00", '
        '"cost": "5€",'
        ' "venue": {"venue": "Baltā flīģele", "address": "Šveices iela 19", "city": "Sigulda"}, '
        '"organizer": [], '
        '"categories": [{"name": "Svētki"}], "image": false}'
    )


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """A WordPress site without the plugin, with it, and after the weeks its absence is remembered."""
    store = tmp_path_factory.mktemp("plugin")
    found: dict[str, Run] = {}
    with EventSite() as site:
        post = ("/zinas-par-skolu-tiklu/", "Ziņas par skolu tīklu", "Dome lēma.")
        site.put("/feed/", feed(post), kind="application/rss+xml", etag='"f1"')
        site.put(post[0], article(post[1], "<p>Dome lēma par skolu tīklu.</p>"))
        found["without"] = run(site, "sigulda", store)
        interface = (
            "/wp-json/tribe/events/v1/events?per_page=50&page={n}&start_date=" + in_days(0).isoformat()
        )
        many = [tec_event(number, 3 + number) for number in range(50)]
        site.put(interface.format(n=1), events_page(*many, further=True, pages=2), kind="application/json")
        site.put(
            interface.format(n=2),
            events_page(tec_event(50, 60), further=False, pages=2),
            kind="application/json",
        )
        found["forgotten"] = run(site, "sigulda", store, *NEXT_DAY)
        found["with"] = run(site, "sigulda", store, *NEXT_DAY, "-s", "PILSETAS_EVENTS_ABSENT_DAYS=0")
    return found


def test_a_plugin_that_is_not_there_is_asked_for_once_and_told_to_nobody(plugin):
    asked = [path for path in plugin["without"].asked if "tribe" in path]
    assert len(asked) == 1
    assert "events" not in (plugin["without"].result.run["cause"] or "")
    assert [path for path in plugin["forgotten"].asked if "tribe" in path] == []


def test_all_pages_of_the_plugin_are_read(plugin):
    assert plugin["with"].count("new") == 51
    event = plugin["with"].one("Svētki – 7")
    assert f"{event['start_at']:%Y-%m-%d %H:%M}" == f"{in_days(10)} 12:00"
    assert f"{event['end_at']:%H:%M}" == "13:30"
    assert (event["place"], event["venue"], event["address"]) == (
        "Sigulda",
        "Baltā flīģele",
        "Šveices iela 19",
    )
    assert (event["price"], event["source_id"], event["description"]) == ("5€", "7", "Nāc!")
    assert (event["event_from"], event["image_url"], event["organizer"]) == ("events_calendar", None, None)
