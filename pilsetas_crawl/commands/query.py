"""`scrapy query`: look into the archive from the terminal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import (
    add_filter_options,
    add_store_options,
    any_chosen,
    chosen,
    index_folder,
    refuse_arguments,
    tell_skipped,
    tell_unindexed,
    utf8_stdout,
)
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    from exports.query import Answer

_LIMIT = 20


class Command(PilsetasCommand):
    """Matching articles or events as a table or as JSON, and how many there are in all."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Show stored articles or events by place, day, tag and text"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Filters, store and form of the answer."""
        super().add_options(parser)
        add_filter_options(parser)
        add_store_options(parser)
        group = parser.add_argument_group(title="What is shown, and how")
        group.add_argument("--events", action="store_true", help="events that are on in these days")
        group.add_argument("--sql", metavar="STATEMENT", help="a SELECT of your own over the catalog's views")
        group.add_argument(
            "--limit", type=_count, default=_LIMIT, help=f"most rows shown (default {_LIMIT}; 0: all)"
        )
        group.add_argument(
            "--order", metavar="HOW", help="newest (default), oldest, relevance (default of --text), distance"
        )
        group.add_argument("--columns", metavar="A,B", help="columns to show, parted by commas")
        group.add_argument("--json", action="store_true", help="a JSON array instead of a table")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Ask and print; in JSON the count goes to stderr, so that stdout stays JSON."""
        refuse_arguments(args)
        from exports import table

        answer = self._sql(opts) if opts.sql is not None else self._ask(opts)
        with utf8_stdout():
            if opts.json:
                table.show_json(answer, sys.stdout)
                print(table.shown(answer), file=sys.stderr)
            else:
                table.show(answer, sys.stdout)

    def _ask(self, opts: argparse.Namespace) -> Answer:
        from exports import events_query, query
        from pilsetas_crawl.items import Article, Event

        filters = chosen(opts)
        asked = events_query if opts.events else query
        columns = asked.JSON_COLUMNS if opts.json else asked.TABLE_COLUMNS
        if not opts.events:
            columns = (*columns, *query.extra_columns(filters, everything=opts.json))
        if opts.columns is not None:
            columns = tuple(name.strip() for name in opts.columns.split(","))
        if opts.events:
            events_query.check(columns, filters)
        else:
            query.check_columns(columns, filters)
            query.ordering(filters, opts.order)
        dataset = Event.dataset if opts.events else Article.dataset
        with query.views(
            self.open_store(opts.store),
            filters,
            skip_damaged=opts.skip_damaged,
            dataset=dataset,
            state=index_folder(self, opts),
        ) as (con, selection):
            tell_skipped(selection.skipped)
            tell_unindexed(selection.unindexed)
            ask = events_query.ask_events if opts.events else query.ask
            return ask(con, filters, columns=columns, limit=opts.limit or None, order=opts.order)

    def _sql(self, opts: argparse.Namespace) -> Answer:
        from exports import statement

        if any_chosen(opts) or opts.events or opts.columns is not None or opts.order is not None:
            raise PilsetasError(
                "--sql says itself what to choose: leave out the filters, --columns and --order"
            )
        store = self.open_store(opts.store)
        with statement.locked_views(store, skip_damaged=opts.skip_damaged) as (con, selection):
            tell_skipped(selection.skipped)
            return statement.run(con, opts.sql, limit=opts.limit or None)


def _count(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
