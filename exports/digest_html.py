"""A digest as HTML that mail programs show: one table, styles in place, nothing fetched, no scripts."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from exports.digest_text import EDITED, EVENTS, TOLD, more_events, more_publications

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.digest import Digest, Publication, Story
    from exports.digest_events import EventDay, EventLine

_FONT = "font-family:Arial,Helvetica,sans-serif;"
_PAGE = f"margin:0;padding:0;background:#f2f4f5;{_FONT}color:#1d2529;"
_TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
_SHEET = "width:100%;max-width:640px;background:#ffffff;"
_CELL = "padding:24px 20px 20px 20px;"
_TITLE = f"margin:0;{_FONT}font-size:24px;line-height:30px;color:#1d2529;"
_PERIOD = f"margin:4px 0 0 0;{_FONT}font-size:14px;line-height:20px;color:#55636b;"
_NOTE = f"margin:16px 0 0 0;{_FONT}font-size:14px;line-height:20px;color:#55636b;"
_REGION = (
    f"margin:28px 0 4px 0;padding:0 0 6px 0;border-bottom:2px solid #9b2335;{_FONT}"
    "font-size:18px;line-height:24px;color:#1d2529;"
)
_SUB = f"margin:20px 0 4px 0;{_FONT}font-size:14px;line-height:20px;color:#55636b;font-weight:bold;"
_ITEM = f"padding:10px 0;border-bottom:1px solid #e3e7e9;{_FONT}"
# A long word or address must not push the sheet off a telephone's screen.
_HEAD = "font-size:16px;line-height:22px;font-weight:bold;overflow-wrap:anywhere;word-break:break-word;"
_LINE = "font-size:14px;line-height:20px;color:#55636b;overflow-wrap:anywhere;word-break:break-word;"
_NUMBER = re.compile(r"(?<=\d) (?=[a-zāčēģīķļņšūž])|(?<=\d\.) (?=[a-zāčēģīķļņšūž])|(?<=plkst\.) ")
_LINK, _SOURCE = "color:#0b5394;text-decoration:none;", "color:#0b5394;text-decoration:underline;"
_BADGE = "color:#9b2335;white-space:nowrap;"


def as_html(digest: Digest) -> str:
    """The digest as one complete document."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    title = escape(digest.title)
    yield "<!DOCTYPE html>"
    yield '<html lang="lv">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}: {escape(digest.period)}</title></head>"
    yield f'<body style="{_PAGE}">'
    yield f'<table {_TABLE} width="100%"><tr>'
    yield '<td align="center">'
    yield f'<table {_TABLE} width="640" style="{_SHEET}"><tr>'
    yield f'<td align="left" style="{_CELL}">'
    yield f'<h1 style="{_TITLE}">{title}</h1>'
    yield f'<p style="{_PERIOD}">{_together(digest.period)}: {_together(digest.summary)}</p>'
    for region in digest.regions:
        yield f'<h2 style="{_REGION}">{escape(region.name)}</h2>'
        yield from (_story(story) for story in region.stories if not story.is_told)
        again = [story for story in region.stories if story.is_told]
        if again:
            yield f'<h3 style="{_SUB}">{TOLD}:</h3>'
            yield from map(_story, again)
    if digest.events:
        yield f'<h2 style="{_REGION}">{EVENTS}</h2>'
        for day in digest.events:
            yield from _events(day)
        if digest.events_more:
            yield f'<p style="{_NOTE}">{_together(more_events(digest.events_more))}</p>'
    if digest.left_out:
        yield f'<p style="{_NOTE}">{_together(digest.left_out)}</p>'
    yield "</td></tr></table></td></tr></table></body></html>"


def _story(story: Story) -> str:
    sources = [_publication(one) for one in story.publications]
    if story.more:
        sources.append(_together(more_publications(story.more)))
    return (
        f'<div style="{_ITEM}"><div style="{_HEAD}">{_linked(story.title, story.url, _LINK)}</div>'
        f'<div style="{_LINE}">{"; ".join(sources)}</div></div>'
    )


def _publication(publication: Publication) -> str:
    name = _linked(publication.name, publication.url, _SOURCE)
    when = f", {_together(publication.when)}" if publication.when else ""
    edited = f' <span style="{_BADGE}">({EDITED})</span>' if publication.is_edited else ""
    return name + when + edited


def _events(day: EventDay) -> Iterator[str]:
    yield f'<h3 style="{_SUB}">{escape(day.name)}</h3>'
    yield from map(_event, day.events)


def _event(event: EventLine) -> str:
    line = ", ".join(part for part in (event.when, event.where) if part)
    return (
        f'<div style="{_ITEM}"><div style="{_HEAD}">{_linked(event.title, event.url, _LINK)}</div>'
        f'<div style="{_LINE}">{_together(line)}</div></div>'
    )


def _together(text: str) -> str:
    """Escaped, and no line ends between a number and its noun: 28. novembrī, plkst. 14.30."""
    return _NUMBER.sub("\u00a0", escape(text))


def _linked(text: str, url: str | None, style: str) -> str:
    if url is None:
        return escape(text)
    return f'<a href="{escape(url)}" style="{style}">{escape(text)}</a>'
