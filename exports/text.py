"""Text made harmless for files that people open: nothing invisible that breaks a file or reorders a line."""

from __future__ import annotations

import re

# Control characters but tab and line breaks; NUL alone makes many readers stop. Marks that reorder what
# stands after them (embeddings, overrides, isolates) can show one address and mean another; the plain marks
# U+200E and U+200F only order their neighbours and stay. Lone surrogates and the two non-characters are in no
# valid file.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LINE_BREAK = re.compile(r"\r\n?")
# RFC 3986 allows less; what is left out here ends an attribute or a line early.
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text without harmful characters; it keeps its tabs and line breaks."""
    # Nearly all text is clean, and this look at it is quicker than the next.
    if text.replace("\n", "").isprintable():
        return text
    return _HARMFUL.sub("", text) if _HARMFUL.search(text) else text


def one_line(text: str) -> str:
    """Clean text on one line, for titles and names."""
    return _SPACES.sub(" ", clean(text)).strip()


def paragraphs(text: str) -> list[str]:
    """Clean paragraphs of a text: its lines that are not empty."""
    lines = _LINE_BREAK.sub("\n", clean(text)).split("\n")
    return [line for line in map(one_line, lines) if line]


def shortened(text: str, limit: int) -> str:
    """Text of at most `limit` characters, cut after a whole word and marked with ``…``."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:–-") + "…"


def is_web_address(text: str) -> bool:
    """Whether a text may stand as a link: http or https, nothing that could end it early or hide in it."""
    return _ADDRESS.fullmatch(text) is not None and clean(text) == text
