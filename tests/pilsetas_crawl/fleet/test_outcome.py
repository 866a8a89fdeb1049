"""Rule: cron and systemd learn the worst: a failure before a cut, a cut before what is worth a look."""

from __future__ import annotations

import pytest

from pilsetas_crawl.fleet.outcome import Ended, exit_code
from pilsetas_crawl.run.verdict import Verdict

WELL = Ended("a", Verdict.OK)
QUIET = Ended("b", Verdict.QUIET)
PARTIAL = Ended("c", Verdict.PARTIAL)
SUSPICIOUS = Ended("d", Verdict.SUSPICIOUS)
CUT = Ended("e", Verdict.PARTIAL, stopped=True)
NOT_BEGUN = Ended("f", Verdict.NOT_RUN, stopped=True)
BUSY = Ended("g", Verdict.NOT_RUN, locked=True)
BLOCKED = Ended("h", Verdict.BLOCKED)


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        ([WELL, QUIET], 0),
        ([WELL, PARTIAL], 3),
        ([SUSPICIOUS, QUIET], 3),
        ([WELL, BUSY], 3),
        ([WELL, CUT], 4),
        ([NOT_BEGUN, PARTIAL], 4),
        ([BLOCKED, WELL], 1),
        ([Ended("i", Verdict.BROKEN_LAYOUT)], 1),
        ([Ended("i", Verdict.UNREACHABLE)], 1),
        ([Ended("i", Verdict.NOT_RUN)], 1),
        ([PARTIAL, CUT, BLOCKED, WELL], 1),
    ],
)
def test_the_worst_decides(ended, code):
    assert exit_code(ended) == code
    assert exit_code(reversed(ended)) == code


def test_every_verdict_has_a_code():
    codes = {verdict: int(exit_code([Ended("a", verdict)])) for verdict in Verdict}
    assert {verdict for verdict, code in codes.items() if code == 0} == {Verdict.OK, Verdict.QUIET}
    assert set(codes.values()) == {0, 1, 3}
