"""What a page is: an article, or one of the things that pretend to be one."""

from pathlib import Path

import parsel
import pytest

from pilsetas_crawl.reading.pagekind import PageKind, classify_page

GOLDEN = Path(__file__).parents[2] / "golden" / "tvp" / "mk-gov-lv-cabinet-2022-07-31.html"
URL = "https://www.dkn.lv/lv/jaunums/sede"
PARAGRAPH = "<p>" + "Novada domes sēdē deputāti lēma par ceļu remontu un budžetu. " * 6 + "</p>"


def page(title="Sēde", body="", head="", body_class="", h1=None):
    heading = f"<h1>{title if h1 is None else h1}</h1>"
    return (
        f"<html><head><title>{title} | Dienvidkurzemes novada pašvaldība</title>{head}</head>"
        f'<body class="{body_class}"><div id="content-area">{heading}{body}</div></body></html>'
    )


def kind(markup, *, url=URL, requested=URL, status=200, content_type="text/html; charset=utf-8"):
    """Classify twice, from text and from the parsed tree: both have to agree."""
    from_text = classify_page(
        url=url, requested_url=requested, status=status, content_type=content_type, root_or_text=markup
    )
    if markup.strip():
        from_tree = classify_page(
            url=url,
            requested_url=requested,
            status=status,
            content_type=content_type,
            root_or_text=parsel.Selector(markup),
        )
        assert from_tree.kind == from_text.kind
    assert from_text.evidence
    assert "\n" not in from_text.evidence
    return from_text.kind


# ---- traps: real articles about such things ----

