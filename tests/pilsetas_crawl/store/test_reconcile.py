"""The state against the store: whatever becomes of the state file, it says again what the parts say."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pilsetas_crawl.store import SourceState, Store, StoreError, Validators

RUN = "20261122T233144-ludza"
ALWAYS = (date(1900, 1, 1), date(2100, 1, 1))


def key_of(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


def test_what_was_ingested_is_what_is_read_from_the_parts(opened, filled, snapshot, state_file):
    state = opened()
    assert state.rebuilt is None
    before = snapshot(state)
    assert [article is not None for article in before[0]] == [n < 20 or n == 30 for n in range(31)]
    assert (before[0][3].revision, before[0][4].status, before[4]) == (2, "removed", 20)
    state.close()
    state_file.unlink()
    again = opened()
    assert again.rebuilt == "missing"
    assert snapshot(again) == before


def test_a_crash_between_manifest_and_state_is_healed(store, opened, filled, make):
    store.commit("ludza", RUN, [make(21), make(3, revision=3, status="edited")])
    state = opened()
    assert state.rebuilt is None
    assert state.by_id("ludza-0021") is not None
    assert state.by_id("ludza-0003").revision == 3
    assert state.get("walked_to") == "2026-01-01"
    assert state.validators("u") == Validators("e", None)


def test_catching_up_in_mid_run_is_the_same_as_ingesting(store, opened, filled, make):
    state = opened()
    store.commit("ludza", RUN, [make(21), make(22)])
    assert state.catch_up() == 2
    assert state.catch_up() == 0
    assert state.by_id("ludza-0022").address_key == "www.ludza.lv/lv/jaunums/22"


def test_a_state_put_back_from_an_older_copy_catches_up(
    store, opened, filled, make, tmp_path, snapshot, state_file
):
    shutil.copy(state_file, tmp_path / "copy")
    rows = [make(n) for n in range(40, 50)]
    state = opened()
    state.ingest(store.commit("ludza", RUN, rows), rows)
    before = snapshot(state)
    state.close()
    shutil.copy(tmp_path / "copy", state_file)
    assert snapshot(opened()) == before


def test_a_store_gone_back_to_an_older_copy_is_believed(store, opened, filled, make, snapshot):
    manifest = Path(store.address) / "manifests/ludza.json"
    older = manifest.read_bytes()
    state = opened()
    before = snapshot(state)
    rows = [make(21)]
    state.ingest(store.commit("ludza", RUN, rows), rows)
    state.set_fingerprints({("feed", "k"): "f"})
    state.close()
    manifest.write_bytes(older)
    state = opened()
    # The lost article must be found again: nothing may be left that says "seen already".
    assert state.by_address("www.ludza.lv/lv/jaunums/21") is None
    assert snapshot(state) == before
    assert (state.validators("u"), state.fingerprint("feed", "k"), state.get("walked_to")) == (
        None,
        None,
        None,
    )
    assert [entry.key for entry in state.retries()] == ["r"]


def test_a_store_whose_parts_were_merged_keeps_the_bookkeeping(store, opened, filled, snapshot):
    from pilsetas_crawl.store import manifest as manifests
    from pilsetas_crawl.store.parquet import encode
    from pilsetas_crawl.store.parts import batches

    state = opened()
    before = snapshot(state)
    state.close()
    (batch,) = [b for b in batches(r for rows in filled for r in rows) if b.dataset == "articles" and b.year]
    data = bytes(encode(batch, source="ludza", run_id="merged"))
    path = batch.path("merged-ludza-9")
    store.files.put(path, data)
    old = store.manifest("ludza")
    rest = tuple(p for p in old.parts if p.dataset != "articles" or p.year == 0)
    merged = replace(old.parts[0], path=path, rows=len(batch.rows), bytes=len(data))
    manifests.save(store.files, replace(old, generation=old.generation + 1, parts=(merged, *rest)))
    state = opened()
    assert snapshot(state) == before
    assert state.get("walked_to") == "2026-01-01"
    assert state.validators("u") == Validators("e", None)


def test_another_rule_for_address_keys_is_noticed(store, filled, make):
    def upper(url: str) -> str:
        return key_of(url).upper()

    with SourceState.open(store, "ludza", key_of=upper) as state:
        assert state.by_address("WWW.LUDZA.LV/LV/JAUNUMS/7").article_id == "ludza-0007"
        assert state.by_id("ludza-0007").address_key == "WWW.LUDZA.LV/LV/JAUNUMS/7"
        assert state.count_live() == 20
        assert state.get("walked_to") == "2026-01-01"


def test_a_missing_part_is_told_and_nothing_is_half_learnt(store, opened, filled, make):
    _, second = (store.commit("ludza", RUN, [make(n)])[0] for n in (21, 22))
    content = Path(second.uri).read_bytes()
    Path(second.uri).unlink()
    with pytest.raises(StoreError) as caught:
        opened()
    assert second.uri in str(caught.value)
    assert "\n" not in str(caught.value)
    Path(second.uri).write_bytes(content)
    state = opened()  # the lock was let go, and both are learnt now
    assert state.by_id("ludza-0021") is not None
    assert state.by_id("ludza-0022") is not None


def test_the_state_may_lie_apart(store, make, tmp_path, state_file):
    apart = tmp_path / "elsewhere/states"
    with SourceState.open(store, "ludza", key_of=key_of, state_dir=apart) as state:
        state.ingest(store.commit("ludza", RUN, [make(1)]), [make(1)])
    assert (apart / "ludza.sqlite").is_file()
    assert not state_file.exists()


def test_one_state_folder_used_for_another_store_is_believed_of_neither(store, make, tmp_path):
    other = Store.open(str(tmp_path / "other"))
    store.commit("ludza", RUN, [make(1)])
    other.commit("ludza", "other-ludza", [make(2)])
    for where, has, has_not in ((store, 1, 2), (other, 2, 1), (store, 1, 2)):
        with SourceState.open(where, "ludza", key_of=key_of, state_dir=tmp_path / "s") as state:
            assert state.by_source_id(str(1000 + has)) is not None
            assert state.by_source_id(str(1000 + has_not)) is None


def test_sources_have_states_of_their_own(store, make):
    with (
        SourceState.open(store, "ludza", key_of=key_of) as one,
        SourceState.open(store, "kraslava", key_of=key_of) as two,
    ):
        rows = [make(1)]
        one.ingest(store.commit("ludza", RUN, rows), rows)
        assert two.catch_up() == 0
        assert two.by_id("ludza-0001") is None


def test_a_file_in_place_of_the_state_folder(store):
    (Path(store.address) / "state").write_text("")
    with pytest.raises(StoreError, match="cannot create the state folder"):
        SourceState.open(store, "ludza", key_of=key_of)


def test_a_folder_in_place_of_the_state_file(store, state_file):
    state_file.mkdir(parents=True)
    with pytest.raises(StoreError, match=r"ludza\.sqlite") as caught:
        SourceState.open(store, "ludza", key_of=key_of)
    assert "\n" not in str(caught.value)
    state_file.rmdir()
    SourceState.open(store, "ludza", key_of=key_of).close()
