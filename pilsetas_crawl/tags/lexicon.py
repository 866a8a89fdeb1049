"""Which words are nouns, and what their nominative is.

simplemma's dictionary knows 15,000 words and is wrong about some (it calls *apgaismojums* a verb form). So it
is not asked for the lemma of a form but whether a nominative that explains the form is a word it knows. Words
it lacks are understood by the vocabulary of topics, by their suffix, or as compounds of words it knows.
"""

from __future__ import annotations

from functools import cache, lru_cache

from pilsetas_crawl.reading.text import fold
from pilsetas_crawl.tags.declension import SINGULAR, Reading, plural, readings
from pilsetas_crawl.tags.stems import word_key
from pilsetas_crawl.tags.stopwords import stop_forms
from pilsetas_crawl.tags.vocabulary import patterns
from pilsetas_crawl.tags.words import forms_by_lemma, lemma_of

# Suffix of a nominative → nothing but nouns have it.
_NOUN_SUFFIXES = (
    "šana", "šanās", "ība", "ija", "tava", "nīca", "ums", "tājs", "tāja", "ējs", "ēja", "nieks", "niece",
    "ists", "isms", "ietis", "iete", "ēns", "ors", "ūra", "tāte", "ika", "loģe", "logs", "fons", "ents",
    "ants",
)  # fmt: skip
# Shortest part of a compound that is taken for its head.
_HEAD = 5
# Forms the dictionary must know of a lemma before it counts as a noun.
_ATTESTED = 2
# Endings of the definite adjective.
_DEFINITE = (
    "ajiem", "ajām", "ajam", "ajai", "ajos", "ajās", "ajā", "ais", "iem", "ām", "ie", "os", "ās", "ā", "o",
)  # fmt: skip
# Ends of stems only adjectives and present participles have.
_ADJECTIVE_STEMS = ("isk", "īg", "ain", "oš")
# Nouns of reflexive verbs have three cases, all of these forms ("tikšanās").
_REFLEXIVE = ("šanās", "šanos")
_PREFIXES = ("aiz", "ap", "at", "ie", "iz", "no", "pa", "pār", "pie", "sa", "uz", "ne")


@lru_cache(maxsize=8192)
def noun(form: str) -> Reading | None:
    """The noun a lower-case form most likely is; None when it is none, or cannot be told."""
    if form.endswith(_REFLEXIVE):
        return Reading(form[:-2] + "ās", 4, SINGULAR, genitive=form.endswith("ās"))
    candidates = [one for one in readings(form) if not one.lemma.endswith("ie") and not _is_other(one.lemma)]
    if form.endswith("ais"):
        # "svarīgākais": definite adjectives; the few nouns among them are words of the dictionary.
        candidates = [one for one in candidates if lemma_of(form) == one.lemma]
    if not candidates or is_verb_form(form):
        return None
    lemma = lemma_of(form)
    usual = usual_nominatives().get(word_key(form))
    fitting = [one for one in candidates if usual in (one.lemma, plural(one.lemma, one.declension))]
    if not fitting and _is_infinitive(lemma) and lemma not in {one.lemma for one in candidates}:
        candidates = [one for one in candidates if one.lemma.endswith(_NOUN_SUFFIXES)]
        return candidates[0] if candidates else None
    known = fitting or [one for one in candidates if _support(one) >= _ATTESTED]
    if known:
        return max(
            known,
            key=lambda one: (
                one.lemma == lemma,
                _support(one),
                one.lemma.endswith(_NOUN_SUFFIXES),
                _head_length(one.lemma),
                -one.declension,
            ),
        )
    suffixed = [one for one in candidates if one.lemma.endswith(_NOUN_SUFFIXES)]
    if suffixed or lemma is not None:
        return suffixed[0] if suffixed else None
    head, best = max(((_head_length(one.lemma), one) for one in candidates), key=lambda pair: pair[0])
    return best if head else None


@lru_cache(maxsize=8192)
def adjective_stem(form: str) -> str | None:
    """Stem of a definite adjective or participle in any case; None when a form is none."""
    for ending in _DEFINITE:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) > 2 and _is_adjective(stem):  # noqa: PLR2004 # shorter than any stem
            return stem
    return None


@cache
def usual_nominatives() -> dict[str, str]:
    """Key → nominative as the vocabulary of topics writes it, for words and for the last words of phrases.

    The vocabulary is written in the number people use ("uzņēmēji", "muzejs"), and knows the words of local
    news.
    """
    found: dict[str, str] = {}
    for pattern in patterns():
        last = pattern.text.split()[-1]
        # At the end of a phrase -as and -es may be genitives ("nebūs elektrības").
        told = pattern.weight > 0 and not (len(pattern.steps) > 1 and last.endswith(("as", "es")))
        if told and not any(pattern.open_steps) and is_nominative(last):
            found.setdefault(word_key(last), last)
    return found


