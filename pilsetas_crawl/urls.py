"""Addresses: one written form, one identity key, and which addresses are never asked for.

The rules come from what the 42 municipal sites do: both `www.` and bare hosts answer, the same page is linked
with and without a closing slash, with tracking parameters, with `/index.php` in front or `/print` behind,
and file names carry raw Latvian letters.
"""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

from pilsetas_crawl.errors import PilsetasError

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE_OR_OTHER = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)
_CLEAN_PATH = re.compile(r"[A-Za-z0-9\-._~/!$&'()*+,;=:@]*")
_PATH_SAFE = "/!$&'()*+,;=:@"
_QUERY_SAFE = "!$'()*+,;:@/"
_DEFAULT_PORTS = frozenset({80, 443, None})

_TRACKING = re.compile(
    r"utm_\w+|mc_[ce]id|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|igshid|twclid|ttclid"
    r"|mkt_tok|ref|ref_src|ref_url|referrer|source_ref|share|phpsessid|jsessionid|amp",
    re.IGNORECASE,
)
# Parameters that change how a page looks, not which page it is. `date=0` hangs on TVP event links,
# `culturekey` on every Daugavpils listing link, `mode=print` on its old article twins.
_PRESENTATION = frozenset({("view", "easy"), ("date", "0"), ("mode", "print"), ("culturekey", "lv")})
_PRESENTATION_NAMES = frozenset({"print"})
_FILE_PATH = re.compile(r"/media/\d+/download/?$|\.[a-z0-9]{2,5}$", re.IGNORECASE)
# Links damaged by escaping `&` twice or by `;`: "amp;page=2", ";page=2".
_DAMAGED_NAME = re.compile(r"^(?:amp;|;)+")

_NEVER_PATH = re.compile(r"^(?:/index\.php)?(?:/[a-z]{2})?/(?:banners/|form/|print/|search(?:/|$))")
_NEVER_PATH_ANYWHERE = re.compile(
    r"/cdn-cgi/|/wp-admin/|/wp-login\.php|/user/(?:login|register|password)(?:/|$)"
)


class UrlError(PilsetasError):
    """An address that cannot be used: not http or https, no host, or not an address at all."""


def _escape(match: re.Match[str], safe: str) -> str:
    found = match.group()
    if len(found) == 3:  # noqa: PLR2004 - the length of one %XX escape
        char = chr(int(found[1:], 16))
        return char if char in _UNRESERVED else found.upper()
    return found if found in _UNRESERVED or found in safe else quote(found, safe="", errors="replace")


def _requote(text: str, safe: str) -> str:
    """Write percent-encoding in one way: unreserved characters plain, the rest as upper-case escapes."""
    if safe is _PATH_SAFE and _CLEAN_PATH.fullmatch(text):
        return text
    return _ESCAPE_OR_OTHER.sub(lambda match: _escape(match, safe), text)


def _tidy(url: str) -> str:
    """Do to a written address what browsers do: no outer spaces, no inner line breaks, no backslashes."""
    url = url.strip("\ufeff\u200b\xa0 \t\r\n\f\v")
    if "\n" in url or "\t" in url or "\r" in url:
        url = re.sub(r"[\t\r\n]+", "", url)
    head, mark, tail = url.partition("?")
    return head.replace("\\", "/") + mark + tail


def _split(url: str) -> SplitResult:
    tidy = _tidy(url)
    try:
        parts = urlsplit("https:" + tidy if tidy.startswith("//") else tidy)
        # Reading the port is what makes a bad one raise.
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UrlError(f"not a web address: {url[:200]!r}; expected http:// or https:// and a host")
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host)
    return f"[{host}]" if ":" in host else host


def _netloc(parts: SplitResult) -> str:
    host, port = _host(parts), parts.port
    return host if port in _DEFAULT_PORTS else f"{host}:{port}"


def _path(path: str) -> str:
    """Percent-encode a path and resolve its dot segments."""
    path = _requote(path or "/", _PATH_SAFE)
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept) + ("/" if segments[-1] in {".", ".."} and kept else "")


def _is_dropped(name: str, value: str, *, is_file: bool) -> bool:
    lower = name.lower()
    return (
        _TRACKING.fullmatch(lower) is not None
        or lower in _PRESENTATION_NAMES
        or (lower, value.lower()) in _PRESENTATION
        or (lower == "attachment" and not value and not is_file)
    )


def _parameters(query: str, *, is_file: bool) -> list[tuple[str, str, str]]:
    """Return the parameters that matter as (name, "=" or "", value), sorted by name."""
    kept: list[tuple[str, str, str]] = []
    damaged: list[tuple[str, str, str]] = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        name = _requote(name, _QUERY_SAFE)
        whole = _DAMAGED_NAME.sub("", name.replace("%3B", ";"))
        if whole and not _is_dropped(whole, value, is_file=is_file):
            target = kept if whole == name else damaged
            target.append((whole, equals, _requote(value, _QUERY_SAFE + "=?")))
    names = {name for name, _, _ in kept}
    # The clean parameter is the one the site wrote last; its damaged twin is a leftover of an earlier page.
    kept.extend(one for one in dict.fromkeys(damaged) if one[0] not in names)
    return sorted(kept, key=lambda one: one[0])


