"""The edges of a body: what stands there and is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from functools import cache, partial

from pilsetas_crawl.platforms.furniture import dates_article, is_related_heading
from pilsetas_crawl.reading.dates import MODIFIED_LABELS, PUBLISHED_LABELS, RIGA, read_date
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.registry import municipalities, towns

# Characters a label may add to a date in a line of its own, as "Publicēšanas datums: " does.
LONGEST_LABEL = 24
# Paragraphs that are the beginning of a text.
HEAD = 4
# Characters of a day in words.
LONGEST_DAY = 40
# A line that begins so and holds a date is looked at more closely.
_DATED = re.compile("|".join(fold(label) for label in (*PUBLISHED_LABELS, *MODIFIED_LABELS)))
BACK_WORDS = frozenset({"atpakal", "uz sakumu", "drukat", "dalities"})

_NAME = r"[A-ZĀČĒĢĪĶĻŅŠŪŽ][a-zāčēģīķļņšūž]+"
# A signed text ends with the name alone, with "sagatavoja" before it or a post behind it.
_SIGNATURE = re.compile(
    r"(?:(?:[Ii]nformāciju |[Tt]ekstu )?[Ss]agatavoja:? |[Tt]eksts:? )?"
    rf"(?P<name>{_NAME}(?: {_NAME}){{1,2}}(?:-{_NAME})?)(?:, [a-zāčēģīķļņšūž][^.!?]{{2,80}})?"
)


_NAMES = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}(?:-{_NAME})?")
GENITIVES = ("as", "es", "u")
# Last words of institutions, places and wishes (folded) that sites write with capitals; and "Valsts".
NO_PERSON = frozenset(
    {
        "valsts", "bibliotekas", "biblioteka", "muzejs", "skola", "vidusskola", "gimnazija", "dome", "padome",
        "policija", "centrs", "nams", "parvalde", "agentura", "banka", "iela", "laukums", "parks", "pils",
        "baznica", "slimnica", "koledza", "augstskola", "universitate", "novads", "pagasts", "pilseta",
        "svetki", "svetkus", "ziemassvetkus", "ziemassvetki", "lieldienas", "janus", "ligo", "gadu", "menesi",
    }
)  # fmt: skip


def tidy_body(
    body: str | None,
    *,
    title: str | None,
    date_line: str | None,
    files: Collection[str] = (),
    whole_page: bool = False,
    day: date | None = None,
) -> str | None:
    """The body without its title again, a line that only dates it, a list of its files, a way back.

    Nor is the heading of a list of other articles, whose links are gone, the end of a text.

    Only the edges are touched: the headline and its picture's caption stand at the beginning, date and files
    at the end. What stands in the middle was written by the author. A text that is nothing but the headline
    stays (greetings are that short), unless it was read with the headline around it; one that is nothing but
    a date or a list of files is none.

    Args:
        body: clean paragraphs.
        title: the headline, None when it was made from the body itself.
        date_line: the publication date as written.
        files: names of the attachments.
        whole_page: the body was read together with the headline, so that alone is no text.
        day: local day of publication; a line that is this day and nothing else dates the article.
    """
    lines = body.split("\n\n") if body else []
    names = {fold(name) for name in files}
    headline = next((line for line in lines if title and fold(line) == fold(title)), None)
    is_edge = partial(_is_edge, title=title, date_line=date_line, day=day)
    # A lead may stand before the headline's second copy and the date; marks between verses stay.
    lines = [
        line
        for place, line in enumerate(lines)
        if not (day is not None and 0 < place < HEAD and any(map(str.isalnum, line)) and is_edge(line))
    ]
    while lines and not (first := _trim(lines[0], is_edge, at=0)):
        del lines[0]
    if lines:
        lines[0] = first
    while lines:
        last = _trim(lines[-1], is_edge, at=-1)
        if last and not _lists(last, names) and not is_related_heading(last):
            lines[-1] = last
            break
        del lines[-1]
    return "\n\n".join(lines) or (None if whole_page else headline)


def signature(body: str | None) -> str | None:
    """The author's name, where the text ends with it; no site has a field for it.

    Names that stand alone in several lines are a list of people, and a name in the place of a text is no
    signature. Institutions, places and wishes in capital letters are no people.
    """
    lines = [line.strip() for line in (body or "").split("\n") if line.strip()]
    match = _SIGNATURE.fullmatch(lines[-1]) if len(lines) > 1 else None
    if match is None or _NAMES.fullmatch(lines[-2]) or not _is_person(match["name"]):
        return None
    return match["name"]


def _is_person(name: str) -> bool:
    """Whether capitalised words can be a person: given names stand in no genitive ("Ludzas", "Preiļu")."""
    words = fold(name).replace("-", " ").split()
    return not (words[0].endswith(GENITIVES) or _place_genitives() & {words[0]} or NO_PERSON & set(words))


@cache
def _place_genitives() -> frozenset[str]:
    cities = [place.name_genitive for place in municipalities().values()]
    names = cities + [town.name_genitive for town in towns()]
    return frozenset(fold(name).split()[0] for name in names)


def _trim(paragraph: str, is_edge: Callable[[str], bool], *, at: int) -> str:
    """A paragraph without the edge lines at its beginning (0) or end (-1): tables part rows by lines."""
    lines = paragraph.split("\n")
    while lines and is_edge(lines[at]):
        del lines[at]
    return "\n".join(lines)


def _is_edge(line: str, *, title: str | None, date_line: str | None, day: date | None) -> bool:
    if (title and fold(line) == fold(title)) or not any(map(str.isalnum, line)):
        return True
    if fold(line).strip(" «‹<←") in BACK_WORDS:
        return True
    if date_line and date_line in line and len(line) <= len(date_line) + LONGEST_LABEL:
        return True
    if day is None:
        return False
    if _DATED.match(fold(line)):
        return dates_article(line, day)
    return _is_day(line, day)


def _is_day(line: str, day: date) -> bool:
    """Whether a line is a day, written with its year, and nothing else."""
    if len(line) > LONGEST_DAY or str(day.year) not in line or str(day.day) not in line:
        return False
    reading = read_date(line, reference=datetime.combine(day, time(12), RIGA))
    return reading is not None and reading.local_date == day


def _lists(paragraph: str, names: Collection[str]) -> bool:
    """Whether a paragraph is nothing but names of the article's files."""
    return bool(names) and all(fold(line.removeprefix("- ")) in names for line in paragraph.split("\n"))
