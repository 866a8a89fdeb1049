"""Rule: a platform that fell is one message, its sources are none; every other source has its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from pilsetas_crawl.fleet.telling import ALARMS, Telling
from pilsetas_crawl.items import Run
from pilsetas_crawl.run.notify import TOLD
from pilsetas_crawl.run.platforms import platform_alarms
from pilsetas_crawl.store.outside import bookkeeping
from tests.pilsetas_crawl.run.receiver import Receiver

# Apprise imports a module that Python 3.13 drops, where it is there.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
NAMES = ("ludza", "tukums", "jurmala", "talsi")


class Fleet:
    """Cycles an hour apart over four sources of one platform, and what somebody heard of them."""

    def __init__(self, receiver, folder):
        self.receiver, self.folder = receiver, folder
        self.known = []
        for name in NAMES:
            with bookkeeping(folder, folder, name) as books:
                books.set("first", "run")

    def cycle(self, died=None, **verdicts):
        """Messages of a cycle in which the sources not named are ok, and those that died left no account."""
        at = NOW + timedelta(hours=len(self.known) / len(NAMES))
        runs = [
            Run(
                municipality=name,
                platform="tvp",
                verdict=verdicts.get(name, "ok"),
                started_at=at,
                cause="why",
            )
            for name in NAMES
            if name not in (died or {})
        ]
        self.known += runs
        heard = len(self.receiver.got)
        telling = Telling(self.receiver.address, self.folder, self.folder)
        telling.tell(runs, self.known, platform_alarms(self.known), died)
        return [(one["title"], one["message"]) for one in self.receiver.got[heard:]]

    def told(self, name):
        with bookkeeping(self.folder, self.folder, name) as books:
            return books.get(TOLD)


@pytest.fixture
def fleet(tmp_path):
    with Receiver() as receiver:
        yield Fleet(receiver, tmp_path)


BROKEN = dict.fromkeys(("ludza", "tukums", "jurmala"), "broken layout")
FALL = "tvp: 3 of 4 sources are broken layout: jurmala, ludza, tukums"
FELL = ("Platform change", f"{FALL}\nLook at the system first, not at each site: scrapy sources jurmala")


def test_a_platform_that_falls_and_stands_again_is_two_messages(fleet):
    assert fleet.cycle() == []
    assert fleet.cycle(**BROKEN) == [FELL]
    assert fleet.cycle(**BROKEN) == []
    over = "tvp: broken layout no longer; well again: jurmala, ludza, tukums"
    assert fleet.cycle() == [("Platform change is over", over)]
    assert fleet.cycle() == []
    assert fleet.cycle(**BROKEN) == [FELL]


def test_who_does_not_stand_again_with_the_others_is_named_and_told_when_it_does(fleet):
    fleet.cycle()
    fleet.cycle(**BROKEN)
    over = (
        "tvp: broken layout no longer; well again: jurmala, tukums; still to look at: ludza (broken layout)"
    )
    assert fleet.cycle(ludza="broken layout") == [("Platform change is over", over)]
    assert fleet.cycle(ludza="broken layout") == []
    assert fleet.cycle() == [("ludza: ok again, after broken layout", "Cause: why")]


def test_a_source_with_another_fault_has_its_own_message(fleet):
    fleet.cycle()
    assert fleet.cycle(**BROKEN, talsi="suspicious") == [FELL, ("talsi: suspicious", "Cause: why")]


def test_what_passes_by_itself_is_told_of_one_source_the_second_time(fleet):
    assert fleet.cycle(talsi="unreachable") == []
    assert fleet.cycle(talsi="unreachable") == [("talsi: unreachable", "Cause: why")]
    assert fleet.cycle() == [("talsi: ok again, after unreachable", "Cause: why")]


def test_a_message_that_did_not_arrive_is_sent_after_the_next_cycle(fleet, caplog):
    fleet.cycle()
    fleet.receiver.status = 500
    fleet.cycle(**BROKEN)
    [line] = [record.getMessage() for record in caplog.records if record.name.startswith("pilsetas")]
    assert line == (
        "nobody was told of the platform change: address 1 of PILSETAS_NOTIFY could not be reached"
    )
    assert not any(map(fleet.told, NAMES))
    fleet.receiver.status = 200
    assert fleet.cycle(**BROKEN) == [FELL]
    assert [fleet.told(name) for name in NAMES] == [*["broken layout"] * 3, None]


@pytest.mark.parametrize("text", ["", "[", '["tvp: broken layout"]', "{}", '{"tvp: broken layout": 3}'])
def test_a_damaged_memory_tells_twice_and_not_never(text, fleet):
    fleet.cycle()
    fleet.cycle(**BROKEN)
    (fleet.folder / ALARMS).write_text(text)
    assert fleet.cycle(**BROKEN) == [FELL]
    assert json.loads((fleet.folder / ALARMS).read_text()) == {"tvp: broken layout": sorted(BROKEN)}


def test_a_source_that_is_being_crawled_is_told_after_the_next_cycle(fleet, caplog):
    fleet.cycle()
    with bookkeeping(fleet.folder, fleet.folder, "talsi"):
        assert fleet.cycle(talsi="suspicious") == []
    assert "nobody was told that talsi is suspicious: source 'talsi' is being worked on" in caplog.text
    assert fleet.cycle(talsi="suspicious") == [("talsi: suspicious", "Cause: why")]


def test_new_markup_that_is_read_is_told_once_and_its_end_is_none(fleet):
    def read(way, hours):
        return [
            Run(
                municipality=name, platform="tvp", verdict="ok", read=5, extraction={f"title:{way}": 5},
                started_at=NOW + timedelta(hours=hours),
            )
            for name in NAMES
        ]  # fmt: skip

    fleet.known = read("css:old", 0)
    fleet.known += read("css:new", 1)
    told = "tvp: 4 of 4 sources are read by title:css:new now: jurmala, ludza, talsi, tukums"
    [(title, message)] = fleet.cycle()
    assert (title, message.splitlines()[0]) == ("Platform change", told)
    assert fleet.cycle() == []
    fleet.known += read("css:new", 30)
    fleet.known = [run for run in fleet.known if run.started_at > NOW + timedelta(hours=20)]
    assert fleet.cycle() == []


def test_a_run_that_leaves_no_account_is_told_once_and_again_when_it_comes_back(fleet):
    killed = {"talsi": "killed by SIGKILL"}
    assert fleet.cycle() == []
    assert fleet.cycle(died=killed) == [("1 source could not be run", "talsi: killed by SIGKILL")]
    assert fleet.cycle(died=killed) == []
    assert fleet.cycle(died={**killed, "ludza": "ended with code -7"}) == [
        ("1 source could not be run", "ludza: ended with code -7")
    ]
    assert fleet.cycle() == []
    assert fleet.cycle(died=killed) == [("1 source could not be run", "talsi: killed by SIGKILL")]


def test_that_too_is_sent_again_where_it_did_not_arrive(fleet):
    fleet.receiver.status = 500
    fleet.cycle(died={"talsi": "killed"})
    fleet.receiver.status = 200
    assert fleet.cycle(died={"talsi": "killed"}) == [("1 source could not be run", "talsi: killed")]
