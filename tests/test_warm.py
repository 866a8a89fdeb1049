"""Rule: a command in a warm process says, leaves and returns what one in an interpreter of its own does."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from tests import warm

PROJECT = warm.PROJECT


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["query", "--town", "Kraslva"],
        ["no-such-command"],
        ["shell", "-c", "(os := __import__('os')).getcwd(), os.environ['MARK'], sorted(os.environ)"],
        ["shell", "-c", "(sys := __import__('sys')).argv[1:], sys.path[0], sys.stdout.encoding"],
        ["shell", "-c", "1 / 0"],
        ["shell", "-c", "__import__('sys').exit('Ņē')"],
    ],
    ids=lambda words: words[-1][:40],
)
def test_both_ways_are_one(words: list[str], tmp_path) -> None:
    command = [sys.executable, "-m", "scrapy", *words]
    env = {**os.environ, "MARK": "ā", "PILSETAS_STORE": str(tmp_path)}
    cold = subprocess.run(
        command, env=env, cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    hot = warm.run(command, env=env, cwd=PROJECT, timeout=60)
    assert (hot.returncode, hot.stdout) == (cold.returncode, cold.stdout)
    assert hot.stdout + hot.stderr
    assert hot.stderr.splitlines()[-1:] == cold.stderr.splitlines()[-1:]


def test_one_that_takes_too_long_is_killed(tmp_path) -> None:
    mark = tmp_path / "mark"
    wait = f"(__import__('time').sleep(3), __import__('pathlib').Path({str(mark)!r}).touch())"
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(
            [sys.executable, "-m", "scrapy", "shell", "-c", wait], env=os.environ, cwd=PROJECT, timeout=2
        )
    time.sleep(3)
    assert not mark.exists()


def test_what_an_interpreter_reads_at_its_start_gets_one_of_its_own() -> None:
    command = [sys.executable, "-m", "scrapy", "shell", "-c", "__import__('sys').flags.utf8_mode"]
    for mode in ("0", "1"):
        done = warm.run(command, env={**os.environ, "PYTHONUTF8": mode}, cwd=PROJECT, timeout=60)
        assert done.stdout == f"{mode}\n"
