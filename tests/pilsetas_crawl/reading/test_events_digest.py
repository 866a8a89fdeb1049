"""Rules for digests.

A digest names days; each line that begins an event carries a date itself or stands under the heading of a
day. Under a heading, lines that begin with an hour are events, and what stands between them belongs to the
one before; without hours, list items are events, or the one line there is. If one day cannot be read so, the
whole text is left alone, with the reason. Words before the first day and after the last event are no events.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.reading.events_digest import Left, is_digest, split_digest

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=RIGA)
TITLE = "Pasākumi novadā no 23. līdz 29. novembrim"


def split(body: str, title: str = TITLE) -> list[tuple[str, str]]:
    found = split_digest(title, body, reference=FRIDAY)
    assert not isinstance(found, Left), found
    return [(f"{entry.when.start:%m-%d %H:%M}", entry.title) for entry in found]


@pytest.mark.parametrize(
    "title",
    [
        "Pasākumi novadā no 23. līdz 29. novembrim",
        "Liepājas domes un iestāžu notikumu plāns laikā no 25. līdz 29. maijam",
        "Pasākumu kalendārs 8.-14. maijam",
        "Pasākumu plāns novembrī",
        "Notikumu plāns nedēļai",
        "Nedēļas notikumi",
        "Pasākumu afiša decembrim",
        "Pasākumi Siguldas novadā 20.–22. novembrī",
    ],
)
def test_titles_of_digests(title):
    assert is_digest(title)


@pytest.mark.parametrize(
    "title",
    [
        "Pasākumi drošībai uz ceļiem",
        "Aicinām pieteikt pasākumus novada svētkiem",
        "Apstiprināts budžeta plāns",
        "Notiks ekspedīcijas pasākums bibliotēkā",
        "Domes sēde 26. novembrī",
        "Pasākumu organizētāja vakance",
    ],
)
def test_titles_of_other_articles(title):
    assert not is_digest(title)


def test_days_with_hours():
    body = (
        "Aicinām uz pasākumiem!\n\n"
        "Pirmdien, 23. novembrī\n\n"
        "plkst. 10.00 Rīta rosme senioriem\n\n"
        "plkst. 18.00–20.00 Koncerts „Tumsā”\n\n"
        "Otrdiena, 24. novembris:\n\n"
        "10:30 – Pasaku stunda bērniem\n\n"
        "Informāciju sagatavoja Kultūras pārvalde."
    )
    assert split(body) == [
        ("11-23 10:00", "Rīta rosme senioriem"),
        ("11-23 18:00", "Koncerts „Tumsā”"),
        ("11-24 10:30", "Pasaku stunda bērniem"),
    ]


def test_an_hour_may_have_an_end():
    found = split_digest(TITLE, "23. novembrī\n\nplkst. 18.00–20.00 Koncerts", reference=FRIDAY)
    assert not isinstance(found, Left)
    assert found[0].when.end is not None
    assert f"{found[0].when.end:%H:%M}" == "20:00"


def test_lines_that_carry_their_date():
    body = (
        "23. novembrī plkst. 12.00 – Grāmatas atvēršana\n\n"
        "25. novembrī plkst. 18.00 Teātra izrāde\n\n"
        "• 28.11.2026. Adventes tirdziņš"
    )
    assert split(body) == [
        ("11-23 12:00", "Grāmatas atvēršana"),
        ("11-25 18:00", "Teātra izrāde"),
        ("11-28 00:00", "Adventes tirdziņš"),
    ]


def test_list_items_under_a_day():
    body = (
        "Sestdien, 28. novembrī\n\n- Adventes tirdziņš\n- Egles iedegšana\n\n"
        "Svētdien, 29. novembrī\n\nKoncerts baznīcā"
    )
    assert split(body) == [
        ("11-28 00:00", "Adventes tirdziņš"),
        ("11-28 00:00", "Egles iedegšana"),
        ("11-29 00:00", "Koncerts baznīcā"),
    ]


def test_lines_of_one_paragraph():
    body = (
        "Pirmdien, 23. novembrī\nplkst. 10.00 Rosme\nplkst. 12.00 Lekcija\nPieteikties pa tālruni.\n\n"
        "Otrdien, 24. novembrī\n9.00 Sēde"
    )
    found = split_digest(TITLE, body, reference=FRIDAY)
    assert not isinstance(found, Left)
    assert [entry.title for entry in found] == ["Rosme", "Lekcija", "Sēde"]
    assert [entry.description for entry in found] == [None, "Pieteikties pa tālruni.", None]


def test_the_place_is_told_apart_where_it_surely_is_one():
    body = (
        "23. novembrī\n\nplkst. 10.00 Ludzas kultūras namā – koncerts\n\n"
        "plkst. 12.00 Izstāde, Zilupes bibliotēkā\n\nplkst. 15.00 Kino – vakars"
    )
    found = split_digest(TITLE, body, reference=FRIDAY)
    assert not isinstance(found, Left)
    assert [(entry.title, entry.venue) for entry in found] == [
        ("koncerts", "Ludzas kultūras namā"),
        ("Izstāde", "Zilupes bibliotēkā"),
        ("Kino – vakars", None),
    ]


def test_an_address_at_the_end_and_the_venue_before_it():
    body = (
        "23. novembrī\n\nplkst. 9.00 Domes sēde, Raiņa iela 16\n\n"
        "plkst. 18.00 Koncerts „Rīts, vakars”, Mazā zāle, Skolas laukums 5a"
    )
    found = split_digest(TITLE, body, reference=FRIDAY)
    assert not isinstance(found, Left)
    assert [(entry.title, entry.venue, entry.address) for entry in found] == [
        ("Domes sēde", None, "Raiņa iela 16"),
        ("Koncerts „Rīts, vakars”", "Mazā zāle", "Skolas laukums 5a"),
    ]


def test_the_price_is_kept():
    body = "23. novembrī\n\nplkst. 10.00 Koncerts. Ieeja brīva.\n\nplkst. 12.00 Izrāde. Ieejas maksa 5 EUR."
    found = split_digest(TITLE, body, reference=FRIDAY)
    assert not isinstance(found, Left)
    assert [entry.price for entry in found] == ["Ieeja brīva", "Ieejas maksa 5 EUR"]


def test_a_heading_over_several_days():
    assert split("23.–27. novembrī\n\n- Izstāde bibliotēkā") == [("11-23 00:00", "Izstāde bibliotēkā")]


def test_over_new_year():
    december = datetime(2026, 12, 28, 12, tzinfo=RIGA)
    body = "31. decembrī\n\n23.00 Salūts\n\n2. janvārī\n\n12.00 Koncerts"
    found = split_digest("Pasākumi novadā no 28. decembra līdz 3. janvārim", body, reference=december)
    assert not isinstance(found, Left)
    assert [entry.when.start_date.isoformat() for entry in found] == ["2026-12-31", "2027-01-02"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Šonedēļ novadā daudz pasākumu. Sekojiet līdzi!", Left.NO_DAYS),
        ("", Left.NO_DAYS),
        # a day without any event
        ("Pirmdien, 23. novembrī\n\nOtrdien, 24. novembrī\n\nplkst. 10.00 Rosme", Left.EMPTY_DAY),
        ("Pirmdien, 23. novembrī\n\nplkst. 10.00 Rosme\n\nOtrdien, 24. novembrī", Left.EMPTY_DAY),
        # an hour and nothing else
        ("Pirmdien, 23. novembrī\n\nplkst. 10.00\n\nplkst. 12.00 Lekcija", Left.EMPTY_EVENT),
        # lines without hours that may be events or talk
        ("Pirmdien, 23. novembrī\n\nRosme\n\nLekcija par dārzu", Left.UNCLEAR_DAY),
        ("Pirmdien, 23. novembrī\n\nplkst. 25.00 Rosme", Left.UNCLEAR_DAY),
        # the weekday is not that of the day in any near year
        ("Trešdien, 24. novembrī, 2026\n\nplkst. 10.00 Rosme", Left.WRONG_DAY),
        # outside the days of the title
        ("30. novembrī\n\nplkst. 10.00 Rosme", Left.WRONG_DAY),
    ],
)
def test_what_cannot_be_split_is_left_alone_with_the_reason(body, reason):
    assert split_digest(TITLE, body, reference=FRIDAY) is reason


def test_a_day_far_from_its_article_is_a_mistake():
    assert split_digest("Pasākumu plāns", "23. maijā\n\n10.00 Rosme", reference=FRIDAY) is Left.WRONG_DAY
