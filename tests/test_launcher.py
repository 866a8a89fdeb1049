"""Rule: ./pilsetas needs Python alone, sets up once, and passes everything on with its exit code."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "pilsetas"
LOCK = ROOT / "requirements.lock"


def launch(*args, cwd=ROOT, **environment):
    env = {key: value for key, value in os.environ.items() if not key.startswith("PILSETAS_")} | environment
    return subprocess.run(
        [sys.executable, SCRIPT, *args],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def stamp(lock):
    """What a made environment says: the Python and the lock it was made from."""
    return hashlib.sha256(f"{sys.version_info[:2]}".encode() + lock.read_bytes()).hexdigest()


def environment_at(folder: Path, interpreter: str, text: str | None) -> Path:
    """An environment whose interpreter is a shell script, so that it is seen what it is asked to do."""
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(f"#!/bin/sh\n{interpreter}\n")
    python.chmod(0o755)
    if text is not None:
        (folder / f"{LOCK.name}.sha256").write_text(text)
    return folder


TELL = f"""echo "asked: $@"
echo "settings: $SCRAPY_SETTINGS_MODULE"
echo "here: $PWD"
case "$PYTHONPATH" in "{ROOT}"*) echo found;; esac
exit 7"""


@pytest.mark.parametrize("args", [(), ("-h",), ("--help",), ("help",)])
def test_help_needs_no_environment(args, tmp_path):
    done = launch(*args, PILSETAS_VENV=str(tmp_path / "none"))
    assert done.returncode == 0
    assert "./pilsetas demo" in done.stdout
    assert "./pilsetas crawl ludza" in done.stdout
    assert not (tmp_path / "none").exists()


def test_the_script_can_be_started_by_itself():
    assert os.access(SCRIPT, os.X_OK)
    assert SCRIPT.read_text(encoding="utf-8").startswith("#!/usr/bin/env python3\n")


def test_an_old_python_is_told_in_one_line():
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['pilsetas', 'crawl', 'ludza']; "
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("error: Python 3.11 or newer is needed, this is ")


def test_an_environment_in_order_is_used_as_it_is_and_the_exit_code_comes_through(tmp_path):
    venv = environment_at(tmp_path / "venv", TELL, stamp(LOCK))
    done = launch("crawl", "ludza", "-a", "start=2025-10-01", cwd=tmp_path, PILSETAS_VENV=str(venv))
    assert done.returncode == 7
    assert done.stdout.splitlines() == [
        "asked: -m scrapy crawl ludza -a start=2025-10-01",
        "settings: pilsetas_crawl.settings",
        f"here: {tmp_path}",
        "found",
    ]
    assert done.stderr == ""


def test_a_signal_reaches_the_program_which_ends_in_its_own_time(tmp_path):
    """A crawl that is told to stop has an account to close."""
    ends = """trap 'sleep 1; echo closed; exit 3' INT TERM
echo ready
while :; do sleep 0.05; done"""
    venv = environment_at(tmp_path / "venv", ends, stamp(LOCK))
    for number in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen(
            [sys.executable, SCRIPT, "crawl", "ludza"],
            env={**os.environ, "PILSETAS_VENV": str(venv)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, number)
        assert process.communicate(timeout=60)[0] == "closed\n"
        assert process.returncode == 3


@pytest.mark.parametrize("text", ["of another lock", None])
def test_a_changed_lock_is_installed_anew_and_stamped(tmp_path, text):
    venv = environment_at(tmp_path / "venv", 'echo "asked: $@"', text)
    done = launch("list", PILSETAS_VENV=str(venv))
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert first.startswith("asked: -m pip install ")
    assert "--require-hashes" in first
    assert first.endswith(f"-r {LOCK}")
    assert second == "asked: -m scrapy list"
    assert "setting up the environment" in done.stderr
    assert (venv / f"{LOCK.name}.sha256").read_text() == stamp(LOCK)
    assert "pip" not in launch("list", PILSETAS_VENV=str(venv)).stdout


def test_an_installation_that_fails_is_told_and_not_stamped(tmp_path):
    venv = environment_at(tmp_path / "venv", "exit 1", None)
    done = launch("list", PILSETAS_VENV=str(venv))
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1]
        == f"error: cannot install what {LOCK.name} names: the lines above say why"
    )
    assert not (venv / f"{LOCK.name}.sha256").exists()


def test_an_environment_made_for_the_tests_serves_for_everything(tmp_path):
    dev = ROOT / "requirements-dev.lock"
    venv = environment_at(tmp_path / "venv", 'echo "asked: $@"', None)
    (venv / f"{dev.name}.sha256").write_text(stamp(dev))
    assert launch("list", PILSETAS_VENV=str(venv)).stdout == "asked: -m scrapy list\n"
    assert launch("test", "-x", PILSETAS_VENV=str(venv)).stdout == "asked: -m pytest -x\n"


def test_the_browser_extra_is_installed_on_request_and_serves_from_then_on(tmp_path):
    extra = ROOT / "requirements-browser.lock"
    venv = environment_at(tmp_path / "venv", 'echo "asked: $1 $2"; [ "$1" = -m ] || exit 3', stamp(LOCK))
    assert launch("list", PILSETAS_VENV=str(venv)).stdout == "asked: -m scrapy\n"
    done = launch("browser", PILSETAS_VENV=str(venv))
    assert done.returncode == 3  # as the look for a Chromium says
    assert done.stdout.splitlines()[0] == "asked: -m pip"
    assert (venv / f"{extra.name}.sha256").read_text() == stamp(extra)
    (venv / f"{LOCK.name}.sha256").unlink()
    assert launch("list", PILSETAS_VENV=str(venv)).stdout == "asked: -m scrapy\n"


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("requirements.lock", "requirements-browser.lock"),
        ("requirements-browser.lock", "requirements-dev.lock"),
    ],
)
def test_a_larger_environment_holds_the_smaller_in_the_same_versions(smaller, larger):
    pinned = [
        {line.split(" ")[0] for line in (ROOT / lock).read_text().splitlines() if line[:1].isalpha()}
        for lock in (smaller, larger)
    ]
    assert len(pinned[0]) > 30
    assert pinned[0] < pinned[1]


def test_checks_run_in_order_and_stop_at_the_first_that_fails(tmp_path):
    dev = ROOT / "requirements-dev.lock"
    venv = environment_at(tmp_path / "venv", 'echo "asked: $2"; [ "$2" != mypy ]', None)
    (venv / f"{dev.name}.sha256").write_text(stamp(dev))
    done = launch("test", PILSETAS_VENV=str(venv))
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["asked: ruff", "asked: ruff", "asked: mypy"]
    assert done.stderr.splitlines()[-1] == "error: types failed"


def test_the_real_environment_lists_the_municipalities_from_any_folder(tmp_path):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (venv / "bin" / "python").chmod(0o755)
    (venv / f"{LOCK.name}.sha256").write_text(stamp(LOCK))
    done = launch("list", cwd=tmp_path, PILSETAS_VENV=str(venv))
    assert done.returncode == 0
    assert {"ludza", "madona", "cesis", "sigulda"} <= set(done.stdout.split())
