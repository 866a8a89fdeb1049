"""How often a source publishes, and how odd a silence is.

The model: on each day a source publishes something or nothing. The chance depends on the kind of day, on the
season and on how the last weeks were; days are taken as independent given these. A silence is odd when its
chance is so small that, at this source's pace, it would come once in `YEARS_PER_ALARM` years by itself, and
when it is also longer than anything seen before. Days and not articles are counted because articles of one
day come together and tell nothing of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log, log1p

from pilsetas_crawl.run.calendar import DAY, DayKind, DaysOff, day_kind, days_off, no_days_off

# False alarms of silence a source may raise: one in so many years.
YEARS_PER_ALARM = 5
# Days of history that count.
WINDOW = 730
# What is assumed of a source nobody has watched: the share of workdays with an article, worth so many days.
# Assumptions, not measurements: the state platform's sites are smaller on the whole.
PRIORS = {"tvp": 0.5, "wordpress": 0.6}
PRIOR, PRIOR_DAYS = 0.4, 6
# No day is so certain that its silence alone is an alarm.
SUREST = 0.99
# A silence longer than any before counts only beyond this multiple of the longest …
BEYOND = 1.2
# … but one long break of the past does not excuse everything.
EXCUSED = 2.0
# Holidays taken for workdays make a source look less steady; by so much at the most.
ROUGHLY = 1.5
# Weeks the present level is taken from, and how far it may lie from the long-term one.
LEVEL_DAYS, LOWEST, HIGHEST = 56, 0.3, 1.2
# Weight of "as usual" in the level and in each month, in days with articles.
STEADY = 10
JULY, JULY_PRIOR = 7, 0.8


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing was published, and how odd that is.

    Attributes:
        days: whole days without an article.
        expected: days with an article that were to be expected in them.
        surprise: minus the logarithm of the chance of such a silence.
        threshold: the surprise from which on it is an alarm.
    """

    days: int
    expected: float
    surprise: float
    threshold: float

    @property
    def odd(self) -> bool:
        """Whether it is an alarm."""
        return self.surprise > self.threshold


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of a source's pace.

    Attributes:
        hazards: kind of day → minus the logarithm of the chance of a day without an article.
        months: factor of each month, January first.
        level: factor of the present.
        active: days with articles it was learned from.
        watched: days it was learned from.
        longest: the surprise of the longest silence so far.
    """

    hazards: Mapping[DayKind, float]
    months: tuple[float, ...]
    level: float
    active: int
    watched: int
    longest: float = 0.0

    def hazard(self, day: date, off: DaysOff) -> float:
        """How strongly a day speaks: minus the logarithm of the chance that it stays empty."""
        return self.hazards[day_kind(day, off)] * self.months[day.month - 1]

    def surprise(self, total: float) -> float:
        """Minus the logarithm of the chance of a silence, given that the pace itself is only estimated."""
        known = float(max(3, min(self.active, 60)))
        return known * log1p(total / known)

    @property
    def floor(self) -> float:
        """The surprise below which a silence is never an alarm: one in so many years is as surprising."""
        active_a_year = max(4.0, 365 * self.active / max(1, self.watched))
        return log(active_a_year * YEARS_PER_ALARM)

    @property
    def threshold(self) -> float:
        """The surprise from which on a silence is an alarm."""
        return max(self.floor, min(BEYOND * self.longest, EXCUSED * self.floor))


def learn(
    days: Mapping[date, int], first: date, last: date, *, platform: str = "", off: DaysOff = days_off
) -> Rhythm:
    """A source's rhythm, from the days it published on.

    Args:
        days: local day → articles published on it; days without any may be left out.
        first: first day that is known to be whole.
        last: last day that counts; the silence to be judged comes after it.
        platform: content system, for what is assumed where little is known.
        off: gives the days off of a year.
    """
    first = max(first, last - timedelta(days=WINDOW))
    watched = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    kinds = [day_kind(day, off) for day in watched]
    active = [bool(days.get(day)) for day in watched]
    hazards = _hazards(kinds, active, PRIORS.get(platform, PRIOR))
    chances = {kind: 1 - exp(-hazard) for kind, hazard in hazards.items()}
    shares = [chances[kind] for kind in kinds]
    months = _months(watched, active, shares)
    recent = slice(-LEVEL_DAYS, None)
    level = (sum(active[recent]) + STEADY) / (sum(shares[recent]) + STEADY)
    rhythm = Rhythm(
        hazards=hazards,
        months=months,
        level=min(HIGHEST, max(LOWEST, level)),
        active=sum(active),
        watched=len(watched),
    )
    return _with_longest(rhythm, watched, active, off)


def _hazards(kinds: list[DayKind], active: list[bool], prior: float) -> dict[DayKind, float]:
    total, hit = Counter(kinds), Counter(kind for kind, hit in zip(kinds, active, strict=True) if hit)

    def share(pool: list[DayKind], mean: float, weight: float) -> float:
        hits, days = sum(hit[kind] for kind in pool), sum(total[kind] for kind in pool)
        return (hits + mean * weight) / (days + weight)

    work = share([kind for kind in DayKind if kind.work], prior, PRIOR_DAYS)
    weekend = share([DayKind.SATURDAY, DayKind.SUNDAY], prior * work / 4, PRIOR_DAYS / 2)
    means = dict.fromkeys(DayKind, work)
    means |= {DayKind.SATURDAY: weekend, DayKind.SUNDAY: weekend, DayKind.LULL: work / 2}
    means[DayKind.OFF] = share([DayKind.SUNDAY], weekend, PRIOR_DAYS)
    shares = {kind: share([kind], means[kind], PRIOR_DAYS) for kind in DayKind}
    return {kind: -log(1 - min(SUREST, value)) for kind, value in shares.items()}


def _months(watched: list[date], active: list[bool], shares: list[float]) -> tuple[float, ...]:
    hits, expected = [float(STEADY)] * 12, [float(STEADY)] * 12
    hits[JULY - 1] *= JULY_PRIOR
    for day, hit, share in zip(watched, active, shares, strict=True):
        hits[day.month - 1] += hit
        expected[day.month - 1] += share
    return tuple(hit / share for hit, share in zip(hits, expected, strict=True))


def _with_longest(rhythm: Rhythm, watched: list[date], active: list[bool], off: DaysOff) -> Rhythm:
    longest = total = 0.0
    for day, hit in zip(watched, active, strict=True):
        total = 0.0 if hit else total + rhythm.hazard(day, off)
        longest = max(longest, total)
    values = {name: getattr(rhythm, name) for name in Rhythm.__slots__}
    return Rhythm(**{**values, "longest": rhythm.surprise(longest)})


def silence_since(rhythm: Rhythm, last: date, today: date, *, off: DaysOff = days_off) -> Silence:
    """The silence after a day until yesterday; today is not over yet.

    Args:
        rhythm: the source's pace.
        last: day of the last article, or of the first look at the source where that is later.
        today: the local day.
        off: gives the days off of a year.
    """
    days = max(0, (today - last).days - 1)
    hazards = [rhythm.level * rhythm.hazard(last + DAY * n, off) for n in range(1, days + 1)]
    return Silence(
        days=days,
        expected=sum(1 - exp(-hazard) for hazard in hazards),
        surprise=rhythm.surprise(sum(hazards)),
        threshold=rhythm.threshold,
    )


def judge_silence(
    days: Mapping[date, int], *, since: date, last: date, looked: date, today: date, platform: str = ""
) -> tuple[Rhythm, Silence]:
    """How odd it is that a source has published nothing lately.

    The calendar of holidays is only asked when the silence would be odd in a country without any.

    Args:
        days: local day → articles published on it.
        since: first day that is known to be whole.
        last: day of the newest article.
        looked: day of the first look at the source: what was before it was not watched.
        today: the local day.
        platform: content system.
    """
    start = max(last, looked)
    rough = learn(days, since, last, platform=platform, off=no_days_off)
    silence = silence_since(rough, start, today, off=no_days_off)
    if ROUGHLY * silence.surprise <= rough.floor:
        return rough, silence
    exact = learn(days, since, last, platform=platform)
    return exact, silence_since(exact, start, today)
