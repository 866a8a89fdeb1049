"""Rule: only the edges of a body are tidied, of what is no text; a name there is the author's or nobody's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilsetas_crawl.platforms.edges import signature, tidy_body

TITLE = "Ludzā atklās jaunu bērnudārzu"
DATE = "05.11.2025."
TEXT = "Piektdien Ludzā durvis vērs jauns bērnudārzs.\n\nTajā ir vieta simt bērniem."


def tidy(*lines, title=TITLE, date=DATE, files=(), whole_page=False):
    return tidy_body("\n\n".join(lines), title=title, date_line=date, files=files, whole_page=whole_page)


@pytest.mark.parametrize(
    "before",
    [
        [TITLE],
        [TITLE, TITLE],  # heading and picture caption (Cēsis)
        [TITLE.upper()],
        ["Ludza atklas jaunu bernudarzu"],
        [f"Publicēts: {DATE}"],
        [DATE, TITLE],
        ["« Atpakaļ"],
        ["‹ Atpakaļ", TITLE, f"Publicēšanas datums: {DATE}"],
        ["Drukāt"],
    ],
)
def test_headline_date_and_way_back_go_from_the_beginning(before):
    assert tidy(*before, TEXT) == TEXT


@pytest.mark.parametrize(
    "after",
    [
        [f"Datums: {DATE}"],
        ["Atpakaļ"],
        ["Uz sākumu"],
        ["Nolikums"],
        ["- Nolikums\n- Pieteikuma anketa"],
        ["Nolikums", f"iesūtīts: {DATE}", "Atpakaļ"],
    ],
)
def test_date_files_and_way_back_go_from_the_end(after):
    assert tidy(TEXT, *after, files=["Nolikums", "Pieteikuma anketa"]) == TEXT


def test_edges_inside_a_paragraph_go_too_as_a_page_laid_out_in_a_table_has_them():
    table = f"{TITLE}\nPirmā rinda.\nOtrā rinda.\nPublicēts: {DATE}"
    assert tidy(table) == "Pirmā rinda.\nOtrā rinda."
    assert tidy(f"{TITLE}\n{TEXT}\n{DATE}\nDrukāt") == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        # In the middle everything was written by the author.
        ["Sākums ir te.", TITLE, "Beigas ir te."],
        ["Sākums ir te.", f"Publicēts: {DATE}", "Beigas ir te."],
        ["Sākums ir te.", "Nolikums", "Beigas ir te."],
        # A sentence that holds the date is no date line.
        [f"Sēde notiks {DATE}, un uz to aicināti visi novada iedzīvotāji.", "Beigas."],
        # A sentence that begins like the headline says more than it.
        [f"{TITLE} nākamajā piektdienā.", "Beigas."],
        # A list of files that also names something else is the author's.
        ["Sākums.", "- Nolikums\n- Jautājumi pa tālruni"],
        ["Sākums.", "- Jautājumi pa tālruni\n- Nolikums"],
        ["Dalīties priekā aicina koris."],
    ],
)
def test_what_the_author_wrote_stays(lines):
    assert tidy(*lines, files=["Nolikums"]) == "\n\n".join(lines)


DAY = date(2025, 11, 5)


@pytest.mark.parametrize("line", ["2025-11-05", "5. novembris, 2025", "Publicēts: 05.11.2025.", TITLE])
@pytest.mark.parametrize("place", [0, 1, -1])
def test_lines_that_date_or_name_the_article_go_from_either_end(line, place):
    """A theme may print a lead before the headline's second copy and the date."""
    lines = TEXT.split("\n\n")
    where = place if place >= 0 else len(lines)
    told = "\n\n".join([*lines[:where], line, *lines[where:]])
    assert tidy_body(told, title=TITLE, date_line=None, day=DAY) == TEXT


@pytest.mark.parametrize("line", ["2025-11-06", "6. novembris, 2025", "2025", "5. novembrī"])
def test_days_of_something_else_stay(line):
    told = f"{TEXT}\n\n{line}"
    assert tidy_body(told, title=TITLE, date_line=None, day=DAY) == told


def test_another_date_is_not_the_articles():
    assert tidy(TEXT, "Datums: 06.11.2025.") == f"{TEXT}\n\nDatums: 06.11.2025."


