"""Rule: distance, place, document and source are questions the catalog answers by itself."""

from datetime import UTC, datetime

import pytest

from pilsetas_crawl.event import Event
from pilsetas_crawl.gazetteer import places
from pilsetas_crawl.items import Attachment, PlaceMention, Run
from pilsetas_crawl.registry import municipality

LUDZA, KARSAVA, RIGA = (56.54, 27.72), (56.78, 27.69), (56.95, 24.1)


def spoken(key, name, mentions=1, *, in_title=False):
    return PlaceMention(key=key, name=name, mentions=mentions, in_title=in_title)


@pytest.fixture
def told(put, make):
    put(
        make(
            "ludza-1", "2026-11-05 10:00", lat=KARSAVA[0], lon=KARSAVA[1], primary_place_key="0037200",
            places=[spoken("0037200", "Kārsava", 3, in_title=True), spoken("0001000", "Rīga")],
            attachments=[Attachment("https://x.lv/a.pdf", "Nolikums", "pdf"), Attachment("https://x.lv/b")],
            title="Kārsavas tilts", body="Tilts pār upi.", language="lv",
            first_seen_at=datetime(2026, 11, 5, 8, 5, tzinfo=UTC),
        ),
        make(
            "ludza-2", "2026-11-06 10:00", lat=LUDZA[0], lon=LUDZA[1], body="Новый мост.", language="ru",
            first_seen_at=datetime(2026, 11, 6, 9, tzinfo=UTC),
        ),
        make(
            "riga-1", "2026-11-07 10:00", "riga", lat=RIGA[0], lon=RIGA[1], primary_place_key="0001000",
            places=[spoken("0001000", "Rīga", 2)], first_seen_at=datetime(2026, 11, 7, 9, tzinfo=UTC),
        ),
    )  # fmt: skip


def test_distance_is_that_of_a_sphere(viewed):
    con = viewed()
    # A degree of latitude is 111.19 km on a sphere of 6,371 km; the poles lie half its circumference apart.
    found = con.execute(
        "SELECT km_between(56, 24, 57, 24), km_between(90, 0, -90, 0), km_between(5, 6, 5, 6)"
    ).fetchone()
    assert found == pytest.approx((111.195, 20015.087, 0.0), abs=0.001)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("articles_near(56.54, 27.72)", {"ludza-2"}),
        ("articles_near(56.54, 27.72, km := 30)", {"ludza-1", "ludza-2"}),  # 26.8 km
        ("articles_near(56.54, 27.72, km := 30, known_place := true)", {"ludza-1"}),
        ("articles_near(56.54, 27.72, km := 30, date_to := '2026-11-05')", {"ludza-1"}),
        ("articles_near(56.54, 27.72, km := 300)", {"ludza-1", "ludza-2", "riga-1"}),
        ("articles_about('karsava')", {"ludza-1"}),
        ("articles_about('Rīga')", {"ludza-1", "riga-1"}),
        ("articles_about('0001000', municipality := 'Rīga')", {"riga-1"}),
        ("articles_about('Rīg')", set()),
        ("articles_in(text := 'PAR UPI')", {"ludza-1"}),
        ("articles_in(text := 'kārsavas tilts')", {"ludza-1"}),
        ("articles_in(text := 'tiltu')", set()),
        ("articles_in(language := 'RU')", {"ludza-2"}),
        ("articles_in(text := '%')", set()),
        ("new_since('2026-11-06 09:00+00')", {"riga-1"}),
        ("new_since('2026-11-06')", {"ludza-2", "riga-1"}),
        ("new_since(TIMESTAMPTZ '2026-11-05 00:00+00', region := 'Latgale')", {"ludza-1", "ludza-2"}),
    ],
)
def test_questions(told, viewed, ids, asked, expected):
    assert ids(viewed(), asked) == expected


def test_places_are_counted_by_the_gazetteer(told, viewed):
    found = (
        viewed().execute("SELECT place_key, name, kind, articles, mentions, in_titles FROM places").fetchall()
    )
    assert found[0] == ("0001000", "Rīga", "valstspilseta", 2, 3, 0)
    assert [(key, articles, mentions, titles) for key, _, _, articles, mentions, titles in found[1:]] == [
        ("0037200", 1, 3, 1)
    ]


def test_documents_are_rows(told, viewed):
    found = viewed().execute("SELECT article_id, url, name, type FROM attachments ORDER BY url").fetchall()
    assert found == [
        ("ludza-1", "https://x.lv/a.pdf", "Nolikums", "pdf"),
        ("ludza-1", "https://x.lv/b", None, None),
    ]


def test_every_source_has_a_row_and_its_last_run(told, put, make, viewed):
    put(make("ludza-2", "2026-11-06 10:00", revision=2, status="edited", language="ru"))
    put(make("ludza-1", "2026-11-05 10:00", revision=2, status="removed"))
    for hour, verdict in ((9, "blocked"), (8, "ok")):
        at = datetime(2026, 11, 8, hour, tzinfo=UTC)
        put(
            Run(
                run_id=f"r{hour}", municipality="ludza", region="latgale", started_at=at, verdict=verdict,
                platform="tvp", cause="403",
            )
        )  # fmt: skip
    con = viewed()
    assert con.execute("SELECT count(*) FROM sources").fetchone() == (42,)
    found = con.execute(
        "SELECT articles, stories, edited, removed, runs, platform, last_verdict FROM sources "
        "WHERE municipality = 'ludza'"
    ).fetchone()
    assert found == (1, 1, 1, 1, 2, "tvp", "blocked")
    never = con.execute("SELECT articles, runs, last_run_at FROM sources WHERE municipality = 'madona'")
    assert never.fetchone() == (0, 0, None)


def test_events_near(put, viewed):
    ludza = municipality("ludza")

    def event(name, start, place, point):
        at = datetime.fromisoformat(start).astimezone()
        return Event(
            event_id=name, revision=1, municipality="ludza", region=ludza.region, title=name, status="new",
            start_at=at, start_date=at.date(), end_date=at.date(),
            place_key=place, lat=point[0], lon=point[1],
        )  # fmt: skip

    put(
        event("e1", "2026-11-28T12:00+02:00", "0037200", KARSAVA),
        event("e2", "2026-11-28T12:00+02:00", None, LUDZA),
        event("e3", "2026-12-05T12:00+02:00", "0037200", KARSAVA),
    )
    con = viewed()
    weekend = "date_from := '2026-11-28', date_to := '2026-11-29'"
    for more, expected in ((f"km := 30, {weekend}", ["e1", "e2"]), (weekend, ["e2"]),
                           (f"km := 30, known_place := true, {weekend}", ["e1"])):  # fmt: skip
        found = con.execute(f"SELECT event_id FROM events_near(56.54, 27.72, {more}) ORDER BY 1").fetchall()
        assert [name for (name,) in found] == expected


def test_the_gazetteer_is_the_one_texts_are_searched_by(viewed):
    found = viewed().execute("SELECT place_key, name, kind, municipality, lat FROM gazetteer").fetchall()
    assert sorted(found) == sorted((p.key, p.name, p.kind, p.municipality, p.lat) for p in places())
