"""A digest as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.digest_words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.digest import Digest, Publication, Story
    from exports.digest_events import EventDay

TOLD = "Par to jau vēstīts, tagad publicējuši arī"
EVENTS = "Tuvākie pasākumi"
EDITED = "labots"


def as_text(digest: Digest) -> str:
    """The digest as lines; addresses stand on lines of their own, so that mail programs link them whole."""
    return "\n".join(_lines(digest)).rstrip("\n") + "\n"


def more_publications(number: int) -> str:
    """A line for publications that are not named: "un vēl 3 publikācijas"."""
    return f"un vēl {counted(number, 'publikācija', 'publikācijas')}"


def more_events(number: int) -> str:
    """Likewise for events."""
    return f"un vēl {counted(number, 'pasākums', 'pasākumi')}"


def _lines(digest: Digest) -> Iterator[str]:
    yield digest.title
    yield f"{digest.period}: {digest.summary}"
    yield ""
    for region in digest.regions:
        yield from _heading(region.name)
        yield from (line for story in region.stories if not story.is_told for line in _story(story))
        again = [story for story in region.stories if story.is_told]
        if again:
            yield f"{TOLD}:"
            yield ""
            yield from (line for story in again for line in _story(story))
    if digest.events:
        yield from _heading(EVENTS)
        for day in digest.events:
            yield from _events(day)
        if digest.events_more:
            yield more_events(digest.events_more)
            yield ""
    if digest.left_out:
        yield digest.left_out


def _heading(name: str) -> Iterator[str]:
    yield name.upper()
    yield "=" * len(name)
    yield ""


def _story(story: Story) -> Iterator[str]:
    yield f"* {story.title}"
    for publication in story.publications:
        yield f"  {publication_line(publication)}"
        if publication.url:
            yield f"  {publication.url}"
    if story.more:
        yield f"  {more_publications(story.more)}"
    yield ""


def publication_line(publication: Publication) -> str:
    """Ludzas novads, 28. novembrī plkst. 14.30 (labots)."""
    line = ", ".join(part for part in (publication.name, publication.when) if part)
    return f"{line} ({EDITED})" if publication.is_edited else line


def _events(day: EventDay) -> Iterator[str]:
    yield day.name
    for event in day.events:
        yield f"- {', '.join(part for part in (event.when, event.title) if part)}"
        if event.where:
            yield f"  {event.where}"
        if event.url:
            yield f"  {event.url}"
    yield ""
