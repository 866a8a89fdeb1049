"""Rule: WordPress news are found also where they are a type of their own, and by years where dated."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.crawl.crawling import CROSSCHECK, WHOLE, crawl, path_of, rows, stored_paths

TEXT = (
    "Pašvaldība informē iedzīvotājus, ka šonedēļ sākas ceļu uzturēšanas darbi, kuru dēļ satiksme vairākos "
    "posmos būs apgrūtināta, un aicina izvēlēties citus maršrutus līdz darbu beigām."
)


class Site:
    """A WordPress in answers: path → content type, headers, body. Everything else is 404."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, tuple[str, dict[str, str], str]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                parts = urlsplit(self.path)
                page = parse_qs(parts.query).get("page", ["1"])[0]
                kind, headers, body = site.answers.get(parts.path, ("", {}, ""))
                if parts.path.startswith("/wp-json/wp/v2/") and page != "1":
                    kind, headers, body = site.answers.get(f"{parts.path}?page={page}", ("", {}, ""))
                data = body.encode()
                self.send_response(200 if kind else 404)
                for name, value in {"Content-Type": kind or "text/html", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path: str, body: str) -> None:
        html = f"<!DOCTYPE html><html lang='lv'><head><title>x</title></head><body>{body}</body></html>"
        self.answers[path] = ("text/html; charset=utf-8", {}, html)

    def collection(self, name: str, posts: list[dict[str, object]]) -> None:
        told = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(min(1, len(posts)))}
        self.answers[f"/wp-json/wp/v2/{name}"] = ("application/json", told, json.dumps(posts))

    def post(self, number: int, path: str, title: str) -> dict[str, object]:
        moment = f"2026-11-{number % 28 + 1:02d}T08:00:00"
        return {
            "id": number, "link": self.url + path, "date": moment, "date_gmt": moment, "modified_gmt": moment,
            "title": {"rendered": title}, "excerpt": {"rendered": ""},
            "content": {"rendered": f"<p>{title}. {TEXT}</p>", "protected": False},
        }  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_news_of_a_type_of_their_own_are_found_through_the_list_of_types(site, tmp_path):
    """As Ķekava may have it: no posts at all, news under /n/, beside pages, events and shops of plugins."""
    types = {
        "post": {"slug": "post", "rest_base": "posts", "rest_namespace": "wp/v2"},
        "page": {"slug": "page", "rest_base": "pages", "rest_namespace": "wp/v2"},
        "attachment": {"slug": "attachment", "rest_base": "media", "rest_namespace": "wp/v2"},
        "n": {"slug": "n", "rest_base": "n", "rest_namespace": "wp/v2"},
        "event": {"slug": "event", "rest_base": "events", "rest_namespace": "wp/v2"},
        "product": {"slug": "product", "rest_base": "products", "rest_namespace": "shop/v1"},
    }
    site.answers["/wp-json/wp/v2/types"] = ("application/json", {}, json.dumps(types))
    site.collection("posts", [])
    site.collection("pages", [site.post(1, "/kontaktu-lapa-pilnaja/", "Kontakti")])
    site.collection(
        "n", [site.post(14, "/n/celu-darbi/", "Ceļu darbi"), site.post(3, "/n/tirgus/", "Tirgus")]
    )
    site.collection("events", [site.post(9, "/event/koncerts/", "Koncerts")])

    first = crawl("kekava", site.url, tmp_path, *WHOLE)
    assert first.code == 0, first.why
    assert stored_paths(tmp_path, "kekava") == ["/n/celu-darbi/", "/n/tirgus/"]
    assert {row["source_id"] for row in rows(tmp_path, "kekava")} == {"14", "3"}
    asked = [urlsplit(path).path.removeprefix("/wp-json/wp/v2/") for path in site.asked]
    assert {"pages", "media", "products"}.isdisjoint(asked)
    assert asked.count("types") == 1
    assert asked.count("events") == 1  # looked into once, never read

    # A quiet run remembers; nothing is stored twice, nothing is taken for removed.
    site.asked.clear()
    again = crawl("kekava", site.url, tmp_path)
    assert again.code == 0, again.why
    assert again.changes == (0, 0, 0)
    assert "/wp-json/wp/v2/types" not in [urlsplit(path).path for path in site.asked]

    # News that become posts after all are seen with the daily check.
    site.collection("posts", [site.post(20, "/n/jauna-kartiba/", "Jauna kārtība")])
    assert crawl("kekava", site.url, tmp_path, *CROSSCHECK).changes == (1, 0, 0)
    assert "/n/jauna-kartiba/" in stored_paths(tmp_path, "kekava")


