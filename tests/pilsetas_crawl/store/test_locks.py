"""One process per source."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pilsetas_crawl.store import SourceLocked, SourceState, StoreError

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pilsetas_crawl.store import SourceState, Store
with SourceState.open(Store.open(sys.argv[1]), "ludza", key_of=str):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(store):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, store.address], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_with_one_line_naming_the_first(store, holder):
    with pytest.raises(SourceLocked) as caught:
        SourceState.open(store, "ludza", key_of=str)
    message = str(caught.value)
    assert "'ludza'" in message
    assert f"process {holder.pid}" in message
    assert "\n" not in message
    assert isinstance(caught.value, StoreError)


def test_another_state_folder_is_no_way_around_the_lock(store, holder, tmp_path):
    with pytest.raises(SourceLocked):
        SourceState.open(store, "ludza", key_of=str, state_dir=tmp_path / "s")


def test_other_sources_are_free(store, holder):
    SourceState.open(store, "kraslava", key_of=str).close()


def test_the_lock_ends_with_its_holder(store, holder):
    holder.stdin.close()
    assert holder.wait(30) == 0
    SourceState.open(store, "ludza", key_of=str).close()


def test_the_lock_of_a_killed_process_is_no_lock(store, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait(30)
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert state._lock.abandoned
    with SourceState.open(store, "ludza", key_of=str) as state:
        assert not state._lock.abandoned


def test_one_process_is_not_let_in_twice_either(store):
    with SourceState.open(store, "ludza", key_of=str), pytest.raises(SourceLocked):
        SourceState.open(store, "ludza", key_of=str)


def test_a_failed_open_lets_go(store):
    (Path(store.address) / "manifests/ludza.json").write_text("damaged")
    for _ in range(2):
        with pytest.raises(StoreError, match="is damaged"):
            SourceState.open(store, "ludza", key_of=str)
