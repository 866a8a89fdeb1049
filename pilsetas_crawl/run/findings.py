"""What is odd about a run, by itself and against its source's history.

Chances are those of the observation if nothing had changed. The limits were set on simulated years, so that
a source raises less than one false alarm a year by everything here and by its silences together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.run.chances import chance_of_at_least, chance_of_at_most
from pilsetas_crawl.run.history import DEAD, HARD, SOFT, TOLD, History, Past, sums
from pilsetas_crawl.run.verdict import Found, Verdict, WayOutcome

if TYPE_CHECKING:
    from pilsetas_crawl.items import Run

# A field every article needs; any other, which comes and goes in weeks with who is on duty; anything else.
HARD_CHANCE, SOFT_CHANCE, CHANCE = 2e-4, 1e-5, 5e-5
# Articles read before their source is a measure, and the fewest that can differ from it.
MEASURE = 20
FEWEST = 3
# What an article can hardly do without. The others come and go with editors and themes.
HARD_FIELDS = ("title", "published", "body")
# A field counts as lost when its share has fallen by so much, as measured by the same two.
HARD_FALL, SOFT_FALL = 0.25, 0.4
# … and as gone when (nearly) all articles had it and none of these has.
ALWAYS, GONE_FEWEST = 0.9, 2
GONE_CHANCE = 1e-3
# A way of reading is new when hardly any article was read by it and half of them are now.
RARE, HALF, WAY_FEWEST = 0.02, 0.5, 5
# Articles read in these last days are looked at together, at most so many: slow sources read one at a time.
POOL_DAYS, POOLS = timedelta(days=120), (1, 12, 30)
MISSED_DAYS = timedelta(days=7)
# So much shorter texts are cut ones.
SHORT, SHORT_FEWEST = 0.25, 5
# Articles with one title or text that are told, and that are new markup when they are all there is.
EQUAL, ALL_EQUAL = 4, 5
# New and edited articles of one run, at the least and as a multiple of what was to be expected.
FLOOD, FLOOD_TIMES = 30, 20
MISSED_FEWEST = 3
# Runs in a row that ask a way in vain before it is told.
IN_VAIN = 3
SKEW = 3600.0  # seconds
ALIVE = frozenset({WayOutcome.ITEMS, WayOutcome.UNCHANGED})
MEND = (
    "compare the listing with the spider's rows; once mended, "
    "`scrapy crawl NAME -s PILSETAS_CROSSCHECK_HOURS=0` asks it at once"
)


@dataclass(slots=True)
class Findings:
    """What is odd about a run.

    Attributes:
        alarms: what outranks a run read in part.
        doubts: what is told of a run that is whole.
        odd: why its articles are no measure for later runs; empty where they are one.
    """

    alarms: list[Found] = field(default_factory=list)
    doubts: list[Found] = field(default_factory=list)
    odd: str = ""


def compare(run: Run, history: History, *, incremental: bool, hours: float = 24.0) -> Findings:
    """Compare a run with what its source was like.

    Args:
        run: its account; the verdict is not looked at.
        history: the runs before it.
        incremental: it read what is new, not the days somebody asked for.
        hours: since the last run that ended honestly.
    """
    found = Findings()
    found.alarms += _dead_ways(run, history)
    found.alarms += (hard := [*_gone(run, history), *_all_equal(run)])
    if not incremental:
        found.odd = HARD if hard else ""
        return found
    samples = [_Sample(_pool(run, history, size), run, history) for size in POOLS]
    doubts = [*_equal(run), *_losses(samples, HARD_FIELDS), *_short(run, history), *_future(run)]
    soft = _losses(samples, [name for name in run.fill if name not in HARD_FIELDS])
    # A fallback has taken over: what it reads may be right. A large run is looked at alone: in the weeks
    # after the first run of a source everything else lately read is that one's.
    soft += [(Verdict.SUSPICIOUS, cause) for sample in samples[:2] for cause in sample.new_ways()][:1]
    found.odd = HARD if hard or doubts else SOFT if soft else ""
    found.doubts += [*doubts, *_flood(run, history, hours), *_missed(run, history), *soft]
    found.doubts += [*_lost_ways(run, history), *_skew(run)]
    return found


# --- ways of discovery -----------------------------------------------------------------------------------


def _dead_ways(run: Run, history: History) -> Iterator[Found]:
    """A way that gave articles, answers as ever, and gives none: its markup has changed.

    Told until it is seen alive: a run that does not ask it knows nothing better.
    """
    for way, past in history.ways.items():
        outcome = run.ways.get(way)
        if past.items_at is None or (outcome not in DEAD and not (past.dead and outcome not in ALIVE)):
            continue
        since = past.dead or f"{_at(run):%Y-%m-%d}"
        cause = f"{way} answers and holds no article that can be read, since {since}"
        yield Verdict.BROKEN_LAYOUT, f"{cause}; the last one on {past.items_at:%Y-%m-%d}", MEND


def _lost_ways(run: Run, history: History) -> Iterator[Found]:
    """A way that gave articles and has been gone, shut or silent for some runs."""
    for way, outcome in run.ways.items():
        past = history.ways.get(way)
        lost = outcome in (
            WayOutcome.MISSING, WayOutcome.REFUSED, WayOutcome.UNREACHABLE, WayOutcome.ROBOTS,
        )  # fmt: skip
        if lost and past is not None and past.items_at and past.bad + 1 >= IN_VAIN:
            cause = f"{way} has been {outcome} {past.bad + 1} times in a row; it gave articles before"
            yield Verdict.SUSPICIOUS, cause


def _missed(run: Run, history: History) -> Iterator[Found]:
    """Articles the first way should have named and did not: a feed that froze, a list of something else."""
    if not run.missed:
        return
    # Runs that checked nothing could miss nothing: only those that missed something are put together.
    lately = [past for past in history.runs if past.missed and _at(run) - past.at <= MISSED_DAYS]
    earlier = [past for past in history.runs if _at(run) - past.at > MISSED_DAYS]
    before, of_before = sum(past.missed for past in earlier), sum(past.new for past in earlier)
    missed = run.missed + sum(past.missed for past in lately)
    new = (run.new or 0) + sum(past.new for past in lately)
    chance = chance_of_at_least(missed, max(new, missed), before=before, of_before=max(of_before, 30))
    if missed >= MISSED_FEWEST and chance < CHANCE:
        first = next(iter(run.ways), "the first way")
        # Other ways ask the feed first whether anything has changed: it may be the feed that froze.
        asked = first if first == "feed" else f"{first} (or the feed asked in its place)"
        cause = f"{asked} did not name {missed} new articles that another way found"
        yield Verdict.SUSPICIOUS, cause


# --- counts ----------------------------------------------------------------------------------------------


def _flood(run: Run, history: History, hours: float) -> Iterator[Found]:
    """Far more than usual: a pager that never ends, or every article edited at once."""
    earlier = history.runs
    if sum(past.read for past in earlier) < MEASURE:
        return
    days = max(1.0, (_at(run) - earlier[0].at).total_seconds() / 86400)
    # The first run of a source reads an archive: what it found is no pace.
    for name, counted in (("new", run.new or 0), ("edited", run.edited or 0)):
        usual = sum(getattr(past, name) for past in earlier[1:]) / days * max(hours, 1.0) / 24
        if counted >= FLOOD and counted >= FLOOD_TIMES * max(1.0, usual):
            yield (
                Verdict.SUSPICIOUS,
                f"{counted} {name} articles at once; about {usual:.1f} were to be expected",
            )


# --- fields ----------------------------------------------------------------------------------------------


def _gone(run: Run, history: History) -> Iterator[Found]:
    read, filled, _ = sums(history.measure(_at(run)))
    count = run.read or 0
    for name in HARD_FIELDS:
        had = filled[name] / read if read else 0.0
        if read < MEASURE or had < ALWAYS or count < GONE_FEWEST or run.fill.get(name, 0.0) > 0:
            continue
        if chance_of_at_most(0, count, before=filled[name], of_before=read) < GONE_CHANCE:
            cause = f"none of the {count} articles read has a {name}; {had:.0%} of {read} had one before"
            yield Verdict.BROKEN_LAYOUT, cause


class _Sample:
    """Articles read lately, and those before them that they are measured by."""

    def __init__(self, pool: list[Past], run: Run, history: History) -> None:
        first = min(past.at for past in pool)
        before = [past for past in history.measure(_at(run)) if past.at < first]
        self.read, self.filled, self.ways = sums(pool)
        self.read_before, self.filled_before, self.ways_before = sums(before)
        self.enough = self.read >= FEWEST and self.read_before >= MEASURE and bool(run.read)

    def loss(self, name: str) -> str:
        """How the share of a field has fallen, in words; empty where it has not."""
        if not self.enough:
            return ""
        had, share = self.filled_before[name] / self.read_before, self.filled[name] / self.read
        hard = name in HARD_FIELDS
        if had - share < (HARD_FALL if hard else SOFT_FALL):
            return ""
        before = {"before": self.filled_before[name], "of_before": self.read_before}
        limit = HARD_CHANCE if hard else SOFT_CHANCE
        if chance_of_at_most(self.filled[name], self.read, **before) >= limit:
            return ""
        return f"{name} in {share:.0%} of {self.read} articles read lately; {had:.0%} before"

    def new_ways(self) -> Iterator[str]:
        """Fields that another way reads from the page than ever, in words.

        Pages are measured by pages: what a feed or an interface told of an article says nothing of them.
        """
        for way, count in self.ways.items() if self.enough else ():
            name, _, by = way.partition(":")
            if by.startswith(TOLD):
                continue
            read, read_before = _of_pages(self.ways, name), _of_pages(self.ways_before, name)
            earlier = self.ways_before[way]
            if read_before < MEASURE or earlier / read_before > RARE or count < max(WAY_FEWEST, HALF * read):
                continue
            if chance_of_at_least(count, read, before=earlier, of_before=read_before) < CHANCE:
                yield f"{name} is read by {by!r} in {count} of {read} articles; hardly ever before"


def _of_pages(ways: Counter[str], name: str) -> int:
    """Articles whose page gave a field."""
    told = f"{name}:{TOLD}"
    return sum(n for way, n in ways.items() if way.startswith(f"{name}:") and not way.startswith(told))


def _losses(samples: Sequence[_Sample], fields: Iterable[str]) -> list[Found]:
    """Fields whose share has fallen."""
    # A large run is looked at alone: healthy ones before it would thin the loss.
    told = (next(filter(None, (sample.loss(name) for sample in samples)), "") for name in fields)
    return [(Verdict.SUSPICIOUS, loss) for loss in told if loss]


def _short(run: Run, history: History) -> Iterator[Found]:
    words = [past.words for past in history.measure(_at(run)) if past.words is not None]
    read = sum(past.read for past in history.measure(_at(run)))
    if read < MEASURE or (run.read or 0) < SHORT_FEWEST or run.median_words is None or not words:
        return
    usual = sorted(words)[len(words) // 2]
    if run.median_words < SHORT * usual:
        yield Verdict.SUSPICIOUS, f"texts of {run.median_words:.0f} words in the median; {usual:.0f} before"


def _all_equal(run: Run) -> Iterator[Found]:
    for name, share in _shares(run):
        if share == 1.0 and (run.read or 0) >= ALL_EQUAL:
            yield Verdict.BROKEN_LAYOUT, f"all {run.read} articles read have the same {name}"


def _equal(run: Run) -> Iterator[Found]:
    """Three announcements of one title come from an editor; many do not."""
    for name, share in _shares(run):
        same = round(share * (run.read or 0))
        if share >= HALF and same >= EQUAL and not (share == 1.0 and same >= ALL_EQUAL):
            yield Verdict.SUSPICIOUS, f"{same} of the {run.read} articles read have the same {name}"


def _shares(run: Run) -> list[tuple[str, float]]:
    return [("title", run.same_title or 0.0), ("text", run.same_body or 0.0)]


def _future(run: Run) -> Iterator[Found]:
    count = run.future or 0
    if count >= GONE_FEWEST or (count and count == run.read):
        yield Verdict.SUSPICIOUS, f"{count} of {run.read} articles read are dated more than two days ahead"


def _skew(run: Run) -> Iterator[Found]:
    if run.clock_skew is not None and abs(run.clock_skew) > SKEW:
        told = f"the site's clock is {run.clock_skew / 3600:+.1f} hours off ours"
        yield Verdict.SUSPICIOUS, told, "see that this machine's clock is right; then it is the site's"


def _pool(run: Run, history: History, size: int) -> list[Past]:
    """This run and the last ones, as many as make a sample of so many articles."""
    pool = [Past.of(run)]
    for past in reversed(history.runs):
        if sum(one.read for one in pool) >= size or _at(run) - past.at > POOL_DAYS:
            break
        pool.append(past)
    return pool


def _at(run: Run) -> datetime:
    assert run.started_at is not None
    return run.started_at
