"""The worker makes kits before anybody asks, one at a time."""

import errno
import json
import os
from dataclasses import asdict

import pytest
from django.db import IntegrityError

from launches import clock
from launches.errors import Busy
from launches.kits import making, waiting
from launches.models import EditionKit
from tests.factories import correct, launch

pytestmark = pytest.mark.django_db


def test_the_newest_edition_comes_first_and_a_replaced_one_not_at_all():
    first, second = launch("approved"), launch("approved")
    correct(second)
    maker = waiting.Maker()
    made = []
    for _turn in range(3):
        maker.run()
        made.append(list(EditionKit.objects.order_by("pk").values_list("edition", flat=True)))
    newest, older = second.editions.get(number=2).pk, first.editions.get().pk
    assert made == [[newest], [newest, older], [newest, older]]


def test_one_that_fails_holds_up_none(monkeypatch, caplog):
    other, failing = launch("approved"), launch("approved", product="Secret Canary")
    tried = []

    def papers(document, folder, at):
        tried.append(document["product"])
        if document["product"] == "Secret Canary":
            raise Busy()
        return []

    monkeypatch.setattr(making, "_papers", papers)
    maker = waiting.Maker()
    for _turn in range(3):
        maker.run()
    assert tried == ["Secret Canary", other.product]
    assert EditionKit.objects.get().edition == other.editions.get()
    assert "Busy" in caplog.text
    assert "Canary" not in caplog.text
    assert not EditionKit.objects.filter(edition__launch=failing).exists()


def test_a_full_disk_is_said_as_busy_and_leaves_no_kit(monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "papers_of", lambda *_args, **_more: {"md": b"words"})
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Busy):
        making.make(launch("approved").editions.get().pk, at=clock.now())
    assert not EditionKit.objects.exists()


@pytest.mark.parametrize("error", [Busy, MemoryError])
def test_what_was_made_before_a_failure_leaves_the_disk_and_the_originals_stay(
    monkeypatch, settings, error
):
    edition = launch("approved").editions.get()

    def stored():
        return sorted(path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file())

    def failing(*_args):
        yield from files(*_args)
        raise error

    files, before = making._files, stored()
    monkeypatch.setattr(making, "papers_of", lambda *_args, **_more: {"md": b"words"})
    monkeypatch.setattr(making, "_files", failing)
    with pytest.raises(error):
        making.make(edition.pk, at=clock.now())
    assert stored() == before
    monkeypatch.setattr(making, "_files", files)
    making.make(edition.pk, at=clock.now())
    assert len(stored()) > len(before)


def test_of_two_who_make_it_at_once_one_is_kept(monkeypatch, settings):
    edition = launch("approved").editions.get()
    monkeypatch.setattr(making, "papers_of", lambda *_args, **_more: {"md": b"words"})
    monkeypatch.setattr(making, "_record", lambda *_args: _raise(IntegrityError))
    kept = [making.Part("texts/a.md", "kk/kept.md", 1, 0, "")]
    said = json.dumps([asdict(part) for part in kept])
    EditionKit.objects.create(edition=edition, parts=said, made_at=clock.now())
    before = {path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()}
    assert making.make(edition.pk, at=clock.now()) == kept
    assert {path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()} == before


def _raise(error):
    raise error
