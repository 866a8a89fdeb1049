"""Macros take names in any spelling and local days with both ends included."""

from datetime import date

import duckdb
import pytest

from exports.resolve import municipality_names, region_names, town_names

# Either side of local midnight around 5 November, and of New Year. Riga is 2 hours ahead of UTC in winter.
EDGES = {
    "ludza-late4": "2026-11-04 23:59",
    "ludza-first5": "2026-11-05 00:00",
    "ludza-last5": "2026-11-05 23:59",
    "ludza-first6": "2026-11-06 00:00",
    "ludza-old": "2025-12-31 23:59",
    "ludza-new": "2026-01-01 00:00",
}


@pytest.fixture
def edges(put, make, viewed):
    put(*(make(name, moment) for name, moment in EDGES.items()), make("ludza-undated", None))
    return viewed()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-05", "2026-11-05", {"ludza-first5", "ludza-last5"}),
        ("2026-11-04", "2026-11-05", {"ludza-late4", "ludza-first5", "ludza-last5"}),
        ("2026-11-06", None, {"ludza-first6"}),
        (None, "2025-12-31", {"ludza-old"}),
        ("2025-12-31", "2026-01-01", {"ludza-old", "ludza-new"}),
        ("2026-01-01", "2026-01-01", {"ludza-new"}),
        ("2026-11-07", "2027-11-07", set()),
    ],
)
def test_days_are_local_and_inclusive(edges, ids, first, last, expected):
    assert ids(edges, "articles_in(date_from := $1, date_to := $2)", first, last) == expected


def test_days_may_be_dates_or_text(edges, ids):
    expected = {"ludza-first5", "ludza-last5"}
    day = date(2026, 11, 5)
    assert ids(edges, "articles_in(date_from := $1, date_to := $2)", day, day) == expected
    assert ids(edges, "articles_between('2026-11-05', '2026-11-05')") == expected


def test_without_filters_undated_articles_are_there_too(edges, ids):
    assert ids(edges, "articles_in()") == {*EDGES, "ludza-undated"}


@pytest.fixture
def lands(put, make, viewed):
    put(
        make("ludza-1", "2026-11-05 10:00", "ludza", tags=["Izglītība", "Kultūra"]),
        make("kekava-1", "2026-11-05 11:00", "kekava", tags=["izglitiba"]),
        make("augsdaugava-1", "2026-11-05 12:00", "augsdaugava", tags=["IZGLĪTĪBA", "Sports"]),
        make("kraslava-1", "2026-12-05 12:00", "kraslava"),
    )
    return viewed()


@pytest.mark.parametrize("name", ["Latgale", "latgale", "LATGALĒ", "Latgales", "Latgale "])
def test_by_region(lands, ids, name):
    assert ids(lands, "articles_by_region($1)", name) == {"ludza-1", "kraslava-1"}


@pytest.mark.parametrize("name", ["Sēlija", "selija", "SĒLIJAS", "Se\u0304lija"])
def test_by_region_with_diacritics(lands, ids, name):
    assert ids(lands, "articles_in(region := $1)", name) == {"augsdaugava-1"}


@pytest.mark.parametrize("name", ["Ķekavas novads", "kekavas  NOVADS", "Ķekava", "kekava", "Ķekavas novada"])
def test_by_municipality(lands, ids, name):
    assert ids(lands, "articles_by_municipality($1)", name) == {"kekava-1"}


@pytest.mark.parametrize("name", ["Ilūkste", "ilukste", "Ilūkstē", "Subate"])
def test_by_town_means_its_municipality(lands, ids, name):
    assert ids(lands, "articles_by_town($1)", name) == {"augsdaugava-1"}


@pytest.mark.parametrize("tag", ["izglītība", "Izglitiba", "IZGLĪTĪBA"])
def test_by_tag(lands, ids, tag):
    assert ids(lands, "articles_by_tag($1)", tag) == {"ludza-1", "kekava-1", "augsdaugava-1"}


def test_a_tag_is_matched_whole(lands, ids):
    assert ids(lands, "articles_by_tag('izglīt')") == set()


