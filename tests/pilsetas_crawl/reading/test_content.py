"""An article's text: what a reader reads, and none of the page's furniture."""

from pathlib import Path

import lxml.html
import parsel
import pytest

from pilsetas_crawl.reading.content import html_to_text

GOLDEN = Path(__file__).parents[2] / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"
BASE = "https://www.dkn.lv/lv/jaunums/x"


def text_of(markup):
    return html_to_text(markup, base_url=BASE)


# ---- structure ----


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Viens.</p><p>Divi.</p>", "Viens.\n\nDivi."),
        ("<p>Viens\n   un\tpus</p>", "Viens un pus"),
        ("<h2>Virsraksts</h2>Teksts", "Virsraksts\n\nTeksts"),
        ("<div>A<div>B</div>C</div>", "A\n\nB\n\nC"),
        ("<p>Pirmā<br>otrā<br/>trešā</p>", "Pirmā\notrā\ntrešā"),
        ("<p>Viens<br><br>divi</p>", "Viens\n\ndivi"),
        ("<p>Do<b>mes</b> sē<i>de</i></p>", "Domes sēde"),
        ("<p><b>Kad?</b> <i>Rīt</i></p>", "Kad? Rīt"),
        ("<p>A<sup>2</sup> &amp; B &lt;3</p>", "A2 & B <3"),
        (
            "<p>Sarakstā:</p><ul><li>viens</li><li>divi</li></ul><p>Beigas</p>",
            "Sarakstā:\n\n- viens\n- divi\n\nBeigas",
        ),
        ("<ol><li><p>viens</p></li><li><p>divi</p><p>vēl</p></li></ol>", "- viens\n- divi\nvēl"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n- b\n- c"),
        ("<ul><li></li><li>tikai šis</li></ul>", "- tikai šis"),
        ("<ul><li>– ar domuzīmi</li></ul>", "- ar domuzīmi"),
        (
            (
                "<table><tr><th>Vieta</th><th>Laiks</th></tr><tr><td><p>Grobiņa</p></td><td>10.00</td>"
                "</tr></table>"
            ),
            "Vieta | Laiks\nGrobiņa | 10.00",
        ),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a | | c"),
        ("<table><tr><td>viens</td></tr><tr><td>divi</td></tr></table>", "viens\ndivi"),
        ("<dl><dt>Kad</dt><dd>Rīt</dd></dl>", "Kad\n\nRīt"),
        (
            "<figure><img src=a.jpg alt='Foto: dome'><figcaption>Foto: dome</figcaption></figure>",
            "Foto: dome",
        ),
        ("<blockquote><p>Citāts</p></blockquote>pēc", "Citāts\n\npēc"),
        ("<pre>viens\n  divi</pre>", "viens\ndivi"),
        ("<p>se\u0304de\u00a0notiks</p>", "sēde notiks"),
        ("teksts bez apvalka", "teksts bez apvalka"),
        ("", ""),
        ("   ", ""),
        ("<?xml version='1.0'?><p>a</p>", "a"),
        ("<p>a<!-- piezīme -->b</p>", "ab"),
    ],
)
def test_blocks_become_paragraphs(markup, text):
    assert text_of(markup) == text


def test_a_layout_table_is_read_as_paragraphs():
    long = "Teikums par ceļa remontu novadā. " * 10
    markup = f"<table><tr><td>Izvēlne</td><td><p>{long}</p><p>{long}</p></td></tr></table>"
    assert text_of(markup) == f"Izvēlne\n\n{long.strip()}\n\n{long.strip()}"


def test_a_table_in_a_layout_table_keeps_its_rows():
    markup = (
        "<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "</table></td><td>x</td></tr></table>"
    )
    assert text_of(markup) == "a | b\nc | d\n\nx"


def test_text_is_the_same_from_a_selector_an_element_and_a_string():
    markup = "<div><p>Viens</p><p>Divi</p></div>"
    expected = "Viens\n\nDivi"
    assert text_of(markup) == expected
    assert text_of(parsel.Selector(markup)) == expected
    assert text_of(parsel.Selector(markup).css("div")[0]) == expected
    assert text_of(lxml.html.fromstring(markup)) == expected


