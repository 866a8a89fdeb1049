"""Rule: both versions can be read back from what is shown, and it shows the least that differs."""

import json
from datetime import UTC, datetime

import pytest

from exports.difference import paragraphs, words
from exports.difference_text import as_json, lines
from exports.errors import ExportError
from exports.history import history
from pilsetas_crawl.items import Attachment

BEFORE = "Tilts būs slēgts līdz piektdienai.\n\nApbraucamais ceļš ved pa Rīgas ielu.\n\nPaldies par sapratni!"
AFTER = (
    "Tilts būs slēgts līdz svētdienai.\n\nAutobusi kursēs kā parasti.\n\n"
    "Apbraucamais ceļš ved pa Rīgas ielu.\n\nPaldies par sapratni!"
)


def spans(paragraph):
    return [(span.kind, span.text) for span in paragraph.spans]


def test_a_changed_word_is_shown_alone():
    assert spans(words("Tilts būs slēgts līdz piektdienai.", "Tilts būs slēgts līdz svētdienai.")) == [
        ("same", "Tilts būs slēgts līdz "), ("out", "piektdienai"), ("in", "svētdienai"), ("same", "."),
    ]  # fmt: skip


def test_a_comma_is_shown_alone():
    assert spans(words("Labrīt Ludza", "Labrīt, Ludza")) == [
        ("same", "Labrīt"),
        ("in", ","),
        ("same", " Ludza"),
    ]


def test_paragraphs_that_came_and_stayed():
    assert [part.kind for part in paragraphs(BEFORE, AFTER)] == ["changed", "in", "same", "same"]
    assert [part.kind for part in paragraphs(AFTER, BEFORE)] == ["changed", "out", "same", "same"]


def test_another_paragraph_is_no_changed_one():
    found = paragraphs("Domes sēde notiks otrdien pulksten desmitos.", "Skolā svin Lāčplēša dienu.")
    assert sorted(part.kind for part in found) == ["in", "out"]


@pytest.mark.parametrize(
    "pair", [(BEFORE, AFTER), (None, AFTER), (BEFORE, None), ("", ""), ("a\n\nb", "b\n\na")]
)
def test_both_versions_can_be_read_back(pair):
    found = paragraphs(*pair)
    for version, without in zip(pair, ("in", "out"), strict=True):
        texts = [part.text(without) for part in found]
        assert "\n\n".join(text for text in texts if text) == (version or "")


def seen(hour):
    return datetime(2026, 11, 5, hour, tzinfo=UTC)


@pytest.fixture
def edited(put, make):
    base = {"title": "Tilts slēgts", "url": "https://ludza.lv/tilts", "tags": ["Ceļi"]}
    put(make("ludza-1", "2026-11-05 10:00", body=BEFORE, fetched_at=seen(9), **base))
    more = base | {
        "title": "Tilts slēgts ilgāk",
        "attachments": [Attachment("https://ludza.lv/k.pdf", "Karte")],
    }
    put(
        make(
            "ludza-1", "2026-11-05 10:00", body=AFTER, revision=2, status="edited", fetched_at=seen(12),
            modified_at=seen(11), **more,
        )
    )  # fmt: skip
    put(
        make(
            "ludza-1", "2026-11-05 10:00", revision=3, status="removed", fetched_at=seen(13), url=base["url"]
        )
    )
    put(
        make(
            "ludza-1",
            "2026-11-05 10:00",
            body=AFTER,
            revision=4,
            status="edited",
            fetched_at=seen(14),
            **more,
        )
    )
    put(make("ludza-2", "2026-11-05 10:00", url="https://ludza.lv/cits"))


@pytest.mark.parametrize("name", ["ludza-1", "https://ludza.lv/tilts"])
def test_plain_text_tells_what_and_when(edited, store, name):
    told = history(store, name)
    assert list(lines(told, told.steps, colour=False)) == [
        "ludza-1  Tilts slēgts ilgāk",
        "https://ludza.lv/tilts",
        "first read 2026-11-05 11:00; 3 later revisions",
        "",
        "revision 2: edited, read 2026-11-05 14:00, changed 2026-11-05 13:00 by what the site says",
        "  title: Tilts slēgts{+ ilgāk+}",
        "  attachments: [-(nothing)-] {+https://ludza.lv/k.pdf+}",
        "~ Tilts būs slēgts līdz [-piektdienai-]{+svētdienai+}.",
        "+ {+Autobusi kursēs kā parasti.+}",
        "  (2 paragraphs unchanged)",
        "",
        "revision 3: removed by its site, read 2026-11-05 15:00",
        "",
        "revision 4: edited, read 2026-11-05 16:00",
        "  nothing a reader sees has changed",
    ]


def test_colours_are_closed_and_signs_of_a_site_do_nothing(put, make, store):
    put(make("ludza-1", "2026-11-05 10:00", body="Viens\x1b[2J divi", title="A\x1b]0;x\x07"))
    put(make("ludza-1", "2026-11-05 10:00", body="Viens\x1b[2J trīs", title="A", revision=2, status="edited"))
    told = history(store, "ludza-1")
    shown = "\n".join(lines(told, told.steps, colour=True))
    assert "\x1b[31;9mdivi\x1b[0m\x1b[32mtrīs\x1b[0m" in shown
    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown
    assert "\x1b" not in "\n".join(lines(told, told.steps, colour=False))


def test_json_has_every_version_whole(edited, store):
    told = history(store, "ludza-1")
    found = json.loads(as_json(told, told.steps))
    first = found["revisions"][0]
    assert first["fields"]["title"] == {"before": "Tilts slēgts", "after": "Tilts slēgts ilgāk"}
    assert first["modified_at"] == "2026-11-05T13:00:00+02:00"
    new = ["".join(s["text"] for s in part["spans"] if s["kind"] != "out") for part in first["body"]]
    assert "\n\n".join(new) == AFTER
    assert [step["status"] for step in found["revisions"]] == ["edited", "removed", "edited"]


def test_an_unknown_article_is_one_line(edited, store):
    for name in ("ludza-9", "https://ludza.lv/nav", "riga-1", "' OR 1=1 --"):
        with pytest.raises(ExportError, match="is stored: give its article_id or its address"):
            history(store, name)
