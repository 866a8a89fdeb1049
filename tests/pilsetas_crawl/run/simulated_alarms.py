"""What the judging says of simulated sources: false alarms of healthy ones, and how soon a fault is told."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.findings import compare
from pilsetas_crawl.run.history import History
from pilsetas_crawl.run.rhythm import judge_silence
from tests.pilsetas_crawl.run.simulated import DAY, Temper, of_week, published, read

FIRST = date(2024, 1, 8)  # a Monday
WARM = 365  # days before alarms are counted: what is told of a young source is another question


@dataclass
class Alarms:
    """What was told of one simulated source.

    Attributes:
        years: years in which alarms were counted.
        silences: false alarms of silence.
        findings: days with a false alarm of another kind, by their first words.
    """

    years: float
    silences: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def a_year(self) -> float:
        """False alarms a year."""
        return (self.silences + len(self.findings)) / self.years


def silence(days: Mapping[date, int], last: date, today: date):
    """The silence after a source's article of one day, as its run of another sees it."""
    past = {day: count for day, count in days.items() if day <= last}
    return judge_silence(past, since=FIRST, last=last, looked=FIRST, today=today, platform="tvp")[1]


def healthy(temper: Temper, years: int, seed: int) -> Alarms:
    """False alarms of a source that is read each morning."""
    days = published(temper, FIRST, 365 * years, seed)
    told = Alarms(years - WARM / 365)
    for last, following in pairwise(sorted(days)):
        if (last - FIRST).days >= WARM and (following - last).days > 2:
            told.silences += silence(days, last, following).odd
    for run, history in runs(days, random.Random(seed)):
        found = compare(run, history, incremental=True)
        if (run.started_at.date() - FIRST).days >= WARM:
            told.findings += [one[1].partition(" ")[0] for one in [*found.alarms, *found.doubts]]
        history.add(run, odd=found.odd)
    return told


def runs(days: Mapping[date, int], chance: random.Random) -> Iterator[tuple[Run, History]]:
    """A source's runs with what came before each; whoever walks through them adds them to it."""
    history, week = History(), of_week(chance)
    history.add(read(FIRST - DAY, 30, chance, week))
    for day, count in sorted(days.items()):
        if day.weekday() == 0:
            week = of_week(chance)
        yield read(day, count, chance, week), history


def dead(temper: Temper, after: int, seed: int) -> tuple[int, float]:
    """Whole silent days until a dead source is told, and the days with articles expected in them."""
    days = published(temper, FIRST, after, seed)
    last = max(days)
    for wait in range(3, 365):
        told = silence(days, last, last + DAY * wait)
        if told.odd:
            return told.days, told.expected
    raise AssertionError(f"never told of {temper}")


def half_lost(temper: Temper, seed: int) -> tuple[int, int]:
    """Days, and articles read, until it is told that every second one comes without its text."""
    chance = random.Random(seed)
    days = published(temper, FIRST, 3 * WARM, seed)
    breaks, articles = FIRST + DAY * WARM, 0
    for whole, history in runs(days, chance):
        run, day, odd = whole, whole.started_at.date(), ""
        if day >= breaks:
            lost = sum(chance.random() < 0.5 for _ in range(whole.read))
            run = replace(whole, fill={**whole.fill, "body": 1 - lost / whole.read})
            found, articles = compare(run, history, incremental=True), articles + run.read
            odd = found.odd
            if any("body" in one[1] for one in [*found.alarms, *found.doubts]):
                return (day - breaks).days, articles
        history.add(run, odd=odd)
    raise AssertionError(f"never told of {temper}")
