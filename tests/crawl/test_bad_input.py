"""Bad input of every kind: one clear line or a counted failure, and what was stored before is intact."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.crawling import (
    BAD_ARGUMENT,
    FAILED,
    OK,
    PARTIAL,
    PROJECT,
    Result,
    arguments,
    command,
    crawl,
    environment,
    no_traceback,
    path_of,
    rows,
    stored_paths,
)

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

Covered = Callable[[str], Path]
# A window of few articles, so that a crawl is short.
FIRST_DAY = "2026-10-20"
LATELY = ("-a", f"start={FIRST_DAY}")
NOT_THERE = "http://127.0.0.1:9"  # the discard port: nobody listens
PEAK_MB = 200
# Requests in hand when a site asks for a pause are already on their way: without any the pause is complete.
TEXT = ["Pirmā rindkopa par notikušo.", "Otrā rindkopa ar sīkāku stāstu par to pašu."]


def lately(server: DemoServer, name: str) -> list[dict[str, Any]]:
    """Right answers of the window, newest first."""
    found: list[dict[str, Any]] = server.control.expected(name)["articles"]
    return [article for article in found if article["published_date"] >= FIRST_DAY]


def paths(articles: list[dict[str, Any]]) -> list[str]:
    return sorted(article["path"] for article in articles)


# --- a wrong command line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("ludzza", (), "nearest: ludza"),
        ("ludza", ("-a", "start=31.10.2025"), "start=31.10.2025 is no date"),
        ("ludza", ("-a", "start=2026-11-10", "-a", "end=2026-11-01"), "lies after end"),
        ("ludza", ("-a", "begin=2026-11-10"), "unknown argument 'begin'"),
        ("ludza", ("-a", "recheck=daudz"), "no number of days"),
        ("ludza", ("-a", "site=www.ludzasnovads.lv"), "is no address"),
    ],
)
def test_a_wrong_word_is_told_in_one_line(
    name: str, more: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    result = crawl(name, "", tmp_path / "store", *more)
    assert result.code == BAD_ARGUMENT, result.why
    lines = result.log.splitlines()
    assert len(lines) == 1, result.log
    assert lines[0].startswith("error: ")
    assert said in lines[0]
    assert not (tmp_path / "store").exists()


# --- a store that cannot be used -----------------------------------------------------------------------


def test_a_file_where_the_store_should_be(demo: DemoServer, tmp_path: Path) -> None:
    place = tmp_path / "store"
    place.write_text("šeit ir fails", encoding="utf-8")
    result = crawl("cesis", demo, place, *LATELY)
    assert result.code == FAILED, result.why
    assert len(result.errors) == 1, result.why
    assert str(place) in result.errors[0]
    assert no_traceback(result), result.why
    assert place.read_text(encoding="utf-8") == "šeit ir fails"
    assert [entry for entry in demo.control.log("cesis") if entry["target"] != "/robots.txt"] == []


def test_a_disk_that_is_full_keeps_what_was_stored(changing: DemoServer, covered: Covered) -> None:
    """No file of the child may grow beyond 4 kB: neither a part nor the state can be written."""
    store = covered("cesis")
    before = rows(store, "cesis")
    new = changing.control.insert("cesis", title="Ziņa, kurai nav vietas", body=TEXT * 40)
    limited = ["bash", "-c", 'ulimit -f 4; exec "$@"', "bash"]
    done = subprocess.run(
        [*limited, *arguments("cesis", changing.url("cesis"))],
        env=environment(store),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    result = Result(done.returncode, done.stderr, store, "cesis")
    assert result.code != OK, result.why
    assert result.errors, result.why
    assert "Traceback" not in result.log, result.why
    assert rows(store, "cesis") == before
    again = crawl("cesis", changing, store)
    assert [path_of(row["url"]) for row in again.added] == [new["path"]], again.why


def test_a_damaged_part_is_named_by_every_command(demo: DemoServer, covered: Covered) -> None:
    store = covered("cesis")
    part = next((store / "data" / "articles").rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-200])
    for words in (["query", "--limit", "3"], ["catalog"]):
        done = command(*words, store=store)
        assert done.returncode == BAD_ARGUMENT, (words, done.stderr)
        (line,) = done.stderr.splitlines()
        assert line.startswith("error: ")
        assert part.name in line
    # The state knows what is stored, so a crawl goes on; it does not touch the part.
    result = crawl("cesis", demo, store)
    assert result.code in (OK, FAILED), result.why
    assert no_traceback(result), result.why
    if result.code == FAILED:
        assert part.name in result.errors[0]


# --- a site that is not there --------------------------------------------------------------------------


def test_nobody_at_the_address(tmp_path: Path) -> None:
    result = crawl("ludza", NOT_THERE, tmp_path, "-s", "RETRY_TIMES=1")
    assert result.code == FAILED, result.why
    assert len(result.errors) == 1, result.why
    assert "unreachable" in result.errors[0]
    assert no_traceback(result), result.why
    assert rows(tmp_path, "ludza") == []


# --- feeds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bad_feed", "entity_bomb"])
def test_a_broken_feed_leaves_the_work_to_the_list(kind: str, demo: DemoServer, tmp_path: Path) -> None:
    demo.control.fault("tukums", kind, "/lv/rss/articles*")
    result, peak = crawl_measured("tukums", demo, tmp_path, *LATELY)
    assert result.code in (OK, PARTIAL), result.why
    assert stored_paths(tmp_path, "tukums") == paths(lately(demo, "tukums"))
    assert peak < PEAK_MB
    assert no_traceback(result), result.why
    texts = " ".join(f"{row['title']} {row['body']}" for row in rows(tmp_path, "tukums"))
    assert "smiekli" not in texts
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in texts
    told = [line for line in result.log.splitlines() if "WARNING" in line or "ERROR" in line]
    assert [line for line in told if "feed" in line], result.why


# --- pages ---------------------------------------------------------------------------------------------

# What happens to the article of this place in the list → what the run says of it.
BROKEN = {
    0: ("truncated", {}, "the answer was cut off"),
    2: ("redirect_loop", {}, "redirect"),
    4: ("reset", {}, "connection lost"),
    6: ("slow", {"seconds": 30}, "no answer in time"),
    8: ("error", {"status": 500}, "status 500"),
    10: ("refused", {}, "refused"),
    12: ("huge", {}, "larger than"),
    14: ("huge", {"declared": True}, "larger than"),
}
# Kinds that may pass, so they are asked for again at once; more requests for a page would be rude.
RETRIED = {"truncated", "reset", "slow", "error"}


SMALL_PARENT = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def crawl_measured(name: str, server: DemoServer, store: Path, *more: str) -> tuple[Result, float]:
    """A crawl, and the largest memory its process ever held (MB)."""
    # Linux counts what the parent held when it forked: a small parent of its own stands in between.
    command = [sys.executable, "-c", SMALL_PARENT, *arguments(name, server.url(name), *more)]
    done = subprocess.run(
        command, env=environment(store), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    result = Result(done.returncode, done.stderr, store, name, server.url(name))
    return result, int(done.stdout.splitlines()[-1]) / 1024


def test_broken_pages_fail_alone_and_are_read_when_they_are_mended(demo: DemoServer, tmp_path: Path) -> None:
    store = tmp_path / "store"
    name = "jurmala"
    right = lately(demo, name)
    broken = {right[place]["path"]: told for place, told in BROKEN.items()}
    assert len(right) > len(broken) + 6
    for path, (kind, fields, _) in broken.items():
        demo.control.fault(name, kind, path, **fields)
    quick = ("-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=1")
    result, peak = crawl_measured(name, demo, store, *LATELY, *quick)
    assert result.code == PARTIAL, result.why
    assert no_traceback(result), result.why
    assert stored_paths(store, name) == sorted({article["path"] for article in right} - broken.keys())
    assert result.run["failed"] == len(broken)
    assert len(result.errors) == 1
    asked = [entry["target"] for entry in demo.control.log(name)]
    for path, (kind, _, said) in broken.items():
        (line,) = [line for line in result.log.splitlines() if "failed http" in line and path in line]
        assert said.lower() in line.lower(), line
        # A reset of a connection that was kept open is tried again once by the transport itself.
        most = {"redirect_loop": 7, "reset": 3}.get(kind, 2 if kind in RETRIED else 1)
        assert 1 + (kind in RETRIED) <= asked.count(path) <= most, (kind, asked.count(path))
    assert peak < PEAK_MB
    demo.control.clear_faults()
    again = crawl(name, demo, store, *LATELY)
    assert again.code == OK, again.why
    assert sorted(path_of(row["url"]) for row in again.added) == sorted(broken)
    assert stored_paths(store, name) == paths(right)


def test_what_passes_by_itself_is_waited_for(demo: DemoServer, tmp_path: Path) -> None:
    """A reset and half a page once, 429 and 503 with Retry-After: nothing fails, the pause is kept."""
    name = "jurmala"
    right = lately(demo, name)
    waits = {right[3]["path"]: "too_many", right[5]["path"]: "unavailable"}
    for path, kind in waits.items():
        demo.control.fault(name, kind, path, times=1, seconds=2)
    demo.control.fault(name, "reset", right[7]["path"], times=1)
    demo.control.fault(name, "truncated", right[9]["path"], times=1)
    result = crawl(name, demo, tmp_path, *LATELY)
    assert result.code == OK, result.why
    assert stored_paths(tmp_path, name) == paths(right)
    log = demo.control.log(name)
    for path in waits:
        place = next(i for i, entry in enumerate(log) if entry["target"] == path)
        assert log[place]["status"] in (429, 503)
        # Nothing at all is sent to the host meanwhile.
        assert log[place + 1]["clock"] - log[place]["clock"] >= 2
        assert [entry["status"] for entry in log if entry["target"] == path][1:] == [200]


def test_a_wrong_declared_charset_harms_no_letter(demo: DemoServer, tmp_path: Path) -> None:
    demo.control.fault("jurmala", "wrong_charset", "/lv/*")
    result = crawl("jurmala", demo, tmp_path, *LATELY)
    assert result.code == OK, result.why
    right = {a["path"]: (a["title"], "\n\n".join(a["body"])) for a in lately(demo, "jurmala")}
    found = {path_of(row["url"]): (row["title"], row["body"]) for row in rows(tmp_path, "jurmala")}
    assert {path: told[0] for path, told in found.items()} == {path: told[0] for path, told in right.items()}
    assert sum(found[path] == told for path, told in right.items()) > len(right) / 2
    assert not [path for path, told in found.items() if "Ä" in (told[1] or "") or "\ufffd" in (told[1] or "")]


def test_the_memory_of_a_crawl_is_what_is_measured(demo: DemoServer, tmp_path: Path) -> None:
    """The measure behind the limits above is sound: a plain crawl is below it, and above an empty process."""
    _, peak = crawl_measured("cesis", demo, tmp_path / "store", *LATELY)
    assert 30 < peak < PEAK_MB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 >= peak
