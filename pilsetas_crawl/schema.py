"""Arrow schemas and the data dictionary, generated from the items."""

from __future__ import annotations

import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from pilsetas_crawl.items import STORED_ITEMS, ZONE, StoredItem

# Raised when a column changes meaning; a new column alone does not raise it (old files read it as NULL).
SCHEMA_VERSION = 1

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    bytes: pa.binary(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    datetime: pa.timestamp("us", tz="UTC"),
    date: pa.date32(),
}
_SCHEMAS: dict[str, pa.Schema] = {}


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """One line of the data dictionary."""

    dataset: str
    name: str
    type: str
    group: str
    doc: str
    unit: str | None
    example: str | None


def arrow_type(hint: Any) -> pa.DataType:
    """Arrow type of a type hint of an item.

    Raises:
        TypeError: the hint has no Arrow counterpart here.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return arrow_type(next(arg for arg in get_args(hint) if arg is not type(None)))
    if origin is list:
        return pa.list_(arrow_type(get_args(hint)[0]))
    if origin is dict:
        key, value = get_args(hint)
        return pa.map_(arrow_type(key), arrow_type(value))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([pa.field(f.name, arrow_type(hints[f.name])) for f in fields(hint)])
    if hint in _SCALARS:
        return _SCALARS[hint]
    raise TypeError(f"no Arrow type for {hint!r}: add it to pilsetas_crawl.schema")


def arrow_schema(item: type[StoredItem]) -> pa.Schema:
    """Arrow schema of an item, with each field's meaning in its metadata."""
    if item.dataset not in _SCHEMAS:
        _SCHEMAS[item.dataset] = _build(item)
    return _SCHEMAS[item.dataset]


def _build(item: type[StoredItem]) -> pa.Schema:
    hints = get_type_hints(item)
    columns = [
        pa.field(f.name, arrow_type(hints[f.name]), metadata={"doc": f.metadata["doc"]}) for f in fields(item)
    ]
    metadata = {
        "pilsetas.dataset": item.dataset,
        "pilsetas.schema_version": str(SCHEMA_VERSION),
        "pilsetas.zone": ZONE,
    }
    return pa.schema(columns, metadata=metadata)


def schemas() -> dict[str, pa.Schema]:
    """Dataset name → Arrow schema, for every stored item."""
    return {item.dataset: arrow_schema(item) for item in STORED_ITEMS}


def dictionary() -> list[DictionaryEntry]:
    """The data dictionary of every stored dataset, in column order."""
    return [
        DictionaryEntry(
            dataset=item.dataset,
            name=f.name,
            type=str(arrow_schema(item).field(f.name).type),
            group=f.metadata["group"],
            doc=f.metadata["doc"],
            unit=f.metadata["unit"],
            example=f.metadata["example"],
        )
        for item in STORED_ITEMS
        for f in fields(item)
    ]
