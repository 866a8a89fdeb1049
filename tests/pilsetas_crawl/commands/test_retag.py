"""Rule: `scrapy retag` says what has changed, in words or as JSON; a wrong word is one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pilsetas_crawl.store import Store
from tests.pilsetas_crawl.retag.test_retag import article


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(str(tmp_path / "store"))
    made.commit("ludza", "first-ludza", [article(1), article(2)])
    made.commit("rezekne", "first-rezekne", [article(1, "rezekne")])
    return made


def test_the_command_tells_it_in_words_and_as_json(store: Store, scrapy: Any) -> None:
    dry = scrapy("retag", "--store", store.address, "--dry-run", "--jobs", "1")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert "3 revisions looked at" in dry.stdout
    assert "Kārsava (3)" in dry.stdout
    done = scrapy("retag", "--store", store.address, "--json", "--jobs", "1", "Ludzas novads")
    told = json.loads(done.stdout)
    assert list(told["municipalities"]) == ["ludza"]
    assert told["columns"]["places"]["gained"]["Kārsava"] == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Kraslva"], "unknown municipality 'Kraslva'; nearest: kraslava"),
        (["--jobs", "0"], "--jobs 0: give 1 or more"),
        (["--store", "/nowhere/at/all"], "there is no store at /nowhere/at/all"),
    ],
)
def test_a_wrong_word_is_one_line(store: Store, scrapy: Any, words: list[str], told: str) -> None:
    done = scrapy("retag", *(["--store", store.address] if "--store" not in words else []), *words)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
