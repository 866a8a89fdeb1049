"""`scrapy export`: articles as CSV for Excel and for programs."""

from __future__ import annotations

import sys
from pathlib import Path
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
from pilsetas_crawl.commands._interest import add_interest_options, begin, refuse_filters
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    import argparse

    from exports.csv_dialects import Dialect
    from exports.csv_export import CsvReport

_STDOUT = "-"


class Command(PilsetasCommand):
    """All matching articles, one row each, newest first."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] -o FILE.csv"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Write stored articles to CSV for Latvian Excel or for programs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Filters, store, file and dialect."""
        super().add_options(parser)
        add_filter_options(parser)
        add_interest_options(parser)
        add_store_options(parser)
        parser.add_argument(
            "-o", dest="target", metavar="FILE", help="file to write; '-' or a pipe: standard output"
        )
        parser.add_argument(
            "--dialect",
            metavar="NAME",
            help="excel-lv (default): ';', decimal comma, BOM; rfc4180: ',', point; tsv (default for .tsv)",
        )
        parser.add_argument("--force", action="store_true", help="replace the file if it is there")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write, then say on stderr how many articles went where and what a reader would not see."""
        refuse_arguments(args)
        refuse_filters(opts)
        from exports.csv_dialects import dialect  # noqa: PLC0415 # DuckDB comes with it

        style = dialect(opts.dialect or ("tsv" if str(opts.target).lower().endswith(".tsv") else "excel-lv"))
        path = _target(opts.target)
        with utf8_stdout():
            report = self._write(opts, path, style)
            if report is None:
                return
            noun = "article" if report.articles == 1 else "articles"
            print(f"{report.articles} {noun} → {path or 'standard output'}", file=sys.stderr)
            for line in report.warnings(style):
                print(f"note: {line}", file=sys.stderr)

    def _write(self, opts: argparse.Namespace, path: Path | None, style: Dialect) -> CsvReport | None:
        from exports import csv_export, query  # noqa: PLC0415 # DuckDB is heavy
        from pilsetas_crawl.store import Store  # noqa: PLC0415 # likewise Arrow

        filters = chosen(opts)
        if path is not None:
            csv_export.check_target(path, force=opts.force)
        store = Store.open(self.setting("PILSETAS_STORE", opts.store), create=False)
        looking = opts.interest and begin(opts.interest, store, self.setting("PILSETAS_STATE"), opts.since)
        with query.views(store, filters, skip_damaged=opts.skip_damaged) as (con, selection):
            tell_skipped(selection.skipped)
            if looking and not looking.narrow(con) and not opts.always:
                looking.say_nothing_new()
                looking.finish(peek=opts.peek)
                return None
            if path is not None:
                report = csv_export.write_csv_file(con, filters, path, style, force=opts.force)
            else:
                report = csv_export.write_csv(con, filters, sys.stdout, style)
                sys.stdout.flush()
            if looking:
                looking.finish(peek=opts.peek)
            return report


def _target(given: str | None) -> Path | None:
    """The file to write, None for standard output, which must be asked for where it is a terminal.

    Raises:
        PilsetasError: no file is named and nothing reads the output but a person.
    """
    if given is None and sys.stdout.isatty():
        raise PilsetasError("no file named: give -o FILE.csv, or -o - to print here")
    return None if given in (None, _STDOUT) else Path(given)
