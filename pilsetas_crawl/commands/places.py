"""`scrapy places`: which places a text speaks of, and why they are believed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.places import Mention, Summary, find_places, summarise
from pilsetas_crawl.places.reasons import RULES
from pilsetas_crawl.registry import municipality

if TYPE_CHECKING:
    import argparse


class Command(PilsetasCommand):
    """Reads a text and prints every mention of a place."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [file]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Show which places a text speaks of, and why (standard input, or a file)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Publisher, title and form of the answer."""
        super().add_options(parser)
        parser.add_argument("--publisher", metavar="SLUG", help="municipality that published it")
        parser.add_argument("--title", metavar="TEXT", help="its headline")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, find and print.

        Raises:
            PilsetasError: the text cannot be read, or there is no such municipality.
        """
        if len(args) > 1:
            raise PilsetasError("give one file, or the text on standard input")
        publisher = municipality(opts.publisher).slug if opts.publisher else None
        mentions = find_places(text_of(args[0] if args else "-"), title=opts.title, publisher=publisher)
        summary = summarise(mentions, publisher)
        if opts.json:
            print(json.dumps(as_json(mentions, summary), ensure_ascii=False, indent=2))
        else:
            print("\n".join(lines(mentions, summary)))


def text_of(name: str) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        PilsetasError: it cannot be read, or is not UTF-8.
    """
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise PilsetasError(f"cannot read {name}: {error.strerror}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PilsetasError(f"the text is not in UTF-8 (byte {error.start}): convert it first") from None


def lines(mentions: list[Mention], summary: Summary) -> list[str]:
    """Mentions and the primary place, for people."""
    if not mentions:
        return ["no places"]
    told = [
        f"{one.field} {one.start}-{one.end}  {one.text}  →  {_named(one)}  {one.kind}  {one.confidence:.2f}  "
        f"{one.rule}: {RULES[one.rule]}"
        for one in mentions
    ]
    primary = summary.primary
    where = f"{primary.name} ({primary.key}) at {primary.lat}, {primary.lon}" if primary else "none"
    return [*told, f"primary place: {where}"]


def as_json(mentions: list[Mention], summary: Summary) -> dict[str, Any]:
    """Mentions, places and the primary place, for programs."""
    return {
        "mentions": [
            {
                "field": one.field,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "key": one.key,
                "name": one.place.name if one.place else None,
                "kind": one.kind,
                "confidence": one.confidence,
                "rule": one.rule,
                "why": RULES[one.rule],
                "candidates": list(one.candidates),
            }
            for one in mentions
        ],
        "places": [
            {
                "key": one.place.key,
                "name": one.place.name,
                "kind": one.place.kind,
                "municipality": one.place.municipality,
                "mentions": one.mentions,
                "in_title": one.in_title,
                "confidence": one.confidence,
                "lat": one.place.lat,
                "lon": one.place.lon,
            }
            for one in summary.places
        ],
        "primary_place": summary.primary.key if summary.primary else None,
    }


def _named(one: Mention) -> str:
    if one.place is None:
        return f"open between {' and '.join(one.candidates)}"
    return f"{one.place.name} ({one.place.key})"
