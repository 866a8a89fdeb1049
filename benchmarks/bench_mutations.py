"""How much of the news is still read when themes change: shares by rule and by site.

Rules and sites are those of the tests (`tests/survival`). A wrong article counts as told when its run says
that something is wrong, and as silent when it does not.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks._bench import machine
from tests.survival.many import Told, run_sites

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST, COUNT = 1000, 300


def report(title: str, groups: Mapping[str, list[Told]]) -> None:
    print(f"\n{title:<28}{'articles':>9}{'right':>8}{'told':>7}{'silent':>8}")
    for name, runs in sorted(groups.items(), key=lambda pair: _right(pair[1])):
        wrong = [(len(run.wrong), run.silent) for run in runs]
        silent = sum(count for count, is_silent in wrong if is_silent)
        told = sum(count for count, is_silent in wrong) - silent
        print(f"{name:<28}{_judged(runs):>9}{_right(runs):>8.1%}{told:>7}{silent:>8}")


def _judged(runs: list[Told]) -> int:
    return sum(run.right + len(run.wrong) for run in runs)


def _right(runs: list[Told]) -> float:
    return sum(run.right for run in runs) / max(1, _judged(runs))


def main() -> None:
    first, count = (int(word) for word in [*sys.argv[1:], FIRST, COUNT][:2])
    began = time.monotonic()
    sites = run_sites(range(first, first + count), drawn_only=True)
    by_rule: dict[str, list[Told]] = defaultdict(list)
    for site in sites:
        for run in site.drawn.values():
            for name in run.names:
                by_rule[name].append(run)
    print(machine())
    print(f"seeds {first} to {first + count - 1}, {time.monotonic() - began:.0f} s")
    report("rule", by_rule)
    report("site", {site.slug: list(site.drawn.values()) for site in sites})
    everything = [run for site in sites for run in site.drawn.values()]
    report("all", {"": everything})
    alarms = sum(not run.wrong and run.verdict not in ("ok", "quiet") for run in everything)
    print(f"\nruns with nothing wrong that asked to be looked at all the same: {alarms} of {len(everything)}")


if __name__ == "__main__":
    main()