def test_several_nodes_are_read_as_one_text():
    page = parsel.Selector("<div class=t>Viens</div><nav>x</nav><div class=t>Divi</div><p>svešs</p>")
    assert text_of(page.css(".t")) == "Viens\n\nDivi"
    assert text_of(page.css(".none")) == ""


def test_the_text_behind_the_element_is_not_its_own():
    tree = lxml.html.fromstring("<div><p id=a>savs</p>svešs</div>")
    assert text_of(tree.get_element_by_id("a")) == "savs"


def test_the_tree_is_not_changed():
    page = parsel.Selector(GOLDEN.read_text(encoding="utf-8"))
    before = page.get()
    html_to_text(page, base_url=BASE)
    assert page.get() == before


def test_very_deep_markup_is_read():
    assert "dziļi" in text_of("<div>" * 240 + "dziļi" + "</div>" * 240)
    assert "dziļi" in text_of(parsel.Selector("<b>" * 1500 + "dziļi"))


# ---- furniture ----

KEPT = "<p>Pirmais teikums.</p>"
FURNITURE = {
    "script": "<script>var a = 'slikti';</script>",
    "style": "<style>.slikti{}</style>",
    "noscript": "<noscript>slikti</noscript>",
    "form": "<form><p>slikti</p><input value=x></form>",
    "iframe": "<iframe src=x>slikti</iframe>",
    "menu": "<nav><ul><li>slikti</li></ul></nav>",
    "menu by role": "<div role=navigation>slikti</div>",
    "button": "<button class='btn btn-primary'>slikti</button>",
    "TVP date line": "<div class='submitted'>Publicēts: 29.10.2025.</div>",
    "TVP tools": "<div class='content-tools-block'><span class='content-tools-text'>slikti</span></div>",
    "TVP share": "<div id='share-modal-popup-content'><h3>slikti</h3></div>",
    "TVP read aloud": (
        "<div><a href='#'>Atskaņot tekstu</a> <span>Aizvērt</span> <span>Balss ātrums</span></div>"
    ),
    "TVP read aloud in lines": "<p>Atskaņot tekstu</p><p>Aizvērt</p><p>Balss ātrums:</p><p>1x</p><p>1.5x</p>",
    "TVP newsletter": "<div id='block-newslettersignupblock'>slikti</div>",
    "TVP page rating": "<div class='website-rating'>slikti</div>",
    "AddToAny": "<span class='a2a_kit a2a_kit_size_32 addtoany_list'><a>slikti</a></span>",
    "AddToAny in WordPress": "<div class='addtoany_share_save_container addtoany_content'>slikti</div>",
    "Jetpack share": "<div class='sharedaddy sd-sharing-enabled'><h3>slikti</h3></div>",
    "Jetpack related": "<div id='jp-relatedposts' class='jp-relatedposts'>slikti</div>",
    "cookies": "<div class='cookie-popup'>slikti</div>",
    "cookies in a dialogue": "<div role='dialog'>slikti</div>",
    "hidden for eyes": "<h2 class='visually-hidden'>slikti</h2>",
    "hidden for eyes, WordPress": "<span class='screen-reader-text'>slikti</span>",
    "hidden for eyes, Drupal 7": "<h2 class='element-invisible'>slikti</h2>",
    "more": "<p><a href='/x'>lasīt tālāk</a></p>",
    "more with an arrow": "<a href='/x'><span>Lasīt vairāk</span> »</a>",
    "more, Alūksne": "<a class='x' href='/x'>Lasīt visu</a>",
    "more, one word": "<p><a href='/x'>Vairāk</a></p>",
    "more, WordPress": "<a class='more-link' href='/x'>Turpināt</a>",
    "translation widget": "<div class='gtranslate_wrapper'>slikti</div>",
    "breadcrumb": "<ol class='breadcrumb'><li>slikti</li></ol>",
    "picture number, Liepāja": "<p>1 no 10</p>",
    "skip link, Alūksne": "<a href='#content'>Skip to content</a>",
    "a row to share by": "<ul><li><a>Facebook</a></li><li><a>X</a></li><li><a>Draugiem.lv</a></li></ul>",
    "an invitation to share": "<div>Dalīties: <a>Facebook</a> <a>X</a> <a>Drukāt</a></div><h3>Kopīgot:</h3>",
    "file block button": "<a class='wp-block-file__button' href='/a.pdf'>Lejupielādēt</a>",
}


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_is_left_out(name):
    expected = "Pirmais teikums.\n\nPēdējais teikums."
    assert text_of(f"{KEPT}{FURNITURE[name]}<p>Pēdējais teikums.</p>") == expected


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        # words that are furniture elsewhere
        ("<p>Iedzīvotāji lūdz aizvērt vārtus.</p>", "Iedzīvotāji lūdz aizvērt vārtus."),
        ("<p>Par to <a href='/x'>lasīt vairāk</a> var mājaslapā.</p>", "Par to lasīt vairāk var mājaslapā."),
        ("<p>Vairāk: <a href='/x'>Uzzini</a></p>", "Vairāk: Uzzini"),
        ("<p>Darbosies 3 no 10 automātiem.</p>", "Darbosies 3 no 10 automātiem."),
        ("<p>10.00 sēde</p><p>Pauze</p><p>11.00 sēde</p>", "10.00 sēde\n\nPauze\n\n11.00 sēde"),
        ("<p>Izstāde: attēls un vārds</p>", "Izstāde: attēls un vārds"),
        # classes of the page's frame say nothing about its text
        ("<article class='post tag-newsletter cookies'><p>a</p></article>", "a"),
        ("<div class='cookiecutter'><p>a</p></div>", "a"),
        ("<div class='submitted-works'><p>a</p></div>", "a"),
        # a folded part is text
        (
            (
                "<div class='accordion'><div class='card'><div class='card-header'><button class='btn "
                "btn-link'>Kā "
                "pieteikties?</button></div><div class='collapse'><div class='card-body'><p>Rakstot.</p>"
                "</div></div>"
                "</div></div>"
            ),
            "Kā pieteikties?\n\nRakstot.",
        ),
        # … by its place alone, where the classes are others
        (
            "<h3><button class='q7'>Kā pieteikties?</button></h3><p>Rakstot.</p>",
            "Kā pieteikties?\n\nRakstot.",
        ),
        # a network by itself is a word
        ("<p>Seko mums!</p><p>Facebook</p>", "Seko mums!\n\nFacebook"),
        ("<h3>X</h3><p>Nodaļa.</p>", "X\n\nNodaļa."),
        ("<p>Dalies ar grāmatu!</p>", "Dalies ar grāmatu!"),
        ("<details><summary>Vairāk par plānu</summary><p>Plāns.</p></details>", "Vairāk par plānu\n\nPlāns."),
        # older systems wrap the page in one form
        ("<form id='aspnetForm'><h1>Sēde</h1><p>Notiks.</p><input></form>", "Sēde\n\nNotiks."),
        ("<html class='hidden'><body><p>a</p></body></html>", "a"),
    ],
)
def test_text_that_only_looks_like_furniture_stays(markup, text):
    assert text_of(parsel.Selector(markup) if markup.startswith("<html") else markup) == text


