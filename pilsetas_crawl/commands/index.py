"""`scrapy index`: bring the index of texts in step with the archive."""

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

    from pilsetas_crawl.search.indexing import Indexed


class Command(PilsetasCommand):
    """Takes in the texts that are new since the last time."""

    def syntax(self) -> str:
        """Arguments of the command."""
        return "[options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Take new articles into the index that --text asks"

    def long_desc(self) -> str:
        """What the command does, for its help."""
        return (
            "Bring the index of texts in step with the archive: what is new, edited, removed or replaced. "
            "crawlall does it at its end. A step that was killed is taken up by the next. Exit code 0: done; "
            "2: the store cannot be read, the state not written, or another process is at it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Store, and how much of it."""
        super().add_options(parser)
        add_store_option(parser)
        parser.add_argument("--all", dest="anew", action="store_true", help="make the index anew")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Index, then say what was done."""
        refuse_arguments(args)
        settings = self.settings_with(opts.store)
        address, cache = settings["PILSETAS_STORE"], settings["PILSETAS_CACHE"]
        print(describe(index(address, state_folder(settings), cache=cache, anew=opts.anew)))


def index(address: str, folder: Path, *, cache: str = "", anew: bool = False) -> Indexed:
    """Bring the index of a store in step with it.

    Args:
        address: the store.
        folder: folder of the crawl state.
        cache: the setting PILSETAS_CACHE.
        anew: make it anew.

    Raises:
        PilsetasError: the store or the state cannot be read or written, or another process is at it.
    """
    from pilsetas_crawl.search.indexing import Indexer
    from pilsetas_crawl.store import Store

    try:
        with Indexer(Store.open(address, create=False, cache=cache), folder, anew=anew) as indexer:
            return indexer.run()
    except OSError as error:
        where = without_credentials(address)
        raise PilsetasError(f"cannot index the store {where}: {error.strerror or error}") from error


def describe(done: Indexed) -> str:
    """What an index step did, in one line."""
    noun = "article" if done.articles == 1 else "articles"
    anew = f" (index made anew: {done.rebuilt})" if done.rebuilt else ""
    return f"texts: {done.articles} {noun} taken in, {done.removed} taken out{anew}"
