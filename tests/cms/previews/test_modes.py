"""Each mode draws the unapproved revision with the readers' own code, for the desk alone."""

import json
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from cms.models import LaunchText
from cms.previews.modes import KINDS, modes_of
from launches import clock
from launches.domain import release, review
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
ARABIC = "إطلاق الشفق"


@pytest.fixture
def page():
    page = entry("submitted", product="Canary")
    page.texts.add(LaunchText(language="ar", headline=ARABIC, tagline="سطر قصير", sort_order=2))
    page.save_revision(user=UserFactory(is_superuser=True))
    return page


@pytest.fixture
def look(client, editor, page):
    client.force_login(editor)
    return lambda mode, **query: client.get(
        reverse("desk:preview", args=[page.launch.uid, mode]), query
    )


def test_every_kind_comes_in_every_language():
    assert [str(mode) for mode in modes_of(["en", "ar"])] == [
        *("press-en", "press-ar", "phone-en", "phone-ar", "slate"),
        *("lower-third-en", "lower-third-ar", "json-en", "json-ar"),
        *("ninjs-en", "ninjs-ar", "rss-en", "rss-ar"),
    ]


def test_each_mode_opens_for_the_desk_and_is_kept_nowhere(look, page):
    for mode in [*map(str, modes_of(page.languages())), *KINDS]:
        answer = look(mode)
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True), mode
        assert answer["X-Robots-Tag"] == "noindex", mode
    assert look("press-fr").status_code == look("x").status_code == 404


def test_arabic_is_written_from_the_right_in_its_own_preview(look):
    text = look("press-ar").content.decode()
    assert f'dir="auto">{ARABIC}</h1>' in text
    assert '<article lang="ar" dir="rtl">' in text
    assert 'lang="ar"><bdi>سطر قصير' in look("lower-third-ar").content.decode()


def test_data_are_the_bytes_that_opening_would_send(client, look, page):
    """Byte for byte what the doors answer at the instant, once this revision is approved."""
    launch = page.launch
    kinds = ("json", "ninjs")
    before = {kind: json.loads(look(f"{kind}-zh-hans", raw="1").content) for kind in kinds}
    revision = page.get_latest_revision()
    said, approver = revision.as_object().content(), UserFactory(releaser=True)
    _review(launch)
    release.approve(launch, revision=revision.pk, content=said, by=approver, at=clock.now())
    release.release_now(launch, reason="Now.", by=approver, at=clock.now())
    for kind in kinds:
        address = f"/api/v1/launches/{launch.uid}/?lang=zh-hans&format={kind}"
        sent = client.get(address).json()
        for name in ("opens_at", "updated_at", "embargoedUntil", "versionCreated"):
            before[kind].pop(name, None), sent.pop(name, None)
        assert before[kind] == sent, kind


def test_the_rss_item_is_one_of_a_real_feed(look, page):
    feed = ElementTree.fromstring(look("rss-zh-hans", raw="1").content)
    assert [item.findtext("title") for item in feed.iter("item")] == ["Canary 发布"]


def test_an_entry_without_a_moment_can_be_previewed(client, editor):
    page = entry("submitted", cue_mode=True)
    client.force_login(editor)
    for kind in KINDS:
        address = reverse("desk:preview", args=[page.launch.uid, kind])
        assert client.get(address).status_code == 200, kind


def test_nobody_else_sees_a_preview(client, page):
    for user in (None, MemberFactory().user, UserFactory(caller=True)):
        client.logout()
        if user:
            client.force_login(user)
        for kind in KINDS:
            address = reverse("desk:preview", args=[page.launch.uid, kind])
            answer = client.get(address)
            assert answer.status_code in (302, 404), (user, kind)
            assert b"Canary" not in answer.content


def test_wagtail_offers_the_same_modes_but_the_phone(page):
    offered = [name for name, _label in page.preview_modes]
    assert offered == [str(m) for m in modes_of(["en", "zh-hans", "ar"]) if m.kind != "phone"]


def _review(launch):
    launch.refresh_from_db()
    review.start_review(launch, by=UserFactory(reviewer=True), at=clock.now())
