"""Rules for ``time`` elements: a change is no publication, and a day written as noon has no hour."""

from __future__ import annotations

import pytest

from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.times import published_time

PUBLISHED = '<time datetime="2025-11-05T12:31:00Z">05.11.2025.</time>'
CHANGED = '<time datetime="2025-11-07T09:00:00Z">07.11.2025.</time>'


def told(html: str) -> tuple[str, str] | None:
    page = Page(f"<html><body><main>{html}</main></body></html>", url="https://www.ludzasnovads.lv/lv/a")
    reading = published_time("main time", name="t").read(page)
    return reading and (f"{reading.value:%Y-%m-%d %H:%M}", str(reading.precision))


@pytest.mark.parametrize(
    "html",
    [
        f"Publicēts: {PUBLISHED} Atjaunināts: {CHANGED}",
        f"Atjaunināts: {CHANGED} Publicēts: {PUBLISHED}",
        f"<span>Atjaunināts:</span> {CHANGED} <span>Publicēts:</span> {PUBLISHED}",
        f"<div><b>Pēdējās izmaiņas –</b><i>{CHANGED}</i></div><div><b>Publicēts</b><i>{PUBLISHED}</i></div>",
        f"{CHANGED.replace('<time', '<time class=updated')}{PUBLISHED}",
        f"<p>Lapa atjaunota: {CHANGED}</p>{PUBLISHED}",
    ],
)
def test_the_time_of_a_change_is_passed_over_wherever_it_stands(html):
    assert told(html) == ("2025-11-05 14:31", "minute")


def test_a_class_says_more_than_the_words_before():
    # WordPress themes write "Atjaunots" in front of both, and tell them apart by class.
    both = PUBLISHED.replace("<time", '<time class="entry-date published"')
    assert told(f"Atjaunots {both}") == ("2025-11-05 14:31", "minute")


def test_only_a_change_is_no_publication():
    assert told(f"Atjaunināts: {CHANGED}") is None


@pytest.mark.parametrize(
    ("written", "shown", "expected"),
    [
        # Drupal writes a day without an hour as noon in UTC.
        ("2025-11-05T12:00:00Z", "05.11.2025.", ("2025-11-05 00:00", "day")),
        ("2025-11-05T00:00:00+00:00", "5. novembris, 2025", ("2025-11-05 00:00", "day")),
        # Shown with its hour, or not shown at all, it may be a real one.
        ("2025-11-05T12:00:00Z", "05.11.2025. 14:00", ("2025-11-05 14:00", "minute")),
        ("2025-11-05T12:00:00Z", "", ("2025-11-05 14:00", "minute")),
        # With the site's own offset a sharp hour was chosen.
        ("2025-11-05T14:00:00+02:00", "05.11.2025.", ("2025-11-05 14:00", "minute")),
        ("2025-11-05T22:30:00Z", "06.11.2025.", ("2025-11-06 00:30", "minute")),
        ("2025-11-05", "05.11.2025.", ("2025-11-05 00:00", "day")),
    ],
)
def test_an_hour_is_believed_unless_it_stands_for_none(written, shown, expected):
    assert told(f'<time datetime="{written}">{shown}</time>') == expected
