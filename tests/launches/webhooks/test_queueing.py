"""Which endpoints hear of a fact: by audience, accreditation and wish; each once, in time."""

import json
from datetime import timedelta

import pytest

from launches import clock, tasks
from launches.domain import release, webhooks
from launches.enums import DeliveryState, OutletState
from launches.models import Outlet, Webhook, WebhookDelivery, WireEntry
from launches.webhooks import queueing
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL = "https://news.example/hook"


def told(webhook: Webhook) -> list[str]:
    return list(webhook.deliveries.order_by("pk").values_list("kind", flat=True))


def test_the_public_fact_goes_out_with_its_instant_and_press_hears_before(moment):
    moment.at(-600)
    public, press = factories.webhook(URL), factories.webhook(URL, embargo=True)
    launch = factories.launch("approved", opens_at=moment.T)
    found = []
    for seconds in (-1, 0):
        moment.at(seconds)
        tasks.Tick().run()
        tasks.Tick().run()
        found.append((told(public), told(press)))
    assert found == [([], ["embargoed"]), (["released"], ["embargoed", "released"])]
    (delivery,) = public.deliveries.all()
    assert json.loads(delivery.body) == {
        "type": "launch.released",
        "timestamp": moment.T.isoformat().replace("+00:00", "Z"),
        "data": {
            "id": launch.uid,
            "version": 1,
            "kind": "released",
            "href": f"http://127.0.0.1:8000/api/v1/launches/{launch.uid}/",
        },
    }
    bodies = WebhookDelivery.objects.values_list("body", flat=True)
    assert not [body for body in bodies if launch.product in body or launch.slug in body]


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (OutletState.ACCREDITED, ["embargoed", "released"]),
        (OutletState.APPLIED, ["released"]),
        (OutletState.SUSPENDED, ["released"]),
        (OutletState.REVOKED, []),
    ],
)
def test_what_an_outlet_hears_hangs_on_its_accreditation(state, kinds):
    webhook = factories.webhook(URL, embargo=True)
    Outlet.objects.update(state=state)
    launch = factories.launch("released")
    for entry in launch.wire.order_by("pk"):
        tasks.hand_on(entry, at=clock.now())
    assert told(webhook) == kinds


def test_terms_that_are_not_accepted_keep_the_embargo_from_it():
    webhook = factories.webhook(URL, embargo=True)
    factories.terms_for()
    launch = factories.launch("approved")
    tasks.hand_on(launch.wire.get(kind="embargoed"), at=clock.now())
    assert told(webhook) == []


def test_chosen_kinds_and_pauses():
    killed, paused = factories.webhook(URL, kinds=["killed"]), factories.webhook(URL)
    webhooks.pause(paused, by=paused.made_by, at=clock.now())
    factories.launch("killed")
    tasks.Tick().run()
    assert (told(killed), told(paused)) == (["killed"], [])


def test_an_endpoint_hears_nothing_that_is_older_than_itself():
    webhook = factories.webhook(URL, at=clock.now())
    factories.launch("released")
    tasks.Tick().run()
    first = told(webhook)
    factories.launch("killed")
    tasks.Tick().run()
    assert (first, told(webhook)) == ([], ["killed"])


def test_a_fact_is_written_once_for_each_endpoint():
    webhook = factories.webhook(URL)
    entry = factories.launch("released").wire.get(kind="released")
    for _time in range(2):
        queueing.queue(entry, Webhook.objects.all(), at=clock.now())
    assert told(webhook) == ["released"]


def test_a_later_fact_overtakes_what_could_not_be_sent():
    webhook = factories.webhook(URL)
    launch = factories.launch("released")
    tasks.Tick().run()
    WebhookDelivery.objects.update(tries=3, next_try_at=clock.now() + timedelta(hours=5))
    release.kill(launch, reason="x", by=factories.UserFactory(releaser=True), at=clock.now())
    tasks.Tick().run()
    assert list(webhook.deliveries.order_by("pk").values_list("kind", "state")) == [
        ("released", DeliveryState.SUPERSEDED),
        ("killed", DeliveryState.QUEUED),
    ]


def test_the_tick_costs_the_same_for_one_endpoint_and_three(django_assert_num_queries):
    outlet = factories.OutletFactory()
    factories.webhook(URL, outlet=outlet)
    for more in (0, 2):
        for _one in range(more):
            factories.webhook(URL, outlet=outlet)
        entry = factories.launch("released").wire.get(kind="released")
        WireEntry.objects.exclude(pk=entry.pk).update(handled_at=clock.now())
        with django_assert_num_queries(8):
            assert tasks.hand_on(entry, at=clock.now())
