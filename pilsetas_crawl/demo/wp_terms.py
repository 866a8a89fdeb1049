"""Categories and tags of the WordPress sites."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.facts import FACTS
from pilsetas_crawl.demo.latvian import slugify
from pilsetas_crawl.demo.stories import TAGS
from pilsetas_crawl.demo.wp_links import term_path

if TYPE_CHECKING:
    from pilsetas_crawl.demo.model import DemoArticle

# Whom feeds and the REST interface name as author of every post.
AUTHOR = "Sabiedrisko attiecību nodaļa"
_FIRST_CATEGORY, _FIRST_TAG = 10, 200
# The only nested category: council agendas below the council.
_PARENTS = {"Sēžu darba kārtība": "Dome"}


@dataclass(frozen=True, slots=True)
class Term:
    """A category or tag."""

    number: int
    name: str
    slug: str
    parent: int
    path: str
    taxonomy: str


@cache
def categories(site: str) -> dict[str, Term]:
    """Categories of a site by name."""
    names = FACTS[site].categories
    numbers = {name: _FIRST_CATEGORY + index for index, name in enumerate(names)}
    return {name: _category(site, name, numbers) for name in names}


def _category(site: str, name: str, numbers: dict[str, int]) -> Term:
    slug, parent = slugify(name), _PARENTS.get(name)
    path = term_path(site, f"{slugify(parent)}/{slug}" if parent else slug)
    return Term(numbers[name], name, slug, numbers[parent] if parent else 0, path, "category")


@cache
def tags() -> dict[str, Term]:
    """Tags by name; the same on every site."""
    return {
        name: Term(_FIRST_TAG + index, name, slugify(name), 0, f"/tag/{slugify(name)}/", "post_tag")
        for index, name in enumerate(TAGS)
    }


def terms_of(article: DemoArticle) -> tuple[list[Term], list[Term]]:
    """Categories and tags of a post; names unknown to the site are left out."""
    known = categories(article.site)
    return (
        [known[name] for name in article.categories if name in known],
        [tags()[name] for name in article.tags if name in tags()],
    )


def within(article: DemoArticle, term: Term) -> bool:
    """Whether a post is listed under a term; a parent category lists its children's posts too."""
    own = {entry.number for group in terms_of(article) for entry in group}
    parents = {entry.parent for entry in terms_of(article)[0]}
    return term.number in own or (term.taxonomy == "category" and term.number in parents)
