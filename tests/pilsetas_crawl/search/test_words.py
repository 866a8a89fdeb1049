"""Every inflected form finds every other, with or without diacritics."""

from itertools import permutations

import pytest

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.search.words import key, keys, meant

# All cases and numbers, by the grammar of Latvian: declensions 1 to 6.
PARADIGMS = [
    "tilts tilta tiltam tiltu tiltā tilti tiltiem tiltus tiltos",
    "brālis brāļa brālim brāli brālī brāļi brāļu brāļiem brāļus brāļos",
    "iedzīvotājs iedzīvotāja iedzīvotājam iedzīvotāju iedzīvotājā iedzīvotāji iedzīvotājiem iedzīvotājus",
    "tirgus tirgum tirgu tirgū tirgi tirgiem tirgos",
    "skola skolas skolai skolu skolā skolām skolās",
    "Krāslava Krāslavas Krāslavai Krāslavu Krāslavā",
    "pilsēta pilsētas pilsētai pilsētu pilsētā pilsētām pilsētās",
    "sēde sēdes sēdei sēdi sēdē sēžu sēdēm sēdēs",
    "upe upes upei upi upē upju upēm upēs",
    "pils pilij pili pilī piļu pilīm pilīs",
    "pirts pirtij pirti pirtī pirtīm pirtīs",
    "sirds sirdij sirdi sirdī siržu sirdīm sirdīs",
    "lielais lielā lielajam lielo lielajā lielie lielajiem lielos lielajos lielās lielajām lielajās",
    "ceļš ceļa ceļam ceļu ceļā ceļi ceļiem ceļus ceļos",
]


@pytest.mark.parametrize("forms", PARADIGMS)
def test_each_form_finds_each_other(forms):
    missed = [(a, b) for a, b in permutations(forms.split(), 2) if key(b) not in meant(a)]
    assert missed == []


@pytest.mark.parametrize("forms", PARADIGMS)
def test_forms_typed_without_diacritics_find_them_too(forms):
    # Without them ž is z and š is s: which letter was softened is not to be seen any more.
    told = [form for form in forms.split() if not form.endswith("žu")]
    missed = [(a, b) for a in told for b in forms.split() if key(b) not in meant(fold(a))]
    assert missed == []


@pytest.mark.parametrize(
    ("asked", "other"),
    [("gaze", "gads"), ("gāze", "gads"), ("skola", "skaļa"), ("tilts", "tīls"), ("vads", "vāze")],
)
def test_other_words_are_not_found(asked, other):
    assert key(other) not in meant(asked)


def test_a_text_gives_one_key_a_word():
    assert keys("Domes sēdē – Baltijas-Adrijas ceļš, 2026. gads; e\u0304ka!") == (
        "dom sez baltij adrij cel 2026 gad ek"
    )
    assert keys(None) == keys(" – ") == ""
    assert keys("so\u00adda") == keys("soda")
