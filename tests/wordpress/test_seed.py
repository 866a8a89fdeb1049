"""The seed posts hold what they promise: every awkward kind, and facts that tell one post from another."""

import unicodedata
from datetime import UTC, datetime

import pytest

from tests.wordpress.seed import POSTS_FILE, SeedPost, as_block, load_posts, plain_text

POSTS = load_posts()
BY_KEY = {post.key: post for post in POSTS}


def test_about_sixty_posts_with_keys_of_their_own() -> None:
    assert 55 <= len(POSTS) <= 70
    assert len(BY_KEY) == len(POSTS)


def test_text_is_in_nfc() -> None:
    assert unicodedata.is_normalized("NFC", POSTS_FILE.read_text(encoding="utf-8"))


def test_a_sentence_stands_in_its_own_post_only() -> None:
    for post in POSTS:
        holders = [other.key for other in POSTS if post.sentence in plain_text(other.content)]
        assert holders == [post.key]


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("melnraksts", "draft"),
        ("gaida-apstiprinajumu", "pending"),
        ("privata-zina", "private"),
        ("planota-zina", "future"),
        ("izmesta-zina", "trash"),
    ],
)
def test_what_is_not_published_is_no_article(key: str, status: str) -> None:
    assert BY_KEY[key].status == status
    assert not BY_KEY[key].is_article


def test_pages_and_protected_posts_are_no_articles() -> None:
    page, guarded = BY_KEY["lapa-kontakti"], BY_KEY["paroles-zina"]
    assert (page.post_type, page.status, page.is_article) == ("page", "publish", False)
    assert (guarded.post_type, guarded.status, guarded.password, guarded.is_article) == (
        "post",
        "publish",
        True,
        False,
    )


def test_articles_spread_over_fourteen_months() -> None:
    months = {post.date_local[:7] for post in POSTS if post.is_article}
    wanted = [f"2025-{month:02}" for month in (10, 11, 12)] + [f"2026-{month:02}" for month in range(1, 12)]
    assert sorted(months) == wanted


def test_two_posts_share_title_and_minute() -> None:
    first, second = BY_KEY["vienads-a"], BY_KEY["vienads-b"]
    assert (first.title, first.date_local) == (second.title, second.date_local)
    assert first.content != second.content


def test_the_long_one_is_over_200_kb() -> None:
    assert len(BY_KEY["lielais-pielikums"].content.encode()) > 200_000


@pytest.mark.parametrize(
    ("key", "local", "instant"),
    [
        # Winter: UTC+2. Summer: UTC+3.
        ("ziemas-sezona", "2025-10-01T09:30:00", datetime(2025, 10, 1, 6, 30, tzinfo=UTC)),
        ("lapkritis", "2025-10-07T15:45:00", datetime(2025, 10, 7, 12, 45, tzinfo=UTC)),
        ("pirma-diena", "2026-01-01T00:00:00", datetime(2025, 12, 31, 22, 0, tzinfo=UTC)),
        # The repeated hour is stored as the second one, UTC+2.
        ("rudens-stunda", "2026-10-25T03:30:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        # The hour that is skipped: half past three never was; it is read as half past four, UTC+3.
        ("pavasara-atstarpe", "2026-03-29T03:30:00", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_instants(key: str, local: str, instant: datetime) -> None:
    assert (BY_KEY[key].date_local, BY_KEY[key].published_utc) == (local, instant)


def test_a_reader_sees_the_entered_time_except_in_the_skipped_hour() -> None:
    moved = {post.key: post.published_local for post in POSTS if post.published_local != post.date_local}
    assert moved == {"pavasara-atstarpe": "2026-03-29T04:30:00"}


def test_only_edited_posts_ask_for_a_modified_time() -> None:
    edited = {post.key: post.request()["modified"] for post in POSTS if post.request()["modified"]}
    assert edited == {"labots-vasara": "2026-08-03 16:45:00", "labots-rudens": "2026-11-20 09:05:00"}


def test_plain_lines_become_paragraph_blocks_and_markup_stays() -> None:
    assert plain_text(as_block("Rīga & Ķekava")) == "Rīga & Ķekava"
    assert "<p>Rīga</p>" in as_block("Rīga")
    assert as_block("<p>Rīga</p>") == "<p>Rīga</p>"
    assert as_block("[gallery]") == "[gallery]"


def test_plain_text_drops_comments_and_elements_and_resolves_entities() -> None:
    assert plain_text("<!-- <b>x</b> --><p>A &amp; <em>B</em></p>\n") == "A & B"


def test_request_carries_the_password_and_the_space_form_of_the_date() -> None:
    request = BY_KEY["paroles-zina"].request()
    assert (request["password"], request["date"]) == ("Ventas-rumba", "2026-11-10 10:00:00")
    assert isinstance(BY_KEY["paroles-zina"], SeedPost)
