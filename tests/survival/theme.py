"""A new theme: a few rules drawn by a seed and applied alike to every page of a site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from lxml import etree

from tests.survival import rules_article, rules_listing, rules_markup
from tests.survival.parts import Gold, take_apart
from tests.survival.rules_markup import Rule

# By what they change; each theme draws from all.
GROUPS = (rules_markup.RULES, rules_article.RULES, rules_listing.RULES)
BY_NAME: dict[str, Rule] = {rule.__name__: rule for group in GROUPS for rule in group}
# Never drawn: nothing of the page is left to be read.
EXTREME: dict[str, Rule] = {"everything_gone": rules_markup.everything_gone}
FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Theme:
    """Rules and the seed their own choices come from.

    Attributes:
        seed: any number; equal seeds make equal themes.
        names: rules in the order in which they are applied.
    """

    seed: int
    names: tuple[str, ...]

    @classmethod
    def drawn(cls, seed: int) -> Self:
        """A theme of two to six rules; what moves parts comes before what renames them."""
        dice = Random(seed)
        count = dice.randint(FEWEST, MOST)
        chosen = set(dice.sample(sorted(BY_NAME), count))
        order = [rule.__name__ for group in reversed(GROUPS) for rule in group]
        return cls(seed, tuple(name for name in order if name in chosen))

    @classmethod
    def of(cls, *names: str, seed: int = 0) -> Self:
        """A theme of certain rules."""
        return cls(seed, names)

    def page(self, html: str, path: str, gold: dict[str, Gold], institution: str = "") -> str:
        """A page in this theme.

        Args:
            html: the page in the old theme.
            path: its path and query.
            gold: path → right answer of the site's articles.
            institution: the site's name.
        """
        page = take_apart(html, path, gold)
        page.institution = institution
        for name in self.names:
            (BY_NAME.get(name) or EXTREME[name])(Random(f"{self.seed}:{name}"))(page)
        return str(etree.tostring(page.root, method="html", encoding="unicode", doctype="<!DOCTYPE html>"))


def drawn(seeds: Sequence[int]) -> list[Theme]:
    """Themes of several seeds."""
    return [Theme.drawn(seed) for seed in seeds]
