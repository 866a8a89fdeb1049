"""Rule: `scrapy gazetteer` looks places up, and renews its table only by what can be believed."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from pilsetas_crawl.commands.gazetteer import PACKAGED, rewrite_common_words
from pilsetas_crawl.gazetteer import Place, places
from pilsetas_crawl.gazetteer.place import read_table
from pilsetas_crawl.gazetteer.refresh import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = {
    "novads": "aw_novads.csv", "pilseta": "aw_pilseta.csv", "valstspilseta": "aw_pilseta.csv",
    "pagasts": "aw_pagasts.csv", "ciems": "aw_ciems.csv",
}  # fmt: skip
SHORT = {"novads": " nov.", "pagasts": " pag."}
HEAD = "#KODS#;#TIPS_CD#;#NOSAUKUMS#;#VKUR_CD#;#VKUR_TIPS#;#STATUSS#;#ATRIB#"
ISTRA = "0037460"


class Portal:
    """A made portal on loopback: a CKAN's answer about one dataset, and its files."""

    def __init__(self) -> None:
        self.files = {name: [HEAD] for name in FILES.values()} | {
            "aw_vietu_centroidi.csv": ["#KODS#;#DD_N#;#DD_E#"]
        }
        self.agents: set[str] = set()
        for place in places():
            self.add(place)
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                portal.agents.add(self.headers["User-Agent"])
                body = portal.answer(self.path)
                self.send_response(200 if body is not None else 404)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/dati"

    def add(self, place: Place) -> None:
        name = place.head + SHORT.get(place.kind, "")
        values = (place.key, "1", name, place.parent_atvk, "1", "EKS", place.atvk)
        self.files[FILES[place.kind]].append(";".join(f"#{value}#" for value in values))
        self.files["aw_vietu_centroidi.csv"].append(f"#{place.key}#;#{place.lat}#;#{place.lon}#")

    def answer(self, path: str) -> bytes | None:
        if path == "/dati/api/3/action/package_show?id=made":
            urls = [{"url": f"{self.url}/download/{name.upper()}"} for name in self.files]
            return json.dumps({"result": {"license_title": "CC BY 4.0", "resources": urls}}).encode()
        name = path.rsplit("/", 1)[-1].lower()
        return "\r\n".join(self.files[name]).encode("utf-8-sig") if name in self.files else None


@pytest.fixture
def portal() -> Iterator[Portal]:
    made = Portal()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "places.csv"
    write_table(path, places())
    return path


@pytest.fixture
def refresh(scrapy, portal, table) -> Callable[[], tuple[int, str, str]]:
    def run() -> tuple[int, str, str]:
        options = ("--portal", portal.url, "--dataset", "made", "--table", str(table))
        done = scrapy("gazetteer", "--refresh", *options)
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_place_is_looked_up_with_its_forms(scrapy):
    done = scrapy("gazetteer", "zilaiskalns", "--forms")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0054650/Zilaiskalns  Zilaiskalns  ciems  valmiera  Vidzeme")
    assert "Zilākalna" in done.stdout


def test_places_of_a_municipality_as_json(scrapy):
    done = scrapy("gazetteer", "--municipality", "Ludzas novads", "--kind", "pilseta", "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["name"] for one in told} == {"Ludza", "Kārsava", "Zilupe"}
    assert all(one["source"] and one["licence"] for one in told)


@pytest.mark.parametrize(
    ("args", "told"),
    [(("Ludsa",), "nearest: Ludza"), (("a", "b"), "give one name"), (("--municipality", "x"), "unknown")],
)
def test_a_wrong_name_gives_one_clear_line(scrapy, args, told):
    done = scrapy("gazetteer", *args)
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


def test_a_refresh_renews_the_table_and_says_what_changed(refresh, portal, table):
    packaged = PACKAGED.read_bytes()
    istra = next(one for one in places() if one.key == ISTRA)
    portal.files["aw_ciems.csv"].append(f"#n1#;#106#;#Jauncienems#;#{ISTRA}#;#105#;#EKS#;##")
    portal.files["aw_vietu_centroidi.csv"].append(f"#n1#;#{istra.lat}#;#{istra.lon}#")
    code, out, err = refresh()
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{len(places()) + 1} places in {table}"
    assert f"added: 1: Jauncienems ({ISTRA}/Jauncienems)" in out.splitlines()
    assert "removed: 0" in out.splitlines()
    new = {one.key: one for one in read_table(table.read_text(encoding="utf-8").splitlines())}
    assert new[f"{ISTRA}/Jauncienems"].licence == "CC BY 4.0"
    assert new[ISTRA].source.startswith("vzd-")
    assert (new[ISTRA].name, new[ISTRA].historical_land) == (istra.name, istra.historical_land)
    assert all("pilsetas_crawl" in agent for agent in portal.agents)
    assert PACKAGED.read_bytes() == packaged, "only the table that was named is written"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda made: made.files.pop("aw_ciems.csv"), "has no file aw_ciems.csv"),
        (lambda made: made.files.update({"aw_ciems.csv": [HEAD]}), "places of kind ciems are left"),
        (lambda made: made.files.update({"aw_pagasts.csv": ["<html>"]}), "has no column KODS"),
        (lambda made: made.files["aw_novads.csv"].append("#9#;#x#"), "2 values for 7 columns"),
        (lambda made: setattr(made, "url", "http://127.0.0.1:9"), "cannot fetch"),
        (lambda made: setattr(made, "url", made.url + "/other"), "cannot fetch"),
        (lambda made: setattr(made, "url", "file:///etc"), "no web address"),
    ],
)
def test_a_refresh_that_cannot_be_believed_changes_nothing(refresh, portal, table, spoil, told):
    before = table.read_bytes()
    spoil(portal)
    code, out, err = refresh()
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert told in err
    assert table.read_bytes() == before
    assert list(table.parent.glob(".places*")) == []


def test_the_list_of_common_words_is_made_anew_with_the_packaged_table(tmp_path):
    rewrite_common_words(tmp_path)
    made = (tmp_path / "common_words.txt").read_bytes()
    assert made == (PACKAGED.parents[1] / "places" / "common_words.txt").read_bytes()
