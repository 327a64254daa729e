"""The hub hears of every public fact at its instant, and of nothing before."""

from urllib.parse import parse_qsl

import pytest

from launches import websub
from launches.models import Edition
from tests import factories
from tests.receiver import Reply, receiver

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _loopback(settings):
    settings.OUTBOUND_LOOPBACK = True


def topics(got) -> set[str]:
    pairs = parse_qsl(got.body.decode())
    assert ("hub.mode", "publish") in pairs
    return {value for name, value in pairs if name == "hub.url"}


def test_it_is_told_at_the_instant_of_each_feed_that_changes(moment, settings, client):
    moment.at(-60)
    factories.launch("approved", opens_at=moment.T)
    with receiver() as hub:
        settings.WEBSUB_HUB = hub.url
        publisher, told = websub.Publisher(), []
        for seconds in (-1, 0, 1):
            moment.at(seconds)
            told.append(publisher.run())
    assert told == [False, True, False]
    (got,) = hub.got
    theme, country = Edition.objects.values_list("theme", "country").get()
    root = settings.SITE_URL
    wanted = {f"{root}/feeds/launches.rss", f"{root}/feeds/launches.json?lang=zh-hans"}
    wanted.add(f"{root}/feeds/launches.atom?theme={theme}&country={country}&lang=en")
    assert wanted < topics(got)
    assert len(topics(got)) == 3 * 2 * 2 * 3
    for topic in topics(got):  # each is an address that its feed calls its own
        link = client.get(topic.removeprefix(root)).headers["Link"]
        assert f'<{topic}>; rel="self"' in link
        assert f'<{hub.url}>; rel="hub"' in link


def test_a_hub_that_fails_is_told_again_and_none_is_asked_where_none_is_set(settings, monkeypatch):
    factories.launch("released", at=websub.clock.now() - websub.LOOK_BACK)
    with receiver(Reply(500), Reply(202)) as hub:
        settings.WEBSUB_HUB = ""
        publisher = websub.Publisher()
        off = publisher.run()
        settings.WEBSUB_HUB = hub.url
        first, too_soon = publisher.run(), publisher.run()
        now = websub.time.monotonic()
        monkeypatch.setattr(websub.time, "monotonic", lambda: now + 3)
        second = publisher.run()
    assert (off, first, too_soon, second, len(hub.got)) == (False, False, False, True, 2)
