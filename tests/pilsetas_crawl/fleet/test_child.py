"""Rule: a process that cannot account for itself is told with its own last words."""

from __future__ import annotations

import asyncio

import pytest

from pilsetas_crawl.fleet.child import Child
from pilsetas_crawl.fleet.plan import Source
from pilsetas_crawl.run.verdict import Verdict


def test_a_process_that_refuses_its_options(tmp_path, monkeypatch):
    monkeypatch.setenv("PILSETAS_STORE", str(tmp_path / "store"))
    log = tmp_path / "logs" / "ludza.log"
    source = Source("ludza", "latgale", "tvp", "tvp", "http://127.0.0.1:9")
    ended = asyncio.run(Child(source, ["-a", "begin=2025-01-01"], log, lambda _: None).run())
    assert (ended.source, ended.verdict, ended.stopped, ended.locked) == (
        "ludza",
        Verdict.NOT_RUN,
        False,
        False,
    )
    assert "ended with code 2" in ended.cause
    assert "unknown argument 'begin'" in ended.cause
    assert "unknown argument 'begin'" in log.read_text()
    assert ended.seconds > 0
    assert not (tmp_path / "store").exists()


def test_a_process_that_cannot_be_started_is_told_and_no_end_of_the_cycle(tmp_path):
    """A file stands where the folder of the logs should be."""
    (tmp_path / "logs").write_text("")
    child = Child(Source("ludza", "latgale", "tvp"), [], tmp_path / "logs" / "ludza.log", lambda _: None)
    ended = asyncio.run(child.run())
    assert (ended.verdict, ended.log) == (Verdict.NOT_RUN, None)
    assert ended.cause == f"its process cannot be started: File exists ({tmp_path / 'logs'})"


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (-9, "its process was killed by SIGKILL (out of memory?); its last line: Spider opened"),
        (-11, "its process was killed by SIGSEGV; its last line: Spider opened"),
        (-40, "its process was killed by signal 40; its last line: Spider opened"),
        (1, "its process ended with code 1: Spider opened"),
    ],
)
def test_a_killed_process_is_told_by_the_signal_and_where_it_was(code, cause, tmp_path):
    log = tmp_path / "ludza.log"
    log.write_text("begun\nSpider opened\n\n", encoding="utf-8")
    child = Child(Source("ludza", "latgale", "tvp"), [], log, lambda _: None)
    assert child._ended(code, 1.0).cause == cause


def test_what_is_killed_while_it_is_being_made_does_not_crawl(tmp_path, monkeypatch):
    monkeypatch.setenv("PILSETAS_STORE", str(tmp_path / "store"))
    source = Source("ludza", "latgale", "tvp", "tvp", "http://127.0.0.1:9")
    child = Child(source, [], tmp_path / "ludza.log", lambda _: None)
    child.kill()
    ended = asyncio.run(child.run())
    assert (ended.verdict, ended.stopped) == (Verdict.NOT_RUN, True)
    assert not (tmp_path / "store").exists()