def test_texts_of_pictures_never_leak():
    markup = (
        "<div class='image__media-image' data-image='/a.jpg'><img src='/a.jpg' alt='attēls' "
        "title='Vizuālis'></div><p>a</p>"
    )
    assert text_of(markup) == "a"


def test_the_external_link_note_is_stripped():
    markup = (
        "<p>Skatīt <a href='https://likumi.lv' data-external-link='TRUE'>likumi.lv, Ārējā saite</a>, kā arī "
        "<a href='https://a.lv' data-external-link='TRUE'>plānu<span>, Ārējā saite</span></a>.</p>"
    )
    assert text_of(markup) == "Skatīt likumi.lv, kā arī plānu."


def test_the_machine_translation_notice_goes_from_the_top_only():
    notice = (
        "<p>Lapas saturs tiek tulkots automātiski ar Google Translate; pašvaldība neatbild "
        "par neprecizitātēm.</p>"
    )
    assert text_of(f"{notice}<p>Ziņa.</p>") == "Ziņa."
    article = "".join(f"<p>Teikums {n}.</p>" for n in range(4)) + notice
    assert "Google Translate" in text_of(article)
    about = "<p>Vietnē ieviesta mašīntulkošana četrās valodās.</p>"
    assert text_of(about) == "Vietnē ieviesta mašīntulkošana četrās valodās."


