"""Rule: the demo goes the whole way on this machine: sites, crawl, question, table; and says where all is."""

from __future__ import annotations

import csv

from pilsetas_crawl.store import Store


def test_the_demo_goes_the_whole_way(scrapy, tmp_path):
    done = scrapy("demo", "--folder", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stderr
    store = Store.open(str(tmp_path / "demo" / "store"), create=False)
    runs = store.read("runs").to_pylist()
    assert len(runs) == 8
    assert {run["outcome"] for run in runs} <= {"ok", "partial"}
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
    assert "Ludzas novads" in done.stdout or "Rēzeknes novads" in done.stdout


def test_the_demo_takes_no_arguments(scrapy, tmp_path):
    done = scrapy("demo", "ludza", "--folder", str(tmp_path / "demo"))
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: unexpected 'ludza': every filter has an option, see --help"]
    assert not (tmp_path / "demo").exists()
