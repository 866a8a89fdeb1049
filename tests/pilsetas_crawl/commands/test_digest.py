"""`scrapy digest` and `export --interest`: written whole, then remembered; nothing new is no mail."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from pilsetas_crawl.items import Article
from pilsetas_crawl.store import Store


def fresh(article_id, slug="ludza", region="latgale", **more):
    """An article first seen five minutes ago, whatever the day."""
    now = datetime.now(tz=UTC) - timedelta(minutes=5)
    return Article(
        **(
            {
                "article_id": article_id,
                "revision": 1,
                "status": "new",
                "municipality": slug,
                "region": region,
                "title": f"Ziņa {article_id}",
                "url": f"https://example.lv/{article_id}",
                "published_at": now,
                "published_date": now.date(),
                "published_precision": "minute",
                "first_seen_at": now,
            }
            | more
        )
    )


@pytest.fixture
def store(tmp_path):
    opened = Store.open(str(tmp_path / "store"))
    opened.commit("ludza", "r1", [fresh("ludza-1"), fresh("ludza-2")])
    opened.commit("riga", "r1", [fresh("riga-1", "riga", "vidzeme")])
    return opened


def look_of(tmp_path, name="latgale"):
    return tmp_path / "store" / "state" / "interests" / f"{name}.json"


def test_a_channel_by_name_is_told_once(scrapy, store, tmp_path):
    done = scrapy("digest", "Latgale")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Latgale\n")
    assert "2 jaunas ziņas, 2 raksti" in done.stdout
    assert "riga-1" not in done.stdout
    again = scrapy("digest", "latgale")
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr.startswith("latgale: nothing new since ")
    store.commit("ludza", "r2", [fresh("ludza-3")])
    assert "1 jauna ziņa, 1 raksts" in scrapy("digest", "latgale").stdout


def test_peek_moves_nothing_and_since_tells_again(scrapy, store, tmp_path):
    assert scrapy("digest", "latgale", "--peek").returncode == 0
    assert not look_of(tmp_path).exists()
    assert scrapy("digest", "latgale").returncode == 0
    day = (datetime.now(tz=UTC) - timedelta(days=2)).strftime("%Y-%m-%d")
    again = scrapy("digest", "latgale", "--since", day)
    assert "2 jaunas ziņas, 2 raksti" in again.stdout


def test_what_was_not_written_is_not_remembered(scrapy, store, tmp_path):
    there = tmp_path / "x.html"
    there.write_text("mine")
    for target in (there, tmp_path / "none" / "x.html", tmp_path / "x.pdf", tmp_path):
        done = scrapy("digest", "latgale", "-o", str(target))
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert not look_of(tmp_path).exists()
    assert there.read_text() == "mine"
    done = scrapy("digest", "latgale", "-o", str(there), "--force")
    assert done.stderr == f"latgale: 2 new articles → {there}\n"
    assert there.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(json.loads(look_of(tmp_path).read_text())["told"]) == ["ludza-1", "ludza-2"]


def test_a_mail_for_a_mail_command(scrapy, store, tmp_path):
    options = ("--mail", "--to", "es@example.lv", "--sender", "zinas@example.lv")
    done = scrapy("digest", "latgale", *options)
    mail = email.message_from_string(done.stdout, policy=email.policy.default)
    assert mail["To"] == "es@example.lv"
    assert mail["Subject"].startswith("Latgale: 2 jaunas ziņas, 2 raksti (")
    assert "ludza-1" in mail.get_body(("plain",)).get_content()
    assert scrapy("digest", "latgale", *options).stdout == ""
    always = email.message_from_string(
        scrapy("digest", "latgale", *options, "--always").stdout, policy=email.policy.default
    )
    assert always["Subject"].startswith("Latgale: jaunu ziņu nav (")


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["digest", "latgle"], "error: no interest file and no channel 'latgle'; nearest: latgale"),
        (["digest", "latgale", "--mail", "--to", "a@b.lv"], "error: nobody sends the mail: give --sender"),
        (["digest", "latgale", "--mail"], "error: nobody gets the mail: name somebody with --to ADDRESS"),
        (["digest", "latgale", "--to", "a@b.lv"], "error: --to and --sender belong to --mail"),
        (["digest", "latgale", "--since", "vakar"], "error: --since 'vakar': not a day"),
        (["export", "--peek", "-o", "-"], "error: --peek belongs to --interest"),
        (
            ["export", "--interest", "latgale", "--from", "2026-11-01", "-o", "-"],
            "error: --from does not go with --interest: put it into the interest's file",
        ),
    ],
)
def test_what_is_wrong_is_one_line(scrapy, store, tmp_path, options, line):
    done = scrapy(*options)
    assert done.returncode == 2
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1
    assert not look_of(tmp_path).exists()


def test_csv_of_an_interest_of_ones_own(scrapy, store, tmp_path):
    wish = tmp_path / "mans.toml"
    wish.write_text('name = "mans"\nmunicipalities = ["Rīga"]\n', encoding="utf-8")
    path = tmp_path / "mans.csv"
    done = scrapy("export", "--interest", str(wish), "-o", str(path))
    assert done.stderr == f"1 article → {path}\n"
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")
    assert [row["article_id"] for row in rows] == ["riga-1"]
    wish.write_text('name = "mans"\n', encoding="utf-8")
    again = scrapy("export", "--interest", str(wish), "-o", str(tmp_path / "2.csv"))
    assert again.returncode == 0
    assert again.stderr.startswith("mans: nothing new since ")
    assert not (tmp_path / "2.csv").exists()
    store.commit("ludza", "r2", [fresh("ludza-3")])
    assert "ludza-3" in scrapy("export", "--interest", str(wish), "--dialect", "rfc4180").stdout


@pytest.mark.parametrize("ending", ["rss", "atom", "json"])
def test_a_feed_of_an_interest_has_what_is_new_and_then_nothing(scrapy, store, tmp_path, ending):
    def feed(number: int) -> Path:
        path = tmp_path / f"{number}.{ending}"
        done = scrapy("export", "--interest", "latgale", "-o", str(path))
        assert done.returncode == 0, done.stderr
        return path

    def titles(path: Path) -> set[str]:
        if ending == "json":
            return {item["title"] for item in json.loads(path.read_text(encoding="utf-8"))["items"]}
        return {entry.title for entry in feedparser.parse(path.read_bytes()).entries}

    assert titles(feed(1)) == {"Ziņa ludza-1", "Ziņa ludza-2"}
    assert not feed(2).exists()
    store.commit("ludza", "r2", [fresh("ludza-3")])
    assert titles(feed(3)) == {"Ziņa ludza-3"}


def test_a_reader_that_leaves_early_has_not_been_told(store, tmp_path):
    store.commit(
        "ludza", "r2", [fresh(f"ludza-{number}", title="Ļoti gara ziņa " * 20) for number in range(3, 400)]
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PILSETAS_")}
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", "digest", "latgale"],
        cwd=Path(__file__).parents[3],
        env=environment | {"PILSETAS_STORE": store.address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read().decode()
    assert (process.returncode, said) == (
        2,
        "error: the reader left before all was written: the last look stays\n",
    )
    assert not look_of(tmp_path).exists()
