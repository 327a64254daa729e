"""Answers that keys share: what is kept, apart from public bytes, and marked as Django marks."""

import pytest
from django.test import RequestFactory

from api import edge, shared
from api.auth import FOR
from api.v1.launches import LaunchList
from launches.enums import Audience
from launches.models import LedgerEntry
from launches.queries.gate import Reader
from tests.factories import OutletFactory, ThemeFactory, key_of, launch

pytestmark = pytest.mark.django_db
LIST = "/api/v1/launches/"
MARK = "abcdefghjkmnpqrs"


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
    assert hidden.uid in answer.body.decode()
    closed = (hidden.editions.get().pk,)
    assert (answer.shown.editions if answer.shown else ()) == (closed if is_closed else ())
    assert (hidden.uid in made(Reader(Audience.PUBLIC)).body.decode()) != is_closed
    assert LedgerEntry.objects.count() == 0


def test_it_is_cut_for_its_reader(moment, hidden):
    other = launch("approved", theme=ThemeFactory(slug="other"), opens_at=moment.T)
    moment.at(-1)
    one = made(Reader(Audience.PRESS, (hidden.theme.slug,), ("en",))).body.decode()
    assert (hidden.uid in one, other.uid in one, "一句话介绍" in one) == (True, False, False)


@pytest.mark.parametrize(
    "query", ["", "format=ninjs", "format=ics", "lang=zh-hans", "q=Aurora%20One"]
)
def test_given_with_a_mark_it_is_what_django_gives(client, moment, hidden, query):
    moment.at(-1)
    whole = client.get(f"{LIST}?{query}", **key_of(OutletFactory(), "press"))
    mark = whole["Unveil-Ledger"]
    answer = made(Reader(Audience.PRESS), query)
    assert answer.marked(mark) == whole.content
    assert answer.length(mark) == whole["Content-Length"]
    if query:
        assert answer.shown.what == LedgerEntry.objects.get(mark=mark).what


def test_a_mark_has_a_place_in_objects_only():
    headers = [("content-type", "text/xml"), ("etag", '"a"'), ("x-unveil-edge", "keyed 7")]
    place = ("/api/v1/launches/", "", "", "host", Reader(Audience.PRESS))
    feed = shared.build(200, headers, b"<rss/>", place=place, beat=1)
    assert (feed.marked(MARK), feed.length(MARK)) == (b"<rss/>", "6")


def test_what_no_view_calls_shared_is_not_kept():
    place = ("/api/v1/launches/", "", "", "host", Reader(Audience.PRESS))
    keyed = [("content-type", "application/json"), ("etag", '"a"'), ("x-unveil-edge", "keyed")]
    public = [*keyed[:2], ("x-unveil-edge", "public")]
    assert shared.build(200, keyed, b"{}", place=place, beat=1)
    for status, headers in ((404, keyed), (200, public), (200, keyed[:2])):
        assert shared.build(status, headers, b"{}", place=place, beat=1) is None
    cookie = [*keyed, ("set-cookie", "a=b")]
    assert shared.build(200, cookie, b"{}", place=place, beat=1) is None
