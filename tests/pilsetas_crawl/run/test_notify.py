"""Rule: a source that turns bad or well is told once, to a real receiver; nothing of it can fail a run."""

from __future__ import annotations

import threading

import pytest

from pilsetas_crawl.items import Run
from pilsetas_crawl.run.notify import TOLD, NotifyError, due, send, tell_verdict
from pilsetas_crawl.run.verdict import Verdict
from tests.pilsetas_crawl.run.receiver import Receiver

# Apprise imports a module that Python 3.13 drops, where it is there.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def receiver():
    with Receiver() as server:
        yield server


@pytest.mark.parametrize(
    ("verdict", "before", "told", "news"),
    [
        ("broken layout", "ok", "", True),
        ("broken layout", "broken layout", "broken layout", False),
        ("suspicious", None, "", True),
        ("suspicious", "quiet", "broken layout", True),
        ("unreachable", "ok", "", False),  # passes by itself as a rule
        ("unreachable", "unreachable", "", True),
        ("unreachable", "unreachable", "unreachable", False),
        ("blocked", "unreachable", "", False),
        ("partial", "ok", "", False),
        ("partial", "broken layout", "broken layout", False),
        ("ok", "unreachable", "", False),  # nobody knew that it was bad
        ("ok", "broken layout", "broken layout", True),
        ("quiet", "partial", "blocked", True),
        ("quiet", "ok", "", False),
    ],
)
def test_what_is_news(verdict, before, told, news):
    assert due(Verdict(verdict), before, told) is news


def test_a_source_is_told_of_when_it_turns_bad_and_when_it_is_well(receiver, spider_of):
    state, before = spider_of("ludza").session.state, None
    for verdict in ["ok", "broken layout", "broken layout", "partial", "broken layout", "ok", "quiet"]:
        row = Run(municipality="ludza", verdict=verdict, cause="why", advice="what", site="https://x.lv")
        tell_verdict(receiver.address, state, row, before)
        before = verdict
    told = [(one["title"], one["message"]) for one in receiver.got]
    assert told == [
        ("ludza: broken layout", "Cause: why\nTo do: what\nhttps://x.lv"),
        ("ludza: ok again, after broken layout", "Cause: why\nTo do: what\nhttps://x.lv"),
    ]


def test_whoever_could_not_be_told_is_told_next_time(receiver, spider_of, caplog):
    state = spider_of("ludza").session.state
    row = Run(municipality="ludza", verdict="broken layout")
    receiver.status = 500
    tell_verdict(receiver.address, state, row, "ok")
    [line] = [record.getMessage() for record in caplog.records if record.name.startswith("pilsetas")]
    assert line == (
        "nobody was told that ludza: broken layout: address 1 of PILSETAS_NOTIFY could not be reached"
    )
    assert not state.get(TOLD)
    receiver.status = 200
    tell_verdict(receiver.address, state, row, "broken layout")
    assert [one["title"] for one in receiver.got] == ["ludza: broken layout"] * 2
    assert state.get(TOLD) == "broken layout"


def test_a_wrong_address_is_named_by_its_place_and_the_others_are_reached(receiver):
    with pytest.raises(NotifyError) as caught:
        send(f"nonsense://secret@x {receiver.address}", "title", "body")
    assert str(caught.value) == "address 1 of PILSETAS_NOTIFY is none that Apprise knows"
    assert len(receiver.got) == 1


def test_mail_goes_out_as_well():
    """Apprise speaks SMTP itself: one message over a socket that plays the server."""
    import socket

    got = []

    def serve(listener):
        link, _ = listener.accept()
        with link, link.makefile("rwb") as line:
            say = lambda text: (line.write(text + b"\r\n"), line.flush())  # noqa: E731 # three times below
            say(b"220 here")
            body = False
            for raw in line:
                got.append(raw.decode().strip())
                if body and raw != b".\r\n":
                    continue
                if raw.upper().startswith(b"DATA"):
                    body = True
                    say(b"354 go on")
                elif raw.upper().startswith(b"QUIT"):
                    say(b"221 bye")
                    return
                else:
                    body = False
                    say(b"250 ok")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        send(f"mailto://127.0.0.1:{port}?mode=insecure&from=a@x.lv&to=b@x.lv", "Ludza: blocked", "Cause: x")
        thread.join(10)
    assert "Subject: Ludza: blocked" in got
    assert any("b@x.lv" in line for line in got if line.upper().startswith("RCPT"))