def test_without_a_title_or_date_nothing_is_taken_for_them():
    assert tidy(TITLE, TEXT, title=None, date=None) == f"{TITLE}\n\n{TEXT}"


def test_a_greeting_as_short_as_its_headline_stays():
    assert tidy(TITLE) == TITLE
    assert tidy(TITLE, f"Publicēts: {DATE}") == TITLE


def test_a_headline_read_along_with_the_page_is_no_text():
    assert tidy(TITLE, f"Publicēts: {DATE}", whole_page=True) is None
    assert tidy(TITLE, TEXT, whole_page=True) == TEXT


def test_a_date_or_file_names_alone_are_no_text():
    assert tidy(f"Publicēts: {DATE}") is None
    assert tidy("Nolikums", files=["Nolikums"]) is None


def test_no_body_stays_no_body():
    assert tidy_body(None, title=TITLE, date_line=DATE) is None
    assert tidy_body("", title=TITLE, date_line=DATE) is None


lines = st.lists(st.sampled_from([TITLE, DATE, "Atpakaļ", "Nolikums", "Teksts.", "Vēl teksts."]), max_size=7)


@given(lines=lines)
def test_tidying_takes_a_run_from_each_end_and_never_more(lines):
    tidied = tidy(*lines, files=["Nolikums"])
    kept = tidied.split("\n\n") if tidied else []
    assert any(lines[at : at + len(kept)] == kept for at in range(len(lines) + 1)) or kept == [TITLE]
    assert [line for line in kept if line.endswith("eksts.")] == [
        line for line in lines if line.endswith("eksts.")
    ]
    assert tidy(*kept, files=["Nolikums"]) == tidied


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ("Jānis Bērziņš", "Jānis Bērziņš"),
        ("Anna Marija Kalniņa", "Anna Marija Kalniņa"),
        ("Ilze Ozola-Liepiņa", "Ilze Ozola-Liepiņa"),
        ("Ingus Bērziņš", "Ingus Bērziņš"),
        ("Sagatavoja: Līga Šķēle", "Līga Šķēle"),
        ("Informāciju sagatavoja Ģirts Žagars", "Ģirts Žagars"),
        ("Tekstu sagatavoja Ēriks Ūdris", "Ēriks Ūdris"),
        ("Teksts: Inese Čakša", "Inese Čakša"),
        ("Ieva Krūmiņa, sabiedrisko attiecību speciāliste", "Ieva Krūmiņa"),
    ],
)
def test_a_name_alone_at_the_end_is_the_author(last, name):
    assert signature(f"Pirmā rindkopa.\n\nOtrā rindkopa.\n\n{last}") == name
    assert signature(f"Pirmā rindkopa.\n\nOtrā rindkopa.\n{last}") == name


@pytest.mark.parametrize(
    "last",
    [
        "Liepu iela",
        "Liepu Iela",
        "Brīvības Laukums",
        "Ludzas Bibliotēka",
        "Tukuma Muzejs",
        "Preiļu Galvenā Bibliotēka",
        "Latvijas Banka",
        "Valsts Policija",
        "Priecīgus Ziemassvētkus",
        "Laimīgu Jauno Gadu",
        "Foto: Jānis Bērziņš",
        "Uzvarētājs ir Jānis Bērziņš.",
        "- Jānis Bērziņš",
        "Jānis",
        "JĀNIS BĒRZIŅŠ",
        "jānis bērziņš",
        "Jānis Bērziņš atklāj izstādi",
        "Tālrunis 65707400",
    ],
)
def test_what_only_looks_like_a_name_is_nobodys(last):
    assert signature(f"Pirmā rindkopa.\n\n{last}") is None


def test_a_person_in_the_text_is_not_its_author():
    assert signature("Runāja Jānis Bērziņš\n\nPēc tam notika koncerts.") is None
    assert signature("Jānis Bērziņš\n\nPēc tam notika koncerts.") is None


def test_a_list_of_people_is_not_signed_by_the_last():
    assert signature("Apbalvoti:\n\nAnna Kalniņa\n\nJānis Ozols\n\nPēteris Liepa") is None
    assert signature("Apbalvoti:\nAnna Kalniņa\nJānis Ozols") is None


def test_a_name_in_the_place_of_a_text_is_no_signature():
    assert signature("Jānis Bērziņš") is None
    assert signature("") is None
    assert signature(None) is None
