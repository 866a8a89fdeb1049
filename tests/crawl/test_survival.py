"""A site that changes its markup, freezes, or shuts the door: nothing is lost, and it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.crawl.crawling import (
    CROSSCHECK,
    FAILED,
    OK,
    PARTIAL,
    SINCE,
    WHOLE,
    crawl,
    expected_paths,
    no_traceback,
    path_of,
    rows,
    stored_paths,
)

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

Covered = Callable[[str], Path]
TEXT = ["Pirmā rindkopa par notikušo.", "Otrā rindkopa ar sīkāku stāstu par to pašu."]


# --- new markup ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "after"), [("jurmala", "2026", "2020"), ("tukums", "2020", "2026")]
)
def test_a_release_of_the_platform_between_two_runs(
    name: str, before: str, after: str, changing: DemoServer, covered: Covered
) -> None:
    """The other generation is read and told in this run, and takes no article for an edited one."""
    store = covered(name)
    changing.control.platform_release()
    new = changing.control.insert(name, title="Pirmā ziņa jaunajā izskatā", body=TEXT)
    result = crawl(name, changing, store, *CROSSCHECK)
    assert (result.code, result.run["verdict"]) == (PARTIAL, "suspicious"), result.why
    assert "article pages are built otherwise" in result.run["cause"]
    assert [path_of(row["url"]) for row in result.added] == [new["path"]]
    read_by = dict(result.run["discovery"])
    assert read_by.get(f"listing/tvp-{after}", 0) >= 1, read_by
    assert f"listing/tvp-{before}" not in read_by
    assert stored_paths(store, name) == expected_paths(changing, name)


def test_a_list_in_unknown_markup_is_told_and_the_other_ways_carry(demo: DemoServer, tmp_path: Path) -> None:
    """No row rule fits and no link is left: the run covers less than asked and says which way failed."""
    demo.control.fault("tukums", "redesign", "/lv/jaunumi*")
    result = crawl("tukums", demo, tmp_path, *SINCE)
    assert result.code == PARTIAL, result.why
    assert "listing" in result.run["cause"]
    assert len(result.errors) == 1
    newest = [article["path"] for article in demo.control.expected("tukums")["articles"]][:20]
    assert set(newest) <= set(stored_paths(tmp_path, "tukums"))
    demo.control.clear_faults()
    again = crawl("tukums", demo, tmp_path, *SINCE)
    assert again.code == OK, again.why
    assert stored_paths(tmp_path, "tukums") == expected_paths(demo, "tukums")


def test_a_feed_that_froze_is_found_out_by_the_cross_check(changing: DemoServer, covered: Covered) -> None:
    """The feed says "not modified" for ever while the list has news."""
    store = covered("tukums")
    new = changing.control.insert("tukums", title="Ziņa, kuras plūsmā nav", body=TEXT)
    changing.control.fault("tukums", "error", "/lv/rss/articles*", status=304)
    believed = crawl("tukums", changing, store)
    assert (believed.code, believed.changes) == (OK, (0, 0, 0)), believed.why
    checked = crawl("tukums", changing, store, *CROSSCHECK)
    assert [path_of(row["url"]) for row in checked.added] == [new["path"]], checked.why


# --- no way in -----------------------------------------------------------------------------------------

SHUT = {
    "refused": ("ludza", [("refused", "*", 0)], "refused"),
    "challenge": ("kuldiga", [("challenge", "*", 403)], "refused"),
    "challenge with status 200": ("rezeknes-novads", [("challenge", "*", 200)], "refused"),
    "not found, said with status 200": ("cesis", [("soft_404", "*", 0)], "empty"),
    "lists without rows": (
        "tukums",
        [
            ("empty_list", "/lv/jaunumi*", 0),
            ("error", "/lv/rss*", 404),
            ("error", "/sitemap.xml", 404),
            ("soft_404", "/lv", 0),
        ],
        "empty",
    ),
    "errors": ("madona", [("error", "*", 500)], "unreachable"),
}


# What no way gave is judged by what the ways met.
SHUT_VERDICTS = {"refused": "blocked", "empty": "broken layout", "unreachable": "unreachable"}


@pytest.mark.parametrize("kind", SHUT)
def test_silence_is_no_success(kind: str, demo: DemoServer, tmp_path: Path) -> None:
    """Exit code 1 and one line that names each way with its answer; nothing is stored."""
    name, faults, answer = SHUT[kind]
    for fault, target, status in faults:
        demo.control.fault(name, fault, target, status=status)
    result = crawl(name, demo, tmp_path, *WHOLE, "-s", "RETRY_TIMES=0")
    assert result.code == FAILED, result.why
    assert len(result.errors) == 1, result.errors
    assert answer in result.errors[0]
    assert "listing" in result.errors[0] or "rest" in result.errors[0]
    assert no_traceback(result), result.why
    assert rows(tmp_path, name) == []
    assert result.run["verdict"] == SHUT_VERDICTS[answer]


def test_the_run_after_a_refusal_recovers_everything(demo: DemoServer, tmp_path: Path) -> None:
    demo.control.fault("cesis", "refused", "*")
    refused = crawl("cesis", demo, tmp_path, *WHOLE)
    assert (refused.code, rows(tmp_path, "cesis")) == (FAILED, []), refused.why
    demo.control.clear_faults()
    result = crawl("cesis", demo, tmp_path, *WHOLE)
    assert result.code == OK, result.why
    assert stored_paths(tmp_path, "cesis") == expected_paths(demo, "cesis")


def test_a_refusal_between_two_runs_loses_neither_the_archive_nor_the_news(
    changing: DemoServer, covered: Covered
) -> None:
    store = covered("jurmala")
    before = rows(store, "jurmala")
    new = changing.control.insert("jurmala", title="Ziņa no aizslēgtās vietnes", body=TEXT)
    changing.control.fault("jurmala", "refused", "*")
    refused = crawl("jurmala", changing, store)
    assert refused.code == FAILED, refused.why
    assert rows(store, "jurmala") == before
    changing.control.clear_faults()
    result = crawl("jurmala", changing, store)
    assert [path_of(row["url"]) for row in result.added] == [new["path"]], result.why
