"""`scrapy crawlall`: every source, one short process each, with a table and an exit code at the end."""

from __future__ import annotations

import argparse
import asyncio
import math
import re
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from scrapy.utils.conf import arglist_to_dict

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.command import PilsetasCommand, check_logging
from pilsetas_crawl.commands import index as texts
from pilsetas_crawl.commands._choose import utf8_stdout
from pilsetas_crawl.commands._upkeep import keep_up
from pilsetas_crawl.commands.link import describe, link
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.cycle import Cycle
from pilsetas_crawl.fleet.display import COUNTS, display, show_table
from pilsetas_crawl.fleet.outcome import Ended, ExitCode, exit_code
from pilsetas_crawl.fleet.places import lock_folder, state_folder
from pilsetas_crawl.fleet.plan import Source, all_sources, choose, in_order, read_sites
from pilsetas_crawl.fleet.runner import Fleet, Terms
from pilsetas_crawl.fleet.telling import Telling
from pilsetas_crawl.fleet.words import words
from pilsetas_crawl.run.platforms import platform_alarms
from pilsetas_crawl.status.overview import recent_runs
from pilsetas_crawl.store.errors import SourceLocked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.settings import BaseSettings

    from pilsetas_crawl.items import Run
    from pilsetas_crawl.run.platforms import PlatformAlarm

# Logs named one by one; two dozen lines of one folder say less than one.
LOGS_NAMED = 5
# What is the cycle's own: each run has a log of its own, and who is told, and of what, is known at the end.
_OF_THE_CYCLE = (("-s", "LOG_FILE="), ("-s", "PILSETAS_NOTIFY="))
_SPAN = re.compile(r"(?:(?P<h>\d{1,3})h)?(?:(?P<m>\d{1,4})m)?(?:(?P<s>\d{1,5})s)?")


class Command(PilsetasCommand):
    """Crawl all sources."""

    def syntax(self) -> str:
        """Arguments of the command."""
        return "[options] [municipality …]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Crawl all municipalities, several at a time, politely"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Crawl all municipalities, or those named, each in a process of its own. -s and -L are passed on "
            "to every crawl. --logfile takes the lines of the cycle (--nolog: none are written); what each "
            "crawl says stands in logs/NAME.log of the state folder. What an interrupted cycle did not come "
            "to is crawled first. At the end what is new is linked to stories and indexed for search, many "
            "small parts are merged, and the catalog is built anew. Exit code 0: all well; 1: a source could "
            "not be read; 2: a wrong name or argument; 3: a source is partial or suspicious, stories could "
            "not be linked or texts not indexed; 4: cut by the deadline or a signal, the next cycle takes up "
            "the rest; 75: another crawlall is at work on this store."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which sources, and on which terms."""
        super().add_options(parser)
        group = parser.add_argument_group(title="Which sources (all, unless narrowed)")
        group.add_argument("--region", metavar="NAME", help="historical land, such as Latgale")
        group.add_argument("--platform", metavar="NAME", help="content system, such as tvp")
        group.add_argument(
            "--except", dest="without", action="append", default=[], metavar="NAME", help="not this one"
        )
        group.add_argument("--sites", type=Path, metavar="FILE", help="JSON slug → other address; only these")
        group = parser.add_argument_group(title="Terms")
        group.add_argument("--jobs", metavar="N", help="sources at a time (setting PILSETAS_JOBS)")
        group.add_argument("--deadline", metavar="TIME", help="end after so long, such as 50m or 1h30m")
        group.add_argument(
            "-a",
            dest="spargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="for every crawl: start, end, recheck",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do it all.

        Raises:
            PilsetasError: a wrong name or argument, or the state cannot be written.
        """
        check_logging(self._known_settings())
        deadline = seconds_of(opts.deadline) if opts.deadline is not None else None
        sources = self._sources(args, opts)
        folder = state_folder(self._known_settings())
        terms = Terms(
            jobs=self._count("PILSETAS_JOBS", opts.jobs),
            group_jobs=self._count("PILSETAS_GROUP_JOBS"),
            deadline=deadline,
            grace=self._seconds("PILSETAS_STOP_GRACE"),
            options=_passed_on(opts),
            logs=folder / "logs",
        )
        settings = self._known_settings()
        append = settings.getbool("LOG_FILE_APPEND")
        with words(settings["LOG_FILE"], append=append, silent=opts.nolog) as stream:
            try:
                with Cycle(folder) as cycle:
                    ended = self._cycle(cycle, terms, sources, stream)
            except SourceLocked:
                print(
                    f"error: another crawlall is at work on this store ({folder}): wait for it",
                    file=sys.stderr,
                )
                self.exitcode = ExitCode.LOCKED
                return
        stored = _stored(ended)
        address, cache = self.setting("PILSETAS_STORE"), self.setting("PILSETAS_CACHE")
        linked = _link(address, folder, cache) if stored else True
        indexed = _index(address, folder, cache) if stored else True
        if stored:
            keep_up(settings)
        code = exit_code(ended)
        # A crawl that went well and was not linked or indexed is worth a look; others are told as they are.
        self.exitcode = ExitCode.LOOK if code == ExitCode.WELL and not (linked and indexed) else code

    def _cycle(self, cycle: Cycle, terms: Terms, sources: Sequence[Source], stream: TextIO) -> list[Ended]:
        """Crawl, show the table, tell somebody."""
        settings = self._known_settings()
        folder = state_folder(settings)
        ended = _crawl(cycle, terms, in_order(sources, owed=cycle.owed, seconds=cycle.seconds), stream)
        known = _accounts(ended, recent_runs(folder))
        alarms = platform_alarms(known)
        with utf8_stdout():
            _tell(ended, alarms)
        telling = Telling(self.setting("PILSETAS_NOTIFY"), folder, lock_folder(settings))
        died = {one.source: one.cause for one in ended if not (one.run or one.stopped or one.locked)}
        telling.tell([one.run for one in ended if one.run], known, alarms, died)
        return ended

    def _sources(self, args: Sequence[str], opts: argparse.Namespace) -> list[Source]:
        settings = self._known_settings()
        file = opts.sites or (Path(settings["PILSETAS_SITES"]) if settings["PILSETAS_SITES"] else None)
        sites = read_sites(file) if file else {}
        there = [source for source in all_sources(settings, sites) if source.site or not sites]
        return choose(there, names=args, region=opts.region, platform=opts.platform, without=opts.without)

    def _known_settings(self) -> BaseSettings:
        assert self.settings is not None
        return self.settings

    def _count(self, name: str, given: str | None = None) -> int:
        text = self.setting(name, given)
        if not text.isascii() or not text.isdigit() or int(text) == 0:
            raise PilsetasError(f"{name}={text} is no number of sources: write a number from 1 on")
        return int(text)

    def _seconds(self, name: str) -> float:
        text = self.setting(name)
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not 0 <= value < math.inf:
            raise PilsetasError(f"{name}={text} is no number of seconds: write it as 30")
        return value


