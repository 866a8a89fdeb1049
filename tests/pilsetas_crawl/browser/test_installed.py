"""Rule: whether there is a browser is told from files alone, and a missing one in a line with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilsetas_crawl.browser import installed
from pilsetas_crawl.browser.installed import NAMES, browser_program


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the search path; the extra counts as installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(installed, "EXTRA", "json")
    return tmp_path


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return str(path)


def test_nothing_on_the_path_says_how_to_get_one(programs):
    assert browser_program("") == (
        None,
        "no Chromium found: apt install chromium, or set PILSETAS_BROWSER to its path",
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_usual_name_is_found(programs, name):
    path = program(programs, name)
    assert browser_program("") == (path, "")


def test_debians_own_comes_first(programs):
    paths = [program(programs, name) for name in ("google-chrome", "chromium-browser", "chromium")]
    assert browser_program("") == (paths[-1], "")


def test_a_path_is_taken_before_what_is_found(programs, tmp_path):
    program(programs, "chromium")
    path = program(programs, "my-own")
    assert browser_program(path) == (path, "")


@pytest.mark.parametrize("setting", ["off", "OFF", " off "])
def test_it_can_be_switched_off(programs, setting):
    program(programs, "chromium")
    assert browser_program(setting) == (None, "switched off by PILSETAS_BROWSER=off")


def test_a_wrong_path_is_named_and_nothing_else_taken_instead(programs):
    program(programs, "chromium")
    found, reason = browser_program("/nowhere/chromium")
    assert found is None
    assert (
        reason == "PILSETAS_BROWSER names /nowhere/chromium, which is no program: give the path of a Chromium"
    )


def test_a_browser_without_the_library_says_how_to_get_that(programs, monkeypatch):
    program(programs, "chromium")
    monkeypatch.setattr(installed, "EXTRA", "no_such_library")
    assert browser_program("") == (None, "scrapy-playwright is not installed: ./pilsetas browser installs it")
