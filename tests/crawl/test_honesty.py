"""A run says no more than it saw, and forgets nothing that an earlier run left undone."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.crawl.crawling import (
    CROSSCHECK,
    FAILED,
    OK,
    PARTIAL,
    WHOLE,
    Result,
    crawl,
    expected_paths,
    latest,
    no_traceback,
    path_of,
    rows,
    stored_paths,
)
from tests.crawl.relay import Relay

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

Covered = Callable[[str], Path]
TEXT = ["Pirmā rindkopa par notikušo.", "Otrā rindkopa ar sīkāku stāstu par to pašu."]
AT_ONCE = ("-s", "RETRY_TIMES=0")


def asked(server: DemoServer, name: str) -> list[str]:
    """What a site was asked for since the log was cleared."""
    return [entry["target"] for entry in server.control.log(name)]


# --- a first run that did not come to its end ----------------------------------------------------------


@pytest.fixture(scope="module")
def half(ground: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a first run of the whole archive leaves when it is stopped after twenty articles."""
    store = tmp_path_factory.mktemp("half")
    server = ground.pristine()
    result = crawl("tukums", server, store, *WHOLE, "-s", "CLOSESPIDER_ITEMCOUNT=20")
    assert result.code == PARTIAL, result.why
    assert 0 < len(stored_paths(store, "tukums")) < len(expected_paths(server, "tukums")) / 2
    return store


@pytest.fixture
def begun(half: Path, tmp_path: Path) -> Path:
    """A copy of that store."""
    shutil.copytree(half, tmp_path / "begun")
    return tmp_path / "begun"


def assert_taken_up(server: DemoServer, store: Path) -> None:
    """A plain run, which by itself would cover the last days only, brings all of the first run's days."""
    result = crawl("tukums", server, store)
    assert result.code == OK, result.why
    assert stored_paths(store, "tukums") == expected_paths(server, "tukums")
    assert no_traceback(result), result.why


def test_a_site_that_is_down_after_half_a_first_run(demo: DemoServer, begun: Path) -> None:
    before = rows(begun, "tukums")
    demo.control.fault("tukums", "error", "*", status=500)
    with socket.socket() as held:  # bound and not listening: the port refuses for certain
        held.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{held.getsockname()[1]}"
        for site in (demo, nobody):
            failed = crawl("tukums", site, begun, *AT_ONCE)
            assert failed.code == FAILED, failed.why
    assert rows(begun, "tukums") == before
    demo.control.clear_faults()
    assert_taken_up(demo, begun)


def test_asking_for_the_last_days_does_not_make_half_a_first_run_whole(demo: DemoServer, begun: Path) -> None:
    days = crawl("tukums", demo, begun, "-a", "start=2026-11-18")
    assert days.code == OK, days.why
    assert stored_paths(begun, "tukums") != expected_paths(demo, "tukums")
    assert_taken_up(demo, begun)


# --- removals ------------------------------------------------------------------------------------------


def test_a_redirect_guessed_for_a_removed_article_leads_to_another(
    changing: DemoServer, covered: Covered
) -> None:
    """WordPress sends a gone address on to the first one that begins alike: that is another article."""
    name, store = "kuldiga", covered("kuldiga")
    gone = next(
        article for article in changing.control.expected(name)["articles"] if article["key"] == "same-day-2"
    )
    before = {path_of(row["url"]): row for row in latest(store, name).values()}[gone["path"]]
    changing.control.delete(name, gone["key"])
    slug = f"{gone['path'].strip('/')}-2"
    other = changing.control.insert(name, title="Pavisam cita ziņa", body=TEXT, slug=slug)
    assert other["path"] == f"/{slug}/"
    for more in (CROSSCHECK, ("-a", "recheck=4000")):
        result = crawl(name, changing, store, *more)
        assert result.code == OK, result.why
    told = [row for row in rows(store, name) if row["article_id"] == before["article_id"]]
    assert [(row["status"], row["body"]) for row in told] == [("new", before["body"]), ("removed", None)]
    (new,) = [row for row in rows(store, name) if path_of(row["url"]) == other["path"]]
    assert (new["source_id"], new["status"], new["revision"]) == (str(other["source_id"]), "new", 1)
    assert new["article_id"] != before["article_id"]
    assert (new["title"], new["body"]) == ("Pavisam cita ziņa", "\n\n".join(TEXT))
    assert stored_paths(store, name) == expected_paths(changing, name)


def test_a_refusal_to_look_again_removes_nothing(demo: DemoServer, covered: Covered) -> None:
    """Robots and feed answer, every page says 421: the server is confused, the articles are not gone."""
    store = covered("tukums")
    before = rows(store, "tukums")
    for target in ("/lv/jaunum*", "/lv", "/lv/rss", "/sitemap*"):
        demo.control.fault("tukums", "error", target, status=421)
    result = crawl("tukums", demo, store, "-a", "recheck=4000", *AT_ONCE)
    assert result.code in (FAILED, PARTIAL), result.why
    assert result.run["removed"] == 0
    assert rows(store, "tukums") == before
    assert any(target.startswith("/lv/jaunums/") for target in asked(demo, "tukums"))
    assert no_traceback(result), result.why


