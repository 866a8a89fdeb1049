"""What differs between two versions of a text, by paragraph and within paragraphs by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["same", "out", "in"]

# Words, white space, and each other sign by itself: a comma that was added is shown alone.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_PARAGRAPH = re.compile(r"\n\s*\n")
# Paragraphs as alike as this are one that was changed; less alike, one left and another came.
ALIKE = 0.5
# Beyond so many words on a side the matcher may pass over frequent ones, else it takes minutes.
_MANY = 4_000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: in both versions, only in the older (out), or only in the newer (in)."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: in both versions, in one of them, or changed (then its spans are of several kinds)."""

    spans: tuple[Span, ...]

    @property
    def kind(self) -> Literal["same", "out", "in", "changed"]:
        """What became of it."""
        kinds = {span.kind for span in self.spans}
        return self.spans[0].kind if len(kinds) == 1 else "changed"

    def text(self, without: Kind) -> str:
        """The paragraph without one kind of spans: without `in` it is the older version."""
        return "".join(span.text for span in self.spans if span.kind != without)


def paragraphs(before: str | None, after: str | None) -> list[Paragraph]:
    """Both versions of a text woven together, in their order."""
    old, new = _parts(before), _parts(after)
    found: list[Paragraph] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph((Span("same", text),)) for text in old[a:b]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def words(before: str, after: str) -> Paragraph:
    """Two versions of one paragraph woven together."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _MANY)
    spans: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            spans.append(Span("same", "".join(old[a:b])))
            continue
        if a < b:
            spans.append(Span("out", "".join(old[a:b])))
        if c < d:
            spans.append(Span("in", "".join(new[c:d])))
    return Paragraph(tuple(spans))


def _parts(text: str | None) -> list[str]:
    return [part for part in map(str.strip, _PARAGRAPH.split(text or "")) if part]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that took the place of others: each of the new with the first of the old it is like."""
    left = list(old)
    for text in new:
        place = next((n for n, other in enumerate(left) if _alike(other, text)), None)
        if place is None:
            yield Paragraph((Span("in", text),))
            continue
        yield from (Paragraph((Span("out", gone),)) for gone in left[:place])
        yield words(left[place], text)
        del left[: place + 1]
    yield from (Paragraph((Span("out", gone),)) for gone in left)


def _alike(old: str, new: str) -> bool:
    a, b = _WORDS(old), _WORDS(new)
    matcher = SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _MANY)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


_WORDS = re.compile(r"\w+").findall
