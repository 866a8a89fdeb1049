"""What on a page is furniture and no text: by element, by class, by wording."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pilsetas_crawl.reading.text import fold

# Elements that never hold an article's text.
SKIPPED_TAGS = frozenset(
    {
        "audio", "canvas", "datalist", "embed", "head", "iframe", "input", "link", "map", "meta", "nav",
        "noscript", "object", "optgroup", "option", "script", "select", "style", "svg", "template",
        "textarea", "title", "video",
    }
)  # fmt: skip
# Frames of the page itself: their classes speak about the whole page ("cookies-off", "has-sidebar").
_FRAMES = frozenset({"html", "body", "main", "article"})

_NOISE_TOKEN = re.compile(
    r"submitted"
    # texts for screen readers only
    r"|visually-hidden(?:-focusable)?|sr-only(?:-focusable)?|screen-reader-(?:text|shortcut)"
    r"|element-invisible|skip-link\S*"
    # share, print and read-aloud tools: AddToAny, Jetpack, AddThis, the TVP tool column
    r"|addtoany\S*|a2a_\S+|sharedaddy|sd-(?:sharing\S*|block|social\S*|like\S*)"
    r"|jp-(?:relatedposts\S*|post-flair)"
    r"|yarpp\S*|sharethis\S*|addthis\S*|heateor\S*|shariff\S*|social-(?:share|sharing|links|icon|icons)\S*"
    r"|share-(?:btns?|buttons?|block|links|info|title|modal\S*)|content-tools\S*|block-contenttools\S*"
    r"|(?:audio|tts|text-to-speech|speech)-(?:player|controls?|block|button)\S*|rs_\w*|rsbtn\S*"
    r"|print-pdf|print_link"
    # rating and newsletter forms, dialogues
    r"|website-rating\S*|webform-submission-\S+|(?:block-)?(?:tvp-)?newsletter\S*|block-newsletter\S*"
    r"|mc4wp-\S+"
    r"|modal-popup\S*|cookie(?:s|-\S+|_\S+)?|eu-cookie\S*|sliding-popup|cky-\S+|cmplz-\S+|moove_gdpr\S*"
    r"|gdpr-\S+"
    r"|cybotcookie\S*|onetrust-\S+|block-virtual-?assistant\S*"
    # machine translation
    r"|gtranslate\S*|goog-te-\S+|google_translate_element|skiptranslate|translate-(?:widget|block|notice)\S*"
    # navigation and what stands round an article
    r"|breadcrumbs?|pager|pagination|nav-links|post-navigation|sidebar(?:-left|-right)?|widget-area"
    r"|comments-area|comment-respond|respond|entry-meta|entry-footer|post-meta|cat-links|tags-links"
    r"|post-edit-link"
    r"|more-link|read-more|readmore|wp-block-file__button|site-header|site-footer|masthead",
    re.IGNORECASE,
)
_NOISE_ROLES = frozenset({"navigation", "search", "dialog", "alertdialog", "banner", "contentinfo"})
_NAMING = frozenset({"class", "id"})
_TELLING = frozenset({"role", "hidden", "aria-hidden"})
_DECORATION_TAGS = frozenset({"a", "i", "span", "svg"})

_MORE_LINK = re.compile(
    r"(?:lasit|skatit|uzzinat|uzzini|vairak|read|learn)(?: (?:talak|vairak|visu|vel|more|on))?"
)
_MORE_WORDS = re.compile(r"\b(?:talak|vairak|visu|more|on|vel)\b")
_MORE_BEGINNINGS = ("lasit", "skatit", "uzzin", "vairak", "read", "learn")  # every such link begins so
# Whole lines made of tool words only, however often and in whatever order they are glued together.
_TOOL_LINE = re.compile(
    r"(?:(?:atskanot tekstu|klausities tekstu|aizvert|balss atrums|apturet"
    r"|drukat(?: lapu)?|lejupieladet pdf|dalities|dalies ar so lapas saturu!?|print page|download pdf"
    r"|share(?: this page)?"
    r"|skip to (?:main )?content|pariet uz (?:galveno )?saturu|uz augsu"
    r"|(?:lasit|read) (?:talak|vairak|visu|more)"
    r"|[0-2](?:[.,]\d{1,2})?x)[\s:|·»→….]*)+"
)
# What a row of links to share consists of: an invitation, names of networks, a printer.
_SHARE_LINE = re.compile(
    r"(?:(?:(?:pa)?dal(?:ies|ities|iet)(?: ar (?:so|rakstu|draugiem))?|kopigot|share(?: on| this)?"
    r"|facebook|twitter|x(?:\.com)?|draugiem(?:\.lv)?|linkedin|whatsapp|telegram|messenger|pinterest|drukat)"
    r"(?:[\s:|·»→….,-]+|$)){2,12}"
)
_INVITATION = re.compile(
    r"(?:kopigot|dalies|dalities|dalieties|padalies|share(?: this)?)(?: ar draugiem)?\s*:?"
)
_LONGEST_MORE_LINK = 60  # with the line breaks between word and icon
_PICTURE_NUMBER = re.compile(r"\d{1,3} no \d{1,3}")
_LONGEST_TOOL_LINE = 90

_DISCLAIMER_TOPIC = re.compile(
    r"masintulk|automatisk\w* (?:iz)?tulko|google translate|google tulko|machine transl"
    r"|automatic(?:ally)? transl"
)
_DISCLAIMER_CAVEAT = re.compile(
    r"atbildib|neprecizi|kludain|nav (?:oficial|juridisk)|responsib|liab|accura|disclaimer|official"
)
_LONGEST_DISCLAIMER = 500


@lru_cache(maxsize=4096)
def _noisy_names(names: str) -> bool:
    return any(_NOISE_TOKEN.fullmatch(name) for name in names.split())


def is_noise(element: Any, tag: str) -> bool:
    """Say whether an element with all it holds is page furniture, going by its tag, class, id and role."""
    if tag in SKIPPED_TAGS:
        return True
    if tag in _FRAMES:
        return False
    # Most elements of an article carry no attribute at all: one call settles those.
    for name, value in element.items():
        if name in _NAMING:
            if _noisy_names(value):
                return True
        elif name in _TELLING and _tells_noise(name, value, tag):
            return True
    return False


def _tells_noise(name: str, value: str, tag: str) -> bool:
    if name == "role":
        return value in _NOISE_ROLES
    return name == "hidden" or (value == "true" and tag in _DECORATION_TAGS)


def in_noise(element: Any) -> bool:
    """Say whether an element lies inside page furniture."""
    return any(is_noise(outer, outer.tag) for outer in element.iterancestors())


@lru_cache(maxsize=1024)
def _says_more(text: str) -> bool:
    folded = fold(" ".join(text.split())).strip(" .…»›>→")
    return _MORE_LINK.fullmatch(folded) is not None and _MORE_WORDS.search(folded) is not None


def is_more_link(element: Any) -> bool:
    """Say whether a link is only the "lasīt vairāk" at the end of a teaser."""
    if len(element) > 2:  # noqa: PLR2004 - such a link holds at most a word and an icon
        return False
    text = "".join(element.itertext()) if len(element) else element.text or ""
    if len(text) > _LONGEST_MORE_LINK or not _says_more(text):
        return False
    # In the middle of a sentence ("par to lasīt vairāk mājaslapā") the words belong to the text.
    return not any(map(str.isalnum, element.tail or ""))


def count_more_words(link_texts: Iterable[str]) -> int:
    """Count the texts with a word by which "lasīt vairāk" links begin, among the texts of a page's links.

    There are no fewer of them than of links that `is_more_link` accepts, unless markup cuts the word in two.
    """
    return sum(map(_begins_more, link_texts))


@lru_cache(maxsize=4096)  # the menus are the same on every page of a site
def _begins_more(text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in _MORE_BEGINNINGS)


def is_tool_line(line: str) -> bool:
    """Say whether a line of text consists of tool words only ("Atskaņot tekstu Aizvērt Balss ātrums")."""
    return len(line) <= _LONGEST_TOOL_LINE and _is_tool_text(line)


@lru_cache(maxsize=1024)
def _is_tool_text(line: str) -> bool:
    folded = fold(line).strip()
    return _TOOL_LINE.fullmatch(folded) is not None or _PICTURE_NUMBER.fullmatch(folded) is not None


def is_share_row(paragraph: str) -> bool:
    """Say whether a paragraph, its lines and list items together, only offers to share the page.

    A single name is no such row: an editor may write "Facebook", and "X" is also a number.
    """
    if len(paragraph) > _LONGEST_TOOL_LINE:
        return False
    if _INVITATION.fullmatch(fold(paragraph).strip()):
        return True
    return _SHARE_LINE.fullmatch(fold(" ".join(paragraph.replace("- ", " ").split()))) is not None


def is_translation_disclaimer(paragraph: str) -> bool:
    """Say whether a paragraph is the notice beside a machine-translation widget (Cēsis, Daugavpils).

    It has to name machine translation *and* decline something; ask it of the first paragraphs only, an
    article may well speak of translation further down.
    """
    if len(paragraph) > _LONGEST_DISCLAIMER:
        return False
    folded = fold(paragraph)
    return bool(_DISCLAIMER_TOPIC.search(folded) and _DISCLAIMER_CAVEAT.search(folded))
