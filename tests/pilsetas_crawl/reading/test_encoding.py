"""Charsets: declarations lie, bytes do not."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.encoding import (
    declared_in,
    decode_body,
    repair_mojibake,
    resolve_encoding,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"
# Made up; every Latvian letter in both cases at least once.
TEXT = (
    "Ādažu, Čornajas, Ēdoles, Ģipkas, Īvandes, Ķekavas, Ļaudonas, Ņujorkas, Šķaunes, Ūdrīšu un Žīguru ļaudis "
    "ziņo: šķūņi, ģērbtuves, ēkas, ceļi, žogi, ņiprums un čaklums. Novada dome lēma par ūdensvadu."
)
PAGE = f"<html><head><title>Ziņas</title></head><body><p>{TEXT}</p></body></html>"
BALTIC = ["windows-1257", "iso-8859-13", "iso-8859-4"]


def page(charset, declaration=None, text=PAGE):
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={declaration}">' if declaration else ""
    )
    return text.replace("<head>", f"<head>{meta}").encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", *BALTIC])
def test_a_right_declaration_is_believed(charset):
    text, choice = decode_body(page(charset), charset)
    assert (choice.how, choice.suspicious) == ("declared", 0)
    assert text == PAGE


@pytest.mark.parametrize("charset", ["utf-8", *BALTIC])
@pytest.mark.parametrize(
    "declared",
    [None, "utf-8", "windows-1257", "iso-8859-1", "windows-1252", "us-ascii", "iso-8859-15", "x-unknown"],
)
def test_the_text_is_right_whatever_is_declared(charset, declared):
    text, choice = decode_body(page(charset), declared)
    assert text == PAGE
    assert choice.suspicious == 0


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "windows-1252", "cp1252"])
def test_latin_1_is_overruled(declared):
    assert resolve_encoding(page("utf-8"), declared)[:2] == ("utf-8", "utf-8")
    assert resolve_encoding(page("windows-1257"), declared)[:2] == ("windows-1257", "baltic")


def test_without_a_declaration_utf8_comes_before_the_baltic_charsets():
    assert resolve_encoding(page("utf-8"), None)[:2] == ("utf-8", "utf-8")
    assert resolve_encoding(page("windows-1257"), None)[:2] == ("windows-1257", "baltic")
    assert resolve_encoding(page("iso-8859-4"), None)[:2] == ("iso-8859-4", "baltic")


def test_the_page_s_own_declaration_is_read_when_the_header_is_silent():
    assert declared_in(page("windows-1257", "windows-1257")) == "windows-1257"
    assert declared_in(b"<?xml version='1.0' encoding='ISO-8859-13'?>") == "ISO-8859-13"
    assert declared_in(b"<html>") is None
    assert resolve_encoding(page("windows-1257", "windows-1257"), None).how == "declared"


@pytest.mark.parametrize("bom_charset", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_wins_and_does_not_stay(bom_charset):
    text, choice = decode_body(PAGE.encode(bom_charset), "windows-1257")
    assert choice.how == "bom"
    assert text == PAGE


def test_quotation_marks_tell_windows_from_iso():
    text = PAGE.replace("dome", "dome „Mēs” – tā")
    decoded, choice = decode_body(page("windows-1257", text=text), "iso-8859-1")
    assert (choice.name, decoded) == ("windows-1257", text)


def test_plain_ascii_is_what_was_declared_or_utf8():
    assert resolve_encoding(b"<p>Dome</p>", None)[:2] == ("utf-8", "utf-8")
    assert resolve_encoding(b"<p>Dome</p>", "windows-1257")[:2] == ("windows-1257", "declared")
    assert resolve_encoding(b"", None) == ("utf-8", "utf-8", 0)


def test_a_letter_cut_in_two_does_not_change_the_charset():
    body = page("utf-8")
    cut = body[: body.index("lēma".encode()) + 2]
    choice = resolve_encoding(cut, "utf-8")
    assert (choice.name, choice.suspicious) == ("utf-8", 1)


def test_one_foreign_piece_in_a_utf8_page_is_counted():
    body = page("utf-8").replace(b"</p>", "lēnām".encode("windows-1257") + b"</p>")
    text, choice = decode_body(body, None)
    assert (choice.name, choice.suspicious) == ("utf-8", 2)
    assert TEXT in text


def test_mojibake_inside_a_page_is_suspicious():
    body = PAGE.replace("ļaudis", "Ä¼audis Å¡odien").encode()
    assert resolve_encoding(body, "utf-8").suspicious == 2


def test_russian_in_its_own_charset_is_believed():
    russian = "<p>Новости краевой думы и самоуправления города Даугавпилса</p>"
    text, choice = decode_body(russian.encode("windows-1251"), "windows-1251")
    assert (choice.how, text) == ("declared", russian)


@pytest.mark.parametrize(
    "name", ["rot13", "idna", "unicode_escape", "hex", "utf-7", "", "'", "a" * 500, "utf8\x00"]
)
def test_names_that_are_no_charset_are_ignored(name):
    assert decode_body(page("utf-8"), name)[0] == PAGE


@settings(deadline=None)  # a shared machine is slow at times
@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "windows-1257", "iso-8859-1", "utf-16", "koi8-r"]),
)
def test_any_bytes_are_decoded(body, declared):
    text, choice = decode_body(body, declared)
    assert isinstance(text, str)
    assert choice.suspicious >= text.count("\ufffd")
    body.decode(choice.name, errors="replace")


def test_the_real_page_is_clean_utf8():
    assert resolve_encoding(GOLDEN.read_bytes(), None) == ("utf-8", "declared", 0)


# ---- mojibake ----


def misread(text, charset):
    """Read UTF-8 bytes in the wrong table; bytes that have no place there show as control characters."""
    raw = text.encode("utf-8")
    return "".join(
        one.decode(charset) if _has(one, charset) else chr(one[0]) for one in (bytes([byte]) for byte in raw)
    )


def _has(one, charset):
    try:
        one.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("charset", ["windows-1252", "windows-1257", "iso-8859-1"])
@pytest.mark.parametrize(
    "text", [TEXT, "„Jūras svētki” – sestdien", "Ventspilī", "Kafejnīca «Pērle» ēd 5 °C"]
)
def test_damage_is_repaired(charset, text):
    damaged = misread(text, charset)
    assert damaged != text
    assert repair_mojibake(damaged) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ängelholm un Åland",
        "Skåne, Tromsø, Malmö",
        "Sauna „SPÄ“",
        "Åse «Nord»",
        "Cena: 5 £, ¼ no Ä",
        "Māra, Ķekava, Ērgļi",
        "vâvere",
        "Ä",
        "",
    ],
)
def test_right_text_is_left_alone(text):
    assert repair_mojibake(text) == text


_RIGHT = st.text(alphabet="aābcčdeēgģiīkķlļnņsštuūvzžAĀČĒĢĪĶĻŅŠŪŽ .,–„”“«»()0123456789äöüõåéųąė\u00a0°€")


@settings(deadline=None)  # a shared machine is slow at times
@given(_RIGHT)
def test_no_right_latvian_text_is_ever_changed(text):
    assert repair_mojibake(text) == text


@settings(deadline=None)  # a shared machine is slow at times
@given(st.text())
def test_repairing_never_fails_and_never_grows(text):
    assert len(repair_mojibake(text)) <= len(text)
