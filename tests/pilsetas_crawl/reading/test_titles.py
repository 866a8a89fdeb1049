"""Titles: the site's name goes, the title itself stays whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.reading.titles import clean_title

# The tails the sites' dossiers give (TVP: " | " and the institution; Alūksne: " - ").
SUFFIXES = [
    " | Dienvidkurzemes novada pašvaldība",
    " | Rīgas valstspilsētas pašvaldība",
    " | Jūrmalas valstspilsētas pašvaldība",
    " | Ādažu novada pašvaldība",
    " | Ropažu novada pašvaldība",
    " - Alūksnes novads",
    " – Siguldas novada pašvaldība",
    " » Cēsu novads",
    " | Liepājas dome",
    " | Daugavpils pilsēta",
    " | Madonas novada pašvaldības mājaslapa",
    " | madona.lv",
    " - www.olaine.lv",
    " - Ludzas novads | ludzasnovads.lv",
]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_site_name_is_cut(suffix):
    assert clean_title("Notikusi domes sēde" + suffix) == "Notikusi domes sēde"


def test_a_given_site_name_is_cut_whatever_it_looks_like():
    assert clean_title("Cabinet composition | Ministru kabinets", site_names=["Ministru kabinets"]) == (
        "Cabinet composition"
    )
    assert clean_title("Zaļā iela – KULDĪGA", site_names=["Kuldīga"]) == "Zaļā iela"


def test_only_the_last_part_goes():
    assert (
        clean_title("Ceļš Rīga – Sigulda | Remonts | Ogres novada pašvaldība")
        == "Ceļš Rīga – Sigulda | Remonts"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Sēde 12. novembrī – tiešraide",
        "Lielā talka - kopā mēs varam",
        "Ceļā Rīga – Sigulda slēgs satiksmi",
        "Latvijas zaļākais novads – Līgatnes novads",
        "Konkurss | Piesakies līdz 1. maijam",
        "Koncerts „Zeme, zeme, kas tā zeme”",
        "„Mežaparks” – jauna pieturvieta",
        "COVID-19",
        "-20 grādi: ko darīt?",
        "3 < 5 un 7 > 2",
        "2025. gada budžets",
        "ES/EEZ",
        "Notikusi domes sēde!",
    ],
)
def test_a_right_title_stays_as_it_is(title):
    assert clean_title(title) == title


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Domes s&#275;de &#8211; tie&#353;raide", "Domes sēde – tiešraide"),
        ("Sports &amp;amp; kultūra", "Sports & kultūra"),
        ("Sports &amp;#8211; visiem", "Sports – visiem"),
        ("<b>Sēde</b><br>notiks <em>rīt</em>", "Sēde notiks rīt"),
        ("  Sēde\u00a0notiks\n rīt ", "Sēde notiks rīt"),
        ("Se\u0304de", "Sēde"),
        ("– Sēde –", "Sēde"),
        ("| Sēde |", "Sēde"),
        ("Sēde notiks:", "Sēde notiks"),
        ("„Jūras svētki”", "„Jūras svētki”"),
        ('"Jūras svētki"', '"Jūras svētki"'),
        ("„Jūras svētki", "Jūras svētki"),
        ("Jūras svētki”", "Jūras svētki"),
        ("PAZIŅOJUMS", "PAZIŅOJUMS"),
    ],
)
def test_markup_and_loose_ends_go(raw, title):
    assert clean_title(raw) == title


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "   ",
        "–",
        "...",
        "Bez nosaukuma",
        "(bez nosaukuma)",
        "attēls",
        "Attēls.",
        "Untitled",
        "https://www.dkn.lv/lv/jaunums/sede",
        "www.dkn.lv",
        "dkn.lv",
        "/lv/jaunums/domes-sede-notiks",
        "lv/jaunums/domes-sede",
        "pazinojums-par-domes-sedi",
        "IMG_2034.JPG",
        "<br>",
        "&nbsp;",
    ],
)
def test_what_is_no_title_gives_none(raw):
    assert clean_title(raw) is None


def test_a_site_name_with_no_title_before_it_is_none():
    assert clean_title(" | Ogres novada pašvaldība") is None


@settings(deadline=None)  # a shared machine is slow at times
@given(st.text())
def test_a_clean_title_is_final_or_at_least_one_line(text):
    title = clean_title(text)
    if title is not None:
        assert title.strip() == title
        assert "\n" not in title
        assert any(char.isalnum() for char in title)
