"""A crawl of each demo site stores exactly what the site publishes, field by field.

The right answers come from the demo's world, not from its pages (`DemoControl.expected`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from pilsetas_crawl.registry import municipality
from pilsetas_crawl.tags.clean import clean_tags
from pilsetas_crawl.tags.stems import tag_key
from tests.crawl.crawling import (
    OK,
    PARTIAL,
    RIGA,
    SITES,
    Result,
    expected_paths,
    no_traceback,
    path_of,
    rows,
    stored_paths,
)

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

Pairs = list[tuple[dict[str, Any], dict[str, Any]]]
# Smallest number of articles a demo site has: a comparison of fewer pairs would show nothing.
FEWEST = 60
LONGEST_MADE_TITLE = 120
# The page of one article of Ludza is refused by the firewall for good.
WITH_FAILURE = "ludza"


@pytest.fixture(params=SITES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def result(name: str, archive: dict[str, Result]) -> Result:
    return archive[name]


@pytest.fixture
def pairs(name: str, result: Result, demo: DemoServer) -> Pairs:
    """Stored row and right answer of every article."""
    right = {article["path"]: article for article in demo.control.expected(name)["articles"]}
    found = [(row, right[path_of(row["url"])]) for row in rows(result.store, name)]
    assert len(found) > FEWEST
    return found


def wrong(pairs: list[tuple[str, Any, Any]]) -> list[tuple[str, Any, Any]]:
    """Those whose stored value is not the right one."""
    return [(key, stored, right) for key, stored, right in pairs if stored != right]


def made_title(body: list[str]) -> str:
    """Title of a post without one: its first line, cut at a word."""
    line = body[0].partition("\n")[0]
    if len(line) <= LONGEST_MADE_TITLE:
        return line
    return line[:LONGEST_MADE_TITLE].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def text_of(row: dict[str, Any], may: list[str]) -> list[str]:
    """Stored paragraphs without those that only name files."""
    paragraphs = (row["body"] or "").split("\n\n")
    return [
        text for text in paragraphs if not all(line.removeprefix("- ") in may for line in text.split("\n"))
    ]


def test_exactly_the_articles_of_the_site_are_stored(name: str, result: Result, demo: DemoServer) -> None:
    assert result.code == (PARTIAL if name == WITH_FAILURE else OK), result.why
    assert [path_of(row["url"]) for row in rows(result.store, name)] != []
    assert stored_paths(result.store, name) == expected_paths(demo, name)
    assert len(rows(result.store, name)) == len(expected_paths(demo, name))
    assert no_traceback(result), result.why


def test_titles(pairs: Pairs) -> None:
    told = [(right["key"], row["title"], right["title"] or made_title(right["body"])) for row, right in pairs]
    assert wrong(told) == []


def test_days_and_minutes_of_publication(pairs: Pairs) -> None:
    days = [(right["key"], str(row["published_date"]), right["published_date"]) for row, right in pairs]
    assert wrong(days) == []
    told = [(right["key"], row["published_precision"], right["precision"]) for row, right in pairs]
    assert wrong(told) == []
    minutes = [
        (
            right["key"],
            row["published_at"].astimezone(RIGA).replace(second=0, microsecond=0).isoformat(),
            right["published_minute"],
        )
        for row, right in pairs
        if right["published_minute"]
    ]
    assert wrong(minutes) == []


def test_both_hours_of_the_autumn_night_are_kept_apart(archive: dict[str, Result], demo: DemoServer) -> None:
    keys = {a["path"]: a["key"] for a in demo.control.expected("jurmala")["articles"]}
    found = {keys[path_of(row["url"])]: row for row in rows(archive["jurmala"].store, "jurmala")}
    first, second = found["repeated-hour-1"], found["repeated-hour-2"]
    assert (second["published_at"] - first["published_at"]).total_seconds() == 3600
    assert first["published_date"] == second["published_date"]


def test_texts_paragraph_by_paragraph(pairs: Pairs) -> None:
    told = [(right["key"], text_of(row, right["body_may"]), right["body"]) for row, right in pairs]
    assert wrong(told) == []


def test_no_label_and_no_furniture_in_the_text(pairs: Pairs) -> None:
    furniture = ("Atskaņot tekstu", "Dalīties", "Sīkdat", "Ārējā saite", "Publicēts:", "function", "{")
    for row, right in pairs:
        text = row["body"] or ""
        assert not [words for words in furniture if words in text], right["key"]
        assert not [label for label in right["labels"] if text.startswith(f"{label}\n")], right["key"]


def test_categories_and_tags(pairs: Pairs) -> None:
    known = [(row, right) for row, right in pairs if right["categories"] is not None]
    assert wrong([(r["key"], sorted(row["categories"]), sorted(r["categories"])) for row, r in known]) == []
    assert wrong([(r["key"], sorted(row["site_tags"]), sorted(set(r["tags"]))) for row, r in known]) == []
    for row, right in known:
        own = clean_tags([*right["tags"], *right["categories"]], row["municipality"])
        assert {tag_key(tag) for tag in own} <= set(row["tag_keys"]), right["key"]


def test_files_by_name_address_and_type(pairs: Pairs, result: Result) -> None:
    told = [
        (
            right["key"],
            [(file["name"], unquote(file["url"]), file["type"]) for file in row["attachments"]],
            [(file["name"], result.site + file["path"], file["type"]) for file in right["attachments"]],
        )
        for row, right in pairs
    ]
    assert wrong(told) == []
    assert any(right for _, _, right in told)


def test_pictures_in_full_size(pairs: Pairs, result: Result) -> None:
    told = [
        (right["key"], row["image_url"], right["image"] and result.site + right["image"])
        for row, right in pairs
    ]
    assert wrong(told) == []
    assert any(right for _, _, right in told)


def test_days_of_change(pairs: Pairs) -> None:
    """A site that shows a change shows it; WordPress calls an untouched post changed when published."""
    for row, right in pairs:
        day = row["modified_at"] and str(row["modified_at"].astimezone(RIGA).date())
        allowed = [right["modified_date"]] if right["modified_date"] else [None, right["published_date"]]
        assert day in allowed, right["key"]


def test_identifiers_of_the_site(pairs: Pairs, name: str) -> None:
    """Madona's numbers are unique within a section only, so the section stands before them."""
    for row, right in pairs:
        number = right["source_id"]
        if name == "madona":
            number = f"{right['path'].partition('?')[0].removeprefix('/lat/')}/{number}"
        assert row["source_id"] == number, right["key"]
    assert len({row["article_id"] for row, _ in pairs}) == len(pairs)


