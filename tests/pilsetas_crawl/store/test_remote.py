"""A store on an Arrow filesystem: the same commits and reads, without rename and lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow import fs

from pilsetas_crawl.items import Reject
from pilsetas_crawl.store import SourceState, Store, StoreError
from pilsetas_crawl.store.address import without_credentials
from pilsetas_crawl.store.remote import RemoteFiles


@pytest.fixture
def remote(tmp_path) -> Store:
    """A real Arrow filesystem; its objects are files below a folder, so that the test can look at them."""
    (tmp_path / "bucket").mkdir()
    filesystem = fs.SubTreeFileSystem(str(tmp_path / "bucket"), fs.LocalFileSystem())
    return Store(RemoteFiles(filesystem, "archive", "s3://bucket/archive", cache=tmp_path / "cache"))


def test_commits_and_reads(remote, make):
    first = remote.commit("ludza", "a-ludza", [make(1), Reject(region="latgale")])
    remote.commit("kraslava", "a-kraslava", [make(2, source="kraslava")])
    assert remote.sources() == ["kraslava", "ludza"]
    assert sorted(remote.read("articles", ["article_id"])["article_id"].to_pylist()) == [
        "kraslava-0002",
        "ludza-0001",
    ]
    assert remote.damaged() == []
    assert first[0].uri == f"s3://bucket/archive/{first[0].path}"


def test_a_damaged_part_is_found(remote, make, tmp_path):
    (part,) = remote.commit("ludza", "a-ludza", [make(1)])
    (tmp_path / "bucket/archive" / part.path).write_bytes(b"short")
    assert [(bad, "5 bytes" in reason) for bad, reason in remote.damaged()] == [(part, True)]
    (tmp_path / "bucket/archive" / part.path).unlink()
    assert [reason for _, reason in remote.damaged()] == ["missing"]


def test_the_state_must_have_a_local_folder(remote, make, tmp_path):
    with pytest.raises(StoreError, match=r"remote: give a local folder .*PILSETAS_STATE"):
        SourceState.open(remote, "ludza", key_of=str)
    with SourceState.open(remote, "ludza", key_of=str, state_dir=tmp_path / "s") as state:
        remote.commit("ludza", "a-ludza", [make(1)])
        assert state.catch_up() == 1
    with SourceState.open(remote, "ludza", key_of=str, state_dir=tmp_path / "s") as state:
        assert state.by_id("ludza-0001") is not None


def test_what_a_killed_commit_left_is_cleared(remote, make, tmp_path):
    from pilsetas_crawl.store import manifest as manifests

    (part,) = remote.commit("ludza", "a-ludza", [make(1)])
    orphan = part.path.replace("-1.parquet", "-2.parquet")
    manifests.note_pending(remote.files, "ludza", [part.path, orphan])
    remote.files.put(orphan, b"half")
    assert remote.settle("ludza") == [orphan]
    assert not (tmp_path / "bucket/archive" / orphan).exists()
    assert remote.damaged() == []
    assert Path(tmp_path / "bucket/archive/manifests/ludza.pending").exists() is False


def test_a_refused_batch_leaves_nothing(remote, make, tmp_path):
    with pytest.raises(StoreError, match="column title"):
        remote.commit("ludza", "a-ludza", [make(1), make(2, region="vidzeme", title=7)])
    assert [path for path in (tmp_path / "bucket").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("s3://key:secret@bucket/archive", "s3://bucket/archive"),
        ("s3://key@bucket/a@b", "s3://bucket/a@b"),
        ("s3://bucket/a@b", "s3://bucket/a@b"),
    ],
)
def test_credentials_in_an_address_are_never_shown(address, shown):
    assert without_credentials(address) == shown


def test_an_address_that_is_not_right_is_told_without_its_credentials():
    with pytest.raises(StoreError, match="s3://bucket/x") as caught:
        Store.open("s3://key:secret@bucket/x?no_such_option=1")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
