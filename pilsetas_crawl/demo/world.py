"""The demo world: what the municipal sites hold at one moment, and the changes tests make to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS, SITE_ORDER, TVP_SITES, WORDPRESS_SITES
from pilsetas_crawl.demo.generate import WORLD_NOW, ordinary_articles
from pilsetas_crawl.demo.happenings import events_of
from pilsetas_crawl.demo.latvian import slugify
from pilsetas_crawl.demo.model import DemoArticle, p
from pilsetas_crawl.demo.oddities import odd_articles
from pilsetas_crawl.demo.tvp_options import TVP_OPTIONS
from pilsetas_crawl.demo.veil import veiled
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT_SEED = 20261120
# Markup of the unified platform: before and since 23 April 2026.
TVP_OLD, TVP_NEW = 1, 2
# Sites with a calendar of their own; two of the WordPress sites have the usual calendar plugin.
WITH_CALENDAR = frozenset({*TVP_SITES, "daugavpils", "saldus", "rezekne"})


class DemoError(PilsetasError):
    """A wrong name given to the demo sites."""


class World:
    """All sites of the demo, made from a seed.

    Attributes:
        seed: what the content is made from; equal seeds make equal worlds.
        now: the world's own clock (UTC). It stands still and moves a minute with each change.
        changed: when each site last changed anything (UTC).
        version: grows with each change, so that pages made earlier can be thrown away.
        generations: markup generation of each TVP site.
        archives: sites that hold an archive instead of their own articles, and how many.
        veil: how the site that is just being asked misrepresents what it holds (a fault), or "".
    """

    def __init__(
        self,
        seed: int = DEFAULT_SEED,
        sites: Sequence[str] = SITE_ORDER,
        archives: Mapping[str, int] | None = None,
    ) -> None:
        unknown = sorted(set(sites) - set(FACTS))
        if unknown:
            raise DemoError(f"no demo site {unknown[0]!r}; there are: {', '.join(SITE_ORDER)}")
        self.seed = seed
        self.now = WORLD_NOW
        self.version = 0
        self.changed = dict.fromkeys(sites, WORLD_NOW)
        self.generations = {slug: TVP_OLD if TVP_OPTIONS[slug].old else TVP_NEW for slug in TVP_SITES}
        self.veil = ""
        self.sites = tuple(sites)
        self.archives = dict(archives or {})
        _check_archives(self.archives, sites)
        self._articles: dict[str, list[DemoArticle]] = {}

    def all_of(self, site: str) -> list[DemoArticle]:
        """Everything the site holds, public or not; made when first asked for. DemoError: unknown site."""
        if site not in self.sites:
            raise DemoError(f"this demo world has no site {site!r}; it has: {', '.join(self.sites)}")
        if site in self.archives:
            raise DemoError(f"demo site {site} holds an archive, whose articles cannot be told or changed")
        if site not in self._articles:
            self._articles[site] = _site_articles(site, self.seed)
        return self._articles[site]

    def public(self, site: str, kind: str = "news") -> list[DemoArticle]:
        """Published articles, newest first; password-protected ones are among them, as on the sites.

        A site that holds an archive has none of its own.
        """
        if site in self.archives:
            return []
        found = [a for a in self.all_of(site) if a.status == "publish" and a.kind == kind]
        if self.veil:
            found = veiled(found, self.veil)
        return sorted(found, key=lambda article: (article.published, article.uid), reverse=True)

    def find(self, site: str, key: str) -> DemoArticle:
        """The article of this key; DemoError when there is none."""
        for article in self.all_of(site):
            if article.key == key:
                return article
        raise DemoError(f"demo site {site} has no article {key!r}")

    def edit(
        self, site: str, key: str, *, title: str | None = None, body: Sequence[str] | None = None
    ) -> DemoArticle:
        """Change title or body (paragraphs) as an editor would; the address stays."""
        article = self.find(site, key)
        article.modified = self._tick(site)
        if title is not None:
            article.title, article.title_html = title, None
        if body is not None:
            article.blocks = tuple(p(text) for text in body)
            article.lead = body[0] if body else None
        return article

    def delete(self, site: str, key: str) -> DemoArticle:
        """Take an article off the site (WordPress: into the trash)."""
        article = self.find(site, key)
        self._tick(site)
        article.status = "trash"
        return article

    def insert(
        self,
        site: str,
        *,
        title: str,
        body: Sequence[str],
        key: str | None = None,
        published: datetime | None = None,
        categories: Sequence[str] = (),
        slug: str | None = None,
    ) -> DemoArticle:
        """Publish a new article; `published` in the past back-dates it (its change date is then the same)."""
        articles = self.all_of(site)
        moment = self._tick(site)
        uid = 1 + max(article.uid for article in articles)
        article = DemoArticle(
            key=key or f"{site}-new-{uid}",
            site=site,
            uid=uid,
            slug=unique_slug(slug or slugify(title), articles),
            title=title,
            published=(published or moment).astimezone(UTC),
            blocks=tuple(p(text) for text in body),
            lead=body[0] if body else None,
            categories=tuple(categories) or FACTS[site].categories[:1],
            section=_section_of(articles),
        )
        articles.append(article)
        return article

    def release_scheduled(self, site: str) -> list[DemoArticle]:
        """Let the planned hour of every scheduled article come: the clock jumps there and they are public."""
        waiting = [article for article in self.all_of(site) if article.status == "future"]
        for article in waiting:
            article.status = "publish"
            self.now = max(self.now, article.published)
        self._tick(site)
        return waiting

    def platform_release(self) -> None:
        """Give every TVP site the markup of the next generation (and the older one its successor)."""
        self._tick(*TVP_SITES)
        self.generations = {
            slug: TVP_OLD if now == TVP_NEW else TVP_NEW for slug, now in self.generations.items()
        }

    def touch(self, site: str) -> None:
        """Change nothing but what a cache clear changes (validators of the Drupal kind)."""
        self.all_of(site)
        self._tick(site)

    def _tick(self, *sites: str) -> datetime:
        self.version += 1
        self.now += timedelta(minutes=1)
        self.changed.update(dict.fromkeys(sites, self.now))
        return self.now


def _check_archives(archives: Mapping[str, int], sites: Sequence[str]) -> None:
    """DemoError for a site that cannot hold an archive, or for a count that is none."""
    able = [slug for slug in sites if slug in TVP_SITES or slug in WORDPRESS_SITES]
    for slug, count in archives.items():
        if slug not in able:
            raise DemoError(f"demo site {slug!r} cannot hold an archive; able to: {', '.join(able)}")
        if count < 1:
            raise DemoError(f"an archive of {count} articles is none; give a count above 0")


def unique_slug(slug: str, articles: Sequence[DemoArticle]) -> str:
    """The slug, or with the tail a second one gets: from ``-0`` on TVP, from ``-2`` on WordPress."""
    taken = {article.slug for article in articles}
    number = 0 if articles and articles[0].site in TVP_SITES else 2
    candidate = slug
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    return candidate


def _site_articles(slug: str, seed: int) -> list[DemoArticle]:
    """Ordinary and awkward articles together, oldest first, each with an address of its own."""
    facts = FACTS[slug]
    made = sorted(
        [*ordinary_articles(facts, seed), *odd_articles(facts, seed)],
        key=lambda article: (article.published, article.key),
    )
    articles: list[DemoArticle] = []
    for article in made:
        if slug != "madona":
            article.slug = unique_slug(article.slug, articles)
        articles.append(article)
    return articles + (events_of(facts, seed) if slug in WITH_CALENDAR else [])


def _section_of(articles: Sequence[DemoArticle]) -> str:
    news = [article for article in articles if article.kind == "news"]
    return news[-1].section if news else ""
