"""Tables of the State Address Register as the portal publishes them.

Columns are found by name. That ATRIB holds the classifier's code, and that names may end in *nov.* or *pag.*,
is inferred, not seen; `refresh` checks the outcome against the table at hand before it believes it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from pilsetas_crawl.gazetteer.place import MUNICIPALITY, PARISH, TOWN, VILLAGE, GazetteerError

# File → kind of place; state cities stand among the towns.
TABLES = {
    "aw_novads.csv": MUNICIPALITY,
    "aw_pilseta.csv": TOWN,
    "aw_pagasts.csv": PARISH,
    "aw_ciems.csv": VILLAGE,
}
POINTS = "aw_vietu_centroidi.csv"
_EXISTING = "EKS"
_SHORT = {"nov.": "novads", "pag.": "pagasts"}


@dataclass(frozen=True, slots=True)
class Unit:
    """An existing object of the register.

    Attributes:
        code: the register's own code.
        parent: that of the object it lies in.
        atvk: code of the classifier; empty for villages.
        name: name in full.
        kind: novads, pilseta, pagasts or ciems.
    """

    code: str
    parent: str
    atvk: str
    name: str
    kind: str


def units(table: str, text: str) -> list[Unit]:
    """The existing objects of one table.

    Raises:
        GazetteerError: a column is missing or a line is broken.
    """
    kind = TABLES[table]
    return [
        Unit(
            code=row["KODS"],
            parent=row["VKUR_CD"],
            atvk="" if kind == VILLAGE else row["ATRIB"].strip(),
            name=_full(row["NOSAUKUMS"]),
            kind=kind,
        )
        for row in _rows(table, text, ("KODS", "VKUR_CD", "NOSAUKUMS", "STATUSS", "ATRIB"))
        if row["STATUSS"] == _EXISTING
    ]


def points(text: str) -> dict[str, tuple[float, float]]:
    """Register code → latitude and longitude; of several points of one object the first.

    Raises:
        GazetteerError: a column is missing or a coordinate is no number.
    """
    found: dict[str, tuple[float, float]] = {}
    for row in _rows(POINTS, text, ("KODS", "DD_N", "DD_E")):
        if row["DD_N"] and row["DD_E"]:
            try:
                point = float(row["DD_N"].replace(",", ".")), float(row["DD_E"].replace(",", "."))
            except ValueError:
                raise GazetteerError(f"{POINTS}: {row['DD_N']}, {row['DD_E']} is no point") from None
            found.setdefault(row["KODS"], point)
    return found


def decode(table: str, body: bytes) -> str:
    """A table as text.

    Raises:
        GazetteerError: it is not UTF-8.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GazetteerError(f"{table} is not in UTF-8") from None


def _rows(table: str, text: str, wanted: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.reader(text.splitlines(), delimiter=";", quotechar="#")
    heading = [name.strip().upper() for name in next(reader, [])]
    missing = [name for name in wanted if name not in heading]
    if missing:
        raise GazetteerError(
            f"{table} has no column {missing[0]}: its columns are {', '.join(heading)[:200]}"
        )
    rows = []
    for values in reader:
        if len(values) != len(heading):
            raise GazetteerError(
                f"{table}, line {reader.line_num}: {len(values)} values for {len(heading)} columns"
            )
        rows.append(dict(zip(heading, values, strict=True)))
    return rows


def _full(name: str) -> str:
    words = name.split()
    return " ".join([*words[:-1], _SHORT.get(words[-1], words[-1])]) if words else ""
