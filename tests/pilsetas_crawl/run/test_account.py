"""Rule: every listed article ends in exactly one bucket, whatever happens to it in whatever order."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pilsetas_crawl.run.account import Account
from pilsetas_crawl.run.outcomes import Bucket

KEYS = st.sampled_from([f"/lv/jaunums/{n}" for n in range(6)])
BUCKETS = st.sampled_from(list(Bucket))


class AnyRun(RuleBasedStateMachine):
    """Any sequence of operations, checked against a plain model: key → None while open, else its bucket."""

    def __init__(self):
        super().__init__()
        self.account = Account()
        self.model: dict[str, Bucket | None] = {}
        self.staged: set[str] = set()

    @rule(key=KEYS)
    def enter(self, key):
        assert self.account.enter(key) is (key not in self.model)
        self.model.setdefault(key, None)

    @rule(key=KEYS)
    def stage(self, key):
        self.account.stage(key)
        self.staged.add(key)

    @rule(key=KEYS, bucket=BUCKETS)
    def settle(self, key, bucket):
        pending = key in self.model and self.model[key] is None
        assert self.account.settle(key, bucket) is pending
        if pending:
            self.model[key] = bucket

    @rule(key=KEYS)
    def withdraw_an_open_one(self, key):
        if key in self.model and self.model[key] is None and key not in self.staged:
            self.account.withdraw(key)
            del self.model[key]

    @invariant()
    def listed_is_what_is_settled_and_what_is_open(self):
        pending = {key for key, bucket in self.model.items() if bucket is None}
        assert self.account.listed == len(self.model)
        assert self.account.open_keys() == pending
        assert self.account.listed == sum(self.account.counts.values()) + len(pending)
        assert self.account.balanced is (not pending)

    @invariant()
    def counts_are_those_of_the_model(self):
        for bucket in Bucket:
            assert self.account.counts[bucket] == list(self.model.values()).count(bucket)


TestAnyRun = AnyRun.TestCase


@given(keys=st.lists(KEYS, min_size=1))
def test_settling_what_is_open_at_the_end_balances_the_account(keys):
    account = Account()
    for at, key in enumerate(keys):
        account.enter(key)
        if at % 2:
            account.stage(key)
    for key in account.open_keys():
        account.settle(key, Bucket.FAILED)
    assert account.balanced
    assert account.listed == account.counts[Bucket.FAILED] == len(set(keys))


def test_a_withdrawn_article_may_be_listed_again():
    account = Account()
    account.enter("a")
    account.withdraw("a")
    assert not account.seen("a")
    assert account.balanced
    assert account.enter("a")


def test_withdrawing_a_staged_article_leaves_no_debt():
    account = Account()
    account.enter("a")
    account.stage("a")
    account.withdraw("a")
    assert account.balanced
    assert account.open_keys() == frozenset()
    assert not account.settle("a", Bucket.NEW)


def test_withdrawing_a_settled_article_takes_it_off_both_sides():
    account = Account()
    account.enter("a")
    account.settle("a", Bucket.KNOWN)
    account.withdraw("a")
    assert account.balanced


def test_nothing_is_settled_that_was_never_listed():
    account = Account()
    assert not account.settle("a", Bucket.NEW)
    account.stage("a")
    assert not account.settle("a", Bucket.NEW)
    assert account.listed == 0


def test_quiet_waits_for_verdicts_and_no_longer_than_asked():
    async def run():
        account, loop = Account(), asyncio.get_running_loop()
        assert await account.quiet(5)
        account.enter("a")
        account.enter("b")
        loop.call_later(0.01, account.settle, "a", Bucket.KNOWN)
        assert not await account.quiet(0.05)
        # Staged is enough: the walk need not wait for the part to be written.
        loop.call_later(0.01, account.stage, "b")
        assert await account.quiet(5)
        assert not account.balanced

    asyncio.run(run())
