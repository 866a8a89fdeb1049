"""Older articles and awkward ones of the 34 small sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo.chance import Chance
from pilsetas_crawl.demo.facts import SYSTEMS
from pilsetas_crawl.demo.generate import composed_article
from pilsetas_crawl.demo.model import utc_from_local
from pilsetas_crawl.demo.odd_small_other import add_other
from pilsetas_crawl.demo.odd_small_tvp import add_small_tvp
from pilsetas_crawl.demo.odd_small_wp import add_small_wp

if TYPE_CHECKING:
    from pilsetas_crawl.demo.odd_common import OddWriter

_FIRST_INDEX = 60
# The turn of the year stands on both sides of midnight; the newest one is of the world's last morning.
_MOMENTS = {
    "spring": (2025, 3, 14, 10, 20),
    "autumn": (2025, 9, 2, 15, 40),
    "new-year-eve": (2025, 12, 31, 23, 50),
    "new-year": (2026, 1, 1, 0, 10),
    "summer": (2026, 6, 25, 9, 5),
    "this-morning": (2026, 11, 20, 8, 5),
}


def add_small(write: OddWriter, seed: int) -> None:
    """A few older articles, one of this morning, and what is awkward on the site's platform."""
    chance = Chance(f"{seed}:{write.facts.slug}:older")
    for number, (key, when) in enumerate(_MOMENTS.items()):
        article = composed_article(write.facts, _FIRST_INDEX + number, utc_from_local(*when), chance)
        article.key = key
        write.articles.append(article)
    match SYSTEMS[write.facts.slug]:
        case "tvp":
            add_small_tvp(write)
        case "wordpress":
            add_small_wp(write)
        case _:
            add_other(write)
