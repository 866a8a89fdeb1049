"""The SQLite file of the index of texts: its tables. It holds no texts (FTS5 without content)."""

from __future__ import annotations

from pilsetas_crawl.index_file import IndexFile

# Raised when the tables or the rules of word keys change.
VERSION = "1"
# What FTS5 gathers in memory before it writes: few large pieces are quicker to merge than many small ones.
GATHER_BYTES = 33_554_432

# `doc.id` is the article's day and a number within it, so that the newest stand last in every list of the
# index. `day.next` are those numbers: none comes twice, as superseded texts stay in FTS5 without a `doc`.
_TABLES = f"""
CREATE TABLE part (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, complete INTEGER NOT NULL DEFAULT 0);
CREATE TABLE doc (
    id INTEGER PRIMARY KEY, article_id TEXT NOT NULL, revision INTEGER NOT NULL, hash TEXT,
    part INTEGER, live INTEGER NOT NULL
);
CREATE UNIQUE INDEX doc_article ON doc (article_id);
CREATE INDEX doc_orphan ON doc (part) WHERE part IS NULL;
CREATE TABLE day (day INTEGER PRIMARY KEY, next INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content = '', tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO words (words, rank) VALUES ('hashsize', {GATHER_BYTES});
"""  # noqa: S608 # our own constants


class SearchFile(IndexFile):
    """The index of texts."""

    stem = "search"
    what = "index of texts"
    again = "`scrapy index` makes it again"
    tables = _TABLES
    cache_kib = 65_536

    @classmethod
    def rules(cls) -> str:
        """What an index is made by."""
        return VERSION
