"""Changes of the running world show on its sites the way real systems show them."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import pytest

from pilsetas_crawl.demo import DemoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo import DemoServer


def validators(get: Callable[..., Any], url: str) -> dict[str, str]:
    """Both validators as a careful client sends them back."""
    headers = get(url, compressed=True).headers
    tag = headers["ETag"].removeprefix("W/").replace('-gzip"', '"')
    return {"If_None_Match": tag, "If_Modified_Since": headers["Last-Modified"]}


def posts(get: Callable[..., Any], server: DemoServer, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get(f"{server.url('kuldiga')}/wp-json/wp/v2/posts?{query}").body)
    return found


def test_edit_changes_page_and_feed_validators_but_not_the_feed(
    fresh: Callable[..., Any], get: Callable[..., Any]
) -> None:
    server = fresh("kuldiga")
    feed = f"{server.url('kuldiga')}/feed/"
    sent, before = validators(get, feed), get(feed).text
    edited = server.control.edit("kuldiga", "agenda-1", title="Labota darba kārtība", body=["Jauns teksts."])
    assert "Jauns teksts." in get(server.url("kuldiga") + edited["path"]).text
    after = get(feed, compressed=True, **sent)
    assert after.status == 200
    # Old posts do not come back into the feed.
    assert after.text.count("<item>") == before.count("<item>")
    assert "Labota darba kārtība" not in after.text
    found = posts(get, server, "modified_after=2026-11-20T12:00:00&_fields=slug,title")
    assert [post["title"]["rendered"] for post in found] == ["Labota darba kārtība"]


def test_delete_moves_last_modified_back(fresh: Callable[..., Any], get: Callable[..., Any]) -> None:
    server = fresh("kuldiga")
    feed = f"{server.url('kuldiga')}/feed/"
    inserted = server.control.insert("kuldiga", title="Īslaicīga ziņa", body=["Drīz pazudīs."])
    sent = validators(get, feed)
    number = inserted["source_id"]
    server.control.delete("kuldiga", inserted["key"])
    after = get(feed, compressed=True)
    old = parsedate_to_datetime(sent["If_Modified_Since"])
    assert parsedate_to_datetime(after.headers["Last-Modified"]) < old
    # The date alone is answered 304 although the feed has changed; with the tag it is 200.
    assert get(feed, compressed=True, If_Modified_Since=sent["If_Modified_Since"]).status == 304
    assert get(feed, compressed=True, **sent).status == 200
    assert get(f"{server.url('kuldiga')}/wp-json/wp/v2/posts/{number}").status == 401
    assert get(server.url("kuldiga") + inserted["path"]).status == 404


def test_back_dated_insert_lands_in_the_middle_with_the_same_validators(
    fresh: Callable[..., Any], get: Callable[..., Any]
) -> None:
    server = fresh("kuldiga")
    feed = f"{server.url('kuldiga')}/feed/"
    sent = validators(get, feed)
    server.control.insert(
        "kuldiga", key="late", title="Novēlota ziņa", body=["Teksts."], published="2026-11-19T10:00:00+02:00"
    )
    assert get(feed, compressed=True, **sent).status == 304
    text = get(feed).text
    assert "Novēlota ziņa" in text
    assert text.index("<item>") < text.index("apgrūtināta satiksme") < text.index("Novēlota ziņa")
    (newest,) = posts(get, server, "orderby=id&per_page=1&_fields=slug,date,modified")
    assert newest["slug"] == "novelota-zina"
    assert newest["date"] == newest["modified"] == "2026-11-19T10:00:00"


def test_scheduled_post_comes_out(fresh: Callable[..., Any], get: Callable[..., Any]) -> None:
    server = fresh("kuldiga")
    hidden = next(a for a in server.control.articles("kuldiga") if a["key"] == "scheduled")
    url = server.url("kuldiga") + hidden["path"]
    assert get(url).status == 404
    (released,) = server.control.release_scheduled("kuldiga")
    assert (released["key"], get(url).status) == ("scheduled", 200)
    assert hidden["path"] in {a["path"] for a in server.control.expected("kuldiga")["articles"]}


def test_insert_shows_first_in_list_and_feed(fresh: Callable[..., Any], get: Callable[..., Any]) -> None:
    server = fresh("ludza")
    feed = f"{server.url('ludza')}/lv/rss/articles"
    sent = validators(get, feed)
    assert get(feed, compressed=True, **sent).status == 304
    new = server.control.insert("ludza", title="Pavisam jauna ziņa", body=["Pirmā rindkopa.", "Otrā."])
    answer = get(feed, compressed=True, **sent)
    assert answer.status == 200
    assert answer.text.partition("<item>")[2].lstrip().startswith("<title>Pavisam jauna ziņa</title>")
    assert new["path"] in get(f"{server.url('ludza')}/lv/jaunumi").text
    newest = server.control.expected("ludza")["articles"][0]
    assert (newest["path"], newest["body"]) == (new["path"], ["Pirmā rindkopa.", "Otrā."])


def test_cache_clear_changes_the_tag_only(fresh: Callable[..., Any], get: Callable[..., Any]) -> None:
    server = fresh("ludza", "kuldiga")
    feed = f"{server.url('ludza')}/lv/rss/articles"
    sent, before = validators(get, feed), get(feed).body
    # What happens on another site leaves the tag alone.
    server.control.insert("kuldiga", title="Citur", body=["Teksts."])
    assert get(feed, compressed=True, **sent).status == 304
    server.control.touch("ludza")
    answer = get(feed, compressed=True, **sent)
    assert (answer.status, answer.body) == (200, before)


def test_platform_release_changes_every_tvp_site_and_no_article(
    fresh: Callable[..., Any], get: Callable[..., Any]
) -> None:
    server = fresh("ludza", "tukums", "jurmala")
    marks = {site: "<h3>" in list_html(get, server, site) for site in server.urls}
    assert marks == {"ludza": False, "tukums": True, "jurmala": False}
    before = {site: {a["path"] for a in server.control.expected(site)["articles"]} for site in server.urls}
    server.control.platform_release()
    assert {site: "<h3>" in list_html(get, server, site) for site in server.urls} == {
        s: not m for s, m in marks.items()
    }
    after = {site: {a["path"] for a in server.control.expected(site)["articles"]} for site in server.urls}
    assert before == after
    assert "T08:05:00+02:00" in list_html(get, server, "tukums")


def list_html(get: Callable[..., Any], server: DemoServer, site: str) -> str:
    text: str = get(f"{server.url(site)}/lv/jaunumi").text
    return text.partition("articles-wrapper")[2].partition("pagination")[0].replace('<div class="title">', "")


def test_expected_follows_an_edit(fresh: Callable[..., Any]) -> None:
    server = fresh("cesis")
    key = server.control.expected("cesis")["articles"][0]["key"]
    server.control.edit("cesis", key, title="Cits virsraksts")
    assert server.control.expected("cesis")["articles"][0]["title"] == "Cits virsraksts"


def test_wrong_names_come_back_as_one_line(fresh: Callable[..., Any]) -> None:
    server = fresh("cesis")
    with pytest.raises(DemoError, match="has no article 'nav'"):
        server.control.delete("cesis", "nav")
    with pytest.raises(DemoError, match="no control command 'dzest'"):
        server.control.call("dzest")
    with pytest.raises(DemoError, match="does not serve 'ludza'"):
        server.url("ludza")
