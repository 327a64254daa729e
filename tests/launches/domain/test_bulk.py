"""Acts on many: each entry has its outcome, nothing is done twice, one failure stops none."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from launches import clock
from launches.domain import assigning, bulk
from launches.enums import BulkAct, BulkItemState, BulkState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import Assignment, AuditEntry, BulkJob
from tests.factories import UserFactory, launch

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(reviewer=True)


def begun(editor, *entries) -> BulkJob:
    ids = [entry.pk for entry in entries]
    return bulk.begin(BulkAct.ASSIGN, ids, params={"user": editor.pk}, by=editor, at=clock.now())


def outcomes(job) -> list[tuple[str, str, str]]:
    rows = job.items.order_by("pk")
    return [(item.launch.product, item.state, item.reason) for item in rows]


def test_what_does_not_work_says_why_and_holds_up_none(editor):
    entries = [launch("submitted", product=name) for name in ("One", "Two", "Three", "Four")]
    job = begun(editor, *entries)

    def do(entry):
        assigning.assign(entry, to=editor, by=editor, at=clock.now())
        if entry.product == "Two":
            raise UnveilError("It is closed.", fields={"x": "Since Monday."})
        if entry.product == "Three":
            raise ValueError("canary-title")

    with override("en"):
        bulk.run(job, do)
    job.refresh_from_db()
    assert outcomes(job) == [
        ("One", "done", ""),
        ("Two", "refused", "It is closed.\nSince Monday."),
        ("Three", "refused", "Something went wrong here. Please tell the technicians."),
        ("Four", "done", ""),
    ]
    assert (job.state, job.total) == (BulkState.DONE, 4)
    assert set(Assignment.objects.values_list("launch__product", flat=True)) == {"One", "Four"}
    detail = AuditEntry.objects.get(verb="bulk_done").detail
    assert detail["entries"] == {"waiting": 0, "done": 2, "refused": 2}


def test_a_job_that_died_goes_on_and_does_nothing_twice(editor):
    job = begun(editor, *[launch("submitted", product=name) for name in ("One", "Two", "Three")])
    seen = []

    def die(entry):
        if entry.product == "Two":
            raise KeyboardInterrupt
        seen.append(entry.product)

    with pytest.raises(KeyboardInterrupt):
        bulk.run(job, die)
    assert bulk.counts(job) == {"waiting": 2, "done": 1, "refused": 0}
    bulk.run(job, lambda entry: seen.append(entry.product))
    bulk.run(job, lambda entry: seen.append(entry.product))
    assert seen == ["One", "Two", "Three"]
    assert AuditEntry.objects.filter(verb="bulk_done").count() == 1


def test_an_item_another_worker_has_done_is_left_alone(editor):
    job = begun(editor, launch("submitted"))
    item = job.items.get()
    job.items.update(state=BulkItemState.DONE)
    assert bulk._done(item, item.launch, lambda _entry: pytest.fail("twice")) == ""


def test_only_a_job_without_a_sign_of_life_is_begun_again(editor):
    job = begun(editor, launch("submitted"))
    with pytest.raises(Stale):
        bulk.again(job, by=editor, at=clock.now())
    later = clock.now() + bulk.STUCK + timedelta(seconds=1)
    assert bulk.is_stuck(job, at=later)
    bulk.again(job, by=editor, at=later)
    with pytest.raises(Stale):
        bulk.again(job, by=editor, at=later)


def test_strangers_and_empty_or_endless_choices_are_refused(editor, monkeypatch):
    entry = launch("submitted")
    with pytest.raises(NotAllowed):
        begun(UserFactory(), entry)
    with override("en"), pytest.raises(UnveilError, match="at least one"):
        begun(editor)
    monkeypatch.setattr(bulk, "MOST", 1)
    with override("en"), pytest.raises(UnveilError, match="2 entries; at most 1"):
        begun(editor, entry, launch("draft"))
    assert begun(editor, entry, entry).total == 1
