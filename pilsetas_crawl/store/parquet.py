"""Rows to Parquet and back. Imports pyarrow, so it is imported only where files are written or read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow.fs import LocalFileSystem

from pilsetas_crawl import __version__
from pilsetas_crawl.schema import arrow_schema, schemas
from pilsetas_crawl.store.checks import fault
from pilsetas_crawl.store.errors import StoreError
from pilsetas_crawl.store.parts import Batch, Part, describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pilsetas_crawl.store.filesystem import Files

# Small enough that a date filter prunes and that several threads read one file at once.
ROW_GROUP = 20_000
COMPRESSION_LEVEL = 3

# Columns with few distinct values; elsewhere a dictionary is built only to be thrown away.
_FEW_VALUES = frozenset(
    {
        *("municipality", "atvk", "region", "region_name", "planning_region", "platform", "spider_version"),
        *("run_id", "revision", "language", "language_declared", "author", "published_date"),
        *("published_precision", "published_from", "primary_place", "primary_place_key", "place_key"),
        *("lat", "lon", "is_canonical", "status", "reason", "field"),
        *("site", "finish_reason", "verdict", "linked_at"),
    }
)
_FEW_NESTED = frozenset(
    {
        *("categories", "tags", "tag_keys", "site_tags", "topics", "topic_reasons.key", "attachments.type"),
        *("places.atvk", "places.kind", "places.name", "places.key", "places.municipality", "places.rule"),
        *("extraction.key", "extraction.value", "discovery.key"),
    }
)
_CHECKED = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
_MOMENT = {
    "articles": "published_at",
    "events": "start_at",
    "rejects": "rejected_at",
    "runs": "started_at",
    "links": "published_at",
}
# Within one moment, where a dataset has them.
_ORDER = ("article_id", "event_id", "revision", "linked_at", "url", "run_id")


def encode(batch: Batch, *, source: str, run_id: str) -> memoryview:
    """A batch as a complete Parquet file in memory.

    Raises:
        StoreError: a value does not fit its column; the message names row and column.
    """
    return encode_table(to_table(batch), batch.dataset, source=source, run_id=run_id)


def encode_table(table: pa.Table, dataset: str, *, source: str, run_id: str) -> memoryview:
    """Rows of one part, in today's schema and sorted by their moment, as a complete Parquet file."""
    facts = {"pilsetas.generator": f"pilsetas_crawl {__version__}", "pilsetas.source": source}
    facts["pilsetas.run_id"] = run_id
    # What a column means stands in the data dictionary; repeated in every file it would add 5 kB to each.
    plain = [field.remove_metadata() for field in table.schema]
    schema = pa.schema(plain, metadata={**(table.schema.metadata or {}), **facts})
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, **_options(schema, dataset, table.num_rows)) as writer:
        writer.write_table(table.cast(schema), row_group_size=ROW_GROUP)
    return memoryview(sink.getvalue())


def _options(schema: pa.Schema, dataset: str, rows: int) -> dict[str, Any]:
    bloom = {"article_id": {"ndv": min(rows, ROW_GROUP), "fpp": 0.01}}
    moment = schema.get_field_index(_MOMENT[dataset])
    return {
        "compression": "zstd",
        "compression_level": COMPRESSION_LEVEL,
        "use_dictionary": dictionary_columns(schema),
        "bloom_filter_options": bloom if "article_id" in schema.names else None,
        "sorting_columns": [pq.SortingColumn(moment)],
        # Without it a rotten bit in a text would go unnoticed.
        "write_page_checksum": True,
    }


def dictionary_columns(schema: pa.Schema) -> list[str]:
    """Parquet paths of the leaf columns that are stored with a dictionary."""
    return [
        path
        for field in schema
        for name, path in _leaves(field)
        if (name in _FEW_NESTED if pa.types.is_nested(field.type) else name in _FEW_VALUES)
    ]


def _leaves(field: pa.Field) -> Iterator[tuple[str, str]]:
    """Short name and Parquet path of each leaf of a column."""
    if pa.types.is_map(field.type):
        yield f"{field.name}.key", f"{field.name}.key_value.key"
        yield f"{field.name}.value", f"{field.name}.key_value.value"
    elif pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type):
        for inner in field.type.value_type:
            yield f"{field.name}.{inner.name}", f"{field.name}.list.element.{inner.name}"
    elif pa.types.is_list(field.type):
        yield field.name, f"{field.name}.list.element"
    else:
        yield field.name, field.name


def to_table(batch: Batch) -> pa.Table:
    """A batch as an Arrow table, built column by column.

    Raises:
        StoreError: a value does not fit its column; the message names row and column.
    """
    schema = arrow_schema(batch.item)
    return pa.table([_column(batch.rows, field) for field in schema], schema=schema)


