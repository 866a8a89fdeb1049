"""Rule: a log gets plain lines, a terminal one line per running source, and no cause is ever cut."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import pytest

from pilsetas_crawl.fleet.display import LiveDisplay, PlainDisplay, display, one_line, show_table
from pilsetas_crawl.fleet.outcome import Ended
from pilsetas_crawl.run.verdict import Verdict

FIGURES = {
    "listed": 9,
    "waiting": 1,
    "requests": 12,
    "new": 3,
    "edited": 1,
    "known": 4,
    "rejected": 0,
    "failed": 1,
}
CAUSE = "1 of 9 listed articles failed and will be tried again: " + "http://example.lv/[bold]ļoti-garš/" * 8
ENDED = Ended("ludza", Verdict.PARTIAL, CAUSE, FIGURES, 4.25)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_one_line_names_what_there_is_and_leaves_out_noughts():
    assert (
        one_line(ENDED) == f"ludza partial ({CAUSE}): 3 new, 1 edited, 4 known, 1 failed, 12 requests, 4.2 s"
    )
    assert one_line(Ended("cesis", Verdict.QUIET)) == "cesis quiet: 0.0 s"


def test_a_log_gets_begin_and_end(capsys):
    with display(2, sys.stderr) as shown:
        assert isinstance(shown, PlainDisplay)
        shown.started("ludza")
        shown.progress("ludza", FIGURES)
        shown.finished(ENDED)
    lines = capsys.readouterr().err.splitlines()
    assert [line[20:] for line in lines] == ["ludza begins", f"[1/2] {one_line(ENDED)}"]


def test_a_source_that_takes_long_is_heard_of_once_a_minute(capsys, monkeypatch):
    monkeypatch.setattr("pilsetas_crawl.fleet.display.PLAIN_INTERVAL", 0)
    shown = PlainDisplay(1)
    shown.started("ludza")
    shown.progress("ludza", FIGURES)
    assert capsys.readouterr().err.splitlines()[1][20:] == "ludza: 9 listed, 5 read, 12 requests"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_log_on_a_full_disk_does_not_end_the_cycle(monkeypatch):
    with contextlib.suppress(OSError), Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        shown = PlainDisplay(1)
        shown.started("ludza")
        shown.finished(ENDED)
        monkeypatch.undo()


def test_a_terminal_shows_what_runs_and_what_has_ended(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "2000")
    monkeypatch.setenv("TERM", "xterm")
    with display(2, screen) as shown:
        assert isinstance(shown, LiveDisplay)
        shown.started("ludza")
        shown.progress("ludza", FIGURES)
        shown._progress.refresh()
        assert "9 listed, 5 read, 12 requests" in screen.getvalue()
        shown.finished(ENDED)
        shown.finished(Ended("cesis", Verdict.NOT_RUN, "not begun"))
        assert len(shown._progress.tasks) == 1
    assert one_line(ENDED) in screen.getvalue()


@pytest.mark.parametrize("columns", ["60", "300"])
def test_the_table_tells_all_and_puts_what_needs_a_look_last(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    show_table([ENDED, Ended("tukums", Verdict.OK, "", {"new": 7}), Ended("cesis", Verdict.QUIET)])
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert [row[0] for row in rows if row[0] in ("ludza", "tukums", "cesis")] == ["cesis", "tukums", "ludza"]
    assert rows[-1][:9] == ["ludza", "partial", "3", "1", "4", "0", "1", "12", "4.2"]
    assert " ".join(rows[-1][9:]) == CAUSE
