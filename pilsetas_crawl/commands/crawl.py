"""`scrapy crawl`: one municipality, with clear words for what cannot be done and an exit code that tells."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.arguments import CrawlArguments
from pilsetas_crawl.command import FAULT, check_logging, refuse_unknown_options
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.sisters import SETTING, chosen
from pilsetas_crawl.run.session import SOURCE_LOCKED
from pilsetas_crawl.run.verdict import EXIT_CODES, Verdict

if TYPE_CHECKING:
    import argparse

# Another process is crawling the source (EX_TEMPFAIL of sysexits.h: try again later).
LOCKED = 75


class Command(ScrapyCrawl):
    """Crawl one municipality."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Arguments of the command."""
        return "[options] <municipality>"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Crawl one municipality into the store"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Crawl one municipality into the store. Arguments: -a start=2025-10-01 -a end=2025-10-31 (local "
            "days, inclusive), -a recheck=14 (look again at stored articles of so many days), "
            "-a site=URL (another address of the same system). Exit code by the verdict on the run: 0 ok or "
            "quiet; 1 blocked, broken layout, unreachable or not run; 3 partial or suspicious; 2 a wrong "
            "name or argument."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what was asked, crawl, and turn the verdict into the exit code."""
        refuse_unknown_options(args)
        if len(args) != 1:
            raise UsageError("name one municipality: scrapy crawl ludza", print_help=False)
        try:
            self._check(args[0], opts.spargs)
        except PilsetasError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = FAULT
            return
        # Made here and not by Scrapy before: its start-up lines would stand above a refusal.
        self.crawler_process = AsyncCrawlerProcess(self.settings)
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed or crawler.spider is None:
            self.exitcode = 1
            return
        assert crawler.stats is not None
        if crawler.stats.get_value("finish_reason") == SOURCE_LOCKED:
            self.exitcode = LOCKED
            return
        self.exitcode = EXIT_CODES[Verdict(crawler.stats.get_value("pilsetas/verdict", Verdict.NOT_RUN))]

    def _check(self, name: str, arguments: dict[str, str]) -> None:
        assert self.settings is not None
        check_logging(self.settings)
        CrawlArguments.parse(arguments)
        loader = get_spider_loader(self.settings)
        names = loader.list()
        if name not in names:
            close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
            nearest = f"; nearest: {', '.join(close)}" if close else "; `scrapy list` names them all"
            raise PilsetasError(f"no spider for the municipality {name!r}{nearest}")
        chosen(self.settings.get(SETTING, ""), name, getattr(loader.load(name), "sisters", ()))
