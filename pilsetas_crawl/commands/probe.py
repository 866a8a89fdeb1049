"""`scrapy probe`: first contact with living sites, held against what is declared."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.command import PilsetasCommand, check_logging
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import municipality

if TYPE_CHECKING:
    import argparse

    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.probe.findings import SiteReport, Target


class Command(PilsetasCommand):
    """Probe sites."""

    default_settings = {}

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [municipality …]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "First contact with a living site: what answers, what is read, what should be declared"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Asks each site some ten questions, politely: robots.txt, the front page, every declared way of "
            "discovery and one article. Where the site differs from its declaration, the one that would be "
            "right is printed. Nothing is stored. Exit code 0: all as declared; 3: differences; 1: a site "
            "was not reached; 2: a wrong name or argument."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which sites, and what to make of the answers."""
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="every municipality that has a spider")
        parser.add_argument("--url", metavar="URL", help="a site that has no spider")
        parser.add_argument("--site", metavar="URL", help="another address of the one municipality named")
        parser.add_argument("--json", action="store_true", help="one line of JSON per site")
        parser.add_argument(
            "--save", type=Path, metavar="DIR", help="keep the answers there as golden pages (tests/golden)"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Probe the sites and tell of each as soon as it is done.

        Raises:
            PilsetasError: there is no such municipality, spider or address.
        """
        assert self.settings is not None
        check_logging(self.settings)
        targets = self._targets(args, opts)
        # Loaded here: every command of the project is imported at every start of any of them.
        from pilsetas_crawl.probe.keeping import save
        from pilsetas_crawl.probe.report import exit_code, json_of, text_of
        from pilsetas_crawl.probe.spider import probe_sites
        from pilsetas_crawl.probe.summary import summary_of

        faults: list[str] = []

        def tell(report: SiteReport) -> None:
            told = (
                json.dumps(json_of(report), ensure_ascii=False, default=str) if opts.json else text_of(report)
            )
            print(told, flush=True)
            if opts.save and report.reached:
                try:
                    print(f"kept in {save(report, opts.save)}", file=sys.stderr)
                except PilsetasError as error:
                    faults.append(str(error))

        if opts.loglevel is None:
            # A fault of ours must not pass in silence; what sites do wrong stands in the report.
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
        reports = probe_sites(targets, self.settings, tell)
        if len(reports) < len(targets):
            faults.append(f"{len(targets) - len(reports)} of {len(targets)} sites were not probed to the end")
        if len(reports) > 1 and not opts.json:
            print(summary_of(reports), end="")
        self.exitcode = exit_code(reports)
        if faults:
            raise PilsetasError("; ".join(faults))

    def _targets(self, args: list[str], opts: argparse.Namespace) -> list[Target]:
        from pilsetas_crawl.probe.findings import Target
        from pilsetas_crawl.probe.strangers import slug_of

        if sum((bool(args), opts.all, opts.url is not None)) != 1:
            raise UsageError("name municipalities, or --all, or --url URL", print_help=False)
        if opts.site and len(args) != 1:
            raise UsageError("--site goes with one municipality", print_help=False)
        if opts.url:
            url = site_of(opts.url)
            return [Target(slug_of(url), url)]
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        sites = self._other_sites()
        names = args or [name for name in loader.list() if not sites or name in sites]
        given = {args[0]: site_of(opts.site)} if opts.site else sites
        targets = []
        for name in dict.fromkeys(names):
            place = municipality(name)
            if name not in loader.list():
                raise PilsetasError(f"no spider for {name}: probe its address with --url {place.site}")
            spider = cast("type[MunicipalSpider]", loader.load(name))
            targets.append(Target(name, given.get(name, place.site), spider))
        return targets

    def _other_sites(self) -> dict[str, str]:
        """Addresses at which the sites stand instead of their own, where the setting names any."""
        from pilsetas_crawl.fleet.plan import read_sites

        file = self.setting("PILSETAS_SITES")
        return read_sites(Path(file)) if file else {}


def site_of(text: str) -> str:
    """The site of an address, without path and closing slash; https where no scheme is given.

    Raises:
        PilsetasError: it is no address.
    """
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a host in brackets that is none, or a port that is none
        usable = False
    if not usable or " " in parts.netloc:
        raise PilsetasError(f"{text} is no address: write it as https://www.example.lv")
    return f"{parts.scheme}://{parts.netloc}"
