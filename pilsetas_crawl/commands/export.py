"""`scrapy export`: articles or events as a file for Excel, maps, calendars, feed readers and programs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import (
    add_filter_options,
    add_store_options,
    chosen,
    index_folder,
    refuse_arguments,
    tell_skipped,
    utf8_stdout,
)
from pilsetas_crawl.commands._interest import add_interest_options, begin, refuse_filters
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    import argparse

    import duckdb

    from exports.views import Selection

_STDOUT = "-"


class Command(PilsetasCommand):
    """All matching articles, one row each, newest first; or events, soonest first."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] -o FILE.csv|.xlsx|.jsonl|.parquet|.geojson|.ics|.rss|.atom|.json, or -o FOLDER"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Write articles or events for Excel, maps, calendars, feed readers and programs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Filters, store, file and format."""
        super().add_options(parser)
        add_filter_options(parser)
        add_interest_options(parser)
        add_store_options(parser)
        parser.add_argument(
            "-o",
            dest="target",
            metavar="FILE",
            help="file to write; a folder: a data package; '-' or a pipe: standard output",
        )
        parser.add_argument(
            "--format",
            metavar="NAME",
            help="csv, tsv, xlsx, jsonl, parquet, geojson, ics, rss, atom, jsonfeed (default: by ending)",
        )
        parser.add_argument(
            "--dialect",
            metavar="NAME",
            help="excel-lv (default): ';', decimal comma, BOM; rfc4180: ',', point; tsv (default for .tsv)",
        )
        parser.add_argument("--events", action="store_true", help="events instead of articles")
        parser.add_argument(
            "--counts", action="store_true", help="GeoJSON: counts of each municipality on its boundary"
        )
        parser.add_argument(
            "--limit", type=int, metavar="N", help="the first N only (feeds: 100, all others: all)"
        )
        parser.add_argument(
            "--order",
            metavar="HOW",
            help="newest (default), oldest, relevance (default of --text, but for feeds), distance",
        )
        parser.add_argument("--title", metavar="TEXT", help="title of a feed, calendar, sheet or package")
        parser.add_argument("--self-url", metavar="URL", help="where the feed will be found by its readers")
        parser.add_argument("--force", action="store_true", help="replace the file if it is there")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write, then say on stderr how much went where and what a reader would not see."""
        refuse_arguments(args)
        refuse_filters(opts)
        if opts.interest and (opts.events or opts.counts or opts.limit):
            raise PilsetasError(
                "--interest gives all its new articles: leave --events, --counts, --limit out"
            )
        from exports.exporting import export, ordered

        path = _target(opts.target)
        order = ordered(
            chosen(opts),
            path,
            format_name=opts.format,
            dialect_name=opts.dialect,
            events=opts.events,
            counts=opts.counts,
        )
        _check(opts)
        order = replace(order, limit=opts.limit, title=opts.title, self_url=opts.self_url, order=opts.order)
        store = self.open_store(opts.store)
        looking = (
            begin(opts.interest, store, self.setting("PILSETAS_STATE"), opts.since) if opts.interest else None
        )

        def ready(con: duckdb.DuckDBPyConnection, parts: Selection) -> bool:
            tell_skipped(parts.skipped)
            return looking is None or looking.narrow(con) or opts.always

        with utf8_stdout():
            report = export(
                store,
                order,
                path or sys.stdout.buffer,
                force=opts.force,
                skip_damaged=opts.skip_damaged,
                state=index_folder(self, opts),
                ready=ready,
            )
            if looking is not None:
                looking.finish(peek=opts.peek)
            if report is None:
                assert looking is not None  # nothing else says no
                looking.say_nothing_new()
                return
            noun = "event" if order.events else "article"
            many = "" if report.rows == 1 else "s"
            print(f"{report.rows} {noun}{many} → {path or 'standard output'}", file=sys.stderr)
            for line in report.notes:
                print(f"note: {line}", file=sys.stderr)


def _check(opts: argparse.Namespace) -> None:
    if opts.limit is not None and opts.limit < 1:
        raise PilsetasError("--limit has to be 1 or more")
    if opts.events and opts.order is not None:
        raise PilsetasError("--order is for articles: events come soonest first")
    from exports.text import is_web_address

    if opts.self_url is not None and not is_web_address(opts.self_url):
        raise PilsetasError(f"--self-url {opts.self_url!r} is no web address: it begins with https://")


def _target(given: str | None) -> Path | None:
    """What to write, None for standard output, which must be asked for where it is a terminal.

    Raises:
        PilsetasError: no file is named and nothing reads the output but a person.
    """
    if given is None and sys.stdout.isatty():
        raise PilsetasError("no file named: give -o FILE.csv, or -o - to print here")
    return None if given in (None, _STDOUT) else Path(given)
