"""The link step on real stores: one story in many places, whatever comes first, nothing lost by a kill."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from pilsetas_crawl.store.errors import SourceLocked
from pilsetas_crawl.stories.linking import Linker

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "gold" / "stories" / "dev.jsonl"
SIX = ("ludza", "preili", "ogre", "saldus", "talsi", "cesis")


def six(make, national):
    """One national notice under six headlines, each with an introduction of its own."""
    heads = (
        ("Vai detektors strādā?", "Ludzas novada pašvaldība atgādina par drošību mājās."),
        ("Dūmu detektors glābj dzīvību", "Preiļu novada iedzīvotājiem – svarīga informācija."),
        ("Glābēji atgādina", ""),
        ("Pārbaudi dūmu detektoru", "Saldus pusē šoruden dzēsti pieci ugunsgrēki."),
        ("Par ugunsdrošību svētkos", "Lasi un pārbaudi!"),
        ("Drošas mājas", "Cēsu novada pašvaldības policija arī piedalās kampaņā."),
    )
    return [
        make(f"{slug}-1", title, f"{intro}\n\n{national}".strip(), hours=n)
        for n, (slug, (title, intro)) in enumerate(zip(SIX, heads, strict=True))
    ]


def test_one_national_notice_in_six_municipalities_is_one_story(world, make, national):
    world.put(
        *six(make, national), make("ludza-2", "Cits", "Ludzā svētdien atklās jaunu slidotavu pie skolas.")
    )
    done = world.link()
    assert (done.articles, done.stories, done.joined, done.written) == (7, 2, 5, 7)
    said = world.said()
    assert len({said[f"{slug}-1"]["story_id"] for slug in SIX}) == 1
    assert said["ludza-2"]["story_id"] != said["ludza-1"]["story_id"]
    assert [name for name, row in said.items() if row["is_canonical"] and name != "ludza-2"] == ["ludza-1"]
    assert {row["municipality"] for row in said.values()} == set(SIX)


def test_members_that_arrive_later_come_into_the_story_that_is_there(world, make, national):
    first, *later = six(make, national)
    world.put(first)
    world.link()
    before = world.story("ludza-1")
    for one in later:
        world.put(one)
        done = world.link()
        assert (done.articles, done.stories, done.joined, done.written) == (1, 0, 1, 1)
    assert {world.story(f"{slug}-1") for slug in SIX} == {before}
    assert world.link().written == 0


def test_an_earlier_member_that_arrives_last_takes_over_and_the_story_keeps_its_id(world, make, national):
    world.put(make("ogre-1", "Glābēji atgādina", national, hours=50))
    world.link()
    before = world.story("ogre-1")
    world.put(make("talsi-1", "Par detektoriem", national, hours=1))
    assert world.link().written == 2
    said = world.said()
    assert {row["story_id"] for row in said.values()} == {before}
    assert (said["talsi-1"]["is_canonical"], said["ogre-1"]["is_canonical"]) == (True, False)


def test_two_stories_that_turn_out_to_be_one_keep_the_older_id_and_remember_the_other(world, make, national):
    parts = national.split("\n\n")
    world.put(make("ludza-1", "Pirmā puse", "\n\n".join(parts[:2]), hours=1))
    world.link()
    world.put(make("ogre-1", "Otrā puse", "\n\n".join(parts[2:]), hours=2))
    world.link()
    old, young = world.story("ludza-1"), world.story("ogre-1")
    assert old != young
    world.put(make("saldus-1", "Viss", national, hours=3))
    world.link()
    said = world.said()
    assert {row["story_id"] for row in said.values()} == {old}
    assert said["ogre-1"]["previous_story_id"] == young
    assert said["saldus-1"]["is_canonical"], "the most complete one"


def test_an_edit_moves_an_article_and_loses_neither_story(world, make, national):
    skating = (
        "Ludzā svētdien atklās jaunu slidotavu pie skolas. Slidas varēs nomāt turpat bez maksas visu ziemu."
    )
    world.put(make("ludza-1", "Detektori", national), make("ogre-1", "Detektori", national))
    world.put(make("ludza-2", "Slidotava", skating))
    world.link()
    fire, ice = world.story("ludza-1"), world.story("ludza-2")
    world.put(make("ogre-1", "Slidotava Ludzā", skating, revision=2, status="edited"))
    done = world.link()
    assert done.moved == 1
    assert (world.story("ludza-1"), world.story("ogre-1"), world.story("ludza-2")) == (fire, ice, ice)
    world.put(make("ogre-1", "Detektori", national, revision=3, status="edited"))
    world.link()
    assert (world.story("ludza-1"), world.story("ogre-1"), world.story("ludza-2")) == (fire, fire, ice)
    assert world.said()["ogre-1"]["revision"] == 3


def test_many_edits_of_one_article_do_not_make_its_sentences_forms_of_words(world, make, national):
    for revision in range(1, 12):
        body = national.replace("74 cilvēki", f"{60 + revision} cilvēki")
        world.put(make("ludza-1", "Detektori", body, revision=revision))
        world.link()
    world.put(make("ogre-1", "Par detektoriem", national.split("\n\n")[1]))
    world.link()
    assert world.story("ogre-1") == world.story("ludza-1")


def test_a_removed_article_leaves_and_the_story_goes_on(world, make, national):
    world.put(*six(make, national))
    world.link()
    before = world.story("preili-1")
    gone = make("ludza-1", "Vai detektors strādā?", national, revision=2, status="removed")
    world.put(gone)
    done = world.link()
    assert done.removed == 1
    said = world.said()
    assert (said["ludza-1"]["story_id"], said["ludza-1"]["reason"]) == (None, "removed")
    assert {row["story_id"] for name, row in said.items() if name != "ludza-1"} == {before}
    assert sum(row["is_canonical"] for row in said.values()) == 1
    assert world.link().written == 0


def test_only_equal_texts_are_exact_copies(world, make, national):
    title = "Par detektoriem"
    world.put(
        make("ludza-1", title, national),
        make("ogre-1", title, national),
        make("cesis-1", title, national + " Jā!", hours=1),
    )
    done = world.link()
    assert done.exact == 1
    reasons = {name: row["reason"] for name, row in world.said().items()}
    assert sorted(reasons.values()) == ["canonical", "exact", "words"]


def test_articles_without_text_are_never_one_story(world, make):
    world.put(*(make(f"ludza-{n}", "Līdzjūtība", None) for n in range(3)), make("ogre-1", None, ""))
    world.link()
    assert len(world.shape()) == 4


def test_notices_of_one_form_stay_apart_however_many(world, make):
    rows = []
    for n in range(1, 29):
        body = (
            f"Informējam, ka {n}. decembrī no plkst. {n % 9 + 8}.00 notiks plānots strāvas pārtraukums. Bez "
            f"elektrības būs ēkas Zaru ielā {n * 3}. Atvainojamies par sagādātajām neērtībām un "
            "pateicamies par sapratni. Par bojājumiem ziņojiet uz bezmaksas tālruni visu diennakti."
        )
        rows.append(make(f"{SIX[n % 2]}-{n}", "Elektrības pārtraukums", body, hours=n))
    world.put(*rows)
    world.link()
    assert len(world.shape()) == 28


def dev_articles(make):
    found = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        for text in (pair["a"], pair["b"]):
            found.setdefault((text["title"], text["body"]), text["municipality"])
    slugs = ("ludza", "ogre", "cesis", "talsi", "bauska", "saldus", "dobele", "livani", "gulbene", "tukums")
    return [
        make(f"{slug if slug in slugs else 'riga'}-{n}", title, body, hours=n % 7)
        for n, ((title, body), slug) in enumerate(found.items())
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_arrival_changes_nothing(worlds, make, national, seed):
    articles = [*dev_articles(make), *six(make, national)]
    one = worlds("one")
    one.put(*articles)
    one.link()
    draw = random.Random(seed)
    draw.shuffle(articles)
    other = worlds("other")
    cuts = sorted(draw.sample(range(1, len(articles)), seed + 1))
    for first, last in zip([0, *cuts], [*cuts, len(articles)], strict=True):
        other.put(*articles[first:last])
        other.link()
    assert other.shape() == one.shape()
    assert len(one.shape()) < len(articles) / 1.5, "else nothing was joined and nothing shown"
    # And what was built bit by bit is what looking at the whole archive again would give.
    assert other.link(anew=True).written == 0


def test_a_lost_index_is_made_again_from_the_archive_and_says_the_same(world, make, national):
    world.put(*six(make, national))
    world.link()
    before = world.said()
    for file in (world.folder / "store" / "state").glob("stories.sqlite*"):
        file.write_bytes(b"no database")
    done = world.link()
    assert done.rebuilt
    assert (done.articles, done.written) == (6, 0)
    assert world.said() == before


def test_one_process_at_a_time(world):
    state = world.folder / "store" / "state"
    with (
        Linker(world.store, state),
        pytest.raises(SourceLocked, match="stories are being linked"),
        Linker(world.store, world.folder / "elsewhere"),
    ):
        pass


KILLED = """
import os, sys
from pathlib import Path
from pilsetas_crawl.store import Store
from pilsetas_crawl.stories import linking
store = Store.open(sys.argv[1])
moment = sys.argv[2]
def die(*args, **kwargs):
    os._exit(9)
