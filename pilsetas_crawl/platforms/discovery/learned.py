"""Learning a list of articles from a page that nobody has described.

The rule. Links to other pages of the site are put into groups by where they stand in the markup (tags and
classes of themselves and of what is around them, without numbers and states) and by the outline of their
addresses (depth of the path, names of the parameters). Every group of at least three addresses is a
candidate: it has a common form of address and, around each link, a row. Groups of one form are one list: a
lead article stands in other markup than the rest. What speaks for a list of articles, and how much:

===================================================  ======
articles of the site that are known already           up to 4
rows that show a date of the past                     up to 3
headlines of three words and twenty letters or more   up to 2
addresses that end in a slug or a number                  1
rows with a text beside the headline                      1
headlines that are headings                               1
addresses below the page's own                            1
a word for news in the addresses' fixed part              1
rows, a tenth of a point each                         up to 2
===================================================  ======

Against it: dates in the future (a calendar, 4), a place in a menu, footer, pager or sidebar (3, and without
a known article it is no list at all), a word for another kind of section in the addresses (up to 3), bare
labels (a tag cloud, 2), parts of the path that had to be left open and a second form beside the common one (a
quarter each). A list needs `LEAST` points, and known articles, dates or headlines among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from pilsetas_crawl.platforms.discovery.address_form import ANY, AddressForm, form_of, shape_of
from pilsetas_crawl.platforms.discovery.page_links import PageLink, PageLinks
from pilsetas_crawl.platforms.discovery.rows import Row, date_line, rows_of
from pilsetas_crawl.platforms.discovery.section_words import LANGUAGES, says_news, says_other

# Fewest addresses that make a list, and points it needs.
FEWEST = 3
LEAST = 4.0
_HEADLINE_LETTERS, _HEADLINE_WORDS, _LABEL_LETTERS = 20, 3, 14
_TEASER_LETTERS = 40
_MANY = 20
# Share of rows from which a trait is one of the list.
HALF = 0.5


@dataclass(frozen=True, slots=True)
class LearnedList:
    """A list of articles found on a page.

    Attributes:
        form: what the addresses have in common.
        rows: one per article, in the page's order.
        score: how much speaks for it (see the module).
        reasons: what did, in words, for reports.
        dated: share of its rows that show a date.
    """

    form: AddressForm
    rows: tuple[Row, ...]
    score: float
    reasons: tuple[str, ...]
    dated: float


def find_lists(
    root: Any,
    base: str,
    *,
    key_of: Callable[[str], str],
    reference: datetime,
    is_known: Callable[[str], bool] | None = None,
) -> list[LearnedList]:
    """Lists of articles on a page, the likeliest first; empty where nothing is likely.

    Args:
        root: the page's root element (lxml).
        base: its address.
        key_of: gives the identity of an address (`urls.url_key`); raises `UrlError` for what is none.
        reference: the moment the page was fetched, aware.
        is_known: says of an address key whether it is known to be an article.
    """
    page = PageLinks(root, base, key_of)
    known = is_known or frozenset[str]().__contains__
    lists = _distinct(page, known)
    judged = [_judged(page, form, links, reference, known) for form, links in lists]
    likely = [found for found in judged if found is not None and found.score >= LEAST]
    best: dict[str, LearnedList] = {}
    for found in sorted(likely, key=lambda one: -one.score):
        best.setdefault(found.form.pattern, found)
    return list(best.values())


def _groups(page: PageLinks) -> Iterator[list[PageLink]]:
    """Links that may be those of one list, each group with every link of the page to its addresses."""
    by_place: dict[tuple[Any, ...], dict[str, PageLink]] = {}
    for link in page.all:
        signature = page.signature(link.node)
        for place in ((signature,), (signature, shape_of(link.key).outline)):
            by_place.setdefault(place, {}).setdefault(link.key, link)
    seen: set[frozenset[str]] = set()
    for group in by_place.values():
        for keys in (frozenset(part) for part in _parts(list(group))):
            if len(keys) >= FEWEST and keys not in seen:
                seen.add(keys)
                yield [link for link in page.all if link.key in keys]


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """The whole group, and its parts by the first part of the path in which they differ but the last."""
    yield keys
    if len({shape_of(key).outline for key in keys}) > 1:
        return
    columns = list(zip(*(shape_of(key).parts[:-1] for key in keys), strict=True))
    for place, column in enumerate(columns):
        values = set(column)
        if len(values) > 1 and not all(value.isdigit() for value in values):
            for value in sorted(values):
                yield [key for key in keys if shape_of(key).parts[place] == value]
            return


def _distinct(
    page: PageLinks, is_known: Callable[[str], bool]
) -> Iterator[tuple[AddressForm, list[PageLink]]]:
    """The groups that may be lists, each filled up to all of its form; those that become alike come once."""
    seen: set[tuple[str, frozenset[str]]] = set()
    of_form: dict[tuple[str, bool], dict[Any, PageLink]] = {}
    for group in _groups(page):
        form = form_of(link.key for link in group)
        # A place in a menu or footer speaks against a list, unless its articles are known.
        furniture = all(page.in_furniture(link.node) for link in group)
        if form is None or (furniture and not any(is_known(link.key) for link in group)):
            continue
        links = group
        # A lead article stands in other markup: everything of that form is one list, unless it is furniture.
        if not form.weak:
            if (form.pattern, furniture) not in of_form:
                of_form[form.pattern, furniture] = _alike(page, form, furniture=furniture)
            links = _merged(page, group, of_form[form.pattern, furniture])
        told = form.pattern, frozenset(link.key for link in links)
        if told not in seen:
            seen.add(told)
            yield form, links


def _judged(
    page: PageLinks,
    form: AddressForm,
    same: Sequence[PageLink],
    reference: datetime,
    is_known: Callable[[str], bool],
) -> LearnedList | None:
    furniture = all(page.in_furniture(link.node) for link in same)
    rows = rows_of(same, reference)
    if len(rows) < FEWEST:
        return None
    points = _points(page, form, rows, reference, is_known, furniture=furniture)
    told = {name: value for name, value in points.items() if value}
    if not {"dates", "headlines", "known"} & told.keys():
        return None
    dated = sum(row.published is not None for row in rows) / len(rows)
    reasons = tuple(f"{name} {value:+.1f}" for name, value in told.items())
    return LearnedList(form, tuple(rows), sum(points.values()), reasons, dated)


def _alike(page: PageLinks, form: AddressForm, *, furniture: bool) -> dict[Any, PageLink]:
    """Links of a form by their nodes, those of the furniture left out unless they are asked for."""
    has_form = re.compile(form.pattern).search
    found = (link for link in page.all if has_form(link.key))
    return {link.node: link for link in found if furniture or not page.in_furniture(link.node)}


def _merged(page: PageLinks, links: list[PageLink], alike: dict[Any, PageLink]) -> list[PageLink]:
    """A group and the links of its form, in the page's order."""
    nodes = {link.node for link in links}
    if nodes <= alike.keys():
        return list(alike.values())
    return [link for link in page.all if link.node in nodes or link.node in alike]


