"""Rule: a tag is found in any case, number and spelling, a topic by any name, a trend against the region's normal."""

# ruff: noqa: E501 # rows stand in one line

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.connection import connect
from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.vocabulary import patterns, topics
from tests.exports.test_stories import link

GOLD = Path(__file__).parents[1] / "gold" / "topics" / "gold.jsonl"


@pytest.fixture(scope="module")
def keyed():
    con = connect()
    folder = Path(__file__).parents[2] / "exports" / "sql"
    con.execute((folder / "tag_key.sql").read_text(encoding="utf-8"))
    yield lambda texts: [
        key for (key,) in con.execute("SELECT tag_key(unnest($1::VARCHAR[]))", [texts]).fetchall()
    ]
    con.close()


def test_sql_and_python_make_the_same_key(keyed):
    texts = {pattern.text for pattern in patterns()}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts |= {*row["tags"], row["title"], *row["body"].split()}
    texts |= {
        "Sports un atpūta",
        "e-pakalpojumi",
        "Erasmus+",
        "COVID-19",
        "",
        "   ",
        "a",
        "ii",
        "ЁЛКА",
        "sē\u00addes",
    }
    ordered = sorted(texts)
    assert len(ordered) > 4000
    assert keyed(ordered) == [tag_key(text) for text in ordered]


@given(st.text("aābcčdeēfgģhiījkķlļmnņoprsštuūvzžAĀŠ -+19&", max_size=40))
def test_on_any_latvian_letters(keyed, text):
    assert keyed([text]) == [tag_key(text)]


@pytest.fixture
def tagged(put, make, viewed):
    put(
        make("ludza-1", "2026-11-05 10:00", tags=["domes sēde"], tag_keys=["dom sez"], topics=["council"]),
        make("ludza-2", "2026-11-06 10:00", tags=["Koncerti", "Izglītība"]),  # older than the column of keys
        make(
            "bauska-1",
            "2026-11-06 11:00",
            "bauska",
            tags=["koncerts"],
            tag_keys=["koncert"],
            topics=["culture"],
        ),
    )
    return viewed()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("koncerts", {"ludza-2", "bauska-1"}), ("KONCERTU", {"ludza-2", "bauska-1"}), ("Domes sēdes", {"ludza-1"}),
        ("domes sēžu", {"ludza-1"}), ("izglitiba", {"ludza-2"}), ("koncert", {"ludza-2", "bauska-1"}), ("sports", set()),
    ],
)  # fmt: skip
def test_a_tag_is_found_in_every_form(tagged, asked, found):
    rows = tagged.execute("SELECT article_id FROM articles_in(tag := $1)", [asked]).fetchall()
    assert {one for (one,) in rows} == found


@pytest.mark.parametrize("name", ["council", "Dome un lēmumi", "dome un lemumi", "Council and decisions"])
def test_a_topic_is_found_by_every_name(tagged, name):
    for question in ("articles_in(topic := $1)", "articles_by_topic($1)"):
        assert tagged.execute(f"SELECT article_id FROM {question}", [name]).fetchall() == [("ludza-1",)]


def test_an_unknown_topic_is_an_error(tagged):
    with pytest.raises(duckdb.Error, match="unknown topic politics"):
        tagged.execute("FROM articles_in(topic := 'politics')").fetchall()


def test_forms_of_one_tag_are_one_row(tagged):
    rows = tagged.execute(
        "SELECT tag, articles, municipalities FROM tags WHERE tag_key = 'koncert'"
    ).fetchall()
    assert rows == [("koncerts", 2, 2)]


def test_every_topic_is_listed_used_or_not(tagged):
    rows = dict(tagged.execute("SELECT topic, articles FROM topics").fetchall())
    assert set(rows) == set(topics())
    assert (rows["council"], rows["culture"], rows["sport"]) == (1, 1, 0)


# --- trends -------------------------------------------------------------------------------------------

DAY = date(2026, 11, 16)


def trends(con, **given_arguments):
    arguments = {"date_from": f"DATE '{DAY}'", "date_to": f"DATE '{DAY + timedelta(6)}'"} | given_arguments
    told = ", ".join(f"{name} := {value}" for name, value in arguments.items())
    return con.sql(f"SELECT * FROM trending_tags({told})").to_arrow_table().to_pylist()


