"""What people of an outlet may do with its endpoints, and nobody else."""

from datetime import timedelta

import pytest

from launches import clock, tasks
from launches.domain import webhooks
from launches.enums import DeliveryState, OutletRole, WebhookState
from launches.errors import NoSuchTransition, NotAllowed, UnveilError
from launches.models import AuditEntry, Webhook, WireEntry
from launches.webhooks.signing import secret_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL = "https://news.example/hook"


@pytest.fixture
def mine() -> Webhook:
    return factories.webhook(URL)


@pytest.mark.parametrize("role", [OutletRole.JOURNALIST, None])
def test_only_managers_and_developers_of_the_outlet_and_the_press_office(mine, role):
    other = factories.OutletMemberFactory(role=role or OutletRole.MANAGER)
    if role:
        other = factories.OutletMemberFactory(outlet=mine.outlet, role=role)
    at, by = clock.now(), other.user
    acts = [
        lambda: webhooks.add(mine.outlet, url=URL, by=by, at=at),
        lambda: webhooks.rotate_secret(mine, by=by, at=at),
        lambda: webhooks.pause(mine, by=by, at=at),
        lambda: webhooks.resume(mine, by=by, at=at),
        lambda: webhooks.remove(mine, by=by, at=at),
        lambda: webhooks.try_out(mine, by=by, at=at),
        lambda: webhooks.send_since(mine, since=at, by=by, at=at),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    webhooks.pause(mine, by=factories.officer(), at=at)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "http://news.example/"}, "url"),
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": ""}, "url"),
        ({"url": "https://news.example/\ud800"}, "url"),
        ({"url": URL, "kinds": ["released", "nothing"]}, "kinds"),
    ],
)
def test_what_cannot_be_told_is_refused_by_name(mine, given, field):
    with pytest.raises(UnveilError) as refused:
        webhooks.add(mine.outlet, by=mine.made_by, at=clock.now(), **given)
    assert list(refused.value.fields) == [field]
    assert refused.value.fields[field]


def test_ten_and_no_more(mine):
    for _one in range(webhooks.MOST - 1):
        factories.webhook(URL, outlet=mine.outlet, by=mine.made_by)
    with pytest.raises(UnveilError):
        factories.webhook(URL, outlet=mine.outlet, by=mine.made_by)


def test_each_secret_is_its_own_and_nowhere_in_the_database(mine):
    old, other = secret_of(mine), secret_of(factories.webhook(URL))
    new = webhooks.rotate_secret(mine, by=mine.made_by, at=clock.now())
    assert len({old, other, new}) == 3
    assert secret_of(Webhook.objects.get(pk=mine.pk)) == new
    kept = str(Webhook.objects.values()) + str(AuditEntry.objects.values())
    assert not [one for one in (old, other, new) if one.removeprefix("whsec_") in kept]


def test_pausing_twice_and_resuming_what_is_on_are_no_steps(mine):
    at, by = clock.now(), mine.made_by
    with pytest.raises(NoSuchTransition):
        webhooks.resume(mine, by=by, at=at)
    webhooks.pause(mine, by=by, at=at)
    with pytest.raises(NoSuchTransition):
        webhooks.pause(Webhook.objects.get(pk=mine.pk), by=by, at=at)
    with pytest.raises(NoSuchTransition):
        webhooks.try_out(mine, by=by, at=at)
    webhooks.resume(mine, by=by, at=at)
    assert Webhook.objects.get(pk=mine.pk).state == WebhookState.ACTIVE
    verbs = AuditEntry.objects.filter(verb__startswith="webhook").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "webhook_added",
        "webhook_paused",
        "webhook_resumed",
    ]


def test_sending_everything_again_and_what_was_never_written(mine):
    first = factories.launch("released")
    tasks.Tick().run()
    webhooks.pause(mine, by=mine.made_by, at=clock.now())
    second = factories.launch("released")
    tasks.Tick().run()
    mine.deliveries.update(state=DeliveryState.DELIVERED, ended_at=clock.now(), tries=2)
    before = dict(mine.deliveries.values_list("launch_uid", "uid"))
    since = clock.now() - timedelta(days=1)
    count = webhooks.send_since(mine, since=since, by=mine.made_by, at=clock.now())
    rows = {row.launch_uid: row for row in mine.deliveries.all()}
    assert (count, set(rows), before.keys()) == (2, {first.uid, second.uid}, {first.uid})
    assert rows[first.uid].uid == before[first.uid]
    assert {(row.state, row.tries) for row in rows.values()} == {(DeliveryState.QUEUED, 0)}
    assert webhooks.send_since(mine, since=clock.now(), by=mine.made_by, at=clock.now()) == 0


def test_nothing_of_an_embargo_is_sent_since_to_who_may_not_know(mine, moment):
    moment.at(-60)
    factories.launch("approved", opens_at=moment.T)
    since, by = clock.now() - timedelta(days=1), mine.made_by
    count = webhooks.send_since(mine, since=since, by=by, at=clock.now())
    assert (count, WireEntry.objects.count() > 0) == (0, True)
    moment.at(0)
    assert webhooks.send_since(mine, since=since, by=by, at=clock.now()) == 1


def test_a_message_that_waits_is_not_sent_again(mine):
    factories.launch("released")
    tasks.Tick().run()
    delivery = mine.deliveries.get()
    with pytest.raises(NoSuchTransition):
        webhooks.send_again(delivery, by=mine.made_by, at=clock.now())
