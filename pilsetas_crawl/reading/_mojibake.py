"""UTF-8 that was read as windows-1252 or windows-1257: "VentspilÄ«" for "Ventspilī"."""

import re

_LETTERS = "āčēģīķļņšūžōŗĀČĒĢĪĶĻŅŠŪŽŌŖ"
_PUNCTUATION = "„“”‚‘’–—…€•"
_COMPANIONS = "«»°§©®éäöüõåßŠ½\u00a0"


def _misread(char: str, table: str) -> str:
    """Return how a character's UTF-8 bytes look in a one-byte table; its gaps show as control characters."""
    return "".join(_one(byte, table) for byte in char.encode("utf-8"))


def _one(byte: int, table: str) -> str:
    try:
        return bytes((byte,)).decode(table)
    except UnicodeDecodeError:
        return chr(byte)


def _damage(chars: str) -> dict[str, str]:
    return {_misread(char, table): char for char in chars for table in ("cp1252", "cp1257", "latin-1")}


# "Ä" and "Å" with a sign behind them, and "â€" with a third sign: no language writes these.
_SURE = _damage(_LETTERS + _PUNCTUATION)
# "Ã©", "Â«": possible in other languages, so repaired only beside sure damage.
_LIKELY = {bad: char for bad, char in _damage(_COMPANIONS).items() if bad not in _SURE}
_SURE_PATTERN = re.compile("|".join(sorted(map(re.escape, _SURE), key=len, reverse=True)))
_LIKELY_PATTERN = re.compile("|".join(sorted(map(re.escape, _LIKELY), key=len, reverse=True)))
_QUOTE_PAIR = re.compile("(?<![a-zà-ž])[ÄÅ][“”„‘’‚«»](?!\\w)")


def _may_be_damaged(text: str) -> bool:
    """Look for the first signs in the quickest way; most texts hold none of them."""
    return "Ä" in text or "Å" in text or "â" in text


def count_pairs(text: str) -> int:
    """Count the sure marks of UTF-8 read in the wrong table."""
    return len(_SURE_PATTERN.findall(text)) if _may_be_damaged(text) else 0


def repair_mojibake(text: str) -> str:
    """Repair Latvian text whose UTF-8 bytes were read as windows-1252 or -1257; leave right text alone.

    Only unmistakable damage is touched: "Ä" or "Å" (or "â€") followed by the sign that makes a Latvian
    letter or a quotation mark of it. A lone capital Ä before a closing quotation mark („SPÄ“) is right
    German.
    """
    if not _may_be_damaged(text):
        return text
    found = _SURE_PATTERN.findall(text)
    if not found or (len(found) == 1 and _QUOTE_PAIR.search(text)):
        return text
    text = _SURE_PATTERN.sub(lambda match: _SURE[match.group()], text)
    return _LIKELY_PATTERN.sub(lambda match: _LIKELY[match.group()], text)
