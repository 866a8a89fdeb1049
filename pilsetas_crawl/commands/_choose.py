"""Options that commands share: which store, which articles; and how they tell."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.places import state_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from exports.resolve import Filters
    from pilsetas_crawl.command import PilsetasCommand
    from pilsetas_crawl.store import Part

# Filters that are options of the same name, besides those of the macros.
FURTHER = ("text", "near", "place", "language", "story", "new_since")


def refuse_arguments(args: list[str]) -> None:
    """Stop at words that belong to no option, which would else be passed over in silence.

    Raises:
        PilsetasError: there is one.
    """
    if args:
        raise PilsetasError(f"unexpected {args[0]!r}: every filter has an option, see --help")


def add_store_option(parser: argparse.ArgumentParser) -> None:
    """Add --store."""
    parser.add_argument("--store", metavar="ADDRESS", help="the store (default: setting PILSETAS_STORE)")


def add_store_options(parser: argparse.ArgumentParser) -> None:
    """Add --store and --skip-damaged."""
    add_store_option(parser)
    parser.add_argument(
        "--skip-damaged", action="store_true", help="leave damaged parts out instead of refusing, and say so"
    )


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Add the filters. Names are taken in any case, with or without diacritics."""
    group = parser.add_argument_group(title="Which articles (all, unless narrowed)")
    group.add_argument("--region", metavar="NAME", help="historical land, such as Latgale")
    group.add_argument("--municipality", metavar="NAME", help="publisher, such as 'Ludzas novads' or ludza")
    group.add_argument("--town", metavar="NAME", help="town; means the municipality it lies in")
    group.add_argument("--from", dest="date_from", metavar="DAY", help="first local day, such as 2026-11-05")
    group.add_argument("--to", dest="date_to", metavar="DAY", help="last local day, included")
    group.add_argument("--tag", metavar="TAG", help="tag, in any spelling, case or number")
    group.add_argument(
        "--topic", metavar="NAME", help="topic of docs/tags.md, such as roads or 'Ceļi un ielas'"
    )
    group.add_argument(
        "--text",
        metavar="WORDS",
        help='words in any form, "phrases in quotes", -words that must not be there',
    )
    group.add_argument("--near", metavar="LAT,LON,KM", help="within so many km, such as 56.546,27.718,30")
    group.add_argument("--place", metavar="NAME", help="a town, parish, village or municipality it names")
    group.add_argument("--language", metavar="CODE", help="lv, ltg, ru or en")
    group.add_argument("--story", metavar="ID", help="publications of one story, by its id or an article's")
    group.add_argument(
        "--new-since", metavar="WHEN", help="first seen since then, such as 2026-11-05 or '2026-11-05 14:30'"
    )


def chosen(opts: argparse.Namespace) -> Filters:
    """The filters that were typed.

    Raises:
        PilsetasError: an unknown name, a bad day, or filters that exclude each other.
    """
    from exports.resolve import resolve

    return resolve(
        region=opts.region,
        municipality=opts.municipality,
        town=opts.town,
        date_from=opts.date_from,
        date_to=opts.date_to,
        tag=opts.tag,
        topic=opts.topic,
        **{name: getattr(opts, name) for name in FURTHER},
    )


def any_chosen(opts: argparse.Namespace) -> bool:
    """Whether any filter was typed."""
    first = ("region", "municipality", "town", "date_from", "date_to", "tag", "topic")
    return any(getattr(opts, name) is not None for name in (*first, *FURTHER))


def index_folder(command: PilsetasCommand, opts: argparse.Namespace) -> Path | None:
    """Where the index of texts is; None where no text is asked for."""
    return state_folder(command.settings_with(opts.store)) if opts.text is not None else None


def tell_unindexed(parts: int) -> None:
    """Say on stderr what the index of texts does not know yet."""
    if parts:
        noun = "part" if parts == 1 else "parts"
        print(f"note: {parts} {noun} of the store not indexed yet: run `scrapy index`", file=sys.stderr)


def tell_skipped(skipped: Iterable[tuple[Part, str]]) -> None:
    """Say on stderr which damaged parts are left out."""
    for part, reason in skipped:
        print(f"left out damaged part {part.uri} ({part.rows} rows): {reason}", file=sys.stderr)


def add_rewriting_options(parser: argparse.ArgumentParser, *, told: str = "tell it as JSON") -> None:
    """Add what commands share that put parts in the place of others: --store, --dry-run and --json.

    Args:
        parser: of the command.
        told: help of --json.
    """
    add_store_option(parser)
    parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would change")
    parser.add_argument("--json", action="store_true", help=told)


def counting(done: str) -> Callable[[int, int], None]:
    """A function that tells progress on one line of a terminal, as in `3 of 8 merged`; elsewhere nothing.

    Args:
        done: what stands behind the numbers.
    """

    def tell(number: int, of: int) -> None:
        print(f"\r{number} of {of} {done}", end="\n" if number == of else "", file=sys.stderr, flush=True)

    return tell if sys.stderr.isatty() else lambda _number, _of: None


@contextmanager
def utf8_stdout() -> Iterator[None]:
    """Print UTF-8 whatever the locale, and end quietly when the reader has left (`| head`)."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at exit; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
