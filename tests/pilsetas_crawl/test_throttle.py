"""Rule: of one key no two moments are closer than the gap left behind the first, whoever takes them."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from pilsetas_crawl.throttle import DISTRUSTED, SharedClock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock(tmp_path):
    return SharedClock(tmp_path / "throttle")


def file_of(clock, tmp_path):
    """The one file of the clock."""
    (path,) = (tmp_path / "throttle").iterdir()
    return path


def test_a_free_key_is_taken_at_once_and_then_not_for_its_gap(clock):
    assert clock.take({"a": 30}) == 0
    assert 25 < clock.take({"a": 30}) <= 30
    assert clock.take({"b": 30}) == 0


def test_no_gap_no_wait(clock):
    assert [clock.take({"a": 0}) for _ in range(5)] == [0] * 5


def test_several_keys_are_taken_together_or_not_at_all(clock):
    clock.take({"group": 30})
    assert clock.take({"group": 5, "host": 5}) > 25
    assert clock.take({"host": 5}) == 0
    assert clock.take({"other": 5, "third": 7}) == 0
    assert clock.take({"third": 1}) > 6


def test_who_waits_as_long_as_told_gets_the_moment(clock):
    clock.take({"a": 0.05})
    time.sleep(clock.take({"a": 0.05}))
    assert clock.take({"a": 0.05}) <= 0.001


def test_a_hold_is_never_shortened(clock):
    clock.hold("a", 60)
    clock.hold("a", 5)
    assert clock.take({"a": 0}) > 55
    clock.hold("a", 120)
    assert clock.take({"a": 0}) > 115


def test_another_clock_of_the_folder_sees_it(clock, tmp_path):
    clock.take({"127.0.0.1:8000": 30})
    assert SharedClock(tmp_path / "throttle").take({"127.0.0.1:8000": 30}) > 25
    assert SharedClock(tmp_path / "elsewhere").take({"127.0.0.1:8000": 30}) == 0


def test_without_a_folder_the_pauses_are_kept_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    alone = SharedClock(None)
    assert alone.take({"a": 30}) == 0
    assert alone.take({"a": 30}) > 25
    assert list(tmp_path.iterdir()) == []


TAKER = """
import sys, time
from pathlib import Path
from pilsetas_crawl.throttle import SharedClock
clock, taken = SharedClock(Path(sys.argv[1])), 0
print("ready", flush=True)
sys.stdin.readline()
while taken < 8:
    before = time.monotonic()
    wait = clock.take({"host": 0.04, sys.argv[2]: 0.01})
    if wait:
        time.sleep(wait)
    else:
        print(before, time.monotonic())
        taken += 1
"""


def test_processes_keep_the_gap_among_them(tmp_path):
    """Three processes that take moments as fast as they can: 24 moments, each a gap after the one before."""
    takers = [
        subprocess.Popen(
            [sys.executable, "-c", TAKER, str(tmp_path), f"own{number}"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    assert all(taker.stdout.readline() == "ready\n" for taker in takers)
    told = [taker.communicate("go\n", timeout=60)[0].split() for taker in takers]
    assert [taker.returncode for taker in takers] == [0, 0, 0]
    moments = sorted(
        (float(a), float(b)) for words in told for a, b in zip(words[::2], words[1::2], strict=True)
    )
    assert len(moments) == 24
    # A moment lies between the two looks at the clock around it.
    assert all(later[1] - earlier[0] >= 0.04 for earlier, later in pairwise(moments))
    assert moments[-1][1] - moments[0][0] >= 23 * 0.04


def test_the_moments_of_another_boot_mean_nothing(clock, tmp_path):
    clock.take({"a": 30})
    path = file_of(clock, tmp_path)
    _, moment = path.read_text().split()
    path.write_text(f"another-boot {moment}\n")
    assert SharedClock(path.parent).take({"a": 0}) == 0


@pytest.mark.parametrize(
    "content", ["", "\0" * 60, "no sense", "{boot} soon", "{boot} nan", "{boot}", "é\xff"]
)
def test_a_damaged_file_is_no_obstacle_and_is_mended(content, clock, tmp_path):
    clock.take({"a": 30})
    path = file_of(clock, tmp_path)
    boot = path.read_text().split()[0]
    path.write_text(content.replace("{boot}", boot), encoding="latin-1")
    assert SharedClock(path.parent).take({"a": 30}) == 0
    assert SharedClock(path.parent).take({"a": 30}) > 25


def test_a_moment_too_far_ahead_is_not_believed_and_that_is_told(clock, tmp_path, caplog):
    clock.take({"a": 30})
    path = file_of(clock, tmp_path)
    boot = path.read_text().split()[0]
    path.write_text(f"{boot} {time.monotonic() + DISTRUSTED + 60:020.6f}\n")
    assert SharedClock(path.parent).take({"a": 0}) == 0
    assert ["not believed" in record.getMessage() for record in caplog.records] == [True]
    path.write_text(f"{boot} {time.monotonic() + DISTRUSTED - 60:020.6f}\n")
    assert SharedClock(path.parent).take({"a": 0}) > DISTRUSTED - 65


def test_a_folder_that_cannot_be_used_is_told_once_and_the_process_keeps_its_own_pauses(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    clock = SharedClock(tmp_path / "file")
    assert clock.take({"a": 30}) == 0
    assert clock.take({"a": 30}) > 25
    (line,) = [record.getMessage() for record in caplog.records]
    assert str(tmp_path / "file") in line
    assert "PILSETAS_THROTTLE_DIR" in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_and_the_process_keeps_its_own_pauses(tmp_path, caplog):
    (tmp_path / "a.throttle").symlink_to("/dev/full")
    clock = SharedClock(tmp_path)
    assert clock.take({"a": 30}) == 0
    assert clock.take({"a": 30}) > 25
    assert len(caplog.records) == 1


def test_who_asks_for_ages_is_left_alone_for_as_long_as_others_believe(tmp_path):
    """What is written is never what another process would not believe."""
    SharedClock(tmp_path).hold("a", 365 * 86400)
    assert DISTRUSTED - 5 < SharedClock(tmp_path).left("a") <= DISTRUSTED


def test_what_is_left_of_a_pause_is_told_without_taking_the_moment(clock):
    assert clock.left("a") == 0
    assert clock.take({"a": 30}) == 0
    assert 25 < clock.left("a") <= 30
