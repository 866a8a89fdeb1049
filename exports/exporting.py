"""One export from question to file: a file, a folder that is a data package, or standard output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from exports import choice as choices
from exports.about import About, Report, asked, titled
from exports.csv_dialects import dialect
from exports.data_package import DESCRIPTOR, descriptor, sources
from exports.errors import ExportError
from exports.formats import Format, check_kind, chosen_format, usual_dialect, write
from exports.query import views
from exports.targets import check_file, written_aside, written_to_pipe
from exports.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from exports.choice import Choice
    from exports.csv_dialects import Dialect
    from exports.resolve import Filters
    from exports.views import Selection
    from pilsetas_crawl.store import Store


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, and how.

    Attributes:
        filters: which rows.
        kind: the format.
        events: events instead of articles.
        counts: GeoJSON of counts.
        style: kind of CSV; None for another format.
        limit: most rows; None for the format's own.
        title: None for one made of the filters.
        self_url: where a feed will be found.
        order: one of `query.ORDERS`, for articles; None for the usual one.
    """

    filters: Filters
    kind: Format
    events: bool = False
    counts: bool = False
    style: Dialect | None = None
    limit: int | None = None
    title: str | None = None
    self_url: str | None = None
    order: str | None = None


def ordered(
    filters: Filters,
    path: Path | None,
    *,
    format_name: str | None = None,
    dialect_name: str | None = None,
    events: bool = False,
    counts: bool = False,
) -> Order:
    """What is to be exported, from what was typed.

    A calendar is of events, and `--dialect` of CSV, without further words.

    Raises:
        ExportError: the words contradict each other or are unknown.
    """
    file = None if path is None or is_package(path) else path
    if format_name is None and dialect_name is not None and (file is None or not file.suffix):
        format_name = "csv"
    kind = chosen_format(format_name, file)
    events = events or not kind.articles
    check_kind(kind, of_events=events)
    is_csv = kind.name in ("csv", "tsv")
    if dialect_name is not None and not is_csv:
        raise ExportError(f"--dialect is for CSV, and this is {kind.name}: leave out one of the two")
    if counts and (kind.name != "geojson" or events):
        raise ExportError("--counts is for articles as GeoJSON: name a file that ends in .geojson")
    style = None
    if is_csv:
        style = dialect(dialect_name) if dialect_name else usual_dialect(kind)
    return Order(filters, kind, events, counts, style)


def is_package(path: Path) -> bool:
    """Whether a target is a folder for a data package: one that is there, or a name without an ending."""
    return path.is_dir() or not (path.suffix or path.name.startswith(".") or path.exists())


def export(
    store: Store,
    order: Order,
    target: Path | IO[bytes],
    *,
    force: bool = False,
    skip_damaged: bool = False,
    state: Path | None = None,
    ready: Callable[[duckdb.DuckDBPyConnection, Selection], bool] = lambda *_: True,
) -> Report | None:
    """Write an export to a file, into a folder with a descriptor beside it, or to an open pipe.

    Args:
        store: the archive.
        order: what to write.
        target: file, folder or pipe.
        force: replace files that are there.
        skip_damaged: leave damaged parts out.
        state: folder of the crawl state, where the index of texts is; by default inside the store.
        ready: is given the connection and the parts before anything is written; False: nothing shall be.

    Returns:
        What was written; None where `ready` said no.

    Raises:
        ExportError: a file is there and may not be replaced, cannot be written, or a part is damaged.
    """
    if isinstance(target, Path):
        for file in _files(target, order):
            check_file(file, force=force, with_folder=is_package(target))
    choice = _chosen(order)
    with views(
        store,
        order.filters,
        skip_damaged=skip_damaged,
        dataset=choice.kind.dataset,
        state=state,
        also=choices.STAMPED,
    ) as (con, parts):
        if not ready(con, parts):
            return None
        query = asked(order.filters) | {
            name: str(value)
            for name, value in (("order", order.order), ("limit", choice.limit))
            if value is not None
        }
        given = one_line(order.title or "")
        title = given or one_line(titled(asked(order.filters), events=order.events))
        about = About(title, query, choices.as_of(con, store, parts), order.self_url)
        if not isinstance(target, Path):
            with written_to_pipe(target, needs_seek=order.kind.needs_seek) as out:
                return _write(con, choice, out, about, order)
        if not is_package(target):
            with written_aside(target) as out:
                return _write(con, choice, out, about, order)
        return _package(con, choice, about, order, target)


def _chosen(order: Order) -> Choice:
    limit = order.limit or order.kind.limit
    if order.events:
        # A calendar has to be told what no longer takes place.
        return choices.exported_events(order.filters, limit=limit, removed=order.kind.name == "ics")
    # What has a limit of its own is a feed, and those tell what is new.
    by = order.order or ("newest" if order.kind.limit else None)
    return choices.articles(order.filters, limit=limit, order=by)


def _files(target: Path, order: Order) -> list[Path]:
    """The files an export makes."""
    return [_data(target, order), target / DESCRIPTOR] if is_package(target) else [target]


def _data(folder: Path, order: Order) -> Path:
    return folder / f"{'events' if order.events else 'articles'}{order.kind.suffixes[0]}"


def _write(
    con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], about: About, order: Order
) -> Report:
    return write(con, choice, out, about, order.kind, style=order.style, counts=order.counts)


def _package(
    con: duckdb.DuckDBPyConnection, choice: Choice, about: About, order: Order, folder: Path
) -> Report:
    """The data first: a descriptor that is there describes a file that is there, by its hash."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ExportError(f"cannot make the folder {folder}: {error.strerror or error}") from error
    data = _data(folder, order)
    with written_aside(data) as out:
        report = _write(con, choice, out, about, order)
    content = descriptor(data, about, choice, order.kind, order.style, report, sources(con, choice))
    with written_aside(folder / DESCRIPTOR) as out:
        out.write(content)
    return report
