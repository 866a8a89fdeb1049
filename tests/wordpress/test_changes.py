"""What an editor or an importer does to the site, what a crawler can see of it, and what the log keeps."""

import json
from datetime import UTC, datetime

import pytest

from tests.wordpress.bed import BedError, WordPressBed
from tests.wordpress.client import feed_items, feed_time, get, rest, rest_posts
from tests.wordpress.seed import plain_text


def test_an_edit_moves_the_feeds_time_and_is_found_by_modified_after(fresh_wordpress: WordPressBed) -> None:
    bed = fresh_wordpress
    assert feed_time(bed) == datetime(2026, 11, 20, 7, 5, tzinfo=UTC)
    before = datetime.now(UTC).replace(microsecond=0)
    post = bed.edit("ziemas-sezona", title="Kuldīgā apkure sākusies", content="Radiatori ir silti.")
    assert before <= feed_time(bed) <= datetime.now(UTC)
    (found,) = json.loads(rest(bed, "posts", modified_after="2026-11-20T12:00:00").body)
    assert found["id"] == bed.post_id("ziemas-sezona")
    assert (found["date"], found["modified"]) == ("2025-10-01T09:30:00", post.modified_local)
    assert plain_text(found["title"]["rendered"]) == "Kuldīgā apkure sākusies"
    assert plain_text(found["content"]["rendered"]) == "Radiatori ir silti."
    assert (bed.post("ziemas-sezona").sentence, post.is_article) == ("Radiatori ir silti.", True)
    links = {item.findtext("link") for item in feed_items(get(f"{bed.url}/feed/"))}
    assert bed.link("ziemas-sezona") not in links


def test_a_deleted_post_is_refused_and_the_feeds_time_moves_back(fresh_wordpress: WordPressBed) -> None:
    bed = fresh_wordpress
    url, before = f"{bed.url}/feed/", get(f"{bed.url}/feed/").headers
    assert rest(bed, f"posts/{bed.post_id('labots-rudens')}").status == 200
    assert bed.delete("labots-rudens").status == "trash"
    assert rest(bed, f"posts/{bed.post_id('labots-rudens')}").status == 401
    assert get(bed.link("labots-rudens")).status == 404
    assert len(bed.expected()) == 57
    assert rest(bed, "posts").headers["X-WP-Total"] == "58"
    # What was newest is now the post of 19 November, 16:00 in Riga.
    assert feed_time(bed) == datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
    changed, tag = before["Last-Modified"], before["ETag"].removeprefix("W/")
    assert get(url, If_Modified_Since=changed).status == 304
    assert get(url, If_None_Match=tag, If_Modified_Since=changed).status == 200


def test_a_backdated_post_is_invisible_to_modified_after(fresh_wordpress: WordPressBed) -> None:
    bed = fresh_wordpress
    number = bed.insert(
        "importets",
        title="Ievests no vecās mājaslapas",
        content="Ziņa, ko pārcēla skripts.",
        date_local="2026-10-20T14:05:00",
        tags=["arhīvs"],
    )
    shown = json.loads(rest(bed, f"posts/{number}").body)
    assert (shown["date"], shown["modified"]) == ("2026-10-20T14:05:00", "2026-10-20T14:05:00")
    assert json.loads(rest(bed, "posts", modified_after="2026-11-20T12:00:00").body) == []
    assert rest(bed, "posts").headers["X-WP-Total"] == "60"
    links = [item.findtext("link") for item in feed_items(get(f"{bed.url}/feed/"))]
    assert links.index(bed.link("importets")) > 0
    assert bed.post("importets") in bed.expected()


def test_reset_undoes_everything(fresh_wordpress: WordPressBed) -> None:
    bed, before = fresh_wordpress, rest_posts(fresh_wordpress)
    expected = bed.expected()
    bed.edit("iszina", title="Gara ziņa")
    bed.delete("jani")
    bed.insert("cits", title="Cits", content="Cits teksts.", date_local="2026-01-05T10:00:00")
    assert rest_posts(bed) != before
    bed.reset()
    assert rest_posts(bed) == before
    assert bed.expected() == expected


def test_a_key_is_used_once(fresh_wordpress: WordPressBed) -> None:
    with pytest.raises(BedError, match="jani"):
        fresh_wordpress.insert("jani", title="Jāņi", content="Jāņi.", date_local="2026-06-24T10:00:00")


def test_access_log_counts_requests_and_answers(wordpress_bed: WordPressBed) -> None:
    url = f"{wordpress_bed.url}/feed/"
    already, start = len(wordpress_bed.access_log()), datetime.now(UTC)
    changed = get(url).headers["Last-Modified"]
    get(url, If_Modified_Since=changed)
    get(f"{wordpress_bed.url}/nav/?a=b%20c")
    new = wordpress_bed.access_log()[already:]
    assert [(entry.method, entry.path, entry.status) for entry in new] == [
        ("GET", "/feed/", 200),
        ("GET", "/feed/", 304),
        ("GET", "/nav/?a=b%20c", 404),
    ]
    # nginx keeps the time in milliseconds, cut and from a clock it looks at once per round.
    times = [entry.time.timestamp() for entry in new]
    assert times == sorted(times)
    assert start.timestamp() - 0.1 <= times[0] <= times[-1] <= datetime.now(UTC).timestamp()
