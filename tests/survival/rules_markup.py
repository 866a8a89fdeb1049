"""Rules that change the markup around things, whatever they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from random import Random
from typing import Any
from zlib import crc32

from tests.survival.editing import after, dissolve, drop, make, rename, wrap
from tests.survival.parts import HEADINGS, Page

Change = Callable[[Page], None]
Rule = Callable[[Random], Change]
_LETTERS = "abcdefghijklmnoprstuvz"


def _chance(salt: int, name: str) -> float:
    """A number for a name, the same on every page of a theme."""
    return crc32(f"{salt}:{name}".encode()) / 2**32


def _invented(salt: int, name: str) -> str:
    """Another name for a class, such as ``c-kulra__7``."""
    dice = Random(f"{salt}:{name}")
    return (
        "c-"
        + "".join(dice.choices(_LETTERS, k=dice.randint(4, 7)))
        + dice.choice(["", "__in", "-box", "--x"])
    )


def classes_renamed(dice: Random) -> Change:
    """A third to all of the class names become others nobody has seen."""
    salt, share = dice.randrange(10**6), dice.choice([0.3, 0.6, 1.0])

    def change(page: Page) -> None:
        for node in page.root.iter():
            if isinstance(node.tag, str) and node.get("class"):
                names = node.get("class").split()
                node.set(
                    "class", " ".join(_invented(salt, n) if _chance(salt, n) < share else n for n in names)
                )

    return change


def classes_dropped(dice: Random) -> Change:
    """A third to all of the class names are gone."""
    salt, share = dice.randrange(10**6), dice.choice([0.3, 0.6, 1.0])

    def change(page: Page) -> None:
        for node in page.root.iter():
            if isinstance(node.tag, str) and node.get("class"):
                kept = [name for name in node.get("class").split() if _chance(salt, name) >= share]
                node.set("class", " ".join(kept))
                if not kept:
                    del node.attrib["class"]

    return change


def ids_dropped(dice: Random) -> Change:
    """Half or all of the identifiers are gone."""
    salt, share = dice.randrange(10**6), dice.choice([0.5, 1.0])

    def change(page: Page) -> None:
        for node in page.root.iter():
            if isinstance(node.tag, str) and node.get("id") and _chance(salt, node.get("id")) < share:
                del node.attrib["id"]

    return change


def attributes_dropped(dice: Random) -> Change:
    """Roles, relations and microdata of the page's elements are gone."""

    def change(page: Page) -> None:
        names = ("role", "rel", "itemprop", "itemscope", "itemtype", "property", "content", "typeof", "about")
        for node in page.body.iter():
            for name in names if isinstance(node.tag, str) else ():
                node.attrib.pop(name, None)

    return change


def headings_lower(dice: Random) -> Change:
    """Every heading is one level lower: the headline an ``h2``."""
    return lambda page: _shift(page, 1)


def headings_higher(dice: Random) -> Change:
    """Every heading is one level higher: headings inside the text become ``h1`` beside the headline."""
    return lambda page: _shift(page, -1)


def _shift(page: Page, by: int) -> None:
    for node in list(page.body.iter(*HEADINGS)):
        level = min(6, max(1, int(node.tag[1]) + by))
        rename(node, f"h{level}")


def logo_is_headline(dice: Random) -> Change:
    """The site's name is the ``h1`` of every page, the article's headline an ``h2``."""
    tag = dice.choice(["h2", "h2", "h3"])

    def change(page: Page) -> None:
        name = _site_name(page)
        if page.headline is not None:
            rename(page.headline, tag)
        page.body.insert(0, make(f'<header><h1 class="logo"><a href="/">{name}</a></h1></header>'))

    return change


def _site_name(page: Page) -> str:
    return str(page.institution)


def headline_is_no_heading(dice: Random) -> Change:
    """The headline is a ``div`` or a paragraph in bold; the row's headlines too."""
    tag = dice.choice(["div", "p", "strong"])

    def change(page: Page) -> None:
        if page.headline is not None:
            rename(page.headline, tag)
            page.headline.set("class", "virsraksts")
        for row in page.rows:
            for up in row.link.iterancestors():
                if up is row.block:
                    break
                if up.tag in HEADINGS:
                    rename(up, tag)

    return change


