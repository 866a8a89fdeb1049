"""Rule: the state stands where the setting says, else inside a local store."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import state_folder
from pilsetas_crawl.store import SourceState, Store


@pytest.mark.parametrize(
    ("store", "state", "wanted"),
    [
        ("/data/store", "", "/data/store/state"),
        ("file:///data/kr%C4%81tuve", "", "/data/krātuve/state"),
        ("/data/store", "/var/state", "/var/state"),
        ("s3://bucket/store", "/var/state", "/var/state"),
    ],
)
def test_the_folder_of_the_state(store, state, wanted):
    assert state_folder(Settings({"PILSETAS_STORE": store, "PILSETAS_STATE": state})) == Path(wanted)


def test_it_is_the_folder_that_crawls_use(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    SourceState.open(Store.open("store"), "ludza", key_of=str).close()
    folder = state_folder(Settings({"PILSETAS_STORE": "store", "PILSETAS_STATE": ""}))
    assert (folder / "ludza.sqlite").exists()


def test_a_remote_store_needs_a_folder_for_its_state():
    with pytest.raises(PilsetasError, match="PILSETAS_STATE"):
        state_folder(Settings({"PILSETAS_STORE": "s3://bucket/store", "PILSETAS_STATE": ""}))
