"""`scrapy genspider -t municipality`: a spider for a municipality, made from what its site shows."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands.genspider import Command as ScrapyGenspider
from scrapy.exceptions import UsageError

from pilsetas_crawl.command import FAULT, refuse_unknown_options
from pilsetas_crawl.commands.probe import site_of
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import UnknownNameError, municipalities, municipality
from pilsetas_crawl.settings import ROOT

if TYPE_CHECKING:
    import argparse

    from pilsetas_crawl.probe.findings import SiteReport

MUNICIPALITY = "municipality"
TEMPLATES = Path(__file__).parents[1] / "templates"
GOLDEN = ROOT / "tests" / "golden"
NOTHING_TO_READ, UNREACHABLE = 3, 1
# Also the name of a file, of a class and of a folder of the store.
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


class Command(ScrapyGenspider):
    """Scrapy's command, with one template more."""

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Generate a spider. With -t municipality: probes the site at the address, chooses the platform, "
            "and writes spiders/<name>.py, a golden page and what is needed to test it. The name is the "
            "municipality's slug in the registry. Exit code 0: written; 1: the site was not reached; 2: a "
            "wrong name or argument; 3: no article could be read, nothing was written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, and a row for a place the registry does not list."""
        super().add_options(parser)
        parser.add_argument(
            "--municipality-row", metavar="ROW", help="with -t municipality: add this row to the registry"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Make a municipal spider, or leave other templates to Scrapy."""
        refuse_unknown_options(args)
        if opts.list or opts.dump or opts.template != MUNICIPALITY:
            super().run(args, opts)
            return
        if len(args) != 2:  # noqa: PLR2004 # name and address
            raise UsageError("give the municipality's slug and the address of its site", print_help=False)
        assert self.settings is not None
        if opts.loglevel is None:
            self.settings.setdict({"LOG_ENABLED": True, "LOG_LEVEL": "ERROR"}, priority="cmdline")
        try:
            self._make(args[0].replace("_", "-"), args[1], opts)
        except PilsetasError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = FAULT

    def _find_template(self, template: str) -> Path | None:
        own = TEMPLATES / f"{template}.tmpl"
        return own if own.exists() else super()._find_template(template)

    def _list_templates(self) -> None:
        super()._list_templates()
        for file in sorted(TEMPLATES.glob("*.tmpl")):
            print(f"  {file.stem}")

    # --- a municipality ----------------------------------------------------------------------------

    def _make(self, slug: str, url: str, opts: argparse.Namespace) -> None:
        from pilsetas_crawl.probe.findings import Target
        from pilsetas_crawl.probe.keeping import save
        from pilsetas_crawl.probe.registry_row import add_row
        from pilsetas_crawl.probe.report import text_of
        from pilsetas_crawl.probe.spider import probe_sites

        assert self.settings is not None
        site = site_of(url)
        row = self._row(slug, site, opts.municipality_row)
        file = self._file(slug, force=opts.force)
        reports = probe_sites([Target(slug, site)], self.settings)
        if not reports:
            raise PilsetasError(f"{site} was not probed to the end: nothing was written")
        [report] = reports
        print(text_of(report))
        if not self._is_enough(report):
            return
        if row is not None:
            add_row(row)
        self._write(file, report.declaration)
        folder = save(report, GOLDEN)
        self._tell(slug, file, folder)

    def _row(self, slug: str, site: str, given: str | None) -> dict[str, str] | None:
        """The row to add; None for a place that is listed."""
        from pilsetas_crawl.probe.registry_row import (
            TABLE,
            columns,
            example_row,
            read_row,
        )

        if not _SLUG.fullmatch(slug):
            raise PilsetasError(
                f"{slug!r} is no name: plain small letters, parted by hyphens, as jelgavas-novads"
            )
        try:
            municipality(slug)
        except UnknownNameError as error:
            if given is None:
                raise PilsetasError(
                    f"{error}. If it is a new place, add its row to {TABLE.relative_to(ROOT)} (columns: "
                    f"{','.join(columns())}) with --municipality-row '{example_row(slug, site)}'"
                ) from None
            row, place = read_row(given, slug)
            municipalities()[slug] = place
            return row
        if given is not None:
            raise PilsetasError(f"the registry lists {slug} already: leave --municipality-row out")
        return None

    def _file(self, slug: str, *, force: bool) -> Path:
        assert self.settings is not None
        folder = Path(str(import_module(self.settings["NEWSPIDER_MODULE"]).__file__)).parent
        file = folder / f"{slug.replace('-', '_')}.py"
        if file.exists() and not force:
            raise PilsetasError(
                f"{file.relative_to(ROOT)} exists: probe it with `scrapy probe {slug}`, or --force"
            )
        return file

    def _is_enough(self, report: SiteReport) -> bool:
        article = report.article
        if not report.reached:
            print(f"error: {report.site} was not reached: nothing was written", file=sys.stderr)
            self.exitcode = UNREACHABLE
        elif report.wins is None or article is None or article.missing:
            print("error: no article was read whole: nothing was written, see above", file=sys.stderr)
            self.exitcode = NOTHING_TO_READ
        return not self.exitcode

    def _write(self, file: Path, source: str) -> None:
        try:
            file.write_text(source, encoding="utf-8")
        except OSError as error:
            raise PilsetasError(f"cannot write {file}: {error.strerror}") from None

    def _tell(self, slug: str, file: Path, folder: Path) -> None:
        print(f"written: {file.relative_to(ROOT)}")
        print(f"kept:    {folder.relative_to(ROOT)}")
        print("next:    ./pilsetas test tests/test_golden_pages.py   (writes what is read, fails once: look)")
        print(f"         ./pilsetas check {slug}")
        print(f"         ./pilsetas crawl {slug}")
