"""The right answers: what a perfect crawl of each demo site stores, computed from the world, not its pages.

Every moment is told as far as the site itself reveals it through its best source: to the minute where a feed,
the REST interface or a machine-readable list gives it, else the local day only.
"""

from __future__ import annotations

import json
from typing import Any

from pilsetas_crawl.demo import drupal, tvp, wp_content
from pilsetas_crawl.demo.expected_events import expected_events
from pilsetas_crawl.demo.facts import SYSTEMS, TVP_SITES, WORDPRESS_SITES
from pilsetas_crawl.demo.model import RIGA, DemoArticle, File, plain_paragraphs
from pilsetas_crawl.demo.paths import article_path, file_path, picture_path
from pilsetas_crawl.demo.tvp_options import TVP_OPTIONS
from pilsetas_crawl.demo.world import TVP_OLD, World
from pilsetas_crawl.demo.wp_settings import SETTINGS
from pilsetas_crawl.demo.wp_terms import AUTHOR

VERSION = 1
# What became of an entry that is listed as news and is no article: code -> how the demo shows it.
REJECT_REASONS = {
    "password": "the text is behind a password form",
    "refused": "the page answers with the firewall's refusal",
    "listing": "the page answers with its section's newest teasers",
}
_TROUBLE_REASONS = {"refused": "refused", "lost": "listing"}
# Systems whose pages tell no number of an article.
_NUMBERLESS = frozenset({"cesis", "daugavpils", "olaine", "kraslava", "valka"})
# A soft hyphen is no letter, a no-break space is a space: readers see the same text without them.
_INVISIBLE = {ord("\N{SOFT HYPHEN}"): None, ord("\N{NO-BREAK SPACE}"): " "}


def expected_world(world: World) -> dict[str, Any]:
    """The right answers for all sites of a world."""
    return {
        "version": VERSION,
        "seed": world.seed,
        "now": world.now.isoformat(),
        "reject_reasons": REJECT_REASONS,
        "sites": {site: expected_site(world, site) for site in world.sites},
    }


def expected_text(world: World) -> str:
    """`expected_world` as JSON text, always in the same form."""
    return json.dumps(expected_world(world), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def expected_site(world: World, site: str) -> dict[str, Any]:
    """The right answers for one site as it is now.

    Returns:
        ``articles`` to be stored, newest first; ``rejected`` entries that the site lists as news and that are
        none, with the reason; ``never`` addresses that exist and must not be stored as articles under any
        circumstances; ``events`` by the day they begin.
    """
    public = world.public(site)
    timed = _timed_keys(world, site)
    return {
        "articles": [_article(a, timed=a.key in timed) for a in public if not _reason(a)],
        "rejected": [
            {"path": article_path(a), "title": a.title, "reason": _reason(a)} for a in public if _reason(a)
        ],
        "never": _never(world, site),
        "events": expected_events(world, site),
    }


def _reason(article: DemoArticle) -> str:
    return "password" if article.password else _TROUBLE_REASONS.get(article.trouble, "")


def _timed_keys(world: World, site: str) -> set[str]:
    """Keys of the articles whose minute of publication the site tells somewhere."""
    public = world.public(site)
    if site in WORDPRESS_SITES:
        return {article.key for article in public}
    if SYSTEMS[site] == "drupal":
        return _timed_drupal(public)
    if site not in TVP_SITES:
        return set()
    options = TVP_OPTIONS[site]
    if options.stamp != "day" and world.generations[site] != TVP_OLD:
        return {article.key for article in public}
    newest = public[: tvp.FEED_ITEMS] if options.feed else []
    return {article.key for article in newest if article.trouble != "no_pubdate"}


def _timed_drupal(public: list[DemoArticle]) -> set[str]:
    """Version 7 prints the minute on every page; version 10 tells it in the feed alone, sticky ones first."""
    if public and public[0].site == drupal.SALASPILS:
        public = sorted(public, key=lambda article: not article.sticky)[: drupal.FEED_ITEMS]
    return {article.key for article in public}


def _article(article: DemoArticle, *, timed: bool) -> dict[str, Any]:
    """One article as it should be stored.

    ``body`` is the paragraphs that must be there, in order; ``body_may`` lines that may stand beside them
    (names of files). ``categories`` is null where nobody knows how the site marks them; ``labels`` are the
    words then shown before the text, which must not become part of it.
    """
    minute = article.local.replace(second=0, microsecond=0).isoformat()
    return {
        "key": article.key,
        "path": article_path(article),
        "source_id": None if SYSTEMS[article.site] in _NUMBERLESS else str(article.uid),
        "title": _visible(article.title) or None,
        "published_date": article.local.date().isoformat(),
        "published_minute": minute if timed else None,
        "precision": "minute" if timed else "day",
        "modified_date": _modified_date(article),
        "body": [_visible(text) for text in plain_paragraphs(article.blocks)],
        "body_may": [line for file in article.files for line in _file_lines(file)],
        "categories": list(article.categories) if article.site in WORDPRESS_SITES else None,
        "labels": list(article.categories) if article.site in TVP_SITES else [],
        "tags": list(article.tags) if article.site in WORDPRESS_SITES else [],
        "author": AUTHOR if article.site in WORDPRESS_SITES else None,
        "byline": article.author,
        "attachments": [_attachment(article, file) for file in article.files],
        "image": picture_path(article),
    }


def _visible(text: str) -> str:
    return text.translate(_INVISIBLE)


def _modified_date(article: DemoArticle) -> str | None:
    """Local day of the last change, where the site shows one."""
    if article.modified is None or SYSTEMS[article.site] not in {"tvp", "wordpress"}:
        return None
    settings = SETTINGS.get(article.site)
    if settings and not (settings.rest or settings.yoast):
        return None
    return article.modified.astimezone(RIGA).date().isoformat()


def _file_lines(file: File) -> list[str]:
    """Lines a link to a file may leave in the text: its name, with or without the button behind it."""
    button = wp_content.FILE_BUTTON
    return [file.name, button, f"{file.name}{button}", f"{file.name} {button}"]


def _attachment(article: DemoArticle, file: File) -> dict[str, str]:
    return {"path": file_path(article, file), "name": file.name, "type": file.kind}


def _never(world: World, site: str) -> list[dict[str, str]]:
    """Addresses that answer, or once did, and are not news of this site."""
    others = [a for a in world.all_of(site) if a.kind != "news" or a.status != "publish"]
    never = [{"path": article_path(a), "why": a.kind if a.kind != "news" else a.status} for a in others]
    if site == "rezeknes-novads":
        never += [
            {"path": f"/en{article_path(a)}", "why": "machine translation"} for a in world.public(site)[:3]
        ]
    if site == "ludza":
        never.append({"path": "/ieraksti/nekustamais-ipasums-30/", "why": "front page"})
    if site == "daugavpils":
        never += [
            {"path": f"{article_path(a)}?mode=print", "why": "print view"} for a in world.public(site)[:3]
        ]
    if site == "cesis":
        never += [{"path": f"{article_path(a)}print", "why": "print view"} for a in world.public(site)[:3]]
    return never
