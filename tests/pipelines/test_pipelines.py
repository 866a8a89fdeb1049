"""Each pipeline has one duty; here each is tried alone, on a real run's session where it needs one."""
# ruff: noqa: E501 # rows compared stand in one line

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl import __version__
from pilsetas_crawl.items import EDITED, NEW, REMOVED, Article, Attachment, Event
from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.run.outcomes import Bucket, Reason, RejectedError, SettledError
from pilsetas_crawl.tags.article import tag_article
from pilsetas_crawl.tags.stems import tag_key
from pipelines.clean import CleanPipeline, composed, unique
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.geotag import GeotagPipeline
from pipelines.identify import IdentifyPipeline
from pipelines.language import LanguagePipeline
from pipelines.locate import LocatePipeline
from pipelines.store import StorePipeline
from pipelines.tag import TagPipeline
from pipelines.validate import ValidatePipeline

SITE = "https://www.ludzasnovads.lv"
NOON = datetime(2026, 11, 5, 10, 30, tzinfo=UTC)


@pytest.fixture
def spider(spider_of):
    return spider_of("ludza")


def article(**values):
    first = {
        "url": f"{SITE}/lv/jaunums/domes-sede", "title": "Domes sēde", "body": "Sēde notiks piektdien.",
        "published_at": NOON, "published_date": date(2026, 11, 5), "published_precision": "minute", "fetched_at": NOON,
    }  # fmt: skip
    return Article(**{**first, **values})


# --- 100 clean ----------------------------------------------------------------------------------------


def test_texts_are_composed_trimmed_and_never_empty():
    item = article(
        title=unicodedata.normalize("NFD", " Ķekavā "), lead="  ", author="\u00a0", categories=["", " Dome", "Dome ", "ā", "a\u0304"],
        attachments=[Attachment("https://x.lv/a.pdf", "  ", " pdf ")],
    )  # fmt: skip
    done = CleanPipeline().process_item(item)
    assert done is item
    assert (done.title, done.lead, done.author) == ("Ķekavā", None, None)
    assert done.categories == ["Dome", "ā"]
    assert (done.attachments[0].name, done.attachments[0].type) == (None, "pdf")


@pytest.mark.parametrize(
    ("body", "words"),
    [("Sēde plkst. 12.30 – domē", 4), ("–", 0), (None, None), ("  ", None), ("viens\n\ndivi", 2)],
)
def test_words_are_counted(body, words):
    assert CleanPipeline().process_item(article(body=body)).word_count == words


@given(st.text(max_size=40))
def test_composed_is_composed_and_settled(text):
    told = composed(text)
    assert told != ""
    assert told is None or (unicodedata.is_normalized("NFC", told) and composed(told) == told)


@given(st.lists(st.sampled_from(["Dome", "dome", " Dome", "", "ā", "a\u0304"]), max_size=8))
def test_unique_keeps_the_first_of_each(values):
    told = unique(values)
    assert len(set(told)) == len(told)
    assert set(told) == {composed(value) for value in values} - {None}


# --- 200 validate -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"body": None, "image_url": "https://x.lv/a.jpg"},
        {"body": None, "attachments": [Attachment("https://x.lv/a.pdf")]},
        {"published_at": None, "published_date": None, "published_precision": "none"},
        {"published_date": date(1995, 1, 1)},
    ],
)
def test_an_article_passes(values):
    item = article(**values)
    assert ValidatePipeline().process_item(item) is item


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"title": None}, Reason.NO_TITLE, "title"),
        ({"body": None}, Reason.NO_CONTENT, "body"),
        ({"body": None, "links": ["https://x.lv/"]}, Reason.NO_CONTENT, "body"),
        ({"published_date": date(1994, 12, 31)}, Reason.BAD_DATE, "published_at"),
        (
            {"published_date": date(1970, 1, 1), "published_raw": "1970-01-01"},
            Reason.BAD_DATE,
            "published_at",
        ),
    ],
)
def test_what_is_no_article_is_rejected_with_reason_and_field(values, reason, field):
    with pytest.raises(RejectedError) as caught:
        ValidatePipeline().process_item(article(**values))
    assert (caught.value.reason, caught.value.field) == (reason, field)
    assert caught.value.detail


# --- 300 identify -------------------------------------------------------------------------------------


def identified(spider, **values):
    return IdentifyPipeline.from_crawler(spider.crawler).process_item(article(**values))


