"""Known articles: every way of finding one, and the newest revision only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

RUN = "20261122T233144-ludza"
KEY = "www.ludza.lv/lv/jaunums/"


def store_and_ingest(store, state, rows):
    state.ingest(store.commit("ludza", RUN, rows), rows)


def test_nothing_is_known_of_a_new_source(opened):
    state = opened()
    assert (state.by_id("x"), state.by_address("x"), state.by_source_id("1"), state.newest()) == (None,) * 4
    assert state.count_live() == 0
    assert list(state.live_between(date(1900, 1, 1), date(2100, 1, 1))) == []


def test_a_stored_article_is_found_by_each_of_its_names(store, opened, make):
    state = opened()
    row = make(
        7,
        modified_at=datetime(2026, 5, 1, 9, 30, 0, 1, tzinfo=UTC),
        http_etag='W/"1"',
        http_last_modified="Sun, 22 Nov 2026 21:31:44 GMT",
        canonical_url="https://ludza.lv/kanoniska",
    )
    store_and_ingest(store, state, [row, make(8)])
    found = state.by_id("ludza-0007")
    assert found is not None
    assert state.by_source_id("1007") == found
    assert state.by_address(KEY + "7") == found
    assert state.by_address("ludza.lv/kanoniska") == found
    assert (found.article_id, found.revision, found.content_hash, found.status) == (
        "ludza-0007",
        1,
        "h7",
        "new",
    )
    assert (found.url, found.address_key, found.source_id) == (row.url, KEY + "7", "1007")
    assert (found.published_at, found.published_precision) == (row.published_at, "minute")
    assert (found.modified_at, found.first_seen_at) == (row.modified_at, row.first_seen_at)
    assert (found.etag, found.last_modified) == ('W/"1"', "Sun, 22 Nov 2026 21:31:44 GMT")


def test_an_alias_leads_to_its_article(store, opened, make):
    state = opened()
    store_and_ingest(store, state, [make(1), make(2)])
    state.add_alias("www.ludza.lv/?p=1001", "ludza-0001")
    assert state.by_address("www.ludza.lv/?p=1001").article_id == "ludza-0001"
    state.add_alias("www.ludza.lv/?p=1001", "ludza-0002")
    assert state.by_address("www.ludza.lv/?p=1001").article_id == "ludza-0002"


def test_an_edit_at_another_address_is_found_by_both(store, opened, make):
    state = opened()
    store_and_ingest(store, state, [make(1)])
    store_and_ingest(
        store,
        state,
        [make(1, revision=2, url="https://www.ludza.lv/jauna", content_hash="h", status="edited")],
    )
    found = state.by_id("ludza-0001")
    assert (found.revision, found.content_hash, found.address_key) == (2, "h", "www.ludza.lv/jauna")
    assert state.by_address("www.ludza.lv/jauna") == state.by_address(KEY + "1") == found
    assert state.count_live() == 1


def test_an_older_revision_does_not_replace_a_newer_one(store, opened, make):
    state = opened()
    store_and_ingest(store, state, [make(1, revision=3, title="C")])
    store_and_ingest(store, state, [make(1, revision=2, title="B")])
    assert state.by_id("ludza-0001").revision == 3


def test_first_seen_stays_the_first(store, opened, make):
    state = opened()
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    for revision, seen in ((1, None), (2, early), (3, late), (4, None)):
        store_and_ingest(store, state, [make(1, revision=revision, first_seen_at=seen)])
    assert state.by_id("ludza-0001").first_seen_at == early


@pytest.mark.parametrize("own_first", [True, False])
def test_an_own_address_outranks_a_canonical_one(store, opened, make, own_first):
    # A broken template calls one page canonical for another; both must still be told apart.
    state = opened()
    wrong = make(1, canonical_url=make(2).url)
    rows = [make(2), wrong] if own_first else [wrong, make(2)]
    for row in rows:
        store_and_ingest(store, state, [row])
    assert state.by_address(KEY + "2").article_id == "ludza-0002"
    assert state.by_address(KEY + "1").article_id == "ludza-0001"


def test_an_address_given_to_another_article_leads_to_the_later_one(store, opened, make):
    state = opened()
    store_and_ingest(store, state, [make(1)])
    store_and_ingest(store, state, [make(2, url=make(1).url)])
    assert state.by_address(KEY + "1").article_id == "ludza-0002"


def test_removed_articles_are_known_but_not_live(store, opened, make):
    state = opened()
    store_and_ingest(store, state, [make(1), make(2)])
    store_and_ingest(store, state, [make(2, revision=2, status="removed")])
    assert state.by_id("ludza-0002").status == "removed"
    assert state.by_address(KEY + "2").revision == 2
    assert state.count_live() == 1
    assert state.newest().article_id == "ludza-0001"
    assert [a.article_id for a in state.live_between(date(2026, 1, 1), date(2027, 1, 1))] == ["ludza-0001"]


def test_an_article_that_comes_back_is_live_again(store, opened, make):
    state = opened()
    for revision, status in ((1, "new"), (2, "removed"), (3, "edited")):
        store_and_ingest(store, state, [make(1, revision=revision, status=status)])
    assert state.count_live() == 1


def test_a_number_used_twice_leads_to_the_live_article(store, opened, make):
    state = opened()
    gone = make(1, source_id="5", revision=2, status="removed")
    store_and_ingest(store, state, [gone, make(2, source_id="5")])
    assert state.by_source_id("5").article_id == "ludza-0002"


def test_days_are_inclusive_and_local(store, opened, make):
    state = opened()
    # Half past midnight in Riga on 2 June is still 1 June in UTC.
    night = datetime(2026, 6, 1, 21, 30, tzinfo=UTC)
    rows = [
        make(1, published_at=night, published_date=date(2026, 6, 2)),
        make(2, published_at=night - timedelta(hours=1), published_date=date(2026, 6, 1)),
        make(3, published_at=night + timedelta(days=1), published_date=date(2026, 6, 3)),
        make(4, published_at=None, published_date=None),
    ]
    store_and_ingest(store, state, rows)

    def between(first: int, last: int) -> list[str]:
        return [a.article_id for a in state.live_between(date(2026, 6, first), date(2026, 6, last))]

    assert between(2, 2) == ["ludza-0001"]
    assert between(1, 3) == ["ludza-0002", "ludza-0001", "ludza-0003"]
    assert between(4, 9) == []
    assert between(3, 1) == []
    assert state.count_live() == 4
    assert state.count_live(since=date(2026, 6, 2)) == 2
    assert state.newest().article_id == "ludza-0003"


def test_many_articles_of_one_day_come_once_each_even_while_writing(store, opened, make):
    state = opened()
    day = date(2026, 6, 1)
    rows = [make(n, published_date=day) for n in range(1201)]
    store_and_ingest(store, state, rows)
    seen = []
    for article in state.live_between(day, day):
        seen.append(article.article_id)
        if len(seen) % 400 == 0:
            state.set("progress", str(len(seen)))
            state.add_alias(f"alias-{len(seen)}", article.article_id)
    assert seen == [f"ludza-{n:04d}" for n in range(1201)]


def test_an_address_without_a_key_does_not_stop_the_rest(store, make):
    from pilsetas_crawl.errors import PilsetasError
    from pilsetas_crawl.store import SourceState

    def strict(url: str) -> str:
        if not url.startswith("https://"):
            raise PilsetasError(f"{url}: not an address")
        return url

    with SourceState.open(store, "ludza", key_of=strict) as state:
        store_and_ingest(store, state, [make(1, canonical_url="javascript:void(0)"), make(2)])
        assert state.by_address(make(1).url).article_id == "ludza-0001"
        assert state.count_live() == 2
    with SourceState.open(store, "ludza", key_of=strict) as state:
        assert state.rebuilt is None
        assert state.by_id("ludza-0002") is not None


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT 1 FROM article a WHERE a.article_id = 'x'", "article_id=?"),
        ("SELECT 1 FROM article a WHERE a.source_id = 'x'", "article_source"),
        (
            (
                "SELECT 1 FROM article a WHERE a.status IS NOT 'removed' "
                "AND (a.published_date, a.article_id) > ('2026', '') AND a.published_date <= '2027' "
                "ORDER BY a.published_date, a.article_id LIMIT 500"
            ),
            "article_day",
        ),
        (
            (
                "SELECT 1 FROM article a WHERE a.status IS NOT 'removed' AND a.published_at IS NOT NULL "
                "ORDER BY a.published_at DESC, a.article_id DESC LIMIT 1"
            ),
            "article_moment",
        ),
    ],
)
def test_look_ups_go_by_index(opened, query, index):
    plan = opened()._db.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    steps = [step[-1] for step in plan]
    assert any(index in step for step in steps)
    assert not any("SCAN" in step and "INDEX" not in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)