def _column(rows: Sequence[Any], field: pa.Field) -> pa.Array:
    try:
        return _array([getattr(row, field.name) for row in rows], field.type)
    except (pa.ArrowException, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _unfit(rows, field, error) from error


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_map(kind):
        values = [None if value is None else list(value.items()) for value in values]
    elif pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        names = [inner.name for inner in kind.value_type]
        values = [
            None if value is None else [{name: getattr(item, name) for name in names} for item in value]
            for value in values
        ]
    return pa.array(values, kind)


def with_columns(table: pa.Table, values: Mapping[str, list[Any]]) -> pa.Table:
    """A table with other values in some of its columns.

    Args:
        table: rows.
        values: column → its values, as Arrow takes them.
    """
    for name, column in values.items():
        field = table.schema.field(name)
        table = table.set_column(table.schema.get_field_index(name), field, pa.array(column, field.type))
    return table


def _unfit(rows: Sequence[Any], field: pa.Field, error: Exception) -> StoreError:
    for row in rows:
        try:
            _array([getattr(row, field.name)], field.type)
        except (pa.ArrowException, TypeError, ValueError, AttributeError, OverflowError) as own:
            seen = f"{type(own).__name__}: {str(own).splitlines()[0]}"
            return StoreError(f"{describe(row)}: column {field.name} takes {field.type}, not this ({seen})")
    return StoreError(f"column {field.name} cannot be stored: {error}")


def read(files: Files, dataset: str, parts: Sequence[Part], columns: Sequence[str] | None) -> pa.Table:
    """The rows of some parts of one dataset, columns of today's schema (what old files lack is NULL).

    Raises:
        StoreError: a part is missing or damaged, or there is no such dataset or column.
    """
    schema = _schema(dataset, columns)
    files.ahead(parts)
    return pa.concat_tables([schema.empty_table(), *(_read(files, part, schema) for part in parts)])


def _read(files: Files, part: Part, schema: pa.Schema) -> pa.Table:
    paths = files.local([part])
    kind = ds.ParquetFileFormat(default_fragment_scan_options=_CHECKED)
    try:
        found = ds.dataset(paths, schema=schema, format=kind, filesystem=LocalFileSystem())
        return found.to_table(columns=schema.names)
    except (OSError, pa.ArrowInvalid) as error:
        raise damaged_part(files, part, error) from error


def sort_rows(table: pa.Table, dataset: str) -> pa.Table:
    """Rows in the order parts have: by moment, those without one last, then by identity and revision."""
    names = (_MOMENT[dataset], *_ORDER)
    return table.sort_by([(name, "ascending") for name in dict.fromkeys(names) if name in table.schema.names])


def read_together(
    files: Files, dataset: str, parts: Sequence[Part], columns: Sequence[str] | None = None
) -> pa.Table:
    """As `read`, several files at a time: for hundreds of small ones.

    Raises:
        StoreError: as `read`.
    """
    schema = _schema(dataset, columns)
    if not parts:
        return schema.empty_table()
    paths = files.local(parts)
    kind = ds.ParquetFileFormat(default_fragment_scan_options=_CHECKED)
    try:
        found = ds.dataset(paths, schema=schema, format=kind, filesystem=LocalFileSystem())
        return found.to_table(columns=schema.names)
    except (OSError, pa.ArrowInvalid):
        # One by one it is seen which of them it was.
        return read(files, dataset, parts, columns)


def _schema(dataset: str, columns: Sequence[str] | None) -> pa.Schema:
    schema = schemas().get(dataset)
    if schema is None:
        raise StoreError(f"there is no dataset '{dataset}': there are {', '.join(schemas())}")
    missing = [name for name in columns or () if name not in schema.names]
    if missing:
        raise StoreError(f"dataset {dataset} has no column '{missing[0]}': see the data dictionary")
    wanted = columns if columns is not None else schema.names
    return pa.schema([schema.field(name) for name in wanted], metadata=schema.metadata)


def stream(files: Files, part: Part, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of one part as tuples of the columns asked for, a few thousand in memory at a time.

    Raises:
        StoreError: the part is missing or damaged.
    """
    (path,) = files.local([part])
    try:
        with LocalFileSystem().open_input_file(path) as handle, _open(handle) as file:
            present = [name for name in columns if name in file.schema_arrow.names]
            for batch in file.iter_batches(batch_size=5_000, columns=present):
                yield from zip(*_values(batch, columns), strict=True)
    except (OSError, pa.ArrowInvalid) as error:
        raise damaged_part(files, part, error) from error


def _open(handle: Any) -> pq.ParquetFile:
    return pq.ParquetFile(handle, page_checksum_verification=True)


def _values(batch: pa.RecordBatch, columns: Sequence[str]) -> list[list[Any]]:
    nothing = [None] * batch.num_rows
    return [_plain(batch.column(name)) if name in batch.schema.names else nothing for name in columns]


def _plain(array: pa.Array) -> list[Any]:
    # Instants come as microseconds: the state keeps them so, and a datetime each would cost ten times more.
    if pa.types.is_timestamp(array.type):
        array = array.cast(pa.timestamp("us", tz="UTC")).cast(pa.int64())
    return list(array.to_pylist())


def damaged_part(files: Files, part: Part, error: Exception) -> StoreError:
    """One line naming the part that could not be read."""
    reason = fault(files, part) or str(error).splitlines()[0]
    if files.folder is None:
        copies = f"{files.home} of this machine"
        return StoreError(f"the copy of part {part.path} in {copies} cannot be read ({reason}): remove it")
    return StoreError(f"part {part.uri} of {part.source} cannot be read ({reason}): put back a copy of it")
