"""`scrapy sources`: what is true of each source, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_store_option, utf8_stdout
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import find_municipality
from pilsetas_crawl.run.verdict import EXIT_CODES
from pilsetas_crawl.whole_file import write_whole

if TYPE_CHECKING:
    import argparse

    from pilsetas_crawl.status.overview import Overview, SourceStatus
    from pilsetas_crawl.store import Store


class Command(PilsetasCommand):
    """One line for each of the 42 sources, or the history of one."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [<municipality>]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Show how each source stands: last run, last article, verdict, trend"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Show how each source stands, or the runs of one and what its verdict rests on. Exit code by the "
            "worst verdict shown: 0 ok or quiet, 3 partial or suspicious, 1 blocked, broken layout, "
            "unreachable or not run; 2 a wrong name, or a store that cannot be read. The verdicts are "
            "explained in docs/verdicts.md."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which sources, in which form."""
        super().add_options(parser)
        parser.add_argument("--bad", action="store_true", help="only sources somebody should look at")
        parser.add_argument("--json", action="store_true", help="JSON instead of a table")
        parser.add_argument("--html", type=Path, metavar="FILE", help="write a page for browsers")
        parser.add_argument(
            "--accept", action="store_true", help="take what is odd about the source named for normal"
        )
        add_store_option(parser)

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look and show.

        Raises:
            PilsetasError: a wrong name, or a store that cannot be read.
        """
        if len(args) > 1 or (opts.accept and not args):
            raise UsageError("name one municipality, or none for all: scrapy sources ludza", print_help=False)
        slug = find_municipality(args[0]).slug if args else None
        from pilsetas_crawl.status.overview import look, state_folder

        assert self.settings is not None
        store = self.open_store(opts.store)
        states = state_folder(store, self.setting("PILSETAS_STATE"))
        if slug is not None and opts.accept:
            self._accept(store, states, slug)
            return
        hours = self.settings.getfloat("PILSETAS_NOT_RUN_HOURS")
        self._tell(look(store, states, stale_hours=hours), slug, opts)

    def _accept(self, store: Store, states: Path | None, slug: str) -> None:
        from pilsetas_crawl.status.accept import accept

        runs, template = accept(store, states, slug)
        anew = "its ways of discovery and the template of its pages" if template else "its ways of discovery"
        print(f"{slug}: {runs} odd runs are the measure of the next ones; {anew} start anew")

    def _tell(self, overview: Overview, slug: str | None, opts: argparse.Namespace) -> None:
        from pilsetas_crawl.status import text

        chosen = [
            status
            for status in overview.sources
            if slug in (None, status.place.slug) and not (opts.bad and status.verdict.healthy)
        ]
        if opts.html is not None:
            self._write(overview, opts.html)
        else:
            with utf8_stdout():
                if opts.json:
                    print(text.to_json(overview, chosen, runs=slug is not None))
                elif slug is not None:
                    text.show_one(overview, next(iter(chosen), _only(overview, slug)), sys.stdout)
                else:
                    text.show(overview, chosen, sys.stdout)
        codes = {EXIT_CODES[status.verdict] for status in chosen}
        self.exitcode = next((code for code in (1, 3) if code in codes), 0)

    def _write(self, overview: Overview, path: Path) -> None:
        from pilsetas_crawl.status.page import render

        try:
            write_whole(path, render(overview))
        except OSError as error:
            raise PilsetasError(f"cannot write {path}: {error.strerror or error}") from error
        print(f"written: {path}", file=sys.stderr)


def _only(overview: Overview, slug: str) -> SourceStatus:
    return next(status for status in overview.sources if status.place.slug == slug)
