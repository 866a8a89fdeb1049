"""Rule: the chance of a count, if nothing has changed, is that of a beta-binomial with a uniform prior."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.run.chances import chance_of_at_least, chance_of_at_most


def test_without_any_past_every_count_is_equally_likely():
    for hits in range(5):
        assert chance_of_at_most(hits, 4, before=0, of_before=0) == pytest.approx((hits + 1) / 5)


def test_one_miss_after_twenty_hits():
    # Laplace's rule of succession: (0 + 1) / (20 + 2).
    assert chance_of_at_most(0, 1, before=20, of_before=20) == pytest.approx(1 / 22)


def test_misses_in_a_row_after_hits_only():
    # Rising factorials: P(3 misses) = 1·2·3 / (22·23·24) after twenty hits.
    assert chance_of_at_most(0, 3, before=20, of_before=20) == pytest.approx(6 / (22 * 23 * 24))


def test_a_long_past_counts_no_more_than_its_weight():
    assert chance_of_at_most(0, 2, before=5000, of_before=5000) == chance_of_at_most(
        0, 2, before=100, of_before=100
    )


def test_a_long_sample_is_scaled_and_not_summed_for_ever():
    assert chance_of_at_most(50_000, 100_000, before=99, of_before=100) < 1e-12
    assert chance_of_at_most(99_000, 100_000, before=99, of_before=100) > 0.1


@given(of=st.integers(1, 60), share=st.floats(0, 1), before=st.integers(0, 60), more=st.integers(0, 60))
def test_chances_are_chances_and_the_two_tails_meet(of, share, before, more):
    hits, past = int(share * of), {"before": before, "of_before": before + more}
    below = chance_of_at_most(hits - 1, of, **past) if hits else 0.0
    assert below + chance_of_at_least(hits, of, **past) == pytest.approx(1, abs=1e-6)
    assert 0 <= chance_of_at_most(hits, of, **past) <= 1


def test_of_nothing_nothing_follows():
    assert chance_of_at_most(0, 0, before=10, of_before=10) == 1
