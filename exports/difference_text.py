"""A history as people read it: coloured on a terminal, with [-out-] and {+in+} elsewhere, or as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from exports.table import text_of
from pilsetas_crawl.items import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from exports.difference import Paragraph, Span
    from exports.history import History, Step

_RED, _GREEN, _DIM, _BOLD, _PLAIN = "\x1b[31;9m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
# As exports/table.py has it; there cells are stripped, and here a space may be all that differs.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LINES = re.compile(r"\s*\n\s*")


def lines(told: History, steps: Sequence[Step], *, colour: bool) -> Iterator[str]:
    """The history as lines of text.

    Args:
        told: the article.
        steps: those of its steps that are shown.
        colour: for a terminal that shows colours.
    """
    yield _heading(f"{text_of(told.article_id)}  {text_of(told.title)}", colour=colour)
    yield text_of(told.url)
    yield f"first read {_moment(told.first_seen)}; {len(told.steps)} later " + (
        "revision" if len(told.steps) == 1 else "revisions"
    )
    for step in steps:
        yield ""
        yield from _step(step, colour=colour)


def _step(step: Step, *, colour: bool) -> Iterator[str]:
    said = f", changed {_moment(step.modified_at)} by what the site says" if step.modified_at else ""
    what = "removed by its site" if step.status == REMOVED else "edited"
    yield _heading(f"revision {step.revision}: {what}, read {_moment(step.seen_at)}{said}", colour=colour)
    if step.status != REMOVED and not step.changed:
        yield "  nothing a reader sees has changed"
    if step.title:
        yield f"  title: {_spans(step.title.spans, colour=colour)}"
    for name, (before, after) in step.fields.items():
        yield f"  {name}: {_value(before, 'out', colour=colour)} {_value(after, 'in', colour=colour)}"
    yield from _body(step.body, colour=colour)


def _body(body: Sequence[Paragraph], *, colour: bool) -> Iterator[str]:
    same = 0
    for paragraph in body:
        if paragraph.kind == "same":
            same += 1
            continue
        yield from _left_out(same, colour=colour)
        same = 0
        mark = {"out": "-", "in": "+", "changed": "~"}[paragraph.kind]
        yield f"{mark} {_spans(paragraph.spans, colour=colour)}"
    yield from _left_out(same, colour=colour)


def _left_out(count: int, *, colour: bool) -> Iterator[str]:
    if count:
        text = f"  ({count} {'paragraph' if count == 1 else 'paragraphs'} unchanged)"
        yield f"{_DIM}{text}{_PLAIN}" if colour else text


def _spans(spans: Sequence[Span], *, colour: bool) -> str:
    return "".join(_mark(_clean(span.text), span.kind, colour=colour) for span in spans)


def _mark(text: str, kind: str, *, colour: bool) -> str:
    if kind == "same" or not text:
        return text
    if colour:
        return f"{_RED if kind == 'out' else _GREEN}{text}{_PLAIN}"
    return f"[-{text}-]" if kind == "out" else f"{{+{text}+}}"


def _value(value: Any, kind: str, *, colour: bool) -> str:
    return _mark(text_of(value) or "(nothing)", kind, colour=colour)


def _clean(text: str) -> str:
    """Text on one line, without signs that would move the cursor; spaces at its ends stay."""
    return _CONTROL.sub(" ", _LINES.sub(" ", text))


def _heading(text: str, *, colour: bool) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if colour else text


def _moment(at: datetime | None) -> str:
    return text_of(at) or "at an unknown time"


def as_json(told: History, steps: Sequence[Step]) -> str:
    """The history as JSON; times are ISO 8601 with the offset of Riga."""
    found = {
        "article_id": told.article_id,
        "municipality": told.municipality,
        "url": told.url,
        "title": told.title,
        "first_seen": told.first_seen,
        "revisions": [_step_json(step) for step in steps],
    }
    return json.dumps(found, ensure_ascii=False, indent=1, default=lambda value: value.isoformat())


def _step_json(step: Step) -> dict[str, Any]:
    fields: dict[str, Any] = {name: {"before": a, "after": b} for name, (a, b) in step.fields.items()}
    if step.title:
        fields["title"] = {"before": step.title.text("in"), "after": step.title.text("out")}
    return {
        "revision": step.revision,
        "status": step.status,
        "seen_at": step.seen_at,
        "modified_at": step.modified_at,
        "fields": fields,
        "body": [
            {
                "change": paragraph.kind,
                "spans": [{"kind": span.kind, "text": span.text} for span in paragraph.spans],
            }
            for paragraph in step.body
        ],
    }
