"""Opening a store: addresses, and one clear line where it cannot be."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pilsetas_crawl.store import Store, StoreError


def refusal(address: str, *, create: bool) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(address, create=create)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_new_store_is_created_with_its_folders(tmp_path):
    store = Store.open(str(tmp_path / "a/b/c"))
    assert (tmp_path / "a/b/c").is_dir()
    assert store.parts() == []
    assert Store.open(str(tmp_path / "a/b/c"), create=False).parts() == []


@pytest.mark.parametrize("name", ["krātuve", "ar atstarpi", "a+b%20c", "[x]"])
def test_paths_and_file_addresses_mean_the_same_folder(tmp_path, make, name):
    folder = tmp_path / name
    Store.open(str(folder)).commit("ludza", "r", [make(1)])
    again = Store.open(folder.as_uri(), create=False)
    assert again.address == str(folder)
    assert again.read("articles").num_rows == 1


def test_a_relative_path_is_of_the_folder_it_was_opened_in(tmp_path, make, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store.open("dati")
    monkeypatch.chdir("/")
    store.commit("ludza", "r", [make(1)])
    assert (tmp_path / "dati/manifests/ludza.json").is_file()


def test_a_store_that_is_not_there(tmp_path):
    message = refusal(str(tmp_path / "nav"), create=False)
    assert str(tmp_path / "nav") in message
    assert "no store" in message
    assert not (tmp_path / "nav").exists()


def test_a_folder_that_is_no_store(tmp_path):
    assert "not a store" in refusal(str(tmp_path), create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [True, False])
def test_a_file_where_the_folder_should_be(tmp_path, create):
    (tmp_path / "x").write_text("")
    assert str(tmp_path / "x") in refusal(str(tmp_path / "x"), create=create)
    assert str(tmp_path / "x/y") in refusal(str(tmp_path / "x/y"), create=create)


@pytest.mark.parametrize("address", ["", "  ", "file://"])
def test_an_empty_address(address):
    assert "empty" in refusal(address, create=True)


def test_an_address_nothing_here_knows():
    assert "no filesystem for 'gopher://'" in refusal("gopher://host/x", create=True)


@pytest.fixture
def read_only(tmp_path):
    """A folder nobody can write, root neither; mounted where that is allowed, else by its rights."""
    folder = tmp_path / "ro"
    Store.open(str(folder))
    if os.geteuid() != 0:
        folder.chmod(0o555)
        (folder / "manifests").chmod(0o555)
        yield folder
        folder.chmod(0o755)
        (folder / "manifests").chmod(0o755)
        return
    bind = ["mount", "--bind", str(folder), str(folder)]
    if subprocess.run(bind, check=False, capture_output=True).returncode:
        pytest.skip("root without the right to mount: nothing is unwritable here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_store_that_cannot_be_written(read_only: Path, make):
    message = refusal(str(read_only), create=True)
    assert str(read_only) in message
    store = Store.open(str(read_only), create=False)
    assert store.parts() == []
    with pytest.raises(StoreError) as caught:
        store.commit("ludza", "r", [make(1)])
    assert str(read_only) in str(caught.value)


def test_a_file_in_place_of_a_partition_folder(store, make):
    store.commit("ludza", "r", [make(1)])
    (Path(store.address) / "data/rejects").write_text("")
    from pilsetas_crawl.items import Reject

    with pytest.raises(StoreError, match="a file stands where a folder is needed") as caught:
        store.commit("ludza", "r", [make(2), Reject(region="latgale")])
    assert "\n" not in str(caught.value)
    assert store.read("articles").num_rows == 1
    listed = {part.uri for part in store.parts()}
    assert {str(path) for path in Path(store.address).rglob("*.parquet")} == listed
    assert not list(Path(store.address).rglob("*.tmp"))
