"""`scrapy compact`: small parts of the store merged into larger ones."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_rewriting_options, counting
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import lock_folder
from pilsetas_crawl.registry import find_municipality

if TYPE_CHECKING:
    import argparse

    from pilsetas_crawl.store.compaction import Compacted

# The links between articles are stored under this name; it is no municipality.
STORIES = "stories"


class Command(PilsetasCommand):
    """Merges what runs have left in small parts; crawls and queries go on meanwhile."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [municipality …]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Merge small Parquet parts of the store into larger ones"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Every run leaves small files, and every file costs each query a little. Merges those of one "
            "source, dataset, region and year; every row stays. Crawls and queries may go on meanwhile: "
            "replaced files stay for an hour. crawlall does it at its end when it is worth the while. Build "
            "the catalog again afterwards, as crawlall does too. Exit code 0: done; 2: a part cannot be read "
            "or written, or another process is replacing parts."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Store, from how many parts on, and how to tell."""
        super().add_options(parser)
        add_rewriting_options(parser)
        parser.add_argument(
            "--least",
            type=int,
            default=2,
            metavar="N",
            help="small parts of a kind that are merged; fewer are left alone (default: %(default)s)",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Merge, then say what was done.

        Raises:
            PilsetasError: an unknown name, a part that cannot be read or written, another process at it.
        """
        if opts.least < 2:  # noqa: PLR2004 # one part cannot be merged
            raise PilsetasError(f"--least {opts.least}: give 2 or more")
        from pilsetas_crawl.store.compaction import compact

        names = [name if name == STORIES else find_municipality(name).slug for name in args]
        settings = self.settings_with(opts.store)
        # The old files of earlier times are cleared when a store is opened for writing; it must be there.
        self.open_store(opts.store)
        done = compact(
            self.open_store(opts.store, create=not opts.dry_run),
            lock_folder(settings),
            now=datetime.now(UTC),
            sources=names or None,
            least=opts.least,
            dry_run=opts.dry_run,
            progress=counting("merged"),
        )
        if opts.json:
            print(json.dumps(asdict(done) | {"after": done.after}))
            return
        print(describe(done, dry_run=opts.dry_run))


def describe(done: Compacted, *, dry_run: bool = False) -> str:
    """What was merged, in one line."""
    busy = f"; being crawled and left for the next time: {', '.join(done.busy)}" if done.busy else ""
    if not done.merged:
        return f"nothing to merge in {done.before} parts{busy}"
    if dry_run:
        return f"{done.merged} of {done.before} parts would become {done.written} ({done.rows} rows)"
    size = f"{_megabytes(done.bytes_before)} → {_megabytes(done.bytes_after)}"
    return (
        f"{done.merged} of {done.before} parts became {done.written} ({done.rows} rows, {size}): "
        f"{done.after} parts now{busy}"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