def stored(spider, **values):
    item = identified(spider, **values)
    item.status, item.revision, item.first_seen_at = NEW, 1, NOON
    item.municipality, item.region = "ludza", "latgale"
    key = spider.address_key(item.url)
    spider.session.account.enter(key)
    spider.session.stage(key, item)
    return item


def test_title_edits_tracking_and_hosts_change_no_identity(spider):
    first = identified(spider)
    for url in (
        "http://ludzasnovads.lv/lv/jaunums/domes-sede/",
        f"{SITE}/lv/jaunums/domes-sede?utm_source=fb",
    ):
        other = identified(spider, url=url, title="Domes sēde (papildināts)")
        assert other.article_id == first.article_id
        assert other.content_hash != first.content_hash
    assert identified(spider, url=f"{SITE}/lv/jaunums/domes-sede-0").article_id != first.article_id


def test_the_number_of_the_site_outlives_the_address(spider):
    first = identified(spider, source_id="8123")
    assert identified(spider, source_id="8123", url=f"{SITE}/lv/jaunums/cits").article_id == first.article_id
    assert identified(spider, source_id="8124").article_id != first.article_id


@pytest.mark.parametrize("flush", [False, True])
def test_an_article_met_before_keeps_its_identity_however_it_is_met(spider, flush):
    first = stored(spider, source_id="8123")
    if flush:
        spider.session.flush()
    # By its address where the site's number is not told, by its number where the address has changed.
    assert identified(spider).article_id == first.article_id
    assert identified(spider, source_id="8123", url=f"{SITE}/lv/jaunums/cits").article_id == first.article_id
    # By the address the page calls canonical.
    copy = identified(spider, url=f"{SITE}/en/article/domes-sede", canonical_url=first.url)
    assert copy.article_id == first.article_id
    # An address that now carries another number is another article.
    assert identified(spider, source_id="9000").article_id != first.article_id


@pytest.mark.parametrize(
    "canonical",
    [
        SITE,
        f"{SITE}/",
        f"{SITE}/lv",
        f"{SITE}/lv/jaunumi",
        "https://www.preili.lv/lv/jaunums/x",
        "about:blank",
        "",
    ],
)
def test_a_canonical_address_that_is_no_article_merges_nothing(spider, canonical):
    one = identified(spider, canonical_url=canonical)
    other = identified(spider, url=f"{SITE}/lv/jaunums/cits", canonical_url=canonical)
    assert one.article_id != other.article_id
    assert one.article_id == identified(spider).article_id


# --- 400 deduplicate ----------------------------------------------------------------------------------


def deduplicated(spider, **values):
    return DeduplicatePipeline.from_crawler(spider.crawler).process_item(identified(spider, **values))


def test_what_was_never_met_is_new(spider):
    item = deduplicated(spider)
    assert (item.status, item.revision, item.first_seen_at) == (NEW, 1, NOON)


def test_the_same_again_is_known_and_its_new_address_is_remembered(spider):
    first = stored(spider, source_id="8123")
    spider.session.flush()
    with pytest.raises(SettledError) as caught:
        deduplicated(spider, source_id="8123", url=f"{SITE}/lv/jaunums/cits")
    assert caught.value.bucket is Bucket.KNOWN
    assert spider.session.known(spider.address_key(f"{SITE}/lv/jaunums/cits")).article_id == first.article_id


def test_the_same_twice_in_one_run_is_a_duplicate(spider):
    stored(spider, source_id="8123")
    with pytest.raises(SettledError) as caught:
        deduplicated(spider, source_id="8123", url=f"{SITE}/lv/jaunums/cits")
    assert caught.value.bucket is Bucket.DUPLICATE


def test_another_text_is_an_edit_and_keeps_when_it_was_first_seen(spider):
    stored(spider)
    spider.session.flush()
    later = datetime(2026, 11, 9, tzinfo=UTC)
    item = deduplicated(spider, body="Sēde atcelta.", fetched_at=later)
    assert (item.status, item.revision, item.first_seen_at) == (EDITED, 2, NOON)


def test_a_change_of_space_or_case_is_no_edit(spider):
    stored(spider)
    spider.session.flush()
    with pytest.raises(SettledError):
        deduplicated(spider, title="DOMES SĒDE", body="Sēde  notiks\n\npiektdien!")


