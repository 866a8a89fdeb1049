"""What a run finds out about a site nobody has described, and what earlier runs found out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from scrapy.http import TextResponse

from pilsetas_crawl.platforms.discovery.base import Answer, Crawl
from pilsetas_crawl.platforms.discovery.finders import (
    USUAL_FEEDS,
    USUAL_SECTIONS,
    USUAL_SITEMAPS,
    AddressForm,
    LearnedList,
    find_feeds,
    find_lists,
    find_rest,
    find_sections,
    find_sitemaps,
    form_of,
)
from pilsetas_crawl.run.verdict import WayOutcome
from pilsetas_crawl.urls import is_own

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.generic import GenericSpider
    from pilsetas_crawl.run.session import RunSession

# Name of the bookkeeping entry.
FOUND = "found"
# What is remembered: addresses of the ways, and the forms of article addresses.
REST, FEEDS, SITEMAPS, SECTIONS, FORMS = "rest", "feeds", "sitemaps", "sections", "forms"
FRONT = "/"
# Forms kept, the newest; a site whose sections each have their own needs several.
MOST_FORMS = 8
# Addresses a feed or an interface must name before their common form is believed.
ENOUGH_NAMED = 5


class Scout:
    """Finds the ways to a site's news once, and remembers them from one finished run to the next.

    Nothing is believed for good: what stops working is looked for anew, and forms of addresses are
    remembered only once an article of theirs was read.
    """

    def __init__(self, spider: GenericSpider) -> None:
        self.spider = spider
        self._found: dict[str, list[str]] | None = None
        self._answers: dict[str, Answer] = {}
        self._looked: set[str] = set()
        self._forms: list[str] = []
        # First rows of the lists found in this run, by the lists' paths: address key → day, where one stands.
        self.shown: dict[str, dict[str, date | None]] = {}
        self._good: set[str] = set()
        self._bad: set[str] = set()

    # --- memory ------------------------------------------------------------------------------------

    @property
    def found(self) -> dict[str, list[str]]:
        """What is remembered; a name that is missing was never looked for."""
        if self._found is None:
            session = self._session
            told = session.log.recall(session.state, FOUND) if session is not None else None
            self._found = json.loads(told or "{}")
        assert self._found is not None
        return self._found

    @property
    def _session(self) -> RunSession | None:
        """The session of the run; None for a spider that is only looked at."""
        crawler = getattr(self.spider, "crawler", None)
        return None if crawler is None or crawler.extensions is None else self.spider.session

    def keep(self, name: str, values: Iterable[str]) -> None:
        """Remember addresses or forms, once the run has come to an honest end."""
        self.found[name] = list(dict.fromkeys(values))
        if self._session is not None:
            self._session.log.remember(FOUND, json.dumps(self.found, ensure_ascii=False))

    def path(self, url: str) -> str:
        """An address as it is remembered: without the site, so that it holds wherever the site stands."""
        here = self.spider.own(url)
        return here.removeprefix(self.spider.site) or FRONT if here.startswith(self.spider.site) else url

    @property
    def sections(self) -> list[str]:
        """Paths of the lists of articles."""
        return self.found.get(SECTIONS, [])

    # --- asking ------------------------------------------------------------------------------------

    async def ask(self, crawl: Crawl, path: str) -> Answer:
        """Ask for a page of the site, once in a run."""
        if path not in self._answers:
            answer = await crawl.ask(self.spider.at(path))
            if answer.response is not None and not is_own(answer.response.url, self.spider.own_hosts):
                detail = f"leads to another site, {answer.response.url}"
                answer = Answer(answer.url, None, WayOutcome.UNREADABLE, detail)
            self._answers[path] = answer
        return self._answers[path]

    async def _look(
        self, crawl: Crawl, name: str, find: Callable[[TextResponse], Sequence[str]], path: str = FRONT
    ) -> list[str]:
        """What is remembered under a name, else what a page tells of it; with each cross-check anew."""
        told = self.found.get(name)
        if told and not crawl.cross_checking:
            return told
        if name in self._looked or (told is not None and not crawl.cross_checking):
            return told or []
        self._looked.add(name)
        answer = await self.ask(crawl, path)
        if answer.response is not None:
            found = [self.path(url) for url in find(answer.response)]
            # What worked stays first; a page that does not name it any more does not stop it.
            self.keep(name, [*(told or []), *found])
        return self.found.get(name, [])

    async def rest(self, crawl: Crawl) -> list[str]:
        """Addresses of a WordPress interface's posts."""
        return await self._look(crawl, REST, self._rest_in)

    def _rest_in(self, response: TextResponse) -> list[str]:
        headers = [value.decode("latin-1") for value in response.headers.getlist("Link")]
        return find_rest(self.spider.root_of(response), response.url, headers)

    async def feeds(self, crawl: Crawl) -> list[str]:
        """Addresses of feeds: those the front page names, else where they usually are."""
        return await self._look(crawl, FEEDS, self._feeds_in)

    def _feeds_in(self, response: TextResponse) -> list[str]:
        named = find_feeds(self.spider.root_of(response), response.url)
        return [one.url for one in named if one.score > 0] or list(USUAL_FEEDS)

    async def sitemaps(self, crawl: Crawl) -> list[str]:
        """Addresses of sitemaps: those robots.txt names, else where they usually are."""
        told = await self._look(crawl, SITEMAPS, self._sitemaps_in, "/robots.txt")
        return told or list(USUAL_SITEMAPS)

    def _sitemaps_in(self, response: TextResponse) -> list[str]:
        return find_sitemaps(response.text, response.url)

    async def section_paths(self, crawl: Crawl) -> list[str]:
        """Pages that may list news, the likeliest first: linked ones, the front page itself, usual ones."""
        answer = await self.ask(crawl, FRONT)
        if answer.response is None:
            return []
        root, base = self.spider.root_of(answer.response), answer.response.url
        linked = [one.url for one in find_sections(root, base, key_of=self.spider.address_key)]
        paths = [self.path(url) for url in linked]
        likely = self.lists(crawl, answer.response)[:1]
        above = Counter(_above(row.key) for found in likely for row in found.rows)
        # The front page's own news stand below the pages that list them.
        paths += [path for path, _ in above.most_common() if path != FRONT]
        return list(dict.fromkeys([*paths, FRONT, *(() if paths else USUAL_SECTIONS)]))

    # --- lists and forms ---------------------------------------------------------------------------

    def lists(self, crawl: Crawl, response: TextResponse) -> list[LearnedList]:
        """Lists of articles on a page, the likeliest first."""
        return find_lists(
            self.spider.root_of(response),
            response.url,
            key_of=self.spider.address_key,
            reference=crawl.now,
            is_known=self.is_known,
        )

    def overview(self, crawl: Crawl, response: TextResponse) -> list[tuple[str, str]]:
        """Address keys and headlines of all lists of a page, whatever is known of them."""
        root, key_of = self.spider.root_of(response), self.spider.address_key
        lists = find_lists(root, response.url, key_of=key_of, reference=crawl.now)
        return sorted({(row.key, row.title or "") for found in lists for row in found.rows})

    def is_known(self, key: str) -> bool:
        """Whether an address is that of an article: stored, or read in this run."""
        if key in self._good:
            return True
        return self._session is not None and self._session.known(key) is not None

    def may_be_article(self, key: str) -> bool:
        """Whether an address is that of an article, or has the declared or a learned form of one."""
        return self.is_known(key) or self.spider.accepts(key)

    def is_refuted(self, key: str) -> bool:
        """Whether what stands at an address was looked at in this run and is no article."""
        return key in self._bad

    @property
    def knows_forms(self) -> bool:
        """Whether any form was learned."""
        return bool(self._forms or self.found.get(FORMS))

    def accepts(self, key: str) -> bool:
        """Whether an address key has a learned form."""
        forms = (*self.found.get(FORMS, ()), *self._forms)
        return any(re.search(form, key) for form in forms) and key not in self._section_keys()

    def _section_keys(self) -> set[str]:
        return {self.spider.address_key(self.spider.at(path)) for path in self.sections}

    def learn(self, form: AddressForm | None) -> None:
        """Take a form for this run; it is remembered when an article of it is read."""
        if form is None or form.weak or form.pattern in self._forms:
            return
        self._forms.append(form.pattern)
        if any(map(form.matches, self._good)):
            self._remember_form(form.pattern)

    def learn_named(self, urls: Iterable[str]) -> None:
        """Learn the form of addresses that the source itself names as articles."""
        keys = [key for url in urls if (key := self.spider.address_key(url)).startswith("/")]
        if len(keys) >= ENOUGH_NAMED:
            self.learn(form_of(keys))

    def note(self, key: str, *, good: bool) -> None:
        """Note whether what stands at an address was an article."""
        (self._good if good else self._bad).add(key)
        for form in self._forms if good else ():
            if re.search(form, key):
                self._remember_form(form)

    def _remember_form(self, form: str) -> None:
        known = self.found.get(FORMS, [])
        if form not in known:
            self.keep(FORMS, [*known, form][-MOST_FORMS:])


def _above(key: str) -> str:
    """The path an article's address stands below, by its parameters or by its last part."""
    path, mark, _ = key.partition("?")
    return path if mark else path.rpartition("/")[0] or FRONT
