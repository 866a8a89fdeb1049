"""Rule: when the sites of one platform fall together, every word of that very cycle says so.

Four sites of the state platform, two of them read by lists alone, and one WordPress site; real crawls, and a
webhook that listens.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.crawl.crawling import command
from tests.crawl.test_crawlall import FAILED, WELL, Done, begin, end
from tests.pilsetas_crawl.run.receiver import Receiver

if TYPE_CHECKING:
    from pilsetas_crawl.demo import DemoServer

TVP, OTHER = ("balvi", "jurmala", "preili", "smiltene"), "sigulda"
LATELY = ("-a", "start=2026-11-01")
LOOK_AT_IT = 3
LOOK = ("-s", "PILSETAS_CROSSCHECK_HOURS=0", "-s", "PILSETAS_EVENTS=0")
LINE = "tvp: 4 of 4 sources are broken layout: balvi, jurmala, preili, smiltene"


@dataclass
class Seen:
    """A cycle and everything that shows it afterwards.

    Attributes:
        done: what crawlall said.
        heard: titles and messages at the webhook.
        table: what `scrapy sources` says.
        told: the same for programs.
        page: the status page.
    """

    done: Done
    heard: list[tuple[str, str]]
    table: str
    told: dict
    page: str


@pytest.fixture(scope="module")
def cycles(ground, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Cycles one after the other: all well, the platform fell, still so, put right, in a new theme."""
    server: DemoServer = ground.pristine()
    ground.changed = True
    folder = tmp_path_factory.mktemp("platform")

    def look(receiver: Receiver, *more: str) -> Seen:
        receiver.got.clear()
        told = ("-s", f"PILSETAS_NOTIFY={receiver.address}")
        done = end(begin(server, folder / "store", *LOOK, *told, *more, names=(*TVP, OTHER)))
        table = command("sources", store=folder / "store").stdout
        programs = json.loads(command("sources", "--json", store=folder / "store").stdout)
        command("sources", "--html", str(folder / "page.html"), store=folder / "store")
        heard = [(one["title"], one["message"]) for one in receiver.got]
        return Seen(done, heard, table, programs, (folder / "page.html").read_text(encoding="utf-8"))

    with Receiver() as receiver:
        seen = {"first": look(receiver, *LATELY), "well": look(receiver)}
        for name in TVP:
            server.control.fault(name, "empty_list", "/lv/jaunumi*")
        server.control.fault(OTHER, "same_titles")
        for number in range(6):
            server.control.insert(OTHER, title=f"Ziņa {number}", body=[f"Novada jaunums numur {number}."])
        seen |= {"fallen": look(receiver), "still": look(receiver)}
        server.control.clear_faults()
        seen |= {"risen": look(receiver)}
        server.control.platform_release()
        for name in TVP:
            server.control.insert(name, title="Pirmā ziņa jaunajā izskatā", body=["Novada jaunums."])
        seen |= {"released": look(receiver)}
    return seen


def test_a_healthy_cycle_tells_nobody_anything(cycles: dict[str, Seen]) -> None:
    for name in ("first", "well"):
        assert cycles[name].done.code == WELL, cycles[name].done.table
        assert cycles[name].heard == []
        assert "the platform may have changed" not in cycles[name].done.table
        assert cycles[name].told["alarms"] == []


def test_the_cycle_in_which_they_fall_says_so_itself(cycles: dict[str, Seen]) -> None:
    seen = cycles["fallen"]
    assert seen.done.code == FAILED
    assert [seen.done.row(name)[1:3] for name in TVP] == [["broken", "layout"]] * 4
    assert f"the platform may have changed: {LINE}" in seen.done.table.splitlines()


def test_the_overview_the_page_and_programs_are_told(cycles: dict[str, Seen]) -> None:
    seen = cycles["fallen"]
    assert f"platform change: {LINE}" in seen.table.splitlines()
    assert f"<li>{LINE}</li>" in seen.page
    [alarm] = seen.told["alarms"]
    assert (alarm["platform"], alarm["what"], alarm["sources"]) == ("tvp", "broken layout", list(TVP))


def test_one_message_for_the_platform_and_one_for_the_other_source(cycles: dict[str, Seen]) -> None:
    (platform, message), (other, why) = cycles["fallen"].heard
    assert platform == "Platform change"
    assert message.splitlines()[0] == LINE
    assert other == f"{OTHER}: broken layout"
    assert "the same title" in why


def test_nobody_is_told_twice(cycles: dict[str, Seen]) -> None:
    assert cycles["still"].done.code == FAILED
    assert [title for title, _ in cycles["still"].heard if OTHER not in title] == []


def test_its_end_is_one_message_too(cycles: dict[str, Seen]) -> None:
    seen = cycles["risen"]
    [message] = [told for title, told in seen.heard if title == "Platform change is over"]
    assert message == "tvp: broken layout no longer; well again: balvi, jurmala, preili, smiltene"
    assert [title for title, _ in seen.heard if title.startswith(TVP)] == []
    assert seen.told["alarms"] == []
    assert "Platform change" not in seen.page


def test_the_runs_themselves_tell_nobody(cycles: dict[str, Seen]) -> None:
    """Or the message on each source would stand before the one that explains it."""
    heard = [title for seen in cycles.values() for title, _ in seen.heard]
    assert heard.count("Platform change") == 2
    assert not [title for title in heard if title.startswith(TVP)]


def test_a_new_theme_that_is_read_is_told_too(cycles: dict[str, Seen]) -> None:
    """Everything is read, by other rules than the day before and from pages that are built otherwise."""
    seen = cycles["released"]
    assert seen.done.code == LOOK_AT_IT, seen.done.table
    [message] = [told for title, told in seen.heard if title == "Platform change"]
    doubt, markup, look = message.splitlines()
    assert doubt == "tvp: 4 of 4 sources are suspicious: balvi, jurmala, preili, smiltene"
    assert markup.startswith("tvp: 4 of 4 sources are read by ")
    assert "listing/tvp-2020" in markup
    assert look.endswith("scrapy sources balvi")
    for line in (doubt, markup):
        assert line in seen.done.table
        assert f"<li>{line}</li>" in seen.page
    assert [alarm["what"] for alarm in seen.told["alarms"]] == ["suspicious", "other markup"]
