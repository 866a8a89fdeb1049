"""Which collections of a WordPress interface hold news.

A site may keep its news as a type of its own (its addresses then begin with the type's name, as ``/n/<slug>``
may at Ķekava: inferred, never seen). The interface lists its types with the names of their collections; that
a collection holds news is judged by the address of its newest entry.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

from pilsetas_crawl.platforms.discovery.base import Crawl

POSTS = "posts"
# Types of WordPress itself that are no news.
BUILT_IN = frozenset(
    {
        "post", "page", "attachment", "nav_menu_item", "wp_block", "wp_template", "wp_template_part",
        "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face",
    }
)  # fmt: skip
# More types than this are not looked into: one request each.
MOST_TYPES = 12
_NAME = re.compile(r"[\w-]+")


async def other_types(crawl: Crawl, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the collections with news, posts among them unless there are none.

    Args:
        crawl: the walk.
        paths: addresses of the posts collection; the first whose interface lists its types is used.
    """
    for path in paths:
        root = path.removesuffix(POSTS)
        told = await _json(crawl, f"{root}types")
        if isinstance(told, dict):
            names = _collections(told)
            found = [name for name in names[:MOST_TYPES] if await _holds_news(crawl, root + name)]
            return tuple(found) or (POSTS,)
    return (POSTS,)


def _collections(types: dict[str, Any]) -> list[str]:
    """Collection names in an answer of the interface, posts first."""
    own = [
        told["rest_base"]
        for slug, told in types.items()
        if slug not in BUILT_IN
        and isinstance(told, dict)
        and _NAME.fullmatch(str(told.get("rest_base") or ""))
        and told.get("rest_namespace") in (None, "wp/v2")
    ]
    return [POSTS, *sorted(own)]


async def _holds_news(crawl: Crawl, path: str) -> bool:
    entries = await _json(crawl, path, per_page=1, _fields="id,link")
    links = [entry.get("link") for entry in entries or () if isinstance(entry, dict)]
    # Posts are news wherever they stand.
    return any(link and (path.endswith(POSTS) or crawl.spider.article_address(link)) for link in links)


async def _json(crawl: Crawl, path: str, **query: object) -> Any:
    joint = "" if not query else "&" if "?" in path else "?"
    answer = await crawl.ask(crawl.spider.at(path) + joint + urlencode(query))
    if not answer.readable or answer.response is None:
        return None
    try:
        return json.loads(answer.response.text)
    except ValueError:
        return None
