"""What the pre-flight finds before a slate is locked, and whom it names."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages

from launches import clock
from launches.content import Placed, Words
from launches.domain import preflight, slates
from launches.domain.freeze import freeze
from launches.enums import Mender, ModelRelease, Slot
from launches.errors import NotReady
from launches.models import Edition, EditionFile, Launch, WireEntry
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def found(launch, opens_at=None):
    """What is said about the one launch of a slate: [(sentence, who can mend it, grave)]."""
    opens_at = opens_at or clock.now() + timedelta(hours=1)
    slate = factories.slate([launch], "in_review", opens_at=opens_at)
    said = preflight.rehearse(slate, opens_at=opens_at, at=clock.now())
    assert [one.launch for one in said] == [launch] * len(said)
    return [(one.what, one.mender, one.grave) for one in said]


def approved(**content):
    """An approved launch whose edition says this, whatever the call demands by now."""
    launch = factories.launch("approved")
    said = factories.content_of(launch, **content)
    freeze(launch, said, revision=launch.approved_revision, by=None, at=clock.now())
    return launch


def test_nothing_for_a_launch_that_is_whole_and_nothing_is_left_behind():
    launch = factories.launch("approved")
    before = WireEntry.objects.count()
    assert found(launch) == []
    assert WireEntry.objects.filter(kind="released", void=False).count() == 0
    assert WireEntry.objects.count() == before + 1  # the embargo that moved when it joined
    assert Edition.objects.get().opens_at is None


def test_an_entry_without_approval():
    said = found(factories.launch("in_review"))
    assert said == [("It is not approved: the entry is “In review”.", Mender.DESK, True)]


def test_a_newer_version():
    launch = factories.launch("approved")
    Launch.objects.filter(pk=launch.pk).update(latest_revision=launch.latest_revision + 1)
    what = "A newer version is not approved yet. Approve it, or bring the old one back."
    assert found(launch) == [(what, Mender.DESK, True)]


def test_a_language_that_is_missing():
    launch = approved(words=(Words("en", "Only English"),))
    assert found(launch) == [("The words in Chinese are missing.", Mender.COMPANY, True)]


def test_a_licence_that_ends_before_the_instant():
    draft = factories.launch("draft")
    material = factories.material_for(draft)
    opens_at = clock.now() + timedelta(days=3)
    last = (opens_at.astimezone(draft.forum.tz) - timedelta(days=1)).date()
    placed = Placed(Slot.HERO, material.pk, licence_until=last.isoformat())
    launch = approved(materials=(placed,))
    ((what, mender, grave),) = found(launch, opens_at)
    assert what.startswith("The licence of “hero.jpg” ends on")
    assert (mender, grave) == (Mender.COMPANY, True)


def test_people_in_a_picture_who_have_not_agreed():
    draft = factories.launch("draft")
    material = factories.material_for(draft)
    placed = Placed(Slot.HERO, material.pk, model_release=ModelRelease.MISSING)
    launch = approved(materials=(placed,))
    what = "The model release of “hero.jpg” is missing."
    assert found(launch) == [(what, Mender.COMPANY, True)]


def test_a_file_that_is_not_on_the_disk():
    launch = factories.launch("approved")
    stored = EditionFile.objects.filter(role="card").first().stored
    (Path(settings.PRIVATE_ROOT) / stored).unlink()
    assert not storages["private"].exists(stored)
    what = "The file “hero.jpg” is not on the disk."
    assert found(launch) == [(what, Mender.HOUSE, True)]


def test_a_picture_without_renditions():
    draft = factories.launch("draft")
    material = factories.material_for(draft)
    material.renditions.all().delete()
    placed = Placed(Slot.HERO, material.pk)
    launch = approved(materials=(placed,))
    assert found(launch) == [("“hero.jpg” has not been rendered.", Mender.HOUSE, True)]


def test_a_reference_to_a_hidden_launch_unless_it_opens_with_it():
    other = factories.launch("approved", product="Hidden")
    link = f'<p><a href="https://unveil.example/launches/{other.slug}/">this</a></p>'
    words = (Words("en", "A", body=link), Words("zh-hans", "B"))
    launch = approved(words=words)
    opens_at = clock.now() + timedelta(minutes=30)
    what = "It refers to “Hidden”, which is hidden then."
    assert found(launch, opens_at) == [(what, Mender.DESK, True)]
    slate = launch.slates.get()
    slates.add(slate, other, by=factories.UserFactory(reviewer=True), at=clock.now())
    assert preflight.rehearse(slate, opens_at=opens_at, at=clock.now()) == []


def test_a_slot_on_stage_after_the_instant_is_said_and_does_not_block():
    launch = factories.launch("approved")
    opens_at = clock.now() + timedelta(hours=1)
    stage = factories.StageFactory(name="Hall One")
    rundown = factories.RundownFactory(stage=stage)
    starts_at = opens_at + timedelta(hours=2)
    factories.CueFactory(
        rundown=rundown,
        launch=launch,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=10),
    )
    ((what, mender, grave),) = found(launch, opens_at)
    assert what.startswith("Its slot on Hall One is later")
    assert (mender, grave) == (Mender.STAGE, False)


def test_a_sign_off_that_the_forum_asks_for():
    launch = factories.launch("approved")
    launch.forum.sign_offs_to_approve = ["legal"]
    launch.forum.save()
    assert found(launch) == [("A sign-off is missing: Legal.", Mender.COMPANY, True)]


def test_what_only_the_database_knows_is_named_by_launch(monkeypatch):
    launch, other = factories.launch("approved"), factories.launch("approved", product="B")
    opens_at = clock.now() + timedelta(hours=1)
    slate = factories.slate([launch, other], "in_review", opens_at=opens_at)
    make = WireEntry.__init__

    def failing(self, *args, **values):
        if values.get("launch_uid") == other.uid:
            raise NotReady("The log is full.")
        make(self, *args, **values)

    monkeypatch.setattr(WireEntry, "__init__", failing)
    said = preflight.rehearse(slate, opens_at=opens_at, at=clock.now())
    assert [(one.launch, one.what) for one in said] == [(other, "The log is full.")]
