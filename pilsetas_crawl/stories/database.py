"""The SQLite file of the index of stories, a cache of the archive's articles and links: its tables."""

from __future__ import annotations

from pilsetas_crawl.index_file import IndexFile
from pilsetas_crawl.stories.fingerprint import BANDS, PERMUTATIONS, ROWS
from pilsetas_crawl.stories.fingerprint import VERSION as PRINTS

# Raised when the tables or the rules of decision change.
VERSION = 1

_TABLES = """
CREATE TABLE part (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE publisher (slug TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE text (
    id INTEGER PRIMARY KEY, hash BLOB NOT NULL, publishers INTEGER NOT NULL, words INTEGER NOT NULL,
    print BLOB NOT NULL
);
CREATE UNIQUE INDEX text_hash ON text (hash);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, article_id TEXT NOT NULL, revision INTEGER NOT NULL, text INTEGER,
    municipality TEXT, region TEXT, published_at INTEGER, published_date TEXT, local INTEGER,
    complete INTEGER, story TEXT, canonical INTEGER, similarity REAL, reason TEXT, linked_revision INTEGER
);
CREATE UNIQUE INDEX article_name ON article (article_id);
CREATE INDEX article_text ON article (text) WHERE text IS NOT NULL;
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;
CREATE TABLE story (story TEXT PRIMARY KEY, born INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE edge (
    a INTEGER, b INTEGER, similarity REAL NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE TABLE posting (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE recent (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE frequent (key INTEGER PRIMARY KEY);
CREATE TABLE dirty (article INTEGER PRIMARY KEY);
"""


class StoryFile(IndexFile):
    """The index of stories."""

    stem = "stories"
    what = "index of stories"
    again = "it is made again"
    tables = _TABLES
    # The upper levels of every tree of a million articles, and the whole of the small ones.
    cache_kib = 131_072

    @classmethod
    def rules(cls) -> str:
        """What an index is made by: another MinHash algorithm gives other fingerprints."""
        from rensa import RMinHash  # noqa: PLC0415 # needed by the link step alone

        return f"{VERSION}.{PRINTS} minhash {RMinHash.ALGORITHM_VERSION} {PERMUTATIONS} {BANDS}x{ROWS}"
