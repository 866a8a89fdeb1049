"""Rule: eighty columns show every cell and every cause whole; a wide terminal has all of it in one table."""

from __future__ import annotations

import io

import pytest

from pilsetas_crawl.fleet.display import COLUMNS as OF_A_CYCLE
from pilsetas_crawl.fleet.display import SHORT
from pilsetas_crawl.run.verdict import Verdict
from pilsetas_crawl.status.frame import show_framed
from pilsetas_crawl.status.text import COLUMNS, RUN_COLUMNS, SHORT_HISTORY

CAUSE = "no way of discovery found an article (rest: unreachable (connection refused); [b]feed[/b]: refused)"
# The longest name and verdict there are, and more of everything than a source has in an hour.
ROWS = {
    OF_A_CYCLE: ["ventspils-novads", "broken layout", "1111", "222", "3333", "444", "55", "6666", "1234.5"],
    COLUMNS: [
        "✗",
        "ventspils-novads",
        "broken layout",
        "119 min ago",
        "2026-11-20",
        "▁▂▃▄▅▆▇█▁▂▃▄▅▆",
        "142.5",
    ],
    RUN_COLUMNS: ["✗", "2026-11-28 20:05", "broken layout", "1111", "222", "3333", "444", "55", "6666"],
}


def shown(columns, width, monkeypatch, cause=CAUSE, verdict=Verdict.BROKEN_LAYOUT):
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    show_framed(columns, [(verdict, [*ROWS[columns], cause])], out, short=SHORT, remark=SHORT_HISTORY)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("columns", list(ROWS))
def test_eighty_columns_hold_every_cell_and_the_cause_beneath(columns, monkeypatch):
    head, row, *cause = shown(columns, 80, monkeypatch)
    assert [word for cell in ROWS[columns] for word in cell.split()] == row.split()
    assert max(map(len, (head, row, *cause))) <= 80
    assert len(head.split()) == len(" ".join(columns[:-1]).split())
    name = next(cell for cell in ROWS[columns] if len(cell) > 1)
    assert " ".join(cause) == f"{name} broken layout: {CAUSE}"


@pytest.mark.parametrize("columns", list(ROWS))
def test_a_wide_terminal_has_the_cause_in_the_row(columns, monkeypatch):
    head, row = shown(columns, 220, monkeypatch)
    assert head.split() == " ".join(columns).split()
    assert row.endswith(CAUSE)


def test_a_short_cause_needs_no_room_and_a_remark_no_line(monkeypatch):
    wide = [len(line) for line in shown(COLUMNS, 100, monkeypatch, cause="403")]
    assert len(wide) == 2
    assert len(shown(COLUMNS, 80, monkeypatch, cause=SHORT_HISTORY, verdict=Verdict.QUIET)) == 2
    assert len(shown(COLUMNS, 80, monkeypatch, cause="", verdict=Verdict.OK)) == 2


def test_no_rows_are_a_head():
    out = io.StringIO()
    show_framed(COLUMNS, [], out)
    assert out.getvalue().split() == " ".join(COLUMNS).split()
