"""Addresses: one written form, one identity per page, and what is never asked for."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilsetas_crawl.urls import (
    UrlError,
    absolute_url,
    canonical_url,
    is_fetchable,
    is_own,
    rebase,
    same_page,
    url_key,
)

OWN = ("www.dkn.lv", "grobinasnovads.lv")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("http://www.DKN.lv/lv/jaunums/sede", "https://www.dkn.lv/lv/jaunums/sede"),
        ("https://dkn.lv:443/lv", "https://dkn.lv/lv"),
        ("http://dkn.lv:80/lv", "https://dkn.lv/lv"),
        ("http://127.0.1.5:8080/lv", "https://127.0.1.5:8080/lv"),
        ("https://dkn.lv", "https://dkn.lv/"),
        ("https://dkn.lv/lv/jaunums/sede#saturs", "https://dkn.lv/lv/jaunums/sede"),
        ("https://olaine.lv/lv/jaunumi/x#gsc.tab=0", "https://olaine.lv/lv/jaunumi/x"),
        ("  https://dkn.lv/lv\n", "https://dkn.lv/lv"),
        ("//dkn.lv/lv", "https://dkn.lv/lv"),
        # raw Latvian letters and spaces in file names (Liepāja, Olaine, Salaspils)
        (
            "https://faili.liepaja.lv/Jūras mala (3).pdf",
            "https://faili.liepaja.lv/J%C5%ABras%20mala%20(3).pdf",
        ),
        ("https://a.lv/%c4%81/%7Ejana", "https://a.lv/%C4%81/~jana"),
        ("https://a.lv/100%/x", "https://a.lv/100%25/x"),
        ("https://a.lv/a/./b/../c", "https://a.lv/a/c"),
        # tracking and presentation
        ("https://a.lv/x?utm_source=fb&utm_medium=s&id=7", "https://a.lv/x?id=7"),
        ("https://a.lv/x?fbclid=1&gclid=2&mc_cid=3&mc_eid=4&_ga=5&ref=fb", "https://a.lv/x"),
        ("https://a.lv/lv/viegli-lasit?view=easy", "https://a.lv/lv/viegli-lasit"),
        ("https://tukums.lv/lv/notikums/gadatirgus?date=0", "https://tukums.lv/lv/notikums/gadatirgus"),
        ("https://a.lv/x?print=1&b=2", "https://a.lv/x?b=2"),
        ("https://a.lv/x?print", "https://a.lv/x"),
        ("https://daugavpils.lv/lv/2/read/7?mode=print", "https://daugavpils.lv/lv/2/read/7"),
        # a file keeps its attachment parameter, a page does not
        ("https://a.lv/lv/media/12/download?attachment", "https://a.lv/lv/media/12/download?attachment"),
        ("https://a.lv/x?attachment", "https://a.lv/x"),
        # order of parameters (Madona: fu, id, y, m vary)
        ("https://madona.lv/lat/novads?id=1885&fu=read", "https://madona.lv/lat/novads?fu=read&id=1885"),
        # the TVP filter: raw and encoded brackets are one
        ("https://a.lv/lv/jaunumi?category[5]=5", "https://a.lv/lv/jaunumi?category%5B5%5D=5"),
        # Daugavpils: links collect damaged parameters
        (
            "https://daugavpils.lv/afisa/zinas?amp;page=3&cultureKey=lv",
            "https://daugavpils.lv/afisa/zinas?page=3",
        ),
        (
            "https://daugavpils.lv/afisa/zinas?page=4&amp;page=3&%3Bpage=2",
            "https://daugavpils.lv/afisa/zinas?page=4",
        ),
        # old Rīga addresses: a bare number is the identity
        ("https://www.riga.lv/lv/news/x?12345", "https://www.riga.lv/lv/news/x?12345"),
        ("https://user:pw@a.lv/x", "https://a.lv/x"),
    ],
)
def test_an_address_has_one_written_form(written, canonical):
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    "kept",
    [
        "https://aloja.lv/?p=12",
        "https://a.lv/?page_id=3",
        "https://a.lv/lv/jaunumi?page=2",
        "https://tukums.lv/?id=9&option=com_content&view=article",
        "https://a.lv/lv/notikums/x?date=2025",
        "https://a.lv/x?view=list",
    ],
)
def test_parameters_that_identify_stay(kept):
    assert canonical_url(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#saturs",
        "javascript:void(0)",
        "mailto:dome@dkn.lv",
        "/lv/jaunumi",
        "https://",
        "http://[::1",
        "nav",
    ],
)
def test_what_is_no_web_address_is_refused_with_one_line(text):
    with pytest.raises(UrlError, match="not a web address") as caught:
        canonical_url(text)
    assert "\n" not in str(caught.value)


_SEGMENT = st.text(
    alphabet=string.ascii_letters + string.digits + "āčēģīķļņšūž-_.~% ()+,", min_size=1, max_size=12
)


@settings(deadline=None)  # a shared machine is slow at times
@given(st.lists(_SEGMENT, max_size=4), st.dictionaries(_SEGMENT, _SEGMENT, max_size=3))
def test_the_written_form_is_final(segments, query):
    url = "https://www.dkn.lv/" + "/".join(segments) + "?" + "&".join(f"{k}={v}" for k, v in query.items())
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert once.isascii()
    assert " " not in once


SAME = "https://www.dkn.lv/lv/jaunums/j%C5%ABras-sede"


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.dkn.lv/lv/jaunums/j%C5%ABras-sede",
        "https://dkn.lv/lv/jaunums/j%C5%ABras-sede",
        "https://DKN.LV/lv/jaunums/j%C5%ABras-sede",
        "https://www.dkn.lv/lv/jaunums/j%C5%ABras-sede/",
        "https://www.dkn.lv/lv/jaunums/jūras-sede",
        "https://www.dkn.lv/lv/jaunums/ju\u0304ras-sede",
        "https://www.dkn.lv/lv/jaunums/j%c5%abras-sede",
        "https://www.dkn.lv/lv/jaunums/j%C5%ABras-sede/print",
        "https://www.dkn.lv/lv/jaunums/j%C5%ABras-sede/print/",
        "https://www.dkn.lv/index.php/lv/jaunums/j%C5%ABras-sede",
        "https://www.dkn.lv/lv/jaunums/j%C5%ABras-sede?utm_campaign=vests",
        "https://www.dkn.lv/lv/jaunums/j%C5%ABras-sede?view=easy#top",
        "https://www.dkn.lv:443/lv/jaunums/j%C5%ABras-sede",
        "http://www.dkn.lv:8080/lv/jaunums/j%C5%ABras-sede",
        "https://grobinasnovads.lv/lv/jaunums/j%C5%ABras-sede",
    ],
)
def test_all_addresses_of_one_page_have_one_key(variant):
    assert url_key(SAME, own_hosts=OWN) == "/lv/jaunums/j%C5%ABras-sede"
    assert url_key(variant, own_hosts=OWN) == url_key(SAME, own_hosts=OWN)
    assert same_page(variant, SAME, OWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://dkn.lv/lv/jaunums/sede", "https://dkn.lv/lv/jaunums/sede-0"),
        ("https://dkn.lv/lv/jaunums/sede-0", "https://dkn.lv/lv/jaunums/sede-1"),
        ("https://dkn.lv/?p=1", "https://dkn.lv/?p=2"),
        ("https://dkn.lv/?page_id=1", "https://dkn.lv/"),
        ("https://dkn.lv/lat/novads?fu=read&id=1", "https://dkn.lv/lat/novads?fu=read&id=2"),
        ("https://dkn.lv/lat/novads?fu=read&id=1", "https://dkn.lv/lat/k-notikumi?fu=read&id=1"),
        ("https://dkn.lv/lv/jaunumi", "https://dkn.lv/lv/jaunumi?page=1"),
        ("https://dkn.lv/Sede", "https://dkn.lv/sede"),
        ("https://dkn.lv/a%2Fb", "https://dkn.lv/a/b"),
        ("https://dkn.lv/lv/x", "https://kolka.lv/lv/x"),
        ("https://dkn.lv/print", "https://dkn.lv/"),
    ],
)
def test_different_pages_have_different_keys(one, other):
    assert url_key(one, own_hosts=OWN) != url_key(other, own_hosts=OWN)
    assert not same_page(one, other, OWN)


def test_order_of_parameters_does_not_matter_to_the_key():
    keys = {
        url_key(f"https://madona.lv/lat/novads?{query}", own_hosts=["madona.lv"])
        for query in ("fu=read&id=7", "id=7&fu=read", "id=7&utm_source=x&fu=read", "fu=read&amp;id=7")
    }
    assert keys == {"/lat/novads?fu=read&id=7"}


def test_one_file_with_and_without_the_attachment_mark_has_one_key():
    keys = {
        url_key(f"https://dkn.lv/lv/media/12/download{tail}", own_hosts=OWN)
        for tail in ("", "?attachment", "?attachment=")
    }
    assert keys == {"/lv/media/12/download"}


def test_the_key_of_a_foreign_page_names_its_host():
    assert url_key("https://Kolka.lv/lv/x/?b=2&a=1", own_hosts=OWN) == "kolka.lv/lv/x?a=1&b=2"


def test_an_own_host_with_a_port_owns_that_port_only():
    own = ["127.0.1.5:8080"]
    assert is_own("http://127.0.1.5:8080/lv", own)
    assert not is_own("http://127.0.1.5:9090/lv", own)
    assert is_own("http://127.0.1.5:9090/lv", ["127.0.1.5"])
    assert url_key("http://127.0.1.5:8080/lv/x", own_hosts=own) == "/lv/x"


def test_broken_addresses_are_the_same_page_as_nothing():
    assert not same_page("mailto:a@b.lv", "mailto:a@b.lv", OWN)


@pytest.mark.parametrize(
    ("url", "moved"),
    [
        ("https://www.dkn.lv/lv/jaunums/x?page=1", "http://127.0.1.5:8080/lv/jaunums/x?page=1"),
        ("http://dkn.lv", "http://127.0.1.5:8080/"),
        ("/lv/rss/articles", "http://127.0.1.5:8080/lv/rss/articles"),
        ("http://127.0.1.5:8080/lv/x", "http://127.0.1.5:8080/lv/x"),
        ("https://kolka.lv/lv/x", "https://kolka.lv/lv/x"),
        ("mailto:dome@dkn.lv", "mailto:dome@dkn.lv"),
    ],
)
def test_own_addresses_move_to_the_given_place(url, moved):
    assert rebase(url, site="http://127.0.1.5:8080/", own_hosts=OWN) == moved


def test_moving_below_a_path():
    assert (
        rebase("https://dkn.lv/lv", site="http://127.0.0.1:1/dkn", own_hosts=OWN)
        == "http://127.0.0.1:1/dkn/lv"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dkn.lv/lv/banners/click/3",
        "https://www.dkn.lv/lv/form/website-rating?current_page=/node/12",
        "https://www.dkn.lv/form/website-rating",
        "https://www.dkn.lv/lv/print/pdf/node/12",
        "https://www.dkn.lv/lv/search?q=sede",
        "https://www.dkn.lv/lv/search",
        "https://www.dkn.lv/lv/viegli-lasit?view=easy",
        "https://www.dkn.lv/lv/notikums/x?date=3",
        "https://www.dkn.lv/lv/jaunums/x?utm_source=fb",
        "https://saulkrasti.lv/cdn-cgi/l/email-protection#aabb",
        "https://saulkrasti.lv/wp-login.php?redirect_to=x",
        "mailto:dome@dkn.lv",
        "",
    ],
)
def test_never_followed(url):
    assert not is_fetchable(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dkn.lv/lv/jaunums/printeru-iepirkums",
        "https://www.dkn.lv/lv/jaunums/search-and-rescue",
        "https://www.dkn.lv/lv/searchlight",
        "https://www.dkn.lv/lv/jaunumi?page=3",
        "https://www.dkn.lv/lv/jaunumi?created[min]=01.01.2025",
        "https://www.cesis.lv/lv/novads/aktualitates/zinas/pasvaldiba/x/print",
        "https://www.dkn.lv/lv/media/12/download?attachment",
        "https://tukums.lv/?option=com_content&view=article&id=9",
        "https://www.dkn.lv/lv/rss/articles",
    ],
)
def test_followed(url):
    assert is_fetchable(url)


def test_a_news_link_with_tracking_is_followed_once_canonical():
    assert is_fetchable(canonical_url("https://www.dkn.lv/lv/jaunums/x?utm_source=fb"))


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("/lv/media/1/download?attachment", "https://a.lv/lv/media/1/download?attachment"),
        (" ../faili/Plāns 1.pdf ", "https://a.lv/faili/Pl%C4%81ns%201.pdf"),
        ("?page=2", "https://a.lv/lv/jaunumi?page=2"),
        ("//b.lv/x", "https://b.lv/x"),
        ("http://b.lv/x#dala", "http://b.lv/x#dala"),
        ("https:\\\\b.lv\\x", "https://b.lv/x"),
        ("http://127.0.1.5:8080/x", "http://127.0.1.5:8080/x"),
        ("/x?q=Ādaži&b=1%20", "https://a.lv/x?q=%C4%80da%C5%BEi&b=1%20"),
        ("", None),
        ("#top", None),
        ("mailto:a@b.lv", None),
        ("javascript:window.print()", None),
        ("tel:+37167082800", None),
        ("data:image/png;base64,AAAA", None),
        ("http://[bad", None),
    ],
)
def test_links_become_absolute_and_encoded(href, absolute):
    assert absolute_url(href, "https://a.lv/lv/jaunumi") == absolute
