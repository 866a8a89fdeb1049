"""The WordPress REST interface: collections, single objects, their errors and headers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.model import DemoArticle, plain_paragraphs
from pilsetas_crawl.demo.wire import Ask, Reply
from pilsetas_crawl.demo.wp_json import (
    BadParameter,
    date_filter,
    list_of_numbers,
    ordered,
    post_json,
    prune,
    term_json,
)
from pilsetas_crawl.demo.wp_links import rest_path
from pilsetas_crawl.demo.wp_settings import SETTINGS
from pilsetas_crawl.demo.wp_terms import AUTHOR, Term, categories, tags
from pilsetas_crawl.demo.wp_tribe import events_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pilsetas_crawl.demo.world import World

_JSON = "application/json; charset=UTF-8"
_MAX_PER_PAGE = 100
_HIDDEN = frozenset({"draft", "private", "future", "trash", "pending"})


def error(status: int, code: str, message: str) -> Reply:
    """An error as WordPress words it."""
    return _json({"code": code, "message": message, "data": {"status": status}}, status)


def _json(value: object, status: int = 200, headers: Sequence[tuple[str, str]] = ()) -> Reply:
    body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/")
    base = (("X-Robots-Tag", "noindex"), ("X-Content-Type-Options", "nosniff"), ("Allow", "GET"))
    return Reply(status, body.encode(), _JSON, (*base, *headers))


class WpRest:
    """Answers below /wp-json/ (or ?rest_route=) of one site."""

    def __init__(self, world: World, site: str, base: str) -> None:
        self.world, self.site, self.base = world, site, base
        self._kinds = _collections(site)

    def respond(self, ask: Ask, route: str) -> Reply:
        """Answer one route such as ``/wp/v2/posts``."""
        route = route.rstrip("/")
        tables: dict[str, Callable[[Ask], Reply]] = {
            "": lambda _: _json(self._root()),
            "/wp/v2": lambda _: _json(
                {"namespace": "wp/v2", "routes": {"/wp/v2/posts": {}, "/wp/v2/media": {}}}
            ),
            "/wp/v2/categories": lambda a: self._terms(a, list(categories(self.site).values())),
            "/wp/v2/tags": lambda a: self._terms(a, list(tags().values())),
            "/wp/v2/types": lambda _: _json({name: _type(base) for name, base in _types(self.site)}),
            "/wp/v2/users": lambda _: _json([{"id": 1, "name": AUTHOR, "slug": "san"}]),
        }
        try:
            if route in tables:
                return tables[route](ask)
            if route in self._kinds:
                return self._posts(ask, self._kinds[route])
            if route.startswith("/tribe/events/v1/events") and SETTINGS[self.site].calendar:
                return events_answer(self.world, self.site, self.base, ask, route)
            return self._single(ask, route)
        except BadParameter as bad:
            return error(400, "rest_invalid_param", f"Nederīgs parametrs(-i): {bad}")

    def _root(self) -> dict[str, Any]:
        return {
            "name": FACTS[self.site].institution,
            "url": self.base,
            "home": self.base,
            "gmt_offset": 2,
            "timezone_string": "Europe/Riga",
            "namespaces": ["oembed/1.0", "wp/v2"]
            + (["tribe/events/v1"] if SETTINGS[self.site].calendar else []),
            "routes": {"/wp/v2/posts": {"namespace": "wp/v2", "methods": ["GET"]}},
        }

    def _single(self, ask: Ask, route: str) -> Reply:
        collection, _, number = route.rpartition("/")
        kinds = self._kinds
        if collection not in kinds or not number.isdecimal():
            return error(
                404, "rest_no_route", "URL un pieprasījuma metodei atbilstošs maršruts netika atrasts."
            )
        article = self._single_of(kinds[collection], int(number))
        if article is None:
            return error(404, "rest_post_invalid_id", "Nederīgs ieraksta ID.")
        if article.status in _HIDDEN:
            return error(401, "rest_forbidden", "Atvainojiet, jums nav atļauts to darīt.")
        return _json(prune(post_json(article, self.base, embed="_embed" in ask.query), ask.query))

    def _single_of(self, kind: str, number: int) -> DemoArticle | None:
        everything = self.world.all_of(self.site)
        return next((a for a in everything if a.uid == number and a.kind == kind), None)

    def _posts(self, ask: Ask, kind: str) -> Reply:
        query = ask.query
        if query.get("context", "view") == "edit":
            return error(401, "rest_forbidden_context", "Jums nav atļauts rediģēt ierakstus.")
        if query.get("status", "publish") != "publish":
            raise BadParameter("status")
        per_page = _bounded(query, "per_page", 10, _MAX_PER_PAGE)
        number = _bounded(query, "page", 1, 10**6)
        return self._page(ask, self._selected(ask, kind), number, per_page)

    def _selected(self, ask: Ask, kind: str) -> Sequence[DemoArticle]:
        """What the query selects, in the order it asks for."""
        return ordered(self._matching(self.world.public(self.site, kind), ask.query), ask.query)

    def _page(self, ask: Ask, found: Sequence[DemoArticle], number: int, per_page: int) -> Reply:
        start = (
            int(ask.query["offset"]) if ask.query.get("offset", "").isdecimal() else (number - 1) * per_page
        )
        pages = -(-len(found) // per_page)
        if number > pages and number > 1:
            message = "Pieprasītais lapas numurs ir lielāks par pieejamo lapu skaitu."
            return error(400, "rest_post_invalid_page_number", message)
        headers = [("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(pages))]
        links = [(n, rel) for n, rel in ((number - 1, "prev"), (number + 1, "next")) if 1 <= n <= pages]
        target = f"{self.base}{rest_path(self.site)}wp/v2/posts?per_page={per_page}"
        if links:
            headers.append(("Link", ", ".join(f'<{target}&page={n}>; rel="{rel}"' for n, rel in links)))
        embed = "_embed" in ask.query
        rows = [
            prune(post_json(a, self.base, embed=embed), ask.query) for a in found[start : start + per_page]
        ]
        return _json(rows, 200, headers)

    def _matching(self, articles: list[DemoArticle], query: dict[str, str]) -> list[DemoArticle]:
        for name, key in (("categories", "categories"), ("tags", "tags")):
            for suffix, wanted in (("", True), ("_exclude", False)):
                if numbers := list_of_numbers(query, name + suffix):
                    articles = [a for a in articles if bool(numbers & set(_term_numbers(a)[key])) == wanted]
        if include := list_of_numbers(query, "include"):
            articles = [a for a in articles if a.uid in include]
        exclude = list_of_numbers(query, "exclude")
        articles = [a for a in articles if a.uid not in exclude]
        if "slug" in query:
            articles = [a for a in articles if a.slug in query["slug"].split(",")]
        if "sticky" in query:
            articles = [a for a in articles if a.sticky == (query["sticky"] in {"1", "true"})]
        if words := query.get("search", "").casefold():
            articles = [a for a in articles if words in _searchable(a)]
        return [a for a in articles if date_filter(a, query)]

    def _terms(self, ask: Ask, terms: list[Term]) -> Reply:
        per_page = _bounded(ask.query, "per_page", 10, _MAX_PER_PAGE)
        number = _bounded(ask.query, "page", 1, 10**6)
        if slugs := ask.query.get("slug"):
            terms = [term for term in terms if term.slug in slugs.split(",")]
        if include := list_of_numbers(ask.query, "include"):
            terms = [term for term in terms if term.number in include]
        shown = terms[(number - 1) * per_page : number * per_page]
        headers = (("X-WP-Total", str(len(terms))), ("X-WP-TotalPages", str(-(-len(terms) // per_page))))
        return _json([prune(term_json(term, self.base), ask.query) for term in shown], 200, headers)


def _collections(site: str) -> dict[str, str]:
    """Route of each collection and the kind it holds; there are no posts where news are a custom type."""
    settings = SETTINGS[site]
    kinds = {"/wp/v2/posts": "none" if settings.kind else "news", "/wp/v2/pages": "page"}
    kinds |= {f"/wp/v2/{settings.kind}": "news"} if settings.kind else {}
    return kinds | ({"/wp/v2/dokumenti": "document"} if settings.documents else {})


def _types(site: str) -> list[tuple[str, str]]:
    """Name and collection of every public type."""
    settings = SETTINGS[site]
    own = [(settings.kind, settings.kind)] if settings.kind else []
    papers = [("dokuments", "dokumenti")] if settings.documents else []
    return [("post", "posts"), ("page", "pages"), *own, *papers]


def _type(rest_base: str) -> dict[str, str]:
    return {"rest_base": rest_base, "rest_namespace": "wp/v2"}


def _term_numbers(article: DemoArticle) -> dict[str, list[int]]:
    data = post_json(article, "", embed=False)
    return {"categories": data["categories"], "tags": data["tags"]}


def _searchable(article: DemoArticle) -> str:
    return " ".join(
        [article.title, *([] if article.password else plain_paragraphs(article.blocks))]
    ).casefold()


def _bounded(query: dict[str, str], name: str, default: int, most: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise BadParameter(name)
    return int(text)
