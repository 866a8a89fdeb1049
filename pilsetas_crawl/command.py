"""What our commands share: one clear line for a fault, and an exit code that is not 0."""

from __future__ import annotations

import logging
import sys
from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.run.outcomes import RejectedError

if TYPE_CHECKING:
    import argparse

    from scrapy.settings import BaseSettings

    from pilsetas_crawl.store import Store

# Exit code of a fault the caller can mend (a wrong name, an unreadable store).
FAULT = 2


class PilsetasCommand(ScrapyCommand):
    """A command whose faults are told in one line on stderr."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse unknown options, then do the work of `execute`."""
        refuse_unknown_options(args)
        try:
            self.execute(args, opts)
        except (PilsetasError, RejectedError) as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = FAULT

    @abstractmethod
    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work.

        Raises:
            PilsetasError: a fault, told to the user as its message.
        """

    def setting(self, name: str, override: str | None = None) -> str:
        """A setting as text, or the value given on the command line."""
        assert self.settings is not None
        return override if override is not None else str(self.settings[name])

    def settings_with(self, store: str | None) -> BaseSettings:
        """A copy of the settings with the address of the store given on the command line, if one was."""
        assert self.settings is not None
        settings = self.settings.copy()
        settings.set("PILSETAS_STORE", self.setting("PILSETAS_STORE", store), "cmdline")
        return settings

    def open_store(self, address: str | None = None, *, create: bool = False) -> Store:
        """The store at the address given on the command line, or else the configured one.

        Args:
            address: what was given; None for nothing.
            create: for writing, and made where it is not there.

        Raises:
            StoreError: it is not there, or cannot be read or made.
        """
        from pilsetas_crawl.store import Store  # noqa: PLC0415 # Arrow is heavy

        where = self.setting("PILSETAS_STORE", address)
        return Store.open(where, create=create, cache=self.setting("PILSETAS_CACHE"))


def check_logging(settings: BaseSettings) -> None:
    """See that what is said can be written down as asked, before Scrapy breaks over it.

    Raises:
        PilsetasError: an unknown level, or a log file that cannot be written.
    """
    level = str(settings["LOG_LEVEL"])
    if not level.isdigit() and level not in logging.getLevelNamesMapping():
        raise PilsetasError(
            f"unknown log level {level!r}: there are DEBUG, INFO, WARNING, ERROR and CRITICAL"
        )
    if settings["LOG_FILE"]:
        try:
            Path(settings["LOG_FILE"]).open("a", encoding="utf-8").close()
        except OSError as error:
            raise PilsetasError(f"cannot write the log {settings['LOG_FILE']}: {error.strerror}") from None


def refuse_unknown_options(args: list[str]) -> None:
    """Stop at options argparse did not know, which Scrapy would take for arguments.

    Raises:
        UsageError: an argument looks like an option.
    """
    unknown = [arg for arg in args if arg.startswith("-") and arg != "-"]
    if unknown:
        raise UsageError(f"unknown option: {' '.join(unknown)}", print_help=False)
