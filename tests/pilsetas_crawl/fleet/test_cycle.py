"""Rule: whatever kills a cycle, the next one knows what it owes; and there is one at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pilsetas_crawl.fleet.cycle import Cycle
from pilsetas_crawl.store import SourceLocked, StoreError

ROOT = Path(__file__).parents[3]


def test_what_was_not_done_is_owed_and_what_had_its_turn_stands_last(tmp_path):
    with Cycle(tmp_path) as cycle:
        cycle.plan(["a", "b", "c", "d"])
        for name in ("a", "b"):
            cycle.begun(name)
        cycle.done("b", 12.34)
    with Cycle(tmp_path) as cycle:
        assert cycle.owed == ["c", "d", "a"]
        assert cycle.seconds == {"b": 12.3}
        assert cycle.damage == ""


def test_a_cycle_of_a_part_keeps_what_is_owed_of_the_rest(tmp_path):
    with Cycle(tmp_path) as cycle:
        cycle.plan(["a", "b"])
    with Cycle(tmp_path) as cycle:
        cycle.plan(["c", "a"])
        cycle.done("a", 1)
        cycle.done("c", 1)
        assert cycle.owed == ["b"]


KILLED = """
import os, signal, sys
from pathlib import Path
from pilsetas_crawl.fleet.cycle import Cycle
cycle = Cycle(Path(sys.argv[1])).__enter__()
cycle.plan(["a", "b"])
cycle.done("a", 3)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_cycle_leaves_its_debts_and_no_lock(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, timeout=60, check=False)
    with Cycle(tmp_path) as cycle:
        assert (cycle.owed, cycle.seconds) == (["b"], {"a": 3})


def test_a_second_cycle_is_refused(tmp_path):
    with Cycle(tmp_path), pytest.raises(SourceLocked), Cycle(tmp_path):
        pass
    with Cycle(tmp_path):
        pass


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"owed": 3, "seconds": {}}', '{"owed": [], "seconds": {"a": "x"}}']
)
def test_a_damaged_file_is_told_and_begun_anew(content, tmp_path):
    (tmp_path / "crawlall.json").write_text(content)
    with Cycle(tmp_path) as cycle:
        assert (cycle.owed, cycle.seconds) == ([], {})
        assert str(tmp_path / "crawlall.json") in cycle.damage
        cycle.plan(["a"])
    assert json.loads((tmp_path / "crawlall.json").read_text())["owed"] == ["a"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StoreError, match="cannot create the state folder"),
        Cycle(tmp_path / "file" / "state"),
    ):
        pass
