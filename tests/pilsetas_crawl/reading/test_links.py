"""Files, links and pictures of a page."""

import parsel
import pytest

from pilsetas_crawl.reading.content import collect_attachments, collect_images, collect_links

BASE = "https://www.dkn.lv/lv/jaunums/x"


def attachments(markup):
    return [
        (one["url"], one["name"], one["type"]) for one in collect_attachments(parsel.Selector(markup), BASE)
    ]


@pytest.mark.parametrize(
    ("markup", "url", "name", "kind"),
    [
        (
            '<a href="/lv/media/123/download?attachment" title="Plāns 2025.pdf">Plāns</a>',
            "https://www.dkn.lv/lv/media/123/download?attachment",
            "Plāns 2025.pdf",
            "pdf",
        ),
        (
            '<a href="/media/9/download">Lēmums.DOCX</a>',
            "https://www.dkn.lv/media/9/download",
            "Lēmums.DOCX",
            "docx",
        ),
        (
            '<a href="/lv/media/9/download">Lēmums (PDF, 1 MB)</a>',
            "https://www.dkn.lv/lv/media/9/download",
            "Lēmums (PDF, 1 MB)",
            "pdf",
        ),
        (
            '<a href="/lv/media/9/download">Lejupielādēt</a>',
            "https://www.dkn.lv/lv/media/9/download",
            None,
            None,
        ),
        (
            '<a href="https://kekava.lv/wp-content/uploads/2023/04/plans.pdf">Lejupielādēt</a>',
            "https://kekava.lv/wp-content/uploads/2023/04/plans.pdf",
            "plans.pdf",
            "pdf",
        ),
        (
            '<a href="https://www.ventspils.lv/app/uploads/2024/01/tame.xlsx">Tāme</a>',
            "https://www.ventspils.lv/app/uploads/2024/01/tame.xlsx",
            "Tāme",
            "xlsx",
        ),
        (
            '<a href=" /uploads/kcfinder/files/Budžets (3).pdf ">Budžets</a>',
            "https://www.dkn.lv/uploads/kcfinder/files/Bud%C5%BEets%20(3).pdf",
            "Budžets",
            "pdf",
        ),
        ('<a href="/x/lemums.edoc">Lēmums</a>', "https://www.dkn.lv/x/lemums.edoc", "Lēmums", "edoc"),
        (
            '<a href="/x/lemums.asice?v=2">Lēmums</a>',
            "https://www.dkn.lv/x/lemums.asice?v=2",
            "Lēmums",
            "asice",
        ),
        (
            (
                '<span class="file file--mime-application-pdf file--application-pdf">'
                '<a href="/lv/media/7/download">'
                "Nolikums"
                "</a></span>"
            ),
            "https://www.dkn.lv/lv/media/7/download",
            "Nolikums",
            "pdf",
        ),
        (
            '<a type="application/msword" href="/media/5/download">Iesniegums</a>',
            "https://www.dkn.lv/media/5/download",
            "Iesniegums",
            "doc",
        ),
    ],
)
def test_a_file_is_found_with_its_name_and_type(markup, url, name, kind):
    assert attachments(markup) == [(url, name, kind)]


def test_files_keep_their_order_and_come_once():
    markup = (
        '<a href="/lv/media/2/download?attachment" title="b.pdf">b</a><a href="/lv/media/1/download" '
        'title="a.pdf">a</a>'
        '<a href="/lv/media/2/download" title="b.pdf">vēlreiz</a>'
    )
    assert [name for _, name, _ in attachments(markup)] == ["b.pdf", "a.pdf"]


@pytest.mark.parametrize(
    "href",
    [
        "/lv/jaunums/pdf-lasitajs",
        "/lv/media/12",
        "/wp-content/uploads/2024/01/foto.jpg",
        "/lv/jaunumi.html",
        "mailto:a.pdf@dkn.lv",
        "/lv/print/pdf/node/12",
    ],
)
def test_pages_pictures_and_mail_are_no_files(href):
    assert attachments(f'<a href="{href}">x</a>') == []


def test_files_of_several_nodes_are_collected_together():
    page = parsel.Selector(
        '<p class=t><a href="/b.pdf">b</a></p><p><a href="/c.pdf">c</a></p><p class=t><a '
        'href="/a.pdf">a</a></p>'
    )
    found = collect_attachments(page.css(".t"), BASE)
    assert [one["name"] for one in found] == ["b", "a"]


