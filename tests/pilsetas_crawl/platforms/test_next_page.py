"""Rule: the next page is another page of the same site that the pager itself links to, and nothing else."""

from __future__ import annotations

import pytest
from parsel import Selector

from pilsetas_crawl.platforms.discovery.links import next_page

BASE = "https://www.cesis.lv/aktualitates/zinas/?page=2"
NEXT = "https://www.cesis.lv/aktualitates/zinas/?page=3"
# Each is marked as the way onward, as carousels and picture shows mark theirs.
ELSEWHERE = {
    "fragment": "#",
    "named fragment": "#karuselis",
    "script": "javascript:void(0)",
    "script in capitals": " JavaScript:;",
    "other host": "https://www.visit.cesis.lv/aktualitates/zinas/?page=3",
    "other host without scheme": "//facebook.com/cesis?page=3",
    "mail": "mailto:dome@cesis.lv",
    "telephone": "tel:+37164161800",
    "the page itself": BASE,
    "the page itself, short": "?page=2",
    "the page itself with a fragment": "?page=2#saturs",
    "nothing": "",
}
SIGNS = {
    "rel": '<a rel="next" href="{}">&gt;</a>',
    "words": '<a href="{}">Nākamā</a>',
    "label": '<a aria-label="Nākamā" href="{}"><i></i></a>',
    "number": '<ul class="pagination"><li><a href="{}">3</a></li></ul>',
}


def following(html: str, base: str = BASE) -> str | None:
    return next_page(Selector(text=f"<html><body>{html}</body></html>"), base, 2)


@pytest.mark.parametrize("sign", SIGNS)
def test_the_pagers_own_link_is_followed(sign: str) -> None:
    assert following(SIGNS[sign].format("?page=3")) == NEXT
    assert following(SIGNS[sign].format("/aktualitates/zinas/?page=3")) == NEXT


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("target", ELSEWHERE)
def test_what_leads_nowhere_is_not_followed(target: str, sign: str) -> None:
    assert following(SIGNS[sign].format(ELSEWHERE[target])) is None


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_link_that_leads_nowhere_hides_no_pager(target: str, sign: str) -> None:
    """A carousel with its own "next" stands above the list."""
    assert following(SIGNS["rel"].format(ELSEWHERE[target]) + SIGNS[sign].format("?page=3")) == NEXT


def test_a_link_of_the_head_counts() -> None:
    page = Selector(text='<html><head><link rel="next" href="?page=3"></head><body></body></html>')
    assert next_page(page, BASE, 2) == NEXT


def test_the_last_page_has_none() -> None:
    pager = '<nav><a rel="prev" href="?page=1">Iepriekšējā</a> <a href="?page=1">1</a> <b>2</b></nav>'
    assert following(pager) is None


def test_a_number_outside_the_pager_is_no_page() -> None:
    assert following('<p><a href="/aktualitates/zinas/kultura/3-klase/">3</a></p>') is None


@pytest.mark.parametrize("label", ["Tālāk »", "Nākamā ›", "Next page >"])
def test_an_arrow_behind_the_word_changes_nothing(label: str) -> None:
    assert following(f'<a href="?page=3">{label}</a>') == NEXT


def test_a_picture_without_words_is_no_way_on() -> None:
    assert following('<a href="/projekti"><img src="/logo.png"></a>') is None


@pytest.mark.parametrize(
    "label", ["Nächste", "Weiter", "Следующая", "Далее", "Następna strona", "Järgmine", "→"]
)
def test_the_word_is_known_in_other_languages(label: str) -> None:
    assert following(f'<a href="?page=3">{label}</a>') == NEXT
