"""Rule: what stands between the headline and the end of a body belongs to it, furniture excepted."""

from __future__ import annotations

import pytest

from pilsetas_crawl.platforms.enclosed import with_enclosed
from pilsetas_crawl.platforms.page import Page

LEAD = "Novadā no pirmdienas slēgts tilts pār upi, satiksmi novirza pa apvedceļu."
FIRST = "Darbus veic trīs mēnešus, un tos apmaksā no ceļu fonda."
LAST = "Jautājumus var uzdot būvdarbu vadītājam katru darba dienu."
TITLE = "<h1>Slēgts tilts</h1>"
BODY = f'<div class="text"><p>{FIRST}</p></div>'


def texts(html: str, query: str = ".text") -> list[str]:
    page = Page(f"<html><body><main><article>{html}</article></main></body></html>", url="http://x.lv/a")
    headline = page.root.find(".//h1")
    return ["".join(node.itertext()) for node in with_enclosed(page, page.find(query), headline)]


def test_nothing_is_added_where_nothing_is_missing():
    assert texts(TITLE + BODY) == [FIRST]


@pytest.mark.parametrize("box", ['<div class="q7">{}</div>', "<p>{}</p>", "<section><div>{}</div></section>"])
def test_a_lead_between_headline_and_body_belongs_to_it(box):
    assert texts(TITLE + box.format(f"<span>{LEAD}</span>") + BODY) == [LEAD, FIRST]


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="cat">Satiksme</div>',
        "<div>Publicēts: 12.05.2026.</div>",
        f"<figure><img src='a.jpg'><figcaption>{LEAD}</figcaption></figure>",
        f'<div class="related"><p>{LEAD}</p></div>',
        f'<div><h3><a href="/b">Cits raksts</a></h3><p>{LEAD}</p></div>',
        f'<p><a href="/c">{LEAD}</a></p>',
        f'<div class="share">{LEAD}</div>',
    ],
)
def test_furniture_between_headline_and_body_does_not(furniture):
    assert texts(TITLE + furniture + BODY) == [FIRST]


def test_what_stands_above_the_headline_does_not():
    assert texts(f"<p>{LEAD}</p>" + TITLE + BODY) == [FIRST]


def test_a_component_between_two_blocks_belongs_to_the_body_with_its_heading():
    folded = "<div class='card'><h2>Biežāk uzdotais</h2></div><div class='card-body'><p>Jā, var.</p></div>"
    found = texts(TITLE + BODY + f"<h3>Kontakti</h3><p>Jā, var.</p>{folded}" + BODY)
    assert found[0] == found[-1] == FIRST
    assert found[1:4] == ["Kontakti", "Jā, var.", "Biežāk uzdotais"]


def test_paragraphs_go_on_behind_the_last_block():
    assert texts(TITLE + BODY + f"<p>{LAST}</p><p>Anna Ozola</p>") == [FIRST, LAST, "Anna Ozola"]


@pytest.mark.parametrize(
    "behind",
    [
        f'<div class="author-box"><p>{LAST}</p></div>',
        "<p>Anna Ozola</p>",
        f"<footer><p>{LAST}</p></footer><p>{LAST}</p>",
    ],
)
def test_a_box_or_a_lone_short_line_behind_the_last_block_does_not(behind):
    assert texts(TITLE + BODY + behind) == [FIRST]


def test_a_block_of_another_tree_is_left_alone():
    page, other = Page(f"<main>{BODY}</main>", url="http://x.lv/a"), Page(BODY, url="http://x.lv/a")
    nodes = other.find(".text")
    assert with_enclosed(page, nodes, None) == nodes
