"""`scrapy link`: which articles tell the same story, across sources and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_store_option, refuse_arguments
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import state_folder
from pilsetas_crawl.store.address import without_credentials

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pilsetas_crawl.stories.linking import Linked


class Command(PilsetasCommand):
    """Links what is new since the last time."""

    def syntax(self) -> str:
        """Arguments of the command."""
        return "[options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Find which new articles tell the same story as others"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Link the articles stored since the last time to stories, and store what has changed. crawlall "
            "does it at its end. A link step that was killed is taken up by the next. Exit code 0: done; 2: "
            "the store cannot be read or written, or another process is linking it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Store, and how much of it."""
        super().add_options(parser)
        add_store_option(parser)
        parser.add_argument("--all", dest="anew", action="store_true", help="look at the whole archive again")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Link, then say what was done."""
        refuse_arguments(args)
        settings = self.settings_with(opts.store)
        address, cache = settings["PILSETAS_STORE"], settings["PILSETAS_CACHE"]
        print(describe(link(address, state_folder(settings), cache=cache, anew=opts.anew)))


def link(address: str, folder: Path, *, cache: str = "", anew: bool = False) -> Linked:
    """Link a store.

    Args:
        address: the store.
        folder: folder of the crawl state.
        cache: the setting PILSETAS_CACHE.
        anew: look at the whole archive again.

    Raises:
        PilsetasError: the store or the state cannot be read or written, or another process is at it.
    """
    from pilsetas_crawl.store import Store
    from pilsetas_crawl.stories.linking import Linker

    try:
        with Linker(Store.open(address, create=False, cache=cache), folder, anew=anew) as linker:
            return linker.run()
    except OSError as error:
        where = without_credentials(address)
        raise PilsetasError(f"cannot link the store {where}: {error.strerror or error}") from error


def describe(done: Linked) -> str:
    """What a link step did, in one line."""
    counts = (
        (done.articles, "article looked at", "articles looked at"),
        (done.stories, "new story", "new stories"),
        (done.joined, "further member", "further members"),
        (done.moved, "moved to another story", "moved to another story"),
        (done.removed, "left its story, removed by its site", "left their stories, removed by their sites"),
        (done.exact, "exact copy", "exact copies"),
    )
    told = ", ".join(f"{count} {one if count == 1 else more}" for count, one, more in counts)
    anew = f" (index made anew: {done.rebuilt})" if done.rebuilt else ""
    return f"stories: {told}; {done.written} rows written{anew}"