def test_files_in_page_furniture_do_not_count():
    markup = '<nav><a href="/a.pdf">izvēlne</a></nav><p><a href="/b.pdf">raksts</a></p>'
    assert [url for url, _, _ in attachments(markup)] == ["https://www.dkn.lv/b.pdf"]


def test_links_are_absolute_unique_and_in_order():
    markup = """
      <a href="/lv/jaunums/b">b</a> <a href="https://likumi.lv/ta/id/1?a=Ādaži">likums</a>
      <a href="/lv/jaunums/b">b</a>
      <a href="#top">augšup</a> <a href="https://www.dkn.lv/lv/jaunums/x#dala">šī pati</a>
      <a href="mailto:a@b.lv">m</a> <a href="javascript:print()">p</a> <a href="tel:1">t</a> <a>nekas</a>
      <a href="/lv/media/1/download">fails</a> <a href="/cdn-cgi/l/email-protection#00">e</a>
      <a href="/foto/liels.jpg"><img src="/foto/mazs.jpg"></a> <a href="/lv/projekti#dala"> p </a>
    """
    assert collect_links(parsel.Selector(markup), BASE) == [
        "https://www.dkn.lv/lv/jaunums/b",
        "https://likumi.lv/ta/id/1?a=%C4%80da%C5%BEi",
        "https://www.dkn.lv/lv/projekti#dala",
    ]


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        (
            (
                '<div data-image="https://www.dkn.lv/sites/dkn/files/gallery_images/sede.jpg" '
                'class="image__media-image">'
                '<img src="/sites/dkn/files/styles/x/public/gallery_images/sede.jpg?itok=1" width="200" '
                'height="200"></div>'
            ),
            "https://www.dkn.lv/sites/dkn/files/gallery_images/sede.jpg",
        ),
        (
            '<img src="/a-300.jpg" srcset="/a-300.jpg 300w, /a-1024.jpg 1024w, /a-768.jpg 768w">',
            "https://www.dkn.lv/a-1024.jpg",
        ),
        ('<img src="/a.jpg" srcset="/a.jpg, /a2.jpg 2x">', "https://www.dkn.lv/a2.jpg"),
        ('<img src="data:image/gif;base64,R0" data-src="/lazy.jpg">', "https://www.dkn.lv/lazy.jpg"),
        ('<img src="/placeholder.png" data-lazy-src="/lazy.jpg">', "https://www.dkn.lv/lazy.jpg"),
        ('<picture><source srcset="/p.webp 800w"><img src="/p.jpg"></picture>', "https://www.dkn.lv/p.webp"),
        ('<img src=" /files/Jūras svētki.jpg ">', "https://www.dkn.lv/files/J%C5%ABras%20sv%C4%93tki.jpg"),
        ('<img src="/ikona-baznica.jpg">', "https://www.dkn.lv/ikona-baznica.jpg"),
    ],
)
def test_a_picture_is_taken_in_its_best_form(markup, url):
    assert collect_images(parsel.Selector(markup), BASE) == [url]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="data:image/png;base64,AAAA">',
        '<img src="https://www.facebook.com/tr?id=1&noscript=1" height="1" width="1">',
        '<img src="/x.jpg" width="1" height="1">',
        '<img src="/x.png" width="16" height="16">',
        '<img src="/themes/custom/ministry/assets/icons/facebook.svg">',
        '<img src="/img/spacer.gif">',
        '<img class="emoji" src="https://s.w.org/images/core/emoji/13/72x72/1f600.png">',
        '<img src="/icons/pdf.png">',
        "<img>",
    ],
)
def test_placeholders_icons_and_pixels_are_no_pictures(markup):
    assert collect_images(parsel.Selector(f"<p>{markup}</p>"), BASE) == []


def test_pictures_keep_their_order_and_come_once():
    markup = '<img src="/b.jpg"><img src="/a.jpg"><img src="/b.jpg">'
    assert collect_images(parsel.Selector(markup), BASE) == [
        "https://www.dkn.lv/b.jpg",
        "https://www.dkn.lv/a.jpg",
    ]
