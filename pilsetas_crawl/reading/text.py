"""Plain text: the one form in which lines, paragraphs and words are kept and compared."""

import html
import re
import unicodedata

# Invisible characters that web editors leave behind: soft hyphen, zero-width spaces and joiners, direction
# marks, byte order mark; control characters that are no white space; halves of surrogate pairs;
# non-characters. A zero-width joiner behind an emoji belongs to it and stays.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&nbsp(?![A-Za-z;])")
_MASKED_EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64})\s{0,2}[\[({]\s?(?:at|et|@)\s?[\])}]\s{0,2}"
    r"([\w-]{1,63}(?:(?:\.|\s?[\[({]\s?(?:dot|punkts)\s?[\])}]\s?)[\w-]{1,63}){1,5})",
    re.IGNORECASE,
)
# Combining marks: the block of common ones (U+034F joins and is none) goes at once, what lies behind it is
# asked character by character.
_COMMON_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_LATER = re.compile("[\u034f\u0370-\U0010ffff]")
_MASKED_DOT = re.compile(r"\s?[\[({]\s?(?:dot|punkts)\s?[\])}]\s?", re.IGNORECASE)


def _visible(text: str) -> str:
    # A printable string holds no control, format, surrogate or unassigned characters: nothing to remove.
    return unicodedata.normalize("NFC", text if text.isprintable() else _INVISIBLE.sub("", text))


def clean_line(text: str) -> str:
    """Return the text as one NFC line: invisible characters gone, all white space folded to single spaces.

    HTML entities are left as they are (see `decode_entities_once`).
    """
    return " ".join(_visible(text).split())


def clean_paragraphs(text: str) -> str:
    """Return the text as paragraphs with one blank line between them; single line breaks inside them stay."""
    paragraphs: list[list[str]] = [[]]
    for raw in _LINE_END.sub("\n", text).replace("\u2029", "\n\n").split("\n"):
        line = clean_line(raw)
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def fold(text: str) -> str:
    """Return the text for search and comparison only: case folded, diacritics stripped (Ķekava → kekava)."""
    if text.isascii():
        return text.lower()
    plain = _COMMON_MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", _LATER.sub(_unless_mark, plain))


def _unless_mark(match: re.Match[str]) -> str:
    char = match.group()
    return "" if unicodedata.combining(char) else char


def word_count(text: str) -> int:
    """Count the words: runs between spaces that hold a letter or a digit ("12.30" is one, "–" is none)."""
    return sum(1 for word in text.split() if word.isalnum() or any(map(str.isalnum, word)))


def decode_entities_once(text: str) -> str:
    """Decode HTML entities one level deep: "&amp;lt;" becomes "&lt;".

    Only entities closed by a semicolon count (and a bare "&nbsp"), so that "?a=1&copy=2" in a text survives.
    """
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def _join_email(match: re.Match[str]) -> str:
    return f"{match.group(1)}@{_MASKED_DOT.sub('.', match.group(2))}"


def unmask_email(text: str) -> str:
    """Turn "pasts [at] mk.gov.lv" and "pasts(at)mk.gov.lv" into a plain e-mail address.

    The word needs its brackets and the host a dot; a bare "at" is left alone.
    """
    if "[" in text or "(" in text or "{" in text:
        return _MASKED_EMAIL.sub(_join_email, text)
    return text
