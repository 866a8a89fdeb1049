"""Rule: an event goes through the same duties as an article, and is told from others by what it is.

Each case takes events through all pipelines of one run's real session, writes them, and looks at the store.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pilsetas_crawl.items import Article, Event
from pilsetas_crawl.platforms.events.base import EventCandidate
from pilsetas_crawl.platforms.events.making import make_event
from pilsetas_crawl.reading.dates import RIGA
from pilsetas_crawl.reading.events_when import read_when
from pilsetas_crawl.run.outcomes import Bucket, RejectedError, SettledError
from pipelines.clean import CleanPipeline
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.derive import DerivePipeline
from pipelines.identify import IdentifyPipeline
from pipelines.locate import LocatePipeline
from pipelines.store import StorePipeline
from pipelines.tag import TagPipeline
from pipelines.validate import ValidatePipeline

SITE = "https://www.ludzasnovads.lv"
TODAY = datetime.now(RIGA).date()
MONTHS = ("jan", "feb", "mar", "apr", "mai", "jūn", "jūl", "aug", "sep", "okt", "nov", "dec")


def day(count: int) -> date:
    return TODAY + timedelta(days=count)


def event(
    title: str = "Koncerts",
    *,
    at: int = 3,
    hours: str | None = "19.00",
    page: str | None = "koncerts",
    way: str = "calendar",
    **more: Any,
) -> Event:
    """An event as a calendar tells it: title, days from today, hours and its page."""
    text = more.pop("text", None) or f"{day(at):%d.%m.%Y}"
    when = read_when(text, hours, reference=datetime.now(UTC))
    url = f"{SITE}/lv/notikums/{page}" if page else None
    return make_event(EventCandidate(url=url, title=title, when=when, when_raw=text, **more), way)


class Run:
    """Events through the pipelines of one session, in one run after another."""

    def __init__(self, spider: Any) -> None:
        self.spider, self.session = spider, spider.session
        self.harvest = spider.session.events

    def tell(self, *told: Event) -> None:
        """One visit that tells of these events, written at its end."""
        self.harvest.listed = {}
        for one in told:
            key = self.harvest.page_key(one)
            if key is not None:
                self.harvest.listed.setdefault(key, set()).add(one.start_at)
        for one in told:
            if self.harvest.enter(one):
                self._through(one)
        self.session.flush()

    def _through(self, item: Any) -> None:
        session = self.session
        duties = (
            CleanPipeline(), ValidatePipeline(), IdentifyPipeline(session), DeduplicatePipeline(session),
            LocatePipeline(session), TagPipeline(), DerivePipeline(session), StorePipeline(session),
        )  # fmt: skip
        try:
            for duty in duties:
                duty.process_item(item)
        except (RejectedError, SettledError) as error:
            self.session.item_dropped(item, error)

    def read(self, article: Article) -> None:
        """One run that reads an article."""
        self.session.account.enter(self.spider.address_key(article.url))
        self._through(article)
        self.session.flush()

    def next(self) -> None:
        """The account of the next run begins."""
        self.session.events = type(self.harvest)(self.session)
        self.harvest = self.session.events
        self.session.started_at += timedelta(days=1)

    def rows(self, dataset: str = "events") -> list[dict[str, Any]]:
        return sorted(
            self.session.store.read(dataset).to_pylist(),
            key=lambda row: (row.get("title"), row.get("revision")),
        )

    def count(self, bucket: Bucket) -> int:
        return self.harvest.account.counts[bucket]


@pytest.fixture
def run(spider_of) -> Run:
    return Run(spider_of("ludza"))


def test_an_event_is_stamped_and_stored(run):
    run.tell(event(categories=["Kultūra", "kultūra"]))
    [row] = run.rows()
    assert row["event_id"].startswith("ludza-event-")
    assert (row["municipality"], row["atvk"], row["region_name"]) == (
        "ludza",
        run.session.place.atvk,
        "Latgale",
    )
    assert (row["revision"], row["status"], row["tags"]) == (1, "new", ["Kultūra"])
    assert row["first_seen_at"] == row["fetched_at"]
    assert run.harvest.account.balanced


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"title": "  "}, "no_title", "title"),
        ({"title": "A", "text": "drīzumā"}, "no_start", "start_at"),
        ({"title": "A", "text": "31.02.2027."}, "no_start", "start_at"),
        ({"title": "A", "text": "01.01.1994."}, "bad_date", "start_at"),
    ],
)
def test_what_is_no_event_is_rejected_with_its_reason(run, values, reason, field):
    run.tell(event(**values))
    assert run.rows() == []
    [reject] = run.rows("rejects")
    assert (reject["reason"], reject["field"], reject["kind"]) == (reason, field, "event")
    assert reject["url"] == f"{SITE}/lv/notikums/koncerts"
    assert run.harvest.account.balanced


def test_an_end_before_the_beginning_and_an_absurd_year_are_rejected():
    backwards = event()
    backwards.end_at = backwards.start_at - timedelta(hours=1)
    with pytest.raises(RejectedError, match="ends_before_start"):
        ValidatePipeline().process_item(backwards)
    far = event()
    far.end_date = date(TODAY.year + 11, 1, 1)
    with pytest.raises(RejectedError, match="bad_date"):
        ValidatePipeline().process_item(far)


def test_the_same_again_is_known_and_not_stored(run):
    run.tell(event())
    run.next()
    run.tell(event())
    assert run.count(Bucket.KNOWN) == 1
    assert len(run.rows()) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Koncerts pārcelts"},
        {"hours": "20.00"},
        {"at": 5},
        {"venue": "Tautas nams"},
        {"price": "5 EUR"},
        {"description": "Ņem līdzi krēslu."},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_is_a_revision_of_the_same_event(run, change):
    run.tell(event())
    run.next()
    run.tell(event(**change))
    first, second = run.rows()
    assert first["event_id"] == second["event_id"]
    assert sorted((first["revision"], second["revision"])) == [1, 2]
    assert run.count(Bucket.EDITED) == 1


@pytest.mark.parametrize(
    "change", [{"title": "KONCERTS."}, {"image_url": "https://x.lv/2.jpg"}, {"categories": ["Cits"]}]
)
def test_what_says_nothing_new_is_no_revision(run, change):
    run.tell(event())
    run.next()
    run.tell(event(**change))
    assert run.count(Bucket.KNOWN) == 1


def test_another_way_with_other_words_makes_no_revision(run):
    run.tell(event(description="Īsi."))
    run.next()
    run.tell(event(description="Gara lapa par koncertu.", way="feed"))
    assert run.count(Bucket.KNOWN) == 1


def test_one_page_told_with_two_days_is_two_events_and_stays_so(run):
    run.tell(event(at=3), event(at=10))
    assert run.count(Bucket.NEW) == 2
    assert len({row["event_id"] for row in run.rows()}) == 2
    run.next()
    run.tell(event(at=3), event(at=10), event(at=17))
    assert (run.count(Bucket.KNOWN), run.count(Bucket.NEW)) == (2, 1)
    run.next()
    run.tell(event(at=10), event(at=17))  # the first is over
    assert run.count(Bucket.KNOWN) == 2


def test_one_page_may_tell_of_two_hours_of_one_day(run):
    run.tell(event(hours="10.00"), event(hours="19.00"))
    run.next()
    run.tell(event(hours="10.00"), event(hours="20.00"))
    assert (run.count(Bucket.KNOWN), run.count(Bucket.EDITED)) == (1, 1)
    run.next()
    run.tell(event(hours="11.00"), event(hours="21.00"))  # both are moved
    assert run.count(Bucket.EDITED) == 2
    assert len({row["event_id"] for row in run.rows()}) == 2


def test_a_page_told_anew_after_its_event_is_over_is_another_event(run):
    run.tell(event(at=-30))
    run.next()
    run.tell(event(at=3))
    assert run.count(Bucket.NEW) == 1
    assert len({row["event_id"] for row in run.rows()}) == 2


def test_the_same_row_twice_is_one(run):
    run.tell(event(), event())
    assert (run.harvest.account.listed, len(run.rows())) == (1, 1)


def test_an_address_is_one_in_every_spelling(run):
    run.tell(event())
    run.next()
    again = event()
    again.url = "http://ludzasnovads.lv/lv/notikums/koncerts/?utm_source=x"
    run.tell(again)
    assert run.count(Bucket.KNOWN) == 1


def test_without_a_page_title_and_day_tell_it(run):
    run.tell(event(page=None))
    run.next()
    run.tell(event("„Koncerts”", page=None), event(page=None, at=4), event("Kino", page=None))
    assert (run.count(Bucket.KNOWN), run.count(Bucket.NEW)) == (1, 2)


def test_a_year_once_chosen_is_kept_while_the_words_stay(run):
    """A card without a year that stays on the list for weeks does not become next year's."""
    text = f"{day(-20).day} {MONTHS[day(-20).month - 1]}"
    then = read_when(text, "16:00", reference=datetime.now(UTC) - timedelta(days=25))
    assert then is not None
    assert then.start_date == day(-20)
    first = make_event(EventCandidate(url=f"{SITE}/lv/notikums/x", title="Kino", when=then), "calendar")
    run.tell(first)
    run.next()
    run.tell(event("Kino", text=text, hours="16:00", page="x"))
    assert run.count(Bucket.KNOWN) == 1
    run.next()
    run.tell(event("Kino", text=text, hours="16:00", page="x", venue="Tautas nams"))
    [_, edited] = run.rows()
    assert (edited["revision"], edited["start_date"]) == (2, day(-20))


