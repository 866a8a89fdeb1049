"""Feeds as content systems write them, and what is sent instead of feeds."""

import parsel
import pytest

from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.reading.feed import FeedError, find_feed_links, read_feed

URL = "https://www.dkn.lv/lv/rss/articles"


def tvp_item(number, extra=""):
    return f"""<item><title>Ziņa {number}</title><link>https://www.dkn.lv/lv/jaunums/zina-{number}</link>
      <description><![CDATA[<p>Teksts &amp; saturs {number} &ndash; īsumā</p>]]></description>
      <pubDate>Wed, 29 Oct 2025 14:05:{number:02d} +0200</pubDate>
      <guid isPermaLink="false">{number} at https://www.dkn.lv</guid>{extra}</item>"""


def tvp_feed(count=20, end="</channel></rss>"):
    items = "".join(tvp_item(number) for number in range(1, count + 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel>"
        f"<title>RSS jaunumi</title><link>https://www.dkn.lv</link>{items}{end}"
    )


def read(text, **options):
    return read_feed(text if isinstance(text, bytes) else text.encode(), url=options.get("url", URL))


def test_a_tvp_feed_gives_its_twenty_entries_in_order():
    feed = read(tvp_feed())
    assert (feed.kind, feed.title, feed.problems) == ("rss", "RSS jaunumi", [])
    assert [entry.title for entry in feed.entries] == [f"Ziņa {number}" for number in range(1, 21)]
    first = feed.entries[0]
    assert first.link == "https://www.dkn.lv/lv/jaunums/zina-1"
    assert (first.guid, first.guid_is_permalink) == ("1 at https://www.dkn.lv", False)
    assert first.published == "Wed, 29 Oct 2025 14:05:01 +0200"
    assert first.summary_html == "<p>Teksts &amp; saturs 1 &ndash; īsumā</p>"
    assert (first.updated, first.content_html, first.author, first.categories) == (None, None, None, [])


WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Kuldīgas novads</title><atom:link href="https://kuldigasnovads.lv/feed/" rel="self"/>
<link>https://kuldigasnovads.lv</link><sy:updatePeriod>hourly</sy:updatePeriod>
<item><title>Sapulces &#8211; oktobrī</title><link>https://kuldigasnovads.lv/sapulces/</link>
<comments>https://kuldigasnovads.lv/sapulces/#respond</comments>
<dc:creator><![CDATA[Anna Ozola]]></dc:creator><pubDate>Wed, 29 Oct 2025 12:05:00 +0000</pubDate>
<category><![CDATA[Aktualitātes]]></category><category><![CDATA[Pagasti]]></category>
<category>Pagasti</category>
<guid isPermaLink="false">https://kuldigasnovads.lv/?p=4711</guid>
<description><![CDATA[Īsumā [&#8230;]]]></description>
<content:encoded><![CDATA[<p>Pilns <b>teksts</b></p>]]></content:encoded>
<enclosure url="https://kuldigasnovads.lv/wp-content/uploads/2025/10/Pl%C4%81ns.pdf"
 length="9" type="application/pdf"/>
</item><item><title></title><link>https://kuldigasnovads.lv/2/</link></item></channel></rss>"""


def test_a_wordpress_feed_gives_text_author_categories_and_files():
    feed = read(WORDPRESS)
    entry, untitled = feed.entries
    assert entry.title == "Sapulces – oktobrī"
    assert entry.link == "https://kuldigasnovads.lv/sapulces/"
    assert (entry.guid, entry.guid_is_permalink) == ("https://kuldigasnovads.lv/?p=4711", False)
    assert entry.author == "Anna Ozola"
    assert entry.categories == ["Aktualitātes", "Pagasti"]
    assert entry.summary_html == "Īsumā [&#8230;]"
    assert entry.content_html == "<p>Pilns <b>teksts</b></p>"
    assert entry.enclosures == [
        {
            "url": "https://kuldigasnovads.lv/wp-content/uploads/2025/10/Pl%C4%81ns.pdf",
            "name": "Plāns.pdf",
            "type": "application/pdf",
        }
    ]
    assert (untitled.title, untitled.published, untitled.enclosures) == (None, None, [])


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.lv/lv/">
<title type="text">Ziņas</title>
<entry><title type="html">Sēde &amp;amp; talka</title><link rel="self" href="/x.atom"/>
<link href="jaunums/x"/>
<link rel="enclosure" href="/a.pdf" type="application/pdf"/>
<id>tag:a.lv,2025:1</id><published>2025-10-29T14:05:00+02:00</published>
<updated>2025-10-30T14:05:00+02:00</updated>
<author><name>Anna</name><email>a@a.lv</email></author><category term="dome" label="Dome"/>
<summary type="text">3 &lt; 5</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Teksts</p></div></content>
</entry></feed>"""


def test_an_atom_feed_is_read():
    feed = read(ATOM)
    (entry,) = feed.entries
    assert (feed.kind, feed.title) == ("atom", "Ziņas")
    assert entry.link == "https://a.lv/lv/jaunums/x"
    assert (entry.guid, entry.guid_is_permalink) == ("tag:a.lv,2025:1", False)
    assert (entry.published, entry.updated) == ("2025-10-29T14:05:00+02:00", "2025-10-30T14:05:00+02:00")
    assert (entry.author, entry.categories) == ("Anna", ["Dome"])
    assert entry.summary_html == "3 &lt; 5"
    assert entry.content_html is not None
    assert "<p>Teksts</p>" in entry.content_html
    assert [one["url"] for one in entry.enclosures] == ["https://a.lv/a.pdf"]


def test_an_rdf_feed_is_read():
    feed = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.lv/"><title>'
        "Ziņas</title></channel>"
        '<item rdf:about="https://a.lv/x"><title>Sēde</title><dc:date>2025-10-29</dc:date></item></rdf:RDF>'
    )
    assert (feed.kind, feed.title) == ("rdf", "Ziņas")
    assert (feed.entries[0].link, feed.entries[0].published) == ("https://a.lv/x", "2025-10-29")


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>/lv/jaunums/x</link>", "https://www.dkn.lv/lv/jaunums/x"),
        ("<link>\n https://www.dkn.lv/jūra \n</link>", "https://www.dkn.lv/j%C5%ABra"),
        ("<guid>https://www.dkn.lv/x</guid>", "https://www.dkn.lv/x"),
        ('<guid isPermaLink="true">https://www.dkn.lv/x</guid>', "https://www.dkn.lv/x"),
        ('<guid isPermaLink="false">https://www.dkn.lv/?p=1</guid>', None),
        ("<guid>812 at https://www.dkn.lv</guid>", None),
        ("<link>mailto:a@b.lv</link>", None),
    ],
)
def test_links_are_absolute_and_a_permalink_stands_in(item, link):
    feed = read(f"<rss><channel><item><title>A</title>{item}</item></channel></rss>")
    assert [entry.link for entry in feed.entries] == [link]
    assert bool(feed.problems) == (link is None)


# ---- wrong, broken, cut, hostile ----


@pytest.mark.parametrize("charset", ["utf-8", "windows-1257", "iso-8859-13", "iso-8859-4"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1257", "iso-8859-1", None])
def test_any_charset_is_read_whatever_is_declared(charset, declared):
    text = tvp_feed(3).replace("–", "-").replace("Ziņa", "Ķekavas šķūņi, ģimenes un žagari: ziņa")
    text = text.replace(
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<?xml version="1.0" encoding="{declared}"?>' if declared else "",
    )
    feed = read(text.encode(charset))
    assert [entry.title for entry in feed.entries] == [
        f"Ķekavas šķūņi, ģimenes un žagari: ziņa {n}" for n in (1, 2, 3)
    ]


def test_a_byte_order_mark_is_no_problem():
    feed = read(b"\xef\xbb\xbf" + tvp_feed(2).encode())
    assert (len(feed.entries), feed.problems) == (2, [])
    assert len(read(tvp_feed(2).replace("utf-8", "utf-16").encode("utf-16")).entries) == 2


def test_junk_in_front_is_noted_and_skipped():
    feed = read("<br />\n<b>Warning</b>: Undefined index in /x.php\n" + tvp_feed(2))
    assert len(feed.entries) == 2
    assert len(feed.problems) == 1
    assert "Warning" in feed.problems[0]


def test_html_entities_and_bare_ampersands_are_kept():
    feed = read(
        "<rss><channel><item><title>Sports &ndash; kultūra & māksla&nbsp;&foo;</title><link>"
        "https://a.lv/?a=1&b=2</link></item></channel></rss>"
    )
    assert feed.entries[0].title == "Sports – kultūra & māksla &foo;"
    assert feed.entries[0].link == "https://a.lv/?a=1&b=2"


def test_inline_markup_in_a_description_is_kept():
    feed = read(
        "<rss><channel><item><link>https://a.lv/</link><description>Pirms <b>treknā</b> pēc</description>"
        "</item></channel></rss>"
    )
    assert feed.entries[0].summary_html == "Pirms <b>treknā</b> pēc"


@pytest.mark.parametrize("keep", [0.35, 0.5, 0.62, 0.8, 0.97])
def test_a_cut_feed_gives_its_complete_entries_and_says_so(keep):
    whole = tvp_feed(20).encode()
    cut = whole[: int(len(whole) * keep)]
    complete = cut.count(b"</item>")
    assert 0 < complete < 20
    feed = read(cut)
    assert [entry.title for entry in feed.entries] == [f"Ziņa {number}" for number in range(1, complete + 1)]
    assert feed.entries[-1].guid == f"{complete} at https://www.dkn.lv"
    assert any("cut off" in problem for problem in feed.problems)


def test_a_feed_cut_between_entries_loses_none():
    feed = read(tvp_feed(3, end=""))
    assert len(feed.entries) == 3
    assert any("cut off" in problem for problem in feed.problems)


def test_prefixes_nobody_declared_are_understood():
    item = "<title>A</title><link>https://a.lv/x</link><dc:creator>Anna</dc:creator><dc:date>2025-10-29</dc:date>"
    feed = read(f"<rss><channel><item>{item}<content:encoded>Pilns</content:encoded></item></channel></rss>")
    (entry,) = feed.entries
    assert (entry.author, entry.published, entry.content_html) == ("Anna", "2025-10-29", "Pilns")
    assert feed.problems


def test_a_feed_without_entries_is_a_feed():
    feed = read(tvp_feed(0))
    assert (feed.entries, feed.problems) == ([], [])


def test_a_billion_laughs_stay_one():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'
        "<rss><channel><title>&l9;</title><item><title>A &l9;</title><link>https://a.lv/</link>"
        "</item></channel></rss>"
    )
    feed = read(bomb)
    assert len(feed.entries) == 1
    assert len(feed.entries[0].title) < 100
    assert any("entities" in problem for problem in feed.problems)


def test_no_file_is_read_for_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("noslēpums")
    feed = read(
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><channel><item><title>A &x;</title>'
        "<link>https://a.lv/</link></item></channel></rss>"
    )
    assert "noslēpums" not in repr(feed)
    assert feed.entries[0].title.startswith("A")
    assert any("entities" in problem for problem in feed.problems)


def test_a_feed_nested_without_end_keeps_what_came_before():
    deep = "<b>" * 50_000
    feed = read(f"<rss><channel>{tvp_item(1)}<item><title>{deep}")
    assert feed.entries[0].title == "Ziņa 1"
    assert feed.problems


def test_control_characters_do_not_end_the_feed():
    feed = read(tvp_feed(3).replace("saturs 2", "sat\x0burs\x00 2"))
    assert len(feed.entries) == 3
    assert any("control" in problem for problem in feed.problems)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!DOCTYPE html><html><head><title>Ludzas novads</title></head></html>", "'Ludzas novads'"),
        (b"<html><body>No feeds available<a href='/x'>rss feed</a></body></html>", "web page"),
        (b'{"code": "rest_forbidden"}', "rest_forbidden"),
        (b"<?xml version='1.0'?><urlset><url/></urlset>", "expected RSS or Atom"),
        (b"\x89PNG\r\n\x1a\n", "expected RSS or Atom"),
    ],
)
def test_what_is_no_feed_is_refused_with_one_line(body, says):
    with pytest.raises(FeedError, match=says) as caught:
        read(body)
    assert isinstance(caught.value, PilsetasError)
    assert str(caught.value).startswith(URL)
    assert "\n" not in str(caught.value)


# ---- finding feeds ----


def links(markup):
    return find_feed_links(parsel.Selector(markup), "https://www.dkn.lv/lv/rss")


def test_a_hub_without_feeds_gives_none():
    assert (
        links(
            "<div id='content-area'><p>There are no feeds avaliable</p><a href='/lv/jaunumi'>x</a>"
            "<a href='/lv/rss'>RSS</a></div>"
        )
        == []
    )


def test_a_hub_gives_its_feeds():
    assert links(
        "<a href='/lv/rss/articles'>a</a><a href='/lv/rss/events'>b</a><a href='/lv/rss/articles'>a</a>"
    ) == [
        "https://www.dkn.lv/lv/rss/articles",
        "https://www.dkn.lv/lv/rss/events",
    ]


def test_feeds_of_the_head_come_first_and_comments_not_at_all():
    markup = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link rel="alternate" type="application/json" href="/wp-json/"></head>
      <body><a href="/category/dome/feed/">f</a><a href="/feedback">f</a></body></html>"""
    assert links(markup) == ["https://www.dkn.lv/feed/", "https://www.dkn.lv/category/dome/feed/"]


def test_a_large_feed_with_open_brackets_is_read():
    body = tvp_feed(5).replace("Teksts", "<![CDATA " + "&a" * 100_000)
    assert len(read(body).entries) == 5
