"""Rule: `scrapy diff` shows what changed in one article; a wrong word is one line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.pilsetas_crawl.commands.conftest import _article as article

if TYPE_CHECKING:
    from pilsetas_crawl.store import Store


@pytest.fixture
def edited(archive: Store) -> Store:
    first = article("ludza", "latgale", "Latgale", 3)
    archive.commit(
        "ludza", "r2", [replace(first, revision=2, status="edited", title="Labota ziņa; 3. novembrī")]
    )
    return archive


def test_text_and_json(edited: Store, scrapy: Any) -> None:
    done = scrapy("diff", "ludza-03")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  title: [-Ziņa-]{+Labota ziņa+}; 3. novembrī\n" in done.stdout
    told = json.loads(scrapy("diff", "--json", "--revision", "2", "https://example.lv/ludza/3").stdout)
    assert [step["revision"] for step in told["revisions"]] == [2]


def test_an_article_without_later_revisions(edited: Store, scrapy: Any) -> None:
    done = scrapy("diff", "ludza-04")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        "first read at an unknown time; 0 later revisions",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name one article: its article_id or its address"),
        (["ludza-03", "ludza-04"], "name one article"),
        (["ludza-99"], "no article 'ludza-99' is stored"),
        (["ludza-03", "--revision", "7"], "no change is stored as revision 7; later revisions: 2"),
        (["ludza-03", "--store", "/nowhere/at/all"], "there is no store at /nowhere/at/all"),
    ],
)
def test_a_wrong_word_is_one_line(edited: Store, scrapy: Any, words: list[str], told: str) -> None:
    done = scrapy("diff", *words)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
