"""Rule: any text has a fingerprint, at a cost that grows with its length and no faster."""

from __future__ import annotations

import time

import pytest

from pilsetas_crawl.stories.decide import decide
from pilsetas_crawl.stories.fingerprint import BANDS, PERMUTATIONS, ROWS, fingerprint, pack, unpack

ODD = {
    "nothing": "",
    "white": " \n\t \n",
    "one word": "Ziema",
    "two words": "Ziema klāt",
    "no word": "*** --- !!! 🎄",
    "control": "Lu\x00dza\x07 \x1b[31m novads\x9f sauc\u202e talkā šodien no rīta",
    "lone surrogate": "Ludza \ud800 aicina visus iedzīvotājus uz talku",
    "mixed scripts": "Лудза aicina všechny 日本語 iedzīvotājus на праздник ḱómbinèd ā̄̄̄ šodien",
    "capitals": "LUDZAS NOVADA DOME AICINA VISUS IEDZĪVOTĀJUS UZ SVĒTKIEM PIEKTDIEN PLKST. 12.00 PARKĀ",
    "digits": "1 2 3 4.5 6,7 31.12.2026 99.99.99 00:00 24.60 " * 3,
    "one letter": "a " * 50,
    "full stops": "." * 1000 + "A",
}  # fmt: skip


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_bad_input_has_a_fingerprint_that_survives_packing(body):
    told = fingerprint(body, body, "ludza")
    assert unpack(pack(told)) == told
    assert decide(told, told).same == (told.words > 0)
    assert not decide(told, fingerprint("", "", "")).same


def test_no_title_and_no_body():
    told = fingerprint(None, None)
    assert (told.words, told.keys) == (0, frozenset())


@pytest.mark.parametrize(
    "piece",
    ["vārds ", "Vards. A", "a", ".", ". ", "\n", "1 ", "1.", "„", "a@", "A. ", "Ludza ", "\u00ad", "ā\u0304"],
)
def test_ten_times_the_text_costs_no_more_than_its_share(piece):
    """Whole lengths up to 5 MB, one paragraph; what is beyond the limit costs next to nothing."""

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = 9.0
        for _ in range(2):
            begin = time.process_time()
            pack(fingerprint(text, text, "ludza"))
            best = min(best, time.process_time() - begin)
        return best

    small, large, huge = seconds(15_000), seconds(150_000), seconds(5_000_000)
    assert large < 40 * small + 0.1
    assert huge < 4 * large + 0.2


def test_two_large_texts_are_compared_in_bounded_time():
    words = [f"vārds{n}" for n in range(60_000)]
    first = ". ".join(" ".join(words[n : n + 9]).capitalize() for n in range(0, 60_000, 9))
    second = ". ".join(" ".join(words[n : n + 9]).capitalize() for n in range(3, 60_000, 9))
    a, b = fingerprint("", first), fingerprint("", second)
    begin = time.process_time()
    decide(a, b)
    assert time.process_time() - begin < 0.2


def test_a_fingerprint_depends_on_the_words_alone():
    plain = fingerprint("Virsraksts", "Sestdien Talsos iestādīja sešdesmit kociņus. Visi priecājās.")
    odd = fingerprint("Virsraksts", "Sestdien  Talsos iestā\u00addīja sešdesmit kociņus!\n\nVisi priecājās")
    assert odd.lines == plain.lines
    assert odd.signature == plain.signature


def test_bytes_that_are_none_are_refused():
    with pytest.raises(ValueError, match="not a fingerprint"):
        unpack(b"x")


def test_the_layout_of_bands_uses_no_more_than_there_is():
    assert BANDS * ROWS <= PERMUTATIONS
