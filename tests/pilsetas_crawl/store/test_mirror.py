"""Copies of a remote store's parts: made whole, made once, shared, and let go when nobody needs them."""

from __future__ import annotations

import json
import os
import pickle
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from exports.connection import connect
from exports.views import build_views
from pilsetas_crawl.items import Reject, Run
from pilsetas_crawl.store import Store, StoreError, leaving
from pilsetas_crawl.store.mirror import cache_folder, mirror_folder
from pilsetas_crawl.store.remote import RemoteFiles

DATA, EDITS = "data", "edits"


@pytest.fixture
def bucket(tmp_path) -> Path:
    """What the storage holds, as files below a folder."""
    (tmp_path / "bucket").mkdir()
    return tmp_path / "bucket"


@pytest.fixture
def remote(bucket, tmp_path) -> Store:
    filesystem = fs.SubTreeFileSystem(str(bucket), fs.LocalFileSystem())
    return Store(RemoteFiles(filesystem, "archive", "s3://bucket/archive", cache=tmp_path / "cache"))


@pytest.fixture
def edited(remote, make) -> Store:
    """Eight articles of one source and one of another; the third was edited and put into another year."""
    remote.commit("ludza", "a-ludza", [make(n) for n in range(6)])
    moved = date(2025, 12, 31)
    again = make(3, revision=2, status="edited", published_at=None, published_date=moved, title="Jauns")
    beside = make(8, published_at=None, published_date=moved, title="Vecs")
    remote.commit("ludza", "b-ludza", [again, beside, make(7)])
    remote.commit("sigulda", "a-sigulda", [make(1, source="sigulda", region="vidzeme")])
    return remote


def copies(store: Store, folder: str = DATA) -> list[str]:
    found = (store.files.home / folder).rglob("*.parquet")
    return sorted(path.relative_to(store.files.home).as_posix() for path in found)


def titles(store: Store, **given) -> list[str]:
    con = connect()
    build_views(con, store, whole=False, **given)
    return [title for (title,) in con.execute("SELECT title FROM articles ORDER BY title").fetchall()]


def of_2026(part) -> bool:
    return part.dataset == "articles" and part.year == 2026 and part.region == "latgale"


# --- what is copied ----------------------------------------------------------------------------------


def test_a_copy_is_made_once_and_outlives_the_object(edited, bucket):
    everything = titles(edited)
    assert copies(edited) == sorted(part.path for part in edited.parts())
    for part in edited.parts():
        (bucket / "archive" / part.path).unlink()
    assert titles(edited) == everything


def test_a_newer_revision_in_a_part_that_is_not_asked_for_still_counts(edited):
    """The row of 2026 is the older one: it may not come up because the newer one stands in another year."""
    expected = sorted(f"Virsraksts {n}" for n in (0, 1, 2, 4, 5, 7))
    assert titles(edited, keep=of_2026) == expected
    # Small parts are fetched whole; those of sources that were not asked for are not.
    assert copies(edited) == sorted(part.path for part in edited.parts() if part.source == "ludza")


def test_of_a_large_part_only_the_revisions_are_read(edited):
    edited.files.mirror.small = 0
    expected = titles(edited, keep=of_2026)
    assert expected == sorted(f"Virsraksts {n}" for n in (0, 1, 2, 4, 5, 7))
    (other,) = [part.path for part in edited.parts("articles", ["ludza"]) if part.year == 2025]
    assert copies(edited) == sorted(part.path for part in edited.parts() if of_2026(part))
    assert copies(edited, EDITS) == [f"{EDITS}/{other}"]
    table = pq.read_table(edited.files.home / EDITS / other, partitioning=None)
    assert table.to_pylist() == [{"article_id": "ludza-0003", "revision": 2}]
    assert titles(edited, keep=of_2026) == expected
    assert titles(edited) == sorted([*expected, "Jauns", "Vecs", "Virsraksts 1"])


def test_a_large_part_whose_columns_cannot_be_read_is_told(edited, bucket):
    edited.files.mirror.small = 0
    (other,) = [part for part in edited.parts("articles", ["ludza"]) if part.year == 2025]
    path = bucket / "archive" / other.path
    path.write_bytes(path.read_bytes()[:-9] + b"\0\0\0\0\0PAR1")
    assert [part for part, _ in edited.files.bring([], [other])] == [other]
    assert copies(edited, EDITS) == []


def test_arrow_reads_the_copies_too(edited):
    assert edited.read("articles", ["article_id"], ["sigulda"]).num_rows == 1
    assert copies(edited) == [part.path for part in edited.parts(sources=["sigulda"])]


# --- what is not taken for a copy --------------------------------------------------------------------


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda _: b"", lambda data: b"\0" * len(data)])
def test_a_spoiled_copy_is_made_again(edited, spoil):
    before = titles(edited)
    copy = edited.files.home / copies(edited)[0]
    copy.write_bytes(spoil(copy.read_bytes()))
    assert titles(edited) == before


def test_a_page_that_does_not_fit_its_checksum_is_no_copy(remote, make, bucket):
    (part,) = remote.commit("ludza", "a-ludza", [make(1, body="garš teksts " * 50)])
    path = bucket / "archive" / part.path
    whole = path.read_bytes()
    # Behind the mark and the first page's header; the size, the marks and the footer stay.
    path.write_bytes(whole[:60] + bytes([whole[60] ^ 0xFF]) + whole[61:])
    ((damaged, reason),) = remote.files.bring([part])
    assert (damaged, reason != "missing") == (part, True)
    assert copies(remote) == []
    path.write_bytes(whole)
    assert remote.files.bring([part]) == []


