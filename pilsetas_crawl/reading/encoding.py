"""Which charset a page is really in.

Declared charsets lie: old Latvian sites declare Latin-1 and send windows-1257, or declare windows-1257 and
send UTF-8. So a declaration is believed only when the bytes decode cleanly and the result looks like text.
"""

import codecs
import re
from typing import Literal, NamedTuple

from pilsetas_crawl.reading._mojibake import count_pairs, repair_mojibake

__all__ = ["EncodingChoice", "declared_in", "decode_body", "repair_mojibake", "resolve_encoding"]

How = Literal["bom", "declared", "utf-8", "baltic", "fallback"]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BALTIC = ("windows-1257", "iso-8859-13", "iso-8859-4")
# Charsets of pages; Python also knows "codecs" such as rot13, idna or unicode-escape.
_KNOWN = re.compile(
    r"ascii|utf-(?:8|16|16-le|16-be)|cp\d+|iso8859-\d+|koi8-\w|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*"
)
# What browsers understand by these names (the WHATWG encoding standard).
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8-sig": "utf-8"}
_PUBLIC_NAMES = {"cp1257": "windows-1257", "cp1252": "windows-1252", "iso8859-13": "iso-8859-13",
                 "iso8859-4": "iso-8859-4", "cp1251": "windows-1251"}  # fmt: skip
_DECLARATION = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{3,30})", re.IGNORECASE)
_HEAD_BYTES = 2048  # browsers look for a charset in the first 1,024 bytes; some pages put scripts before it

_WORD_WITH_HIGH_BYTE = re.compile(rb"[A-Za-z]{0,40}[\x80-\xff][A-Za-z\x80-\xff]{0,60}")
_MOST_WORDS = 3000
_LATVIAN = frozenset("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽōŗŌŖ")
_TYPOGRAPHY = frozenset("„“”‚‘’«»–—…•§°€©®™²³½¼¾·\u00a0\u00ad")
_NEIGHBOURS = frozenset("ąęėįųåäöüõéłóćńśźżĄĘĖĮŲÅÄÖÜÕÉ")  # Lithuanian, Estonian, Polish, Swedish names


class EncodingChoice(NamedTuple):
    """A page's charset.

    Attributes:
        name: a charset name Python can decode with.
        how: byte order mark, believed declaration, strict UTF-8, scored among the Baltic charsets, or a
            guess.
        suspicious: replacement characters and damaged letter pairs in the text so decoded; 0 is a clean one.
    """

    name: str
    how: How
    suspicious: int


def resolve_encoding(body: bytes, declared: str | None) -> EncodingChoice:
    """Decide in which charset a page is.

    A byte order mark wins. Then the declared charset, if the bytes decode cleanly into plausible text and no
    other does better; then strict UTF-8; then windows-1257, ISO-8859-13 or ISO-8859-4, whichever puts Latvian
    letters where they belong.

    Args:
        body: the page's bytes.
        declared: the charset of the HTTP header; when None, the one named in the page's own head is taken.
    """
    return decode_body(body, declared)[1]


def decode_body(body: bytes, declared: str | None) -> tuple[str, EncodingChoice]:
    """Return the page's text (without a byte order mark) and the choice `resolve_encoding` makes for it."""
    name, how = _choose(body, declared)
    text = body.decode(name, errors="replace").removeprefix("\ufeff")
    # Plain ASCII holds neither; looking at a whole page for both takes longer than decoding it.
    suspicious = 0 if body.isascii() else text.count("\ufffd") + count_pairs(text)
    return text, EncodingChoice(name, how, suspicious)


def declared_in(body: bytes) -> str | None:
    """Return the charset named in the page's own head (meta element or XML declaration), None if none is."""
    found = _DECLARATION.search(body, 0, _HEAD_BYTES)
    return found.group(1).decode("ascii") if found else None


def _codec(declared: str | None) -> str | None:
    """Return Python's name of a declared charset; None for unknown ones and codecs that are no charset."""
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def _choose(body: bytes, declared: str | None) -> tuple[str, How]:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return name, "bom"
    stated = _codec(declared or declared_in(body))
    if body.isascii() and not (stated or "").startswith("utf-16"):
        return _PUBLIC_NAMES.get(stated or "", stated or "utf-8"), "declared" if stated else "utf-8"
    if _decodes(body, "utf-8"):
        # Bytes of another charset are never valid UTF-8 by accident in running text.
        return "utf-8", "declared" if stated == "utf-8" else "utf-8"
    if _is_damaged_utf8(body):
        return "utf-8", "utf-8"
    return _single_byte(body, stated)


def _decodes(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(body: bytes) -> bool:
    """Say whether the bytes are UTF-8 but for a few places: a letter cut in two, or one foreign piece."""
    text = body.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - broken
    return whole > 4 * broken


def _single_byte(body: bytes, stated: str | None) -> tuple[str, How]:
    sample = b" ".join(_WORD_WITH_HIGH_BYTE.findall(body)[:_MOST_WORDS])
    scores = {name: _score(sample, name) for name in _BALTIC}
    best = max(_BALTIC, key=lambda name: scores[name])
    if stated is not None and stated != "utf-8" and _decodes(body, stated):
        own = _score(sample, stated)
        if own >= scores[best] and own >= 0:
            return _PUBLIC_NAMES.get(stated, stated), "declared"
        if scores[best] <= 0 and not sample_is_latin(sample):
            return _PUBLIC_NAMES.get(stated, stated), "declared"
    return (best, "baltic") if scores[best] > 0 else ("windows-1257", "fallback")


def sample_is_latin(sample: bytes) -> bool:
    """Say whether words with high bytes are mostly written in Latin letters (and not, say, in Cyrillic)."""
    letters = sum(1 for byte in sample if chr(byte).isalpha() and byte < 0x80)  # noqa: PLR2004 - end of ASCII
    return letters * 2 > len(sample.replace(b" ", b""))


def _score(sample: bytes, name: str) -> int:
    """Score how Latvian the words look: a Latvian letter among letters is good, a sign in a word is bad."""
    text = sample.decode(name, errors="replace")
    total = 0
    previous = " "
    for char, following in zip(text, text[1:] + " ", strict=True):
        if char > "\x7f":
            total += _worth(char, previous, following)
        previous = char
    return total


def _worth(char: str, before: str, after: str) -> int:
    if char in _LATVIAN:
        # A capital behind a small letter ("sēŽe") is a sign of the wrong table.
        if char.isupper() and before.islower():
            return -2
        return 1 if before.isalpha() or after.isalpha() else 0
    if char in _TYPOGRAPHY:
        return -1 if before.isalpha() and after.isalpha() and char not in "’\u00ad–" else 0
    if char in _NEIGHBOURS:
        return -1 if before.isalpha() or after.isalpha() else -2
    return -3
