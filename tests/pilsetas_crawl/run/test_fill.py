"""Rule: the sums over a run's articles say which fields they have, how long they are, and what repeats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.items import Article, Attachment
from pilsetas_crawl.run.fill import Reading


def article(number=1, **values):
    at = datetime.now(UTC) - timedelta(days=1)
    first = {
        "title": f"Ziņa {number}", "body": f"Teksts par {number}.", "published_at": at,
        "published_date": at.date(), "published_precision": "minute", "extraction": {"title": "css:h1"},
    }  # fmt: skip
    return Article(**{**first, **values})


def reading(*articles, **how):
    found = Reading()
    for one in articles:
        found.add(one, **how)
    return found


def test_a_run_that_read_nothing_says_nothing():
    empty = Reading()
    assert (empty.fill, empty.median_words, empty.same_title, empty.same_body) == ({}, None, None, None)


def test_each_field_is_counted_by_itself():
    found = reading(
        article(1, lead="Ievads", author="A. Bērziņa", categories=["Kultūra"], source_id="7"),
        article(2, image_url="https://x.lv/a.jpg", published_precision="day"),
        article(3, body=None, attachments=[Attachment(url="https://x.lv/a.pdf")]),
        article(4, published_at=None, published_date=None, published_precision="none"),
    )
    assert found.fill == {
        "title": 1.0, "published": 0.75, "time": 0.5, "body": 0.75, "lead": 0.25, "image": 0.25,
        "categories": 0.25, "author": 0.25, "source_id": 0.25, "attachments": 0.25,
    }  # fmt: skip
    assert found.extraction == {"title:css:h1": 4}


def test_the_median_is_over_texts():
    texts = ["viens", "viens divi trīs", "viens divi", None]
    assert reading(*(article(n, body=text) for n, text in enumerate(texts))).median_words == 2.0


@pytest.mark.parametrize(("name", "share"), [("title", "same_title"), ("body", "same_body")])
def test_what_repeats_is_a_share_of_all_articles(name, share):
    same = [article(n, **{name: "Jaunumi"}) for n in range(3)]
    assert getattr(reading(*same), share) == 1.0
    assert getattr(reading(*same, article(9)), share) == 0.75
    assert getattr(reading(article(1), article(2)), share) == 0.5


def test_one_text_among_articles_without_any_is_not_all_of_them():
    assert reading(article(1), article(2, body=None), article(3, body=None)).same_body == pytest.approx(
        1 / 3, abs=1e-3
    )


def test_dates_ahead_are_counted_beyond_what_clocks_differ_by():
    now = datetime.now(UTC)
    days = (-1, 1, 3, 300)
    assert (
        reading(
            *(article(n, published_at=now + timedelta(days=ahead)) for n, ahead in enumerate(days))
        ).future
        == 2
    )


def test_what_only_the_check_found_counts_if_it_is_of_these_days():
    now = datetime.now(UTC)
    found = reading(article(1), article(2, published_at=now - timedelta(days=40)), missed=True)
    assert found.missed == 1
    assert reading(article(1)).missed == 0
