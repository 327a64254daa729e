"""The pages about webhooks: what an outlet's people see and do, and a stranger never."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launches import clock, tasks
from launches.domain import webhooks
from launches.enums import DeliveryState, OutletRole, WebhookState
from launches.models import Webhook, WebhookTry
from launches.webhooks.signing import secret_of
from tests import factories

pytestmark = pytest.mark.django_db
URL = "https://news.example/hook"
ACTS = ("secret", "since", "pause", "resume", "test", "remove")


def url(name: str, *args: str) -> str:
    return reverse(f"press:{name}", args=args)


@pytest.fixture
def member(client):
    found = factories.OutletMemberFactory(role=OutletRole.DEVELOPER)
    client.force_login(found.user)
    return found


@pytest.fixture
def mine(member) -> Webhook:
    return factories.webhook(URL, outlet=member.outlet, by=member.user, name="News <desk>")


def test_one_is_added_and_its_secret_is_shown_this_once(client, member):
    given = {"name": "Desk", "url": URL, "embargo": "on", "kinds": ["killed", "released"]}
    answer = client.post(url("webhooks"), given)
    webhook = Webhook.objects.get()
    assert (webhook.outlet, webhook.embargo, webhook.kinds) == (
        member.outlet,
        True,
        ["killed", "released"],
    )
    assert secret_of(webhook) in answer.content.decode()
    for name, args in (("webhooks", ()), ("webhook", (webhook.uid,))):
        page = client.get(url(name, *args)).content.decode()
        assert (URL in page, secret_of(webhook) in page) == (True, False)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"url": "http://news.example/"}, "must begin with https://"),
        ({"url": "https://127.0.0.1/"}, "must name a host"),
        ({"url": "x" * 600}, "500"),
        ({"url": "https://news.example/\x00"}, "Null characters"),
        ({"url": URL, "kinds": ["all"]}, "Select a valid choice"),
        ({"url": URL, "name": "x" * 81}, "80"),
    ],
)
def test_bad_input_is_said_and_kept(client, member, given, words):
    answer = client.post(url("webhooks"), {"name": "Kept name", **given})
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert ("Kept name" in page) is ("name" not in given)
    assert not Webhook.objects.exists()


def test_what_became_of_each_message_and_once_more(client, mine):
    launch = factories.launch("released")
    tasks.Tick().run()
    row = mine.deliveries.get()
    WebhookTry.objects.create(
        delivery=row, at=clock.now(), seconds=0.25, status=500, body="<b>no</b>"
    )
    mine.deliveries.update(state=DeliveryState.DEAD, ended_at=clock.now(), tries=10)
    page = client.get(url("webhook", mine.uid)).content.decode()
    for words in ("500", "0.25 s", "&lt;b&gt;no&lt;/b&gt;", launch.uid, f"msg_{row.uid}"):
        assert words in page
    assert launch.product not in page
    client.post(url("webhook-again", mine.uid, row.uid))
    row.refresh_from_db()
    assert row.state == DeliveryState.QUEUED
    assert (
        "Nothing was given up"
        in client.get(url("webhook", mine.uid) + "?only=dead").content.decode()
    )


def test_each_button(client, mine):
    factories.launch("released")
    for name, sign in (
        ("pause", "Paused. Nothing is sent there."),
        ("pause", "not possible"),
        ("resume", "On again."),
        ("test", "A test message is on its way"),
        ("secret", "whsec_"),
    ):
        answer = client.post(url(f"webhook-{name}", mine.uid), follow=True)
        assert sign in answer.content.decode(), name
    answer = client.post(url("webhook-since", mine.uid), {"hours": "24"}, follow=True)
    assert "1 message goes out again" in answer.content.decode()
    answer = client.post(url("webhook-since", mine.uid), {"hours": "9"}, follow=True)
    assert "Select a valid choice" in answer.content.decode()
    client.post(url("webhook-remove", mine.uid))
    assert not Webhook.objects.exists()


def test_another_outlets_answers_like_none(client, member):
    theirs = factories.webhook(URL)
    row = webhooks.try_out(theirs, by=theirs.made_by, at=clock.now())
    for uid in (theirs.uid, "nosuchwebhook"):
        statuses = {client.get(url("webhook", uid)).status_code}
        statuses |= {client.post(url(f"webhook-{name}", uid)).status_code for name in ACTS}
        statuses.add(client.post(url("webhook-again", uid, row.uid)).status_code)
        assert statuses == {404}
    assert Webhook.objects.get().state == WebhookState.ACTIVE


def test_a_journalist_reads_and_changes_nothing(client, mine):
    client.force_login(
        factories.OutletMemberFactory(outlet=mine.outlet, role=OutletRole.JOURNALIST).user
    )
    page = client.get(url("webhook", mine.uid)).content.decode()
    client.post(url("webhook-pause", mine.uid))
    mine.refresh_from_db()
    assert ("Pause</button>" in page, mine.state) == (False, WebhookState.ACTIVE)
    assert client.post(url("webhooks"), {"name": "x", "url": URL}).status_code == 422


def test_the_pages_cost_the_same_for_one_and_three(client, mine, django_assert_num_queries):
    client.get(url("webhook", mine.uid))
    for count in (1, 3):
        while mine.deliveries.count() < count:
            webhooks.try_out(mine, by=mine.made_by, at=clock.now() - timedelta(hours=1))
        with django_assert_num_queries(11):
            client.get(url("webhook", mine.uid))
    for more in (0, 2):
        for _one in range(more):
            factories.webhook(URL, outlet=mine.outlet, by=mine.made_by)
        with django_assert_num_queries(9):
            client.get(url("webhooks"))
