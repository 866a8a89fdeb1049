"""Rule: `scrapy compact` says in one line what it merged; crawlall does it when it is worth the while."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from pilsetas_crawl.commands._upkeep import keep_up
from pilsetas_crawl.items import Run
from tests.pilsetas_crawl.commands.conftest import _article as article

if TYPE_CHECKING:
    from pathlib import Path

    from pilsetas_crawl.store import Store


@pytest.fixture
def runs(archive: Store) -> Store:
    for day in range(1, 9):
        more = replace(article("ludza", "latgale", "Latgale", day), article_id=f"ludza-more-{day}")
        archive.commit("ludza", f"more{day}", [more])
    return archive


def test_it_tells_what_it_would_do_and_what_it_did(runs: Store, scrapy: Any) -> None:
    dry = scrapy("compact", "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "9 of 10 parts would become 1 (33 rows)\n")
    done = scrapy("compact", "--json", "Ludzas novads")
    told = json.loads(done.stdout)
    assert (told["before"], told["merged"], told["written"], told["after"], told["rows"]) == (9, 9, 1, 1, 33)
    assert scrapy("compact").stdout == "nothing to merge in 2 parts\n"
    assert [part.rows for part in runs.parts()] == [1, 33]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Kraslva"], "unknown municipality 'Kraslva'; nearest: kraslava"),
        (["--least", "1"], "--least 1: give 2 or more"),
        (["--store", "/nowhere/at/all"], "there is no store at /nowhere/at/all"),
        (["--largest"], "unknown option: --largest"),
    ],
)
def test_a_wrong_word_is_one_line(archive: Store, scrapy: Any, words: list[str], told: str) -> None:
    done = scrapy("compact", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def settings(store: Store) -> Settings:
    return Settings({"PILSETAS_STORE": store.address, "PILSETAS_CATALOG": "", "PILSETAS_STATE": ""})


def test_after_a_crawl_only_many_small_parts_are_merged(
    runs: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    keep_up(settings(runs))
    assert len(runs.parts()) == 10, "8 parts fewer are not worth it"
    told = capsys.readouterr()
    assert told.out == f"catalog: 34 articles in {tmp_path / 'store' / 'pilsetas.duckdb'}\n"
    for n in range(110):
        runs.commit("riga", f"r{n}", [Run(run_id=f"r{n}", region="vidzeme")])
    keep_up(settings(runs))
    assert len(runs.parts()) == 3
    assert "119 of 120 parts became 2" in capsys.readouterr().out


def test_trouble_is_told_and_spoils_nothing(archive: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (archive.files.folder / "manifests" / "ludza.json").write_text("{")  # type: ignore[operator] # the store is local
    keep_up(settings(archive))
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.err.splitlines()] == ["note", "note"]
    assert "ludza.json" in told.err
