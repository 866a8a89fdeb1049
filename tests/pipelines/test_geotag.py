"""Duty 600: articles and events get the places they speak of; the publisher's centre is what is left."""

from __future__ import annotations

from pilsetas_crawl.gazetteer import place
from pilsetas_crawl.items import Article, Event, PlaceMention
from pilsetas_crawl.registry import municipality
from pipelines.geotag import GeotagPipeline
from pipelines.locate import LocatePipeline

LUDZA = municipality("ludza")


def tagged(item: Article | Event) -> Article | Event:
    item.municipality, item.lat, item.lon = "ludza", LUDZA.lat, LUDZA.lon
    return GeotagPipeline().process_item(item)


def test_an_article_gets_its_places_and_the_primary_one():
    item = tagged(
        Article(
            title="Svētki Rundēnos", body="Ludzas novada dome aicina. Rundēnos, Rīgas ielā, būs koncerts."
        )
    )
    village, novads = item.places
    assert village == PlaceMention(
        None, "Rundēni", "ciems", 2, in_title=True, key="0037580/Rundēni", municipality="ludza",
        confidence=0.9, rule="own_village_locative",
    )  # fmt: skip
    assert (novads.atvk, novads.key, novads.name, novads.mentions) == (
        "0037000",
        "0037000",
        "Ludzas novads",
        1,
    )
    assert (item.primary_place, item.primary_place_key) == ("Rundēni", "0037580/Rundēni")
    assert (item.lat, item.lon) == (place("0037580/Rundēni").lat, place("0037580/Rundēni").lon)


def test_an_article_without_places_keeps_the_publishers_centre():
    for body in (None, "", "Domes sēde notiks piektdien."):
        item = tagged(Article(title="Domes sēde", body=body))
        assert (item.places, item.primary_place, item.primary_place_key) == ([], None, None)
        assert (item.lat, item.lon) == (LUDZA.lat, LUDZA.lon)


def test_an_edit_that_takes_a_place_away_takes_it_away():
    item = tagged(Article(title="Svētki", body="Koncerts Zilupē"))
    assert item.primary_place == "Zilupe"
    item.body = "Koncerts atcelts"
    assert tagged(item).primary_place is None


def test_an_event_gets_the_place_it_happens_at():
    item = tagged(Event(title="Koncerts", place="Kārsava", venue="Kultūras nams"))
    assert item.place_key == "0037200"
    assert (item.lat, item.lon) == (place("0037200").lat, place("0037200").lon)
    assert item.place == "Kārsava", "what the site wrote stays"


def test_an_event_whose_place_is_not_known_keeps_the_publishers_centre():
    item = tagged(Event(title="Koncerts", place="Tautas nams"))
    assert item.place_key is None
    assert (item.lat, item.lon) == (LUDZA.lat, LUDZA.lon)


def test_it_stands_behind_locate_in_a_real_run(spider_of):
    spider = spider_of("ludza")
    order = spider.settings.getdict("ITEM_PIPELINES")
    assert order["pipelines.locate.LocatePipeline"] < order["pipelines.geotag.GeotagPipeline"]
    assert order["pipelines.geotag.GeotagPipeline"] < order["pipelines.tag.TagPipeline"]
    item = LocatePipeline(spider.session).process_item(Article(title="Zilupē", body="Svētki"))
    assert GeotagPipeline().process_item(item).primary_place == "Zilupe"
