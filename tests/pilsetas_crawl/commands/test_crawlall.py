"""Rule: what cannot be crawled is said before any process is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilsetas_crawl.commands.crawlall import LOGS_NAMED, _tell, seconds_of
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.fleet.outcome import Ended
from pilsetas_crawl.run.verdict import Verdict


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("50m", 3000), ("90s", 90), ("2h", 7200), ("1h30m", 5400), ("1h0m5s", 3605), ("1s", 1)],
)
def test_spans_of_time(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "50", "m", "0m", "-5m", "1.5h", "5m1h", "5 m", "50min", "²m"])
def test_no_spans_of_time(text):
    with pytest.raises(PilsetasError, match="no span of time"):
        seconds_of(text)


NO_FOLDER = "error: cannot write the log /no/such/folder/x.log: No such file or directory"
NO_LEVEL = "error: unknown log level 'NOISY': there are DEBUG, INFO, WARNING, ERROR and CRITICAL"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["ludzza"], "error: unknown municipality 'ludzza'; nearest: ludza"),
        (
            ["-a", "site=http://127.0.0.1:9"],
            "error: -a site=… would send every spider to one site: give a table with --sites",
        ),
        (["-a", "start=31.10.2025"], "error: start=31.10.2025 is no date: write it as 2025-10-31"),
        (["--deadline", ""], "error: --deadline  is no span of time: write it as 50m, 1h30m or 90s"),
        (
            ["-s", "PILSETAS_STOP_GRACE=soon"],
            "error: PILSETAS_STOP_GRACE=soon is no number of seconds: write it as 30",
        ),
        (["--logfile", "/no/such/folder/x.log"], NO_FOLDER),
        (["-s", "LOG_FILE=/no/such/folder/x.log"], NO_FOLDER),
        (["-L", "NOISY"], NO_LEVEL),
        (["-s", "LOG_LEVEL=info"], NO_LEVEL.replace("NOISY", "info")),
        (["--jobs", "0"], "error: PILSETAS_JOBS=0 is no number of sources: write a number from 1 on"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(args, line, scrapy, tmp_path):
    done = scrapy("crawlall", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [line]
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("more", [0, 1])
def test_logs_of_a_few_are_named_and_of_many_their_folder(more, capsys):
    names = [f"town{number}" for number in range(LOGS_NAMED + more)]
    bad = [Ended(name, Verdict.BLOCKED, log=Path(f"/state/logs/{name}.log")) for name in reversed(names)]
    _tell([*bad, Ended("well", Verdict.OK, log=Path("/state/logs/well.log"))], [])
    lines = [line for line in capsys.readouterr().out.splitlines() if "said" in line]
    few = [f"what {name} said: /state/logs/{name}.log" for name in names]
    many = [f"what each of these {len(names)} sources said: /state/logs/NAME.log"]
    assert lines == (many if more else few)