if moment == "before rows":
    linking.Linker._write = die
elif moment == "after rows":
    linking.forget = die
else:
    linking.Linker._settle = die
with linking.Linker(store, Path(sys.argv[1]) / "state") as linker:
    linker.run()
"""


@pytest.mark.parametrize("moment", ["before settling", "before rows", "after rows"])
def test_a_killed_step_is_taken_up_by_the_next(world, make, national, moment):
    world.put(*six(make, national))
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", dedent(KILLED), world.store.address, moment]
    assert subprocess.run(command, env=env, check=False, timeout=60).returncode == 9
    world.link()
    rows = world.store.read("links").to_pylist()
    assert sorted(row["article_id"] for row in rows) == sorted(f"{slug}-1" for slug in SIX), "each said once"
    assert len(world.shape()) == 1
    assert world.link().written == 0


def test_a_compacted_archive_is_read_again(world, make, national):
    world.put(*six(make, national))
    world.link()
    other = six(make, national)
    # The same articles in parts of other names, as after a compaction.
    manifests = world.folder / "store" / "manifests"
    for slug in SIX:
        (manifests / f"{slug}.json").unlink()
    world.put(*(replace(one) for one in other))
    done = world.link()
    assert (done.rebuilt, done.written) == ("the archive was rearranged", 0)


def test_an_empty_store_is_linked_too(world):
    done = world.link()
    assert (done.articles, done.written) == (0, 0)
