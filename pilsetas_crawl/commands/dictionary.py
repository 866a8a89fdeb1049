"""`scrapy dictionary`: the page of the docs that explains every column."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pilsetas_crawl
from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import refuse_arguments
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    import argparse

PAGE = Path(pilsetas_crawl.__file__).parent.parent / "docs" / "data-dictionary.md"


class Command(PilsetasCommand):
    """Writes docs/data-dictionary.md from the schema."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Write the data dictionary from the schema"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """File, and whether to compare only."""
        super().add_options(parser)
        parser.add_argument(
            "-o", dest="target", metavar="FILE", default=str(PAGE), help="page (default: %(default)s)"
        )
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is stale")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the page, or compare it.

        Raises:
            PilsetasError: with --check, the page differs from the schema; else it cannot be written.
        """
        refuse_arguments(args)
        from exports.data_dictionary import markdown

        page, text = Path(opts.target), markdown()
        if opts.check:
            if not page.is_file() or page.read_text(encoding="utf-8") != text:
                raise PilsetasError(f"{page} is not what the schema says: run `scrapy dictionary`")
            return
        try:
            page.write_text(text, encoding="utf-8")
        except OSError as error:
            raise PilsetasError(f"cannot write {page}: {error.strerror}") from error
        print(page)
