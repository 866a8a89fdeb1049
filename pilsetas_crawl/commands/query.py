"""`scrapy query`: look into the archive from the terminal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import (
    add_filter_options,
    add_store_options,
    chosen,
    refuse_arguments,
    tell_skipped,
    utf8_stdout,
)

if TYPE_CHECKING:
    from exports.query import Answer

_LIMIT = 20


class Command(PilsetasCommand):
    """Newest matching articles as a table or as JSON, and how many there are in all."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Show stored articles by region, municipality, town, day and tag"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Filters, store and form of the answer."""
        super().add_options(parser)
        add_filter_options(parser)
        add_store_options(parser)
        parser.add_argument(
            "--limit", type=_count, default=_LIMIT, help=f"most articles shown (default {_LIMIT}; 0: all)"
        )
        parser.add_argument("--columns", metavar="A,B", help="columns to show, parted by commas")
        parser.add_argument("--json", action="store_true", help="a JSON array instead of a table")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Ask and print; in JSON the count goes to stderr, so that stdout stays JSON."""
        refuse_arguments(args)
        from exports import table  # noqa: PLC0415 # DuckDB is heavy

        answer = self._ask(opts)
        with utf8_stdout():
            if opts.json:
                table.show_json(answer, sys.stdout)
                print(table.shown(answer), file=sys.stderr)
            else:
                table.show(answer, sys.stdout)

    def _ask(self, opts: argparse.Namespace) -> Answer:
        from exports import query  # noqa: PLC0415 # DuckDB is heavy
        from pilsetas_crawl.store import Store  # noqa: PLC0415 # likewise Arrow

        filters = chosen(opts)
        columns = query.JSON_COLUMNS if opts.json else query.TABLE_COLUMNS
        if opts.columns is not None:
            columns = tuple(name.strip() for name in opts.columns.split(","))
        query.check_columns(columns)
        store = Store.open(self.setting("PILSETAS_STORE", opts.store), create=False)
        with query.views(store, filters, skip_damaged=opts.skip_damaged) as (con, selection):
            tell_skipped(selection.skipped)
            return query.ask(con, filters, columns=columns, limit=opts.limit or None)


def _count(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
