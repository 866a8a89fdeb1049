"""`ask` gives the newest first and always the count of all that match; tables and JSON lose nothing."""

import io
import json
import re
from datetime import UTC, datetime

import pytest

from exports.errors import ExportError
from exports.query import ARTICLE_COLUMNS, JSON_COLUMNS, TABLE_COLUMNS, ask, may_hold, views
from exports.resolve import Filters, resolve
from exports.table import show, show_json, shown, text_of
from pilsetas_crawl.items import Article, Attachment, field_names


@pytest.fixture
def con(put, make, store):
    put(*(make(f"ludza-{n:02}", f"2026-11-{n:02} 10:00") for n in range(1, 26)))
    put(make("bauska-1", "2026-11-25 10:00", "bauska"), make("bauska-undated", None, "bauska"))
    with views(store, Filters()) as (opened, _):
        yield opened


def test_newest_first_equal_times_by_id_undated_last(con):
    found = ask(con, Filters(), columns=["article_id"], limit=None)
    names = [name for (name,) in found.rows]
    assert names[:3] == ["bauska-1", "ludza-25", "ludza-24"]
    assert names[-2:] == ["ludza-01", "bauska-undated"]
    assert found.total == len(names) == 27


def test_a_limit_is_told(con):
    found = ask(con, resolve(region="latgale"), columns=TABLE_COLUMNS, limit=20)
    assert (len(found.rows), found.total) == (20, 25)
    assert shown(found).startswith("shown 20 of 25")


def test_all_and_nothing_are_told(con):
    assert shown(ask(con, resolve(town="Iecava"), columns=["title"], limit=20)) == "shown all 2"
    assert shown(ask(con, resolve(region="kurzeme"), columns=["title"], limit=20)) == "no articles match"


def test_filters_reach_the_query(con):
    found = ask(con, resolve(date_from="2026-11-24", date_to="2026-11-24"), columns=["article_id"], limit=20)
    assert found.rows == [("ludza-24",)]


def test_unknown_columns_are_refused_with_those_there_are(con):
    with pytest.raises(ExportError, match="unknown column 'titel'; there are: article_id, ") as error:
        ask(con, Filters(), columns=["title", "titel"], limit=1)
    assert "municipality_name" in str(error.value)


def test_every_column_can_be_asked_for(con):
    found = ask(con, resolve(municipality="Bauska"), columns=ARTICLE_COLUMNS, limit=1)
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert set(field_names(Article)) <= set(row)
    assert row["municipality_name"] == "Bauskas novads"
    assert row["published"] == "2026-11-25 10:00"


def test_a_day_without_a_time_is_not_shown_as_midnight(put, make, store):
    put(make("ludza-1", "2026-11-05 00:00", published_precision="day"), make("ludza-2", "2026-11-05 00:00"))
    with views(store, Filters()) as (con, _):
        found = ask(con, Filters(), columns=["article_id", "published"], limit=None)
    assert found.rows == [("ludza-1", "2026-11-05"), ("ludza-2", "2026-11-05 00:00")]


def test_a_query_sees_what_was_committed_since_the_last_one(put, make, store):
    for total in (1, 2):
        put(make(f"ludza-{total}", "2026-11-05 10:00"))
        with views(store, Filters()) as (con, _):
            assert ask(con, Filters(), columns=["title"], limit=1).total == total


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"date_to": "2025-12-31"},
            set(),
        ),  # the first revision of ludza-1 was of that day, the newest is not
        ({"date_from": "2026-01-01"}, {"ludza-1", "kekava-1"}),
        ({"region": "latgale"}, {"ludza-1", "ludza-undated"}),
        ({"region": "vidzeme"}, {"kekava-1"}),
        ({}, {"ludza-1", "kekava-1", "ludza-undated"}),
    ],
)
def test_files_left_out_do_not_change_the_answer(put, make, store, asked, expected):
    put(make("ludza-1", "2025-12-31 23:59"), make("kekava-1", "2026-05-01 10:00", "kekava"))
    put(make("ludza-1", "2026-01-01 00:00", revision=2, status="edited"), make("ludza-undated", None))
    filters = resolve(**asked)
    with views(store, filters) as (con, _):
        found = ask(con, filters, columns=["article_id"], limit=None)
    assert {name for (name,) in found.rows} == expected
    assert found.total == len(expected)


def test_parts_that_cannot_match_are_left_out(put, make, store):
    put(make("ludza-1", "2026-11-05 10:00"), make("ludza-2", "2026-11-08 10:00"))
    put(make("bauska-1", "2026-11-05 10:00", "bauska"), make("ludza-undated", None))
    dated, undated, bauska = sorted(store.parts(), key=lambda part: (part.region, -part.year))
    assert [part.max_published is None for part in (dated, undated, bauska)] == [False, True, False]

    def kept(**asked):
        return [may_hold(part, resolve(**asked)) for part in (dated, undated, bauska)]

    assert kept() == [True, True, True]
    assert kept(region="latgale") == [True, True, False]
    assert kept(date_from="2026-11-08") == [True, False, False]
    assert kept(date_from="2026-11-09") == [False, False, False]
    assert kept(date_to="2026-11-05") == [True, False, True]
    assert kept(date_to="2026-11-04") == [False, False, False]