TRAPS = {
    "plain": page(body=PARAGRAPH),
    "bus 404": page("Pieejams 404. autobuss", PARAGRAPH),
    "title starts with 404": page("404 koki iestādīti talkā", PARAGRAPH),
    "quotes the message in the body": page(
        "Ko darīt, ja vietne neveras", f"<p>Lapa nav atrasta</p>{PARAGRAPH}"
    ),
    "quotes the message in the title": page("“Lapa nav atrasta”: kāpēc saites mainās", PARAGRAPH),
    "about passwords": page(
        "Droša parole: pieci padomi", f"<p>Parole ir slepena. Access Denied nozīmē…</p>{PARAGRAPH}"
    ),
    "about maintenance": page("Notiek apkopes darbi ūdensvadā", PARAGRAPH),
    "about a site's maintenance": page("Pašvaldības vietne tiek uzturēta kopā ar VDAA", PARAGRAPH),
    "about logging in": page("Pieslēgties e-pakalpojumiem kļūst vieglāk", PARAGRAPH),
    "log-in form in the side bar": page(
        body=PARAGRAPH
        + '<div id="sidebar"><form id="loginform" action="/wp-login.php"><input type="password"></form></div>'
    ),
    "Joomla log-in module": page(
        body=PARAGRAPH + '<form id="login-form"><input type=password name=password></form>'
    ),
    "search form": page(body='<form role="search"><input name="s"></form>' + PARAGRAPH),
    "contact form with captcha": page(
        body=PARAGRAPH
        + '<form><div class="g-recaptcha"></div></form><script src="https://www.google.com/recaptcha/api.js">'
        "</script>"
    ),
    "Cloudflare's script in every page": page(
        body=PARAGRAPH
        + "<script>window.__CF$cv$params={r:'1'};"
        + "a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>"
    ),
    "drupal library list": page(
        body=PARAGRAPH + '<script>{"libraries":"paragraphs/drupal.paragraphs.unpublished"}</script>'
    ),
    "an unpublished teaser is not the page": page(
        body=PARAGRAPH + '<div class="paragraph--unpublished">x</div>'
    ),
    "body class with a number": page(body=PARAGRAPH, body_class="single postid-404"),
    "theme marks the section": page(body=PARAGRAPH, body_class="single single-post blog"),
    "cookie script": page(
        body=PARAGRAPH + "<script>document.cookie='a=1'; if (x) location.reload()</script>"
    ),
    "a protected post is linked": page(body=PARAGRAPH + '<aside><form class="search"></form></aside>'),
    "a very short greeting": page("Sirsnīgi sveicieni Ziemassvētkos", "<p>Lai gaišs jūsu sirdīs!</p>"),
    "a support id in prose": page("Atbalsts", f"<p>Your support ID is: nav.</p>{PARAGRAPH * 8}"),
    "canonical of another page": page(
        body=PARAGRAPH, head='<link rel="canonical" href="https://dkn.lv/lv/jaunums/sede">'
    ),
    "canonical front page but clearly an article": page(
        body=PARAGRAPH,
        head='<link rel="canonical" href="https://www.dkn.lv/"><meta property="og:type" content="article">',
    ),
    "short, with teasers of others below": page(
        body=PARAGRAPH
        + "".join(
            f"<p>Cita ziņa {n} par citu.</p><a href='/lv/jaunums/{n}'>Lasīt vairāk</a>" for n in range(4)
        )
    ),
    "menus with links to read on": page(
        body="<nav>" + "<p>Izvēlne</p><a href='/x'>Lasīt vairāk</a>" * 5 + f"</nav>{PARAGRAPH}"
    ),
    "related posts beside it": page(
        body=PARAGRAPH
        + "".join(f'<div class="views-row"><a href="/lv/jaunums/{n}">Ziņa {n}</a></div>' for n in range(5))
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_real_article_is_an_article(name):
    assert kind(TRAPS[name]) == PageKind.ARTICLE


def test_the_real_tvp_page_is_no_error():
    url = "https://www.mk.gov.lv/en/cabinet-composition"
    assert kind(GOLDEN.read_text(encoding="utf-8"), url=url, requested=url) == PageKind.ARTICLE


# ---- an article with teasers of other articles is one all the same; a list of them is not ----

GREETING = "Lai gaišs jūsu sirdīs!"
SUBMITTED = '<div class="submitted">Publicēts: 05.11.2025.</div>'
TEASER = "Novada domes sēdē deputāti lēma par ceļu remontu un budžetu. " * 3


def related(count, *, more=False):
    """A banner block of other articles, built like the platform's list."""
    rows = "".join(
        f'<div class="views-row"><div class="title"><h2><a href="/lv/jaunums/{n}">Ziņa {n}</a></h2></div>'
        f'<div class="text">{TEASER}</div>{f"<a href=/lv/jaunums/{n}>Lasīt vairāk</a>" if more else ""}</div>'
        for n in range(count)
    )
    return f'<div class="articles-wrapper">{rows}</div>'


def teasers(count):
    """Teasers as many systems build them."""
    return "".join(
        f'<div class="card"><h3>Cita ziņa {n}</h3><p>{TEASER}</p><a href="/cita-{n}/">Lasīt vairāk</a></div>'
        for n in range(count)
    )


def tvp(text, *, submitted=SUBMITTED):
    return (
        f'<div role="article" class="node node--article">{submitted}<div class="content">'
        f'<div class="paragraph"><div class="cke_editable text__text-content">{text}</div></div></div></div>'
    )


def post(text):
    return f'<article class="post hentry"><div class="entry-content">{text}</div></article>'


OWN_TEXT = {
    "TVP": lambda block: page(body=tvp(PARAGRAPH) + block),
    "TVP, the block first": lambda block: page(body=block + tvp(PARAGRAPH)),
    "TVP, a greeting": lambda block: page(body=tvp(f"<p>{GREETING}</p>") + block),
    "TVP, text without its date line": lambda block: page(body=tvp(PARAGRAPH, submitted="") + block),
    "TVP, a picture under the date line": lambda block: page(body=tvp("", submitted=SUBMITTED) + block),
    "WordPress, single": lambda block: page(
        body=post(f"<p>{GREETING}</p>") + block, body_class="single single-post"
    ),
    "WordPress, no body class": lambda block: page(body=post(f"<p>{GREETING}</p>") + block),
    "paragraphs outweigh": lambda block: page(body=PARAGRAPH * 10 + block),
    "paragraphs outweigh, the block first": lambda block: page(body=block + PARAGRAPH * 10),
}
BLOCKS = {"rows": related, "rows with links": lambda count: related(count, more=True), "teasers": teasers}


@pytest.mark.parametrize("count", [1, 3, 10])
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", OWN_TEXT)
def test_an_article_with_other_articles_beside_it_is_an_article(name, block, count):
    assert kind(OWN_TEXT[name](BLOCKS[block](count))) == PageKind.ARTICLE


@pytest.mark.parametrize("name", OWN_TEXT)
def test_links_to_read_on_that_are_furniture_by_their_class_are_no_teasers(name):
    """Themes mark them as WordPress does; an article above them stays one."""
    block = teasers(3).replace("<a href", '<a class="read-more" href')
    assert kind(OWN_TEXT[name](block)) == PageKind.ARTICLE


LISTS = {
    "rows": related(10),
    "one row": related(1),
    "rows with links to read on": related(10, more=True),
    "teasers": teasers(10),
    "an introduction above": f'<div class="text__text-content">Šeit lasāmi jaunumi.</div>{related(10)}',
    "a paragraph above": f"<p>Šeit lasāmi novada jaunumi.</p>{related(10)}",
    "nothing found": '<p>Pēc šiem nosacījumiem nekas nav atrasts.</p><div class="articles-wrapper"></div>',
    "date lines in the rows": f'<div class="articles-wrapper"><div class="views-row">{SUBMITTED}'
    f'<a href="/lv/jaunums/1">Ziņa</a></div></div>',
    "texts in the rows": '<div class="articles-wrapper"><div class="views-row">'
    + tvp(PARAGRAPH, submitted="")
    + "</div></div>",
    # The platform dates its standing pages too: the list may be the content of one.
    "a dated page that holds nothing else": f'<div class="node">{SUBMITTED}{related(10)}</div>',
    "posts one after another": "".join(
        post(f'<p>{TEASER}</p><a href="/cita-{n}/">Lasīt vairāk</a>') for n in range(10)
    ),
    "a page whose text is the list": post(teasers(10)),
    "a contact line below": f"{teasers(10)}<p>Raksti mums: {TEASER}</p>",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_no_article_whatever_stands_in_its_rows(name):
    assert kind(page("Jaunumi", LISTS[name])) == PageKind.LISTING


def test_the_newest_teasers_under_an_articles_address_are_a_list():
    """Madona answers so to an identifier that the section does not hold, its own date in each teaser."""
    url = "https://www.madona.lv/lat/novads?fu=read&id=99999"
    entries = "".join(
        f'<div class="jaunums"><h2><a href="/lat/novads?fu=read&amp;id={n}">Ziņa {n}</a></h2><p>{TEASER}</p>'
        f'iesūtīts: 0{n}.11.2025<a href="/lat/novads?fu=read&amp;id={n}">lasīt tālāk</a></div>'
        for n in range(1, 10)
    )
    months = "".join(
        f'<li><a href="/lat/novads?fu=arhivs&amp;y=2025&amp;m={m}">{m}</a></li>' for m in range(12)
    )
    body = f'{entries}<div class="arhivs"><h3>Arhīvs</h3><ul>{months}</ul></div>'
    assert kind(page("Novads", body), url=url, requested=url) == PageKind.LISTING


# ---- refusals ----

F5 = (
    "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. "
    "Please consult with your "
    "administrator.<br><br>Your support ID is: 1234567890<br><br><a href='javascript:history.back();"
    "'>[Go Back]</a></body></html>"
)
REFUSED = {
    "F5": F5,
    "F5 without a title": F5.replace("<title>Request Rejected</title>", ""),
    "Access Denied": "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You don't "
    "have permission "
    'to access "http://x" on this server.<p>Reference #18.2</body></html>',
    "Sucuri": (
        "<html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body><p>"
        "Block ID</p></body></html>"
    ),
    "Cloudflare block": "<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry,"
    " you have been "
    "blocked</h1></body></html>",
    "Wordfence": "<html><head><title>Your access to this site has been limited</title></head><body>"
    "<p>Your access to this site has been "
    "limited by the site owner</p></body></html>",
    "Mod_Security": "<html><head><title>Not Acceptable!</title></head><body><h1>Not Acceptable!</h1><p>"
    "An appropriate "
    "representation could not be found. This error was generated by Mod_Security.</p></body></html>",
    "Latvian": (
        "<html><head><title>Piekļuve liegta</title></head><body><h1>Piekļuve liegta</h1></body></html>"
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_firewalls_answer_with_status_200_is_a_refusal(name):
    assert kind(REFUSED[name]) == PageKind.REFUSED


@pytest.mark.parametrize("status", [401, 403, 429, 500, 502])
def test_an_error_status_is_a_refusal(status):
    assert kind(page(body=PARAGRAPH), status=status) == PageKind.REFUSED


@pytest.mark.parametrize(
    "markup",
    [
        (
            "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript "
            "and cookies to continue"
            "</noscript><script>window._cf_chl_opt={cvId:'3'}</script></body></html>"
        ),
        (
            "<html><head><title>DDoS-Guard</title></head><body><p>Checking your browser before "
            "accessing dkn.lv</p></body></html>"
        ),
        (
            "<html><head><script>document.cookie='t=1;path=/';location.reload();</script></head>"
            "<body></body></html>"
        ),
        (
            "<html><head></head><body><h1>Verifying you are human</h1><div class='cf-turnstile'>"
            "</div></body></html>"
        ),
        "<html><body><form><div class='g-recaptcha' data-sitekey=x></div></form></body></html>",
        (
            "<html><head><META NAME='robots' CONTENT='noindex'></head><body>"
            "<iframe src='/_Incapsula_Resource?SWUDNSAI=9'>"
            "Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>"
        ),
    ],
)
def test_a_challenge_is_known(markup):
    assert kind(markup) == PageKind.CHALLENGE
    assert kind(markup, status=503) == PageKind.CHALLENGE


# ---- missing pages with status 200 ----


@pytest.mark.parametrize(
    "title",
    [
        "Lapa nav atrasta",
        "Mēs nevaram atrast lapu",
        "Mēs nevaram atrast lapu, kuru meklējat",
        "404",
        "404 - lapa nav atrasta",
        "Kļūda 404",
        "404. kļūda",
        "Lapa netika atrasta!",
        "Pieprasītā lapa nav atrasta",
        "Page not found",
        "404 Not Found",
        "Error 404: Page not found",
        "Saturs nav atrasts",
    ],
)
def test_a_missing_page_says_so_in_its_title_or_heading(title):
    assert kind(page(title, "<p>Atvainojiet.</p>")) == PageKind.SOFT_404
    assert kind(page("Dienvidkurzemes novads", "<p>Atvainojiet.</p>", h1=title)) == PageKind.SOFT_404


def test_wordpress_says_it_in_the_body_class():
    assert kind(page("Ups", PARAGRAPH, body_class="error404 wp-theme")) == PageKind.SOFT_404


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_page_says_so_in_its_status(status):
    assert kind(page(body=PARAGRAPH), status=status) == PageKind.SOFT_404


@pytest.mark.parametrize(
    "landed",
    ["https://www.dkn.lv/", "https://www.dkn.lv/lv", "https://dkn.lv/lv/", "https://www.dkn.lv/index.php"],
)
def test_an_article_that_leads_to_the_front_page_is_missing(landed):
    assert kind(page("Sākums", PARAGRAPH), url=landed) == PageKind.SOFT_404


def test_the_front_page_under_an_articles_address_is_missing():
    canonical = '<link rel="canonical" href="https://www.dkn.lv/">'
    assert kind(page("Sākums", PARAGRAPH, head=canonical)) == PageKind.SOFT_404
    assert kind(page("Sākums", PARAGRAPH, body_class="home blog")) == PageKind.SOFT_404
    drupal = (
        '<script data-drupal-selector="drupal-settings-json">{"path":{"currentPath":"node\\/1",'
        '"isFront":true}}</script>'
    )
    assert kind(page("Sākums", PARAGRAPH, head=drupal)) == PageKind.SOFT_404


@pytest.mark.parametrize("front", ["https://www.dkn.lv/", "https://www.dkn.lv/lv", "https://www.dkn.lv"])
def test_the_front_page_asked_for_is_the_front_page(front):
    assert kind(page("Sākums", PARAGRAPH), url=front, requested=front) == PageKind.FRONT_PAGE


def test_an_identifying_query_on_the_root_is_no_front_page():
    url = "https://aloja.lv/?p=123"
    assert kind(page(body=PARAGRAPH), url=url, requested=url) == PageKind.ARTICLE


# ---- the others ----


def test_a_list_is_known():
    rows = "".join(
        (
            f'<div class="views-row"><div class="title"><h2><a href="/lv/jaunums/{n}">Ziņa {n}</a>'
            "</h2></div></div>"
        )
        for n in range(10)
    )
    assert kind(page("Jaunumi", f'<div class="articles-wrapper">{rows}</div>')) == PageKind.LISTING
    assert (
        kind(page("Aktualitātes", PARAGRAPH * 3, body_class="archive category category-dome"))
        == PageKind.LISTING
    )
    teasers = "".join(f"<p>Ievads {n}.</p><a href='?fu=read&id={n}'>lasīt tālāk</a>" for n in range(8))
    assert kind(page("Novadā", teasers)) == PageKind.LISTING


def test_an_empty_list_is_still_a_list():
    assert kind(page("Jaunumi", '<div class="articles-wrapper"></div>')) == PageKind.LISTING


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        (
            "https://saulkrasti.lv/wp-login.php?redirect_to=x",
            (
                "<html><head><title>Log In</title></head><body class='login login-action-login'><form "
                "id=loginform></form></body></html>"
            ),
        ),
        (
            "https://www.marupe.lv/user/login",
            page("Log in", "<form id='user-login-form'><input type=password></form>"),
        ),
        (URL, page("Pieslēgties", "<form class='user-login-form'><input type=password></form>")),
    ],
)
def test_a_login_page_is_known(url, markup):
    assert kind(markup, url=url) == PageKind.LOGIN


def test_a_protected_post_is_known():
    form = (
        '<form class="post-password-form" method="post"><p>Lai skatītu, ievadiet paroli:</p>'
        '<input type="password"></form>'
    )
    assert kind(page("Aizsargāts: Darba materiāli", form, body_class="single")) == PageKind.PASSWORD


def test_a_list_with_a_protected_post_is_a_list():
    form = '<form class="post-password-form"><input type="password"></form>'
    assert kind(page("Dome", PARAGRAPH + form, body_class="archive category")) == PageKind.LISTING


def test_a_preview_is_known():
    url = "https://kekava.lv/?p=123&preview=true"
    assert kind(page(body=PARAGRAPH), url=url, requested=url) == PageKind.PREVIEW
    assert (
        kind(page(body=f'<article class="node node--type-article node--unpublished">{PARAGRAPH}</article>'))
        == PageKind.PREVIEW
    )
    assert (
        kind(page(body=f'<div class="node node-article node-unpublished">{PARAGRAPH}</div>'))
        == PageKind.PREVIEW
    )
    assert kind(page(body=f'<article class="post status-draft">{PARAGRAPH}</article>')) == PageKind.PREVIEW


@pytest.mark.parametrize(
    "markup",
    [
        (
            "<html><head><title>Vietne tiek uzturēta</title></head><body><h1>Vietne tiek uzturēta</h1>"
            "</body></html>"
        ),
        (
            "<html><head><title>Site under maintenance</title></head><body class='maintenance-page'>"
            "<p>Soon</p></body></html>"
        ),
        (
            "<html><head><title>Maintenance</title></head><body><p>Briefly unavailable for scheduled "
            "maintenance. Check back in a minute."
            "</p></body></html>"
        ),
        (
            "<html><head><title>Dobele</title></head><body class='in-maintenance'><h1>Notiek "
            "uzturēšanas darbi</h1></body></html>"
        ),
    ],
)
def test_maintenance_is_known(markup):
    assert kind(markup) == PageKind.MAINTENANCE
    assert kind(markup, status=503) == PageKind.MAINTENANCE


@pytest.mark.parametrize(
    ("content_type", "text"),
    [
        ("application/pdf", "%PDF-1.7"),
        ("application/json", "{}"),
        ("image/jpeg", "x"),
        ("application/rss+xml", "<rss/>"),
        (None, "%PDF-1.7 binary"),
        (None, '{"code": 1}'),
    ],
)
def test_what_is_no_page_is_known(content_type, text):
    assert classify_page(
        url=URL, requested_url=URL, status=200, content_type=content_type, root_or_text=text
    ).kind == (PageKind.NOT_HTML)


@pytest.mark.parametrize(
    "content_type", ["text/html", "TEXT/HTML; charset=windows-1257", "application/xhtml+xml", None, ""]
)
def test_html_is_a_page_however_it_is_called(content_type):
    assert kind(page(body=PARAGRAPH), content_type=content_type) == PageKind.ARTICLE


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "  \n",
        "<html><body></body></html>",
        "<html><body><div id=app></div><script src=a.js></script></body></html>",
    ],
)
def test_an_empty_page_is_known(markup):
    assert kind(markup) == PageKind.EMPTY


def test_the_evidence_names_what_was_seen():
    verdict = classify_page(url=URL, requested_url=URL, status=200, content_type="text/html", root_or_text=F5)
    assert "Request Rejected" in verdict.evidence or "support ID" in verdict.evidence
    verdict = classify_page(
        url="https://www.dkn.lv/",
        requested_url=URL,
        status=200,
        content_type="text/html",
        root_or_text=page(body=PARAGRAPH),
    )
    assert "front page" in verdict.evidence


def test_all_kinds_have_an_example_here():
    assert {kind.value for kind in PageKind} == {
        "article",
        "listing",
        "front_page",
        "soft_404",
        "refused",
        "challenge",
        "login",
        "password",
        "preview",
        "maintenance",
        "not_html",
        "empty",
    }