def card(title: str, text: str, read: datetime, page: str | None = None) -> Event:
    """An event of a list, as it was read at some moment."""
    url = f"{SITE}/lv/notikums/{page}" if page else None
    when = read_when(text, "16:00", reference=read)
    made = make_event(EventCandidate(url=url, title=title, when=when, when_raw=text), "calendar")
    made.fetched_at = read
    return made


@pytest.mark.parametrize("page", [None, "dzejas-diena"])
def test_the_same_day_and_month_a_year_later_is_the_next_one(run, page):
    for year in (2024, 2025):
        run.tell(card("Dzejas diena", "16 Sep", datetime(year, 9, 1, tzinfo=UTC), page))
        run.next()
    rows = run.rows()
    assert sorted(row["start_date"] for row in rows) == [date(2024, 9, 16), date(2025, 9, 16)]
    assert len({row["event_id"] for row in rows}) == 2


def test_a_recurring_event_stays_one_however_long_it_is_listed(run):
    for month in (1, 4, 12):
        run.tell(card("Koris", "katru otrdienu", datetime(2026, month, 5, tzinfo=UTC)))
        run.next()
    assert [row["start_date"] for row in run.rows()] == [date(2026, 1, 6)]


def test_tomorrow_is_another_day_every_day(run):
    run.tell(card("Kino", "rīt", datetime(2026, 11, 2, 12, tzinfo=UTC)))
    run.next()
    run.tell(card("Kino", "šodien", datetime(2026, 11, 3, 12, tzinfo=UTC)))
    assert run.count(Bucket.KNOWN) == 1
    run.next()
    run.tell(card("Kino", "rīt", datetime(2026, 11, 4, 12, tzinfo=UTC)))
    assert sorted(row["start_date"] for row in run.rows()) == [date(2026, 11, 3), date(2026, 11, 5)]


