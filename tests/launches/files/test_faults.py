"""A full disk and a lost file: said clearly, and nothing left behind."""

import errno
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages

from launches import clock
from launches.domain import materials
from launches.errors import NoRoom
from launches.files import quarantine, store
from launches.files.slots import DEFAULTS
from launches.models import Material
from launches.portal.access import refusal
from tests.factories import launch
from tests.launches.files import hostile

pytestmark = pytest.mark.django_db


def kept() -> set[Path]:
    return {path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()}


def receive(entry) -> Material:
    by = entry.company.memberships.get().user
    upload = hostile.arrival(hostile.picture())
    return materials.receive(entry, wanted=DEFAULTS["hero"], upload=upload, by=by, at=clock.now())


def test_a_disk_that_fills_up_half_way_leaves_nothing(monkeypatch):
    """The fourth file finds no room; the three before it go again."""
    entry, real, calls = launch("draft"), store.keep, []

    def keep(*args, **kwargs):
        calls.append(args)
        if len(calls) == 4:
            raise store.refusal(OSError(errno.ENOSPC, "full"))
        return real(*args, **kwargs)

    monkeypatch.setattr(store, "keep", keep)
    before = kept()
    with pytest.raises(NoRoom):
        receive(entry)
    assert (len(calls), kept(), entry.materials.count()) == (4, before, 1)


@pytest.mark.parametrize("blocked", ["upload", "stage.avif", "verdict.json"])
def test_a_full_disk_is_told_wherever_it_strikes(monkeypatch, blocked):
    real = quarantine.tempfile.TemporaryDirectory

    def full(*args, **kwargs):
        made = real(*args, **kwargs)
        (Path(made.name) / blocked).symlink_to("/dev/full")
        return made

    monkeypatch.setattr(quarantine.tempfile, "TemporaryDirectory", full)
    entry = launch("draft")
    with pytest.raises(NoRoom):
        receive(entry)
    assert entry.materials.count() == 1


def test_no_room_is_507_for_the_uploading_script():
    assert refusal(NoRoom()).status_code == 507


@pytest.mark.parametrize("private", [False, True])
def test_a_lost_file_answers_exactly_like_an_absent_one(client, moment, private):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    file = entry.editions.get().files.get(role="original")
    client.force_login(entry.company.memberships.get().user)
    moment.at(1)
    storages["private"].delete(file.stored)
    door = "/files/private/" if private else "/files/"
    lost = client.get(f"{door}{file.uid}.jpg")
    absent = client.get(f"{door}abcdefghjkmnpqrs.jpg")
    assert (lost.status_code, dict(lost.items()), lost.content) == (
        404,
        dict(absent.items()),
        absent.content,
    )
