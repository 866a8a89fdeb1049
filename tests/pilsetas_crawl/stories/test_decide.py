"""Rules of the decision, each with a text of its own; the gold pairs are in test_gold.py."""

from __future__ import annotations

import pytest

from pilsetas_crawl.stories.decide import decide
from pilsetas_crawl.stories.fingerprint import fingerprint

CORE = (
    "Svētdien Kandavā pie Abavas tilta atklās jaunu skatu laukumu ar soliem un galdiem.",
    "To izbūvēja uzņēmums „Abavas būve” pēc vietējo iedzīvotāju ierosinājuma.",
    "Darbi sākās jūlijā un izmaksāja 48 300 eiro, no kuriem puse ir pašvaldības nauda.",
    "Laukumu apgaismos astoņas lampas, un piekļuve būs iespējama arī ratiņkrēslā.",
    "Pagasta vadītāja Ilze Ozola cer, ka te labprāt apstāsies velobraucēji.",
    "Nākamais darbs būs taka uz Bruņinieku pili.",
)
BODY = " ".join(CORE)


def said(first: str, second: str, titles: tuple[str, str] = ("Skatu laukums", "Skatu laukums"), **slugs: str):
    a = fingerprint(titles[0], first, slugs.get("a", "tukums"))
    b = fingerprint(titles[1], second, slugs.get("b", "tukums"))
    forward, backward = decide(a, b), decide(b, a)
    assert forward == backward
    return forward


@pytest.mark.parametrize(
    "other",
    [
        BODY,
        BODY.upper().replace(".", ".").capitalize(),
        BODY + " Foto: Ilze Ozola",
        BODY + "\n\nInformāciju sagatavoja: Tukuma novada pašvaldība, tālr. 63107225",
        "Tukuma ziņas. " + BODY,
        " ".join(CORE[:3]),
        CORE[0] + " " + CORE[1],
        BODY.replace("labprāt apstāsies", "apstāsies"),
    ],
    ids=["same", "lower case", "credit", "footer", "prefix", "half", "lead", "edit"],
)
def test_copies_are_one_story(other):
    found = said(BODY, other, ("Skatu laukums", "Jauns skats pie Abavas"))
    assert found.same
    assert 0.5 <= found.similarity <= 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("3. decembrī", "10. decembrī", "times"),
        ("plkst. 11.00", "plkst. 14.00", "times"),
        ("Kalna ielā 3", "Lauku ielā 9", "facts"),
    ],
)
def test_what_stands_in_the_same_place_and_differs_parts_two_notices(old, new, reason):
    notice = (
        "Ceturtdien, 3. decembrī, no plkst. 11.00 Kalna ielā 3 notiks dūmvadu pārbaude. Lūdzam būt mājās un "
        "nodrošināt piekļuvi skurstenim. Pārbaudi veic sertificēts meistars, un tā ir bez maksas."
    )
    found = said(notice, notice.replace(old, new))
    assert (found.same, found.reason) == (False, reason)


def test_what_one_text_merely_has_more_parts_nothing():
    assert said(BODY, BODY + " Svētku koncertā 13. decembrī plkst. 15.00 dziedās Jānis Lūsēns.").same


def test_one_date_put_right_in_a_long_programme_is_an_edit():
    days = " ".join(
        f"{n}. decembrī plkst. {n + 5}.00 notiks {n}. sacensību diena zālē." for n in range(2, 12)
    )
    assert said(days, days.replace("3. decembrī plkst. 8.00", "3. decembrī plkst. 8.30")).same


def test_a_national_notice_names_another_municipality_each_time(national):
    first = "Ludzas novada pašvaldība informē. " + national
    second = "Preiļu novada pašvaldība informē. " + national
    assert said(first, second, a="ludza", b="preili").same


def test_two_meetings_of_two_councils_at_one_hour_are_two():
    text = "26. novembrī plkst. 10.00 {} novada domes zālē notiks domes sēde. Tai varēs sekot arī tiešraidē."
    found = said(text.format("Ludzas"), text.format("Preiļu"), a="ludza", b="preili")
    assert (found.same, found.reason) == (False, "places")


def test_sentences_that_are_forms_of_words_join_nothing():
    tail = " Norādītos datus apstrādās tikai konkursa vajadzībām. Uz pārrunām aicinās ar tālruņa zvanu."
    a = fingerprint("", "Meklējam pavāru skolas virtuvē ar pieredzi un prieku gatavot bērniem." + tail)
    b = fingerprint("", "Vajadzīgs sētnieks muzeja pagalmam, kas prot rīkoties arī ar zāles pļāvēju." + tail)
    assert decide(a, b).reason == "sentences"
    found = decide(a, b, frequent=a.by_key.keys() & b.by_key.keys())
    assert (found.same, found.reason) == (False, "unlike")


@pytest.mark.parametrize(
    "other", ["", "Pavisam cits teksts par makšķernieku sacensībām Usmas ezerā un lielo līdaku."]
)
def test_other_texts_are_unlike(other):
    assert said(BODY, other).reason == "unlike"
