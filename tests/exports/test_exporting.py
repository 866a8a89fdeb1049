"""Every format: whole or not at all, the same bytes for the same data, refusals in one line."""

import io
import os
import time

import duckdb
import pytest

from exports.errors import ExportError
from exports.exporting import export, is_package, ordered
from exports.formats import FORMATS
from exports.resolve import Filters
from exports.text import is_web_address
from pilsetas_crawl.store import Store
from tests.exports.hostile import FORBIDDEN, TITLES

ENDINGS = [kind.suffixes[0] for kind in FORMATS.values()]


def filled(address, make, happen, order):
    """The same rows in another order of arrival, in other parts."""
    store = Store.open(str(address))
    rows = [make(f"ludza-{n}", "2026-11-05 10:00", lat=56.5, lon=27.5, tags=["a"]) for n in range(9)]
    rows += [happen(f"e{n}", "2026-12-05 18:00") for n in range(5)]
    for part, chunk in enumerate((rows[::order][:6], rows[::order][6:])):
        store.commit("ludza", f"r{part}", chunk)
    return store


def test_equal_data_gives_equal_bytes_at_any_time_in_any_zone(make, happen, tmp_path, monkeypatch):
    written = {}
    for number, zone in ((1, "UTC"), (-1, "America/New_York")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        store = filled(tmp_path / f"s{number}", make, happen, number)
        for suffix in ENDINGS:
            path = tmp_path / f"{number}{suffix}"
            export(store, ordered(Filters(), path), path)
            written[number, suffix] = path.read_bytes()
        if number == 1:
            time.sleep(1.1)  # a clock in the file would show
    monkeypatch.undo()
    time.tzset()
    for suffix in ENDINGS:
        assert len(written[1, suffix]) > 100
        assert written[1, suffix] == written[-1, suffix], suffix


@pytest.mark.parametrize("suffix", ENDINGS)
def test_a_pipe_gets_the_same_bytes_as_a_file(make, happen, tmp_path, suffix):
    store = filled(tmp_path / "s", make, happen, 1)
    path = tmp_path / f"x{suffix}"
    order = ordered(Filters(), path)
    export(store, order, path)
    read, write = os.pipe()
    with os.fdopen(read, "rb") as out, os.fdopen(write, "wb") as pipe:
        export(store, order, pipe)
        pipe.close()
        assert out.read() == path.read_bytes()


@pytest.mark.parametrize("suffix", ENDINGS)
def test_a_failing_export_leaves_the_old_file_and_nothing_else(make, happen, tmp_path, suffix, monkeypatch):
    store = filled(tmp_path / "s", make, happen, 1)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"x{suffix}"
    path.write_text("mine")
    order = ordered(Filters(), path)
    with pytest.raises(ExportError, match="is there already: give another name, or --force"):
        export(store, order, path)

    # The disk says no at the first sync: everything was written aside by then.
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left on device; nothing was left there"):
        export(store, order, path, force=True)
    assert path.read_text() == "mine"
    assert [file.name for file in folder.iterdir()] == [path.name]


def test_csv_of_whatever_a_site_writes(put, make, export_to):
    put(*(make(f"ludza-{name}", "2026-11-05 10:00", title=title) for name, title in TITLES.items()))
    for suffix, delimiter in ((".csv", ";"), (".tsv", "\t")):
        path = export_to(f"x{suffix}")
        assert not any(mark in path.read_bytes().decode() for mark in FORBIDDEN)
        found = duckdb.sql(
            f"SELECT article_id, title FROM read_csv('{path}', delim = '{delimiter}', header = true, "
            f"quote = '\"', strict_mode = true, all_varchar = true)"
        ).fetchall()
        titles = {name.removeprefix("ludza-"): title for name, title in found}
        assert set(titles) == set(TITLES)
        for name in ("formula", "plus", "minus", "at", "tab", "hidden"):
            assert titles[name] == "'" + TITLES[name].replace("\x00", ""), name
        for name in ("quotes", "markup", "escaped", "sql", "path", "wide"):
            assert titles[name] == TITLES[name], name


@pytest.mark.parametrize(
    ("name", "given", "line"),
    [
        ("x.doc", {}, r"x\.doc: the name has to end in one of \.csv, \.tsv, \.xlsx, .*, or give --format"),
        ("x.csv", {"format_name": "excel"}, "unknown format 'excel'; there are: csv, tsv, xlsx"),
        ("x.rss", {"events": True}, "rss is for articles: leave out --events"),
        ("x.xlsx", {"dialect_name": "tsv"}, "--dialect is for CSV, and this is xlsx"),
        ("x.csv", {"counts": True}, "--counts is for articles as GeoJSON"),
        ("x.geojson", {"counts": True, "events": True}, "--counts is for articles as GeoJSON"),
    ],
)
def test_what_does_not_go_together_is_refused(export_to, tmp_path, name, given, line):
    with pytest.raises(ExportError, match=line):
        export_to(name, **given)
    assert not (tmp_path / name).exists()


def test_a_calendar_needs_no_further_word(tmp_path):
    assert ordered(Filters(), tmp_path / "x.ics").events
    assert ordered(Filters(), None).kind.name == "csv"
    assert ordered(Filters(), tmp_path / "x.CSV").kind.name == "csv"
    assert ordered(Filters(), tmp_path / "x.txt", format_name="jsonl").kind.name == "jsonl"


def test_an_empty_answer_is_a_file_too(store, tmp_path):
    for suffix in ENDINGS:
        out = io.BytesIO()
        report = export(store, ordered(Filters(), tmp_path / f"x{suffix}"), out)
        assert report.rows == 0
        assert out.getvalue() or suffix == ".jsonl"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://ludzasnovads.lv/zina?id=5#ā", True),
        ("HTTP://EXAMPLE.LV", True),
        ("javascript:alert(1)", False),
        ("https://x/ y", False),
        ('https://x/"onclick="', False),
        ("https://x/\u202egpj", False),
        ("https://x/\x00", False),
        ("https://x\n", False),
    ],
)
def test_only_web_addresses_become_links(text, is_one):
    assert is_web_address(text) is is_one


def test_a_folder_is_meant_by_a_name_without_an_ending(tmp_path):
    (tmp_path / "mape.csv").mkdir()
    (tmp_path / "fails").touch()
    names = ("paka", "mape.csv", "fails", ".csv", "x.csv")
    assert [is_package(tmp_path / name) for name in names] == [True, True, False, False, False]
