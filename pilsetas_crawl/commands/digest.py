"""`scrapy digest`: what is new for an interest, to be read or mailed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.commands._choose import add_store_options, tell_skipped, utf8_stdout
from pilsetas_crawl.commands._interest import Looking, add_look_options, begin
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.items import Article, Event, Link
from pilsetas_crawl.whole_file import written_whole

if TYPE_CHECKING:
    from exports.digest import Digest
    from pilsetas_crawl.store import Store

_FORMS = {".txt": "text", ".html": "html", ".htm": "html", ".eml": "mail"}
_STDOUT = "-"
# Datasets a digest is made of.
_READ = (Article.dataset, Event.dataset, Link.dataset)


class Command(PilsetasCommand):
    """New stories of an interest by region, and its coming events; in Latvian, as text, HTML or mail."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] FILE.toml | LAND"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Write what is new for an interest since its last look, as a page or a mail"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Form, file, look and store."""
        super().add_options(parser)
        add_store_options(parser)
        add_look_options(parser)
        parser.add_argument(
            "-o", dest="target", metavar="FILE", help="file to write (.html, .txt, .eml); default: print"
        )
        parser.add_argument("--force", action="store_true", help="replace the file if it is there")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--html", action="store_true", help="HTML instead of plain text")
        form.add_argument("--mail", action="store_true", help="a complete mail, both forms in it")
        parser.add_argument("--to", metavar="ADDRESS", action="append", help="who gets the mail; repeatable")
        parser.add_argument(
            "--sender", metavar="ADDRESS", help="whom the mail is from (default: PILSETAS_CONTACT)"
        )
        parser.add_argument(
            "--events",
            type=_days,
            metavar="DAYS",
            help="show events of so many days, today included; 0: none",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look, write whole, then remember."""
        if len(args) != 1:
            raise UsageError("name one interest: a file, or a land such as latgale", print_help=False)
        path = None if opts.target in (None, _STDOUT) else Path(opts.target)
        form = _form(opts, path)
        sender, to = self._people(opts, form)
        store = self.open_store(opts.store)
        looking = begin(args[0], store, self.setting("PILSETAS_STATE"), opts.since)
        digest = _digest(store, looking, opts)
        if looking.news and not looking.news.chosen and not opts.always:
            looking.finish(peek=opts.peek)
            looking.say_nothing_new()
            return
        _write(_encoded(digest, form, sender, to, looking), path)
        looking.finish(peek=opts.peek)
        if path is not None:
            print(f"{digest.name}: {digest.articles} new articles → {path}", file=sys.stderr)

    def _people(self, opts: argparse.Namespace, form: str) -> tuple[str, list[str]]:
        """Sender and receivers of a mail; checked before anything is read."""
        if form != "mail":
            if opts.to or opts.sender:
                raise PilsetasError("--to and --sender belong to --mail")
            return "", []
        from exports.digest_mail import check_address

        contact = self.setting("PILSETAS_CONTACT").removeprefix("mailto:")
        sender = opts.sender or (contact if "@" in contact and "/" not in contact else None)
        if not opts.to:
            raise PilsetasError("nobody gets the mail: name somebody with --to ADDRESS")
        if not sender:
            raise PilsetasError(
                "nobody sends the mail: give --sender ADDRESS, or set PILSETAS_CONTACT to an address"
            )
        return check_address(sender, "--sender"), [check_address(one, "--to") for one in opts.to]


def _form(opts: argparse.Namespace, path: Path | None) -> str:
    """text, html or mail, by option or by the file's name.

    Raises:
        PilsetasError: the file cannot be written, or its name says nothing.
    """
    by_name = None if path is None else _FORMS.get(path.suffix.lower())
    asked = "html" if opts.html else "mail" if opts.mail else None
    if path is None:
        return asked or "text"
    if by_name is None or (asked and asked != by_name):
        ending = {"html": ".html", "mail": ".eml"}.get(asked or "", ".html, .txt or .eml")
        raise PilsetasError(f"{path}: the name has to end in {ending}")
    if path.is_dir() or not path.parent.is_dir():
        raise PilsetasError(f"{path}: name a file in a folder that is there")
    if path.exists() and not opts.force:
        raise PilsetasError(f"{path} is there already: give another name, or --force to replace it")
    return by_name


def _digest(store: Store, looking: Looking, opts: argparse.Namespace) -> Digest:
    import duckdb

    from exports.connection import connect
    from exports.digest import build_digest
    from exports.views import build_views, unreadable

    con = connect()
    try:
        chosen = build_views(
            con, store, skip_damaged=opts.skip_damaged, whole=False, keep=lambda part: part.dataset in _READ
        )
        tell_skipped(chosen.skipped)
        news = looking.find(con)
        days = looking.interest.events if opts.events is None else opts.events
        return build_digest(
            con, looking.interest, news, told=looking.last.told, days=looking.days, events=days
        )
    except duckdb.Error as error:
        raise unreadable(error) from error
    finally:
        con.close()


def _encoded(digest: Digest, form: str, sender: str, to: list[str], looking: Looking) -> bytes:
    if form == "mail":
        from exports.digest_mail import as_mail

        return as_mail(digest, sender=sender, to=to, date=looking.now.replace(microsecond=0))
    from exports.digest_html import as_html
    from exports.digest_text import as_text

    return (as_html(digest) if form == "html" else as_text(digest)).encode()


def _write(data: bytes, path: Path | None) -> None:
    """Whole or not at all; the last look may only move on after this.

    Raises:
        PilsetasError: it cannot be written, or the reader of the pipe has left.
    """
    if path is None:
        with utf8_stdout():
            sys.stdout.flush()
            try:
                rest = memoryview(data)
                while rest:
                    # With PYTHONUNBUFFERED a write takes as much as the pipe does, and says how much.
                    rest = rest[sys.stdout.buffer.write(rest) :]
                sys.stdout.buffer.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                raise PilsetasError("the reader left before all was written: the last look stays") from None
        return
    try:
        with written_whole(path) as file:
            file.write(data)
    except OSError as error:
        raise PilsetasError(f"cannot write {path}: {error.strerror or error}") from error


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 60:  # noqa: PLR2004 # as in interests_file
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of days from 0 to 60")
