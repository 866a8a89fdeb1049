"""Plain text: lines, paragraphs, folding, words, entities, masked e-mail."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.text import (
    clean_line,
    clean_paragraphs,
    decode_entities_once,
    fold,
    unmask_email,
    word_count,
)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  Domes\n\tsēde ", "Domes sēde"),
        ("30.\u00a0oktobrī plkst.\u202f18.00", "30. oktobrī plkst. 18.00"),
        ("paš\u00advaldība", "pašvaldība"),
        ("Jūr\u200bmala\ufeff", "Jūrmala"),
        ("K\u0327ekava, A\u0304daz\u030ci", "Ķekava, Ādaži"),
        ("a\x00b\x07c", "abc"),
        ("pirmā\u2028otrā", "pirmā otrā"),
        ("ģimene 👨\u200d👩\u200d👧", "ģimene 👨\u200d👩\u200d👧"),
        ("sē\u200dde", "sēde"),
        ("bojāts \ud83d pāris", "bojāts pāris"),
        ("A &amp; B", "A &amp; B"),
        ("", ""),
    ],
)
def test_one_clean_line(raw, line):
    assert clean_line(raw) == line


@settings(deadline=None)  # a shared machine is slow at times
@given(st.text())
def test_cleaning_is_final_and_safe_to_store(text):
    once = clean_line(text)
    assert clean_line(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
    whole = clean_paragraphs(text)
    assert clean_paragraphs(whole) == whole
    assert "\n\n\n" not in whole


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("viens\n\n\n\ndivi", "viens\n\ndivi"),
        ("viens\r\n \t\r\ndivi", "viens\n\ndivi"),
        ("- viens\n-  divi", "- viens\n- divi"),
        ("\n\n viens \n\n", "viens"),
        ("viens\u2029divi", "viens\n\ndivi"),
        ("viens\n\u00a0\ndivi", "viens\n\ndivi"),
        (" \n \u200b\n ", ""),
    ],
)
def test_paragraphs_are_separated_by_one_blank_line(raw, text):
    assert clean_paragraphs(raw) == text


def test_folding_strips_case_and_diacritics():
    assert fold("ĀČĒĢĪĶĻŅŠŪŽ") == "acegiklnsuz"
    assert fold("Latgalys Ōrsys") == "latgalys orsys"
    assert fold("Ķekava") == fold("K\u0327EKAVA") == "kekava"
    assert fold("Москва") == "москва"


@settings(deadline=None)  # a shared machine is slow at times
@given(st.text())
def test_folding_is_final(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Domes sēde notiks 12. novembrī.", 5),
        ("Rīga – galvaspilsēta", 2),
        ("- pirmais\n- otrais", 2),
        ("a | b", 2),
        ("vides-aizsardzība", 1),
        ("", 0),
        ("… – !", 0),
    ],
)
def test_words_hold_a_letter_or_digit(text, count):
    assert word_count(text) == count


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("A &amp; B", "A & B"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&#8211; &#x2013; &ndash;", "– – –"),
        ("&#150;", "–"),
        ("&bdquo;J&umacr;ra&rdquo;", "„Jūra”"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("Sports & kultūra", "Sports & kultūra"),
        ("a&nbsp;b", "a\u00a0b"),
        ("&nav;", "&nav;"),
    ],
)
def test_entities_are_decoded_once(raw, text):
    assert decode_entities_once(raw) == text


@pytest.mark.parametrize(
    ("masked", "plain"),
    [
        ("pasts [at] mk.gov.lv", "pasts@mk.gov.lv"),
        ("pasts(at)mk.gov.lv", "pasts@mk.gov.lv"),
        ("pasts [at] mk [dot] gov [dot] lv", "pasts@mk.gov.lv"),
        ("rakstiet: dome[at]dkn.lv.", "rakstiet: dome@dkn.lv."),
        ("janis.berzins [AT] adazi.lv vai zvaniet", "janis.berzins@adazi.lv vai zvaniet"),
        ("sēde at dome.lv", "sēde at dome.lv"),
        ("skatīt [at] vēlāk", "skatīt [at] vēlāk"),
        ("jau@dkn.lv", "jau@dkn.lv"),
    ],
)
def test_masked_email_is_written_out(masked, plain):
    assert unmask_email(masked) == plain


def test_a_long_run_of_letters_is_no_trap():
    text = "a" * 200_000 + " [x"
    assert unmask_email(text) == text