@pytest.mark.parametrize("name", ["cesis", "tukums"])
def test_an_article_that_failed_and_is_then_gone_is_let_go(
    name: str, changing: DemoServer, covered: Covered
) -> None:
    store = covered(name)
    made = changing.control.insert(name, title="Ziņa, kas pazudīs", body=TEXT)
    changing.control.fault(name, "error", made["path"], status=500)
    failed = crawl(name, changing, store, *AT_ONCE)
    assert (failed.code, failed.run["failed"]) == (PARTIAL, 1), failed.why
    changing.control.delete(name, made["key"])
    changing.control.clear_faults()
    changing.control.clear_log()
    told = crawl(name, changing, store)
    assert told.code == OK, told.why
    assert asked(changing, name).count(made["path"]) == 1
    assert told.run["rejected"] + told.run["removed"] == 1
    rejects = rows(store, name, "rejects")
    changing.control.clear_log()
    quiet = crawl(name, changing, store, *CROSSCHECK)
    assert (quiet.code, quiet.changes, quiet.run["rejected"]) == (OK, (0, 0, 0), 0), quiet.why
    assert made["path"] not in asked(changing, name)
    assert quiet.errors == []
    assert rows(store, name, "rejects") == rejects
    assert made["path"] not in stored_paths(store, name)


# --- days without news ---------------------------------------------------------------------------------

NO_NEWS = ("-a", "start=2026-12-24", "-a", "end=2026-12-26")


def test_days_in_which_nothing_was_published_are_no_failure(
    demo: DemoServer, covered: Covered, tmp_path: Path
) -> None:
    for store in (covered("sigulda"), tmp_path / "empty"):
        result = crawl("sigulda", demo, store, *NO_NEWS)
        assert (result.code, result.changes) == (OK, (0, 0, 0)), result.why
        assert result.run["verdict"] == "quiet"
        assert result.errors == []


def test_days_without_news_on_a_site_that_is_shut_are_one(demo: DemoServer, tmp_path: Path) -> None:
    demo.control.fault("sigulda", "refused", "*")
    result = crawl("sigulda", demo, tmp_path, *NO_NEWS, *AT_ONCE)
    assert result.code == FAILED, result.why


# --- lists that do not say where they end --------------------------------------------------------------


class FirstPages(Relay):
    """A cache before a site: it drops the page of the feed; besides feed and articles nothing answers."""

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        path = urlsplit(target).path
        shut = path == "/" or path.startswith(("/wp-json", "/category/")) or path.endswith(".xml")
        if shut or "rest_route" in target:
            return 404, {"Content-Type": "text/html"}, b"<html><body><h1>404</h1></body></html>"
        return super().answer(path)


def test_a_feed_that_repeats_its_first_page_has_not_come_to_an_end(demo: DemoServer, tmp_path: Path) -> None:
    with FirstPages(demo.url("sigulda")) as relay:
        result: Result = crawl("sigulda", relay.url, tmp_path, *WHOLE, *AT_ONCE)
        pages = [seen.target for seen in relay.seen if "paged=" in seen.target]
    assert pages == ["/feed/?paged=2"], pages
    assert result.code == PARTIAL, result.why
    assert "no way of discovery reached" in result.run["cause"]
    newest = [article["path"] for article in demo.control.expected("sigulda")["articles"]]
    assert set(stored_paths(tmp_path, "sigulda")) <= set(newest)
    assert len(stored_paths(tmp_path, "sigulda")) >= 9


class Proxy(Relay):
    """Passes no header of WordPress on; addresses stand in JSON with their slashes escaped."""

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        status, headers, body = super().answer(target)
        here, there = (address.replace("/", r"\/").encode() for address in (self.url, self.base))
        return status, headers, body.replace(there, here)


def test_an_interface_without_its_headers_is_read_until_a_short_page(
    demo: DemoServer, tmp_path: Path
) -> None:
    """A proxy drops what it does not know, the number of pages among it."""
    with Proxy(demo.url("kuldiga")) as relay:
        assert "X-WP-TotalPages" not in relay.answer("/wp-json/wp/v2/posts")[1]
        result = crawl("kuldiga", relay.url, tmp_path, *WHOLE)
        walked = [
            parse_qs(urlsplit(seen.target).query) for seen in relay.seen if "/wp/v2/posts" in seen.target
        ]
    assert result.code == OK, result.why
    assert stored_paths(tmp_path, "kuldiga") == expected_paths(demo, "kuldiga")
    numbers = [query["page"][0] for query in walked if query.get("orderby") == ["date"]]
    assert numbers == ["1", "2"]
    assert dict(result.run["discovery"]).get("rest", 0) >= 100


def test_an_interface_that_names_another_host_has_not_covered_the_archive(
    demo: DemoServer, tmp_path: Path
) -> None:
    """The site has moved and its interface tells the old addresses still: none of them is ours to ask."""
    with Relay(demo.url("kuldiga")) as relay:  # its answers in JSON keep the address of the demo site
        result = crawl("kuldiga", relay.url, tmp_path, *WHOLE)
    whole = stored_paths(tmp_path, "kuldiga") == expected_paths(demo, "kuldiga")
    assert whole or (result.code == PARTIAL and result.run["cause"]), result.why
