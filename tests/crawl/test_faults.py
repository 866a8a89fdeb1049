"""Every fault of the table gets the verdict stated there, and nothing wrong is stored as if it were well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.crawling import PROJECT, latest, no_traceback, rows
from tests.crawl.fault_stage import Play, Stage
from tests.crawl.faults import EXIT, FAULTS, Fault, table

FEWEST = 25
# A run whose store cannot be opened has nowhere to leave its account.
NO_ACCOUNT = "not run"


@pytest.fixture(scope="module")
def plays(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The faults that were asked for, all played; those of two sites side by side."""
    asked = {
        item.callspec.params["fault"].name for item in request.session.items
        if isinstance(item, pytest.Function) and hasattr(item, "callspec") and "fault" in item.callspec.params
    }  # fmt: skip
    with Stage(tmp_path_factory.mktemp("faults")) as stage:
        yield stage.play_all([fault for fault in FAULTS if fault.name in asked])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gets_its_verdict(fault: Fault, plays: dict[str, Play]) -> None:
    play = plays[fault.name]
    result = play.result
    verdict, cause, advice = told(play)
    assert (verdict, result.code) == (fault.verdict, EXIT[fault.verdict]), result.why
    assert no_traceback(result), result.why
    assert kept(play), result.why
    if fault.verdict == "ok":
        assert wrong(play) == [], result.why
        return
    assert fault.word in cause, cause
    assert advice, "nobody says what to do"


def told(play: Play) -> tuple[str, str, str]:
    """Verdict, cause and advice of a run, out of its account or, without one, out of its one line."""
    if play.fault.verdict != NO_ACCOUNT:
        run = play.result.run
        return run["verdict"], run["cause"] or "", run["advice"] or ""
    (line,) = play.result.errors
    stored = rows(play.result.store, play.fault.site) == play.before
    cause, _, advice = line.partition(": ")[2].rpartition("; ")
    return (NO_ACCOUNT if stored else "stored something"), cause, advice


def kept(play: Play) -> bool:
    """Whether everything stored before is there, and nothing was taken for removed."""
    after = rows(play.result.store, play.fault.site)
    return after[: len(play.before)] == play.before and all(row["status"] != "removed" for row in after)


def wrong(play: Play) -> list[str]:
    """What a run that says it is well has stored wrongly, twice, or not at all."""
    stored = list(latest(play.result.store, play.fault.site).values())
    found = {row["source_id"]: row for row in stored}
    faults = [f"{len(stored)} articles stored, not {len(play.gold)}"] if len(stored) != len(play.gold) else []
    for number, gold in play.gold.items():
        row = found.get(number)
        if row is None:
            faults.append(f"{gold['title']} is missing")
            continue
        is_read = (row["title"], str(row["published_date"]), lines(row["body"], gold))
        if is_read != (gold["title"], gold["published_date"], gold["body"]):
            faults.append(f"{gold['title']} was read as {is_read}")
    return faults


def lines(body: str | None, gold: dict[str, Any]) -> list[str]:
    """Paragraphs of a text without those that may stand beside it, as names of files do."""
    may = set(gold["body_may"])
    paragraphs = (body or "").split("\n\n")
    return [text for text in paragraphs if not {line.removeprefix("- ") for line in text.split("\n")} <= may]


def test_the_table_is_long_enough_and_names_each_fault_once() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= FEWEST
    assert len({(fault.told, fault.verdict) for fault in FAULTS}) == len(FAULTS)
    assert {fault.verdict for fault in FAULTS} == set(EXIT)


def test_the_table_stands_in_the_docs() -> None:
    page = (PROJECT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    assert table() in page, "print it with `python -m tests.crawl.faults` and put it into docs/verdicts.md"


def test_the_settled_archive_is_right(plays: dict[str, Play]) -> None:
    """Or a fault that changes nothing could not be told from one that is seen."""
    assert all(len(play.before) + 8 == len(play.gold) for play in plays.values() if not play.fault.first)


def test_the_faults_are_real_and_the_sites_are_not(tmp_path: Path) -> None:
    """Nothing is asked for beyond this machine."""
    addresses = [fault.address for fault in FAULTS if fault.address.startswith("http")]
    assert all(len(address) > 255 for address in addresses)
