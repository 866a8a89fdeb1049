"""Furniture known by what it says, whatever its markup: lists of other articles, cookie notices, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from pilsetas_crawl.reading.dates import MODIFIED_LABELS, PUBLISHED_LABELS, RIGA, find_labelled_date
from pilsetas_crawl.reading.text import clean_line, fold

# Headings of lists of other articles, folded.
_RELATED = re.compile(
    r"(?:saistit|lidzig|cit|pedej|nesen)\w* (?:raksti?|ierakst\w*|zinas|jaunum\w*|publikacij\w*|temas?)"
    r"|(?:jaunak|lasitak|popularak|aktualak)\w*(?: (?:raksti?|ierakst\w*|zinas|jaunum\w*|publikacij\w*))?"
    r"|las(?:i|iet) (?:vel|ari|talak)|(?:tev|jums) varetu (?:interes\w*|patikt)"
    r"|(?:related|recent|latest|more|popular|other) (?:news|posts?|articles?|stories)"
    r"|read (?:also|more)|you may also like"
)
_COOKIES = re.compile(r"sikdat|sikfail|\bcookies?\b")
# Links of a list of other articles, at the least.
FEWEST_RELATED = 2
# Characters of the text behind the last link of such a list.
LONGEST_TEASER = 400
# Characters of a heading or a date line.
LONGEST_LINE = 80
# Elements and characters of a cookie notice with all its explanations; longer ones are texts about cookies.
MOST_NOTICE_PARTS, LONGEST_NOTICE = 8, 800
_INLINE = frozenset({"a", "b", "em", "i", "p", "span", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})


def is_related_heading(line: str) -> bool:
    """Whether a line is the heading of a list of other articles."""
    return len(line) <= LONGEST_LINE and _RELATED.fullmatch(fold(clean_line(line)).rstrip(" :.…")) is not None


def is_related_list(element: Any) -> bool:
    """Whether a block begins with such a heading, links to two articles at least, and holds no more.

    What begins with such a list and goes on with an article is none; the list inside it is.
    """
    if element.tag in _INLINE or not len(element):
        return False
    begin = next((text for text in element.itertext() if text.strip()), "")
    if not is_related_heading(begin):
        return False
    linking = [place for place, child in enumerate(element) if next(child.iter("a"), None) is not None]
    if len({link.get("href") for link in element.iter("a")}) < FEWEST_RELATED:
        return False
    rest = " ".join(" ".join(child.itertext()) for child in element[linking[-1] + 1 :] if _is_element(child))
    return len(clean_line(rest)) <= LONGEST_TEASER and not any(map(is_related_list, element[:-1]))


def _is_element(node: Any) -> bool:
    return isinstance(node.tag, str)


def is_cookie_notice(element: Any) -> bool:
    """Whether a small block speaks of cookies and has something to press."""
    if element.tag in _INLINE or not 0 < len(element) <= MOST_NOTICE_PARTS:
        return False
    if next(element.iter("button", "input"), None) is None:
        return False
    text = clean_line(" ".join(element.itertext()))
    return len(text) <= LONGEST_NOTICE and _COOKIES.search(fold(text)) is not None


def dates_article(line: str, day: date) -> bool:
    """Whether a line says that an article was published on a day, perhaps when it was changed; no more."""
    reference = datetime.combine(day, time(12), RIGA)
    published = find_labelled_date(line, PUBLISHED_LABELS, reference=reference)
    if len(line) > LONGEST_LINE or published is None or published.local_date != day:
        return False
    rest = line
    for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS):
        found = find_labelled_date(rest, (label,), reference=reference)
        place = fold(rest).find(fold(label))
        if found is not None and place >= 0:
            rest = rest[:place] + rest[place + len(label) :].replace(found.raw.strip(), "", 1)
    return not rest.strip(" :.,;|–-")
