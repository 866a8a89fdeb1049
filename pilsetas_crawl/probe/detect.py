"""Which system a site runs, from what its front page and headers show.

The signs are those that were seen on living sites or written by the systems themselves: TVP's theme and
addresses, WordPress's interface link and folders, Drupal's settings script, and the generator line where
there is one. What nobody's sign is found of is left to the generic platform.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsel import Selector

    from pilsetas_crawl.probe.exchange import Exchange

GENERIC = "generic"
_GENERATOR = re.compile(r"\b(WordPress|Drupal|Joomla|TYPO3|MODX|Wix|Concrete\w*|October\w*)\b", re.IGNORECASE)
# System → what stands in the source of its pages, and how to call it. The first system whose sign is there
# wins: TVP is a Drupal too.
SIGNS: dict[str, tuple[tuple[str, str], ...]] = {
    "tvp": (
        (r"<body[^>]+class=[\"'][^\"']*\btheme-ministry\b", "body class theme-ministry"),
        (r"id=[\"']block-ministry-", "blocks of the theme ministry"),
        (r"href=[\"'][^\"']*/lv/jaunums/", "links to /lv/jaunums/"),
    ),
    "wordpress": (
        (r"<link[^>]+https://api\.w\.org/", "link to the REST interface"),
        (r"/wp-content/(?:themes|plugins|uploads)/", "files under /wp-content/"),
        (r"/wp-includes/", "files under /wp-includes/"),
        (r"/wp-json/", "addresses under /wp-json/"),
    ),
    "globalpro": ((r"[?&](?:amp;)?fu=read&(?:amp;)?id=", "addresses with ?fu=read&id="),),
    "zinas": ((r"/aktualitates/zinas/[^/\"'?#]+/[^/\"'?#]+", "addresses under /aktualitates/zinas/"),),
    "drupal": (
        (r"data-drupal-selector=", "Drupal's markup"),
        (r"drupal-settings-json|Drupal\.settings", "Drupal's settings"),
        (r"/sites/(?:default|all)/(?:files|themes|modules)/", "files under /sites/default/"),
        (r"/(?:core/)?misc/drupal", "Drupal's scripts"),
    ),
    "joomla": (
        (r"option=com_content", "addresses with option=com_content"),
        (r"/media/(?:jui|system|vendor)/js/", "Joomla's scripts"),
    ),
    "typo3": (
        (r"/typo3(?:temp|conf)/", "files under /typo3temp/"),
        (r"/fileadmin/", "files under /fileadmin/"),
    ),
}
# Generator and header names → system.
NAMED = {"wordpress": "wordpress", "drupal": "drupal", "joomla": "joomla", "typo3": "typo3"}


@dataclass(frozen=True)
class Detection:
    """The system a page speaks of.

    Attributes:
        system: name of the system, ``generic`` where no sign was found.
        evidence: the signs, in words.
    """

    system: str = GENERIC
    evidence: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """System and signs in one line."""
        return f"{self.system} ({'; '.join(self.evidence) or 'no sign of a known system'})"


def detect(exchange: Exchange, page: Selector | None) -> Detection:
    """The system behind an answer, by the first kind of sign that is there.

    Args:
        exchange: the answer of the front page.
        page: the same parsed, None when it is no page.
    """
    source = page.get() if page is not None else ""
    for system, signs in SIGNS.items():
        seen = [words for pattern, words in signs if re.search(pattern, source)]
        named = _named(system, exchange, page)
        if seen or named:
            return Detection(system, [*named, *seen])
    generator = _generator(page)
    return Detection(GENERIC, [f"generator {generator}"] if generator else [])


def _generator(page: Selector | None) -> str:
    return (page.css("meta[name=generator i]::attr(content)").get("") if page is not None else "").strip()


def _named(system: str, exchange: Exchange, page: Selector | None) -> list[str]:
    told = {"generator": _generator(page), "header": exchange.headers.get("x-generator", "")}
    found = [
        f"{where} {text}"
        for where, text in told.items()
        if (match := _GENERATOR.search(text)) and NAMED.get(match[1].lower()) == system
    ]
    if system == "wordpress" and "api.w.org" in exchange.headers.get("link", ""):
        found.append("Link header api.w.org")
    if system == "drupal" and any(name.startswith("x-drupal-") for name in exchange.headers):
        found.append("header X-Drupal-*")
    return found
