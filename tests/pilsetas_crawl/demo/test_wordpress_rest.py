"""The REST interface of the WordPress sites against its documented and measured behaviour."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer


def test_rest_is_closed_at_sigulda(demo: DemoServer, get: Callable[..., Any]) -> None:
    for path in ("/wp-json/", "/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts"):
        answer = get(demo.url("sigulda") + path)
        assert (answer.status, json.loads(answer.body)["code"]) == (401, "rest_cannot_access")
    assert get(demo.url("sigulda") + "/").headers["Link"] is None


@pytest.mark.parametrize("site", ["kuldiga", "rezeknes-novads"])
def test_rest_is_found_by_its_header_and_answers_both_ways(
    demo: DemoServer, get: Callable[..., Any], site: str
) -> None:
    assert (
        get(f"{demo.url(site)}/").headers["Link"] == f'<{demo.url(site)}/wp-json/>; rel="https://api.w.org/"'
    )
    pretty, plain = (
        get(demo.url(site) + path).body for path in ("/wp-json/wp/v2/posts", "/?rest_route=/wp/v2/posts")
    )
    assert pretty == plain


def test_rest_totals_and_pages(demo: DemoServer, get: Callable[..., Any]) -> None:
    url = f"{demo.url('kuldiga')}/wp-json/wp/v2/posts?per_page=100"
    first, second, third = (get(f"{url}&page={n}") for n in (1, 2, 3))
    posts = json.loads(first.body) + json.loads(second.body)
    expected = demo.control.expected("kuldiga")
    assert (
        int(first.headers["X-WP-Total"])
        == len(posts)
        == len(expected["articles"]) + len(expected["rejected"])
    )
    assert first.headers["X-WP-TotalPages"] == "2"
    assert 'rel="next"' in first.headers["Link"]
    assert (third.status, json.loads(third.body)["code"]) == (400, "rest_post_invalid_page_number")
    assert first.headers["ETag"] is first.headers["Last-Modified"] is None
    assert {str(post["id"]) for post in posts} >= {article["source_id"] for article in expected["articles"]}


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("posts?per_page=101", 400, "rest_invalid_param"),
        ("posts?per_page=0", 400, "rest_invalid_param"),
        ("posts?orderby=nav", 400, "rest_invalid_param"),
        ("posts?after=vakar", 400, "rest_invalid_param"),
        ("posts?status=draft", 400, "rest_invalid_param"),
        ("posts?context=edit", 401, "rest_forbidden_context"),
        ("posts/99999999", 404, "rest_post_invalid_id"),
        ("nav", 404, "rest_no_route"),
    ],
)
def test_rest_errors(demo: DemoServer, get: Callable[..., Any], query: str, status: int, code: str) -> None:
    answer = get(f"{demo.url('kuldiga')}/wp-json/wp/v2/{query}")
    assert (answer.status, json.loads(answer.body)["code"]) == (status, code)


def test_rest_hides_what_is_not_public(demo: DemoServer, get: Callable[..., Any]) -> None:
    statuses = {
        a["key"]: get(f"{demo.url('kuldiga')}/wp-json/wp/v2/posts/{a['source_id']}").status
        for a in demo.control.articles("kuldiga")
        if a["key"] in {"scheduled", "draft", "private", "trashed", "sticky"}
    }
    assert statuses == {"scheduled": 401, "draft": 401, "private": 401, "trashed": 401, "sticky": 200}


def test_rest_zero_matches_is_an_empty_first_page(demo: DemoServer, get: Callable[..., Any]) -> None:
    answer = get(f"{demo.url('kuldiga')}/wp-json/wp/v2/posts?search=nekadatadavarda")
    assert (answer.status, answer.body, answer.headers["X-WP-Total"]) == (200, b"[]", "0")


def rest(demo: DemoServer, get: Callable[..., Any], query: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = json.loads(get(f"{demo.url('kuldiga')}/wp-json/wp/v2/posts?{query}").body)
    return posts


def test_rest_date_filters_compare_local_time(demo: DemoServer, get: Callable[..., Any]) -> None:
    # 23:50 local on the 31st is inside; an offset is converted, no offset is local.
    local = rest(demo, get, "after=2025-12-31T23:49:00&before=2026-01-01T00:11:00&_fields=date")
    assert [post["date"] for post in local] == ["2026-01-01T00:10:00", "2025-12-31T23:50:00"]
    zulu = rest(demo, get, "after=2025-12-31T21:49:00Z&before=2025-12-31T22:11:00Z&_fields=date")
    assert zulu == local


def test_rest_modified_after_does_not_see_a_back_dated_post(
    demo: DemoServer, get: Callable[..., Any]
) -> None:
    slugs = {
        post["slug"]
        for post in rest(demo, get, "modified_after=2025-06-15T00:00:00&per_page=100&_fields=slug")
    }
    assert slugs
    assert not any(slug.startswith("pieminas-bridis") for slug in slugs)
    newest = rest(demo, get, "orderby=id&order=desc&per_page=1&_fields=slug,date")
    assert newest[0]["date"] == "2025-06-14T11:00:00"


def test_rest_fields_embed_and_entities(demo: DemoServer, get: Callable[..., Any]) -> None:
    (post,) = rest(demo, get, f"search={quote('Lielā balle')}&_fields=id,title.rendered,_embedded&_embed")
    assert set(post) == {"id", "title", "_embedded"}
    rendered = "Ģimenes diena „Mamma &#038; tētis&#8221; &#8211; &#8220;Lielā balle&#8221; &#8230; un vēl"
    assert post["title"]["rendered"] == rendered
    assert post["_embedded"]["wp:term"][0][0]["name"] == "Jaunumi"


def test_rest_times_of_the_repeated_hour(demo: DemoServer, get: Callable[..., Any]) -> None:
    (post,) = rest(demo, get, "slug=pulksteni-pagriezti-atpakal&_fields=date,date_gmt")
    assert post == {"date": "2026-10-25T03:30:00", "date_gmt": "2026-10-25T01:30:00"}


def test_rest_protected_and_untitled(demo: DemoServer, get: Callable[..., Any]) -> None:
    (protected,) = rest(demo, get, "slug=materiali-deputatiem")
    assert protected["content"] == {"rendered": "", "protected": True}
    assert protected["title"]["rendered"] == "Materiāli deputātiem"
    (untitled,) = rest(demo, get, "search=aizmirsa&_fields=title")
    assert untitled["title"]["rendered"] == ""


def test_rest_content_can_hold_script_and_iframe(demo: DemoServer, get: Callable[..., Any]) -> None:
    (post,) = rest(demo, get, "slug=video-novada-svetku-gajiens")
    assert "<script>" in post["content"]["rendered"]
    assert "<iframe" in post["content"]["rendered"]


def test_category_filter_and_nested_category(demo: DemoServer, get: Callable[..., Any]) -> None:
    (term,) = json.loads(get(f"{demo.url('kuldiga')}/wp-json/wp/v2/categories?slug=sezu-darba-kartiba").body)
    posts = rest(demo, get, f"categories={term['id']}&_fields=slug")
    assert "kuldigas-novada-domes-sedes-darba-kartiba-22-01-2026" in {post["slug"] for post in posts}
    listed = get(f"{demo.url('kuldiga')}/category/dome/sezu-darba-kartiba/")
    assert listed.status == 200
    assert get(f"{demo.url('kuldiga')}/category/dome/").text.count("darba-kartiba-22-10-2026") > 0


def test_last_modified_is_the_newest_change(demo: DemoServer, get: Callable[..., Any]) -> None:
    (newest,) = rest(demo, get, "orderby=modified&per_page=1&_fields=modified_gmt")
    stamp = parsedate_to_datetime(get(f"{demo.url('kuldiga')}/feed/").headers["Last-Modified"])
    assert stamp.strftime("%Y-%m-%dT%H:%M:%S") == newest["modified_gmt"]
