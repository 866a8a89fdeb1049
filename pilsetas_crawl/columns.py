"""How the columns of stored items are declared."""

from __future__ import annotations

from dataclasses import field
from typing import Any

# Zone of every local date and of every wall clock time without an offset.
ZONE = "Europe/Riga"


def column(doc: str, *, group: str, unit: str | None = None, example: str | None = None) -> Any:
    """Declare a stored column: a dataclass field, ``None`` until known.

    Args:
        doc: what the value means.
        group: the group of the data dictionary it stands in.
        unit: unit or format of the value.
        example: one value as it would be stored.
    """
    return field(default=None, metadata={"doc": doc, "group": group, "unit": unit, "example": example})


def columns(doc: str, *, group: str, unit: str | None = None, example: str | None = None) -> Any:
    """Declare a stored list column: empty until something is found."""
    return field(
        default_factory=list, metadata={"doc": doc, "group": group, "unit": unit, "example": example}
    )


def mapping(doc: str, *, group: str, unit: str | None = None, example: str | None = None) -> Any:
    """Declare a stored map column: empty until something is found."""
    return field(
        default_factory=dict, metadata={"doc": doc, "group": group, "unit": unit, "example": example}
    )
