"""The database fails for number seven of ten: none opens, the desk is alarmed, a retry helps."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection

from launches.domain import failing, release, slates
from launches.errors import NotReady
from launches.models import AuditEntry, Launch, Mail, WireEntry
from launches.queries.gate import visible_to
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REFUSE = "CREATE FUNCTION fail_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
REFUSE += " RAISE EXCEPTION 'the disk' USING ERRCODE = 'disk_full'; END $$"
BEFORE = "CREATE TRIGGER fail_one BEFORE INSERT ON launches_wireentry "


@contextmanager
def broken_for(launch: Launch):
    """From here on the database itself refuses every fact about this launch."""
    when = f"WHEN (NEW.launch_uid = '{launch.uid}') "
    if connection.vendor == "postgresql":
        # A table with checks that wait for the commit takes no change of its triggers.
        begin = ["SET CONSTRAINTS ALL IMMEDIATE", REFUSE]
        begin += [BEFORE + f"FOR EACH ROW {when} EXECUTE FUNCTION fail_one()"]
        end = ["SET CONSTRAINTS ALL IMMEDIATE", "DROP TRIGGER fail_one ON launches_wireentry"]
        end += ["DROP FUNCTION fail_one()", "SET CONSTRAINTS ALL DEFERRED"]
    else:
        begin = [BEFORE + when + "BEGIN SELECT RAISE(ABORT, 'the disk'); END"]
        end = ["DROP TRIGGER fail_one"]
    run(begin)
    yield
    run(end)


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def ten(moment):
    at = moment.at(-3600)
    company = factories.MemberFactory().company
    return [
        factories.launch("approved", at=at, opens_at=moment.T, company=company, product=f"P{n}")
        for n in range(1, 11)
    ]


def seen(at) -> int:
    return visible_to("public", at=at).count()


def test_number_seven_of_ten_keeps_all_closed_and_is_named(moment, ten):
    boss, seventh = factories.UserFactory(releaser=True), ten[6]
    slate = factories.slate(ten, "in_review", opens_at=moment.T, at=moment.at(-600))
    at, facts = moment.at(-60), WireEntry.objects.count()
    with broken_for(seventh), pytest.raises(NotReady) as refusal:
        failing.whole(slate, partial(slates.lock, slate, by=boss, at=at), by=boss, at=at)
    assert list(refusal.value.fields) == [seventh.uid]
    slate.refresh_from_db()
    assert (slate.state, slate.locked_by, WireEntry.objects.count()) == ("in_review", None, facts)
    assert set(Launch.objects.values_list("opens_at", flat=True)) == {None}
    assert (seen(moment.at(1)), Mail.objects.filter(kind="slate_blocked").exists()) == (0, True)
    assert AuditEntry.objects.filter(verb="slate_failed", launch_uid="").count() == 1
    at = moment.at(-30)
    failing.whole(slate, partial(slates.lock, slate, by=boss, at=at), by=boss, at=at)
    assert (seen(moment.at(-1)), seen(moment.at(0))) == (0, 10)


def test_a_retry_that_fails_leaves_it_blocked_and_the_next_one_opens_ten(moment, ten):
    boss, seventh = factories.UserFactory(releaser=True), ten[6]
    slate = factories.slate(ten, opens_at=moment.T, at=moment.at(-600))
    release.revoke(seventh, reason="A typo.", by=boss, at=moment.at(-30))
    said, chief = factories.content_of(seventh), factories.UserFactory(approver=True)
    release.approve(
        seventh, revision=seventh.latest_revision, content=said, by=chief, at=moment.at(5)
    )
    slate.refresh_from_db()
    at = moment.at(10)
    with broken_for(seventh), pytest.raises(NotReady):
        failing.whole(slate, partial(slates.retry, slate, by=boss, at=at), by=boss, at=at)
    slate.refresh_from_db()
    assert (slate.is_blocked, seen(moment.at(11))) == (True, 0)
    at = moment.at(20)
    failing.whole(slate, partial(slates.retry, slate, by=boss, at=at), by=boss, at=at)
    slate.refresh_from_db()
    assert (slate.is_blocked, seen(at)) == (False, 10)