def is_nominative(word: str) -> bool:
    """Whether a lower-case word can be the nominative of a noun as far as the dictionary tells."""
    if not word.isalpha() or is_verb_form(word) or word_key(word) == word:
        return False
    lemma = lemma_of(word)
    if lemma is not None and lemma != word and lemma.endswith(("t", "ties")):
        return word.endswith(_NOUN_SUFFIXES)
    fitting = [one for one in readings(word) if word in (one.lemma, plural(one.lemma, one.declension))]
    if all(_is_other(one.lemma) for one in fitting):
        return False
    others = [one for one in readings(word) if one not in fitting]
    best = max((_support(one) for one in fitting), default=-1)
    return best >= max((_support(one) for one in others), default=0) and not any(
        one.lemma.endswith(_NOUN_SUFFIXES) for one in others if one.lemma not in word
    )


def _support(one: Reading) -> int:
    """Forms the dictionary has of a lemma, or of its plural where the word has only that."""
    counts = forms_by_lemma()
    many = counts.get(plural(one.lemma, one.declension), 0) if one.number != SINGULAR else 0
    return max(counts.get(one.lemma, 0), many)


def _head_length(lemma: str) -> int:
    counts, usual = forms_by_lemma(), usual_nominatives()
    for start in range(2, len(lemma) - _HEAD + 1):
        tail = lemma[start:]
        if counts.get(tail, 0) > _ATTESTED or usual.get(word_key(tail)) == tail:
            return len(tail)
    return 0


def may_begin_a_term(word: str) -> bool:
    """Whether a phrase that begins so can be a name of a thing: not with "nebūs", "bez", "pārtraukta"."""
    if noun(word) is not None:
        return True
    lemma = lemma_of(word)
    verb = lemma is not None and lemma.endswith(("t", "ties")) and lemma != word
    indefinite = word.endswith(("ta", "ti", "ts", "tas")) and _is_adjective(word.rstrip("ais"))
    return not (verb or indefinite or fold(word) in stop_forms())


def is_verb_form(form: str) -> bool:
    """Whether a form is a verb's by its ending and there is such a verb: past, future, present or infinitive.

    "uzvarēja" is not the feminine of a noun in -ējs, "pieskatīs" no locative, "aprēķina" no genitive.
    """
    if form.endswith(("ties", "sies", "šies", "jies", "vies", "ušas")):
        return True
    bare = form.removesuffix("s") if form.endswith(("jas", "jās")) else form
    if bare.endswith(("ēja", "āja", "īja", "oja")):
        if _is_verb(bare.removesuffix("ja") + "t"):
            return True
        # Of a verb the dictionary lacks, if it has no noun either: "programmēja".
        return bare.endswith(("ēja", "īja")) and all(_support(one) < _ATTESTED for one in readings(form))
    if bare.endswith(("ēs", "ās", "īs", "os")) and lemma_of(form) is None:
        return _is_verb(bare.removesuffix("s") + "t")
    return bare.endswith("ina") and lemma_of(form) is None and _is_verb(bare.removesuffix("a") + "āt")


def _is_verb(infinitive: str) -> bool:
    counts = forms_by_lemma()
    forms = [infinitive, f"{infinitive}ies"]
    forms += [one.removeprefix(prefix) for one in forms for prefix in _PREFIXES if one.startswith(prefix)]
    return any(one in counts for one in forms)


def _is_infinitive(lemma: str | None) -> bool:
    return lemma is not None and lemma.endswith(
        ("āt", "ēt", "īt", "ot", "ties", "kt", "pt", "st", "gt", "bt", "lt", "rt")
    )


@lru_cache(maxsize=8192)
def _is_other(lemma: str) -> bool:
    """Whether a would-be noun is an adjective ("dažāds") or a participle ("plānots")."""
    if not lemma.endswith(("s", "š", "a")):
        return False
    return _is_adjective(lemma[:-1])


@lru_cache(maxsize=8192)
def _is_adjective(stem: str) -> bool:
    counts = forms_by_lemma()
    if stem.endswith(_ADJECTIVE_STEMS):
        return True
    if stem.endswith(("t", "am", "ām")):
        # "plānots" beside "plānot", "nekustams": participles.
        infinitive = stem if stem.endswith("t") else stem.removesuffix("m").removesuffix("ja") + "t"
        bare = {infinitive, *(infinitive.removeprefix(prefix) for prefix in _PREFIXES)}
        if any(one in counts and one.endswith("t") and len(one) > 3 for one in bare):  # noqa: PLR2004 # a verb
            return True
    if f"{stem}s" not in counts:
        return False
    return any(lemma_of(stem + ending) is not None for ending in ("ais", "ajam", "āks"))
