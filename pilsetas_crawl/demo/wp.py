"""A WordPress site (Sigulda, Kuldīga, Rēzeknes novads): addresses, redirects and answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pilsetas_crawl.demo import wp_feed
from pilsetas_crawl.demo.wire import Ask, Reply, page, redirect, whole_number
from pilsetas_crawl.demo.wp_rest import WpRest, error
from pilsetas_crawl.demo.wp_sitemap import robots, sitemap
from pilsetas_crawl.demo.wp_terms import SETTINGS, Term, categories, tags, within
from pilsetas_crawl.demo.wp_theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.world import World

POSTS_PER_PAGE = 10
_FEED_KIND = "application/rss+xml; charset=UTF-8"
_PAGE_TAIL = re.compile(r"^(?P<head>.*/)page/(?P<number>\d+)$")


class WordPressSite:
    """Answers as one WordPress site does."""

    def __init__(self, world: World, slug: str, base: str) -> None:
        self.world, self.slug, self.base = world, slug, base
        self.settings = SETTINGS[slug]
        self.theme = Theme(slug, base)
        self.rest = WpRest(world, slug, base)
        self._made: dict[str, Reply] = {}
        self._made_for = -1

    def respond(self, ask: Ask) -> Reply:
        """Answer one request; answers without validators are kept until the world changes."""
        if self._is_feed(ask):
            return self._feed(ask)
        if self._made_for != self.world.version:
            self._made, self._made_for = {}, self.world.version
        key = f"{ask.mode} {ask.target}"
        if key not in self._made:
            self._made[key] = self._with_link(self._answer(ask))
        return self._made[key]

    def _with_link(self, reply: Reply) -> Reply:
        """The header by which clients find the REST interface."""
        if self.settings.rest and reply.kind.startswith("text/html") and reply.status == 200:  # noqa: PLR2004 - OK
            link = ("Link", f'<{self.base}/wp-json/>; rel="https://api.w.org/"')
            reply.headers = (*reply.headers, link)
        return reply

    def _answer(self, ask: Ask) -> Reply:
        path = ask.path
        if path == "/robots.txt":
            return Reply(200, robots(self.base, yoast=self.settings.yoast), "text/plain; charset=utf-8")
        if path.startswith("/wp-json") or "rest_route" in ask.query:
            return self._rest(ask)
        if path.endswith(".xml"):
            body = sitemap(self.world, self.slug, self.base, path)
            return Reply(200, body, "application/xml; charset=UTF-8") if body else self._missing()
        if path.startswith("/wp-content/uploads/"):
            return Reply(200, b"%PDF-1.4\n% demo upload\n", "application/pdf")
        if path in {"/", "/index.php"} and "p" in ask.query:
            return self._by_number(ask.query["p"])
        return self._by_path(ask)

    def _rest(self, ask: Ask) -> Reply:
        if not self.settings.rest:
            return error(401, "rest_cannot_access", "Tikai autentificēti lietotāji var izmantot REST API.")
        route = ask.query.get("rest_route") or ask.path.removeprefix("/wp-json")
        return self.rest.respond(ask, route)

    def _by_path(self, ask: Ask) -> Reply:
        stem, number = ask.path.rstrip("/") or "/", whole_number(ask.query.get("paged"), 1)
        if tail := _PAGE_TAIL.match(stem):
            stem, number = tail["head"].rstrip("/") or "/", int(tail["number"])
        if ask.mode == "repeat" and number > 1:
            number -= 1
        if stem == "/":
            return self._list("Jaunākie ieraksti", self._home(), "/", number, ask.mode)
        if stem.startswith(("/category/", "/tag/")):
            return self._archive(f"{stem}/", number, ask.mode)
        if not ask.path.endswith("/"):
            return redirect(f"{self.base}{ask.path}/")
        if self.settings.english and stem.startswith("/en/"):
            return self._english(stem.removeprefix("/en/"))
        return self._by_slug(stem.rpartition("/")[2].lower(), direct=stem.count("/") == 1)

    def _by_slug(self, slug: str, *, direct: bool) -> Reply:
        posts = self.world.public(self.slug)
        if direct:
            for article in posts:
                if article.slug == slug:
                    return page(self.theme.post(article))
            for standing in self.world.public(self.slug, "page"):
                if standing.slug == slug:
                    return page(self.theme.standing(standing))
        for article in posts:
            if slug in article.old_slugs or (not direct and article.slug == slug):
                return redirect(f"{self.base}/{article.slug}/")
        # WordPress guesses: the first post whose slug begins with what was asked for.
        guessed = [article for article in posts if slug and article.slug.startswith(slug)]
        return redirect(f"{self.base}/{guessed[0].slug}/") if guessed else self._missing()

    def _by_number(self, number: str) -> Reply:
        for article in self.world.public(self.slug) + self.world.public(self.slug, "page"):
            if str(article.uid) == number:
                return redirect(f"{self.base}/{article.slug}/")
        return self._missing()

    def _english(self, slug: str) -> Reply:
        for article in self.world.public(self.slug):
            if article.slug == slug and not article.password:
                return page(self.theme.english(article))
        return self._missing()

    def _home(self) -> list[DemoArticle]:
        return self.world.public(self.slug)

    def _term(self, path: str) -> Term | None:
        known = [*categories(self.slug).values(), *tags().values()]
        return next((term for term in known if term.path == path), None)

    def _archive(self, path: str, number: int, mode: str) -> Reply:
        term = self._term(path)
        if term is None:
            return self._missing()
        posts = [article for article in self.world.public(self.slug) if within(article, term)]
        return self._list(term.name, posts, term.path, number, mode)

    def _list(self, heading: str, posts: Sequence[DemoArticle], path: str, number: int, mode: str) -> Reply:
        last = max(1, -(-len(posts) // POSTS_PER_PAGE))
        if not 1 <= number <= last:
            return self._missing()
        shown = list(posts[(number - 1) * POSTS_PER_PAGE : number * POSTS_PER_PAGE])
        if path == "/" and number == 1:
            shown = [article for article in posts if article.sticky] + shown
        if mode == "empty":
            shown = []
        if mode == "redesign":
            cards = "".join(f'<x-card data-target="/{a.slug}/"></x-card>' for a in shown)
            return page(f"<!DOCTYPE html><html lang='lv'><body><x-app>{cards}</x-app></body></html>")
        return page(self.theme.listing(heading, shown, path, number, last))

    def _missing(self) -> Reply:
        return page(self.theme.missing(), 404)

    def _is_feed(self, ask: Ask) -> bool:
        return ask.path.rstrip("/").endswith("/feed") or ask.query.get("feed") in {"rss2", "feed"}

    def _feed(self, ask: Ask) -> Reply:
        everything = self.world.public(self.slug)
        changed = wp_feed.last_change(everything + self.world.public(self.slug, "page"))
        posts = self._feed_posts(ask, everything)
        if posts is None:
            return self._missing()
        headers = wp_feed.validators(self.slug, changed, gzip=ask.gzip)
        number = whole_number(ask.query.get("paged"), 1)
        shown = posts[(number - 1) * wp_feed.FEED_ITEMS : number * wp_feed.FEED_ITEMS]
        if not shown and number > 1:
            return Reply(404, wp_feed.feed_body(self.slug, self.base, [], changed), _FEED_KIND, headers)
        if wp_feed.unchanged(ask, changed):
            return Reply(304, b"", "", headers)
        return Reply(200, wp_feed.feed_body(self.slug, self.base, shown, changed), _FEED_KIND, headers)

    def _feed_posts(self, ask: Ask, posts: list[DemoArticle]) -> list[DemoArticle] | None:
        """Posts of the main feed or of a term's; None when there is no such term."""
        head = ask.path.rstrip("/").removesuffix("/feed")
        if not head:
            return posts
        term = self._term(f"{head}/")
        return None if term is None else [article for article in posts if within(article, term)]
