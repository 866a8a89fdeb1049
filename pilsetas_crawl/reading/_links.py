"""Files, links and pictures of a page, as absolute, percent-encoded addresses in the page's order."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from pilsetas_crawl.reading._noise import is_noise
from pilsetas_crawl.reading.text import clean_line
from pilsetas_crawl.urls import absolute_url

_DOCUMENT = (
    r"pdf|docx?|dotx?|odt|rtf|txt|xlsx?|xlsm|ods|csv|pptx?|ppsx?|odp|zip|rar|7z|gz|edoc|asice|sce|eml|ics"
    r"|dwg|dxf|dgn|kmz?|kml|gpx|shp|geojson|gpkg|epub|mp3|m4a|wav|mp4|avi|mov"
)
_PICTURE = r"jpe?g|png|gif|webp|svg|bmp|tiff?|avif"
_EXTENSION = re.compile(rf"\.({_DOCUMENT}|{_PICTURE})$", re.IGNORECASE)
_DOCUMENT_PATH = re.compile(rf"\.(?:{_DOCUMENT})$", re.IGNORECASE)
_PICTURE_PATH = re.compile(rf"\.(?:{_PICTURE})$", re.IGNORECASE)
_MEDIA = re.compile(r"^(?:/[a-z]{2})?/media/\d+/download/?$")
_UPLOADS = re.compile(r"/(?:wp-content|app)/uploads/")
_PAGE_EXTENSION = re.compile(r"\.(?:html?|php|aspx?)$|/$", re.IGNORECASE)
_TYPE_IN_TEXT = re.compile(rf"[(\[,]\s*\.?({_DOCUMENT})\b", re.IGNORECASE)
_MIME = re.compile(r"(?:^|\s)(?:file--mime-)?(?:application|text|audio|video|image)[-/]([\w.+-]+)")
_MIME_TYPES = {
    "msword": "doc",
    "vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "vnd-openxmlformats-officedocument-wordprocessingml-document": "docx",
    "vnd.ms-excel": "xls",
    "vnd-ms-excel": "xls",
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "vnd-openxmlformats-officedocument-spreadsheetml-sheet": "xlsx",
    "vnd.etsi.asic-e+zip": "asice",
    "plain": "txt",
    "jpeg": "jpg",
    "mpeg": "mp3",
}
_NAME_NOTE = re.compile(
    r",\s*(?:Ārējā saite|External link)$|^(?:Lejupielādēt|Atvērt|Download)[:\s]+", re.IGNORECASE
)
_EMPTY_NAMES = frozenset({"", "lejupielādēt", "download", "atvērt", "skatīt", "šeit", "pdf"})

_ICON_SIZE, _PIXEL_SIZE = 32, 2
_NO_CONTENT_PICTURE = re.compile(
    r"/(?:spacer|blank|pixel|placeholder|transparent|loading|1x1|(?:default|no)[-_]image)[\w-]*\.\w+$"
    r"|/themes/|/wp-includes/|/core/misc/|/modules/|(?:^|/|-|_)icons?(?:[/_.-]|$)|\.svg$"
    r"|gravatar\.com/|/s\.w\.org/|facebook\.com/tr|/favicon|/smilies/",
    re.IGNORECASE,
)
_NO_CONTENT_CLASS = re.compile(r"\b(?:icon|emoji|wp-smiley|avatar|logo|file-icon|file__icon)\b")
_SRCSET = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-full-url", "src")


def kept_elements(node: Any) -> Iterator[Any]:
    """Yield the elements of a tree in document order, leaving out page furniture with all it holds.

    A parsel selector or a list of nodes will do as well as an element.
    """
    roots = [getattr(one, "root", one) for one in (node if isinstance(node, list) else [node])]
    stack = [iter(roots)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag.__class__ is str and (len(stack) == 1 or not is_noise(element, element.tag)):
            yield element
            stack.append(iter(element))


def _anchors(node: Any) -> Iterator[Any]:
    return (element for element in kept_elements(node) if element.tag == "a" and element.get("href"))


def is_attachment_path(path: str) -> bool:
    """Say whether an address path leads to a file to hand out: TVP media, uploads, or a document's ending."""
    if _MEDIA.match(path) or _DOCUMENT_PATH.search(path):
        return True
    is_upload = _UPLOADS.search(path) is not None
    return is_upload and not _PICTURE_PATH.search(path) and not _PAGE_EXTENSION.search(path)


def _attachment_url(href: str, base_url: str) -> str | None:
    url = absolute_url(href, base_url)
    return url if url and is_attachment_path(unquote(urlsplit(url).path)) else None