@pytest.fixture
def weeks(put, make, viewed):
    """Eight quiet weeks of ten articles each, and one week in which three municipalities write of floods."""
    rows = []
    for week in range(1, 9):
        for number in range(10):
            day = DAY - timedelta(7 * week - number % 7)
            tags = ["sports"] if number < 4 else ["koncerts"]
            rows.append(
                make(
                    f"ludza-{week}-{number}",
                    f"{day} 10:00",
                    tags=tags,
                    tag_keys=[tag_key(t) for t in tags],
                    topics=["sport"],
                )
            )
    for number in range(12):
        slug = ("ludza", "balvi", "kraslava")[number % 3]
        tags = (
            ["plūdi"]
            if number < 6
            else ["sports"]
            if number < 10
            else ["rets vārds"]
            if number == 10
            else ["koncerts"]
        )
        topic = ["emergencies"] if number < 6 else ["sport"]
        rows.append(
            make(
                f"{slug}-n{number}",
                f"{DAY + timedelta(number % 7)} 10:00",
                slug,
                tags=tags,
                tag_keys=[tag_key(t) for t in tags],
                topics=topic,
            )
        )
    rows += [
        make(f"bauska-{number}", f"{DAY} 12:00", "bauska", tags=["raža"], tag_keys=["raz"]) for number in range(5)
    ]  # fmt: skip
    put(*rows)
    return viewed()


def test_what_is_new_in_the_region_trends(weeks):
    rows = trends(weeks, region="'Latgale'")
    assert [(row["kind"], row["tag"]) for row in rows] == [("tag", "plūdi"), ("topic", "emergencies")]
    flood = rows[0]
    assert (flood["articles"], flood["stories"], flood["municipalities"], flood["usual"]) == (6, 6, 3, 0)
    assert dict(flood["by_municipality"]) == {"ludza": 2, "balvi": 2, "kraslava": 2}
    assert flood["lift"] == 4.0  # (6 + 2) / (0 + 2)
    assert flood["score"] == 27.72  # worked out by hand: 6 of 12 against 0 of 80


def test_what_is_usual_and_what_is_met_once_do_not_trend(weeks):
    told = {row["tag"] for row in trends(weeks, region="'Latgale'")}
    assert not told & {"sports", "koncerts", "rets vārds"}


def test_another_region_has_another_normal(weeks):
    # Zemgale has nothing before that week: there is no normal, and nothing can be told.
    assert trends(weeks, region="'Zemgale'") == []


def test_copies_of_one_story_are_no_trend(put, make, viewed):
    copies = [
        make(f"{slug}-a", f"{DAY} 10:00", slug, tags=["mācības"], tag_keys=["mac"])
        for slug in ("ludza", "balvi", "kraslava", "preili", "livani", "rezekne")
    ]
    put(
        *[make(f"ludza-{n}", f"{DAY - timedelta(n + 1)} 10:00", tags=["sports"], tag_keys=["sport"]) for n in range(40)],
        *copies,
        *[link(copy, "nato", canonical=copy is copies[0]) for copy in copies],
    )  # fmt: skip
    assert trends(viewed(), region="'Latgale'") == []
    # A second story beside the six copies makes two: too few.
    put(make("balvi-b", f"{DAY} 11:00", "balvi", tags=["mācība"], tag_keys=["mac"]))
    assert trends(viewed(), region="'Latgale'") == []


def test_a_municipality_has_its_own_normal(weeks):
    assert {row["tag"] for row in trends(weeks, municipality="'ludza'", n=1)} <= {"plūdi", "emergencies"}


def test_no_more_than_asked_for(weeks):
    assert len(trends(weeks, region="'Latgale'", n=1)) == 2  # one tag, one topic
    assert trends(weeks, region="'Latgale'", n=0) == []


def test_an_empty_store_has_no_trends(viewed):
    assert trends(viewed()) == []
    assert viewed().execute("FROM trending_tags()").fetchall() == []