def test_filters_combine(lands, ids):
    assert ids(lands, "articles_in(region := 'latgale', tag := 'izglitiba')") == {"ludza-1"}
    assert ids(lands, "articles_in(region := 'latgale', date_from := '2026-12-01')") == {"kraslava-1"}
    assert ids(lands, "articles_in(town := 'Zilupe', date_to := '2026-11-30', tag := 'kultura')") == {
        "ludza-1"
    }


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("articles_by_region('Latgalia')", "unknown region Latgalia"),
        ("articles_by_municipality('Ilūkste')", "unknown municipality Ilūkste"),
        ("articles_by_town('Kraslva')", "unknown town Kraslva"),
    ],
)
def test_an_unknown_name_is_an_error_and_not_an_empty_answer(lands, call, message):
    with pytest.raises(duckdb.InvalidInputException, match=message):
        lands.execute(f"SELECT * FROM {call}").fetchall()


def test_name_macros_agree_with_the_command_line_on_every_name(lands):
    for macro, names in {
        "region_key": region_names(),
        "municipality_slug": municipality_names(),
        "town_municipality": town_names(),
    }.items():
        found = lands.execute(
            f"SELECT list_transform($1::VARCHAR[], lambda n: {macro}(n))", [list(names)]
        ).fetchone()
        assert found == (list(names.values()),)


def test_newest_articles_come_newest_first(edges):
    found = edges.execute("SELECT article_id FROM newest_articles(n := 3)").fetchall()
    assert [name for (name,) in found] == ["ludza-first6", "ludza-last5", "ludza-first5"]
    last = edges.execute("SELECT article_id FROM newest_articles(n := NULL)").fetchall()[-1]
    assert last == ("ludza-undated",)


def test_articles_per_month(lands):
    found = lands.execute("SELECT month, municipality, articles FROM articles_per_month(region := 'Latgale')")
    assert found.fetchall() == [(date(2026, 11, 1), "ludza", 1), (date(2026, 12, 1), "kraslava", 1)]


def test_article_history(put, make, viewed):
    put(make("ludza-1", "2026-11-05 10:00"), make("ludza-2", "2026-11-05 10:00"))
    put(make("ludza-1", "2026-11-05 10:00", revision=2, status="removed"))
    found = viewed().execute("SELECT revision, status FROM article_history('ludza-1')").fetchall()
    assert found == [(1, "new"), (2, "removed")]


def test_one_article_is_its_newest_revision_wherever_that_is_filed(put, make, viewed):
    put(make("ludza-1", "2025-12-31 10:00"), make("ludza-2", "2026-11-05 10:00"), make("ludza-3", None))
    put(make("ludza-1", "2026-01-02 10:00", revision=2, status="edited"))
    put(make("ludza-2", "2026-11-05 10:00", revision=2, status="removed"))
    con = viewed(whole=True)

    def found(name: str) -> list[tuple[object, ...]]:
        return con.execute("SELECT article_id, revision, year FROM article($1)", [name]).fetchall()

    assert found("ludza-1") == [("ludza-1", 2, 2026)]
    assert found("ludza-2") == []
    assert found("ludza-3") == [("ludza-3", 1, 0)]
    assert found("ludza-4' OR true --") == []


def test_tags_count_articles_once_whatever_the_spelling(put, make, viewed):
    put(
        make("ludza-1", "2026-11-05 10:00", tags=["Izglītība", "izglītība"]),
        make("ludza-2", "2026-11-07 10:00", tags=["Izglītība"]),
        make("bauska-1", "2026-11-06 10:00", "bauska", tags=["izglitiba", "Sports"]),
        make("ludza-3", "2026-11-08 10:00", tags=["Izglītība"]),
    )
    put(make("ludza-3", "2026-11-08 10:00", revision=2, status="removed", tags=["Izglītība"]))
    found = viewed().execute("SELECT * FROM tags").fetchall()
    assert found == [
        ("Izglītība", "izglitib", 3, 2, date(2026, 11, 5), date(2026, 11, 7)),
        ("Sports", "sport", 1, 1, date(2026, 11, 6), date(2026, 11, 6)),
    ]


def test_the_registry_is_there(lands):
    assert lands.execute("SELECT count(*) FROM municipalities").fetchone() == (42,)
    regions = lands.execute("SELECT name FROM regions ORDER BY region").fetchall()
    assert [name for (name,) in regions] == ["Kurzeme", "Latgale", "Sēlija", "Vidzeme", "Zemgale"]
    assert lands.execute("SELECT sum(municipalities) FROM regions").fetchone() == (42,)
    towns = lands.execute("SELECT towns FROM municipalities WHERE municipality = 'augsdaugava'").fetchone()
    assert towns == (["Ilūkste", "Subate"],)
