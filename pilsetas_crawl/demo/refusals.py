"""Pages that are no articles: firewall refusal, challenge, soft 404."""

from __future__ import annotations

from pilsetas_crawl.demo.wire import Reply, page


def request_rejected() -> Reply:
    """What the F5 firewall before government hosts answers: a refusal with status 200."""
    return page(
        "<html><head><title>Request Rejected</title></head>"
        "<body>The requested URL was rejected. Please consult with your administrator.<br>"
        "<br>Your support ID is: 8713405521907734012<br><br><a href='javascript:history.back();'>[Go Back]"
        "</a></body></html>"
    )


def challenge(status: int) -> Reply:
    """A page that wants a browser to run script first."""
    return Reply(
        status,
        b"<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title>"
        b"<meta name='robots' content='noindex,nofollow'></head><body><div class='main-wrapper'>"
        b"<h1 class='zone-name-title'>Checking your browser before accessing the site</h1>"
        b"<noscript>Enable JavaScript and cookies to continue</noscript></div>"
        b"<script>window._cf_chl_opt={cType:'managed'};</script></body></html>",
        headers=(("cf-mitigated", "challenge"), ("Server", "cloudflare")),
    )


def soft_missing() -> Reply:
    """A page that is not there, said with status 200."""
    return page(
        "<!DOCTYPE html><html lang='lv'><head><title>Lapa nav atrasta</title></head><body class='error404'>"
        "<main><h1>Lapa nav atrasta</h1><p>Diemžēl meklētā lapa neeksistē vai ir pārvietota.</p></main>"
        "</body></html>"
    )
