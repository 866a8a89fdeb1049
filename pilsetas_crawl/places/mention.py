"""What the tagger answers: one mention of a place, with why it is believed."""

from __future__ import annotations

from dataclasses import dataclass

from pilsetas_crawl.gazetteer import Place

TITLE, BODY = "title", "body"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text.

    Attributes:
        start: offset of the first character in the given text, in characters.
        end: offset behind the last.
        text: what stands there, composed and without invisible characters.
        field: title or body.
        key: key of the place; None where several places bear the name and nothing decides.
        kind: novads, valstspilseta, pilseta, pagasts or ciems.
        confidence: how sure, 0 to 1; see docs/places.md.
        rule: short stable code of the rule that decided.
        place: the place itself; None where the key is.
        candidates: keys of the places between which nothing decides.
    """

    start: int
    end: int
    text: str
    field: str
    key: str | None
    kind: str
    confidence: float
    rule: str
    place: Place | None = None
    candidates: tuple[str, ...] = ()