def seconds_of(text: str) -> float:
    """Seconds of a span such as ``50m``, ``1h30m`` or ``90s``.

    Raises:
        PilsetasError: it is none, or no time at all.
    """
    found = _SPAN.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in found.group("h", "m", "s")) if found else (0, 0, 0)
    total = 3600 * hours + 60 * minutes + seconds
    if not total:
        raise PilsetasError(f"--deadline {text} is no span of time: write it as 50m, 1h30m or 90s")
    return float(total)


def _passed_on(opts: argparse.Namespace) -> list[str]:
    """Options of every crawl.

    Raises:
        PilsetasError: an argument that no crawl takes, or one that would be the same site for all.
    """
    try:
        given = arglist_to_dict(opts.spargs)
    except ValueError:
        raise PilsetasError("write arguments as -a NAME=VALUE, such as -a start=2025-10-01") from None
    if "site" in given:
        raise PilsetasError("-a site=… would send every spider to one site: give a table with --sites")
    CrawlArguments.parse(given)
    level = ["-L", opts.loglevel] if opts.loglevel else []
    pairs = [("-s", value) for value in opts.set] + [("-a", value) for value in opts.spargs]
    return [*level, *(word for pair in [*pairs, *_OF_THE_CYCLE] for word in pair)]


def _crawl(cycle: Cycle, terms: Terms, sources: Sequence[Source], stream: TextIO) -> list[Ended]:
    with display(len(sources), stream) as shown:
        if cycle.damage:
            shown.note(cycle.damage)
        return asyncio.run(Fleet(cycle, terms, shown).run(sources))


def _accounts(ended: Sequence[Ended], recent: Sequence[Run]) -> list[Run]:
    """Accounts of the cycle and those before it, each once: only what was before shows a change."""
    runs = [*recent, *(one.run for one in ended if one.run)]
    return list({run.run_id: run for run in runs}.values())


def _stored(ended: Sequence[Ended]) -> bool:
    """Whether there are articles the stories do not know."""
    return any(one.figures.get(name, 0) for one in ended for name in ("new", "edited", "removed"))


def _link(address: str, folder: Path, cache: str = "") -> bool:
    """Link what was stored; a failure is told and never stands in the way of what the crawl has to say."""
    try:
        print(describe(link(address, folder, cache=cache)))
    except (PilsetasError, OSError, sqlite3.Error) as error:
        told = f"stories could not be linked: {error}; the next cycle does it, or `scrapy link`"
        print(f"error: {told}", file=sys.stderr)
        return False
    return True


def _index(address: str, folder: Path, cache: str = "") -> bool:
    """Take what was stored into the index of texts, as `_link` links it."""
    try:
        print(texts.describe(texts.index(address, folder, cache=cache)))
    except (PilsetasError, OSError, sqlite3.Error) as error:
        told = f"texts could not be indexed: {error}; the next cycle does it, or `scrapy index`"
        print(f"error: {told}", file=sys.stderr)
        return False
    return True


def _tell(ended: Sequence[Ended], alarms: Sequence[PlatformAlarm]) -> None:
    show_table(ended)
    healthy = sum(one.verdict.healthy for one in ended)
    total = {name: sum(one.figures.get(name, 0) for one in ended) for name in COUNTS}
    told = ", ".join(f"{count} {name}" for name, count in total.items())
    print(f"{len(ended)} sources, {healthy} ok or quiet; {told}")
    for alarm in alarms:
        print(f"the platform may have changed: {alarm.line}")
    logs = {one.source: one.log for one in ended if one.log is not None and not one.verdict.healthy}
    if len(logs) > LOGS_NAMED:
        folder = next(iter(logs.values())).parent
        print(f"what each of these {len(logs)} sources said: {folder}/NAME.log")
        return
    for source, log in sorted(logs.items()):
        print(f"what {source} said: {log}")
