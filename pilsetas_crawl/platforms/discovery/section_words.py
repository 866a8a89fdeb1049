"""Words by which sections of a site are told apart, in the languages of the region and some more.

All are beginnings of words, without case and diacritics (see `reading.text.fold`).
"""

from __future__ import annotations

import re

from pilsetas_crawl.reading.text import fold

# The section of news calls itself so: Latvian, English, German, Russian and Ukrainian (both alphabets),
# Estonian, Lithuanian, Polish, Finnish, Swedish, French, Spanish, Italian.
NEWS = (
    "jaunum", "aktualitat", "aktuali", "zinas", "zinu", "zinam", "news", "aktuelle", "nachricht",
    "meldung", "neuigkeit", "новост", "новин", "novosti", "novost", "novini", "uudised", "uudis",
    "naujien", "aktualnosc", "wiadomosc", "ajankohta", "uutis", "nyhet", "actualite", "noticia",
    "notizi", "pressemitteil", "preses", "press-release", "press release", "pressrelease", "aktualno",
    "aktualij",
)  # fmt: skip
# May be news or a calendar; counts only beside other evidence.
PERHAPS = (
    "notikum", "vestis", "blog", "raksti", "articles", "aktual", "события", "sobyti", "presse", "media",
)  # fmt: skip
# Sections that are something else, whatever other word stands beside.
OTHER = (
    "pasakum", "kalendar", "calendar", "afisa", "event", "veranstalt", "termine", "мероприят", "афиш",
    "календар", "vakanc", "vacanc", "job", "iepirkum", "tender", "galerij", "galler", "foto", "photo",
    "video", "kontakt", "contact", "контакт", "rss", "mekle", "search", "suche", "поиск", "laikrakst",
    "avize", "newsletter", "abone", "pieteik", "subscribe", "dokument", "document", "normativ", "privat",
    "sikdatn", "cookie", "login", "tag", "author", "autor", "user", "comment", "komentar", "impressum",
    "datenschutz", "projekt", "project", "sitemap", "karte", "banner", "form", "print", "pakalpojum",
    "service",
)  # fmt: skip
# A link to all of a list, standing beside its newest items.
ALL = (
    "visi",
    "visas",
    "vairak",
    "arhiv",
    "all ",
    "more ",
    "alle ",
    "mehr ",
    "все ",
    "archiv",
    "lasit vairak",
)
LANGUAGES = frozenset({"lv", "en", "ru", "de", "et", "lt", "pl", "fr", "fi", "sv", "uk", "es", "it", "ltg"})


def _any_of(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(re.escape(word) for word in beginnings) + ")")


_NEWS, _PERHAPS, _OTHER, _ALL = map(_any_of, (NEWS, PERHAPS, OTHER, ALL))


def says_news(text: str) -> bool:
    """Whether a label or a part of an address names a section of news."""
    return _NEWS.search(fold(text)) is not None


def says_perhaps(text: str) -> bool:
    """Whether it names something that may be news or a calendar."""
    return _PERHAPS.search(fold(text)) is not None


def says_other(text: str) -> bool:
    """Whether it names something that is no list of articles."""
    return _OTHER.search(fold(text)) is not None


def says_all(text: str) -> bool:
    """Whether it leads to the whole of a list."""
    return _ALL.match(fold(text)) is not None
