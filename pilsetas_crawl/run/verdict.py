"""How a run went: one word, what is behind it, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilsetas_crawl.run.outcomes import Bucket

if TYPE_CHECKING:
    from pilsetas_crawl.run.evidence import Evidence


class Verdict(StrEnum):
    """Verdict on a run of a source; the rules stand in docs/verdicts.md."""

    OK = "ok"
    QUIET = "quiet"
    SUSPICIOUS = "suspicious"
    BLOCKED = "blocked"
    BROKEN_LAYOUT = "broken layout"
    UNREACHABLE = "unreachable"
    PARTIAL = "partial"
    NOT_RUN = "not run"

    @property
    def healthy(self) -> bool:
        """Whether nobody has to do anything."""
        return self in (Verdict.OK, Verdict.QUIET)

    @property
    def believed(self) -> bool:
        """Whether the source was read, so that the run may claim to have covered its days."""
        return self in (Verdict.OK, Verdict.QUIET, Verdict.SUSPICIOUS, Verdict.PARTIAL)


# Exit codes by verdict: 0 nothing to do, 3 look when there is time, 1 the source was not read.
EXIT_CODES = {
    Verdict.OK: 0,
    Verdict.QUIET: 0,
    Verdict.PARTIAL: 3,
    Verdict.SUSPICIOUS: 3,
    Verdict.BLOCKED: 1,
    Verdict.BROKEN_LAYOUT: 1,
    Verdict.UNREACHABLE: 1,
    Verdict.NOT_RUN: 1,
}


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
    OFF = "off"  # it needs something that is not installed here, or was switched off


class Judgement(NamedTuple):
    """A verdict with its cause and what to do; both empty where there is nothing to say."""

    verdict: Verdict
    cause: str = ""
    advice: str = ""


# What to do about each verdict, where the cause does not say it better.
ADVICE = {
    Verdict.SUSPICIOUS: (
        "look at the site and at `scrapy sources NAME`; if that is how it is now, "
        "`scrapy sources NAME --accept`"
    ),
    Verdict.BLOCKED: "open the site in a browser; write to its keeper, or crawl less often",
    Verdict.BROKEN_LAYOUT: "compare the site with the spider: `scrapy read ADDRESS` shows how a page is read",
    Verdict.UNREACHABLE: "nothing yet: the next run tries again; if it lasts a day, see whether it has moved",
    Verdict.PARTIAL: "nothing: the next run takes up the rest",
    Verdict.NOT_RUN: "mend what the cause names, then run it again",
}
LOCAL = "mend this machine: free space, rights, or the other process; then run again"

# The fewest articles whose common fault is the site's and not their own.
SEVERAL = 2
FEWEST_FAILURES = 3
# Pages without an article that are told although others were read. Editors leave one behind now and then.
FEWEST_UNREADABLE, SHARE_UNREADABLE = 3, 0.25

Found = tuple[Verdict, str] | tuple[Verdict, str, str]


def judge(evidence: Evidence) -> Judgement:
    """Verdict on a run that has ended.

    The first rule that speaks decides. Silence is never success: a run in which no way of discovery named
    a single article is a failed one, however politely the site answered.
    """
    for rule in RULES:
        for found in rule(evidence):
            verdict, cause, *advice = found
            return Judgement(verdict, cause, advice[0] if advice else ADVICE.get(verdict, ""))
    changed = evidence.new + evidence.edited + evidence.removed
    return Judgement(Verdict.OK if changed else Verdict.QUIET, "; ".join(evidence.problems))


def _local_fault(evidence: Evidence) -> Iterator[Found]:
    if evidence.faults:
        yield Verdict.PARTIAL, f"fault on this machine: {evidence.faults[0]}", LOCAL


def _ended_early(evidence: Evidence) -> Iterator[Found]:
    if evidence.reason == "finished":
        return
    cause = f"ended early ({evidence.reason})"
    if evidence.reason == "source_unreachable" and not evidence.read:
        yield _by_failures(evidence), f"{cause}: {evidence.failure or 'every request failed'}"
    if evidence.listed:
        yield Verdict.PARTIAL, cause
    yield Verdict.NOT_RUN, f"{cause} before anything was listed"


def _nothing_answered(evidence: Evidence) -> Iterator[Found]:
    nothing = not evidence.listed and not evidence.unchanged and not evidence.covered
    silent = not evidence.alive and not evidence.read and not evidence.counts[Bucket.KNOWN]
    if nothing or (silent and evidence.ways):
        told = evidence.told or "none was tried"
        yield _by_ways(evidence), f"no way of discovery found an article ({told})"


def _out_of_balance(evidence: Evidence) -> Iterator[Found]:
    if evidence.listed != sum(evidence.counts.values()):
        buckets = ", ".join(f"{count} {bucket}" for bucket, count in evidence.counts.items() if count)
        cause = f"the account does not balance: {evidence.listed} listed, {buckets or 'none settled'}"
        yield Verdict.PARTIAL, cause, "report it: this is a fault of the crawler"


def _nothing_read(evidence: Evidence) -> Iterator[Found]:
    """Everything asked for failed, or could not be read."""
    listed, failed = evidence.listed, evidence.counts[Bucket.FAILED]
    rejected = evidence.counts[Bucket.REJECTED]
    if failed and not evidence.unchanged and failed == listed:
        told = f"{failed} of {listed} listed articles failed and will be tried again"
        yield _by_failures(evidence), f"{told}{_because(evidence)}"
    if failed >= FEWEST_FAILURES and not evidence.read:
        yield _by_failures(evidence), f"all {failed} articles asked for failed{_because(evidence)}"
    if listed and rejected == listed and not evidence.unchanged:
        yield Verdict.BROKEN_LAYOUT, f"none of the {listed} listed articles could be read"
    if evidence.unreadable >= SEVERAL and not evidence.read:
        yield Verdict.BROKEN_LAYOUT, f"none of the {evidence.unreadable} articles looked at could be read"


def _unfinished(evidence: Evidence) -> Iterator[Found]:
    if evidence.unfinished:
        yield Verdict.PARTIAL, "; ".join([*evidence.unfinished, *evidence.broken])


def _failures(evidence: Evidence) -> Iterator[Found]:
    failed = evidence.counts[Bucket.FAILED]
    if failed:
        told = f"{failed} of {evidence.listed} listed articles failed and will be tried again"
        yield Verdict.PARTIAL, f"{told}{_because(evidence)}"


def _unreadable(evidence: Evidence) -> Iterator[Found]:
    """Many pages that say nothing, among others that do: part of the site has changed, or is broken."""
    odd, looked_at = evidence.unreadable, evidence.unreadable + evidence.read
    if odd >= FEWEST_UNREADABLE and odd >= SHARE_UNREADABLE * looked_at:
        yield Verdict.SUSPICIOUS, f"{odd} of the {looked_at} articles looked at could not be read"


RULES: tuple[Callable[[Evidence], Iterator[Found]], ...] = (
    _local_fault,
    _ended_early,
    _nothing_answered,
    _out_of_balance,
    _nothing_read,
    lambda evidence: iter(evidence.alarms),
    _unfinished,
    _failures,
    _unreadable,
    lambda evidence: iter(evidence.doubts),
)


def _because(evidence: Evidence) -> str:
    return f": {evidence.failure}" if evidence.failure else ""


def _by_ways(evidence: Evidence) -> Verdict:
    """Why no way gave an article. A refusal explains everything else; what answered is not unreachable."""
    seen = set(evidence.ways.values())
    if not seen:
        return Verdict.NOT_RUN
    forbidden = WayOutcome.ROBOTS in seen and seen <= {WayOutcome.ROBOTS, WayOutcome.MISSING}
    if WayOutcome.REFUSED in seen or forbidden:
        return Verdict.BLOCKED
    if seen & {WayOutcome.EMPTY, WayOutcome.UNREADABLE}:
        return Verdict.BROKEN_LAYOUT
    return Verdict.UNREACHABLE if WayOutcome.UNREACHABLE in seen else Verdict.BROKEN_LAYOUT


def _by_failures(evidence: Evidence) -> Verdict:
    """Why articles failed: by what most of them met."""
    kind = max(evidence.failures, key=lambda kind: evidence.failures[kind], default=WayOutcome.UNREACHABLE)
    known = {WayOutcome.REFUSED: Verdict.BLOCKED, WayOutcome.UNREACHABLE: Verdict.UNREACHABLE}
    return known.get(kind, Verdict.BROKEN_LAYOUT)
