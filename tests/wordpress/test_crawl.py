"""Our spiders read a real WordPress: everything that is published, as published, and later only what changed.

Three sites: addresses at the root with the REST interface open; plain ``?p=ID`` addresses, where the
interface is reached by ``?rest_route=`` and the feed by ``?feed=rss2``; addresses by category with the
interface closed, where feed and pages have to do.
"""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pilsetas_crawl.tags.stems import tag_key
from tests.wordpress.bed import FLAT, WordPressBed
from tests.wordpress.client import get
from tests.wordpress.crawling import Harvest, Pass
from tests.wordpress.seed import SeedPost

PLAIN = ""
BY_CATEGORY = "/jaunumi/%category%/%postname%/"
SPIDERS = {FLAT: "kuldiga", PLAIN: "rezeknes-novads", BY_CATEGORY: "sigulda"}
FEEDS = {FLAT: "/feed/", PLAIN: "/?feed=rss2", BY_CATEGORY: "/feed/"}
CLOSED = {BY_CATEGORY: ("rest",)}

all_sites = pytest.mark.parametrize(
    "wordpress_bed", list(SPIDERS), ids=list(SPIDERS.values()), indirect=True, scope="session"
)
kuldiga = pytest.mark.parametrize("wordpress_bed", [FLAT], ids=["kuldiga"], indirect=True, scope="session")


@pytest.fixture(scope="module")
def first_pass(wordpress_bed: WordPressBed, tmp_path_factory: pytest.TempPathFactory) -> tuple[Harvest, Pass]:
    """The first crawl of a site: its store is not to be changed."""
    permalinks = wordpress_bed.permalinks
    wordpress_bed.close(*CLOSED.get(permalinks, ()))
    harvest = Harvest(wordpress_bed, SPIDERS[permalinks], tmp_path_factory.mktemp("first") / "store")
    return harvest, harvest.crawl()


@pytest.fixture
def harvest(fresh_wordpress: WordPressBed, first_pass: tuple[Harvest, Pass], tmp_path: Any) -> Harvest:
    """A copy of the first crawl to go on from; the site may be changed and is put back afterwards."""
    fresh_wordpress.close(*CLOSED.get(fresh_wordpress.permalinks, ()))
    return first_pass[0].copy(tmp_path / "store")


def folded(text: str | None) -> str:
    """Text with its lines joined."""
    return " ".join((text or "").split())


def title_of(post: SeedPost) -> str:
    """A post without a title is called by the first line of its text."""
    return post.title_plain or post.sentence


def assert_holds(harvest: Harvest, posts: list[SeedPost]) -> None:
    """The newest revisions that are not removed are exactly these posts, by number, title and text."""
    newest = {row["source_id"]: row for row in harvest.articles()}
    live = {
        (number, row["title"]): folded(row["body"])
        for number, row in newest.items()
        if row["status"] != "removed"
    }
    wanted = {(str(harvest.bed.post_id(post.key)), title_of(post)): post for post in posts}
    assert sorted(live) == sorted(wanted)
    assert [key for key, post in wanted.items() if folded(post.sentence) not in live[key]] == []


def assert_quiet(harvest: Harvest) -> None:
    """A pass over an unchanged site: robots.txt and a feed that answers 304, nothing stored."""
    before = len(harvest.articles())
    code, run, requests = harvest.crawl()
    assert (code, run["verdict"]) == (0, "quiet")
    feed = [entry.status for entry in requests if entry.path == FEEDS[harvest.bed.permalinks]]
    # Without pretty addresses WordPress redirects robots.txt once.
    assert feed == [304]
    assert [entry.path for entry in requests if not entry.path.startswith("/robots.txt")] == [
        FEEDS[harvest.bed.permalinks]
    ]
    assert run["not_modified"] == 1
    assert len(harvest.articles()) == before
    assert [run[name] for name in ("new", "edited", "removed", "failed")] == [0, 0, 0, 0]


# --- the first pass ------------------------------------------------------------------------------------


