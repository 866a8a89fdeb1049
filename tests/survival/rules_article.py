"""Rules that change how an article's page shows its day, its text, and what stands beside it."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from pilsetas_crawl.demo.latvian import MONTHS_GENITIVE, MONTHS_LOCATIVE, MONTHS_NOMINATIVE
from tests.survival.editing import after, before, dissolve, drop, first, make, move, rename
from tests.survival.parts import Gold, Page, forms_of, words
from tests.survival.rules_markup import Change, Rule

_SHORT = ("janv.", "febr.", "marts", "apr.", "maijs", "jūn.", "jūl.", "aug.", "sept.", "okt.", "nov.", "dec.")


def _printed(day: date, form: str) -> str:
    month = day.month - 1
    return form.format(
        d=day.day, m=day.month, y=day.year, nominative=MONTHS_NOMINATIVE[month], short=_SHORT[month],
        locative=MONTHS_LOCATIVE[month], genitive=MONTHS_GENITIVE[month],
    )  # fmt: skip


# Ways to print a day that Latvian sites use.
PRINTED = (
    "{d:02}.{m:02}.{y}", "{d:02}.{m:02}.{y}.", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{d:02}/{m:02}/{y}",
    "{y}. gada {d}. {nominative}", "{y}. gada {d}. {locative}", "{d}. {nominative}, {y}",
    "{d}. {genitive}, {y}", "{d}. {nominative} {y}", "{d}. {short} {y}",
    "{d:02}.{m:02}.{y} 14:05", "{d:02}.{m:02}.{y}. plkst. 14.05",
)  # fmt: skip


def dates_printed_otherwise(dice: Random) -> Change:
    """Days are printed in another form: in words, with dots, as ISO, with a time."""
    form = dice.choice(PRINTED)

    def change(page: Page) -> None:
        if page.article:
            _reprint(page.dates, page.article, form)
        for row in page.rows:
            _reprint(row.dates, row.gold, form)

    return change


def _reprint(nodes: list[Any], gold: Gold, form: str) -> None:
    day = date.fromisoformat(gold["published_date"])
    pattern, told = forms_of(day), _printed(day, form)
    for node in nodes:
        node.text = pattern.sub(told, node.text or "") or None
        for child in node:
            child.tail = pattern.sub(told, child.tail or "") or None


def times_gone(dice: Random) -> Change:
    """``time`` elements are plain ones, without the moment in their attribute; or only that is gone."""
    tag = dice.choice(["span", "div", "time"])

    def change(page: Page) -> None:
        for node in list(page.body.iter("time")):
            node.attrib.pop("datetime", None)
            rename(node, tag)

    return change


def labels_changed(dice: Random) -> Change:
    """The label before the day is another word, in capitals, without its colon, or gone."""
    form = dice.choice(["upper", "Publicēšanas datums:", "Pievienots:", "Ievietots:", "Publicēts", "none"])

    def change(page: Page) -> None:
        for node in page.dates if page.article else ():
            told = words(node)
            found = forms_of(date.fromisoformat(page.article["published_date"])).search(told)
            if found and not len(node) and 0 < found.start() < 30:
                label = told[: found.start()].strip()
                new = {"upper": label.upper(), "none": ""}.get(form, form)
                node.text = f"{new} {told[found.start() :]}".strip()

    return change


def day_moved(dice: Random) -> Change:
    """The day stands above the headline, right below it, or behind the text."""
    where = dice.choice(["above", "below", "behind"])

    def change(page: Page) -> None:
        if page.headline is None or page.text is None or not page.dates:
            return
        node = page.dates[0]
        if any(
            up is node for up in (*page.headline.iterancestors(), *page.text.iterancestors(), page.headline)
        ):
            return
        place, how = {
            "above": (page.headline, before), "below": (page.headline, after), "behind": (page.text, after),
        }[where]  # fmt: skip
        move(node, place, how)

    return change


# --- the text --------------------------------------------------------------------------------------------


def text_split(dice: Random) -> Change:
    """The text's block is two blocks of the same kind, or two columns of one."""
    columns = dice.random() < 0.5

    def change(page: Page) -> None:
        text = page.text
        if text is None or len(text) < 2 or text.tag in ("table", "tr", "td", "main"):
            return
        second = text.makeelement(text.tag, dict(text.attrib))
        second.attrib.pop("id", None)
        for child in list(text)[len(text) // 2 :]:
            second.append(child)
        if columns:
            inner = text.makeelement("div", {"class": "col"})
            inner.text, text.text = text.text, None
            for child in list(text):
                inner.append(child)
            rename(second, "div")
            second.set("class", "col")
            text.append(inner)
            text.append(second)
        else:
            after(text, second)

    return change


def text_merged(dice: Random) -> Change:
    """Blocks inside the text are gone: its paragraphs stand in one."""

    def change(page: Page) -> None:
        for node in list(page.text.iter("div", "section")) if page.text is not None else ():
            if node is not page.text and node.find(".//p") is not None:
                dissolve(node)

    return change


def lead_apart(dice: Random) -> Change:
    """The first paragraph stands in a block of its own before the text."""
    name = dice.choice(["lead", "intro", "ievads", "b-1"])

    def change(page: Page) -> None:
        one = page.paragraphs[0] if len(page.paragraphs) > 1 else None
        if one is None or one.tag != "p" or page.text is None or words(one) != page.article["body"][0]:
            return
        if not any(up is page.text for up in one.iterancestors()):
            return
        box = make(f'<div class="{name}"></div>')
        move(one, page.text, before)
        one.addprevious(box)
        one.tail = None
        box.append(one)

    return change


def paragraphs_are_divs(dice: Random) -> Change:
    """Paragraphs are ``div`` elements."""

    def change(page: Page) -> None:
        for node in page.paragraphs:
            if node.tag == "p":
                rename(node, "div")

    return change


# --- beside the text -------------------------------------------------------------------------------------


def related_before(dice: Random) -> Change:
    """Teasers of other articles stand before the text."""
    block = _related(dice)
    return lambda page: before(page.text, block(page)) if page.text is not None else None


def related_behind(dice: Random) -> Change:
    """Teasers of other articles stand behind the text."""
    block = _related(dice)
    return lambda page: after(page.text, block(page)) if page.text is not None else None


def _related(dice: Random) -> Any:
    name = dice.choice(["related-articles", "saistitie-raksti", "c-more", "lasi-vel"])
    tag, dated, told = dice.choice(["h3", "h4", "div"]), dice.random() < 0.7, dice.random() < 0.6
    heading = dice.choice(["Saistītie raksti", "Lasi vēl", "Citi jaunumi"])

    def build(page: Page) -> Any:
        rows = ""
        for other in page.others:
            day = date.fromisoformat(other["published_date"])
            when = f'<span class="when">{_printed(day, PRINTED[0])}</span>' if dated else ""
            teaser = f"<p>{_escaped(other['body'][0][:140])}…</p>" if told else ""
            link = f'<a href="{_escaped(other["path"])}">{_escaped(other["title"])}</a>'
            rows += f'<div class="item"><{tag}>{link}</{tag}>{when}{teaser}</div>'
        return make(f'<div class="{name}"><h2>{heading}</h2>{rows}</div>')

    return build


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def cookie_banner(dice: Random) -> Change:
    """A cookie banner stands at the page's beginning or end, or in its main column."""
    name = dice.choice(["cookie-banner", "gdpr", "c-notice", "cc-window"])
    where = dice.choice(["begin", "end", "column"])
    html = (
        f'<div class="{name}"><p>Mūsu tīmekļvietnē tiek izmantotas sīkdatnes, lai uzlabotu tās darbību un '
        "apkopotu apmeklējuma statistiku.</p><button>Apstiprināt</button> "
        '<a href="/lv/sikdatnes">Uzzināt vairāk</a></div>'
    )

    def change(page: Page) -> None:
        node = make(html)
        if where == "begin":
            first(page.body, node)
        elif where == "column" and page.headline is not None:
            before(page.headline, node)
        else:
            page.body.append(node)

    return change


def share_block(dice: Random) -> Change:
    """Links to share stand between headline and text, or behind the text."""
    name, where = dice.choice(["share", "social", "c-dalities", "tools"]), dice.choice(["between", "behind"])
    html = (
        f'<div class="{name}"><span>Dalīties:</span> <a href="#">Facebook</a> <a href="#">X</a> '
        '<a href="#">Draugiem.lv</a> <a href="#" onclick="print()">Drukāt</a></div>'
    )

    def change(page: Page) -> None:
        if page.text is not None:
            (before if where == "between" else after)(page.text, make(html))

    return change


def breadcrumb(dice: Random) -> Change:
    """A line of links to where the page stands, with the headline at its end, above the headline."""
    last = dice.random() < 0.7

    def change(page: Page) -> None:
        if page.headline is not None and page.article is not None:
            end = f"<span>{_escaped(page.article['title'])}</span>" if last else ""
            html = (
                f'<div class="path"><a href="/">Sākums</a> › <a href="/lv/jaunumi">Jaunumi</a> › {end}</div>'
            )
            before(page.headline, make(html))

    return change


def side_bar(dice: Random) -> Change:
    """Headlines of other articles with their days stand beside the text, before or behind it."""
    tag, where = dice.choice(["aside", "div"]), dice.choice([before, after])

    def change(page: Page) -> None:
        main = page.text.getparent() if page.text is not None else None
        if main is None or main.tag in ("body", "html"):
            return
        items = "".join(
            f'<li><a href="{_escaped(one["path"])}">{_escaped(one["title"])}</a> '
            f"<small>{_printed(date.fromisoformat(one['published_date']), PRINTED[0])}</small></li>"
            for one in page.others
        )
        where(main, make(f'<{tag} class="side"><h2>Jaunākais</h2><ul>{items}</ul></{tag}>'))

    return change


def picture_gone(dice: Random) -> Change:
    """Pictures are gone, with the blocks that held nothing else."""

    def change(page: Page) -> None:
        for node in list(page.body.iter("img", "picture")):
            drop(node)

    return change


RULES: tuple[Rule, ...] = (
    dates_printed_otherwise, times_gone, labels_changed, day_moved, text_split, text_merged, lead_apart,
    paragraphs_are_divs, related_before, related_behind, cookie_banner, share_block, breadcrumb, side_bar,
    picture_gone,
)  # fmt: skip
