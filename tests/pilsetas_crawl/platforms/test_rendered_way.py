"""Rule: the rendered way closes every source's list and is due only where nothing else has answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pilsetas_crawl.platforms.discovery.feed import FeedWay
from pilsetas_crawl.platforms.discovery.listing import ListingWay, Rows
from pilsetas_crawl.platforms.discovery.rendered import RenderedListingWay, last_way
from pilsetas_crawl.run.verdict import WayOutcome

W = WayOutcome
LAST = RenderedListingWay(last=True)
DECLARED = RenderedListingWay()


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ((W.EMPTY,), True),
        ((W.MISSING, W.EMPTY), True),
        ((W.MISSING, W.MISSING), True),
        ((W.UNREADABLE, W.MISSING), True),
        ((W.ROBOTS, W.EMPTY), True),  # an interface that is closed to crawlers, and a listing that is not
        ((W.UNREACHABLE, W.EMPTY), True),  # one address that fails is not the site
        ((), False),
        ((W.ITEMS,), False),
        ((W.EMPTY, W.ITEMS), False),
        ((W.UNCHANGED,), False),
        ((W.UNCHANGED, W.EMPTY), False),
        ((W.REFUSED,), False),
        ((W.REFUSED, W.EMPTY), False),  # a browser would be an evasion of the refusal
        ((W.UNREACHABLE,), False),
        ((W.UNREACHABLE, W.UNREACHABLE, W.EMPTY), False),
        ((W.ROBOTS, W.ROBOTS), False),
        ((W.ROBOTS, W.MISSING), False),  # what is there is closed to crawlers
    ],
)
def test_the_last_way_is_due_when_the_site_answered_and_named_nothing(told, due):
    assert LAST.due({str(number): outcome for number, outcome in enumerate(told)}, covered=False) is due


@pytest.mark.parametrize("told", [(), (W.ITEMS,), (W.EMPTY,), (W.MISSING, W.ROBOTS)])
def test_a_declared_way_is_due_until_the_run_is_covered(told):
    outcomes = {str(number): outcome for number, outcome in enumerate(told)}
    assert DECLARED.due(outcomes, covered=False)
    assert not DECLARED.due(outcomes, covered=True)


def test_a_site_that_is_down_is_not_asked_by_a_browser_either():
    assert not DECLARED.due({"rest": W.UNREACHABLE, "feed": W.UNREACHABLE}, covered=False)


def test_other_ways_are_always_due():
    assert FeedWay(("/feed/",)).due({"rest": W.ITEMS}, covered=True)


def test_the_last_way_reads_the_declared_listing_and_trusts_only_what_is_on_the_page():
    rows = (Rows("seen", ".row"),)
    listing = ListingWay(
        ("/news/", "/notes/"), rows=rows, page="?p={n}", scope="#main", whole_posts=True, overview="/"
    )
    [way] = last_way((FeedWay(("/feed/",)), listing))
    assert (way.name, way.last) == ("rendered", True)
    assert (way.paths, way.rows) == (("/news/", "/notes/"), rows)
    # A pager is followed where the page shows one: an address made up could answer the same page for ever.
    assert (way.page, way.scope, way.whole, way.whole_posts) == (None, "body", False, False)


def test_without_a_listing_it_reads_the_front_page():
    [way] = last_way((FeedWay(("/feed/",)),))
    assert way.paths == ("/",)


def test_a_declaration_that_names_a_rendered_way_keeps_it():
    assert last_way((FeedWay(("/feed/",)), replace(DECLARED, more=".more"))) == ()