def test_an_object_of_another_size_is_no_copy(remote, make, bucket):
    (part,) = remote.commit("ludza", "a-ludza", [make(1)])
    (bucket / "archive" / part.path).write_bytes(b"PAR1short PAR1")
    assert remote.files.bring([part]) == [(part, f"14 bytes long, {part.bytes} are listed")]
    with pytest.raises(StoreError, match="14 bytes long"):
        remote.read("articles")
    assert list(remote.files.home.rglob("*.tmp")) == []


def test_a_manifest_cannot_lead_out_of_the_folder(remote, make, bucket, tmp_path):
    (part,) = remote.commit("ludza", "a-ludza", [make(1)])
    manifest = bucket / "archive/manifests/ludza.json"
    out = part.path.replace("year=2026/", "year=2026/../../../../../../")
    manifest.write_text(manifest.read_text().replace(part.path, out))
    with pytest.raises(StoreError, match=r"is not of a store: it lists 'data/.*\.\./"):
        remote.read("articles")
    assert list(tmp_path.glob("*.parquet")) == []


def test_a_folder_that_cannot_be_written_is_told_in_one_line(edited, tmp_path):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(
        StoreError, match=r"cannot keep a copy .*setting PILSETAS_CACHE.*a file stands"
    ) as told:
        titles(edited)
    assert "\n" not in str(told.value)


# --- the folder --------------------------------------------------------------------------------------


def test_the_folder_is_that_of_the_setting_or_the_users_cache(monkeypatch, tmp_path):
    assert cache_folder("/data/kopijas") == Path("/data/kopijas")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "pilsetas"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == Path.home() / ".cache/pilsetas"


def test_every_store_has_a_folder_of_its_own(monkeypatch):
    addresses = ("s3://a/b", "s3://a-b", "s3://a/b?endpoint_override=x:1", "s3://a/b?endpoint_override=x:2")
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    folders = {mirror_folder(Path("/c"), one) for one in addresses}
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://elsewhere")
    folders.add(mirror_folder(Path("/c"), "s3://a/b"))
    assert len(folders) == 5
    assert all(folder.parent == Path("/c") for folder in folders)


def test_the_files_may_be_handed_to_another_process(edited):
    files = pickle.loads(pickle.dumps(edited.files))
    assert Store(files).read("articles", ["article_id"]).num_rows == 10


# --- what nobody needs any more ----------------------------------------------------------------------


def test_copies_leave_a_grace_period_after_a_look_misses_them(tmp_path):
    for name in ("kept", "left"):
        (tmp_path / DATA).mkdir(exist_ok=True)
        (tmp_path / DATA / name).touch()
    kept = {"data/kept"}

    def look(grace: float = 100, every: float = 0) -> int:
        return leaving.clear(tmp_path, (DATA, EDITS), kept, grace=grace, every=every)

    assert look() == 0
    note = json.loads((tmp_path / leaving.NOTE).read_text())
    assert list(note) == ["data/left"]
    # As if that had been a hundred seconds ago.
    (tmp_path / leaving.NOTE).write_text(json.dumps({"data/left": note["data/left"] - 101}))
    assert look(every=60) == 0, "there was a look just now"
    assert look() == 1
    assert [path.name for path in (tmp_path / DATA).iterdir()] == ["kept"]


def test_what_is_listed_again_begins_its_grace_period_anew(tmp_path):
    (tmp_path / DATA).mkdir()
    (tmp_path / DATA / "part").touch()
    for kept in (set(), {"data/part"}, set()):
        assert leaving.clear(tmp_path, (DATA,), kept, grace=0, every=0) == 0


def test_what_killed_processes_left_is_cleared_by_its_age(tmp_path):
    (tmp_path / DATA).mkdir()
    old, new = tmp_path / DATA / ".old.tmp", tmp_path / DATA / ".new.tmp"
    for path in (old, new):
        path.touch()
    long_ago = time.time() - 5000
    os.utime(old, (long_ago, long_ago))
    assert leaving.clear(tmp_path, (DATA,), set(), every=0) == 1
    assert not old.exists()
    assert new.exists()


def test_a_damaged_note_only_delays(tmp_path):
    (tmp_path / DATA).mkdir()
    (tmp_path / DATA / "part").touch()
    (tmp_path / leaving.NOTE).write_text("[1")
    assert leaving.clear(tmp_path, (DATA,), set(), grace=0, every=0) == 0
    assert leaving.clear(tmp_path, (DATA,), set(), grace=0, every=0) == 1


def test_a_look_at_the_archive_tidies_its_copies(edited, monkeypatch):
    titles(edited)
    stray = edited.files.home / "data/rejects/region=latgale/year=2026/gone.parquet"
    stray.parent.mkdir(parents=True)
    stray.touch()
    long_ago = time.time() - 2 * leaving.EVERY
    os.utime(edited.files.home / leaving.NOTE, (long_ago, long_ago))
    titles(edited)
    assert list(json.loads((edited.files.home / leaving.NOTE).read_text())) == [
        stray.relative_to(edited.files.home).as_posix()
    ]
    assert stray.exists()


def test_rows_without_articles_need_no_articles(edited):
    edited.commit("ludza", "c-ludza", [Reject(region="latgale"), Run(run_id="c-ludza", region="latgale")])
    assert titles(edited, keep=lambda part: part.dataset == "rejects", also=("runs",)) == []
    assert [path.split("/")[1] for path in copies(edited)] == ["rejects", "runs"]
