"""Rule: on the held-back gold the tagger stays above its floors. Lowering a floor needs a reason beside it.

The first run on it gave for novadi, towns and parishes precision 0.989 and recall 1.000, for villages 1.000
and 0.956; no rule was changed because of it. The sentences and the rules are by the same hand, so real texts
will do somewhat worse.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pilsetas_crawl.gazetteer import VILLAGE, place
from pilsetas_crawl.places import find_places
from pilsetas_crawl.registry import municipalities

FOLDER = Path(__file__).parents[2] / "gold" / "places"
# Changing the gold changes this; say why in the commit and here.
DIGEST = "38426e17e6e8f8d15b6bc3e1516f3922c0c67ccdd1c653e6f62fa735f951bb05"
UNITS_PRECISION, UNITS_RECALL, VILLAGES_PRECISION, VILLAGES_RECALL = 0.97, 0.98, 0.95, 0.85


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def wanted(row: dict[str, Any]) -> set[tuple[int, str, str]]:
    return {(one["start"], one["text"], one["key"]) for one in row["places"]}


def found(row: dict[str, Any]) -> set[tuple[int, str, str]]:
    mentions = find_places(row["text"], publisher=row["publisher"])
    return {(one.start, row["text"][one.start : one.end], one.key) for one in mentions if one.key}


def score(name: str) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {"units": Counter(), "villages": Counter()}
    for row in rows(name):
        right, told = wanted(row), found(row)
        for how, spans in (("hit", right & told), ("false", told - right), ("missed", right - told)):
            for _, _, key in spans:
                counts["villages" if place(key).kind == VILLAGE else "units"][how] += 1
    return counts


def precision(count: Counter[str]) -> float:
    return count["hit"] / (count["hit"] + count["false"])


def recall(count: Counter[str]) -> float:
    return count["hit"] / (count["hit"] + count["missed"])


def test_the_gold_is_what_was_written():
    assert hashlib.sha256((FOLDER / "gold.jsonl").read_bytes()).hexdigest() == DIGEST


@pytest.mark.parametrize("name", ["gold.jsonl", "dev.jsonl"])
def test_the_annotations_are_sound(name):
    for row in rows(name):
        assert row["publisher"] is None or row["publisher"] in municipalities()
        for start, text, key in wanted(row):
            assert row["text"][start : start + len(text)] == text, row["id"]
            assert place(key)


def test_the_gold_is_large_and_full_of_traps():
    gold = rows("gold.jsonl")
    assert len(gold) >= 300
    assert sum(row["trap"] for row in gold) >= 150
    assert not {row["text"] for row in gold} & {row["text"] for row in rows("dev.jsonl")}


def test_floors_for_municipalities_towns_and_parishes():
    count = score("gold.jsonl")["units"]
    assert count["hit"] > 300
    assert precision(count) >= UNITS_PRECISION
    assert recall(count) >= UNITS_RECALL


def test_floors_for_villages():
    count = score("gold.jsonl")["villages"]
    assert count["hit"] > 50
    assert precision(count) >= VILLAGES_PRECISION
    assert recall(count) >= VILLAGES_RECALL


def test_the_development_sentences_are_read_rightly():
    """All of them: they are what the rules were made on."""
    for row in rows("dev.jsonl"):
        assert found(row) == wanted(row), row["text"]
