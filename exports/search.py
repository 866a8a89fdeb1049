"""Text search for questions to the store: what the index of texts finds, as a table DuckDB can join."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exports.errors import ExportError
from pilsetas_crawl.search.expression import parse
from pilsetas_crawl.search.searcher import Searcher
from pilsetas_crawl.search.words import key, words

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from exports.resolve import Filters
    from pilsetas_crawl.store import Store

#: Marks around each word that was looked for, as in Markdown.
MARK = "**"
#: Words of a snippet.
SNIPPET_WORDS = 24
# Matches handed to DuckDB at a time.
_BATCH = 50_000
# Words of a body looked at for the best place: beyond that lies an annex.
_LOOKED_AT = 20_000
_SPACE = re.compile(r"\s+")
_FOUND = "CREATE OR REPLACE TEMP TABLE found (article_id VARCHAR, score DOUBLE)"


def find(con: duckdb.DuckDBPyConnection, store: Store, filters: Filters, folder: Path | None = None) -> int:
    """Make the table `found` (article_id, score) of what the text filter finds.

    Args:
        con: a connection.
        store: the store the index belongs to.
        filters: its `text`, and the days, which narrow what is looked at.
        folder: folder of the crawl state; by default the one inside the store.

    Returns:
        How many parts of the store the index does not know yet.

    Raises:
        StoreError: there is no index, or none that can be used.
        ExportError: the store is remote and no folder is given.
    """
    import pyarrow as pa  # noqa: PLC0415 # only where a text is asked for

    assert filters.text is not None
    inside = store.files.folder
    if folder is None and inside is None:
        raise ExportError(f"{store.address} is remote: --text needs the index in a local PILSETAS_STATE")
    con.execute(_FOUND)
    asked = parse(filters.text)
    with Searcher(folder or inside / "state") as searcher:  # type: ignore[operator] # one of them is there
        names: list[str] = []
        scores: list[float] = []

        def put() -> None:
            batch = pa.table(
                {"article_id": pa.array(names, pa.string()), "score": pa.array(scores, pa.float64())}
            )
            con.register("batch", batch)
            con.execute("INSERT INTO found FROM batch")
            con.unregister("batch")
            names.clear()
            scores.clear()

        for one in searcher.matches(asked, first=filters.date_from, last=filters.date_to):
            names.append(one.article_id)
            scores.append(one.score)
            if len(names) == _BATCH:
                put()
        put()
        return searcher.behind(store)


def snippet(text: str, body: str | None) -> str:
    """The piece of a body that says most of what was asked, with the words found between `MARK`s.

    Args:
        text: the question.
        body: the text of an article; what stands in its title alone leaves its beginning.
    """
    asked = parse(text).keys
    plain = _SPACE.sub(" ", body or "").strip()
    there = words(plain)[:_LOOKED_AT]
    if not there:
        return plain[:200]
    found = [key(word.group()) if key(word.group()) in asked else None for word in there]
    first = _best(found)
    last = min(first + SNIPPET_WORDS, len(there)) - 1
    pieces = ["… " if first else ""]
    at = there[first].start() if first else 0
    for number in range(first, last + 1):
        if found[number]:
            word = there[number]
            pieces += [plain[at : word.start()], MARK, word.group(), MARK]
            at = word.end()
    cut = last + 1 < len(there)
    pieces.append(plain[at : there[last].end() if cut else len(plain)])
    return "".join(pieces) + (" …" if cut else "")


def _best(found: list[str | None]) -> int:
    """Where a window begins that holds most different keys, then most of them; the earliest of equals."""
    hits = [number for number, one in enumerate(found) if one]
    best, most = 0, (0, 0)
    for number in hits:
        held = [one for one in found[number : number + SNIPPET_WORDS - 4] if one]
        if (len(set(held)), len(held)) > most:
            best, most = number, (len(set(held)), len(held))
    # A few words before the first hit tell what it is about.
    return max(0, best - 4)