@pytest.mark.parametrize("body", [None, "Sēde atcelta."])
def test_one_gone_from_its_address_and_read_at_another_in_one_run_has_moved(spider, body):
    first = stored(spider, source_id="8123")
    spider.session.flush()
    key = spider.address_key(first.url)
    spider.session.remove(spider.session.known(key), key)
    moved = {"source_id": "8123", "url": f"{SITE}/lv/jaunums/cits"}
    if body is None:
        with pytest.raises(SettledError) as caught:
            deduplicated(spider, **moved)
        assert caught.value.bucket is Bucket.KNOWN
    else:
        item = deduplicated(spider, body=body, **moved)
        assert (item.status, item.revision) == (EDITED, 2)
        item.municipality, item.region = first.municipality, first.region
        spider.session.stage(spider.address_key(item.url), item)
    spider.session.flush()
    rows = spider.session.store.read("articles").to_pylist()
    assert [row["status"] for row in rows] == [NEW, *([EDITED] if body else [])]
    assert spider.session.account.removed == 0
    # The address it left tells of no removal either.
    spider.session.remove(spider.session.known(key), key)
    spider.session.flush()
    assert spider.session.store.read("articles").num_rows == len(rows)


def test_an_article_that_comes_back_is_stored_again(spider):
    first = stored(spider)
    spider.session.flush()
    spider.session.remove(spider.session.known(spider.address_key(first.url)), spider.address_key(first.url))
    spider.session.flush()
    item = deduplicated(spider)
    assert (item.status, item.revision) == (EDITED, 3)
    assert spider.session.state.by_id(first.article_id).status == REMOVED


@pytest.mark.parametrize(
    ("day", "kept"), [(date(2026, 11, 5), True), (None, True), (date(2026, 11, 6), False)]
)
def test_a_moment_told_once_is_kept_unless_the_day_has_changed(spider, day, kept):
    stored(spider)
    spider.session.flush()
    precision = "day" if day else "none"
    item = deduplicated(
        spider, body="Cits.", published_at=None, published_date=day, published_precision=precision
    )
    if kept:
        assert (item.published_at, item.published_date, item.published_precision) == (
            NOON,
            date(2026, 11, 5),
            "minute",
        )
        assert item.published_from == "earlier revision"
    else:
        assert (item.published_date, item.published_precision) == (day, "day")


def test_equal_titles_and_texts_at_two_addresses_are_two_articles(spider):
    """The platform gives repeated headlines a numeric tail; nothing is dropped for looking alike."""
    stored(spider)
    item = deduplicated(spider, url=f"{SITE}/lv/jaunums/domes-sede-0")
    assert item.status == NEW


# --- 500 locate, 700 tag, 900 store -------------------------------------------------------------------


def test_the_publisher_is_stamped(spider):
    item = LocatePipeline.from_crawler(spider.crawler).process_item(article())
    told = {
        name: getattr(item, name)
        for name in ("municipality", "atvk", "region", "region_name", "planning_region")
    }
    assert told == {
        "municipality": "ludza", "atvk": "0037000", "region": "latgale", "region_name": "Latgale",
        "planning_region": "Latgale",
    }  # fmt: skip
    assert (round(item.lat), round(item.lon)) == (57, 28)
    assert (item.platform, item.spider_version) == ("tvp", __version__)
    assert item.run_id == spider.session.run_id
    assert item.run_id.endswith("-ludza")


@pytest.mark.parametrize(
    ("categories", "tags", "wanted"),
    [
        (["Kultūra"], ["svētki"], ["svētki", "Kultūra"]),
        (["Kultūra", "Dome"], ["kultura"], ["kultūra", "Dome"]),
        (["KULTŪRA"], ["Kultūra", "kultūra"], ["Kultūra"]),
        (["Koncerti"], ["koncerts"], ["koncerts"]),
        (["Jaunumi", "Ludzas novads"], ["2026", "par"], []),
        ([], [], []),
        (["Dome"], [], ["Dome"]),
    ],
)
def test_the_tags_of_the_site_come_first_without_junk_and_repetition(categories, tags, wanted):
    item = article(categories=list(categories), tags=list(tags), municipality="ludza", language="lv")
    TagPipeline().process_item(item)
    assert item.tags[: len(wanted)] == wanted
    assert (item.categories, item.site_tags) == (categories, tags)
    keys = [tag_key(tag) for tag in wanted]
    assert item.tags[len(wanted) :] == [word for word in item.keywords if tag_key(word) not in keys]
    assert item.tag_keys == [tag_key(tag) for tag in item.tags]


