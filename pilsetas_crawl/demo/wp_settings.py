"""How each of the twelve WordPress sites is set up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WpSettings:
    """How one WordPress site is set up.

    Attributes:
        rest: the REST interface answers strangers.
        whole: lists print whole posts instead of excerpts.
        yoast: the SEO plugin writes article dates, JSON-LD and its own site map.
        apache: Apache with deflate (tags end in -gzip) instead of nginx with gzip (weak tags).
        english: a translation plugin offers machine-made copies under /en/.
        masked: Cloudflare masks e-mail addresses in pages.
        link: form of a post's address; {y}, {m}, {d}, {section} (its first category) and {slug} are filled.
        news: path of the list of all posts.
        term: form of a category's list address; {slug} is filled.
        front: what stands before every address ("/index.php"), or "".
        rest_path: where the REST interface is.
        kind: name of the custom type that holds the news, or "" for ordinary posts.
        uploads: path of the uploads folder.
        header: what stands around the headline: "time", "dots" (05.10.2026.), "long" (5. oktobris, 2026),
            "labels" (categories, no date), "published", "bare" (neither) or "twice" (the title once more).
        script: lists and front page are empty until a script fills them.
        soft: a missing page is told with status 200.
        calendar: The Events Calendar answers below the REST interface.
        separator: what parts the title from the institution in the head.
        documents: documents are a custom type of their own, with a list that looks like news.
    """

    rest: bool
    whole: bool = False
    yoast: bool = False
    apache: bool = False
    english: bool = False
    masked: bool = False
    link: str = "/{slug}/"
    news: str = "/"
    term: str = "/category/{slug}/"
    front: str = ""
    rest_path: str = "/wp-json"
    kind: str = ""
    uploads: str = "/wp-content/uploads"
    header: str = "time"
    script: bool = False
    soft: bool = False
    calendar: bool = False
    separator: str = "&#8211;"
    documents: bool = False


_DATED = "/{y}/{m}/{d}/{slug}/"
_BELOW_SECTION, _SECTION = "/jaunumi/{section}/{slug}/", "/jaunumi/{slug}/"

SETTINGS = {
    "sigulda": WpSettings(rest=False, whole=True, masked=True),
    "kuldiga": WpSettings(rest=True, yoast=True, header="labels"),
    "rezeknes-novads": WpSettings(rest=True, apache=True, english=True, header="published"),
    # Bedrock: own folders, REST below the folder of the system, lists filled by script, no honest 404.
    "liepaja": WpSettings(
        rest=True,
        news="/jaunumi/",
        rest_path="/cms/wp-json",
        uploads="/app/uploads",
        header="long",
        script=True,
        soft=True,
    ),
    "ventspils": WpSettings(
        rest=True,
        yoast=True,
        uploads="/app/uploads",
        header="dots",
        link=_BELOW_SECTION,
        news="/jaunumi/",
        term=_SECTION,
    ),
    "saulkrasti": WpSettings(
        rest=False, masked=True, header="dots", link=_BELOW_SECTION, news="/jaunumi/", term=_SECTION
    ),
    "jelgava": WpSettings(
        rest=False, link="/jaunumi/{slug}/", news="/jaunumi/", term="/jaunumi/{slug}/", header="dots"
    ),
    "saldus": WpSettings(
        rest=True, yoast=True, link="/{section}/posts/{slug}/", term="/{slug}/", header="bare", calendar=True
    ),
    "rezekne": WpSettings(rest=True, link=_DATED, apache=True, calendar=True),
    "aluksne": WpSettings(
        rest=True,
        link=_DATED,
        front="/index.php",
        rest_path="/index.php/wp-json",
        header="published",
        separator="-",
    ),
    "kekava": WpSettings(
        rest=True, link="/n/{slug}/", news="/n/", term="/n-kategorija/{slug}/", kind="n", header="dots"
    ),
    "valmiera": WpSettings(rest=True, header="twice", documents=True),
}
