"""A text as it is written, made readable for the tagger with its offsets kept.

Soft hyphens, zero-width characters and combining marks stand inside words in what editors paste. They are
taken out or composed, and an index leads every character back to where it stood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Invisible inside words: soft hyphen, zero-width space, joiners, direction marks, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_UNUSUAL = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]")
_CLUSTER = re.compile("([^\u0300-\u036f])([\u0300-\u036f]{1,4})")
LATVIAN_LETTERS = re.compile("[āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ]")
_LETTERS = re.compile(r"[^\W\d_]")
# A text shorter than this says nothing by having no diacritics.
_ENOUGH_LETTERS = 30


@dataclass(frozen=True, slots=True)
class Written:
    """A readable text and the way back.

    Attributes:
        text: composed, without invisible characters.
        offsets: for each character where it began in what was given; None where nothing was changed.
        length: characters of what was given.
    """

    text: str
    offsets: list[int] | None
    length: int

    def start(self, at: int) -> int:
        """Offset in the given text of a character of the readable one."""
        return at if self.offsets is None else self.offsets[at]

    def end(self, at: int) -> int:
        """Offset in the given text behind the character before `at`."""
        if self.offsets is None:
            return at
        end = self.offsets[at] if at < len(self.offsets) else self.length
        # A mark that does not compose stands where its letter does.
        return max(end, self.offsets[at - 1] + 1)


def written(text: str) -> Written:
    """Make a text readable; a text that is readable already costs one search."""
    if _UNUSUAL.search(text) is None:
        return Written(text, None, len(text))
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    visible = [(m.start(), m.end()) for m in _INVISIBLE.finditer(text)]
    for start, end in [*visible, (len(text), len(text))]:
        _compose(text, at, start, pieces, offsets)
        at = end
    # A mark parted from its letter by something invisible stays as it is: no word of ours has it.
    return Written("".join(pieces), offsets, len(text))


def without_diacritics(*texts: str) -> bool:
    """Whether a text long enough to tell was written without Latvian letters."""
    if any(LATVIAN_LETTERS.search(text) or _COMBINING.search(text) for text in texts):
        return False
    return sum(1 for text in texts for _ in _LETTERS.finditer(text[:200])) >= _ENOUGH_LETTERS


def _compose(text: str, start: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    at = start
    for match in _CLUSTER.finditer(text, start, end):
        pieces.append(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        composed = unicodedata.normalize("NFC", match[0])
        pieces.append(composed)
        offsets.extend([match.start()] * len(composed))
        at = match.end()
    pieces.append(text[at:end])
    offsets.extend(range(at, end))
