"""A message on its way to a real receiver: signed, tried again, in order, never lost."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from launches import clock
from launches.domain import webhooks
from launches.enums import DeliveryState, OutletState, WebhookState
from launches.models import Outlet, Webhook, WebhookDelivery
from launches.models.fields import new_uid
from launches.webhooks import pump, queueing, sending
from launches.webhooks.signing import secret_of
from tests import factories
from tests.receiver import CLOSE, DRIP, Reply, receiver

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _loopback(settings, monkeypatch):
    settings.OUTBOUND_LOOPBACK = True
    monkeypatch.setattr(sending, "SECONDS", 0.5)
    monkeypatch.setattr(sending, "JITTER", 0)


def message(webhook: Webhook, kind: str = "released") -> WebhookDelivery:
    """That fact of a new launch, queued for this endpoint."""
    state = {"embargoed": "approved"}.get(kind, kind)
    entry = factories.launch(state).wire.get(kind=kind)
    queueing.queue(entry, Webhook.objects.filter(pk=webhook.pk), at=clock.now())
    return webhook.deliveries.get(entry=entry)


def deliver(at=None) -> int:
    """What a worker does, one message after the other; how many were tried."""
    at, tried = at or clock.now(), 0
    sending.sweep(at=at)
    while row := sending.due(at=at).first():
        sending.send(sending.claim(row.pk, at=at))
        tried += 1
    return tried


def test_a_message_whole_and_its_log():
    with receiver(Reply(202, body=b"thank you")) as mine:
        webhook = factories.webhook(mine.url)
        delivery = message(webhook)
        assert deliver() == 1
    delivery.refresh_from_db()
    (got,), (tried,) = mine.got, delivery.log.all()
    assert got.headers["webhook-id"] == f"msg_{delivery.uid}"
    assert got.headers["content-type"] == "application/json"
    assert got.body.decode() == delivery.body
    assert Verifier(secret_of(webhook)).verify(got.body, got.headers) == json.loads(got.body)
    assert (delivery.state, delivery.tries) == (DeliveryState.DELIVERED, 1)
    assert (tried.status, tried.fault, tried.body) == (202, "", "thank you")
    assert deliver(clock.now() + timedelta(days=9)) == 0


def test_both_signatures_while_a_secret_is_rotated():
    with receiver() as mine:
        webhook = factories.webhook(mine.url)
        old = secret_of(webhook)
        new = webhooks.rotate_secret(webhook, by=webhook.made_by, at=clock.now())
        webhooks.try_out(webhook, by=webhook.made_by, at=clock.now())
        deliver()
        Webhook.objects.update(old_until=clock.now())
        webhooks.try_out(webhook, by=webhook.made_by, at=clock.now())
        deliver()
    during, after = mine.got
    for secret, got in ((old, during), (new, during), (new, after)):
        Verifier(secret).verify(got.body, got.headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(old).verify(after.body, after.headers)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(500), 500),
        (Reply(404), 404),
        (Reply(302, {"Location": "http://127.0.0.1:1/"}), 302),
        (CLOSE, "connection"),
        (DRIP, "timeout"),
        (Reply(wait=5), "timeout"),
    ],
)
def test_a_try_that_fails_is_written_down_and_made_again_on_the_ladder(reply, said):
    with receiver(reply, Reply()) as mine:
        delivery = message(factories.webhook(mine.url))
        deliver()
        delivery.refresh_from_db()
        (tried,) = delivery.log.all()
        assert (tried.status or tried.fault, delivery.state) == (said, DeliveryState.QUEUED)
        assert delivery.next_try_at == tried.at + timedelta(seconds=5)
        assert (deliver(), deliver(delivery.next_try_at)) == (0, 1)
    delivery.refresh_from_db()
    first, second = mine.got
    assert (delivery.state, delivery.tries) == (DeliveryState.DELIVERED, 2)
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)


def test_nobody_there_until_it_is_given_up(settings):
    settings.OUTBOUND_LOOPBACK = True
    with receiver() as mine:
        webhook = factories.webhook(mine.url)
    delivery, waits, at = message(webhook), [], clock.now()
    while delivery.state == DeliveryState.QUEUED:
        assert deliver(at) == 1
        delivery.refresh_from_db()
        waits.append(delivery.next_try_at - delivery.log.first().at)
        at = delivery.next_try_at
    assert (delivery.state, delivery.tries) == (DeliveryState.DEAD, 10)
    assert waits[:-1] == sending.LADDER


def test_the_ladder_is_shaken(monkeypatch):
    monkeypatch.setattr(sending, "JITTER", 0.2)
    with receiver(Reply(500)) as mine:
        webhook = factories.webhook(mine.url)
        rows = [message(webhook) for _one in range(5)]
        deliver()
    waits = {row.log.get().at: WebhookDelivery.objects.get(pk=row.pk).next_try_at for row in rows}
    seconds = [(then - at).total_seconds() for at, then in waits.items()]
    assert all(4 <= one <= 6 for one in seconds)
    assert len(set(seconds)) > 1


@pytest.mark.parametrize(
    ("status", "said", "seconds"),
    [
        (429, "90", 90),
        (503, "90", 90),
        (429, "999999999", 86_400),
        (429, "soon", 5),
        (500, "90", 5),
    ],
)
def test_a_receiver_that_wants_a_pause_gets_it_for_all_its_messages(status, said, seconds):
    with receiver(Reply(status, {"Retry-After": said})) as mine:
        webhook = factories.webhook(mine.url)
        delivery = message(webhook)
        deliver()
        delivery.refresh_from_db()
        other = message(webhook)
        early = deliver(delivery.log.get().at + timedelta(seconds=1))
    assert delivery.next_try_at - delivery.log.get().at == timedelta(seconds=seconds)
    assert (early, other.state) == (0 if seconds > 5 else 1, DeliveryState.QUEUED)


def test_who_is_gone_is_told_nothing_more_until_it_is_switched_on_again():
    with receiver(Reply(410), Reply()) as mine:
        webhook = factories.webhook(mine.url)
        first, second = message(webhook), message(webhook)
        deliver()
        states = list(webhook.deliveries.order_by("pk").values_list("state", flat=True))
        webhook.refresh_from_db()
        assert (webhook.state, len(mine.got)) == (WebhookState.GONE, 1)
        webhooks.resume(webhook, by=webhook.made_by, at=clock.now())
        webhooks.send_again(first, by=webhook.made_by, at=clock.now())
        deliver()
    assert states == [DeliveryState.DEAD, DeliveryState.QUEUED]
    assert {got.headers["webhook-id"] for got in mine.got} == {
        f"msg_{one.uid}" for one in (first, second)
    }


def test_facts_of_one_launch_go_one_after_the_other_and_others_pass():
    with receiver(Reply(500), Reply()) as mine:
        webhook = factories.webhook(mine.url)
        launch = factories.launch("killed")
        for entry in launch.wire.filter(audience="public").order_by("pk"):
            queueing.queue(entry, Webhook.objects.all(), at=clock.now())
        first, second = webhook.deliveries.order_by("pk")
        other = message(webhook)
        may = set(sending.due(at=clock.now()))
        in_hand = sending.claim(first.pk, at=clock.now())
        while_sending = set(sending.due(at=clock.now()))
        sending.send(in_hand)
        deliver()
    first.refresh_from_db()
    assert (may, while_sending) == ({first, other}, {other})
    assert first.state == DeliveryState.SUPERSEDED
    told = [json.loads(got.body)["data"]["kind"] for got in mine.got]
    assert (told[0], told.count("killed"), len(told)) == ("released", 1, 3)


def test_a_worker_that_was_killed_leaves_a_claim_that_is_sent_again_under_the_same_id():
    with receiver() as mine:
        delivery = message(factories.webhook(mine.url))
        at = clock.now()
        lost = sending.claim(delivery.pk, at=at)
        sending.send(lost)  # the receiver has it, and the worker dies before it writes that
        WebhookDelivery.objects.update(state=DeliveryState.SENDING, claimed_at=at)
        early, late = deliver(at + MINUTE), deliver(at + 3 * MINUTE)
    assert (early, late) == (0, 1)
    assert len({(got.headers["webhook-id"], got.body) for got in mine.got}) == 1
    assert len(mine.got) == 2


def test_of_two_workers_one_sends():
    with receiver() as mine:
        delivery = message(factories.webhook(mine.url))
        claims = [sending.claim(delivery.pk, at=clock.now()) for _worker in range(2)]
    assert [one is None for one in claims] == [False, True]


def test_a_worker_that_comes_back_late_changes_nothing():
    with receiver(Reply(500)) as mine:
        delivery = message(factories.webhook(mine.url))
        late = sending.claim(delivery.pk, at=clock.now() - 3 * MINUTE)
        sending.sweep(at=clock.now())
        WebhookDelivery.objects.update(state=DeliveryState.DELIVERED, ended_at=clock.now())
        sending.send(late)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED


def test_an_outlet_suspended_meanwhile_is_not_told():
    with receiver() as mine:
        delivery = message(factories.webhook(mine.url, embargo=True), "embargoed")
        Outlet.objects.update(state=OutletState.SUSPENDED)
        deliver()
    delivery.refresh_from_db()
    assert (mine.got, delivery.state) == ([], DeliveryState.WITHHELD)


def test_an_address_that_leads_inside_by_now_is_not_asked(settings):
    with receiver() as mine:
        delivery = message(factories.webhook(mine.url))
        settings.OUTBOUND_LOOPBACK = False
        deliver()
    assert (mine.got, delivery.log.get().fault) == ([], "address")


def test_old_messages_are_forgotten_and_dead_letters_kept():
    with receiver() as mine:
        webhook = factories.webhook(mine.url)
        rows = [message(webhook) for _one in range(3)]
    old = clock.now() - timedelta(days=31)
    for row, state in zip(rows, (DeliveryState.DELIVERED, DeliveryState.DEAD), strict=False):
        WebhookDelivery.objects.filter(pk=row.pk).update(state=state, ended_at=old)
    pump.tidy(at=clock.now())
    assert set(webhook.deliveries.all()) == set(rows[1:])


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_once_and_a_slow_endpoint_holds_up_nobody(monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 5.0)
    with receiver(Reply(wait=3)) as slow, receiver() as quick:
        outlet = factories.OutletFactory()
        for mine in (slow, quick):
            factories.webhook(mine.url, outlet=outlet)
        for entry in [factories.launch("released").wire.get(kind="released") for _ in range(8)]:
            queueing.queue(entry, Webhook.objects.all(), at=clock.now())
        workers, begun = [pump.Pump(8), pump.Pump(8)], clock.now()
        while len(quick.got) < 8 and clock.now() - begun < timedelta(seconds=2.5):
            for worker in workers:
                worker.run()
        in_time = len(quick.got)
        for worker in workers:
            worker.wait()
    assert in_time == len({got.headers["webhook-id"] for got in quick.got}) == 8


@pytest.mark.parametrize("failing", [False, True])
def test_a_slow_endpoint_with_more_waiting_than_one_look_takes_in_starves_no_other(
    failing, monkeypatch
):
    answered, at = threading.Event(), clock.now()
    monkeypatch.setattr(pump, "_send", lambda delivery: answered.wait(10))
    outlet = factories.OutletFactory()
    slow, quick = (factories.webhook(f"https://{n}.example/", outlet=outlet) for n in "sq")
    Webhook.objects.filter(pk=slow.pk).update(failing_since=at if failing else None)
    queued = [
        WebhookDelivery(
            webhook=one, launch_uid=new_uid(), kind="released", body="{}",
            made_at=at, next_try_at=at - wait,
        )
        for one, wait in [(slow, 2 * MINUTE)] * (pump.LOOKED_AT + 50) + [(quick, MINUTE)]
    ]  # fmt: skip
    WebhookDelivery.objects.bulk_create(queued)
    worker = pump.Pump()
    begun = [worker.run(), worker.run()]
    answered.set()
    worker.wait()
    assert begun == [1 if failing else pump.EACH, 1]
    assert quick.deliveries.get().state == DeliveryState.SENDING