def test_dated_addresses_are_found_by_years_and_tell_the_day(site, tmp_path):
    """As at Rēzekne, interface, feed and maps closed: a year page by page, then the year before."""

    def listed(*paths: str) -> str:
        return "".join(
            f"<article><h2><a href='{path}'>Raksts {path[6:11]}</a></h2></article>" for path in paths
        )

    news = {
        "/2026/11/17/celu-darbi/": "/2026/", "/2026/03/02/tirgus-diena/": "/2026/page/2/",
        "/2025/12/31/vecgada-vakars/": "/2025/",
    }  # fmt: skip
    russian = "/ru/2026/11/16/avtobusy/"
    for path, archive in news.items():
        site.page(archive, f"<main>{listed(path, russian)}</main>")
        site.page(path, f"<article><h1>Raksts {path[6:11]}</h1><p>Ziņa {path[1:11]}. {TEXT}</p></article>")

    result = crawl("rezekne", site.url, tmp_path, "-a", "start=2025-01-01", "-a", "end=2026-11-30")
    assert result.code == 0, result.why
    assert stored_paths(tmp_path, "rezekne") == sorted(news)
    days = {path_of(row["url"]): str(row["published_date"]) for row in rows(tmp_path, "rezekne")}
    assert days == {path: path[1:11].replace("/", "-") for path in news}
    assert {row["published_precision"] for row in rows(tmp_path, "rezekne")} == {"day"}
    assert russian not in site.asked
    assert "/2024/" not in site.asked


def listed(*paths: str) -> str:
    return "<main>" + "".join(f"<article><h2><a href='{path}'>{path}</a></h2></article>" for path in paths)


def test_of_several_guesses_the_one_that_lists_articles_is_remembered(site, tmp_path):
    """As at Ventspils, interface, feed and maps closed: the wider list is not there, the section's is."""
    path = "/jaunumi/pilseta/celu-darbi-ventspili/"
    site.page("/jaunumi/pilseta/", listed(path))
    site.page(
        path, f"<article><h1>Ceļu darbi</h1><time datetime='2026-11-17'>x</time><p>{TEXT}</p></article>"
    )
    first = crawl("ventspils", site.url, tmp_path, *WHOLE)
    assert first.code == 0, first.why
    assert stored_paths(tmp_path, "ventspils") == [path]
    assert "/jaunumi/" in site.asked

    site.asked.clear()
    again = crawl("ventspils", site.url, tmp_path)
    assert again.code == 0, again.why
    assert "/jaunumi/pilseta/" in site.asked
    assert "/jaunumi/" not in site.asked


