"""Rule: `scrapy places` prints what it found in a text and why, or says in one line what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = "Koncerts notiks Rīgas ielā 5, Valmierā, un Salas pagastā."


def places(text: bytes, *args: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scrapy", "places", *args]
    env = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    return subprocess.run(
        command, cwd=ROOT, env=env, input=text, capture_output=True, timeout=60, check=False
    )


def test_mentions_with_place_kind_confidence_and_why():
    done = places(TEXT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    first, second, last = done.stdout.decode().splitlines()
    assert first.startswith("body 30-38  Valmierā  →  Valmiera (0054010)  valstspilseta  0.95")
    assert first.endswith("town_locative: name of a town in the locative")
    assert "open between 0031550 and 0039420" in second
    assert last.startswith("primary place: Valmiera (0054010) at 57.")


def test_json_with_publisher_and_title(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = places(b"", str(path), "--publisher", "marupe", "--title", "Svētki Piņķos", "--json")
    told = json.loads(done.stdout)
    assert [(one["field"], one["key"]) for one in told["mentions"]] == [
        ("title", "0039400/Piņķi"),
        ("body", "0054010"),
        ("body", "0039420"),
    ]
    assert told["primary_place"] == "0039400/Piņķi"
    assert told["places"][0]["in_title"] is True
    assert all(one["why"] for one in told["mentions"])


def test_no_places():
    assert places(b"Saldus zemenes.").stdout == b"no places\n"
    assert places(b"").stdout == b"no places\n"


@pytest.mark.parametrize(
    ("text", "args", "told"),
    [
        ("Rīga".encode("cp1257"), (), "not in UTF-8"),
        (b"", ("nowhere.txt",), "cannot read nowhere.txt"),
        (b"", ("a", "b"), "give one file"),
        (b"", ("--publisher", "ludsa"), "unknown municipality 'ludsa'; nearest: ludza"),
    ],
)
def test_bad_input_gives_one_clear_line(text, args, told):
    done = places(text, *args)
    lines = done.stderr.decode().splitlines()
    assert done.returncode != 0
    assert len(lines) == 1
    assert told in lines[0]
