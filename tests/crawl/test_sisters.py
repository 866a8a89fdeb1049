"""Rule: sister sites are walked on demand, stored under their municipality, and judged apart from it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pilsetas_crawl.demo import DemoServer
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.platforms.sisters import chosen
from spiders.cesis import CesisSpider
from tests.crawl.crawling import CROSSCHECK, SINCE, WHOLE, Result, crawl, expected_paths, no_traceback, rows

ROOT = "lv/amata/aktualitates/zinas"
TEXT = (
    "Amatas apvienības pārvalde informē iedzīvotājus, ka šonedēļ sākas ceļu uzturēšanas darbi, kuru dēļ "
    "satiksme vairākos posmos būs apgrūtināta, un aicina izvēlēties citus maršrutus līdz darbu beigām."
)
# The main site's address as canonical: a republisher may say so, and it is another article all the same.
NEWS = {"celu-darbi-136501": "Sākas ceļu darbi", "tirgus-diena-136502": "Tirgus diena Amatā"}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def page(title: str, body: str, head: str = "") -> str:
    top = f"<head><meta charset='utf-8'><title>{title}</title>{head}</head>"
    return f"<!DOCTYPE html><html lang='lv'>{top}<body>{body}</body></html>"


def write(folder: Path, canonical: str) -> None:
    first, second = (f"<li><a href='/{ROOT}/{slug}/'>{title}</a></li>" for slug, title in NEWS.items())
    other = "<li><a href='/lv/amata/kontakti/'>Kontakti</a></li>"
    pages = {
        "": page("Amata", f"<ul>{first}{other}</ul>"),
        ROOT: page("Ziņas", f"<h1>Ziņas</h1><ul>{first}{other}</ul><a href='/{ROOT}/2/'>nākamā</a>"),
        f"{ROOT}/2": page("Ziņas", f"<h1>Ziņas</h1><ul>{second}</ul>"),
    }
    for slug, title in NEWS.items():
        text = f"<div><h1>{title}</h1><p>{TEXT}</p><p>Datums: 2026. gada 17. novembris</p></div>"
        pages[f"{ROOT}/{slug}"] = page(title, text, f"<link rel='canonical' href='{canonical}'>")
    for path, html in pages.items():
        (folder / path).mkdir(parents=True, exist_ok=True)
        (folder / path / "index.html").write_text(html, encoding="utf-8")


@pytest.fixture(scope="module")
def amata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A sister site on loopback: two articles and a page that is none."""
    folder = tmp_path_factory.mktemp("amata")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def asked(amata: str) -> tuple[str, ...]:
    """Ask for two sisters: one is there, nobody answers for the other."""
    sites = f"cesis:amata={amata},cesis:priekuli=http://127.0.0.1:9,talsi:kolka"
    return "-s", f"PILSETAS_SISTER_SITES={sites}", "-s", "RETRY_TIMES=0"


@pytest.fixture
def first(demo: DemoServer, amata: tuple[str, Path], covered: Callable[[str], Path]) -> Result:
    """The first crawl of Cēsis with its sisters; its own archive is whole already."""
    address, folder = amata
    own = demo.control.expected("cesis")["articles"][0]["path"]
    write(folder, canonical=f"https://www.cesis.lv{own}")
    return crawl("cesis", demo, covered("cesis"), *WHOLE, *asked(address))


def hosts(result: Result) -> list[str]:
    return sorted(row["url"].split("/")[2] for row in rows(result.store, "cesis"))


def test_a_sister_is_stored_beside_and_judged_apart(
    first: Result, demo: DemoServer, amata: tuple[str, Path]
) -> None:
    address, _ = amata
    count = len(expected_paths(demo, "cesis"))
    assert first.code == 0, first.why
    assert no_traceback(first), first.why
    # The account is of the main site alone; the sister's is told beside it.
    assert (first.run["new"], first.run["edited"], first.run["failed"]) == (0, 0, 0)
    told = dict(first.run["discovery"])
    assert told["sister:amata/new"] == len(NEWS)
    assert "sister:amata: " not in (first.run["cause"] or "")
    assert "sister:priekuli: no way of discovery found an article" in first.run["cause"]
    stored = [row for row in rows(first.store, "cesis") if row["url"].startswith(address)]
    assert sorted(row["title"] for row in stored) == sorted(NEWS.values())
    assert {row["municipality"] for row in stored} == {"cesis"}
    assert {str(row["published_date"]) for row in stored} == {"2026-11-17"}
    assert {row["source_id"] for row in stored} == {None}
    assert len({row["article_id"] for row in rows(first.store, "cesis")}) == count + len(NEWS)

    # Nothing changed: nothing is stored again.
    before = hosts(first)
    again = crawl("cesis", demo, first.store, *asked(address), *CROSSCHECK)
    assert again.code == 0, again.why
    assert again.changes == (0, 0, 0)
    assert hosts(first) == before

    # Without the sisters, with every check that finds removals: their articles are left alone.
    alone = crawl("cesis", demo, first.store, *CROSSCHECK, "-a", "recheck=9000")
    assert alone.code == 0, alone.why
    assert alone.changes == (0, 0, 0)
    assert alone.run["listed"] == count
    assert hosts(first) == before
    assert "sister" not in " ".join(dict(alone.run["discovery"]))


def test_a_failed_main_site_is_not_made_better_by_its_sister(
    demo: DemoServer, amata: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = amata
    write(folder, canonical="")
    demo.control.fault("cesis", "refused")
    result = crawl("cesis", demo, tmp_path / "store", *SINCE, *asked(address))
    assert result.code == 1, result.why
    assert rows(result.store, "cesis") == []
    assert not [name for name in dict(result.run["discovery"]) if name.startswith("sister:")]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("cesis:amatta", "no sister site 'cesis:amatta'; declared: cesis:amata, cesis:ligatne"),
        ("cesis", "'cesis' is no sister site; write municipality:key, or all"),
        ("cessis:amata", "unknown municipality 'cessis'; nearest: cesis"),
        ("cesis:amata=amata.lv", "'cesis:amata=amata.lv' is no sister site"),
        ("cesis:amata=http://127.0.0.1:99999", "'cesis:amata=http://127.0.0.1:99999' is no sister site"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(setting: str, told: str) -> None:
    with pytest.raises(PilsetasError, match=re.escape(told)):
        chosen(setting, "cesis", CesisSpider.sisters)