def collect_attachments(node: Any, base_url: str) -> list[dict[str, str | None]]:
    """Return the files a page hands out as {"url", "name", "type"}, each once, in the page's order.

    The name is the link's `title` (that is where TVP writes the file name), else its text, else the end of
    the address; the type a lower-case ending such as "pdf", None when nothing tells it.
    """
    found: dict[str, dict[str, str | None]] = {}
    for anchor in _anchors(node):
        url = _attachment_url(anchor.get("href"), base_url)
        if url is not None:
            # TVP links one file with and without ?attachment.
            key = url.partition("#")[0].removesuffix("=").removesuffix("?attachment")
            found.setdefault(
                key, {"url": url, "name": _file_name(anchor, url), "type": _file_type(anchor, url)}
            )
    return list(found.values())


def _file_name(anchor: Any, url: str) -> str | None:
    texts = (anchor.get("title") or "", "".join(anchor.itertext()), anchor.get("download") or "")
    for text in texts:
        name = _NAME_NOTE.sub("", clean_line(text)).strip()
        if name.lower() not in _EMPTY_NAMES:
            return name
    last = clean_line(unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]))
    return None if last in {"", "download"} else last


def _file_type(anchor: Any, url: str) -> str | None:
    title = clean_line(anchor.get("title") or "")
    text = clean_line("".join(anchor.itertext()))
    for name in (title, unquote(urlsplit(url).path), text, anchor.get("download") or ""):
        ending = _EXTENSION.search(name)
        if ending:
            return ending.group(1).lower()
    parent = anchor.getparent()
    mime = _MIME.search(f"{anchor.get('type') or ''} {'' if parent is None else parent.get('class') or ''}")
    if mime:
        return _MIME_TYPES.get(mime.group(1).lower(), mime.group(1).lower())
    told = _TYPE_IN_TEXT.search(f"{title} {text}")
    return told.group(1).lower() if told else None


def collect_links(node: Any, base_url: str) -> list[str]:
    """Return the http(s) addresses a page links to, each once, without files and places on the page itself.

    A link that only enlarges a picture is left out; the picture is among `collect_images`.
    """
    here = (absolute_url(base_url, base_url) or base_url).partition("#")[0]
    found: dict[str, None] = {}
    for anchor in _anchors(node):
        url = absolute_url(anchor.get("href"), base_url)
        if url is None or "/cdn-cgi/" in url or is_attachment_path(unquote(urlsplit(url).path)):
            continue
        enlarges = _PICTURE_PATH.search(urlsplit(url).path) and anchor.find(".//img") is not None
        if not enlarges and not ("#" in url and url.partition("#")[0] == here):
            found.setdefault(url)
    return list(found)


def collect_images(node: Any, base_url: str) -> list[str]:
    """Return the addresses of a page's pictures, each once, the largest form of each.

    TVP's `data-image` (the original file) comes before `srcset`, that before lazy-loading attributes, that
    before `src`. Placeholders, icons, counting pixels and data: addresses are left out.
    """
    found: dict[str, None] = {}
    covered: set[Any] = set()
    for element in kept_elements(node):
        if element.get("data-image"):
            covered.update(element.iter("img"))
            source: str | None = element.get("data-image")
        elif element.tag == "img" and element not in covered:
            source = None if _is_decoration(element) else _picture_source(element)
        else:
            continue
        url = absolute_url(source, base_url) if source and not source.startswith("data:") else None
        if url and not _NO_CONTENT_PICTURE.search(url):
            found.setdefault(url)
    return list(found)


def _is_decoration(img: Any) -> bool:
    sizes = [int(size) for name in ("width", "height") if (size := (img.get(name) or "").strip()).isdecimal()]
    if sizes and (min(sizes) <= _PIXEL_SIZE or (len(sizes) > 1 and max(sizes) <= _ICON_SIZE)):
        return True
    return _NO_CONTENT_CLASS.search(img.get("class") or "") is not None


def _picture_source(img: Any) -> str | None:
    sets = [img.get("srcset"), img.get("data-srcset"), img.get("data-lazy-srcset")]
    # libxml2 does not know that <source> is empty and nests what follows in it.
    picture = next(img.iterancestors("picture"), None)
    if picture is not None:
        sets += [source.get("srcset") or source.get("data-srcset") for source in picture.iter("source")]
    candidates = [
        pair for one in sets if one for pair in _SRCSET.findall(one) if not pair[0].startswith("data:")
    ]
    if candidates:
        return str(max(candidates, key=lambda pair: float(pair[1] or 0))[0])
    sources = [img.get(name) for name in _LAZY_SOURCES]
    return next((source for source in sources if source and not source.startswith("data:")), None)
