"""Rules for what a feed tells of an article, on the feeds of the unified platform."""
# ruff: noqa: E501 # markup stands as the site sends it

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.http import TextResponse

from pilsetas_crawl.platforms.discovery.base import Window
from pilsetas_crawl.platforms.walk import Walk

FEED = "https://www.ludzasnovads.lv/lv/rss/articles"
ITEM = """<item><title>Jauno pianistu konkurss</title><link>https://www.ludzasnovads.lv/lv/jaunums/pianisti</link>
<description>&lt;p&gt;Ludzā izskanēja konkurss.&lt;/p&gt;</description>
<pubDate>Wed, 05 Nov 2025 14:31:05 +0200</pubDate><guid isPermaLink="false">8123 at https://www.ludzasnovads.lv</guid></item>"""


@pytest.fixture
def entry(spider_of):
    walk = Walk(
        spider_of("ludza", opening=False), Window(None, None, asked=False, incremental=False)
    )  # fmt: skip

    def told(item: str):
        body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>RSS jaunumi</title>{item}</channel></rss>'
        [feed, *_] = walk.spider.discovery
        [candidate] = feed.entries(walk, TextResponse(FEED, body=body.encode()))
        return candidate

    return told


def test_an_entry_tells_address_title_teaser_moment_and_node(entry):
    told = entry(ITEM)
    assert told.url == "https://www.ludzasnovads.lv/lv/jaunums/pianisti"
    assert (told.title, told.summary) == ("Jauno pianistu konkurss", "Ludzā izskanēja konkurss.")
    assert (told.published.utc, told.published.precision) == (
        datetime(2025, 11, 5, 12, 31, 5, tzinfo=UTC),
        "minute",
    )
    # So an article whose title, and with it the address, has changed stays the same article.
    assert told.source_id == "8123"


@pytest.mark.parametrize(
    "guid", ["https://www.ludzasnovads.lv/lv/jaunums/pianisti", "8123", "8123 at ", "tag:8123 at x"]
)
def test_a_guid_of_another_form_names_no_node(entry, guid):
    assert entry(ITEM.replace("8123 at https://www.ludzasnovads.lv", guid)).source_id is None


@pytest.mark.parametrize(
    ("written", "moment", "precision"),
    [
        ("Wed, 05 Nov 2025 12:31:05 UTC", "2025-11-05 12:31", "minute"),
        ("Wed, 05 Nov 2025 14:31:05 EET", "2025-11-05 12:31", "minute"),
        ("05.11.2025. 14:31", "2025-11-05 12:31", "minute"),
        ("Trešdiena, 5. novembris, 2025", "2025-11-04 22:00", "day"),
        ("drīzumā", None, None),
    ],
)
def test_a_date_is_read_also_where_a_template_writes_it_for_readers(entry, written, moment, precision):
    published = entry(ITEM.replace("Wed, 05 Nov 2025 14:31:05 +0200", written)).published
    told = published and (f"{published.utc:%Y-%m-%d %H:%M}", str(published.precision))
    assert told == ((moment, precision) if moment else None)
