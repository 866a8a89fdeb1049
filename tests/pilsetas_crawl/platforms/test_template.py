"""Rule: signs are what a template prints from headline to end of text, not what an editor wrote."""

from __future__ import annotations

from pilsetas_crawl.platforms.candidate import Candidate
from pilsetas_crawl.platforms.page import Page
from pilsetas_crawl.platforms.template import BEHIND, NO_HEADLINE, template_signs

BODY = "Pirmā rindkopa par ceļu.\n\nOtrā rindkopa ar to pašu stāstu tālāk."
HTML = """<html><body><nav class="menu"><a class="link">Sākums</a></nav>
<main class="page"><header class="top"><h1 class="title">Ceļu remonts</h1></header>
<div class="meta node-{number}"><time class="when">05.11.2025</time></div>
<div class="text {own}">{text}</div><div class="share">Dalīties</div></main>
<footer class="foot"><div class="contacts">Kontakti</div>{filler}</footer></body></html>"""
TEXT = "<p>Pirmā rindkopa par ceļu.</p><p>Otrā rindkopa ar to pašu stāstu tālāk.</p>"


def signs(html: str, body: str = BODY) -> frozenset[str]:
    candidate = Candidate(url="https://x.lv/a", way="listing", title="Ceļu remonts")
    page = Page(html, url="https://x.lv/a", candidate=candidate)
    return template_signs(page, body)


def made(text: str = TEXT, number: int = 1, own: str = "category-soc", filler: str = "") -> str:
    return HTML.format(text=text, number=number, own=own, filler=filler)


def test_the_parts_around_headline_and_text_are_signs():
    found = signs(made())
    assert {"header>h1.title", "main>header.top", "main>div.meta", "div>time.when", "main>div.text"} <= found
    assert not [sign for sign in found if "menu" in sign or "link" in sign], "what stands before is a menu"


def test_what_differs_from_article_to_article_is_none():
    longer = TEXT + "<h2>Kad?</h2><ul><li>Rīt</li></ul><table><tr><td>1</td></tr></table><p>Beigas te.</p>"
    one, other = signs(made()), signs(made(longer, 2, "category-tikums"), BODY + "\n\nBeigas te.")
    assert one == other


def test_a_page_much_longer_behind_its_text_has_no_more_signs():
    boxes = [f'<section class="box-{chr(97 + n % 26)}{chr(97 + n // 26)}"></section>' for n in range(200)]
    assert signs(made(filler="".join(boxes[:BEHIND]))) == signs(made(filler="".join(boxes)))


def test_a_lead_set_apart_or_a_renamed_class_shows():
    lead = made().replace('<div class="meta', '<div class="lead"><p>Ievads.</p></div><div class="meta')
    assert signs(lead) - signs(made()) == {"main>div.lead"}
    renamed = made().replace('class="title"', 'class="heading"')
    assert signs(made()) ^ signs(renamed) == {"header>h1.title", "header>h1.heading"}


def test_a_page_without_a_headline_says_so():
    assert signs("<html><body><p>Teksts</p></body></html>") == {NO_HEADLINE}