# ---- masked e-mail ----


def cloudflare(address, key=0x5A):
    return f"{key:02x}" + "".join(f"{ord(char) ^ key:02x}" for char in address)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            (
                '<p><span class="spamspan"><span class="u">pasts</span> [at] <span class="d">mk.gov.lv</span>'
                "</span></p>"
            ),
            "pasts@mk.gov.lv",
        ),
        (
            (
                '<p>Rakstīt: <span class="spamspan"><span class="u">janis [dot] b</span> [at] <span '
                'class="d">dkn [dot] '
                "lv</span></span>.</p>"
            ),
            "Rakstīt: janis.b@dkn.lv.",
        ),
        (
            (
                '<p>e: <a href="/cdn-cgi/l/email-protection" class="__cf_email__" '
                f'data-cfemail="{cloudflare("dome@saulkrasti.lv")}">'
                "[email&#160;protected]</a>.</p>"
            ),
            "e: dome@saulkrasti.lv.",
        ),
        (
            (
                f'<p><a href="/cdn-cgi/l/email-protection#{cloudflare("a@b.lv", 7)}">'
                '<span class="__cf_email__" '
                f'data-cfemail="{cloudflare("a@b.lv", 7)}">[email&#160;protected]</span></a></p>'
            ),
            "a@b.lv",
        ),
        (
            f'<p><a href="/cdn-cgi/l/email-protection#{cloudflare("a@b.lv")}">[email protected]</a></p>',
            "a@b.lv",
        ),
        ('<p><span data-cfemail="zz">[email protected]</span></p>', "[email protected]"),
        ("<p>dome [at] adazi.lv</p>", "dome@adazi.lv"),
    ],
)
def test_masked_email_is_written_out(markup, text):
    assert text_of(markup) == text


# ---- the real page ----


@pytest.fixture(scope="module")
def real_page():
    return parsel.Selector(GOLDEN.read_text(encoding="utf-8"))


def test_the_real_page_gives_its_ministers_and_nothing_else(real_page):
    text = html_to_text(
        real_page.css("#content-area")[0], base_url="https://www.mk.gov.lv/en/cabinet-composition"
    )
    paragraphs = text.split("\n\n")
    names = [" ".join(one.split()) for one in real_page.css("h3.employee-name a::text").getall()]
    assert len(names) == 14
    assert paragraphs[::2] == names
    assert paragraphs[0:2] == ["Krišjānis Kariņš", "Prime Minister"]
    assert paragraphs[-1] == "Minister for Environmental Protection and Regional Development"


@pytest.mark.parametrize(
    "furniture",
    [
        "Print page",
        "Share",
        "Cookie",
        "Quick links",
        "E-address",
        "Main warp",
        "Breadcrumb",
        "State Secretaries",
        "Published",
        "portreta foto",
        "gtag",
    ],
)
def test_the_real_page_as_a_whole_gives_no_furniture(real_page, furniture):
    text = html_to_text(real_page, base_url="https://www.mk.gov.lv/en/cabinet-composition")
    assert furniture in real_page.get()
    assert furniture not in text
    assert "Krišjānis Kariņš" in text
