"""A row of the registry for a place it does not list yet."""

from __future__ import annotations

import csv
import io
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from pilsetas_crawl import registry
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import REGIONS, Municipality, municipalities

TABLE = Path(str(files(registry).joinpath("municipalities.csv")))
KINDS = ("novads", "valstspilseta")
# Columns that must not be empty.
NEEDED = ("atvk", "slug", "name", "name_genitive", "name_locative", "kind", "region", "region_name", "domain")


def columns() -> list[str]:
    """Columns of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def example_row(slug: str, url: str) -> str:
    """A row with what is known already, to be filled in."""
    known = {"atvk": "CODE", "slug": slug, "name": "NAME", "domain": urlsplit(url).netloc}
    known |= {
        "name_genitive": "OF-NAME",
        "name_locative": "IN-NAME",
        "kind": "valstspilseta",
        "region": "REGION",
    }
    known |= {"region_name": "REGION", "planning_region": "", "lat": "56.9", "lon": "24.1"}
    return ",".join(known.get(column, "") for column in columns())


def read_row(text: str, slug: str) -> tuple[dict[str, str], Municipality]:
    """Check a row as it would stand in the table.

    Args:
        text: the row, its values parted by commas in the table's order.
        slug: the place it must be of.

    Raises:
        PilsetasError: it cannot stand there; the message says why.
    """
    names, values = columns(), next(csv.reader([text]))
    if len(values) != len(names):
        raise PilsetasError(f"the row has {len(values)} values, the table {len(names)}: {','.join(names)}")
    row = {name: value.strip() for name, value in zip(names, values, strict=True)}
    for problem in _problems(row, slug):
        raise PilsetasError(f"the row cannot stand in {TABLE.name}: {problem}")
    numbers = {"lat": float(row["lat"]), "lon": float(row["lon"])}
    lists = {"old_domains": tuple(row["old_domains"].split()), "towns": ()}
    place = Municipality(**{**row, **numbers, **lists})  # type: ignore[arg-type] # the columns are the fields
    return row, place


def _problems(row: dict[str, str], slug: str) -> list[str]:
    known = municipalities().values()
    regions = ", ".join(REGIONS)
    checks = {
        f"empty: {', '.join(name for name in NEEDED if not row[name])}": all(row[name] for name in NEEDED),
        f"slug {row['slug']!r} is not {slug!r}": row["slug"] == slug,
        f"code {row['atvk']!r} is taken": row["atvk"] not in {place.atvk for place in known},
        f"kind {row['kind']!r} is none of {', '.join(KINDS)}": row["kind"] in KINDS,
        f"region {row['region']!r} is none of {regions}; another country's goes to REGIONS in "
        "pilsetas_crawl/registry/__init__.py": row["region"] in REGIONS,
        f"region_name {row['region_name']!r} is not that of {row['region']!r}": (
            row["region_name"] == REGIONS.get(row["region"])
        ),
        "lat and lon are degrees as 56.9 and 24.1": all(
            re.fullmatch(r"-?\d{1,3}(\.\d+)?", row[name]) for name in ("lat", "lon")
        ),
        f"domain {row['domain']!r} is no host": re.fullmatch(r"[a-z0-9.:-]+", row["domain"]) is not None,
    }
    return [problem for problem, fine in checks.items() if not fine]


def add_row(row: dict[str, str]) -> None:
    """Put a row into the table, in the order of the codes; no other line changes.

    Raises:
        PilsetasError: the table cannot be written.
    """
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(row.values())
    place = next((n for n, line in enumerate(lines) if n and line.split(",")[0] > row["atvk"]), len(lines))
    lines.insert(place, written.getvalue())
    try:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise PilsetasError(f"cannot write {TABLE}: {error.strerror}") from None
