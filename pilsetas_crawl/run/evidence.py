"""What a verdict is founded on: everything a run saw, apart from the objects it saw it with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pilsetas_crawl.run.outcomes import Bucket
from pilsetas_crawl.run.verdict import Found, Verdict, WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.run.session import RunSession

# Refusals that say "not now" and not "not you": the site is down for everybody.
BUSY = ("status 503", "maintenance")


@dataclass(slots=True)
class Evidence:
    """What one run saw of its source.

    Attributes:
        reason: Scrapy's reason for the end; ``finished`` for a run that came to its own end.
        counts: articles by the bucket they ended in.
        listed: distinct articles the source listed.
        removed: articles found to be gone.
        ways: way of discovery → what it answered.
        told: the same in one line.
        broken: one line for each way that is broken, as against not being there.
        problems: everything worth telling beside the verdict.
        unfinished: what the walk set out to do and did not.
        unchanged: the source itself said that nothing has changed.
        covered: some way reached far enough, though it may have had nothing to name.
        failures: what stood in the way of the articles that failed.
        failure: what one of them met, in words.
        unreadable: articles of this run whose page had no title, no text or no article in it.
        faults: faults of this machine (store, disk), in words.
        alarms: findings that outrank a run read in part, as `verdict.judge` takes them.
        doubts: findings about a run that is whole.
    """

    reason: str
    counts: Mapping[Bucket, int] = field(default_factory=Counter)
    listed: int = 0
    removed: int = 0
    ways: Mapping[str, WayOutcome] = field(default_factory=dict)
    told: str = ""
    broken: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    unchanged: bool = False
    covered: bool = False
    failures: Mapping[WayOutcome, int] = field(default_factory=Counter)
    failure: str = ""
    unreadable: int = 0
    faults: list[str] = field(default_factory=list)
    alarms: list[Found] = field(default_factory=list)
    doubts: list[Found] = field(default_factory=list)

    @property
    def new(self) -> int:
        """Articles stored for the first time."""
        return self.counts[Bucket.NEW]

    @property
    def edited(self) -> int:
        """Articles stored as a further revision."""
        return self.counts[Bucket.EDITED]

    @property
    def read(self) -> int:
        """Articles that were read and stored."""
        return self.new + self.edited

    @property
    def alive(self) -> bool:
        """Whether the site answered anything that could be read."""
        return not {WayOutcome.ITEMS, WayOutcome.UNCHANGED}.isdisjoint(self.ways.values())


def evidence_of(session: RunSession, reason: str) -> Evidence:
    """What a run saw, without the comparison with its source's history."""
    account, log = session.account, session.log
    return Evidence(
        reason=reason,
        counts=account.counts,
        listed=account.listed,
        removed=account.removed,
        ways={way: _plain(outcome, log.details.get(way, "")) for way, outcome in log.outcomes.items()},
        told=_told(session),
        broken=log.problems(),
        problems=list(dict.fromkeys([*log.problems(), *session.problems])),
        unfinished=list(log.unfinished),
        unchanged=log.unchanged,
        covered=log.anything_covered,
        failures=account.failures,
        failure=account.failure,
        unreadable=account.unreadable,
        faults=list(session.faults),
        doubts=[(Verdict.SUSPICIOUS, doubt)] if (doubt := session.absent.doubt()) else [],
    )


def _plain(outcome: WayOutcome, detail: str) -> WayOutcome:
    """What a way answered; a site down for maintenance refuses nobody in particular."""
    if outcome is WayOutcome.REFUSED and detail.startswith(BUSY):
        return WayOutcome.UNREACHABLE
    return outcome


def _told(session: RunSession) -> str:
    """What the ways answered, and where the site has gone if it sent us elsewhere."""
    gone = ", ".join(session.traffic.redirected)
    return session.log.told() + (f"; redirected to {gone}" if gone else "")