def canonical_url(url: str) -> str:
    """Return the one written form of an address under which a page is stored and asked for.

    The scheme becomes https, the host lower case; the default port, user name and fragment go.
    Percent-encoding is normalised (raw Latvian letters become UTF-8 escapes), tracking and presentation
    parameters are dropped, the rest is sorted by name. `www.` and the closing slash stay: whether they may go
    is the site's decision.

    Raises:
        UrlError: if this is no http or https address.
    """
    parts = _split(url)
    path = _path(parts.path)
    pairs = _parameters(parts.query, is_file=_FILE_PATH.search(path) is not None)
    query = "&".join(name + equals + value for name, equals, value in pairs)
    return f"https://{_netloc(parts)}{path}" + (f"?{query}" if query else "")


def absolute_url(href: str, base_url: str) -> str | None:
    """Return a page's link as an absolute, percent-encoded http(s) address; None when it is none.

    Everything else about the address stays as the page wrote it. None stands for mailto:, tel:, javascript:,
    data:, a bare fragment, or text that is no address.
    """
    tidy = _tidy(href)
    if not tidy or tidy[0] == "#":
        return None
    try:
        parts = _split(urljoin(base_url, tidy))
    except (UrlError, ValueError):
        return None
    scheme = parts.scheme.lower()
    query = f"?{_requote(parts.query, _QUERY_SAFE + '=&?')}" if parts.query else ""
    fragment = f"#{_requote(parts.fragment, _QUERY_SAFE + '=&?')}" if parts.fragment else ""
    port = (
        f":{parts.port}" if parts.port and (scheme, parts.port) not in {("http", 80), ("https", 443)} else ""
    )
    return f"{scheme}://{_host(parts)}{port}{_path(parts.path)}{query}{fragment}"


def _bare(host: str) -> str:
    return host.strip().lower().removeprefix("www.")


def is_own(url: str, own_hosts: Collection[str]) -> bool:
    """Say whether the address lies on one of the source's own hosts.

    `www.` and the bare host count as one. An entry with a port ("127.0.1.5:8080") owns that port only; an
    entry without one owns the host on every port.
    """
    try:
        parts = _split(url)
    except UrlError:
        return False
    host = _bare(_host(parts))
    own = {_bare(entry) for entry in own_hosts}
    return host in own or f"{host}:{parts.port}" in own


def _key_path(path: str) -> str:
    """Fold away what does not make another page: encoding variants, /index.php, /print, the closing slash."""
    segments = []
    for segment in path.split("/"):
        raw = unquote_to_bytes(segment)
        try:
            text = unicodedata.normalize("NFC", raw.decode("utf-8"))
        except UnicodeDecodeError:
            segments.append(quote(raw, safe=""))
        else:
            segments.append(quote(text, safe="!$&'()*+,;=:@"))
    folded = re.sub(r"//+", "/", "/".join(segments)).rstrip("/")
    folded = re.sub(r"^/index\.php(?=/|$)", "", folded)
    # A page may itself be called "print": only a tail behind another segment is the print view.
    return re.sub(r"(?<=[^/])/print$", "", folded) or "/"


def url_key(url: str, *, own_hosts: Collection[str]) -> str:
    """Return the identity of a page: "path?query" on the source's own hosts, "host/path?query" elsewhere.

    Two addresses of one page have one key whatever their scheme, `www.`, letter case of the host, closing
    slash, `/print` tail, `/index.php` prefix, percent-encoding, parameter order and tracking. Parameters that
    identify (id, p, fu, page_id, page) and slug tails (-0, -1) keep pages apart.

    Raises:
        UrlError: if this is no http or https address.
    """
    parts = _split(url)
    path = _key_path(_path(parts.path))
    pairs = _parameters(parts.query, is_file=False)
    query = "&".join(name + ("=" + value if value else "") for name, _, value in pairs)
    host = "" if is_own(url, own_hosts) else _netloc(parts)
    return f"{host}{path}" + (f"?{query}" if query else "")


def same_page(a: str, b: str, own_hosts: Collection[str]) -> bool:
    """Say whether two addresses lead to one page; False when either is no web address."""
    try:
        return url_key(a, own_hosts=own_hosts) == url_key(b, own_hosts=own_hosts)
    except UrlError:
        return False


def rebase(url: str, *, site: str, own_hosts: Collection[str]) -> str:
    """Map an address of the source's own hosts onto another place, such as http://127.0.1.5:8080.

    Path and query stay as written; a path in `site` is put in front. Addresses of other hosts, and those that
    already lie on `site`, come back unchanged. A relative address is taken as the source's own.

    Raises:
        UrlError: if `site` is no http or https address.
    """
    target = _split(site)
    root = f"{target.scheme}://{target.netloc}"
    prefix = target.path.rstrip("/")
    if url.startswith("/") and not url.startswith("//"):
        return root + prefix + url
    if not is_own(url, own_hosts) or url == root or url.startswith(f"{root}/"):
        return url
    parts = _split(url)
    return root + prefix + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def is_fetchable(url: str) -> bool:
    """Say whether a link may be followed at all.

    Never asked for: banners, forms, print and PDF views, site search, log-in pages, addresses with `view=`,
    `date=` or `utm_*`. Give it the canonical address: that has lost the parameters that only decorate, so a
    news link with a tracking tail is followed without the tail instead of being refused.
    """
    try:
        parts = _split(url)
    except UrlError:
        return False
    path = _path(parts.path).lower()
    if _NEVER_PATH.match(path) or _NEVER_PATH_ANYWHERE.search(path):
        return False
    names = {pair.partition("=")[0].lower() for pair in parts.query.split("&")}
    # Joomla's view=article names the page, so `view` counts only where no component is named beside it.
    easy_view = "view" in names and "option" not in names
    return not easy_view and "date" not in names and not any(name.startswith("utm_") for name in names)
