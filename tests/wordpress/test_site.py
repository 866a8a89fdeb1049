"""The site is a real WordPress: what was observed on real sites holds here too."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

import pytest

from tests.wordpress.bed import WordPressBed
from tests.wordpress.client import feed_items, get, rest, rest_posts
from tests.wordpress.seed import plain_text

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def test_what_runs(wordpress_bed: WordPressBed) -> None:
    assert wordpress_bed.about["locale"] == "lv"
    assert wordpress_bed.about["theme"] == "twentytwentythree"
    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", wordpress_bed.about["version"])
    assert '<html lang="lv' in get(f"{wordpress_bed.url}/").text


def test_rest_lists_the_expected_posts_and_the_protected_one(wordpress_bed: WordPressBed) -> None:
    expected = {wordpress_bed.post_id(post.key) for post in wordpress_bed.expected()}
    assert len(expected) == 58
    listed = rest_posts(wordpress_bed)
    readable = {number for number, post in listed.items() if not post["content"]["protected"]}
    assert readable == expected
    assert set(listed) - readable == {wordpress_bed.post_id("paroles-zina")}
    # Password posts are listed, so the total is one more.
    total = rest(wordpress_bed, "posts", per_page=10).headers
    assert (total["X-WP-Total"], total["X-WP-TotalPages"]) == ("59", "6")


def test_rest_shows_every_expected_post_as_the_seed_says(wordpress_bed: WordPressBed) -> None:
    listed = rest_posts(wordpress_bed)
    for post in wordpress_bed.expected():
        shown = listed[wordpress_bed.post_id(post.key)]
        assert plain_text(shown["title"]["rendered"]) == post.title_plain
        assert shown["link"] == wordpress_bed.link(post.key)
        assert shown["date"] == post.published_local
        edited = post.modified_local != post.date_local
        assert shown["modified"] == (post.modified_local if edited else post.published_local)
        assert datetime.fromisoformat(shown["date_gmt"]).replace(tzinfo=UTC) == post.published_utc
        categories, tags = (
            [unescape(term["name"]) for term in terms] for terms in shown["_embedded"]["wp:term"]
        )
        assert (sorted(categories), sorted(tags)) == (sorted(post.categories), sorted(post.tags))


def test_a_sentence_is_found_in_its_own_article_and_on_its_page(wordpress_bed: WordPressBed) -> None:
    bodies = {
        number: plain_text(post["content"]["rendered"]) for number, post in rest_posts(wordpress_bed).items()
    }
    for post in wordpress_bed.expected():
        holders = [number for number, body in bodies.items() if post.sentence in body]
        assert holders == [wordpress_bed.post_id(post.key)]
    for key in (
        "dzejolis",
        "iszina",
        "iframe-skripts",
        "isinajumkods",
        "bez-virsraksta",
        "klasiskais-redaktors",
    ):
        page = get(wordpress_bed.link(key))
        assert page.status == 200
        assert wordpress_bed.post(key).sentence in page.text


def test_awkward_bodies_reach_the_reader(wordpress_bed: WordPressBed) -> None:
    bodies = {number: post["content"]["rendered"] for number, post in rest_posts(wordpress_bed).items()}
    film = bodies[wordpress_bed.post_id("iframe-skripts")]
    assert "<script>" in film
    assert "<iframe" in film
    assert len(bodies[wordpress_bed.post_id("lielais-pielikums")].encode()) > 200_000
    survey = bodies[wordpress_bed.post_id("isinajumkods")]
    assert '[aptauja id="7"]' in unescape(survey).replace("”", '"').replace("“", '"').replace("″", '"')
    assert "[caption" not in survey


def test_gallery_and_its_pdf_can_be_fetched(wordpress_bed: WordPressBed) -> None:
    body = get(wordpress_bed.link("galerija")).text
    (pdf,) = re.findall(r'href="([^"]+\.pdf)"', body)
    answer = get(pdf)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.body.startswith(b"%PDF-")
    pictures = sorted(set(re.findall(r'src="([^"]+attels-[^"]+\.jpg)"', body)))
    assert len(pictures) == 3
    assert [get(picture).body[:2] for picture in pictures] == [b"\xff\xd8"] * 3


@pytest.mark.parametrize(
    "key", ["melnraksts", "privata-zina", "gaida-apstiprinajumu", "planota-zina", "izmesta-zina"]
)
def test_hidden_posts_are_refused(wordpress_bed: WordPressBed, key: str) -> None:
    number = wordpress_bed.post_id(key)
    assert rest(wordpress_bed, f"posts/{number}").status == 401
    assert get(f"{wordpress_bed.url}/?p={number}").status == 404
    assert rest(wordpress_bed, "posts/999999").status == 404


def test_the_page_is_no_post(wordpress_bed: WordPressBed) -> None:
    assert get(wordpress_bed.link("lapa-kontakti")).status == 200
    assert rest(wordpress_bed, f"posts/{wordpress_bed.post_id('lapa-kontakti')}").status == 404
    assert rest(wordpress_bed, f"pages/{wordpress_bed.post_id('lapa-kontakti')}").status == 200


def test_the_protected_post_cannot_be_read(wordpress_bed: WordPressBed) -> None:
    post = wordpress_bed.post("paroles-zina")
    shown = json.loads(rest(wordpress_bed, f"posts/{wordpress_bed.post_id(post.key)}").body)
    assert shown["content"] == {"rendered": "", "protected": True}
    page, feed = get(wordpress_bed.link(post.key)), get(f"{wordpress_bed.url}/feed/")
    assert "post-password-form" in page.text
    assert f"Aizsargāts: {post.title}" in feed.text
    assert "post-password-form" in feed.text
    assert post.sentence not in page.text + feed.text


def test_feed_holds_the_ten_newest_with_full_text(wordpress_bed: WordPressBed) -> None:
    items = feed_items(get(f"{wordpress_bed.url}/feed/"))
    published = [post for post in wordpress_bed.posts if post.is_article or post.key == "paroles-zina"]
    newest = sorted(published, key=lambda post: post.published_utc, reverse=True)[:10]
    assert [parsedate_to_datetime(item.findtext("pubDate")) for item in items] == [
        post.published_utc for post in newest
    ]
    for item, post in zip(items, newest, strict=True):
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("guid") == f"{wordpress_bed.url}/?p={wordpress_bed.post_id(post.key)}"
        assert item.findtext("link") == wordpress_bed.link(post.key)
        assert {term.text for term in item.findall("category")} == {*post.categories, *post.tags}
        assert post.password or post.sentence in plain_text(item.findtext(CONTENT))


def test_feed_pages_end_with_404(wordpress_bed: WordPressBed) -> None:
    pages = [get(f"{wordpress_bed.url}/feed/?paged={number}") for number in range(1, 8)]
    assert [(page.status, len(feed_items(page))) for page in pages] == [
        *[(200, 10)] * 5,
        (200, 9),
        (404, 0),
    ]


def test_a_post_without_title_has_an_empty_one_in_the_feed(wordpress_bed: WordPressBed) -> None:
    titles = {
        item.findtext("link"): item.findtext("title")
        for number in range(1, 7)
        for item in feed_items(get(f"{wordpress_bed.url}/feed/?paged={number}"))
    }
    assert titles[wordpress_bed.link("bez-virsraksta")] == ""
    assert titles[wordpress_bed.link("iszina")] == "Īsziņa"


def test_only_clean_validators_together_are_safe(wordpress_bed: WordPressBed) -> None:
    """gzip makes the tag weak, WordPress compares its text; see the table of observed answers."""
    url = f"{wordpress_bed.url}/feed/"
    first = get(url).headers
    tag, changed = first["ETag"], first["Last-Modified"]
    assert re.fullmatch(r'W/"[0-9a-f]{32}"', tag)
    clean = tag.removeprefix("W/")
    assert get(url, If_None_Match=tag, If_Modified_Since=changed).status == 200
    assert get(url, If_None_Match=tag).status == 200
    assert get(url, If_Modified_Since=changed).status == 304
    answer = get(url, If_None_Match=clean, If_Modified_Since=changed)
    assert (answer.status, answer.body) == (304, b"")


def test_listing_shows_the_sticky_post_twice(wordpress_bed: WordPressBed) -> None:
    """Eleven on the first page, ten on full ones, a 404 after the last; the sticky one also in its place."""
    pages = [get(f"{wordpress_bed.url}/page/{number}/") for number in range(2, 8)]
    pages.insert(0, get(f"{wordpress_bed.url}/"))
    assert [page.status for page in pages] == [200] * 6 + [404]
    links = [re.findall(r'<h2[^>]*wp-block-post-title[^>]*><a href="([^"]+)"', page.text) for page in pages]
    seen = Counter(link for page in links for link in page)
    assert len(links[0]) == 11
    assert links[0][0] == wordpress_bed.link("piespraustais")
    assert seen[wordpress_bed.link("piespraustais")] == 2
    # The title is the link of a listing; the one without a title has none.
    others = {post.key for post in wordpress_bed.expected()} - {"piespraustais", "bez-virsraksta"}
    assert [seen[wordpress_bed.link(key)] for key in sorted(others)] == [1] * 56


def test_robots_and_sitemap_name_the_articles(wordpress_bed: WordPressBed) -> None:
    assert f"Sitemap: {wordpress_bed.url}/wp-sitemap.xml" in get(f"{wordpress_bed.url}/robots.txt").text
    listed = get(f"{wordpress_bed.url}/wp-sitemap-posts-post-1.xml").text
    links = set(re.findall(r"<loc>([^<]+)</loc>", listed))
    assert {wordpress_bed.link(post.key) for post in wordpress_bed.expected()} <= links