@all_sites
def test_exactly_the_published_articles_are_stored(first_pass: tuple[Harvest, Pass]) -> None:
    harvest, (code, run, _) = first_pass
    expected = harvest.bed.expected()
    assert len(expected) == 58
    assert (code, run["verdict"], run["new"], run["rejected"]) == (0, "ok", 58, 1)
    assert len(harvest.articles()) == 58
    assert {row["status"] for row in harvest.articles()} == {"new"}
    assert_holds(harvest, expected)


@all_sites
def test_articles_come_by_the_interface_where_it_is_open(first_pass: tuple[Harvest, Pass]) -> None:
    harvest, (_, run, requests) = first_pass
    bed = harvest.bed
    pages = {bed.link(post.key).removeprefix(bed.url) for post in [*bed.expected(), bed.post("paroles-zina")]}
    asked = pages.intersection(entry.path for entry in requests)
    # The interface tells articles whole, so no page is asked for; the feed leads to each page.
    by_rest = bed.permalinks != BY_CATEGORY
    assert asked == (set() if by_rest else pages)
    assert dict(run["discovery"]).get("rest", 0) == (59 if by_rest else 0)
    assert dict(run["discovery"]).get("feed", 0) == (10 if by_rest else 59)


@all_sites
def test_moments_are_exact_also_when_the_clocks_change(first_pass: tuple[Harvest, Pass]) -> None:
    harvest, _ = first_pass
    stored = {row["source_id"]: row for row in harvest.articles()}
    for post in harvest.bed.expected():
        row = stored[str(harvest.bed.post_id(post.key))]
        assert row["published_at"].astimezone(UTC) == post.published_utc, post.key
        assert row["published_date"].isoformat() == post.published_local[:10], post.key
        assert row["published_precision"] == "minute", post.key
    (autumn,), (spring,) = harvest.revisions("rudens-stunda"), harvest.revisions("pavasara-atstarpe")
    # Half past three came twice on 25 October, and never on 29 March, when it was half past four.
    assert autumn["published_at"].astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert spring["published_at"].astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@all_sites
def test_categories_and_tags_are_the_sites_own(first_pass: tuple[Harvest, Pass]) -> None:
    harvest, _ = first_pass
    stored = {row["source_id"]: row for row in harvest.articles()}
    for post in harvest.bed.expected():
        row = stored[str(harvest.bed.post_id(post.key))]
        assert sorted(row["categories"]) == sorted(post.categories), post.key
        assert sorted(row["site_tags"]) == sorted(post.tags), post.key
        # Names of sections and places are no tags; what else an article is tagged with, is a keyword.
        told = {tag_key(name) for name in (*post.tags, *post.categories)}
        own = {tag_key(name) for name in row["tags"]} - {tag_key(word) for word in row["keywords"]}
        assert own <= told, post.key


@all_sites
def test_documents_of_the_gallery_are_kept(first_pass: tuple[Harvest, Pass]) -> None:
    harvest, _ = first_pass
    (gallery,) = harvest.revisions("galerija")
    (document,) = gallery["attachments"]
    # The pictures are part of the text; the list of participants is a document.
    assert (document["name"], document["type"]) == ("Jurģu tirgus dalībnieki (PDF)", "pdf")
    assert document["url"] == f"{harvest.bed.url}/wp-content/uploads/2026/04/dalibnieki.pdf"


@all_sites
def test_the_protected_post_is_rejected_with_its_reason(first_pass: tuple[Harvest, Pass]) -> None:
    harvest, _ = first_pass
    (reject,) = harvest.rejects()
    link = harvest.bed.link("paroles-zina")
    assert (reject["url"], reject["reason"]) == (link, "password")
    secrets = [post.sentence for post in harvest.bed.posts if not post.is_article]
    assert len(secrets) == 7
    bodies = "\n".join(folded(row["body"]) for row in harvest.articles())
    assert [secret for secret in secrets if secret in bodies] == []


# --- later passes --------------------------------------------------------------------------------------


