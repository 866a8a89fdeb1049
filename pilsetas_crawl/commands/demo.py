"""`scrapy demo`: the whole way on built-in sites on loopback, through the very same spiders."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import refuse_arguments
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.outcome import ExitCode
from pilsetas_crawl.settings import ROOT

if TYPE_CHECKING:
    import duckdb

    from pilsetas_crawl.demo.client import DemoServer

# The demo world's first month: everything it holds is asked for.
START = "2025-01-01"
QUESTION = {"region": "Latgale", "date_from": "2026-01-01", "date_to": "2026-12-31", "tag": "kultūra"}
EVENTS = (
    "SELECT strftime(start_at, CASE WHEN all_day THEN '%d.%m.%Y' ELSE '%d.%m.%Y %H:%M' END), title, venue "
    "FROM events_in(region := 'Kurzeme', date_from := '2026-12-05', date_to := '2026-12-20') "
    "WHERE start_date >= '2026-12-05' LIMIT 5"
)
SHOWN = 8
# Loopback needs no politeness, and a demo no log; everything else is as it is for the real sites.
LOCAL = {"DOWNLOAD_DELAY": "0", "LOG_LEVEL": "ERROR"}
# What the user has set up for the real sites; whom a bad verdict is told to must not hear of a play.
OWN = ("PILSETAS_STORE", "PILSETAS_STATE", "PILSETAS_SITES", "PILSETAS_THROTTLE_DIR", "PILSETAS_NOTIFY")


class Command(PilsetasCommand):
    """Crawl the demo sites, answer two questions, write a CSV, and say where everything is."""

    default_settings = {}

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Crawl built-in demo sites on this machine, ask questions, write a CSV"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where the results go, and which sites."""
        super().add_options(parser)
        parser.add_argument("--folder", type=Path, default=ROOT / "demo", help="folder of the results")
        parser.add_argument("--only", metavar="NAMES", help="these sites alone, parted by commas")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do it all.

        Raises:
            PilsetasError: the demo sites did not start, or a site was not read.
        """
        refuse_arguments(args)
        from pilsetas_crawl.demo.client import DemoServer
        from pilsetas_crawl.demo.facts import SITE_ORDER
        from pilsetas_crawl.demo.world import World

        folder: Path = opts.folder
        store = folder / "store"
        names = opts.only.split(",") if opts.only else SITE_ORDER
        World(sites=names)  # a wrong name is told here, in one line
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PilsetasError(f"cannot create {folder}: {error.strerror}") from None
        say("1. Starting the demo sites on this machine (nothing leaves it).")
        with DemoServer(sites=names) as server:
            say(f"2. Crawling {len(names)} of them with the spiders of the real sites; this takes a while.")
            code = _crawl(server, folder, store, opts.loglevel)
        if code not in {ExitCode.WELL, ExitCode.LOOK, ExitCode.FAILED}:
            raise PilsetasError(f"the crawl ended with {code}; the lines above say why")
        _answer(folder, store)
        if code == ExitCode.FAILED:
            raise PilsetasError("not all sites were read; the table above says which and why")


def _crawl(server: DemoServer, folder: Path, store: Path, level: str | None) -> int:
    """Crawl all sites of the server into the store; gives the exit code of `scrapy crawlall`."""
    sites = server.write_sites(folder / "sites.json")
    settings = LOCAL if level is None else {**LOCAL, "LOG_LEVEL": level}
    command = [sys.executable, "-m", "scrapy", "crawlall", "--sites", str(sites), "-a", f"start={START}"]
    command += ["--jobs", str(2 * (os.cpu_count() or 1))]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(store)) as process:  # noqa: S603 - our own command
        while True:
            # Ctrl-C reaches the crawl too, which ends by itself and says what it has.
            with suppress(KeyboardInterrupt):
                return process.wait()


def environment(store: Path) -> dict[str, str]:
    """Variables of the crawls: the user's, less what is set up for the real sites."""
    outer = {name: value for name, value in os.environ.items() if name not in OWN}
    return {**outer, "PILSETAS_STORE": str(store)}


def _answer(folder: Path, store_folder: Path) -> None:
    """Build the catalog, ask it, write the table."""
    from exports import catalog, csv_export, query, table
    from exports.connection import connect
    from exports.csv_dialects import dialect
    from exports.resolve import resolve
    from pilsetas_crawl.store import Store

    store = Store.open(str(store_folder), create=False)
    database, sheet = folder / "pilsetas.duckdb", folder / "latgale-kultura.csv"
    catalog.build_catalog(store, database)
    filters = resolve(**QUESTION)
    say("3. What did Latgale publish about culture in 2026?\n")
    with query.views(store, filters) as (con, _):
        table.show(query.ask(con, filters, columns=query.TABLE_COLUMNS, limit=SHOWN), sys.stdout)
        sys.stdout.flush()
        report = csv_export.write_csv_file(con, filters, sheet, dialect("excel-lv"), force=True)
    say("\n   And what is on in Kurzeme from 5 to 20 December?\n")
    with connect(database, read_only=True) as con:
        _show_events(con)
    names = {"store": store_folder, "database": database, "sheet": sheet}
    say(NEXT.format(articles=report.articles, **{name: short(path) for name, path in names.items()}))


def _show_events(con: duckdb.DuckDBPyConnection) -> None:
    """Print a few events, a line each: when, what, where."""
    for when, title, venue in con.execute(EVENTS).fetchall():
        print(f"{when:<17} {title}, {venue}" if venue else f"{when:<17} {title}")
    sys.stdout.flush()


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


def short(path: Path) -> Path:
    """A path as somebody standing here would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def say(text: str) -> None:
    """Tell the user."""
    print(text, file=sys.stderr, flush=True)