def test_tagging_again_changes_nothing_and_takes_no_keyword_for_a_tag_of_the_site():
    item = article(title="Ielu apgaismojuma remonts", body="Iela būs gaiša.", tags=["Ceļi"], language="lv")
    TagPipeline().process_item(item)
    first = (list(item.tags), list(item.keywords), list(item.topics), list(item.site_tags))
    tag_article(item)
    assert (item.tags, item.keywords, item.topics, item.site_tags) == first
    assert item.site_tags == ["Ceļi"]
    assert "ielu apgaismojums" in item.keywords or "apgaismojuma remonts" in item.keywords


def test_topics_come_with_their_reasons():
    item = article(
        title="Domes sēde", body="Deputāti lems par saistošajiem noteikumiem.", tags=[], categories=[]
    )
    TagPipeline().process_item(item)
    assert item.topics == ["council"]
    assert item.topic_reasons["council"].startswith("domes sēde (title)")


def test_the_language_is_the_text_s_and_the_declared_one_is_kept():
    item = article(title="Заседание думы", body="Депутаты рассмотрят бюджет.", language="lv")
    LanguagePipeline().process_item(item)
    assert (item.language, item.language_declared) == ("ru", "lv")


def test_an_event_has_the_tags_of_its_site_only():
    item = TagPipeline().process_item(
        Event(title="Koncerts", tags=["Kultūra"], categories=["KULTŪRA", "2026"])
    )
    assert item.tags == ["Kultūra"]


@given(
    st.lists(st.sampled_from(["Kultūra", "kultura", "Dome", "Skolas"]), max_size=5),
    st.lists(st.sampled_from(["Kultūra", "KULTŪRA", "dome", "Ceļi"]), max_size=5),
)
def test_no_two_tags_have_one_key_and_none_is_lost(categories, tags):
    told = TagPipeline().process_item(Article(categories=categories, tags=list(tags))).tags
    assert len({tag_key(tag) for tag in told}) == len(told)
    assert {tag_key(tag) for tag in told} == {tag_key(tag) for tag in (*categories, *tags)}


def test_the_store_takes_an_article_and_calls_it_known_later(spider):
    pipeline = StorePipeline.from_crawler(spider.crawler)
    item = LocatePipeline.from_crawler(spider.crawler).process_item(deduplicated(spider))
    spider.session.account.enter(spider.address_key(item.url))
    assert pipeline.process_item(item) is item
    assert spider.session.store.parts("articles") == []
    spider.session.spider_closed(spider, "finished")
    [row] = spider.session.store.read("articles").to_pylist()
    assert (row["title"], row["status"], row["region"]) == ("Domes sēde", "new", "latgale")
    [run] = spider.session.store.read("runs").to_pylist()
    assert (run["listed"], run["new"], run["verdict"]) == (1, 1, "ok")


def test_the_whole_line_of_pipelines_stores_an_article_once(spider):
    line = [CleanPipeline(), ValidatePipeline(), IdentifyPipeline.from_crawler(spider.crawler),
            DeduplicatePipeline.from_crawler(spider.crawler), LocatePipeline.from_crawler(spider.crawler),
            LanguagePipeline(), TagPipeline(), StorePipeline.from_crawler(spider.crawler)]  # fmt: skip

    def through(item):
        key = spider.address_key(item.url)
        spider.session.account.enter(key)
        try:
            for pipeline in line:
                item = pipeline.process_item(item)
        except (SettledError, RejectedError) as error:
            spider.session.item_dropped(item, error)

    for number in (1, 2, 3):
        through(article(url=f"{SITE}/lv/jaunums/{number}", source_id=str(number)))
    through(article(url=f"{SITE}/lv/jaunums/4", title=None))
    through(article(url=f"{SITE}/en/article/1", source_id="1"))
    spider.session.flush()
    account = spider.session.account
    assert account.balanced
    assert account.counts == {Bucket.NEW: 3, Bucket.REJECTED: 1, Bucket.DUPLICATE: 1}
    assert spider.session.store.read("articles").num_rows == 3


def test_a_place_the_text_speaks_of_is_no_keyword_of_it():
    """Whatever case it stands in, also where its capital may be that of the sentence."""
    article = Article(
        title="Kalnienas bibliotēka svin jubileju",
        body="Kalnienas bibliotēka aicina uz jubileju. Bibliotēka Kalnienā darbojas simts gadus.",
        municipality="gulbene",
    )
    for pipeline in (GeotagPipeline(), LanguagePipeline(), TagPipeline()):
        pipeline.process_item(article)
    assert "Kalniena" in [place.name for place in article.places]
    assert [word for word in article.keywords if "kalnien" in fold(word)] == []
    assert any("bibliotēka" in word for word in article.keywords)
