"""CSV and Excel files opened by a real spreadsheet, which writes down what it understood."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.exports.hostile import FORBIDDEN, TITLES

if TYPE_CHECKING:
    from pathlib import Path

# Of the import: semicolon, double quote, UTF-8, line 1. Of the output: comma, all quoted, cells as shown.
_IN = "CSV:59,34,76,1"
_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true"
SHORT = {name: title for name, title in TITLES.items() if len(title) < 1000}


def soffice() -> str:
    """The program; without it the test is skipped, with PILSETAS_REQUIRE_LIBREOFFICE=1 it fails."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("PILSETAS_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("PILSETAS_REQUIRE_LIBREOFFICE=1, but there is no soffice on the PATH", pytrace=False)
        pytest.skip("no LibreOffice here: no soffice on the PATH")
    return program


def converted(tmp_path: Path, *paths: Path) -> dict[str, list[dict[str, str]]]:
    """What LibreOffice shows in each file, by the file's name, in one start of it."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice(), profile, "--headless", f"--infilter={_IN}", "--convert-to", _OUT]
    command += ["--outdir", str(tmp_path / "out"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    shown = {}
    for path in paths:
        text = (tmp_path / "out" / f"{path.stem}.csv").open(encoding="utf-8", newline="")
        with text:
            shown[path.name] = list(csv.DictReader(text))
    return shown


def test_a_spreadsheet_shows_what_was_meant(put, make, export_to, tmp_path):
    soffice()
    put(*(make(f"ludza-{name}", "2026-11-05 14:30", title=title, lat=56.54) for name, title in SHORT.items()))
    put(make("ludza-day", "2026-11-04 00:00", published_precision="day", title="Āžu diena"))
    shown = converted(tmp_path, export_to("tabula.csv"), export_to("grāmata.xlsx"))
    for name, rows in shown.items():
        cells = {row["article_id"].removeprefix("ludza-"): row for row in rows}
        assert set(cells) == {*SHORT, "day"}, name
        assert cells["day"]["title"] == "Āžu diena"
        for title in ("quotes", "markup", "sql", "path", "escaped"):
            assert cells[title]["title"] == SHORT[title], (name, title)
        # Not one formula has run: what is shown still begins with its sign, after the guard of CSV.
        for title in ("formula", "plus", "minus", "at"):
            assert cells[title]["title"].removeprefix("'") == SHORT[title], (name, title)
        assert not any(mark in row["title"] for row in rows for mark in FORBIDDEN)
    day, timed = (
        next(row for row in shown["grāmata.xlsx"] if row["article_id"] == f"ludza-{which}")
        for which in ("day", "plus")
    )
    assert (day["published"], timed["published"]) == ("2026-11-04", "2026-11-05 14:30")
    assert shown["tabula.csv"][-1]["published_date"] == "2026-11-04"
