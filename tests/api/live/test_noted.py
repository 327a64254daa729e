"""What counts as writing that public answers depend on."""

import pytest

from api.live.noted import noted
from launches.enums import Scope
from launches.models import Launch, OutletKey, WireEntry
from tests.factories import OutletFactory, key_of, launch, page

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def release():
    launch("released")


def retitle():
    launch("draft").theme.__class__.objects.update(name="Other")


@pytest.mark.parametrize("act", [release, retitle])
def test_facts_and_the_programme_do(act):
    with noted() as note:
        act()
    assert note.wrote


def test_a_draft_that_is_saved_a_key_and_looking_do_not():
    entry = page.entry("draft")
    outlet = OutletFactory()
    with noted() as note:
        entry.save_revision()
        key_of(outlet, Scope.PRESS)
        list(WireEntry.objects.all())
        assert Launch.objects.count() + OutletKey.objects.count() == 2
    assert not note.wrote
