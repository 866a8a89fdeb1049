"""Simulated sources: how many articles a municipality publishes on each day of some years.

Rougher than what the judging assumes: the pace drifts from week to week, editors go on holiday, articles come
in bursts, and nobody works on days off, in July, or between Christmas and New Year as on other days.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.calendar import DayKind, day_kind

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Temper:
    """How a simulated source behaves.

    Attributes:
        pace: articles on an ordinary workday.
        weekend: share of the pace on Saturdays and Sundays.
        drift: spread of the pace from week to week (log scale).
        breaks: holidays of its only editor, per year, a week to three weeks each.
        burst: variance of a day's count over its mean, 1 for a Poisson source.
    """

    pace: float
    weekend: float = 0.15
    drift: float = 0.25
    breaks: int = 0
    burst: float = 2.0


TEMPERS = {
    "busy": Temper(6.0),
    "daily": Temper(2.5),
    "steady": Temper(1.2),
    "slow": Temper(0.5),
    "weekly": Temper(0.2, weekend=0.05),
    "one editor": Temper(1.2, breaks=3),
    "bursts": Temper(0.8, burst=5.0, drift=0.5),
}
SEASON = {6: 0.9, 7: 0.65, 8: 0.8, 12: 0.9}
KIND = {DayKind.OFF: 0.15, DayKind.LULL: 0.35}


def published(temper: Temper, first: date, days: int, seed: int) -> dict[date, int]:
    """Articles per day; days without any are left out."""
    chance = random.Random(f"{seed}-{temper}")
    away = _away(temper, first, days, chance)
    found, level = {}, 1.0
    for day in (first + DAY * n for n in range(days)):
        if day.weekday() == 0:
            level = math.exp(0.8 * math.log(level) + temper.drift * chance.gauss(0, 1) * 0.6)
        mean = temper.pace * level * SEASON.get(day.month, 1.0) * _of_day(temper, day)
        count = _count(mean * (0.05 if day in away else 1.0), temper.burst, chance)
        if count:
            found[day] = count
    return found


def _of_day(temper: Temper, day: date) -> float:
    kind = day_kind(day)
    return temper.weekend if kind in (DayKind.SATURDAY, DayKind.SUNDAY) else KIND.get(kind, 1.0)


def _away(temper: Temper, first: date, days: int, chance: random.Random) -> set[date]:
    found: set[date] = set()
    for year in range(0, days, 365):
        for _ in range(temper.breaks):
            begin = first + DAY * (year + chance.randrange(365))
            found.update(begin + DAY * n for n in range(chance.randrange(7, 21)))
    return found


def _count(mean: float, burst: float, chance: random.Random) -> int:
    """A negative binomial count: a Poisson one whose mean is itself drawn from a gamma distribution."""
    if burst > 1:
        shape = mean / (burst - 1)
        mean = chance.gammavariate(shape, burst - 1) if shape > 0 else 0.0
    limit, product, count = math.exp(-min(mean, 700)), 1.0, -1
    while product > limit:
        product *= chance.random()
        count += 1
    return max(0, count)


# --- the articles of a run ------------------------------------------------------------------------------

# Share of articles that have a field. Authors and pictures depend on who is on duty: they come in weeks.
SHARES = {"title": 1.0, "published": 1.0, "body": 0.97, "time": 0.9, "categories": 0.97, "source_id": 1.0}
WEEKLY = {"image": (0.55, 0.95), "lead": (0.3, 0.7), "author": (0.1, 0.5), "attachments": (0.1, 0.4)}


def read(day: date, count: int, chance: random.Random, week: dict[str, float]) -> Run:
    """The account of a run that read some articles of a healthy source."""
    filled = {name: _hits(count, share, chance) for name, share in {**SHARES, **week}.items()}
    same = 1 + _hits(count - 1, 0.03, chance)
    return Run(
        started_at=datetime(day.year, day.month, day.day, 6, tzinfo=UTC),
        verdict="ok",
        read=count,
        new=count,
        edited=int(chance.random() < 0.1),
        missed=int(chance.random() < 0.05),
        fill={name: hits / count for name, hits in filled.items()},
        median_words=math.exp(chance.gauss(5, 0.6 / math.sqrt(count))),
        same_title=same / count,
        same_body=1 / count,
        future=0,
        extraction={"title:css:h1": count, "body:css:.text": _hits(count, 0.97, chance)},
        ways={"feed": "items", "listing": "items"},
    )


def of_week(chance: random.Random) -> dict[str, float]:
    """Shares of the fields that depend on who is on duty."""
    return {name: chance.uniform(*bounds) for name, bounds in WEEKLY.items()}


def _hits(count: int, share: float, chance: random.Random) -> int:
    return sum(chance.random() < share for _ in range(count))
