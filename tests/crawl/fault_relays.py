"""What stands between a demo site and a crawl when the fault is not the site's own."""

from __future__ import annotations

import gzip

from tests.crawl.relay import Relay

HTML = "text/html; charset=utf-8"
PAGES = {
    "login": "<html lang='lv'><head><title>Pieslēgties</title></head><body class='login'>"
    "<form id='loginform' action='/login' method='post'><label>Lietotājvārds <input name='user'></label>"
    "<label>Parole <input type='password' name='password'></label><button>Pieslēgties</button></form>"
    "</body></html>",
    "maintenance": "<html lang='lv'><head><title>Vietne tiek uzturēta</title></head><body>"
    "<h1>Vietne tiek uzturēta</h1><p>Notiek plānoti darbi. Lūdzu, ienāciet vēlāk.</p></body></html>",
}


class Everywhere(Relay):
    """One page at every address, with status 200."""

    def __init__(self, base: str, *, page: str) -> None:
        super().__init__(base)
        self.page = PAGES[page].encode()

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; nobody keeps robots.txt behind a login."""
        if target == "/robots.txt":
            return 404, {"Content-Type": "text/plain"}, b"404"
        return 200, {"Content-Type": HTML}, self.page


class Damaged(Relay):
    """A cache that gives its packed copies out with their beginning overwritten."""

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        status, headers, body = super().answer(target)
        packed = b"\x00" * 32 + gzip.compress(body)[32:]
        return status, {**headers, "Content-Encoding": "gzip"}, packed


class OtherForm(Relay):
    """A release that gives all articles addresses of another form; the old ones are missing."""

    OLD, NEW = "/lv/jaunums/", "/lv/zina/"

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        if target.startswith(self.OLD):
            return 404, {"Content-Type": HTML}, b"<html><body><h1>404</h1></body></html>"
        status, headers, body = super().answer(target.replace(self.NEW, self.OLD))
        return status, headers, body.replace(self.OLD.encode(), self.NEW.encode())
