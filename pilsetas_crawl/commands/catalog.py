"""`scrapy catalog`: one DuckDB file that opens the whole archive to SQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_store_options, refuse_arguments, tell_skipped

if TYPE_CHECKING:
    import argparse

    from exports.catalog import CatalogSummary


class Command(PilsetasCommand):
    """Builds the catalog aside and renames it over the old one; who has that open goes on reading it."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Build the DuckDB catalog (views, macros, comments) over the store"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Store and file."""
        super().add_options(parser)
        add_store_options(parser)
        parser.add_argument(
            "-o",
            dest="target",
            metavar="FILE",
            help="the catalog (default: setting PILSETAS_CATALOG, else pilsetas.duckdb in the store's "
            "folder, or in that of a remote one's copies)",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Build, then say what the catalog holds."""
        refuse_arguments(args)
        from exports.catalog import build_catalog, default_path

        store = self.open_store(opts.store)
        path = Path(opts.target) if opts.target else default_path(store, self.setting("PILSETAS_CATALOG"))
        summary = build_catalog(store, path, skip_damaged=opts.skip_damaged)
        tell_skipped(summary.skipped)
        for line in describe(summary, path):
            print(line)


def describe(summary: CatalogSummary, path: Path) -> list[str]:
    """What a catalog holds, in plain words."""
    s = summary
    articles = f"{s.articles} article{'' if s.articles == 1 else 's'}"
    municipalities = f"{s.municipalities} municipalit{'y' if s.municipalities == 1 else 'ies'}"
    days = f", published {s.first} to {s.last}" if s.first else ""
    besides = (
        f"besides: {s.superseded} older revisions, {s.removed} removed articles, {s.rejects} rejects, "
        f"{s.runs} runs; Parquet parts: {s.parts}"
    )
    return [
        f"{path}: {articles} from {municipalities}{days}",
        besides,
        f"open it with: duckdb -readonly {path}",
        "it names the parts by absolute path: build it again after new crawls, or when the store moves",
    ]
