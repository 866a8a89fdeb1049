"""Latvian of digests: the rules of the grammar, written down before the code was run."""

from datetime import date

import pytest

from exports.digest_words import (
    clean_line,
    clean_url,
    counted,
    day_dative,
    day_locative,
    day_nominative,
    days_between,
    weekday_line,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((0, "raksti"), (1, "raksts"), (2, "raksti"), (10, "raksti"), (11, "raksti"), (21, "raksts")),
        *((101, "raksts"), (111, "raksti"), (121, "raksts"), (1011, "raksti"), (1001, "raksts")),
    ],
)
def test_number_and_noun(number, words):
    assert counted(number, "raksts", "raksti") == f"{number} {words}"


CASES = {
    1: ("janvāris", "janvārī", "janvārim"),
    2: ("februāris", "februārī", "februārim"),
    3: ("marts", "martā", "martam"),
    4: ("aprīlis", "aprīlī", "aprīlim"),
    5: ("maijs", "maijā", "maijam"),
    6: ("jūnijs", "jūnijā", "jūnijam"),
    7: ("jūlijs", "jūlijā", "jūlijam"),
    8: ("augusts", "augustā", "augustam"),
    9: ("septembris", "septembrī", "septembrim"),
    10: ("oktobris", "oktobrī", "oktobrim"),
    11: ("novembris", "novembrī", "novembrim"),
    12: ("decembris", "decembrī", "decembrim"),
}


@pytest.mark.parametrize("month", CASES)
def test_months_are_declined(month):
    day = date(2026, month, 5)
    made = (day_nominative(day), day_locative(day, 2026), day_dative(day, 2026))
    assert made == tuple(f"5. {form}" for form in CASES[month])


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2026, 11, 28), (2026, 11, 28), "2026. gada 28. novembris"),
        ((2026, 11, 27), (2026, 11, 28), "2026. gada 27.–28. novembris"),
        ((2026, 11, 28), (2026, 12, 3), "2026. gada 28. novembris – 3. decembris"),
        ((2026, 12, 30), (2027, 1, 2), "2026. gada 30. decembris – 2027. gada 2. janvāris"),
    ],
)
def test_ranges_of_days(first, last, words):
    assert days_between(date(*first), date(*last)) == words


def test_another_year_is_told():
    assert day_locative(date(2025, 11, 28), 2026) == "2025. gada 28. novembrī"
    assert weekday_line(date(2026, 11, 29), 2026) == "Svētdiena, 29. novembris"


def test_a_line_stays_one_line_and_keeps_its_direction():
    assert clean_line("A\r\nBcc: x\x00\u202eevil\u2066 \u200f b\u0304") == "A Bcc: x evil b̄"
    assert clean_line("Ru\u0304jiena") == "Rūjiena"
    assert clean_line(None) == ""


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "JavaScript://x/%0aalert(1)",
            "data:text/html,x",
            "//x.lv/a",
            "/a",
            "",
            None,
        ),
        *('http://x.lv/"onclick="x', "http://x.lv/a b", "http://x.lv/\r\nX: y", "http://[x", "http:///a"),
        *("\x01http://x.lv", "http://x.lv/\u202e", "vbscript:x", "ftp://x.lv/a", "http://x.lv/<b>"),
    ],
)
def test_addresses_that_are_not_linked(url):
    assert clean_url(url) is None


@pytest.mark.parametrize("url", ["https://ludza.lv/ziņa?a=1&b=2#c", "HTTP://x.lv", "https://x.lv/it's|{a}"])
def test_addresses_that_are(url):
    assert clean_url(url) == url
