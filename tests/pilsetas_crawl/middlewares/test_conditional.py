"""Rule (measured on WordPress and Drupal): both validators, the tag without ``W/`` and ``-gzip``; only from a 200."""
# ruff: noqa: E501 # the rule stands in one line

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import Response

from pilsetas_crawl.middlewares.conditional import ConditionalRequests, header, validator_headers

DAY = "Sat, 21 Nov 2026 10:00:00 GMT"
URL = "https://www.ludzasnovads.lv/lv/rss/articles"


@pytest.mark.parametrize(
    ("received", "sent"),
    [
        ('W/"9b2c"', '"9b2c"'),  # WordPress behind nginx with gzip
        ('"9b2c-gzip"', '"9b2c"'),  # WordPress behind Apache with deflate
        ('"1763719200-1"', '"1763719200-1"'),  # Drupal 7
        ('W/"1763719200"', '"1763719200"'),  # Drupal 10 behind nginx
        ('W/"9b2c-gzip"', '"9b2c"'),
        ('"a-gzip-b"', '"a-gzip-b"'),
        ('""', '""'),
    ],
)
def test_both_validators_are_sent_and_the_tag_is_bare(received, sent):
    assert validator_headers(received, DAY) == {"If-None-Match": sent, "If-Modified-Since": DAY}


@pytest.mark.parametrize(
    ("etag", "modified", "names"),
    [(None, DAY, ["If-Modified-Since"]), ('"a"', None, ["If-None-Match"]), (None, None, []), ("", "", [])],
)
def test_what_is_not_known_is_not_sent(etag, modified, names):
    assert list(validator_headers(etag, modified)) == names


@pytest.fixture
def ludza(spider_of):
    return spider_of("ludza")


@pytest.fixture
def middleware(ludza):
    return ConditionalRequests.from_crawler(ludza.crawler)


def remembered(spider):
    with spider.session.state.staged() as stage:
        stage.set_validators(URL, etag='W/"9b2c"', last_modified=DAY)


def test_a_conditional_request_carries_what_is_remembered_of_its_address(ludza, middleware):
    remembered(ludza)
    request = Request(URL, meta={"conditional": True})
    middleware.process_request(request)
    assert request.headers["If-None-Match"] == b'"9b2c"'
    assert request.headers["If-Modified-Since"] == DAY.encode()


@pytest.mark.parametrize("request_", [Request(URL), Request(URL + "?page=2", meta={"conditional": True})])
def test_other_requests_carry_nothing(ludza, middleware, request_):
    remembered(ludza)
    middleware.process_request(request_)
    assert b"If-None-Match" not in request_.headers
    assert b"If-Modified-Since" not in request_.headers


def test_validators_a_request_brings_itself_are_left_alone(ludza, middleware):
    remembered(ludza)
    request = Request(URL, meta={"conditional": True}, headers={"If-None-Match": '"own"'})
    middleware.process_request(request)
    assert request.headers["If-None-Match"] == b'"own"'


def answer(status=200, **headers):
    return Response(
        URL, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def kept(spider):
    return spider.session._validators


def test_validators_of_a_full_answer_are_kept_for_the_end_of_the_run(ludza, middleware):
    request = Request(URL, meta={"keep_validators": True})
    response = answer(ETag='W/"9b2c"', Last_Modified=DAY)
    assert middleware.process_response(request, response) is response
    assert kept(ludza) == {URL: ('W/"9b2c"', DAY)}
    # Not in the state before the run has ended honestly.
    assert ludza.session.state.validators(URL) is None


@pytest.mark.parametrize("status", [304, 301, 404, 503])
def test_validators_of_any_other_answer_are_not(ludza, middleware, status):
    """Even WordPress' 404 beyond the last feed page carries the site's tag."""
    middleware.process_response(Request(URL, meta={"keep_validators": True}), answer(status, ETag='"x"'))
    assert kept(ludza) == {}


def test_an_answer_without_validators_leaves_none(ludza, middleware):
    middleware.process_response(Request(URL, meta={"keep_validators": True}), answer())
    middleware.process_response(Request(URL), answer(ETag='"x"'))
    assert kept(ludza) == {}


def test_headers_are_text_or_none():
    assert header(answer(ETag="ķ".encode("latin-1", "replace")), "ETag") == "?"
    assert header(answer(ETag=b"\xff"), "ETag") == "ÿ"
    assert header(answer(), "ETag") is None
