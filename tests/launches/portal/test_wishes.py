"""Beside the words: type of entry, wished day and hall, the slate, the embargo in three zones."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from launches import clock
from launches.domain import release
from launches.enums import ReleaseMode
from launches.models import Launch, Preference
from tests.factories import StageFactory, UserFactory, content_of
from tests.factories import launch as launch_in
from tests.factories.call import EntryTypeFactory
from tests.factories.page import entry as ready_entry

from .conftest import autosave
from .test_sending import hand_in


def errors_of(client, launch, **values):
    return autosave(client, launch, launch.latest_revision, values).json()["errors"]


def test_a_wish_is_kept_and_taken_back(signed, entry):
    stage = StageFactory(forum=entry.forum, slug="hall-1")
    wish = {"wish_day": "2026-09-17", "wish_stage": "hall-1", "wish_time": "14:30"}
    assert errors_of(signed, entry, **wish, wish_note="The minister is here.") == {}
    found = Preference.objects.get()
    assert (found.launch, found.day, found.stage, found.time, found.note) == (
        entry,
        date(2026, 9, 17),
        stage,
        time(14, 30),
        "The minister is here.",
    )
    empty = dict.fromkeys([*wish, "wish_note"], "")
    assert errors_of(signed, entry, **empty) == {}
    assert Preference.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("wish_day", "2026-09-20", "The forum runs from 2026-09-16 to 2026-09-19."),
        ("wish_day", "soon", "found: soon"),
        ("wish_time", "25:00", "found: 25:00"),
        ("wish_stage", "nowhere", "There is no such stage."),
        ("wish_stage", "a\0b", "There is no such stage."),
        ("wish_note", "a\0b", "unprintable"),
        ("entry_type", "nothing", "This type is not offered."),
        ("entry_type", "a\0b", "This type is not offered."),
        ("entry_type", ["x"], "This type is not offered."),
    ],
)
def test_what_cannot_be_is_refused_by_name(signed, entry, field, typed, words):
    assert words in errors_of(signed, entry, **{field: typed})[field]
    assert Preference.objects.count() == 0


def test_the_type_is_chosen_in_the_editor(signed, entry):
    EntryTypeFactory(slug="on-stage")
    assert errors_of(signed, entry, entry_type="on-stage") == {}
    assert Launch.objects.get().entry_type.slug == "on-stage"


def test_starting_asks_for_the_type_where_there_are_types(signed, owner, entry):
    entry_type = EntryTypeFactory()
    fields = {"company": owner.company.uid, "product": "Second", "theme": entry.theme_id}
    fields["section"] = entry.section_id
    company = signed.get("/portal/launches/new/").context["form"].fields["company"].initial
    fields["company"] = company
    assert signed.post("/portal/launches/new/", fields).status_code == 422
    fields["entry_type"] = entry_type.pk
    assert signed.post("/portal/launches/new/", fields).status_code == 302
    assert Launch.objects.get(product="Second").entry_type == entry_type


def test_the_slate_needs_no_moment_of_the_company(signed, owner):
    launch = ready_entry(owner=owner).launch
    assert errors_of(signed, launch, release_mode="slate") == {}
    launch.refresh_from_db()
    assert (launch.release_mode, launch.opens_at) == (ReleaseMode.SLATE, None)
    assert hand_in(signed, launch).status_code == 302


@pytest.mark.parametrize("hours", [None, 1])
def test_a_launch_that_waits_for_its_slate_needs_no_instant_of_its_own(db, hours):
    launch, now = launch_in("in_review"), clock.now()
    opens = now + timedelta(hours=hours) if hours else None
    launch.release_mode, launch.opens_at = ReleaseMode.SLATE, opens
    launch.save()
    said = {"revision": launch.latest_revision, "content": content_of(launch)}
    edition = release.approve(launch, **said, by=UserFactory(releaser=True), at=now)
    assert edition.opens_at == opens


def test_the_embargo_is_told_in_three_zones(signed, owner):
    owner.company.country = "DE"
    owner.company.save()
    opens = datetime(2099, 7, 1, 1, 0, tzinfo=UTC)
    launch = ready_entry(owner=owner, opens_at=opens).launch
    page = signed.get(f"/portal/launches/{launch.uid}/submit/").content.decode()
    for words in ("1 July 2099, 09:00", "1 July 2099, 03:00", "1 July 2099, 01:00"):
        assert words in page
    assert "At your company, Berlin" in page
    assert "UTC+02:00" in page
