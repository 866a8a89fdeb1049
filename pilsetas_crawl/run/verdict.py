"""How a run went, in one word and a cause."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pilsetas_crawl.run.outcomes import Bucket

if TYPE_CHECKING:
    from pilsetas_crawl.run.session import RunSession


class Outcome(StrEnum):
    """Outcome of a run."""

    OK = "ok"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    FAILED = "failed"


class WayOutcome(StrEnum):
    """What a way of discovery answered."""

    ITEMS = "items"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    MISSING = "missing"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    ROBOTS = "forbidden by robots.txt"


def judge(session: RunSession, reason: str) -> tuple[Outcome, str]:
    """Outcome and cause of a run that has ended.

    Silence is never success: a run in which no way of discovery named a single article has failed, however
    politely the site answered.
    """
    account, log = session.account, session.log
    if reason != "finished":
        return (Outcome.PARTIAL if account.listed else Outcome.FAILED), f"ended early ({reason})"
    if not account.listed and not log.unchanged and not log.anything_covered:
        return Outcome.FAILED, f"no way of discovery found an article ({log.told() or 'none was tried'})"
    if not account.balanced:
        return Outcome.PARTIAL, f"the account does not balance: listed {account.listed}, {account.counts}"
    if log.unfinished:
        return Outcome.PARTIAL, "; ".join([*log.unfinished, *log.problems()])
    if account.counts[Bucket.FAILED]:
        return _with_failures(session)
    return _without_failures(session)


def _with_failures(session: RunSession) -> tuple[Outcome, str]:
    failed, listed = session.account.counts[Bucket.FAILED], session.account.listed
    # A source that says itself that nothing has changed was read, even if an old failure failed again.
    outcome = Outcome.FAILED if failed == listed and not session.log.unchanged else Outcome.PARTIAL
    return outcome, f"{failed} of {listed} listed articles failed and will be tried again"


def _without_failures(session: RunSession) -> tuple[Outcome, str]:
    counts, listed = session.account.counts, session.account.listed
    if listed and counts[Bucket.REJECTED] == listed and not session.log.unchanged:
        return Outcome.FAILED, f"none of the {listed} listed articles could be read"
    changed = counts[Bucket.NEW] + counts[Bucket.EDITED] + session.account.removed
    problems = "; ".join(dict.fromkeys([*session.log.problems(), *session.problems]))
    return (Outcome.OK if changed else Outcome.UNCHANGED), problems
