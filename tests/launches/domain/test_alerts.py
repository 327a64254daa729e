"""Alerts tell what has opened, once, and nothing of it in the mail."""

import pytest

from launches import clock
from launches.domain import alerts
from launches.enums import Cadence
from launches.errors import NotAllowed, UnveilError
from launches.models import Mail, PressAlert
from tests.factories import OutletMemberFactory, UserFactory, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def reporter(db):
    return OutletMemberFactory(role="journalist")


def alert(reporter, cadence=Cadence.AT_ONCE, **asked) -> PressAlert:
    return alerts.make(
        reporter.outlet,
        name="Mine",
        asked=asked,
        cadence=cadence,
        by=reporter.user,
        at=clock.now(),
    )


def told() -> list[str]:
    return list(Mail.objects.filter(kind="press_alert").values_list("subject", flat=True))


def test_nothing_is_told_before_the_instant_and_once_after_it(reporter, moment):
    moment.at(-600)
    launch("approved", opens_at=moment.T, product="Canary Engine")
    alert(reporter, q="canary")
    for seconds, number in ((-1, 0), (1, 0), (3, 1), (4, 1), (600, 1)):
        alerts.tell(at=moment.at(seconds))
        assert len(told()) == number, seconds
    mail = Mail.objects.get(kind="press_alert")
    assert mail.to == reporter.user.email
    assert "Canary" not in mail.subject + mail.text + mail.html


def test_only_what_was_asked_for_is_told(reporter, moment):
    moment.at(-600)
    alert(reporter, q="engine")
    launch("approved", opens_at=moment.T, product="Tulip")
    alerts.tell(at=moment.at(10))
    assert told() == []
    launch("approved", opens_at=moment.at(600), at=moment.at(20), product="Engine")
    launch("approved", opens_at=moment.at(600), at=moment.at(20), product="Engine Two")
    alerts.tell(at=moment.at(603))
    assert told() == ["Your alert: 2 new"]


def test_a_daily_alert_waits_for_its_day_and_tells_all(reporter, moment):
    moment.at(-600)
    alert(reporter, cadence=Cadence.DAILY)
    for seconds in (0, 60):
        launch("approved", opens_at=moment.at(seconds), at=moment.at(-500))
    for seconds, number in ((100, 0), (86_000, 1), (90_000, 1)):
        alerts.tell(at=moment.at(seconds))
        assert len(told()) == number
    assert told() == ["Your alert: 2 new"]


def test_an_alert_is_its_persons_alone(reporter):
    mine = alert(reporter)
    colleague = OutletMemberFactory(outlet=reporter.outlet)
    with pytest.raises(NotAllowed):
        alerts.end(mine, by=colleague.user, at=clock.now())
    with pytest.raises(NotAllowed):
        alerts.make(
            reporter.outlet,
            name="x",
            asked={},
            cadence=Cadence.DAILY,
            by=UserFactory(),
            at=clock.now(),
        )
    alerts.end(mine, by=reporter.user, at=clock.now())
    assert not PressAlert.objects.exists()


def test_there_is_a_most(reporter, monkeypatch):
    monkeypatch.setattr(alerts, "MOST", 1)
    alert(reporter)
    with pytest.raises(UnveilError):
        alert(reporter)


def test_while_nothing_opens_it_costs_two_queries(reporter, moment, django_assert_num_queries):
    moment.at(0)
    launch("released")
    alert(reporter)
    with django_assert_num_queries(2):
        alerts.tell(at=moment.at(10))
    assert told() == []
