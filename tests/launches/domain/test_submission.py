"""One receipt for one revision, clear refusals, nothing lost."""

from datetime import timedelta

import pytest

from launches import clock
from launches.content import Words
from launches.domain import editing, submission
from launches.domain.sealing import digest_of, seal
from launches.enums import FileState
from launches.errors import Closed, NotAllowed, NotReady, ReasonNeeded, Stale
from launches.models import Launch, Receipt
from tests import factories

pytestmark = pytest.mark.django_db


def hand_in(launch, *, by=None, content=None, revision=None, at=None):
    return submission.submit(
        launch,
        revision=revision or launch.latest_revision,
        content=content or factories.content_of(launch),
        by=by or launch.created_by,
        at=at or clock.now(),
    )


def test_a_receipt_names_what_was_received():
    launch = factories.launch("draft")
    content = factories.content_of(launch)
    receipt = hand_in(launch, content=content)
    assert (receipt.revision, receipt.digest, receipt.by) == (
        launch.latest_revision,
        seal(launch, content).digest,
        launch.created_by,
    )
    assert digest_of(receipt.document) == receipt.digest
    fresh = Launch.objects.get(pk=launch.pk)
    assert (fresh.state, fresh.submitted_revision) == ("submitted", launch.latest_revision)


def test_the_same_revision_twice_is_one_receipt():
    launch = factories.launch("draft")
    stale_view = Launch.objects.get(pk=launch.pk)
    first = hand_in(launch)
    assert hand_in(launch) == first
    assert hand_in(stale_view) == first
    assert Receipt.objects.count() == 1


def test_an_older_revision_is_refused_and_tells_who_saved():
    launch = factories.launch("draft")
    old = launch.latest_revision
    colleague = factories.MemberFactory(company=launch.company).user
    editing.record_edit(launch, revision=old + 1, product="New", by=colleague, at=clock.now())
    with pytest.raises(Stale) as refusal:
        hand_in(launch, revision=old)
    assert refusal.value.by == colleague


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ({"product": " "}, {"product"}),
        (
            {"words": (Words("en", "Headline", summary="S", body="<p>B</p>"),)},
            {"texts.zh-hans.headline", "texts.zh-hans.summary", "texts.zh-hans.body"},
        ),
        ({"materials": ()}, {"materials.hero"}),
    ],
)
def test_what_is_missing_is_named_field_by_field(content, missing):
    launch = factories.launch("draft")
    with pytest.raises(NotReady) as refusal:
        hand_in(launch, content=factories.content_of(launch, **content))
    assert set(refusal.value.fields) == missing
    assert Launch.objects.get(pk=launch.pk).state == "draft"


def test_a_file_that_has_not_passed_its_check_keeps_the_entry_back():
    launch = factories.launch("draft")
    content = factories.content_of(launch)
    launch.materials.update(state=FileState.QUARANTINED)
    with pytest.raises(NotReady) as refusal:
        hand_in(launch, content=content)
    assert set(refusal.value.fields) == {"materials.hero"}


def test_a_release_moment_in_the_past_is_named():
    launch = factories.launch("draft")
    with pytest.raises(NotReady) as refusal:
        hand_in(launch, at=launch.opens_at)
    assert set(refusal.value.fields) == {"opens_at"}


@pytest.mark.parametrize(("seconds", "open_"), [(-1, True), (0, True), (1, False)])
def test_the_deadline_to_the_second(seconds, open_):
    launch = factories.launch("draft")
    forum = launch.forum
    forum.submissions_close_at = clock.now() + timedelta(minutes=5)
    forum.save()
    at = forum.submissions_close_at + timedelta(seconds=seconds)
    if open_:
        assert hand_in(launch, at=at).at == at
        return
    with pytest.raises(Closed):
        hand_in(launch, at=at)
    assert Launch.objects.get(pk=launch.pk).state == "draft"


def test_changes_asked_by_the_desk_may_come_back_after_the_deadline():
    launch = factories.launch("changes_requested")
    forum = launch.forum
    forum.submissions_close_at = clock.now() - timedelta(minutes=5)
    forum.save()
    editing.record_edit(
        launch,
        revision=launch.latest_revision + 1,
        product="X",
        by=launch.created_by,
        at=clock.now(),
    )
    hand_in(launch)
    assert Launch.objects.get(pk=launch.pk).state == "submitted"
    assert list(launch.change_requests.values_list("resolved_at", flat=True)) != [None]


@pytest.mark.parametrize("role", ["viewer", None])
def test_viewers_and_strangers_cannot_hand_in(role):
    launch = factories.launch("draft")
    user = factories.UserFactory()
    if role:
        factories.MemberFactory(company=launch.company, user=user, role=role)
    with pytest.raises(NotAllowed):
        hand_in(launch, by=user)


def test_withdrawing_asks_a_reason_and_can_be_undone():
    launch = factories.launch("submitted")
    owner = launch.created_by
    with pytest.raises(ReasonNeeded):
        submission.withdraw(launch, reason="  ", by=owner, at=clock.now())
    submission.withdraw(launch, reason="Too early.", by=owner, at=clock.now())
    submission.reopen(launch, by=owner, at=clock.now())
    assert Launch.objects.get(pk=launch.pk).state == "draft"