@all_sites
def test_an_unchanged_site_is_asked_for_its_feed_only(harvest: Harvest) -> None:
    assert_quiet(harvest)


@kuldiga
def test_changes_are_found_one_by_one(harvest: Harvest) -> None:
    bed = harvest.bed
    bed.edit("ziemas-sezona", title="Kuldīgā apkure sākusies", content="Radiatori ir silti.")
    _, run, requests = harvest.crawl()
    assert [run[name] for name in ("new", "edited", "removed")] == [0, 1, 0]
    (question,) = [entry.path for entry in requests if "modified_after=" in entry.path]
    told = {post["id"] for post in json.loads(get(bed.url + question).body)}
    # The edit, and with it the newest change before it (20 November), because questions overlap.
    assert told == {bed.post_id("ziemas-sezona"), bed.post_id("labots-rudens")}
    assert_holds(harvest, bed.expected())
    # Neither of these moves the feed's validators, so the daily look past the feed finds them.
    bed.delete("jani")
    _, run, requests = harvest.crawl(PILSETAS_CROSSCHECK_HOURS=0)
    assert 304 in [entry.status for entry in requests if entry.path == "/feed/"]
    assert [run[name] for name in ("new", "edited", "removed")] == [0, 0, 1]
    assert_holds(harvest, bed.expected())
    bed.insert("arhivs", title="Ievests", content="Ko pārcēla skripts.", date_local="2026-01-20T14:05:00")
    _, run, requests = harvest.crawl(PILSETAS_CROSSCHECK_HOURS=0)
    assert 304 in [entry.status for entry in requests if entry.path == "/feed/"]
    assert [run[name] for name in ("new", "edited", "removed")] == [1, 0, 0]
    assert_holds(harvest, bed.expected())
    # Also after a pass that saw nothing but a 304.
    assert_quiet(harvest)
    assert_quiet(harvest)


@all_sites
def test_changes_are_found_all_in_one_pass(harvest: Harvest) -> None:
    bed = harvest.bed
    edited, deleted, inserted, day = "ziemas-sezona", "jani", "importets", "2025-12-20"
    if bed.permalinks == BY_CATEGORY:
        # Without the interface only the feed tells of edits and insertions, so they lie in its window.
        edited, deleted, day = bed.expected()[6].key, bed.expected()[4].key, "2026-11-05"
    bed.edit(edited, title="Cits virsraksts", content="Pavisam cits ziņas teksts.")
    bed.delete(deleted)
    bed.insert(inserted, title="Ievests", content="Ko pārcēla skripts.", date_local=f"{day}T14:05:00")
    code, run, _ = harvest.crawl()
    assert (code, run["verdict"]) == (0, "ok")
    assert [run[name] for name in ("new", "edited", "removed", "failed")] == [1, 1, 1, 0]
    told = [[row["status"] for row in harvest.revisions(key)] for key in (edited, deleted, inserted)]
    assert told == [["new", "edited"], ["new", "removed"], ["new"]]
    assert len(harvest.articles()) == 58 + 3
    assert_holds(harvest, bed.expected())
    (new,) = harvest.revisions(inserted)
    assert new["published_at"].astimezone(UTC) == datetime.fromisoformat(f"{day}T12:05:00Z")
    assert_quiet(harvest)


# --- passes that die -----------------------------------------------------------------------------------


@kuldiga
def test_a_pass_that_dies_after_the_feed_hides_nothing(harvest: Harvest) -> None:
    harvest.bed.edit("ziemas-sezona", title="Kuldīgā apkure sākusies", content="Radiatori ir silti.")
    asked = [(entry.path, entry.status) for entry in harvest.crawl_and_kill("/feed/")]
    assert asked == [("/robots.txt", 200), ("/feed/", 200)]
    assert len(harvest.runs()) == 1
    _, run, _ = harvest.crawl()
    assert (run["verdict"], run["edited"], run["new"], run["removed"]) == ("ok", 1, 0, 0)
    assert_holds(harvest, harvest.bed.expected())
