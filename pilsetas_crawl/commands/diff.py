"""`scrapy diff ARTICLE`: what a municipality changed in an article, and when."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_store_option, utf8_stdout
from pilsetas_crawl.errors import PilsetasError

if TYPE_CHECKING:
    import argparse

    from exports.history import History, Step


class Command(PilsetasCommand):
    """Shows the stored revisions of one article against each other."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] ARTICLE"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Show what was changed in an article after publication"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "ARTICLE is an article_id or an address. Each later revision is shown against the one before, by "
            "paragraph and word: in colour on a terminal, with [-out-] and {+in+} in a pipe. A change "
            "happened between two readings; when the site tells a time of change, it is shown too."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Store, revision, form."""
        super().add_options(parser)
        add_store_option(parser)
        parser.add_argument("--revision", type=int, metavar="N", help="only what revision N changed")
        parser.add_argument("--json", action="store_true", help="JSON instead of text")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the revisions and print what differs.

        Raises:
            PilsetasError: no or several articles are named, there is none such, or no such revision.
        """
        if len(args) != 1:
            raise PilsetasError("name one article: its article_id or its address")
        from exports.difference_text import as_json, lines
        from exports.history import history

        told = history(self.open_store(opts.store), args[0])
        steps = _chosen(told, opts.revision)
        with utf8_stdout():
            if opts.json:
                print(as_json(told, steps))
                return
            for line in lines(told, steps, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")):
                print(line)


def _chosen(told: History, revision: int | None) -> list[Step]:
    if revision is None:
        return list(told.steps)
    found = [step for step in told.steps if step.revision == revision]
    if not found:
        there = ", ".join(str(step.revision) for step in told.steps) or "none"
        raise PilsetasError(f"no change is stored as revision {revision}; later revisions: {there}")
    return found
