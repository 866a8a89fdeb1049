"""`scrapy sourcetable`: the page of the docs that lists every source and how it is read."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy.spiderloader import get_spider_loader

import pilsetas_crawl
from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import refuse_arguments
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import municipalities

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from scrapy.settings import BaseSettings

    from pilsetas_crawl.platforms.sisters import Sister

PAGE = Path(pilsetas_crawl.__file__).parent.parent / "docs" / "sources.md"
HEAD = """\
# Sources

Written by `scrapy sourcetable` from the declarations in `spiders/`; do not edit it by hand.

*Seen* was in a stored copy or in use by others; *inferred* follows from the system and was never observed.
No source has been met live yet: until then every inferred way has others behind it that do not depend on it.
Ways of discovery are asked in the order given; the first that reaches back far enough covers a run, the
others are asked once a day as a cross-check.
"""
SISTERS = """\
## Sister sites

Walked with their municipality when the setting `PILSETAS_SISTER_SITES` names them (`cesis:amata`, several
parted by commas) or is `all`. Their articles are stored under the municipality; the verdict is on its own
site alone.
"""
_FIELDS = re.compile(r"Site: (?P<site>\S+)\. Platform: (?P<platform>.+?)\. Caveats: (?P<caveats>.+)\.$")


class DocstringError(PilsetasError):
    """A declaration whose docstring lacks one of the fields."""


class Source(NamedTuple):
    """What a declaration says of its source."""

    name: str
    site: str
    platform: str
    ways: tuple[str, ...]
    caveats: str


def source_of(spider: type[Any]) -> Source:
    """What a declaration says of its source.

    Raises:
        DocstringError: the docstring of its file lacks a field.
    """
    told = inspect.getdoc(sys.modules[spider.__module__]) or ""
    name, _, rest = " ".join(told.split()).partition(". Site: ")
    fields = _FIELDS.fullmatch(f"Site: {rest}")
    if not fields:
        raise DocstringError(
            f"spiders/{spider.__module__.rpartition('.')[2]}.py: the docstring must read "
            "'Name. Site: … Platform: … Caveats: …', each ended by a full stop"
        )
    ways = tuple(way.name for way in spider.discovery)
    return Source(name, fields["site"], fields["platform"], ways, fields["caveats"])


def table(settings: BaseSettings) -> str:
    """The page, in Markdown.

    Raises:
        DocstringError: the docstring of a declaration lacks a field.
    """
    loader = get_spider_loader(settings)
    names = [slug for slug in municipalities() if slug in loader.list()]
    spiders: dict[str, Any] = {name: loader.load(name) for name in names}
    rows = (
        (f"`{slug}`", source.name, source.site, source.platform, " → ".join(source.ways), source.caveats)
        for slug, source in ((slug, source_of(spider)) for slug, spider in spiders.items())
    )
    sisters = (_sister_row(name, one) for name, spider in spiders.items() for one in spider.sisters)
    return (
        "\n".join(
            [
                f"{HEAD}\n{len(names)} sources, in the order of their codes.\n",
                *_rows("spider | municipality | site | platform | ways of discovery | caveats", rows),
                f"\n{SISTERS}",
                *_rows("key | site | ways of discovery | evidence", sisters),
            ]
        )
        + "\n"
    )


def _sister_row(name: str, sister: Sister) -> tuple[str, ...]:
    ways = " → ".join(way.name for way in sister.discovery)
    return f"`{name}:{sister.key}`", sister.site.partition("://")[2], ways, sister.evidence


def _rows(head: str, rows: Iterable[tuple[str, ...]]) -> list[str]:
    columns = head.count("|") + 1
    # Docstrings mark code with two backticks, Markdown with one.
    lines = (f"| {' | '.join(row)} |".replace("``", "`") for row in rows)
    return [f"| {head} |", "|" + " --- |" * columns, *lines]


class Command(PilsetasCommand):
    """Writes docs/sources.md from the declarations."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Write the table of sources from the spiders"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """File, and whether to compare only."""
        super().add_options(parser)
        parser.add_argument(
            "-o", dest="target", metavar="FILE", default=str(PAGE), help="page (default: %(default)s)"
        )
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is stale")
        parser.add_argument("--print", dest="shown", action="store_true", help="print it instead of writing")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the page, print it, or compare it.

        Raises:
            PilsetasError: with --check, the page differs from the declarations; else it cannot be written.
        """
        refuse_arguments(args)
        assert self.settings is not None
        page, text = Path(opts.target), table(self.settings)
        if opts.shown:
            print(text, end="")
        elif opts.check:
            if not page.is_file() or page.read_text(encoding="utf-8") != text:
                raise PilsetasError(f"{page} is not what the spiders say: run `scrapy sourcetable`")
        else:
            _write(page, text)


def _write(page: Path, text: str) -> None:
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PilsetasError(f"cannot write {page}: {error.strerror}") from error
    print(page)
