"""`scrapy gazetteer`: the places of Latvia as this project knows them, and how they are renewed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pilsetas_crawl.gazetteer
from pilsetas_crawl import gazetteer
from pilsetas_crawl.command import PilsetasCommand
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.gazetteer import KINDS, TABLE, Place
from pilsetas_crawl.gazetteer.declension import decline
from pilsetas_crawl.registry import find_municipality

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pilsetas_crawl.gazetteer.refresh import Changes

PACKAGED = Path(pilsetas_crawl.gazetteer.__file__).parent / TABLE
_SHOWN = 10  # of each kind of change


class Command(PilsetasCommand):
    """List or look up places; renew the table from the open-data portal."""

    def syntax(self) -> str:
        """Shown after the command's name."""
        return "[options] [name or key]"

    def short_desc(self) -> str:
        """Shown in the list of commands."""
        return "Look up places of Latvia, or renew the table of them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What to list, and the refresh."""
        super().add_options(parser)
        parser.add_argument("--municipality", metavar="NAME", help="only places of this municipality")
        parser.add_argument("--kind", choices=KINDS, help="only places of this kind")
        parser.add_argument("--forms", action="store_true", help="show the case forms of each name")
        parser.add_argument("--json", action="store_true", help="print JSON, one place a line")
        parser.add_argument(
            "--refresh", action="store_true", help="renew the table from the open-data portal"
        )
        parser.add_argument(
            "--portal", metavar="URL", help="address of the portal (setting PILSETAS_OPEN_DATA)"
        )
        parser.add_argument("--dataset", metavar="ID", help="its dataset (setting PILSETAS_ADDRESS_REGISTER)")
        parser.add_argument("--table", metavar="FILE", default=str(PACKAGED), help="table to renew")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        """List, look up, or renew.

        Raises:
            PilsetasError: there is no such place, or the refresh was refused; then nothing has changed.
        """
        if len(args) > 1:
            raise PilsetasError("give one name or key; names of several words stand in quotation marks")
        if opts.refresh:
            self._refresh(opts)
            return
        for place in chosen(args[0] if args else None, opts.municipality, opts.kind):
            print(as_json(place) if opts.json else line(place, forms=opts.forms))

    def _refresh(self, opts: argparse.Namespace) -> None:
        from pilsetas_crawl.gazetteer import opendata, refresh, register
        from pilsetas_crawl.gazetteer.place import read_table

        path, agent = Path(opts.table), self.setting("USER_AGENT")
        try:
            known = read_table(path.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise PilsetasError(f"cannot read {path}: {error}") from None
        found = opendata.dataset(
            self.setting("PILSETAS_OPEN_DATA", opts.portal),
            self.setting("PILSETAS_ADDRESS_REGISTER", opts.dataset),
            agent,
        )
        texts = {}
        for name in (*register.TABLES, register.POINTS):
            if name not in found.files:
                raise PilsetasError(
                    f"the dataset has no file {name}: it has {', '.join(sorted(found.files))}"
                )
            texts[name] = register.decode(name, opendata.fetch(found.files[name], agent))
        new = refresh.updated(
            known,
            [unit for name in register.TABLES for unit in register.units(name, texts[name])],
            register.points(texts[register.POINTS]),
            source=f"vzd-{datetime.now(UTC).date().isoformat()}",
            licence=found.licence,
        )
        refresh.write_table(path, new)
        print("\n".join(report(refresh.changes(known, new), len(new), path)))
        if path == PACKAGED:
            rewrite_common_words(PACKAGED.parents[1] / "places")


def rewrite_common_words(folder: Path) -> None:
    """Make the list of forms that are ordinary words anew, for the packaged table as it is now."""
    from pilsetas_crawl.gazetteer.refresh import replace_file
    from pilsetas_crawl.places.lexicon import all_forms, lexicon
    from pilsetas_crawl.places.vocabulary import COMMON_WORDS, words_common_by_dictionary

    gazetteer.places.cache_clear()
    lexicon.cache_clear()
    words = words_common_by_dictionary(all_forms())
    replace_file(folder / COMMON_WORDS, "\n".join(words) + "\n")


def chosen(name: str | None, municipality: str | None, kind: str | None) -> Sequence[Place]:
    """The places asked for.

    Raises:
        UnknownNameError: there is no such place or municipality.
    """
    found = gazetteer.find(name) if name is not None else gazetteer.places()
    slug = find_municipality(municipality).slug if municipality is not None else None
    return [
        place
        for place in found
        if (slug is None or place.municipality == slug) and (kind is None or place.kind == kind)
    ]


def line(place: Place, *, forms: bool) -> str:
    """One line for people."""
    parts = [
        place.key, place.name, place.kind, place.municipality, place.historical_land, place.planning_region,
        f"{place.lat}, {place.lon}", f"{place.source} ({place.licence})",
    ]  # fmt: skip
    if forms and place.name == place.head:
        parts.append(", ".join(dict.fromkeys(form.text for form in decline(place.name))))
    return "  ".join(parts)


def as_json(place: Place) -> str:
    """One place as JSON; what is unknown or does not apply is null."""
    values = {name: value if value != "" else None for name, value in asdict(place).items()}
    return json.dumps({"key": place.key, **values}, ensure_ascii=False)


def report(found: Changes, count: int, path: Path) -> list[str]:
    """What a refresh changed, for people."""
    told = {
        "added": [f"{one.name} ({one.key})" for one in found.added],
        "removed": [f"{one.name} ({one.key})" for one in found.removed],
        "renamed": [f"{old.name} → {new.name} ({new.key})" for old, new in found.renamed],
        "moved": [f"{new.name} ({new.key})" for _, new in found.moved],
    }
    lines = [f"{count} places in {path}"]
    for what, names in told.items():
        rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        lines.append(f"{what}: {len(names)}" + (f": {', '.join(names[:_SHOWN])}{rest}" if names else ""))
    return lines
