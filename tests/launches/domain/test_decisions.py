"""Decisions prepared one by one and applied together."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.domain import decisions, review
from launches.enums import Ruling, State
from launches.errors import FourEyes, NoSuchTransition, NotAllowed, ReasonNeeded, Stale, UnveilError
from launches.models import DecisionBatch, Edition, Launch, Mail, PreparedDecision, User
from tests.factories import UserFactory, content_of, launch
from tests.factories.judging import PhaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def chief():
    return UserFactory(approver=True)


@pytest.fixture
def batch(chief):
    return open_batch(chief)


def open_batch(by, **more) -> DecisionBatch:
    said = {"name": "Second day", "apply_at": None, "holds_mail": False, **more}
    return decisions.open_batch(**said, by=by, at=clock.now())


def said(entry, ruling):
    return content_of(entry)


def prepare(batch, entry, ruling, by, words="Because."):
    return decisions.prepare(batch, entry, ruling=ruling, words=words, by=by, at=clock.now())


def apply(batch, by, at=None):
    return decisions.apply(batch, read=said, by=by, at=at or clock.now())


def states(*entries) -> list[str]:
    return [Launch.objects.get(pk=entry.pk).state for entry in entries]


def mails(entry) -> list[tuple[str, str]]:
    rows = Mail.objects.filter(launch_uid=entry.uid).exclude(kind="receipt")
    return list(rows.values_list("kind", "state"))


def test_nothing_happens_until_all_happens_at_once(batch, chief):
    yes, no, more = (launch("in_review") for _ in range(3))
    for entry, ruling in ((yes, Ruling.ACCEPT), (no, Ruling.DECLINE), (more, Ruling.CHANGES)):
        prepare(batch, entry, ruling, chief)
    assert states(yes, no, more) == ["in_review"] * 3
    assert (mails(yes), Edition.objects.count()) == ([], 0)
    report = apply(batch, chief)
    assert (report.applied, report.refused) == (3, 0)
    assert states(yes, no, more) == ["approved", "rejected", "changes_requested"]
    assert [mails(entry) for entry in (yes, no, more)] == [
        [("approved", "queued")],
        [("rejected", "queued")],
        [("changes_requested", "queued")],
    ]
    assert Edition.objects.get().launch == yes
    assert more.change_requests.get().reason == "Because."


def test_applying_again_decides_nothing_again(batch, chief):
    entry = launch("submitted")
    prepare(batch, entry, Ruling.ACCEPT, chief)
    assert vars(apply(batch, chief)) == {"applied": 1, "refused": 0}
    assert vars(apply(batch, chief)) == {"applied": 0, "refused": 0}
    assert (Edition.objects.count(), len(mails(entry))) == (1, 1)


def test_the_mails_wait_in_the_outbox_under_the_batch(chief):
    batch, entry = open_batch(chief, holds_mail=True), launch("in_review")
    prepare(batch, entry, Ruling.DECLINE, chief)
    apply(batch, chief)
    assert mails(entry) == [("rejected", "held")]
    assert Mail.objects.get(kind="rejected").hold_key == batch.uid


def test_what_does_not_work_is_left_whole_and_said(batch, chief):
    late, good = launch("in_review"), launch("in_review")
    for entry in (late, good):
        prepare(batch, entry, Ruling.ACCEPT, chief)
    Launch.objects.filter(pk=late.pk).update(opens_at=clock.now() - timedelta(hours=1))
    assert vars(apply(batch, chief)) == {"applied": 1, "refused": 1}
    refused = PreparedDecision.objects.get(launch=late)
    assert (refused.state, refused.refusal) == (
        "refused",
        "The release moment must be in the future.",
    )
    assert (states(late, good), mails(late)) == (["in_review", "approved"], [])
    Launch.objects.filter(pk=late.pk).update(opens_at=clock.now() + timedelta(hours=1))
    assert vars(apply(batch, chief)) == {"applied": 1, "refused": 0}
    assert states(late) == ["approved"]


def test_a_newer_version_wants_a_new_decision(batch, chief):
    entry = launch("in_review")
    prepare(batch, entry, Ruling.ACCEPT, chief)
    Launch.objects.filter(pk=entry.pk).update(latest_revision=entry.latest_revision + 1)
    assert vars(apply(batch, chief)) == {"applied": 0, "refused": 1}
    assert "saved a newer version" in PreparedDecision.objects.get().refusal


def test_four_eyes_and_rights_hold_when_preparing_and_when_applying(batch, chief):
    entry, editor = launch("in_review"), UserFactory(reviewer=True)
    with pytest.raises(NotAllowed):
        prepare(batch, entry, Ruling.ACCEPT, editor)
    Launch.objects.filter(pk=entry.pk).update(last_editor=chief)
    with pytest.raises(FourEyes):
        prepare(batch, entry, Ruling.ACCEPT, chief)
    Launch.objects.filter(pk=entry.pk).update(last_editor=None)
    prepare(batch, entry, Ruling.ACCEPT, chief)
    Launch.objects.filter(pk=entry.pk).update(last_editor=chief)
    assert vars(apply(batch, UserFactory(approver=True))) == {"applied": 0, "refused": 1}
    with pytest.raises(NotAllowed):
        apply(batch, editor)
    assert states(entry) == ["in_review"]


def test_the_phase_counts_when_it_is_applied(batch, chief):
    entry = launch("in_review")
    prepare(batch, entry, Ruling.DECLINE, chief)
    PhaseFactory(active=True, scoring=True)
    assert vars(apply(batch, chief)) == {"applied": 0, "refused": 1}


@pytest.mark.parametrize("ruling", [Ruling.DECLINE, Ruling.CHANGES])
def test_words_are_wanted_where_the_company_reads_them(batch, chief, ruling):
    with pytest.raises(ReasonNeeded) as refused:
        prepare(batch, launch("in_review"), ruling, chief, words=" \0 ")
    assert set(refused.value.fields) == {"words"}


def test_a_later_decision_replaces_the_first_and_can_be_dropped(batch, chief):
    entry, other = launch("in_review"), open_batch(chief, name="Third day")
    prepare(batch, entry, Ruling.DECLINE, chief)
    second = prepare(other, entry, Ruling.ACCEPT, chief)
    assert list(PreparedDecision.objects.all()) == [second]
    decisions.drop(second, by=chief, at=clock.now())
    assert not PreparedDecision.objects.exists()
    with pytest.raises(Stale):
        decisions.drop(second, by=chief, at=clock.now())


def test_what_was_decided_meanwhile_is_not_decided_again(batch, chief):
    entry = launch("in_review")
    prepare(batch, entry, Ruling.ACCEPT, chief)
    review.reject(entry, reason="Old.", by=chief, at=clock.now())
    assert vars(apply(batch, chief)) == {"applied": 0, "refused": 1}
    with pytest.raises(NoSuchTransition):
        prepare(batch, launch("draft"), Ruling.DECLINE, chief)


def test_a_batch_is_applied_at_its_moment_and_once(moment, chief):
    moment.at(-60)
    entry = launch("in_review", opens_at=moment.T + timedelta(days=1))
    batch = open_batch(chief, apply_at=moment.T)
    prepare(batch, entry, Ruling.ACCEPT, chief)
    found = [decisions.apply_due(read=said, at=moment.at(seconds)) for seconds in (-1, 0, 1)]
    assert (found, states(entry)) == ([0, 1, 0], [State.APPROVED])


def test_one_that_breaks_holds_up_neither_its_batch_nor_another(moment, chief):
    moment.at(-60)
    User.objects.filter(pk=chief.pk).update(language="zh-hans")
    broken, beside, behind = (
        launch("in_review", opens_at=moment.T + timedelta(days=1)) for _ in range(3)
    )
    first, second = (open_batch(chief, name=name, apply_at=moment.T) for name in ("1", "2"))
    for batch, entry in ((first, broken), (first, beside), (second, behind)):
        prepare(batch, entry, Ruling.ACCEPT, chief)

    def read(entry, ruling):
        if entry == broken:
            raise LookupError(entry.product)  # as where its page is gone
        return said(entry, ruling)

    found = [decisions.apply_due(read=read, at=moment.at(seconds)) for seconds in (0, 1)]
    assert (found, states(broken, beside, behind)) == (
        [2, 0],
        ["in_review", "approved", "approved"],
    )
    refused = PreparedDecision.objects.get(launch=broken)
    assert (refused.state, refused.refusal) == (
        "refused",
        "此处出错了，请通知技术人员。",
    )


def test_a_batch_that_breaks_as_a_whole_keeps_its_moment(moment, chief, monkeypatch):
    moment.at(-60)
    entry = launch("in_review", opens_at=moment.T + timedelta(days=1))
    bad, good = (open_batch(chief, name=name, apply_at=moment.T) for name in ("bad", "good"))
    prepare(good, entry, Ruling.ACCEPT, chief)
    send = decisions.outbox.send_held

    def held(uid, *, at):
        if uid == bad.uid:
            raise LookupError
        return send(uid, at=at)

    monkeypatch.setattr(decisions.outbox, "send_held", held)
    assert decisions.apply_due(read=said, at=moment.at(0)) == 1
    monkeypatch.undo()
    assert states(entry) == ["approved"]
    assert DecisionBatch.objects.get(pk=bad.pk).apply_at == moment.T
    assert decisions.apply_due(read=said, at=moment.at(1)) == 1


def test_a_batch_has_a_name_and_a_moment_ahead(chief):
    for wrong in ({"name": " \0"}, {"apply_at": clock.now()}):
        with pytest.raises(UnveilError) as refused:
            open_batch(chief, **wrong)
        assert set(refused.value.fields) == set(wrong)
    with pytest.raises(NotAllowed):
        open_batch(UserFactory())


def test_the_database_keeps_one_waiting_decision(batch, chief):
    decision = prepare(batch, launch("in_review"), Ruling.ACCEPT, chief)
    decision.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save(force_insert=True)
