"""What no database keeps and no number holds, sent to the desk's doors: nothing is found by it."""

import pytest
from django.urls import reverse

from launches.enums import OutletState
from launches.models import Outlet
from tests.factories import OutletFactory, UserFactory, slate
from tests.factories.page import entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NUL = "\0"


@pytest.fixture
def boss(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_an_id_with_nul_is_nobodys(boss):
    page, made = entry("in_review"), slate(state="draft", opens_at=None)
    for name, sent in (("remove_page", "page"), ("remove", "launch")):
        answer = boss.post(reverse(f"slates:{name}", args=[made.uid]), {sent: NUL})
        assert answer.status_code == 404, name
    checked = boss.post(reverse("desk:check", args=[page.launch.uid]), {"checker": NUL})
    assert checked.status_code == 404
    added = boss.post(reverse("slates:add", args=[made.uid]), {"launch": [NUL, "x" + NUL]})
    assert (added.status_code, made.launches.count()) == (302, 0)


def test_a_reason_is_kept_without_it(boss):
    outlet = OutletFactory(state=OutletState.APPLIED)
    address = reverse("outlets:outlet", args=[outlet.uid])
    assert boss.post(address, {"act": "decline", "reason": NUL}).status_code == 422
    assert boss.post(address, {"act": "decline", "reason": f"No{NUL} press."}).status_code == 302
    assert Outlet.objects.get().steps.latest("pk").reason == "No press."


@pytest.mark.parametrize("revision", ["9" * 5000, "²", "٣", "-1", NUL])
def test_a_version_that_is_none_changes_nothing(boss, revision):
    page = entry("in_review")
    for name in ("translation-read", "seen"):
        address = reverse(f"desk:{name}", args=[page.launch.uid])
        said = {"revision": revision, "language": "zh-hans"}
        assert boss.post(address, said).status_code == 302, name
    address = reverse("desk:act", args=[page.launch.uid, "reject"])
    assert boss.post(address, {"revision": revision, "reason": ""}).status_code == 422
    assert boss.post(address, {"revision": revision, "reason": "No."}).status_code in {302, 409}
