"""Comments on every view, table, column and macro of the catalog, so that it explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.connection import literal
from pilsetas_crawl.schema import dictionary

if TYPE_CHECKING:
    import duckdb

# View or table → what it holds.
RELATIONS: dict[str, str] = {
    "revisions": "All stored revisions of all articles, removals included",
    "articles": "The newest revision of each article; articles the sites removed are left out",
    "removed": "Articles the sites removed, as they were last seen",
    "filed": "The region and year each article is filed under, and its story: for `article`",
    "superseded": "Pairs of article and revision that a newer revision stands over",
    "event_revisions": "All stored revisions of all events, removals included",
    "events": "The newest revision of each event; events the sites took back are left out",
    "rejects": "What was listed as an article or event and not stored, with the reason",
    "runs": "The account of every run of every source",
    "links": "What was said of the story of each article, each time something changed; see `linked`",
    "linked": "The story of each article as it was said last; the view `articles` has it too",
    "stories": "One row for each story: its canonical article, who publishes it, how fast it spread",
    "tags": "Tags of the articles with counts; forms of one key (case, number, spelling) are one",
    "topics": "All topics of the vocabulary with counts of their articles",
    "vocabulary": "The controlled vocabulary of topics",
    "municipalities": "The 42 municipalities; join with USING (municipality)",
    "gazetteer": "Every place texts are searched for: municipalities, towns, parishes, villages",
    "places": "Places that articles speak of, with counts; join articles by places[].key",
    "attachments": "Documents linked from articles, one row each",
    "sources": "One row for each municipality: what is stored of it and how its last run went",
    "towns": "The towns and the municipality each lies in",
    "regions": "The five historical lands",
    "dictionary": "The meaning of every stored column",
}

# Macro → what it answers.
TABLE_MACROS: dict[str, str] = {
    "articles_in": "Articles by any of region, municipality, town, date_from, date_to, tag, topic, "
    "language, text; names in any spelling, tags in any case and number, local days, both ends included; "
    "text is looked for as written, but for case and diacritics, in title, lead and body",
    "articles_near": "Articles within km of a point, the nearest first: "
    "articles_near(56.55, 27.72, km := 15); known_place := true "
    "leaves out those that name no place and stand at the centre of their publisher",
    "events_near": "Events within km of a point that are on in the days date_from to date_to, soonest first: "
    "events_near(56.55, 27.72, km := 30, date_from := '2026-11-28', date_to := '2026-11-29')",
    "articles_about": "Articles that speak of a place, whoever published them: articles_about('Kārsava'); "
    "a key of the gazetteer means one place, a name all of that name",
    "new_since": "Articles first stored after a moment, the newest first: new_since('2026-11-20 08:00')",
    "newest_articles": "The n newest of articles_in(...), newest first",
    "articles_by_region": "Articles of a historical land: articles_by_region('Sēlija')",
    "articles_by_municipality": "Articles of a municipality: articles_by_municipality('Ludzas novads')",
    "articles_by_town": "Articles of the municipality a town lies in: articles_by_town('Ilūkste')",
    "articles_by_tag": "Articles with a tag in any spelling: articles_by_tag('izglītība')",
    "articles_by_topic": "Articles of a topic by its slug or name: articles_by_topic('roads')",
    "articles_between": "Articles of local days, both included: articles_between('2026-11-01', '2026-11-30')",
    "articles_per_month": "Number of articles per month and municipality, with the filters of articles_in",
    "events_in": "Events that are on in any of the days date_from to date_to, by region, municipality, "
    "town, tag, soonest first: events_in(region := 'Latgale', date_from := '2026-11-20')",
    "story": "All articles of a story, the canonical one first; by the id of the story, a former one too, "
    "or of an article: story('ludza-…')",
    "stories_per_month": "Publications, stories and exact copies per month, with the filters of articles_in",
    "related": "The n articles to read next: other stories of the same place and publisher, with tags and "
    "topics in common, near in time: related('ludza-…', n := 5)",
    "trending_tags": "Tags and topics more frequent in the days date_from to date_to (default: the last "
    "7) than in the eight such periods before, by region or municipality: trending_tags(region := 'Latgale', "
    "date_from := '2026-11-01', date_to := '2026-11-30', n := 20)",
    "article": "One article by its id, sooner than by a filter on `articles`: article('ludza-…')",
    "article_history": "All revisions of one article, oldest first: article_history('ludza-…')",
}
MACROS: dict[str, str] = {
    "store_folder": "Folder of the store; where it is elsewhere: SET VARIABLE pilsetas_store = '/mnt/store'",
    "km_between": "Kilometres between two points: km_between(lat1, lon1, lat2, lon2), degrees",
    "fold": "Text without case and diacritics, hyphens as spaces: the key names and tags are matched by",
    "tag_key": "Key of a tag: equal for every case, number and spelling of the same words",
    "keys_of": "Keys of an article's tags: the stored ones, else made of the tags",
    "word_key": "Key of one lower-case word",
    "latin_key": "Key of one lower-case word in Latin letters",
    "latin_stem": "Such a word without its ending, and behind a tab the ending if it softens",
    "russian_stem": "A Russian word without its ending",
    "likelihood_term": "One term of log_likelihood",
    "log_likelihood": "Signed log-likelihood ratio of a of n against b of m; 10.83: chance once in 1000",
    "topic_slug": "Slug of a topic by any of its names; an unknown name is an error",
    "region_key": "Key of a region by its name in any spelling; an unknown name is an error",
    "municipality_slug": "Slug of a municipality by any of its names; an unknown name is an error",
    "current_story": "The story an id means now: of an article, of a story, of one that was merged",
    "town_municipality": "Slug of the municipality a town lies in; an unknown name is an error",
}

_PARTITION_YEAR = "Year of the folder the row is filed in (local year of the row's moment; 0 where unknown)"
_NAMES = {
    "municipality": "Slug of the municipality",
    "atvk": "Territorial code",
    "name": "Official name, nominative",
    "name_genitive": "The name in the genitive",
    "name_locative": "The name in the locative",
    "kind": "valstspilseta or novads",
    "region": "Key of the historical land",
    "region_name": "Name of the historical land",
    "planning_region": "Planning region",
    "lat": "Latitude of the centre, degrees, WGS 84",
    "lon": "Longitude of the centre, degrees, WGS 84",
    "site": "Address of the municipality's site",
    "towns": "Names of its towns",
}
_PLACE = {
    "place_key": "Code, or for a village the code of its parish, a slash and its name",
    "name": "Official name, nominative",
    "kind": "novads, valstspilseta, pilseta, pagasts or ciems",
    "municipality": "Slug of the municipality it lies in",
    "lat": "Latitude, degrees, WGS 84",
    "lon": "Longitude, degrees, WGS 84",
}
_TOPIC = {
    "topic": "Slug of the topic, as stored with articles",
    "name": "Its name in Latvian",
    "name_en": "Its name in English",
    "about": "What belongs under it",
}
_COLUMNS: dict[str, dict[str, str]] = {
    "superseded": {"article_id": "The article", "revision": "A revision of it that is not the newest"},
    "filed": {
        "article_id": "The article",
        "region": "Key of its publisher's historical land",
        "year": _PARTITION_YEAR,
    },
    "stories": {
        "story_id": "The story",
        "title": "Headline of its canonical article",
        "canonical_id": "That article",
        "publications": "Articles that tell it, the canonical one included",
        "municipalities": "Slugs of the publishers, each once, in the order of the alphabet",
        "first_published": "Publication of the earliest of them",
        "last_published": "Publication of the latest",
        "spread_hours": "From the first to the last publication (hours)",
    },
    "tags": {
        "tag": "The tag in its most frequent spelling",
        "tag_key": "The key all its forms have",
        "articles": "Articles that carry it",
        "municipalities": "Municipalities that used it",
        "first_date": "First local day of publication with it",
        "last_date": "Last such day",
    },
    "gazetteer": _PLACE | {"region_name": "Historical land it lies in"},
    "places": _PLACE
    | {
        "articles": "Articles that speak of it",
        "mentions": "How often they name it",
        "in_titles": "Articles that name it in the title",
        "first_date": "First local day of publication that speaks of it",
        "last_date": "Last such day",
    },
    "attachments": {
        "article_id": "The article that links to it",
        "municipality": "Slug of the article's publisher",
        "region": "Key of the publisher's historical land",
        "published_date": "Local day of the article's publication",
        "title": "Headline of the article",
        "url": "Address of the document",
        "name": "Name shown to readers, or the file's own",
        "type": "Lower-case file type such as pdf; NULL where it is not told",
    },
    "sources": {key: _NAMES[key] for key in ("municipality", "name", "region", "site")}
    | {
        "platform": "Content system, as the last run read it",
        "articles": "Articles stored, as they stand now",
        "stories": "Stories among them; an article that was not linked yet is one",
        "edited": "Articles of which an edit is stored",
        "removed": "Articles the site removed",
        "first_date": "Earliest local day of publication",
        "last_date": "Latest such day",
        "runs": "Runs accounted for",
        "last_run_at": "Start of the last run",
        "last_verdict": "Its verdict",
        "last_cause": "What was behind it, in words",
    },
    "vocabulary": _TOPIC,
    "topics": _TOPIC
    | {
        "articles": "Articles about it",
        "municipalities": "Municipalities that wrote about it",
        "first_date": "First local day of publication with it",
        "last_date": "Last such day",
    },
    "municipalities": _NAMES,
    "towns": {key: _NAMES[key] for key in ("atvk", "name", "name_genitive", "name_locative")}
    | {key: _NAMES[key] for key in ("municipality", "lat", "lon")}
    | {"region": "Key of the historical land the town itself lies in"},
    "regions": {
        "region": "Key data is filed by",
        "name": "Name shown",
        "municipalities": "How many municipalities stand under it",
    },
    "dictionary": {
        "dataset": "Dataset of the column",
        "view_name": "View that has all rows of the dataset",
        "column_name": "The column",
        "type": "Its Arrow type",
        "column_group": "Group of meaning it stands in",
        "meaning": "What the value means",
        "unit": "Unit or format",
        "example": "A value as stored",
    },
}
# View → the dataset its columns come from.
_VIEWS_OF = {"revisions": "articles", "articles": "articles", "removed": "articles", "links": "links"} | {
    "event_revisions": "events",
    "events": "events",
    "rejects": "rejects",
    "runs": "runs",
}


def create_comments(con: duckdb.DuckDBPyConnection) -> None:
    """Comment on everything `build_views` has created.

    Raises:
        duckdb.Error: something named here is not there.
    """
    views = {name for (name,) in con.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    statements = [
        f"COMMENT ON {'VIEW' if name in views else 'TABLE'} {name} IS {literal(text)}"
        for name, text in RELATIONS.items()
    ]
    statements += [f"COMMENT ON MACRO TABLE {n} IS {literal(text)}" for n, text in TABLE_MACROS.items()]
    statements += [f"COMMENT ON MACRO {name} IS {literal(text)}" for name, text in MACROS.items()]
    statements += [
        f'COMMENT ON COLUMN {relation}."{column}" IS {literal(text)}'
        for relation, columns in _all_columns().items()
        for column, text in columns.items()
    ]
    con.execute(";\n".join(statements))


def _all_columns() -> dict[str, dict[str, str]]:
    stored = {
        view: {e.name: _meaning(e.doc, e.unit) for e in dictionary() if e.dataset == dataset}
        | {"year": _PARTITION_YEAR}
        for view, dataset in _VIEWS_OF.items()
    }
    meant = {e.name: _meaning(e.doc, e.unit) for e in dictionary() if e.dataset == "links"}
    told = {name: meant[name] for name in ("story_id", "is_canonical", "similarity")}
    stored["articles"] |= told
    where = {"region": _COLUMNS["filed"]["region"], "year": _PARTITION_YEAR}
    return (
        stored
        | _COLUMNS
        | {
            "linked": {"article_id": meant["article_id"], **told, **where},
            "filed": _COLUMNS["filed"] | told,
        }
    )


def _meaning(doc: str, unit: str | None) -> str:
    return f"{doc} ({unit})" if unit else doc
