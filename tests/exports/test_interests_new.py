"""Nothing is told twice and nothing is lost, over real stores and several looks."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

from exports.csv_dialects import DIALECTS
from exports.csv_export import write_csv
from exports.interests import Interest, InterestError
from exports.interests_look import FIRST, MEMORY, Look, load, save
from exports.interests_new import find_news, narrow
from exports.resolve import Filters
from pilsetas_crawl.tags.stems import tag_key

NOW = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
EVERYTHING = Interest(name="x", title="X")
LATGALE = Interest(name="x", title="X", regions=("latgale",))


def at(hours):
    """So many hours before the first look."""
    return NOW - timedelta(hours=hours)


@pytest.fixture
def seen(make):
    """An article first seen so many hours before the first look (negative: after it)."""

    def build(article_id, hours, slug="ludza", **more):
        moment = at(hours)
        local = moment.strftime("%Y-%m-%d %H:%M")
        return make(article_id, local, slug, **({"first_seen_at": moment, "fetched_at": moment} | more))

    return build


@pytest.fixture
def look(viewed):
    """Look once, some hours after the first look; gives the ids told and the next look."""

    def run(interest=EVERYTHING, last=None, *, hours=0, since=None):
        now = NOW + timedelta(hours=hours)
        last = last or Look(began=NOW - FIRST)
        news = find_news(viewed(), interest, last, now=now, today=now.date(), since=since)
        return set(news.chosen), news.look

    return run


def test_the_first_look_reaches_back_a_week(put, seen, look):
    put(seen("a", 1), seen("b", 6 * 24), seen("c", 8 * 24))
    assert look()[0] == {"a", "b"}


def test_what_was_told_is_not_told_again(put, seen, look):
    put(seen("a", 1), seen("b", 2))
    _, last = look()
    assert look(last=last, hours=24)[0] == set()
    put(seen("c", -3))
    assert look(last=last, hours=24)[0] == {"c"}


def test_what_was_seen_before_a_look_and_stored_after_it_is_not_lost(put, seen, look):
    """A run holds what it has read for minutes before it stores it, in the order of the answers."""
    put(seen("a", 2), seen("riga-1", 0.1, "riga"))
    _, last = look()
    put(seen("late", 1), seen("out-of-order", 2.2))
    put(seen("riga-late", 0.2, "riga"), seen("cesis-late", 1, "cesis"))
    assert look(last=last, hours=24)[0] == {"late", "out-of-order", "riga-late", "cesis-late"}


def test_an_edit_is_no_news(put, seen, look):
    put(seen("a", 2))
    _, last = look()
    put(seen("a", 2, revision=2, status="edited", fetched_at=NOW + timedelta(hours=5)))
    assert look(last=last, hours=24)[0] == set()


def test_what_was_removed_is_not_told(put, seen, look):
    put(seen("a", 2))
    put(seen("a", 2, revision=2, status="removed"))
    assert look()[0] == set()


def test_an_edited_interest_goes_on_from_its_last_look(put, seen, look):
    put(seen("ludza-1", 2), seen("riga-1", 2, "riga"))
    told, last = look(LATGALE)
    assert told == {"ludza-1"}
    put(seen("riga-2", -2, "riga"))
    assert look(EVERYTHING, last, hours=24)[0] == {"riga-2"}


def test_since_overrides_and_no_mark_goes_back(put, seen, look):
    put(seen("a", 30), seen("b", 2))
    _, last = look()
    told, after = look(last=last, hours=1, since=at(40))
    assert told == {"a", "b"}
    assert after.marks == last.marks
    assert look(last=after, hours=24)[0] == set()
    assert look(last=last, hours=1, since=at(10))[0] == {"b"}


def test_since_a_late_moment_forgets_nothing_told_before_it(put, seen, look):
    put(seen("a", 3), seen("b", 2.5))
    _, last = look()
    told, after = look(last=last, hours=0.1, since=at(1))
    assert told == set()
    put(seen("late", 2.7))
    assert look(last=after, hours=24)[0] == {"late"}


def test_an_archive_read_back_is_no_news(put, seen, look):
    old = {"published_at": NOW - timedelta(days=900), "published_date": date(2024, 6, 1)}
    put(seen("old", 1, **old), seen("undated", 1, published_at=None, published_date=None), seen("a", 1))
    told, last = look()
    assert told == {"undated", "a"}
    assert look(last=last, hours=1)[0] == set()
    assert look(Interest(name="x", title="X", max_age=0))[0] == {"old", "undated", "a"}


def test_all_that_can_be_asked_for(put, seen, look):
    put(
        seen("road", 1, topics=["roads"], language="lv"),
        seen("tag", 1, tags=["Tilti"], tag_keys=[tag_key("Tilti")], language="lv"),
        seen("body", 1, body="Pie stacijas\n\nbūvē gājēju tiltu", language="lv"),
        seen("russian", 1, topics=["roads"], language="ru"),
        seen("mourned", 1, topics=["roads", "obituaries"], language="lv"),
        seen("sport", 1, topics=["sport"], language="lv"),
        seen("riga-road", 1, "riga", topics=["roads"], language="lv"),
    )
    wanted = Interest(
        name="x",
        title="X",
        topics=("roads",),
        tags=(tag_key("tilts"),),
        text=(tag_key("gājēju tilts"),),
        languages=("lv",),
        not_topics=("obituaries",),
        not_municipalities=("riga",),
    )
    assert look(wanted)[0] == {"road", "tag", "body"}


def test_the_csv_writer_gets_what_was_chosen(put, seen, viewed, tmp_path):
    put(seen("ludza-1", 2), seen("riga-1", 2, "riga"), seen("ludza-0", 24 * 9))
    con = viewed()
    news = find_news(con, LATGALE, Look(began=NOW - FIRST), now=NOW, today=NOW.date())
    assert news.chosen == ("ludza-1",)
    narrow(con)
    with (tmp_path / "x.csv").open("w", encoding="utf-8", newline="") as out:
        assert write_csv(con, Filters(), out, DIALECTS["rfc4180"]).articles == 1
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert [row["article_id"] for row in csv.DictReader(file)] == ["ludza-1"]


def test_a_look_comes_back_from_its_file_as_it_was(put, seen, look, tmp_path):
    put(seen("a", 1), seen("b", 20), seen("riga-1", 3, "riga"))
    _, last = look()
    assert last.recent == {"a", "riga-1"}
    assert last.told == dict.fromkeys(("a", "b", "riga-1"), NOW.date())
    save(tmp_path / "state" / "x.json", last)
    assert load(tmp_path / "state" / "x.json", NOW) == last
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["x.json"]


def test_what_was_told_is_forgotten_in_time(put, seen, look):
    put(seen("a", 1))
    _, last = look()
    days = MEMORY.days + 1
    assert look(last=last, hours=24 * days)[1].told == {}
    assert look(last=last, hours=24 * (days - 2))[1].told == last.told


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"began": "x"}', '{"began": "2026-11-01T00:00:00", "at": null}']
)
def test_a_damaged_look_is_one_line(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InterestError, match="is damaged: remove it") as found:
        load(path, NOW)
    assert "\n" not in str(found.value)