def test_json_is_an_array_with_local_offsets(put, make, store):
    put(
        make("ludza-s", "2026-07-05 10:00", tags=["Ķirši"], attachments=[Attachment(url="https://x/a.pdf")]),
        make("ludza-w", "2026-11-05 10:00", extraction={"title": "css"}),
        # The hour that comes twice: 03:30 summer time, then 03:30 winter time, on 25 October 2026.
        make("ludza-a", None, published_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        make("ludza-b", None, published_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    )
    out = io.StringIO()
    with views(store, Filters()) as (con, _):
        show_json(ask(con, Filters(), columns=JSON_COLUMNS, limit=None), out)
    rows = {row["article_id"]: row for row in json.loads(out.getvalue())}
    assert {name: row["published_at"] for name, row in rows.items()} == {
        "ludza-s": "2026-07-05T10:00:00+03:00",
        "ludza-w": "2026-11-05T10:00:00+02:00",
        "ludza-a": "2026-10-25T03:30:00+03:00",
        "ludza-b": "2026-10-25T03:30:00+02:00",
    }
    assert rows["ludza-s"]["tags"] == ["Ķirši"]
    assert rows["ludza-s"]["attachments"] == [{"url": "https://x/a.pdf", "name": None, "type": None}]
    assert rows["ludza-w"]["extraction"] == {"title": "css"}
    assert rows["ludza-w"]["lead"] is None
    assert rows["ludza-s"]["published_date"] == "2026-07-05"
    assert "Ķirši" in out.getvalue()


def test_no_match_is_an_empty_array(con):
    out = io.StringIO()
    show_json(ask(con, resolve(region="kurzeme"), columns=["title"], limit=20), out)
    assert json.loads(out.getvalue()) == []


def test_plain_table_has_a_line_per_article_and_whole_cells(put, make, store):
    long = "Garš " * 200
    put(
        make("ludza-1", "2026-11-05 10:00", title=long.strip()),
        make("ludza-2", "2026-11-04 10:00", title="A\tB\nC"),
    )
    out = io.StringIO()
    with views(store, Filters()) as (con, _):
        show(ask(con, Filters(), columns=["article_id", "title"], limit=None), out)
    assert out.getvalue().split("\n") == [
        "article_id\ttitle",
        f"ludza-1\t{long.strip()}",
        "ludza-2\tA B C",
        "shown all 2",
        "",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("a\u202eb", "a b"),
        (["x", "y"], "x|y"),
        (b"\x01\xff", "01ff"),
        ({"title": "css"}, '{"title": "css"}'),
        (0, "0"),
        (False, "False"),
    ],
)
def test_cells(value, text):
    assert text_of(value) == text


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_framed_table_fits_and_cuts_nothing(put, make, store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    title = "Ļoti garš virsraksts [bold]par ķiršiem[/bold] " * 5
    put(make("ludza-1", "2026-11-05 10:00", title=title))
    out = Terminal()
    with views(store, Filters()) as (con, _):
        show(ask(con, Filters(), columns=["published", "title"], limit=None), out)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
    assert max(map(len, lines)) == 80
    assert "2026-11-05 10:00" in out.getvalue()
    assert out.getvalue().count("[bold]") == 5  # brackets are text, not markup
    assert "…" not in out.getvalue()


def test_a_folded_address_can_still_be_clicked_whole(put, make, store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    url = "https://example.lv/" + "gara-adrese-" * 8
    put(make("ludza-1", "2026-11-05 10:00", url=url))
    out = Terminal()
    with views(store, Filters()) as (con, _):
        show(ask(con, Filters(), columns=["url"], limit=None), out)
    pieces = re.findall(r"\x1b\]8;[^;]*;(https[^\x1b]*)\x1b", out.getvalue())
    assert len(pieces) > 1  # it does not fit on one line
    assert set(pieces) == {url}


def test_columns_that_do_not_stand_side_by_side_are_listed(put, make, store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    put(make("ludza-1", "2026-11-05 10:00", title="[bold]Ceļi[/bold]"), make("ludza-2", "2026-11-04 10:00"))
    for columns in (ARTICLE_COLUMNS, TABLE_COLUMNS, [*TABLE_COLUMNS, "lead"]):
        out = Terminal()
        with views(store, Filters()) as (con, _):
            show(ask(con, Filters(), columns=columns, limit=None), out)
        plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", out.getvalue())
        assert max(map(len, plain.splitlines())) <= 80
        assert "[bold]Ceļi[/bold]" in plain.replace("│", "").replace("\n", "")
        assert ("┃" in plain) == (columns == TABLE_COLUMNS)
