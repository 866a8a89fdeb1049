"""`scrapy retag`: languages, places, tags and topics of the whole archive, found anew."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_rewriting_options, counting, utf8_stdout
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import lock_folder
from pilsetas_crawl.registry import find_municipality

if TYPE_CHECKING:
    import argparse

    from pilsetas_crawl.retag.archive import Summary

# Values named for each column, on the terminal and in JSON.
SHOWN, TOLD = 5, 50


class Command(PilsetasCommand):
    """Tags every stored article anew and puts the result in place in one step."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [municipality …]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Find places, tags, topics and languages of the whole archive anew"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "After a better gazetteer, vocabulary or rule: tags all stored articles anew without asking any "
            "site, in new files that take the place of the old ones together. Prints what has changed. The "
            "old files stay for an hour, for the queries that read them; then the next crawl clears them."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Store, processes, and how to tell."""
        super().add_options(parser)
        add_rewriting_options(parser, told="tell it as JSON, by municipality too")
        parser.add_argument(
            "--jobs",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="processes (default: %(default)s)",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Tag anew, then say what has changed.

        Raises:
            PilsetasError: an unknown name, a source that is being crawled, a part that cannot be read.
        """
        if opts.jobs < 1:
            raise PilsetasError(f"--jobs {opts.jobs}: give 1 or more")
        from pilsetas_crawl.retag.archive import retag

        sources = [find_municipality(name).slug for name in args] or None
        settings = self.settings_with(opts.store)
        summary = retag(
            self.open_store(opts.store),
            lock_folder(settings),
            sources=sources,
            now=datetime.now(UTC),
            jobs=opts.jobs,
            dry_run=opts.dry_run,
            progress=counting("parts"),
        )
        with utf8_stdout():
            for line in _json(summary) if opts.json else describe(summary, dry_run=opts.dry_run):
                print(line)


def _json(summary: Summary) -> list[str]:
    told = {
        "parts": summary.parts,
        "written": summary.written,
        **summary.changes.as_dict(TOLD),
        "municipalities": {source: one.as_dict(TOLD) for source, one in sorted(summary.by_source.items())},
    }
    return [json.dumps(told, ensure_ascii=False)]


def describe(summary: Summary, *, dry_run: bool) -> list[str]:
    """What has changed, in plain words."""
    changes = summary.changes
    would = "would be written" if dry_run else "written"
    lines = [
        f"{changes.articles} revisions looked at, {changes.changed} tagged otherwise than before",
        f"{summary.parts} parts looked at, {summary.written} {would} anew",
    ]
    for column, count in changes.columns.most_common():
        lines.append(f"{column}: {count} revisions")
        for verb, values in (("gained", changes.gained[column]), ("lost", changes.lost[column])):
            if values:
                named = ", ".join(f"{value} ({n})" for value, n in values.most_common(SHOWN))
                more = len(values) - SHOWN
                lines.append(f"  {verb} {named}{f' and {more} more' if more > 0 else ''}")
        lines.append(f"  such as {', '.join(changes.examples[column][:SHOWN])}")
    return lines
