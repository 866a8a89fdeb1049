"""Rule: at most one false alarm in a source-year; the dead and the half-read are told all the same.

A small sample of `benchmarks/bench_verdicts.py`, with fixed seeds.
"""

from __future__ import annotations

import pytest

from tests.pilsetas_crawl.run.simulated import TEMPERS
from tests.pilsetas_crawl.run.simulated_alarms import dead, half_lost, healthy


def test_healthy_sources_raise_less_than_one_false_alarm_a_year():
    told = {name: healthy(temper, 2, seed=1) for name, temper in TEMPERS.items()}
    years = sum(one.years for one in told.values())
    assert years == len(TEMPERS)
    assert all(one.a_year <= 1 for one in told.values()), told
    assert sum(one.a_year * one.years for one in told.values()) / years < 0.5


@pytest.mark.parametrize("name", TEMPERS)
def test_a_dead_source_is_told(name):
    """A busy one on its third day; the rarer the articles, the more of them have to be missing."""
    days, expected = dead(TEMPERS[name], after=800, seed=3)
    assert expected < (4 if name == "busy" else 14)
    assert days < (7 if name == "busy" else 150)


@pytest.mark.parametrize("name", ["busy", "daily", "slow", "weekly"])
def test_a_source_that_loses_half_its_texts_is_told(name):
    _, articles = half_lost(TEMPERS[name], seed=3)
    assert articles <= 45
