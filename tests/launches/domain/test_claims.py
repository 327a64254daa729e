"""The next entry, and two people at one entry."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from launches import clock
from launches.domain import claims, scoring
from launches.enums import Circle
from launches.errors import NotAllowed
from launches.models import Assignment, AuditEntry, Claim, Phase
from launches.queries import scoring as read
from tests.factories import MemberFactory, UserFactory, launch
from tests.factories.judging import PhaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def phase():
    return PhaseFactory(active=True, scoring=True)


def reviewers(number: int) -> list:
    return [UserFactory(reviewer=True) for _ in range(number)]


def test_the_first_has_it_and_the_second_is_told(moment):
    moment.at(0)
    entry = launch("in_review", at=moment.T)
    one, two = reviewers(2)
    first = claims.claim(entry, by=one, at=moment.at(1))
    told = claims.claim(entry, by=two, at=moment.at(2))
    assert (told.user, told.since) == (one, first.since)
    kept = claims.claim(entry, by=one, at=moment.at(60))
    assert (kept.since, kept.until) == (first.since, clock.now() + claims.LASTS)


def test_a_claim_ends_by_itself_at_its_instant(moment):
    entry = launch("in_review", at=moment.at(0))
    one, two = reviewers(2)
    claims.claim(entry, by=one, at=moment.at(0))
    last = claims.LASTS.total_seconds()
    assert claims.claim(entry, by=two, at=moment.at(last - 1)).user == one
    assert claims.standing(entry, at=moment.at(last - 1)).user == one
    assert claims.claim(entry, by=two, at=moment.at(last)).user == two


def test_taking_over_is_told_and_kept(moment):
    entry = launch("in_review", at=moment.at(0))
    one, two = reviewers(2)
    claims.claim(entry, by=one, at=moment.at(0))
    claims.take_over(entry, by=two, at=moment.at(1))
    assert claims.claim(entry, by=one, at=moment.at(2)).user == two
    assert AuditEntry.objects.get(verb="claim_taken").before == str(one.pk)
    claims.let_go(entry, by=one)
    assert Claim.objects.get().user == two
    claims.let_go(entry, by=two)
    assert claims.standing(entry, at=clock.now()) is None


def test_strangers_and_submitters_take_nothing(phase):
    entry = launch("in_review")
    member = MemberFactory(company=entry.company, user=UserFactory(reviewer=True)).user
    for person in (member, UserFactory()):
        for act in (claims.claim, claims.take_over):
            with pytest.raises(NotAllowed):
                act(entry, by=person, at=clock.now())
        assert claims.next_entry(by=person, at=clock.now()) is None


def test_the_least_reviewed_that_waited_longest_comes_next(phase):
    now = clock.now()
    young, old, read_once = (
        launch("in_review", at=now - timedelta(hours=hours), product=str(hours))
        for hours in (1, 2, 3)
    )
    one, two = reviewers(2)
    scoring.abstain(read_once, by=one, at=now)
    assert claims.next_entry(by=two, at=now) == old
    assert claims.next_entry(by=one, at=now) == young
    scoring.abstain(old, by=two, at=now)
    assert claims.next_entry(by=two, at=now) == read_once
    scoring.abstain(read_once, by=two, at=now)
    assert claims.next_entry(by=two, at=now) is None
    assert read.progress(two, at=now + claims.LASTS) == (2, 1)


def test_a_phase_for_the_assigned_hands_out_theirs_only(phase):
    Phase.objects.update(scored_by=Circle.ASSIGNED)
    mine, _other = launch("in_review"), launch("in_review")
    (one,) = reviewers(1)
    assert claims.next_entry(by=one, at=clock.now()) is None
    Assignment.objects.create(launch=mine, user=one, at=clock.now())
    assert claims.next_entry(by=one, at=clock.now()) == mine


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_people_who_press_next_at_once_get_different_entries():
    PhaseFactory(active=True, scoring=True)
    for number in range(4):
        launch("in_review", product=f"Entry {number}")
    people, start, given = reviewers(5), Barrier(5), []

    def press(person):
        try:
            start.wait(10)
            given.append(claims.next_entry(by=person, at=clock.now()))
        finally:
            connection.close()

    threads = [Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(given) == 5
    found = [row.product for row in given if row]
    assert sorted(found) == ["Entry 0", "Entry 1", "Entry 2", "Entry 3"]
