"""How likely a count is, given what was counted before."""

from __future__ import annotations

from math import exp, lgamma

# Earlier articles count as at most so many: editors change their habits, and articles come in batches that
# are alike, so that a thousand of them teach less than a thousand independent ones would.
WEIGHT = 100
# A longer sample is scaled down to this: the answer is zero for all purposes anyway.
SAMPLE = 200


def chance_of_at_most(found: float, of: int, *, before: float, of_before: int) -> float:
    """Probability of at most so many hits, if nothing has changed (beta-binomial, uniform prior).

    Args:
        found: hits now.
        of: trials now.
        before: hits before.
        of_before: trials before.
    """
    if of <= 0:
        return 1.0
    shrink = min(1.0, SAMPLE / of)
    trials, hits = round(of * shrink), int(found * shrink + 1e-9)
    weight = min(1.0, WEIGHT / of_before) if of_before else 0.0
    good, bad = before * weight + 1, (of_before - before) * weight + 1
    return min(1.0, sum(exp(_log_chance(k, trials, good, bad)) for k in range(hits + 1)))


def chance_of_at_least(found: float, of: int, *, before: float, of_before: int) -> float:
    """Probability of at least so many hits, if nothing has changed."""
    return chance_of_at_most(of - found, of, before=of_before - before, of_before=of_before)


def _log_chance(hits: int, trials: int, good: float, bad: float) -> float:
    ways = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    return ways + _log_beta(hits + good, trials - hits + bad) - _log_beta(good, bad)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
