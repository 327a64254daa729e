"""After the deadline: a clear page, the draft kept, and the way in by a code."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.middleware import ARRIVED
from launches import clock
from launches.domain import codes
from launches.models import Launch
from tests.factories import MemberFactory
from tests.factories.call import AccessCodeFactory
from tests.factories.page import entry as ready_entry

from .test_sending import hand_in


@pytest.fixture
def late(owner):
    """A complete draft; its forum's call closed an hour ago."""
    launch = ready_entry(owner=owner).launch
    forum = launch.forum
    forum.submissions_close_at = clock.now() - timedelta(hours=1)
    forum.call_contact = "call@forum.example"
    forum.save()
    return launch


def enter(client, launch, code):
    return client.post(f"/portal/launches/{launch.uid}/code/", {"code": code})


def test_the_refusal_says_when_and_whom_to_ask(signed, late):
    answer = hand_in(signed, late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The call for entries is closed. Your draft is kept." in page
    assert "mailto:call@forum.example" in page
    assert 'name="code"' in page
    assert "UTC+08:00" in page


def test_a_code_opens_the_way(signed, late):
    code = AccessCodeFactory()
    assert enter(signed, late, code.readable.lower())["Location"].endswith("/submit/")
    page = signed.get(f"/portal/launches/{late.uid}/submit/").content.decode()
    assert "Admitted outside the window" in page
    assert hand_in(signed, late).status_code == 302
    assert Launch.objects.get().state == "submitted"


def test_a_wrong_code_gives_no_hint_and_is_kept_in_the_field(signed, late):
    spent = AccessCodeFactory(uses=1, used=1)
    pages = [enter(signed, late, text) for text in (spent.code, "K7QMX2PD9RTA")]
    assert [page.status_code for page in pages] == [422, 422]
    shown = [page.content.decode() for page in pages]
    assert "This code does not admit this entry." in shown[0]
    for text, page in zip((spent.code, "K7QMX2PD9RTA"), shown, strict=True):
        assert f'value="{text}"' in page
    for _more in range(codes.MOST_TRIES - 2):
        enter(signed, late, "NOPE")
    assert enter(signed, late, "NOPE").status_code == 429


def test_other_companies_launches_are_absent(signed, late):
    other = ready_entry(owner=MemberFactory()).launch
    assert enter(signed, other, AccessCodeFactory().code).status_code == 404
    assert enter(signed, Launch(uid="abcdefghjkmnpqrs"), "X").status_code == 404


@pytest.mark.parametrize(("seconds", "status"), [(-1, 302), (0, 302), (1, 409)])
def test_a_request_that_began_in_time_is_in_time(signed, late, moment, seconds, status):
    moment.at(30)
    late.forum.submissions_close_at = moment.T
    late.forum.save()
    late.opens_at = moment.T + timedelta(days=9)
    late.save()
    fields = {"revision": late.latest_revision}
    began = moment.T + timedelta(seconds=seconds)
    answer = signed.post(f"/portal/launches/{late.uid}/submit/", fields, **{ARRIVED: began})
    assert answer.status_code == status


@pytest.mark.parametrize("began", [datetime(2001, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)])  # fmt: skip  # noqa: E501
def test_no_request_begins_hours_ago_or_tomorrow(signed, late, began):
    fields = {"revision": late.latest_revision}
    answer = signed.post(f"/portal/launches/{late.uid}/submit/", fields, **{ARRIVED: began})
    assert answer.status_code == 409


def test_no_header_sets_the_beginning(signed, late):
    fields = {"revision": late.latest_revision}
    headers = {"unveil.arrived": "2001-01-01", "unveil-arrived": "2001-01-01"}
    path = f"/portal/launches/{late.uid}/submit/"
    assert signed.post(path, fields, headers=headers).status_code == 409