def test_what_a_calendar_tells_wrongly_every_day_is_recorded_once(run):
    for _ in range(3):
        run.tell(event(text="drīzumā"), event("Kino", page=None, text="vakarā"))
        assert (run.count(Bucket.REJECTED), run.harvest.account.balanced) == (2, True)
        run.next()
    assert sorted(row["title"] for row in run.rows("rejects")) == ["Kino", "Koncerts"]
    assert run.harvest.is_rejected(f"{SITE}/lv/notikums/koncerts")


def test_a_state_built_anew_knows_the_same_events(run, tmp_path):
    from pilsetas_crawl.store import SourceState

    run.tell(event(), event("Kino", page=None, at=8))
    run.session.state.close()
    [state] = (tmp_path / "store" / "state").glob("*.sqlite")
    state.unlink()
    run.session.state = SourceState.open(run.session.store, "ludza", key_of=run.spider.address_key)
    run.next()
    run.tell(event(), event("Kino", page=None, at=8))
    assert run.count(Bucket.KNOWN) == 2


# --- events told inside articles ----------------------------------------------------------------------


def digest(*lines: str) -> Article:
    now, body = datetime.now(UTC), "\n\n".join(lines)
    return Article(
        url=f"{SITE}/lv/jaunums/plans", title="Pasākumu plāns nedēļai", body=body, fetched_at=now,
        published_at=now, published_date=TODAY, published_precision="minute",
    )  # fmt: skip


