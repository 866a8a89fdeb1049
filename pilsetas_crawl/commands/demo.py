"""`scrapy demo`: the whole way on built-in sites on loopback, through the very same spiders."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import refuse_arguments
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.run.verdict import Outcome
from pilsetas_crawl.settings import ROOT

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pilsetas_crawl.demo.client import DemoServer

# The demo world's first month: everything it holds is asked for.
START = "2025-01-01"
QUESTION = {"region": "Latgale", "date_from": "2026-01-01", "date_to": "2026-12-31", "tag": "kultūra"}
SHOWN = 8


class Command(PilsetasCommand):
    """Crawl the demo sites, answer a question, write a CSV, and say where everything is."""

    default_settings = {}

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Crawl built-in demo sites on this machine, ask a question, write a CSV"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where the results go."""
        super().add_options(parser)
        parser.add_argument("--folder", type=Path, default=ROOT / "demo", help="folder of the results")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do it all.

        Raises:
            PilsetasError: the demo sites did not start, or a site was not read.
        """
        refuse_arguments(args)
        from pilsetas_crawl.demo.client import DemoServer  # noqa: PLC0415 # no other command needs it

        assert self.settings is not None
        folder: Path = opts.folder
        store = folder / "store"
        mine = {"PILSETAS_STORE": str(store), "PILSETAS_STATE": "", **LOCAL}
        self.settings.setdict(
            mine if opts.loglevel is None else {**mine, "LOG_LEVEL": opts.loglevel}, "cmdline"
        )
        say("1. Starting eight demo sites on this machine (nothing leaves it).")
        with DemoServer() as server:
            say("2. Crawling them with the spiders of the real sites.")
            crawlers = self._crawl(server)
        failed = [name for name, crawler in crawlers.items() if outcome_of(crawler) is Outcome.FAILED]
        say_table(crawlers)
        self._answer(folder, store)
        if failed:
            raise PilsetasError(f"not read: {', '.join(failed)}; the lines above say why")

    def _crawl(self, server: DemoServer) -> dict[str, Crawler]:
        from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 # no other command needs it here

        process = AsyncCrawlerProcess(self.settings)
        crawlers = {name: process.create_crawler(name) for name in server.urls}
        for name, crawler in crawlers.items():
            process.crawl(crawler, site=server.url(name), start=START)
        process.start()
        return crawlers

    def _answer(self, folder: Path, store_folder: Path) -> None:
        from exports import catalog, csv_export, query, table  # noqa: PLC0415 # DuckDB is heavy
        from exports.csv_dialects import dialect  # noqa: PLC0415 # likewise
        from exports.resolve import resolve  # noqa: PLC0415 # likewise
        from pilsetas_crawl.store import Store  # noqa: PLC0415 # likewise Arrow

        store = Store.open(str(store_folder), create=False)
        database, sheet = folder / "pilsetas.duckdb", folder / "latgale-kultura.csv"
        catalog.build_catalog(store, database)
        filters = resolve(**QUESTION)
        say("3. What did Latgale publish about culture in 2026?\n")
        with query.views(store, filters) as (con, _):
            table.show(query.ask(con, filters, columns=query.TABLE_COLUMNS, limit=SHOWN), sys.stdout)
            sys.stdout.flush()
            report = csv_export.write_csv_file(con, filters, sheet, dialect("excel-lv"), force=True)
        names = {"store": store_folder, "database": database, "sheet": sheet}
        say(NEXT.format(articles=report.articles, **{name: short(path) for name, path in names.items()}))


# Loopback needs no politeness, and a demo no log; everything else is as it is for the real sites.
LOCAL = {"DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR"}

NEXT = """
4. Everything is here:
   archive   {store}   (Parquet, one folder per region and year)
   database  {database}   (DuckDB: open it read-only with any DuckDB client)
   table     {sheet}   ({articles} articles; opens in Excel as it is)

Next:
   ./pilsetas query --store {store} --town Ludza --limit 5
   ./pilsetas export --store {store} --region Kurzeme -o kurzeme.csv
   ./pilsetas list            the municipalities there are spiders for
   ./pilsetas crawl ludza     the real site (needs the internet)"""


def outcome_of(crawler: Crawler) -> Outcome:
    """How a crawl went."""
    assert crawler.stats is not None
    return Outcome(crawler.stats.get_value("pilsetas/outcome", Outcome.FAILED))


COLUMNS = ("new", "known", "edited", "rejected", "failed")


def say_table(crawlers: dict[str, Crawler]) -> None:
    """One line per municipality: what was found, at how many requests."""
    say("\n   " + f"{'municipality':<18}" + "".join(f"{name:>10}" for name in (*COLUMNS, "requests")))
    for name, crawler in crawlers.items():
        assert crawler.stats is not None
        stats = (*(f"pilsetas/{column}" for column in COLUMNS), "downloader/request_count")
        told = [crawler.stats.get_value(stat, 0) for stat in stats]
        say("   " + f"{municipality(name).name:<18}" + "".join(f"{count:>10}" for count in told))
    say("   rejected: protected or no article; failed: refused by the site, the next run tries again\n")


def short(path: Path) -> Path:
    """A path as somebody standing here would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def say(text: str) -> None:
    """Tell the user."""
    print(text, file=sys.stderr, flush=True)
