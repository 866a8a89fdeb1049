"""The edges of a body: what stands there and is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Collection

from pilsetas_crawl.reading.text import fold

# Characters a label may add to a date in a line of its own, as "Publicēšanas datums: " does.
LONGEST_LABEL = 24
BACK_WORDS = frozenset({"atpakal", "uz sakumu", "drukat", "dalities"})

_NAME = r"[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+"
# A signed text ends with the name alone, with "sagatavoja" before it or a post behind it.
_SIGNATURE = re.compile(
    r"(?:(?:[Ii]nformāciju |[Tt]ekstu )?[Ss]agatavoja:? |[Tt]eksts:? )?"
    rf"(?P<name>{_NAME}(?: {_NAME}){{1,2}}(?:-{_NAME})?)(?:, [a-zāčēģīķļņšūž][^.!?]{{2,80}})?"
)


def tidy_body(
    body: str | None, *, title: str | None, date_line: str | None, files: Collection[str] = ()
) -> str | None:
    """The body without its title again, a line that only dates it, a list of its files, a way back.

    Only the edges are touched: the headline and its picture's caption stand at the beginning, date and files
    at the end. What stands in the middle was written by the author. A body that would vanish stays.

    Args:
        body: clean paragraphs.
        title: the headline, None when it was made from the body itself.
        date_line: the publication date as written.
        files: names of the attachments.
    """
    lines = body.split("\n\n") if body else []
    names = {fold(name) for name in files}
    while lines and _is_edge(lines[0], title, date_line):
        del lines[0]
    while lines and (_is_edge(lines[-1], title, date_line) or _lists(lines[-1], names)):
        del lines[-1]
    return "\n\n".join(lines) or body


def signature(body: str | None) -> str | None:
    """The author's name, where the text ends with it; no site has a field for it."""
    match = _SIGNATURE.fullmatch((body or "").rpartition("\n")[2].strip())
    return match["name"] if match else None


def _is_edge(line: str, title: str | None, date_line: str | None) -> bool:
    if title and fold(line) == fold(title):
        return True
    if fold(line).strip(" «‹<←") in BACK_WORDS:
        return True
    return bool(date_line) and str(date_line) in line and len(line) <= len(str(date_line)) + LONGEST_LABEL


def _lists(paragraph: str, names: Collection[str]) -> bool:
    """Whether a paragraph is nothing but names of the article's files."""
    return bool(names) and all(fold(line.removeprefix("- ")) in names for line in paragraph.split("\n"))
