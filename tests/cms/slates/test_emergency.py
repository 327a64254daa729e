"""The emergency page as two people use it, and the screens' reports."""

import json

import pytest
from django.urls import reverse

from launches import clock
from launches.enums import Audience
from launches.models import Emergency, Hold, ScreenSeen
from launches.queries.gate import visible_to
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/cms/slates/emergency/"


@pytest.fixture
def two_chiefs(desk_user):
    return desk_user("Chief editors"), desk_user("Chief editors")


def test_two_people_recall_a_launch_and_see_whom_it_reached(client, two_chiefs):
    launch = factories.launch("released", product="Zephyr")
    factories.StageFactory(slug="hall-1", name="Hall One")
    report = {"key": "a" * 32, "shows": launch.uid, "version": 3}
    told = client.post("/screen/hall-1/seen/", json.dumps(report), content_type="text/plain")
    assert (told.status_code, told.content) == (204, b"")
    client.force_login(two_chiefs[0])
    data = {"act": "kill", "target": "Zephyr", "reason": "A lawyer."}
    assert client.post(PAGE, data).status_code == 302
    one = reverse("slates:emergency_act", args=[Emergency.objects.get().uid])
    assert client.post(one, {"confirm": "1"}).status_code == 409
    client.force_login(two_chiefs[1])
    assert "Zephyr" in client.get(PAGE).text
    assert client.post(one, {"confirm": "1"}).status_code == 302
    assert not visible_to(Audience.PUBLIC, at=clock.now()).exists()
    page = client.get(one).text
    assert "Hall One" in page
    assert "Not reachable" in page
    report["shows"] = ""
    client.post("/screen/hall-1/seen/", json.dumps(report), content_type="text/plain")
    assert "Shows what holds now" in client.get(one).text


def test_alone_in_one_form(client, two_chiefs):
    client.force_login(two_chiefs[0])
    data = {"act": "hold_all", "reason": "Fire.", "alone_because": "Nobody answers."}
    client.post(PAGE, data)
    assert Hold.objects.filter(is_on=True).exists()
    assert "Everything is on hold" in client.get("/cms/").text
    assert "Nobody answers." in client.get(f"{PAGE}{Emergency.objects.get().uid}/").text


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"act": "kill", "target": "Nothing", "reason": "R"}, 409, "Nothing is called “Nothing”"),
        ({"act": "kill", "target": "\0", "reason": "R"}, 422, "Null characters"),
        ({"act": "burn", "target": "", "reason": "R"}, 422, "burn"),
        ({"act": "hold_all", "target": "", "reason": ""}, 422, "required"),
        ({"act": "postpone", "target": "Zephyr", "reason": "R"}, 409, "in the future"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, two_chiefs, data, status, said):
    factories.launch("approved", product="Zephyr")
    client.force_login(two_chiefs[0])
    answer = client.post(PAGE, data)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert not Emergency.objects.exists()


def test_only_for_those_who_release(client, editor):
    client.force_login(editor)
    assert client.get(PAGE).status_code in (302, 403)
    client.force_login(factories.MemberFactory().user)
    assert client.get(PAGE).status_code in (302, 403)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"key": "a", "shows": "", "version": 1}', b"[" * 2000,
             b'{"key": "' + b"a" * 32 + b'", "shows": "<b>", "version": 1}',
             b'{"key": "' + b"a" * 32 + b'", "shows": "", "version": -1}',
             b'{"key": "' + b"a" * 32 + b'", "shows": "", "version": Infinity}',
             b'{"key": "' + b"a" * 32 + b'", "shows": "", "version": 1e999}']
)  # fmt: skip
def test_a_report_of_something_else_is_refused(client, body):
    factories.StageFactory(slug="hall-1")
    answer = client.post("/screen/hall-1/seen/", body, content_type="text/plain")
    assert (answer.status_code, ScreenSeen.objects.exists()) == (400, False)
    assert client.post("/screen/nowhere/seen/", body, content_type="text/plain").status_code == 404
