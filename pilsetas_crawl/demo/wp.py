"""A WordPress site: addresses, redirects and answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pilsetas_crawl.demo import wp_feed
from pilsetas_crawl.demo.sheets import sheet, unknown_markup
from pilsetas_crawl.demo.wire import Ask, Reply, page, redirect, whole_number
from pilsetas_crawl.demo.wp_links import news_path, post_path, rest_path
from pilsetas_crawl.demo.wp_rest import WpRest, error
from pilsetas_crawl.demo.wp_settings import SETTINGS
from pilsetas_crawl.demo.wp_sitemap import robots, sitemap
from pilsetas_crawl.demo.wp_terms import Term, categories, tags, within
from pilsetas_crawl.demo.wp_theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pilsetas_crawl.demo.model import DemoArticle
    from pilsetas_crawl.demo.world import World

POSTS_PER_PAGE = 10
_ON_FRONT = 6
_STANDING = ("page", "document", "event", "russian")
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
            link = ("Link", f'<{self.base}{rest_path(self.slug)}>; rel="https://api.w.org/"')
            reply.headers = (*reply.headers, link)
        return reply

    def _answer(self, ask: Ask) -> Reply:
        path = ask.path
        if path == "/robots.txt":
            return Reply(200, robots(self.base, yoast=self.settings.yoast), "text/plain; charset=utf-8")
        if path.startswith(self.settings.rest_path) or "rest_route" in ask.query:
            return self._rest(ask)
        if path.endswith(".xml"):
            body = sitemap(self.world, self.slug, self.base, path)
            return Reply(200, body, "application/xml; charset=UTF-8") if body else self._missing()
        if path.startswith(f"{self.settings.uploads}/"):
            return Reply(200, b"%PDF-1.4\n% demo upload\n", "application/pdf")
        if path in {"/", "/index.php"} and "p" in ask.query:
            return self._by_number(ask.query["p"])
        return self._by_path(ask)

    def _rest(self, ask: Ask) -> Reply:
        if not self.settings.rest:
            return error(401, "rest_cannot_access", "Tikai autentificēti lietotāji var izmantot REST API.")
        route = ask.query.get("rest_route") or ask.path.removeprefix(self.settings.rest_path)
        return self.rest.respond(ask, route)

    def _by_path(self, ask: Ask) -> Reply:
        stem, number = ask.path.rstrip("/") or "/", whole_number(ask.query.get("paged"), 1)
        if tail := _PAGE_TAIL.match(stem):
            stem, number = tail["head"].rstrip("/") or "/", int(tail["number"])
        directory = stem if stem == "/" else f"{stem}/"
        if directory in {"/", f"{self.settings.front}/", news_path(self.slug)}:
            return self._overview(directory, number, ask.mode)
        term = self._term(directory)
        if term or directory.startswith(("/category/", "/tag/")):
            return self._archive(term, number, ask.mode)
        if directory == "/dokumenti/" and self.settings.documents:
            return page(self.theme.documents(self.world.public(self.slug, "document")))
        if self.settings.english and stem.startswith("/en/"):
            return self._english(stem.removeprefix("/en/"))
        found = self._single(directory)
        if found is None:
            return self._missing()
        return found if ask.path.endswith("/") else redirect(f"{self.base}{ask.path}/")

    def _overview(self, directory: str, number: int, mode: str) -> Reply:
        """Front page and list of all posts; where they are two, the front page is short and has no pager."""
        posts = self._news()
        if self.settings.script:
            source = f"{rest_path(self.slug)}wp/v2/posts?per_page=12&_fields=id,link,title,date"
            return page(self.theme.empty_list("Jaunumi", source)) if number == 1 else self._missing()
        if directory == news_path(self.slug) or self.settings.news == "/":
            return self._list("Jaunākie ieraksti", posts, news_path(self.slug), number, mode)
        return self._list("Jaunumi", posts[:_ON_FRONT], directory, number, mode)

    def _single(self, path: str) -> Reply | None:
        """One post or page by its address; else a redirect to the one WordPress guesses was meant."""
        post = self._found(path.lower())
        if post:
            return page(self.theme.post(post))
        standing = [a for kind in _STANDING for a in self.world.public(self.slug, kind)]
        for article in standing:
            if post_path(article) == path.lower():
                return page(self.theme.standing(article))
        slug = path.rstrip("/").rpartition("/")[2].lower()
        guessed = self._guessed(slug) if slug else None
        return redirect(self.base + post_path(guessed)) if guessed else None

    def _found(self, path: str) -> DemoArticle | None:
        posts = self.world.public(self.slug)
        return next((article for article in posts if post_path(article) == path), None)

    def _guessed(self, slug: str) -> DemoArticle | None:
        """By an old slug or at a wrong place; else the first post whose slug begins with what was asked."""
        posts = self.world.public(self.slug)
        known = [a for a in posts if slug in a.old_slugs or a.slug == slug]
        return next(iter([*known, *(a for a in posts if a.slug.startswith(slug))]), None)

    def _news(self) -> Sequence[DemoArticle]:
        return self.world.public(self.slug)

    def _within(self, term: Term) -> Sequence[DemoArticle]:
        return [article for article in self.world.public(self.slug) if within(article, term)]

    def _last_change(self) -> datetime:
        return wp_feed.last_change(self.world.public(self.slug) + self.world.public(self.slug, "page"))

    def _by_number(self, number: str) -> Reply:
        for article in self.world.public(self.slug) + self.world.public(self.slug, "page"):
            if str(article.uid) == number:
                return redirect(self.base + post_path(article))
        return self._missing()

    def _english(self, slug: str) -> Reply:
        for article in self.world.public(self.slug):
            if article.slug == slug and not article.password:
                return page(self.theme.english(article))
        return self._missing()

    def _term(self, path: str) -> Term | None:
        known = [*categories(self.slug).values(), *tags().values()]
        return next((term for term in known if term.path == path), None)

    def _archive(self, term: Term | None, number: int, mode: str) -> Reply:
        if term is None:
            return self._missing()
        return self._list(term.name, self._within(term), term.path, number, mode)

    def _list(self, heading: str, posts: Sequence[DemoArticle], path: str, number: int, mode: str) -> Reply:
        shown = sheet(posts, number - 1, POSTS_PER_PAGE, mode)
        if number < 1 or number > shown.pages:
            return self._missing()
        rows = list(shown.rows)
        if path == news_path(self.slug) and number == 1 and mode != "empty":
            rows = self._sticky() + rows
        if mode == "redesign":
            return page(unknown_markup(heading, [(post_path(article), "") for article in rows]))
        return page(self.theme.listing(heading, rows, path, shown.number + 1, shown.pages))

    def _sticky(self) -> list[DemoArticle]:
        return [article for article in self._news() if article.sticky]

    def _missing(self) -> Reply:
        return page(self.theme.missing(), 200 if self.settings.soft else 404)

    def _is_feed(self, ask: Ask) -> bool:
        if ask.query.get("feed") in {"rss2", "feed"}:
            return True
        stem = ask.path.rstrip("/")
        return stem.endswith("/feed") and stem.startswith(self.settings.front)

    def _feed(self, ask: Ask) -> Reply:
        changed = self._last_change()
        posts = self._feed_posts(ask)
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

    def _feed_posts(self, ask: Ask) -> Sequence[DemoArticle] | None:
        """Posts of the main feed or of a term's; None when there is no such term."""
        head = ask.path.rstrip("/").removesuffix("/feed") if "feed" not in ask.query else ""
        if head in {"", self.settings.front}:
            # A custom type has a feed of its own; the main one holds ordinary posts only.
            return [] if self.settings.kind else self._news()
        if f"{head}/" == news_path(self.slug):
            return self._news()
        term = self._term(f"{head}/")
        return None if term is None else self._within(term)