def test_authors(pairs: Pairs) -> None:
    """A signature in the last line wins over the account that put the text in."""
    told = []
    for row, right in pairs:
        signed = right["byline"] and right["body"][-1].endswith(right["byline"])
        told.append((right["key"], row["author"], right["byline"] if signed else right["author"]))
    assert wrong(told) == []
    assert any(right for _, _, right in told)


def test_origin_is_stamped(pairs: Pairs, name: str) -> None:
    place = municipality(name)
    for row, _ in pairs:
        assert (row["municipality"], row["atvk"], row["region"]) == (name, place.atvk, place.region)
        assert (row["status"], row["revision"]) == ("new", 1)
        assert row["content_hash"]
        assert row["word_count"] > 0


def test_rejects_have_their_reason_and_a_refused_page_is_tried_again(
    name: str, result: Result, demo: DemoServer
) -> None:
    listed = demo.control.expected(name)["rejected"]
    right = {(entry["path"], entry["reason"]) for entry in listed if entry["reason"] != "refused"}
    found = {(path_of(row["url"]), row["reason"]) for row in rows(result.store, name, "rejects")}
    assert found == right
    refused = [entry["path"] for entry in listed if entry["reason"] == "refused"]
    assert result.run["failed"] == len(refused)
    assert (name == WITH_FAILURE) == bool(refused)


def test_nothing_that_is_no_news_is_stored(name: str, result: Result, demo: DemoServer) -> None:
    never = {entry["path"] for entry in demo.control.expected(name)["never"]}
    assert never or name == "madona"
    assert never.isdisjoint(path_of(row["url"]) for row in rows(result.store, name))


def test_the_account_balances(name: str, result: Result, demo: DemoServer) -> None:
    run = result.run
    buckets = ("new", "edited", "known", "duplicate", "rejected", "failed")
    assert run["listed"] == sum(run[bucket] for bucket in buckets)
    assert run["new"] == len(expected_paths(demo, name))
    assert run["rejected"] == len(rows(result.store, name, "rejects"))
    assert run["requests"] > 0
