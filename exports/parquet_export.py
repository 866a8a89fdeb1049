"""Parquet: every stored column with its type and meaning, for analysts."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from exports.about import About, Report
from exports.choice import Choice, stored
from exports.fields import meaning
from pilsetas_crawl.items import Event, Link
from pilsetas_crawl.schema import arrow_schema

if TYPE_CHECKING:
    import duckdb

# Rows of a row group: of articles about 20 MB before compression.
_GROUP = 10_000


def write_parquet(con: duckdb.DuckDBPyConnection, choice: Choice, out: IO[bytes], _about: About) -> Report:
    """Write the chosen rows. Instants are UTC; each column's meaning stands in its metadata (`doc`)."""
    schema = _schema(choice)
    result = con.sql(choice.statement(stored(choice.columns)), params=choice.values)
    rows = 0
    with pq.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        for batch in result.to_arrow_reader(_GROUP):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema), row_group_size=_GROUP)
            rows += batch.num_rows
    return Report(rows)


def _schema(choice: Choice) -> pa.Schema:
    own, links = arrow_schema(choice.kind), arrow_schema(Link)
    columns = []
    for name in choice.columns:
        if name in own.names:
            columns.append(own.field(name))
        else:
            kind = links.field(name).type if name in links.names else pa.string()
            doc = meaning(name, of_events=choice.kind is Event).text
            columns.append(pa.field(name, kind, metadata={"doc": doc}))
    return pa.schema(columns, metadata=own.metadata)
