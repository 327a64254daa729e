"""Discarding files: what nobody was shown goes, with its bytes; everything else stays."""

import pytest
from django.core.files.storage import storages
from django.db import transaction

from launches import clock
from launches.domain import freeze, materials, signoff
from launches.domain.document import document_of
from launches.enums import Role
from launches.errors import NotAllowed
from launches.models import AuditEntry, Receipt, Rendition
from launches.queries.leftovers import leftovers
from launches.queries.room import room_of
from tests.factories import MemberFactory, content_of, launch, material_for

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def discard(entry, *rows, by=None, content=None):
    return materials.discard(
        entry,
        [row.uid for row in rows],
        said=lambda: content or content_of(entry),
        by=by or entry.created_by,
        at=clock.now(),
    )


def on_disk(material) -> set[bool]:
    names = [material.original, *material.renditions.values_list("file", flat=True)]
    return {storages["private"].exists(name) for name in names}


def test_a_replaced_file_goes_with_its_bytes_and_its_row_stays(
    django_capture_on_commit_callbacks,
):
    entry = launch("draft")
    used, old = entry.materials.get(), material_for(entry, filename="old.jpg")
    names = [old.original, *old.renditions.values_list("file", flat=True)]
    before = room_of(entry.company)
    with django_capture_on_commit_callbacks(execute=True):
        assert discard(entry, used, old) == [old]
    after = room_of(entry.company)
    assert (before.files - after.files, before.bytes - after.bytes) == (1, old.bytes)
    old.refresh_from_db()
    assert (old.state, old.original, old.renditions.count()) == ("discarded", "", 0)
    assert [name for name in names if storages["private"].exists(name)] == []
    assert on_disk(used) == {True}
    row = AuditEntry.objects.get(verb="file_discarded")
    assert row.detail == {"slot": "hero", "sha256": old.sha256, "bytes": old.bytes}
    assert discard(entry, old) == []


def test_nothing_goes_where_the_transaction_fails():
    entry = launch("draft")
    old = material_for(entry)
    names = [old.original, *old.renditions.values_list("file", flat=True)]
    with transaction.atomic():
        discard(entry, old)
        transaction.set_rollback(True)
    assert {storages["private"].exists(name) for name in names} == {True}


@pytest.mark.parametrize("state", ["submitted", "approved", "released", "killed"])
def test_what_was_handed_in_or_frozen_is_held(state):
    entry = launch(state)
    shown = entry.materials.get()
    other = material_for(entry)
    replaced = content_of(entry, materials=())
    assert leftovers(entry, replaced) == [other]
    assert discard(entry, shown, content=replaced) == []


def test_what_a_signer_was_shown_is_held():
    entry = launch("draft")
    shown, at = entry.materials.get(), clock.now()
    asked = signoff.Asked("Ada", "ada@law.example", "legal", "en", at + signoff.LONGEST)
    signoff.ask(
        entry,
        asked,
        revision=entry.latest_revision,
        content=content_of(entry),
        by=entry.created_by,
        at=at,
    )
    assert discard(entry, shown, content=content_of(entry, materials=())) == []


def test_a_receipt_from_before_files_were_told_holds_all_until_then(moment):
    moment.at(0)
    entry = launch("draft")
    content_of(entry)
    values = {"number": "OLD-1", "revision": 1, "digest": "0" * 64}
    Receipt.objects.create(launch=entry, document="", at=clock.now(), **values)
    moment.at(1)
    later = material_for(entry)
    assert leftovers(entry, content_of(entry, materials=())) == [later]


def test_others_and_viewers_discard_nothing():
    entry = launch("draft")
    old = material_for(entry)
    viewer = MemberFactory(company=entry.company, role=Role.VIEWER).user
    for person in (viewer, MemberFactory().user):
        with pytest.raises(NotAllowed):
            discard(entry, old, by=person)
    mine = launch("draft")
    assert discard(mine, old) == []
    old.refresh_from_db()
    assert old.state == "ready"


def test_an_edition_never_holds_a_discarded_file():
    entry = launch("draft")
    content = content_of(entry)
    entry.materials.update(state="discarded", original="")
    assert freeze.build_files(None, content) == []
    assert document_of(entry, content)["materials"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(count, django_assert_num_queries):
    entry = launch("submitted")
    content = content_of(entry)
    for _turn in range(count):
        material_for(entry)
    with django_assert_num_queries(7):
        assert len(leftovers(entry, content)) == count


def test_strays_of_cuts_go_and_named_cuts_stay(django_capture_on_commit_callbacks):
    material = launch("draft").materials.get()
    for crops in ("focus=0,0", "focus=1,1"):
        row = material.renditions.filter(crops="").first()
        file = storages["private"].save("cut.jpg", storages["private"].open(row.file))
        values = {"role": row.role, "format": row.format, "bytes": row.bytes, "sha256": row.sha256}
        size = {"width": row.width, "height": row.height}
        Rendition.objects.create(material=material, crops=crops, file=file, **values, **size)
    stray = material.renditions.get(crops="focus=0,0").file
    with django_capture_on_commit_callbacks(execute=True):
        materials.sweep_cuts(material, keep={"focus=1,1"})
    assert set(material.renditions.values_list("crops", flat=True)) == {"", "focus=1,1"}
    assert not storages["private"].exists(stray)
    assert storages["private"].exists(material.renditions.get(crops="focus=1,1").file)
