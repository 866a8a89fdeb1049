"""One file, replaced as a whole: readers of the old one are not disturbed, faults leave it untouched."""

import os
import re
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest

from exports.catalog import build_catalog, default_path
from exports.connection import connect
from exports.errors import ExportError
from pilsetas_crawl.store import Store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "katalogs.duckdb"


def leftovers(path):
    return [file.name for file in path.parent.iterdir() if file.suffix in (".tmp", ".wal")]


def test_summary_tells_what_is_in_it(put, make, store, path):
    put(make("ludza-1", "2026-11-05 10:00"), make("bauska-1", "2024-02-29 10:00", "bauska"))
    put(make("ludza-2", "2026-11-06 10:00"))
    put(make("ludza-2", "2026-11-06 10:00", revision=2, status="removed"))
    found = build_catalog(store, path)
    assert (found.articles, found.municipalities, found.superseded, found.removed) == (2, 2, 1, 1)
    assert (found.first, found.last) == (date(2024, 2, 29), date(2026, 11, 5))
    assert (found.rejects, found.runs, found.parts, found.skipped) == (0, 0, 4, ())


def test_readable_by_a_plain_connection_that_knows_nothing_of_us(put, make, store, path, ids):
    put(make("ludza-1", "2026-11-05 10:00"), make("ludza-2", "2026-11-06 00:00"))
    build_catalog(store, path)
    with duckdb.connect(str(path), read_only=True) as con:
        assert ids(con, "articles_in(town := 'Zilupe', date_to := '2026-11-05')") == {"ludza-1"}
        about = con.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'articles'").fetchone()
    assert about == ("The newest revision of each article; articles the sites removed are left out",)


def test_storage_format_is_pinned(store, path):
    build_catalog(store, path)
    with connect(path, read_only=True) as con:
        tags = con.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchone()
    assert tags is not None
    assert re.fullmatch(r"v2\.0\.0\+?", tags[0]["storage_version"])


def test_it_follows_a_store_that_has_moved_where_the_session_says_so(put, make, store, path, tmp_path):
    put(make("ludza-1", "2026-11-05 10:00"))
    put(make("ludza-1", "2026-11-05 10:00", revision=2, title="Otrais"))
    build_catalog(store, path)
    there = tmp_path / "cits [1]*?"
    Path(store.address).rename(there)
    with duckdb.connect(str(path), read_only=True) as con:
        with pytest.raises(duckdb.IOException, match="No files found"):
            con.execute("FROM articles").fetchall()
        for told in (f"{there}", f"{there}/"):
            con.execute(f"SET VARIABLE pilsetas_store = '{told}'")
            assert con.execute("SELECT title FROM articles").fetchall() == [("Otrais",)]
            assert con.execute("SELECT count(*) FROM revisions").fetchall() == [(2,)]


def test_views_name_absolute_paths(put, make, store, path, monkeypatch, tmp_path):
    put(make("ludza-1", "2026-11-05 10:00"))
    monkeypatch.chdir(tmp_path)
    relative = Store.open(os.path.relpath(store.address))
    build_catalog(relative, path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with connect(path, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_replaced_while_a_reader_has_the_old_one_open(put, make, store, path, ids):
    put(make("ludza-1", "2026-11-05 10:00"))
    build_catalog(store, path)
    with connect(path, read_only=True) as reader:
        put(make("ludza-2", "2026-11-06 10:00"))
        build_catalog(store, path)
        assert ids(reader, "articles") == {"ludza-1"}
    with connect(path, read_only=True) as reader:
        assert ids(reader, "articles") == {"ludza-1", "ludza-2"}
    assert leftovers(path) == []


def test_read_and_rebuilt_while_parts_are_being_added(put, make, store, path):
    put(make("ludza-0", "2026-11-05 10:00"))
    build_catalog(store, path)
    with connect(path, read_only=True) as reader:
        writer = threading.Thread(
            target=lambda: [put(make(f"ludza-{n}", "2026-11-05 10:00")) for n in range(1, 26)]
        )
        writer.start()
        counts = []
        while writer.is_alive() or len(counts) < 3:
            assert reader.execute("SELECT count(*) FROM articles").fetchone() == (1,)
            counts.append(build_catalog(store, path).articles)
        writer.join()
    counts.append(build_catalog(store, path).articles)
    assert counts == sorted(counts)
    assert counts[-1] == 26


def test_a_damaged_part_leaves_the_old_catalog_untouched(put, make, store, path, ids):
    put(make("ludza-1", "2026-11-05 10:00"))
    build_catalog(store, path)
    before = path.read_bytes()
    put(make("ludza-2", "2026-11-06 10:00"))
    broken = Path(store.parts("articles")[1].uri)
    broken.write_bytes(broken.read_bytes()[:-4])
    with pytest.raises(ExportError, match=re.escape(str(broken))):
        build_catalog(store, path)
    assert path.read_bytes() == before
    assert leftovers(path) == []
    found = build_catalog(store, path, skip_damaged=True)
    assert [part.uri for part, _ in found.skipped] == [str(broken)]
    assert found.articles == 1


def test_a_part_damaged_inside_is_met_before_the_old_catalog_goes(put, make, store, path):
    put(make("ludza-1", "2026-11-05 10:00"))
    build_catalog(store, path)
    before = path.read_bytes()
    part = Path(store.parts("articles")[0].uri)
    part.write_bytes(b"PAR1" + b"\xff" * (part.stat().st_size - 8) + b"PAR1")
    with pytest.raises(ExportError, match="cannot read the store"):
        build_catalog(store, path)
    assert path.read_bytes() == before
    assert leftovers(path) == []


def test_another_file_is_not_overwritten(store, path):
    path.write_text("my notes, and more of them")
    with pytest.raises(ExportError, match="is not a DuckDB file"):
        build_catalog(store, path)
    assert path.read_text() == "my notes, and more of them"


def test_a_folder_that_cannot_be_made_is_one_line(store, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match="cannot write the catalog"):
        build_catalog(store, tmp_path / "file" / "sub" / "c.duckdb")


def test_leftovers_of_killed_builds_go_and_younger_ones_stay(store, path):
    old, young = (path.with_name(f".{path.name}.{pid}.tmp") for pid in (999_998, 999_999))
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (1, 1))
    build_catalog(store, path)
    assert leftovers(path) == [young.name]


def test_an_empty_store_gives_an_empty_catalog(store, path):
    found = build_catalog(store, path)
    assert (found.articles, found.first, found.parts) == (0, None, 0)
    with connect(path, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles_in(region := 'Latgale')").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM municipalities").fetchone() == (42,)


def test_default_place(store):
    assert default_path(store, "") == Path(store.address) / "pilsetas.duckdb"
    assert default_path(store, "/x/y.duckdb") == Path("/x/y.duckdb")
