"""False alarms of healthy simulated sources, and how soon a dead or half-read one is told.

Run from the project's root: `python -m benchmarks.bench_verdicts [SEEDS]`. Nothing is measured in time: the
seeds are fixed, and the table is the same on every machine.
"""

from __future__ import annotations

import statistics
import sys

from tests.pilsetas_crawl.run.simulated import TEMPERS, Temper
from tests.pilsetas_crawl.run.simulated_alarms import dead, half_lost, healthy

YEARS = 5  # of each source, the first of them for learning
COLUMNS = ("source", "articles a workday", "false alarms a year", "of them silences", "worst source")
DELAYS = (
    "silent days until told",
    "worst",
    "expected days with articles",
    "half the texts lost: days until told",
    "articles",
)


def line(name: str, temper: Temper, seeds: int) -> list[str]:
    told = [healthy(temper, YEARS, seed) for seed in range(seeds)]
    delays = [dead(temper, 500 + 97 * seed, seed) for seed in range(seeds)]
    lost = [half_lost(temper, seed) for seed in range(seeds)]
    return [
        name,
        f"{temper.pace:g}",
        f"{statistics.mean(one.a_year for one in told):.2f}",
        f"{statistics.mean(one.silences / one.years for one in told):.2f}",
        f"{max(one.a_year for one in told):.2f}",
        f"{statistics.median(days for days, _ in delays):.0f}",
        f"{max(days for days, _ in delays)}",
        f"{statistics.median(expected for _, expected in delays):.1f}",
        f"{statistics.median(days for days, _ in lost):.0f}",
        f"{statistics.median(articles for _, articles in lost):.0f}",
    ]


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    rows = [line(name, temper, seeds) for name, temper in TEMPERS.items()]
    print(f"{seeds} sources of each kind, {YEARS - 1} years counted")
    for row in ((*COLUMNS, *DELAYS), ["---"] * len((*COLUMNS, *DELAYS)), *rows):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
