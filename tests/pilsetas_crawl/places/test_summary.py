"""Rule: an article's places are counted once each, and the primary one is what it is mainly about."""

from __future__ import annotations

from pilsetas_crawl.places import Summary, find_places, summarise
from pilsetas_crawl.places.venue import place_of_event


def summary(body: str, title: str | None = None, publisher: str | None = None) -> Summary:
    return summarise(find_places(body, title=title, publisher=publisher), publisher)


def primary(body: str, title: str | None = None, publisher: str | None = None) -> str | None:
    found = summary(body, title, publisher).primary
    return found.name if found else None


def test_each_place_once_with_its_count_and_surest_rule():
    found = summary("Rīgā un pie Rīgas, bet Ludzā nē.", "Notikumi Rīgā")
    assert [(one.place.name, one.mentions, one.in_title) for one in found.places] == [
        ("Rīga", 3, True),
        ("Ludza", 1, False),
    ]
    assert found.places[0].rule == "town_locative"
    assert found.places[0].first == -1


def test_the_headline_decides():
    body = "Rīgā, no Rīgas un uz Rīgu brauca viesi."
    assert primary(body) == "Rīga"
    assert primary(body, "Koncerts Ludzā") == "Ludza"


def test_the_publishers_own_novads_is_only_what_is_left():
    body = "Ludzas novada pašvaldība un Ludzas novada dome informē par Ludzas novada ceļiem."
    assert primary(body, publisher="ludza") == "Ludzas novads"
    assert primary(body + " Darbi notiks Istras pagastā.", publisher="ludza") == "Istras pagasts"
    assert primary(body + " Darbi notiks Istras pagastā.") == "Ludzas novads"


def test_at_equal_weight_the_smaller_then_the_earlier():
    assert primary("Istras pagastā un Ludzas novadā") == "Istras pagasts"
    assert primary("Vispirms Rēzeknē, pēc tam Preiļos") == "Rēzekne"


def test_an_open_name_is_no_place_of_the_article():
    found = summary("Salas pagastā dega māja")
    assert (found.places, found.primary) == ((), None)


# --- events ------------------------------------------------------------------------------------------------


def where(
    named: str | None, venue: str | None = None, title: str | None = None, publisher: str | None = "ludza"
) -> str | None:
    found = place_of_event(named, venue, title, publisher=publisher)
    return found.key if found else None


def test_a_name_as_calendars_write_it():
    assert where("Ludza") == "0037210"
    assert where("Rundēni, Rundēnu pagasts") == "0037580/Rundēni"
    assert where("Cibla") == where("Ciblā, tautas nams")
    assert where("Saldus", publisher="saldus") == "0046210"


def test_an_own_village_comes_before_what_is_elsewhere():
    assert where("Gauja", publisher="sigulda") == "0048410/Gauja"
    assert where("Gauja", publisher="adazi") == "0023410/Gauja"
    assert where("Gauja", publisher="riga") is None


def test_the_venue_and_the_title_are_asked_next():
    assert where(None, "Zilupes tautas nams") == where("Zilupe")
    assert where("Tautas nams", None, "Svētki Kārsavā") == where("Kārsava")
    assert where("Rīgas iela 5", "Estrāde", "Koncerts") is None
    assert where(None, None, None) is None


def test_a_whole_novads_is_no_place_to_go_to():
    assert where("Ludzas novads") is None