def test_maps_are_found_through_robots_txt_and_behind_index_php(site, tmp_path):
    """As at Alūksne: addresses with /index.php, and a map nobody would guess."""
    path = "/index.php/2026/11/17/celu-darbi/"
    site.page(path, f"<article><h1>Ceļu darbi</h1><p>{TEXT}</p></article>")
    site.answers["/robots.txt"] = ("text/plain", {}, f"User-agent: *\nSitemap: {site.url}/kartes/visas.xml\n")

    def map_of(kind: str, *addresses: str) -> tuple[str, dict[str, str], str]:
        inner = "sitemap" if kind == "sitemapindex" else "url"
        rows = "".join(f"<{inner}><loc>{site.url}{one}</loc></{inner}>" for one in addresses)
        xml = f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{kind}>'
        return "application/xml", {}, xml

    site.answers["/kartes/visas.xml"] = map_of(
        "sitemapindex", "/kartes/sitemap-pt-page-2026.xml", "/kartes/sitemap-pt-post-2026.xml"
    )
    site.answers["/kartes/sitemap-pt-post-2026.xml"] = map_of("urlset", path)
    first = crawl("aluksne", site.url, tmp_path, *WHOLE)
    assert first.code == 0, first.why
    assert stored_paths(tmp_path, "aluksne") == [path]
    assert "/kartes/sitemap-pt-page-2026.xml" not in site.asked
    asked = [one for one in site.asked if one.endswith(".xml")]
    assert asked[:2] == ["/index.php/wp-sitemap.xml", "/index.php/sitemap_index.xml"]

    site.asked.clear()
    site.answers["/index.php/wp-sitemap.xml"] = map_of("urlset", path)
    assert crawl("aluksne", site.url, tmp_path / "other", *WHOLE).code == 0
    assert [one for one in site.asked if one.endswith(".xml")] == ["/index.php/wp-sitemap.xml"]


def test_an_interface_that_does_not_know_when_a_post_was_changed_is_not_read_whole(site, tmp_path):
    """Before version 5.7 `modified_after` is ignored: the whole archive would be told with every run."""
    news = [site.post(number, f"/celu-darbi-{number}-diena/", f"Darbi {number}") for number in range(1, 25)]
    newest_first = news[::-1]
    for number in range(3):
        told = {"X-WP-Total": "24", "X-WP-TotalPages": "3"}
        body = json.dumps(newest_first[8 * number : 8 * number + 8])
        key = "/wp-json/wp/v2/posts" + (f"?page={number + 1}" if number else "")
        site.answers[key] = ("application/json", told, body)
    first = crawl("kuldiga", site.url, tmp_path, *WHOLE)
    assert first.code == 0, first.why
    assert len(stored_paths(tmp_path, "kuldiga")) == 24

    site.asked.clear()
    again = crawl("kuldiga", site.url, tmp_path)
    assert again.code == 0, again.why
    changes = [parse_qs(urlsplit(one).query) for one in site.asked if "modified_after" in one]
    assert [one["page"] for one in changes] == [["1"]]


LIEPAJA = (
    "<html lang='lv'><head><title>{title}</title></head><body><nav><a href='/jaunumi/'>Jaunumi</a></nav>"
    "<main><h1>{title}</h1>{line}<p>"
    + TEXT
    + "</p><p>Pasākums notiks 5. decembrī.</p>{tail}</main></body></html>"
)


def test_an_unlabelled_date_under_the_headline_is_the_day_of_publication(read):
    line = "<div>22. maijs, 2020</div><div>Pašvaldība</div>"
    article = read("liepaja", LIEPAJA.format(title="Domes notikumu plāns", line=line, tail=""))
    assert str(article.published_date) == "2020-05-22"
    assert "22. maijs" not in (article.body or "")


@pytest.mark.parametrize("line", ["<div>5. decembrī</div>", "<div>24. maijs, 2031</div>"])
def test_days_without_a_year_and_days_to_come_are_no_date_of_publication(read, line):
    html = LIEPAJA.format(title="Domes notikumu plāns", line=line, tail="")
    assert read("liepaja", html).published_date is None


def test_a_page_that_was_only_renewed_is_a_standing_page(read):
    from pilsetas_crawl.run.outcomes import Reason, RejectedError

    tail = "<div>Atjaunots: 8. septembris, 2026</div>"
    with pytest.raises(RejectedError) as caught:
        read("liepaja", LIEPAJA.format(title="Zilais karogs", line="", tail=tail))
    assert caught.value.reason is Reason.NOT_ARTICLE
    # With a date of publication it is news that was changed.
    news = read(
        "liepaja", LIEPAJA.format(title="Zilais karogs", line="<div>22. maijs, 2020</div>", tail=tail)
    )
    assert str(news.published_date) == "2020-05-22"
