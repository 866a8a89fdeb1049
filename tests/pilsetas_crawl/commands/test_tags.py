"""`scrapy tags`: language, keywords, topics and why; bad input is one line and exit code 2."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = "Ludzas novada domes sēdē deputāti lems par ielu apgaismojumu. Domes sēdi varēs vērot tiešraidē."


def tags(*options: str, text: bytes = TEXT.encode()) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scrapy", "tags", *options]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, timeout=60, check=False)


def test_what_is_found_and_why():
    done = tags("--title", "Domes sēde decembrī")
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines[0] == "language  lv"
    assert lines[1].startswith("keywords  domes sēde, ")
    assert "Ludza" not in lines[1]
    assert lines[3].startswith("topic     council (Dome un lēmumi), ")
    assert "domes sēde (title)" in lines[3]


def test_json_with_a_category():
    done = tags("--json", "--category", "Jaunumi", "--category", "Kultūra")
    told = json.loads(done.stdout)
    assert told["language"] == "lv"
    assert told["tags"][0] == "Kultūra"
    assert told["tags"][1:] == told["keywords"]
    assert len(told["tag_keys"]) == len(told["tags"])
    council = next(one for one in told["topics"] if one["topic"] == "council")
    assert council["name"] == "Dome un lēmumi"
    assert council["evidence"][0].keys() == {"pattern", "where", "count", "weight"}


def test_letters_with_marks_apart_are_read_as_one():
    done = tags("--json", text=unicodedata.normalize("NFD", TEXT).encode())
    assert json.loads(done.stdout) == json.loads(tags("--json").stdout)


def test_a_text_about_nothing():
    done = tags(text=b"Tas ir tas.")
    assert done.stdout.decode().splitlines()[1:] == ["keywords  none", "tags      none", "topics    none"]


@pytest.mark.parametrize(
    ("options", "text", "line"),
    [
        ((), b"", "error: no text: give it on standard input, or a headline with --title"),
        ((), b" \n ", "error: no text: give it on standard input, or a headline with --title"),
        ((), b"ziema \xff\xfe", "error: the text is not UTF-8 (byte 6): convert it first"),
        (("file.txt",), TEXT.encode(), "error: unexpected 'file.txt'"),
    ],
)
def test_bad_input_is_one_line(options, text, line):
    done = tags(*options, text=text)
    assert done.returncode == 2
    assert done.stdout == b""
    [told] = done.stderr.decode().splitlines()
    assert told.startswith(line)
