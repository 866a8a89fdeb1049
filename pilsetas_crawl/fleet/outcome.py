"""How the crawl of a source ended, as the process that started it sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.run.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilsetas_crawl.items import Run

TRIED_AND_FAILED = frozenset({Verdict.BLOCKED, Verdict.BROKEN_LAYOUT, Verdict.UNREACHABLE, Verdict.NOT_RUN})


class ExitCode(IntEnum):
    """What `scrapy crawlall` tells cron and systemd."""

    WELL = 0
    FAILED = 1  # a source was blocked, unreachable, of a broken layout, or could not be run
    BAD_ARGUMENT = 2
    LOOK = 3  # a source was read in part, or its news look suspicious
    CUT = 4  # the deadline or a signal came first; the next cycle takes up the rest
    LOCKED = 75  # somebody else is at it (EX_TEMPFAIL of sysexits.h: try again later)


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of one source's crawl.

    Attributes:
        source: slug.
        verdict: of the run's own account, or ``not run``.
        cause: what is behind it, in words.
        figures: counts of the account by name, and ``requests``.
        seconds: from the start of the process to its end.
        run: the row of the ``runs`` dataset, where the run could close its account.
        stopped: it was asked to end before it was done, or never begun; the next cycle begins with it.
        locked: another process was crawling the source.
        log: what the process said.
    """

    source: str
    verdict: Verdict
    cause: str = ""
    figures: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    run: Run | None = None
    stopped: bool = False
    locked: bool = False
    log: Path | None = None


def exit_code(ended: Iterable[Ended]) -> ExitCode:
    """The worst of all: a failure before a cut, a cut before what is worth a look."""
    codes = {_code(one) for one in ended}
    worst = (ExitCode.FAILED, ExitCode.CUT, ExitCode.LOOK)
    return next((code for code in worst if code in codes), ExitCode.WELL)


def _code(one: Ended) -> ExitCode:
    if one.stopped:
        return ExitCode.CUT
    if one.verdict.healthy:
        return ExitCode.WELL
    failed = one.verdict in TRIED_AND_FAILED and not one.locked
    return ExitCode.FAILED if failed else ExitCode.LOOK