def week(slug: str, written: datetime, *lines: str) -> Article:
    told = digest(*lines)
    told.url, told.published_at, told.published_date = f"{SITE}/lv/jaunums/{slug}", written, written.date()
    return told


def test_digests_that_name_weekdays_only_tell_of_other_days_each_week(run):
    for day_of_month in (2, 9):
        written = datetime(2026, 11, day_of_month, 12, tzinfo=UTC)  # Mondays
        run.read(week(f"plans-{day_of_month}", written, "Otrdien", "17.00 Rosme"))
        run.next()
    assert sorted(row["start_date"] for row in run.rows()) == [date(2026, 11, 3), date(2026, 11, 10)]


def test_one_title_at_one_hour_in_two_places_is_two_events(run):
    places = ("Kārsavas kultūras namā", "Malnavas bibliotēkā", "Salnavas muižā")
    lines = [f"10.00 Ziemassvētku eglīte, {place}" for place in places]
    run.read(digest(dated(2), *lines[:2]))
    assert sorted(row["venue"] for row in run.rows()) == list(places[:2])
    run.next()
    # The article is edited: a third place, and the second no more.
    run.read(digest(dated(2), lines[0], lines[2]))
    newest = {(row["venue"], row["status"]) for row in run.rows() if row["run_id"] == run.session.run_id}
    assert newest == {(places[2], "new"), (None, "removed")}
    assert (run.count(Bucket.KNOWN), run.count(Bucket.NEW)) == (1, 1)


def dated(count: int) -> str:
    return f"{day(count):%d.%m.%Y}."


def test_a_digest_gives_its_events_with_its_article(run):
    run.read(digest(dated(2), "10.00 Rosme", "18.00 Kino"))
    kino, rosme = run.rows()
    [article] = run.session.store.read("articles").to_pylist()
    assert kino["derived_from"] == rosme["derived_from"] == article["article_id"]
    assert (rosme["title"], rosme["start_date"], rosme["url"]) == ("Rosme", day(2), article["url"])
    # One commit holds both: neither is known without the other.
    assert {part.run_id for part in run.session.store.parts()} == {run.session.run_id}
    files = {part.path.rpartition("/")[2] for part in run.session.store.parts()}
    assert len(files) == 1


def test_a_digest_that_cannot_be_split_is_left_alone_and_counted(run):
    run.read(digest("Šonedēļ būs daudz pasākumu."))
    assert run.rows() == []
    assert run.harvest.columns()["events_left"] == {"no_days": 1}


def test_an_edited_digest_takes_back_what_it_tells_no_more(run):
    run.read(digest(dated(2), "10.00 Rosme", "18.00 Kino"))
    run.next()
    run.read(digest(dated(2), "10.00 Rosme", "19.00 Kino klubs"))
    newest = {(row["title"], row["status"]) for row in run.rows()}
    assert newest == {("Rosme", "new"), ("Kino", "new"), ("Kino", "removed"), ("Kino klubs", "new")}


