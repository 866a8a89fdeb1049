"""What is new for an interest since its last look, and the archive narrowed to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exports.interests_look import OVERLAP, Look, Met

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    import duckdb

    from exports.interests import Interest

# Files are read for the bare columns of everything newer than the marks; texts only of what they leave.
_CANDIDATES = """
SELECT
    a.article_id, a.municipality, a.region, a.first_seen_at, a.lat, a.lon,
    coalesce({topics}, []), coalesce({tags}, []), a.language,
    date_diff('day', a.published_date, a.first_seen_at::DATE)
FROM articles AS a
LEFT JOIN interest_marks AS m USING (municipality)
WHERE a.first_seen_at > coalesce(m.mark, $began)
ORDER BY a.article_id
"""
_TEXTS = """
SELECT article_id, title, lead, body FROM articles
WHERE first_seen_at >= $first AND article_id IN (FROM interest_chosen)
"""
# Whatever reads `articles`, by itself or through a macro, finds this one first. It cannot name itself, so
# it names the one in the main schema of the database.
_NARROWED = """
CREATE OR REPLACE TEMP VIEW articles AS
SELECT * FROM {catalog}.main.articles WHERE article_id IN (FROM interest_chosen)
"""


@dataclass(frozen=True, slots=True)
class News:
    """What a look finds.

    Attributes:
        chosen: ids of the new articles of the interest.
        older: how many more would be, had they been public for less than the interest's `max_age`.
        since: the moment from which it tells.
        now: the moment of the look.
        look: what to remember once the reader has been told.
    """

    chosen: tuple[str, ...]
    older: int
    since: datetime
    now: datetime
    look: Look


@dataclass(frozen=True, slots=True)
class _Candidate:
    article_id: str
    municipality: str
    region: str
    first_seen: datetime
    lat: float | None
    lon: float | None
    topics: Sequence[str]
    tags: Sequence[str]
    language: str | None
    days_public: int | None


def find_news(
    con: duckdb.DuckDBPyConnection,
    interest: Interest,
    look: Look,
    *,
    now: datetime,
    today: date,
    since: datetime | None = None,
) -> News:
    """Find what is new and leave its ids in the temporary table `interest_chosen`.

    Args:
        con: a connection with the views, over all regions: what an interest does not want is met too.
        interest: what to choose by.
        look: the last look.
        now: the moment of this one.
        today: its local day in Riga.
        since: tell of what was first seen after this moment, whatever was told before.
    """
    rows = _candidates(con, look, interest)
    # Asked for from another day on or not: what is newer than the marks has been met after this look.
    met = {row.article_id: Met(row.municipality, row.first_seen) for row in rows}
    if since:
        fresh = _candidates(con, Look(began=since), interest)
    else:
        fresh = [row for row in rows if row.article_id not in look.recent]
    fits = [row for row in fresh if _fits(row, interest)]
    if interest.text and fits:
        fits = _about(con, interest, fits)
    news = [row for row in fits if not _is_old(row, interest)]
    chosen = tuple(row.article_id for row in news)
    _put_chosen(con, chosen)
    return News(
        chosen=chosen,
        older=len(fits) - len(news),
        since=since or look.since,
        now=now,
        look=look.after(met, chosen, now, today),
    )


def narrow(con: duckdb.DuckDBPyConnection) -> None:
    """Let `articles` of this connection, and every macro over it, mean the chosen articles only."""
    found = con.execute("SELECT current_database()").fetchone()
    assert found is not None
    catalog = '"' + str(found[0]).replace('"', '""') + '"'
    con.execute(_NARROWED.format(catalog=catalog))


def _candidates(con: duckdb.DuckDBPyConnection, look: Look, interest: Interest) -> list[_Candidate]:
    con.execute("CREATE OR REPLACE TEMP TABLE interest_marks (municipality VARCHAR, mark TIMESTAMPTZ)")
    marks = [[source, mark - OVERLAP] for source, mark in look.marks.items()]
    if marks:
        con.executemany("INSERT INTO interest_marks VALUES (?, ?)", marks)
    # Lists are the dear part of a look; who does not ask for them does not pay for them.
    sql = _CANDIDATES.format(
        topics="a.topics" if interest.topics or interest.not_topics else "NULL::VARCHAR[]",
        tags="keys_of(a.tags, a.tag_keys)" if interest.tags or interest.not_tags else "NULL::VARCHAR[]",
    )
    rows = con.execute(sql, {"began": look.began}).fetchall()
    return [_Candidate(*row) for row in rows]


def _fits(row: _Candidate, interest: Interest) -> bool:
    """All but what the text has to say."""
    if not interest.is_here(row.region, row.municipality, row.lat, row.lon):
        return False
    if interest.languages and row.language not in interest.languages:
        return False
    if interest.is_barred(row.topics, row.tags):
        return False
    return bool(interest.text) or interest.is_about(row.topics, row.tags, ())


def _about(con: duckdb.DuckDBPyConnection, interest: Interest, rows: list[_Candidate]) -> list[_Candidate]:
    _put_chosen(con, [row.article_id for row in rows])
    first = min(row.first_seen for row in rows)
    texts: dict[str, Any] = {row[0]: row[1:] for row in con.execute(_TEXTS, {"first": first}).fetchall()}
    return [
        row
        for row in rows
        if interest.is_about(row.topics, row.tags, interest.phrases_in(*texts.get(row.article_id, ())))
    ]


def _is_old(row: _Candidate, interest: Interest) -> bool:
    return bool(interest.max_age) and row.days_public is not None and row.days_public > interest.max_age


def _put_chosen(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    con.execute("CREATE OR REPLACE TEMP TABLE interest_chosen (article_id VARCHAR)")
    if ids:
        con.execute("INSERT INTO interest_chosen SELECT unnest($ids)", {"ids": list(ids)})
