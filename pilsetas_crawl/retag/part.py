"""One part with its articles tagged anew. Runs in a process of its own: it is all a processor's work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from pilsetas_crawl.items import REMOVED, Article, PlaceMention
from pilsetas_crawl.registry import municipality
from pilsetas_crawl.retag.changes import Changes
from pipelines.geotag import GeotagPipeline
from pipelines.language import LanguagePipeline
from pipelines.tag import TagPipeline

if TYPE_CHECKING:
    import pyarrow as pa

    from pilsetas_crawl.store import Part
    from pilsetas_crawl.store.filesystem import Files

# What the taggers look at, and what they fill in.
LOOKED_AT = ("title", "body", "categories", "municipality")
FILLED = (
    *("places", "primary_place", "primary_place_key", "lat", "lon", "language", "language_declared"),
    *("tags", "tag_keys", "site_tags", "keywords", "topics", "topic_reasons"),
)
NAMES = ("article_id", "status")
ROWS = 2000


@dataclass(frozen=True, slots=True)
class Task:
    """A part to be tagged anew.

    Attributes:
        files: the store's.
        part: as it is listed.
        path: where its successor is written, if anything in it changes.
    """

    files: Files
    part: Part
    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the successor is None where nothing has changed."""

    task: Task
    successor: Part | None
    changes: Changes


def retag_part(task: Task, *, dry_run: bool = False) -> Done:
    """Read a part, tag its articles, and write its successor if anything has changed.

    Raises:
        StoreError: the part cannot be read.
        OSError: the successor cannot be written.
    """
    from pilsetas_crawl.store.parquet import encode_table, read, with_columns  # noqa: PLC0415 # Arrow is heavy

    files = task.files
    table = read(files, Article.dataset, [task.part], None)
    changes = Changes()
    table = with_columns(table, _tagged(table, changes))
    if dry_run or not changes.changed:
        return Done(task, None, changes)
    data = encode_table(table, Article.dataset, source=task.part.source, run_id=task.part.run_id)
    files.put(task.path, data)
    return Done(task, _successor(task, files.uri(task.path), data.nbytes), changes)


def _successor(task: Task, uri: str, size: int) -> Part:
    # Its rows are other ones: whoever knew those of the old part has to read it.
    return replace(task.part, path=task.path, uri=uri, bytes=size, replaces=())


def _tagged(table: pa.Table, changes: Changes) -> dict[str, list[Any]]:
    """Column → its values anew, as Arrow takes them."""
    taggers = (GeotagPipeline(), LanguagePipeline(), TagPipeline())
    filled: dict[str, list[Any]] = {name: [] for name in FILLED}
    for row in _rows(table):
        after = {name: row[name] for name in FILLED}
        if row["status"] != REMOVED:
            article = _as_read(row)
            for tagger in taggers:
                tagger.process_item(article)
            after = {name: _ready(getattr(article, name)) for name in FILLED}
        # Nothing is nothing, whether a column was empty or not there yet.
        changes.look(
            row["article_id"],
            {name: row[name] or None for name in FILLED},
            {name: value or None for name, value in after.items()},
        )
        for name, value in after.items():
            filled[name].append(value)
    return filled


def _as_read(row: Mapping[str, Any]) -> Article:
    """An article as it comes to the taggers in a crawl: with what the site itself told, and no more."""
    article = Article(**{name: row[name] for name in LOOKED_AT})
    article.categories = row["categories"] or []
    # Before the taggers there were no columns of theirs: the site's own stood in these two.
    untagged = row["site_tags"] is None
    article.tags = (row["tags"] if untagged else row["site_tags"]) or []
    article.language = row["language"] if untagged else row["language_declared"]
    centre = municipality(row["municipality"])
    article.lat, article.lon = centre.lat, centre.lon
    return article


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    wanted = table.select([*NAMES, *LOOKED_AT, *FILLED])
    for batch in wanted.to_batches(max_chunksize=ROWS):
        yield from batch.to_pylist()


def _ready(value: Any) -> Any:
    """A value of an item as Arrow takes it and gives it back."""
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list):
        return [asdict(one) if isinstance(one, PlaceMention) else one for one in value]
    return value