def remove(run: Run, *, in_turn: bool = False) -> None:
    """A run that finds the one stored article gone."""
    key = run.spider.address_key(f"{SITE}/lv/jaunums/plans")
    run.session.account.enter(key)
    [article] = {row["article_id"] for row in run.session.store.read("articles").to_pylist()}
    run.session.remove(run.session.state.by_id(article), key, in_turn=in_turn)


def test_what_a_removed_article_told_is_removed_with_it(run):
    """In the same commit, and counted; what the calendar tells by itself stays."""
    run.tell(event("Talka", page="talka"))
    run.read(digest(dated(2), "10.00 Rosme", "18.00 Kino"))
    run.next()
    remove(run)
    run.session.flush()
    gone = [row for row in run.rows() if row["status"] == "removed"]
    assert [(row["title"], row["start_date"], row["revision"]) for row in gone] == [
        ("Kino", day(2), 2),
        ("Rosme", day(2), 2),
    ]
    [tombstone] = [
        row for row in run.session.store.read("articles").to_pylist() if row["status"] == "removed"
    ]
    assert {row["derived_from"] for row in gone} == {tombstone["article_id"]}
    assert run.harvest.columns()["events_removed"] == 2
    assert run.harvest.told() == "0 events (2 removed)"
    # And once: the next run has nothing to take back.
    run.next()
    run.session.flush()
    assert len(run.rows()) == 5


def test_an_article_met_under_another_address_takes_nothing_back(run):
    lines = (dated(2), "10.00 Rosme", "18.00 Kino")
    run.read(digest(*lines))
    run.next()
    run.read(digest(*lines, "20.00 Zaļumballe"))
    remove(run)
    run.session.flush()
    assert {(row["title"], row["status"]) for row in run.rows()} == {
        ("Rosme", "new"), ("Kino", "new"), ("Zaļumballe", "new"),
    }  # fmt: skip


def test_an_article_whose_removal_is_not_believed_keeps_its_events(run):
    """Looked at in turn, it waits for the end of the run; only there it is settled."""
    run.read(digest(dated(2), "10.00 Rosme"))
    run.next()
    remove(run, in_turn=True)
    run.session.flush()
    assert [row["status"] for row in run.rows()] == ["new"]
    run.session._rows.update(run.session.absent.believed())
    run.session.flush()
    assert [row["status"] for row in run.rows()] == ["new", "removed"]


def test_an_article_that_is_there_again_tells_its_events_again(run):
    lines = (dated(2), "10.00 Rosme")
    run.read(digest(*lines))
    run.next()
    remove(run)
    run.session.flush()
    run.next()
    run.read(digest(*lines))
    assert [(row["status"], row["revision"]) for row in run.rows()] == [
        ("new", 1), ("removed", 2), ("edited", 3),
    ]  # fmt: skip
    assert len({row["event_id"] for row in run.rows()}) == 1


def test_a_calendar_takes_over_what_a_digest_told(run):
    run.read(digest(dated(3), "19.00 Koncerts"))
    run.next()
    run.tell(event(venue="Tautas nams"))
    first, second = run.rows()
    assert first["event_id"] == second["event_id"]
    assert (second["derived_from"], second["venue"], second["revision"]) == (None, "Tautas nams", 2)
    run.next()
    run.read(digest(dated(3), "19.00 Koncerts", "21.00 Salūts"))
    assert run.count(Bucket.DUPLICATE) == 1
    assert [row["title"] for row in run.rows()] == ["Koncerts", "Koncerts", "Salūts"]


def test_a_calendar_and_a_digest_of_one_run_are_one_event(run):
    run.session.account.enter("/lv/jaunums/plans")
    run._through(digest(dated(3), "19.00 Koncerts"))
    run.tell(event(venue="Tautas nams"))
    [row] = run.rows()
    assert (row["venue"], row["derived_from"]) == ("Tautas nams", None)
    assert (run.count(Bucket.NEW), run.count(Bucket.DUPLICATE)) == (1, 1)
    assert run.harvest.account.balanced
