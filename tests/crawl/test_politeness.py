"""What a site's keeper sees of a crawl: rules first, an honest name, one request at a time, and pauses."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.crawl.crawling import (
    FAILED,
    OK,
    PARTIAL,
    Result,
    crawl,
    no_traceback,
    path_of,
    rows,
    stored_paths,
)
from tests.crawl.relay import Relay, Seen

if TYPE_CHECKING:
    from pathlib import Path

    from pilsetas_crawl.demo import DemoServer

NAME = "jurmala"
FIRST_DAY = "2026-11-01"
LATELY = ("-a", f"start={FIRST_DAY}")
PAUSE = 0.12  # seconds; long against the clock's grain, short against the test


def lately(server: DemoServer) -> list[str]:
    """Addresses of the window, newest first."""
    found = server.control.expected(NAME)["articles"]
    return [article["path"] for article in found if article["published_date"] >= FIRST_DAY]


@pytest.fixture(scope="module")
def watched(ground, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, list[Seen], list[str]]:
    """A crawl with pauses through a relay that answers slowly, and what the relay saw."""
    server, store = ground.pristine(), tmp_path_factory.mktemp("watched")
    pauses = ("-s", f"DOWNLOAD_DELAY={PAUSE}", "-s", "DOWNLOAD_DELAY_JITTER=0")
    with Relay(server.url(NAME), slowness=0.03) as relay:
        result = crawl(NAME, relay.url, store, *LATELY, *pauses)
        return result, sorted(relay.seen, key=lambda seen: seen.came), lately(server)


def test_the_watched_crawl_read_the_site(watched: tuple[Result, list[Seen], list[str]]) -> None:
    result, seen, right = watched
    assert result.code == OK, result.why
    assert stored_paths(result.store, NAME) == sorted(right)
    assert len(seen) > len(right) > 10


def test_the_rules_are_asked_for_first_and_once(watched: tuple[Result, list[Seen], list[str]]) -> None:
    _, seen, _ = watched
    assert seen[0].target == "/robots.txt"
    assert [entry.target for entry in seen].count("/robots.txt") == 1


def test_an_honest_name_with_a_contact_and_latvian_first(
    watched: tuple[Result, list[Seen], list[str]],
) -> None:
    _, seen, _ = watched
    names = {entry.headers["User-Agent"] for entry in seen}
    (name,) = names
    assert re.fullmatch(r"pilsetas_crawl/[\d.]+ \(\+https?://\S+\)", name)
    assert {entry.headers["Accept-Language"].split(",")[0] for entry in seen} == {"lv"}
    assert not [entry for entry in seen if "Cookie" in entry.headers]


def test_one_request_at_a_time_with_the_pause_between(
    watched: tuple[Result, list[Seen], list[str]],
) -> None:
    _, seen, _ = watched
    assert all(earlier.answered <= later.came for earlier, later in pairwise(seen))
    # The pause is kept where the request is sent. One that arrives late on a busy machine makes the next gap
    # look shorter, so four requests are looked at together: a pause left out would show in them.
    came = [entry.came for entry in seen]
    spans = [later - earlier for earlier, later in zip(came, came[3:], strict=False)]
    assert min(spans) >= 3 * PAUSE * 0.8


def test_no_page_is_asked_for_twice(watched: tuple[Result, list[Seen], list[str]]) -> None:
    _, seen, right = watched
    asked = [entry.target for entry in seen if entry.target in right]
    assert sorted(asked) == sorted(right)


def test_a_forbidden_article_is_never_asked_for(demo: DemoServer, tmp_path: Path) -> None:
    """It is told as rejected, with the rule as the reason; the others are read."""
    right = lately(demo)
    forbidden = right[4]
    with Relay(demo.url(NAME), robots=f"User-agent: *\nDisallow: {forbidden}\n") as relay:
        result = crawl(NAME, relay.url, tmp_path, *LATELY)
        assert forbidden not in [entry.target for entry in relay.seen]
    assert result.code == OK, result.why
    assert stored_paths(tmp_path, NAME) == sorted(set(right) - {forbidden})
    told = [(path_of(row["url"]), row["reason"]) for row in rows(tmp_path, NAME, "rejects")]
    assert told == [(forbidden, "robots")]


@pytest.mark.parametrize("agent", ["*", "pilsetas_crawl"])
def test_a_site_that_forbids_everything_is_left_alone(agent: str, demo: DemoServer, tmp_path: Path) -> None:
    with Relay(demo.url(NAME), robots=f"User-agent: {agent}\nDisallow: /\n") as relay:
        result = crawl(NAME, relay.url, tmp_path, *LATELY)
        assert [entry.target for entry in relay.seen] == ["/robots.txt"]
    assert result.code == FAILED, result.why
    assert len(result.errors) == 1, result.why
    assert "robots" in result.errors[0]
    assert no_traceback(result), result.why
    assert rows(tmp_path, NAME) == []


def test_a_forbidden_list_is_told_and_the_other_ways_are_used(demo: DemoServer, tmp_path: Path) -> None:
    with Relay(demo.url("tukums"), robots="User-agent: *\nDisallow: /lv/jaunumi\n") as relay:
        result = crawl("tukums", relay.url, tmp_path, *LATELY)
        assert not [entry for entry in relay.seen if entry.target.startswith("/lv/jaunumi")]
    assert result.code in (OK, PARTIAL), result.why
    assert len(stored_paths(tmp_path, "tukums")) > 5
