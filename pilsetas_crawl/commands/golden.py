"""`scrapy golden`: keep a page of a living site with what must be read from it, and look after these."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands.probe import site_of
from pilsetas_crawl.commands.read import owns
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.run.outcomes import RejectedError
from pilsetas_crawl.settings import ROOT

if TYPE_CHECKING:
    import argparse

    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.probe.exchange import Exchange
    from pilsetas_crawl.probe.findings import Target
    from pilsetas_crawl.probe.golden import Case

PLACE = ROOT / "tests" / "golden"
DIFFERENT = 3


class Command(PilsetasCommand):
    """Make, check and accept golden pages."""

    default_settings = {}

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [page: address or file]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Keep a page of a living site with what must be read from it; check or accept those kept"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "With a page: keeps it under tests/golden/<spider>/<day>/ and shows how it is read. The first "
            "run of the tests writes that down and fails, so that somebody looks; from then on every reading "
            "is held against it. Without a page: reads all kept ones again and says which differ. With "
            "--accept: takes what is read today for right. Exit code 0: all alike; 3: some differ or nobody "
            "has looked yet; 2: a wrong name, page or argument."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where the page comes from, and where it goes."""
        super().add_options(parser)
        parser.add_argument(
            "--as", dest="slug", metavar="SLUG", help="read as this municipality's spider does"
        )
        parser.add_argument("--url", metavar="URL", help="address a file was saved from")
        parser.add_argument("--day", metavar="YYYY-MM-DD", help="day a file was saved on")
        parser.add_argument("--name", default="article", metavar="NAME", help="name of the case (article)")
        parser.add_argument(
            "--into", type=Path, default=PLACE, metavar="DIR", help="folder of all golden pages"
        )
        parser.add_argument("--accept", action="store_true", help="take what is read today for right")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do it.

        Raises:
            PilsetasError: the page is not there or is no article, or there is no such spider.
        """
        if len(args) > 1 or (args and opts.accept):
            raise UsageError("give one page, or none to look after those kept", print_help=False)
        assert self.settings is not None
        if opts.loglevel is None:
            self.settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
        if args:
            self._make(args[0], opts)
        else:
            self._look_after(opts.into, accept=opts.accept)

    # --- making ------------------------------------------------------------------------------------

    def _make(self, page: str, opts: argparse.Namespace) -> None:
        from pilsetas_crawl.probe.golden import Case
        from pilsetas_crawl.probe.keeping import keep

        one, target = self._answer(page, opts)
        case = Case(opts.into, opts.name, target.slug, target.site, one.url, one.fetched_at, (one,))
        print(json.dumps(self._read(case), ensure_ascii=False, indent=1))
        folder = keep(opts.into, target.slug, [one], [{"name": opts.name, "url": one.url}])
        print(f"kept in {folder}; is it read rightly? then `scrapy golden --accept`", file=sys.stderr)

    def _answer(self, page: str, opts: argparse.Namespace) -> tuple[Exchange, Target]:
        from pilsetas_crawl.probe.exchange import Exchange
        from pilsetas_crawl.probe.spider import fetch_page

        assert self.settings is not None
        if "://" in page:
            target = self._target(opts.slug, page)
            return fetch_page(page, target, self.settings), target
        if not opts.url or not opts.day:
            raise PilsetasError(
                f"{page}: say where it comes from and of which day it is, with --url and --day"
            )
        try:
            body = Path(page).read_bytes()
        except OSError as error:
            raise PilsetasError(f"cannot read {page}: {error.strerror}") from None
        told = {"status": 200, "headers": {"content-type": "text/html"}, "body": body}
        made = Exchange(opts.url, "article", opts.url, fetched_at=_noon(opts.day), **told)  # type: ignore[arg-type] # of three types
        return made, self._target(opts.slug, opts.url)

    def _target(self, slug: str | None, url: str) -> Target:
        from pilsetas_crawl.probe.findings import Target

        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        slug = slug or next((name for name in loader.list() if owns(loader.load(name), url)), None)
        if slug is None:
            raise PilsetasError(f"no spider owns {url}: name one with --as (`scrapy list` names them all)")
        if slug not in loader.list():
            raise PilsetasError(f"no spider for the municipality {slug!r}: `scrapy list` names them all")
        spider = cast("type[MunicipalSpider]", loader.load(slug))
        return Target(slug, site_of(url), spider)

    def _read(self, case: Case) -> object:
        assert self.settings is not None
        try:
            return case.read(self.settings)
        except RejectedError as error:
            raise PilsetasError(f"{case.url} is no article: {error}") from None

    # --- looking after ------------------------------------------------------------------------------

    def _look_after(self, root: Path, *, accept: bool) -> None:
        from pilsetas_crawl.probe.golden import cases

        found = list(cases(root))
        if not found:
            raise PilsetasError(f"no golden pages under {root}")
        told = [self._state(case, accept=accept) for case in found]
        for case, state in zip(found, told, strict=True):
            print(f"{case.folder.relative_to(root)}/{case.name}: {state}")
        if not accept and set(told) != {"alike"}:
            print("look at the differences, then take them for right with --accept", file=sys.stderr)
            self.exitcode = DIFFERENT

    def _state(self, case: Case, *, accept: bool) -> str:
        read, expected = self._read(case), case.expected()
        state = (
            "alike" if read == expected else "differs" if expected is not None else "nobody has looked yet"
        )
        if accept and state != "alike":
            case.write_expected(read)
            return "accepted"
        return state


def _noon(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(12), UTC)
    except ValueError:
        raise PilsetasError(f"--day {day} is no date: write it as 2026-10-31") from None
