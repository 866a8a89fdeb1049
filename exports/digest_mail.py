"""A digest as one complete mail (RFC 5322, multipart/alternative), for a mail command to send."""

from __future__ import annotations

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from exports.digest_html import as_html
from exports.digest_text import as_text
from exports.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from exports.digest import Digest

# Plain addresses only: names beside them and comments are where headers are broken open.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def check_address(text: str, option: str) -> str:
    """An address as it may stand in a header.

    Raises:
        ExportError: it is none.
    """
    if _ADDRESS.fullmatch(text):
        return text
    raise ExportError(f"{option} {text!r} is no mail address; write it as name@example.lv")


def as_mail(digest: Digest, *, sender: str, to: Sequence[str], date: datetime) -> bytes:
    """The mail, lines ended by CRLF.

    The same digest to the same people has the same Message-ID and boundary, so a mail that is sent twice by
    mistake is shown once by programs that look at it.

    Raises:
        ExportError: an address is none.
    """
    text, html = as_text(digest), as_html(digest)
    receivers = [check_address(one, "--to") for one in to]
    content = "\0".join((digest.name, sender, *receivers, text, html))
    mark = hashlib.sha256(content.encode()).hexdigest()[:32]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = check_address(sender, "--sender")
    mail["To"] = ", ".join(receivers)
    mail["Subject"] = f"{digest.title}: {digest.summary} ({digest.period})"
    mail["Date"] = date
    mail["Message-ID"] = f"<{digest.name}.{mark}@{sender.rpartition('@')[2]}>"
    # Out-of-office programs leave such mail unanswered (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    # Set last: what is said of the content before there are two forms of it goes to the first of them.
    mail["Content-Language"] = "lv"
    mail.set_boundary(f"=_{mark}")
    return mail.as_bytes()