def _points(
    page: PageLinks,
    form: AddressForm,
    rows: Sequence[Row],
    reference: datetime,
    is_known: Callable[[str], bool],
    *,
    furniture: bool,
) -> dict[str, float]:
    def share(of: Callable[[Row], bool]) -> float:
        return sum(map(of, rows)) / len(rows)

    dated = share(lambda row: row.published is not None and row.published.utc <= reference)
    ahead = share(lambda row: row.published is not None and (row.published.utc - reference).days >= 1)
    titles = [row.title or "" for row in rows]
    return {
        "known": 4 * share(lambda row: is_known(row.key)),
        "dates": 3 * dated if dated >= HALF / 2 else 0,
        "headlines": 2
        * share(lambda row: _is_headline(row.title) and not date_line(row.title or "", reference)),
        "slugs": float(share(lambda row: _is_specific(row.key)) > HALF),
        "teasers": float(share(lambda row: row.text >= _TEASER_LETTERS) > HALF),
        "headings": float(share(lambda row: row.heading) > HALF),
        "below the page": float(_lies_below(page.base_key, form)),
        "news in the address": float(any(map(says_news, _fixed_parts(rows)))),
        "future dates": -4.0 if ahead > HALF / 2 else 0,
        "furniture": -3.0 if furniture else 0,
        "other section": -3 * share(lambda row: any(map(says_other, shape_of(row.key).parts[:-1]))),
        "bare labels": -2.0 if median(map(len, titles)) < _LABEL_LETTERS and dated < HALF else 0,
        "open parts": -0.25 * form.pattern.count("/" + ANY + "/"),
        "two forms": -0.25 * (not all(form.matches(row.key) for row in rows)),
        "rows": min(len(rows), _MANY) / 10,
    }


def _is_headline(title: str | None) -> bool:
    words = (title or "").split()
    return len(words) >= _HEADLINE_WORDS and len(title or "") >= _HEADLINE_LETTERS


def _is_specific(key: str) -> bool:
    """Whether an address ends in several words or in a number."""
    shape = shape_of(key)
    last = shape.parts[-1] if shape.parts else ""
    values = [value for _, value in shape.parameters]
    return last.count("-") > 1 or last.count("_") > 1 or any(map(str.isdigit, [*last, *"".join(values)]))


def _fixed_parts(rows: Sequence[Row]) -> list[str]:
    """Parts of the path, and parameters, that all addresses share; languages say nothing."""
    shapes = [shape_of(row.key) for row in rows]
    columns = zip(*(shape.parts for shape in shapes if shape.outline == shapes[0].outline), strict=True)
    told = [column[0] for column in columns if len(set(column)) == 1]
    return [part for part in told if part not in LANGUAGES]


def _lies_below(base_key: str, form: AddressForm) -> bool:
    """Whether addresses of the form lie below the page, by path or by the same path's parameters."""
    path = base_key.partition("?")[0].rstrip("/")
    return bool(path.strip("/")) and form.matches_below(path)
