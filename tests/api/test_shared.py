"""Answers that keys share: what is kept, apart from public bytes, and marked as Django marks."""

import gzip
import zlib

import brotli
import pytest
import zstandard
from django.test import RequestFactory

from api import edge, marking, shared
from api.auth import FOR
from api.v1.launches import LaunchList
from launches.enums import Audience
from launches.models import LedgerEntry
from launches.queries.gate import Reader
from tests.factories import OutletFactory, ThemeFactory, key_of, launch

pytestmark = pytest.mark.django_db
LIST = "/api/v1/launches/"
MARK = "abcdefghjkmnpqrs"
OPENED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}


def text_of(answer: shared.Answer) -> str:
    return answer.forms[""].body.decode()


def made(reader: Reader, query: str = "") -> shared.Answer | None:
    request = RequestFactory().get(f"{LIST}?{query}" if query else LIST, **{FOR: reader})
    answer = LaunchList.as_view()(request)
    headers = [(name.lower(), value) for name, value in answer.items()]
    place = (LIST, query, "", "testserver", reader)
    assert edge.build(answer.status_code, headers, answer.content, beat=1) is None
    return shared.build(answer.status_code, headers, answer.content, place=place, beat=1)


@pytest.fixture
def hidden(moment):
    moment.at(-600)
    return launch("approved", opens_at=moment.T)


@pytest.mark.parametrize(("seconds", "is_closed"), [(-1, True), (0, False), (1, False)])
def test_it_knows_what_it_holds_under_embargo(moment, hidden, seconds, is_closed):
    moment.at(seconds)
    answer = made(Reader(Audience.PRESS))
    assert hidden.uid in text_of(answer)
    closed = (hidden.editions.get().pk,)
    assert (answer.shown.editions if answer.shown else ()) == (closed if is_closed else ())
    assert (hidden.uid in text_of(made(Reader(Audience.PUBLIC)))) != is_closed
    assert LedgerEntry.objects.count() == 0


def test_it_is_cut_for_its_reader(moment, hidden):
    other = launch("approved", theme=ThemeFactory(slug="other"), opens_at=moment.T)
    moment.at(-1)
    one = text_of(made(Reader(Audience.PRESS, (hidden.theme.slug,), ("en",))))
    assert (hidden.uid in one, other.uid in one, "一句话介绍" in one) == (True, False, False)


@pytest.mark.parametrize(
    "query", ["", "format=ninjs", "format=ics", "lang=zh-hans", "q=Aurora%20One"]
)
def test_given_with_a_mark_it_is_what_django_gives(client, moment, hidden, query):
    moment.at(-1)
    whole = client.get(f"{LIST}?{query}", **key_of(OutletFactory(), "press"))
    mark = whole["Unveil-Ledger"]
    answer = made(Reader(Audience.PRESS), query)
    for accepted in ("", "gzip", "br", "zstd"):
        headers, body = answer.given(edge.choose(answer, accepted), mark)
        told = dict(headers)
        encoding = told.get("content-encoding", "")
        assert OPENED[encoding](body) == whole.content
        assert told["content-length"] == str(len(body))
        assert told["etag"].strip('"').removesuffix(f"-{encoding}") == whole["ETag"].strip('"')
        assert encoding in (accepted, "")
    assert (
        dict(answer.given(answer.forms[""], mark)[0])["content-length"] == whole["Content-Length"]
    )
    if query:
        assert answer.shown.what == LedgerEntry.objects.get(mark=mark).what


def test_a_mark_has_a_place_in_objects_only():
    headers = [("content-type", "text/xml"), ("etag", '"a"'), ("x-unveil-edge", "keyed 7")]
    place = ("/api/v1/launches/", "", "", "host", Reader(Audience.PRESS))
    feed = shared.build(200, headers, b"<rss/>", place=place, beat=1)
    headers, body = feed.given(feed.forms[""], MARK)
    assert (body, dict(headers)["content-length"]) == (b"<rss/>", "6")


def test_a_long_list_with_a_mark_is_packed_once_and_opens_as_one(moment):
    """Strictly, as zlib reads one member of gzip and nothing behind it."""
    body = b'{"results":[%s]}' % b",".join(b'{"id":"%d"}' % number for number in range(9000))
    packed = marking.packed(body)
    for mark in (MARK, "zyxwvutsrqpnmkjh"):
        whole = marking.gzipped(body, packed, mark)
        opener = zlib.decompressobj(31)
        assert opener.decompress(whole) + opener.flush() == marking.plain(body, mark)
        assert (opener.eof, opener.unused_data) == (True, b"")
        assert len(whole) < len(body) / 5


def test_short_answers_and_those_with_a_place_are_packed_as_far_as_it_helps(moment, hidden):
    moment.at(-1)
    sorts = {
        query: sorted(made(Reader(Audience.PRESS), query).forms) for query in ("", "format=ics")
    }
    assert sorts == {"": ["", "gzip"], "format=ics": [""]}
    moment.at(0)
    assert sorted(made(Reader(Audience.PRESS)).forms) == ["", "br", "gzip", "zstd"]


def test_who_gets_no_body_is_told_of_the_plain_form(moment, hidden):
    moment.at(-1)
    answer = made(Reader(Audience.PRESS))
    headers, body = answer.given(answer.forms["gzip"], "")
    plain = answer.forms[""].body
    assert (body, dict(headers)["content-length"]) == (plain, str(len(plain)))
    assert "content-encoding" not in dict(headers)


def test_what_no_view_calls_shared_is_not_kept():
    place = ("/api/v1/launches/", "", "", "host", Reader(Audience.PRESS))
    keyed = [("content-type", "application/json"), ("etag", '"a"'), ("x-unveil-edge", "keyed")]
    public = [*keyed[:2], ("x-unveil-edge", "public")]
    assert shared.build(200, keyed, b"{}", place=place, beat=1)
    for status, headers in ((404, keyed), (200, public), (200, keyed[:2])):
        assert shared.build(status, headers, b"{}", place=place, beat=1) is None
    cookie = [*keyed, ("set-cookie", "a=b")]
    assert shared.build(200, cookie, b"{}", place=place, beat=1) is None
