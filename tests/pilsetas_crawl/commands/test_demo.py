"""Rule: the demo goes the whole way on this machine: sites, crawl, question, table; and says where all is."""

from __future__ import annotations

import csv

from pilsetas_crawl.commands.demo import environment
from pilsetas_crawl.store import Store


def test_the_demo_goes_the_whole_way(scrapy, tmp_path):
    # Three of the 42, one of a system no spider was written for; all of them take minutes.
    done = scrapy("demo", "--folder", str(tmp_path / "demo"), "--only", "rezeknes-novads,saldus,valka")
    assert done.returncode == 0, done.stderr
    store = Store.open(str(tmp_path / "demo" / "store"), create=False)
    runs = store.read("runs").to_pylist()
    assert {run["municipality"] for run in runs} == {"rezeknes-novads", "saldus", "valka"}
    assert len(runs) == 3
    assert {run["verdict"] for run in runs} <= {"ok", "partial"}
    assert all(run["new"] > 0 for run in runs)
    for run in runs:
        assert run["listed"] == sum(
            run[name] for name in ("new", "edited", "known", "duplicate", "rejected", "failed")
        )
    stored = store.read("articles", columns=["article_id", "municipality"]).to_pylist()
    assert len(stored) == sum(run["new"] for run in runs)
    assert len({row["article_id"] for row in stored}) == len(stored)
    assert (tmp_path / "demo" / "pilsetas.duckdb").stat().st_size > 0
    with (tmp_path / "demo" / "latgale-kultura.csv").open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.reader(sheet, delimiter=";"))
    assert len(rows) > 1
    for number in "1234":
        assert f"{number}. " in done.stderr
    assert str(tmp_path / "demo" / "store") in done.stderr
    assert "Rēzeknes novads" in done.stdout
    # Of the events of Saldus one begins at ten on the fourteenth.
    assert [line for line in done.stdout.splitlines() if line.startswith("14.12.2026 10:00  Zolītes turnīrs")]


def test_what_is_set_up_for_the_real_sites_does_not_reach_the_play(tmp_path, monkeypatch):
    for name in ("STORE", "STATE", "SITES", "THROTTLE_DIR", "NOTIFY", "CONTACT"):
        monkeypatch.setenv(f"PILSETAS_{name}", "real")
    crawls = environment(tmp_path)
    assert crawls["PILSETAS_STORE"] == str(tmp_path)
    assert [name for name, value in crawls.items() if value == "real"] == ["PILSETAS_CONTACT"]


def test_an_unknown_site_is_told_in_one_line(scrapy, tmp_path):
    done = scrapy("demo", "--only", "ludza,tallina", "--folder", str(tmp_path / "demo"))
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: no demo site 'tallina'; there are: ludza, tukums")
    assert not (tmp_path / "demo").exists()


def test_a_folder_that_cannot_be_made_is_told_in_one_line(scrapy, tmp_path):
    (tmp_path / "file").write_text("")
    done = scrapy("demo", "--only", "saldus", "--folder", str(tmp_path / "file" / "demo"))
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"error: cannot create {tmp_path / 'file' / 'demo'}: Not a directory"]


def test_the_demo_takes_no_arguments(scrapy, tmp_path):
    done = scrapy("demo", "ludza", "--folder", str(tmp_path / "demo"))
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: unexpected 'ludza': every filter has an option, see --help"]
    assert not (tmp_path / "demo").exists()