def divs_to_sections(dice: Random) -> Change:
    """``div`` elements are ``section`` elements, all of them or those with a class."""
    every = dice.random() < 0.5

    def change(page: Page) -> None:
        for node in list(page.body.iter("div")):
            if every or node.get("class"):
                rename(node, "section")

    return change


def meaning_lost(dice: Random) -> Change:
    """``main``, ``article``, ``section``, ``header``, ``footer`` and ``aside`` are ``div`` elements."""
    tags = ["main", "article", "section", "header", "footer", "aside"][: dice.choice([2, 4, 6])]

    def change(page: Page) -> None:
        for node in list(page.body.iter(*tags)):
            rename(node, "div")

    return change


def wrappers_added(dice: Random) -> Change:
    """One to three elements more around headline, day, text and rows."""
    depth, names = dice.randint(1, 3), dice.sample(["inner", "grid", "cell", "l-box", "wrap", "content"], 3)
    tag = dice.choice(["div", "div", "section", "span"])

    def change(page: Page) -> None:
        for node in _things(page):
            for level in range(depth):
                wrap(node, "div" if node.tag in ("div", "li", "article") else tag, class_=names[level])

    return change


def _things(page: Page) -> Iterable[Any]:
    found = [page.headline, page.text, *page.dates, *(row.block for row in page.rows)]
    return [node for node in found if node is not None and node.tag not in ("tr", "td", "li", "body")]


def wrappers_removed(dice: Random) -> Change:
    """Elements that hold nothing but one other element are gone."""
    share, salt = dice.choice([0.5, 1.0]), dice.randrange(10**6)

    def change(page: Page) -> None:
        for node in list(page.body.iter("div", "section", "article")):
            lonely = len(node) == 1 and not (node.text or "").strip() and not (node[0].tail or "").strip()
            name = node.get("class") or node.get("id") or node.tag
            if (
                lonely
                and node is not page.text
                and isinstance(node[0].tag, str)
                and _chance(salt, name) < share
            ):
                dissolve(node)

    return change


def scripts_gone(dice: Random) -> Change:
    """Scripts and comments are gone, and the settings some themes keep in them."""

    def change(page: Page) -> None:
        for node in list(page.root.iter("script")):
            drop(node)

    return change


def head_cleared(dice: Random) -> Change:
    """Structured data, OpenGraph and every other meta element are gone, the canonical link too or not.

    A page that told its day there alone prints it under the headline: a day that no reader of the page can
    see is no matter of markup.
    """
    tags = dice.choice([("meta",), ("meta", "link")])

    def change(page: Page) -> None:
        for node in list(page.head.iter(*tags)):
            drop(node)
        for node in list(page.root.iter("script")):
            if node.get("type") == "application/ld+json":
                drop(node)
        if page.article and not page.dates and page.headline is not None:
            printed = make(
                f'<div class="c-day">{date.fromisoformat(page.article["published_date"]):%d.%m.%Y}</div>'
            )
            after(page.headline, printed)
            page.dates.append(printed)

    return change


def title_changed(dice: Random) -> Change:
    """The page's title gets another tail, a head before the headline, or is the site's name alone."""
    form = dice.choice(
        ["{title} | {site}", "{title} - {site}", "{title} – {site}", "{site} - {title}", "{site}",
         "{title} | Jaunumi | {site}", "{title} :: {site}"]
    )  # fmt: skip

    def change(page: Page) -> None:
        node = page.head.find("title")
        if node is not None:
            said = page.article["title"] if page.article else "Jaunumi"
            node.text = form.format(title=said, site=_site_name(page))

    return change


def everything_gone(dice: Random) -> Change:
    """The page holds a menu and nothing else, as one does that a script fills."""

    def change(page: Page) -> None:
        for node in list(page.body):
            drop(node)
        page.body.append(
            make('<div id="app"><p>Lapa tiek ielādēta</p><a href="/kontakti">Kontakti</a></div>')
        )

    return change


RULES: tuple[Rule, ...] = (
    classes_renamed, classes_dropped, ids_dropped, attributes_dropped, headings_lower, headings_higher,
    logo_is_headline, headline_is_no_heading, divs_to_sections, meaning_lost, wrappers_added,
    wrappers_removed,
    scripts_gone, head_cleared, title_changed,
)  # fmt: skip
