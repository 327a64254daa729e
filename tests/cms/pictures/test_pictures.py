"""A picture on the desk: compared with its original, cut anew as a new revision, never in place."""

from datetime import timedelta

import pytest

from cms.pictures import comparing
from launches import clock
from launches.domain import correcting, release
from launches.files.crops import Crops, key
from launches.models import EditionFile
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry
from tests.factories.slate import slate
from tests.launches.portal.test_crop import FOCUS, PLAIN, SQUARE, split
from tests.launches.portal.test_files import upload

pytestmark = pytest.mark.django_db
WANTED = key(Crops((100.0, 50.0), {"square": (0.0, 0.0, 50.0)}))


@pytest.fixture
def page(client):
    """An entry under review with a real picture of red and blue."""
    owner = MemberFactory()
    page = entry("draft", owner=owner)
    client.force_login(owner.user)
    upload(client, page.launch, "hero", split())
    return page


def picture(page):
    page.launch.refresh_from_db()
    return type(page).latest_of(page.launch).placed_materials.all()[0]


def address(page, more: str = "") -> str:
    return f"/cms/desk/{page.launch.uid}/pictures/{picture(page).material.uid}/{more}"


def test_the_original_stands_beside_every_rendition(client, editor, page):
    client.force_login(editor)
    body = client.get(address(page)).content.decode()
    row = picture(page)
    words = ["2400 × 1200", "1920 × 1080", "sRGB", "AVIF", "WEBP", "JPEG", row.material.filename]
    assert [one for one in words if one not in body] == []
    drawn = [one.uid for one in row.material.renditions_for("")]
    assert [uid for uid in drawn if uid not in body] == []
    assert "Cuts and focal point" in body


def test_new_cuts_are_a_new_revision_and_the_edition_keeps_its_own(client, chief, page):
    first, row = page.launch.latest_revision, picture(page)
    submit_and_approve(page)
    frozen = set(EditionFile.objects.values_list("uid", flat=True))
    approved = page.launch.approved_revision
    client.force_login(chief)
    assert "a new version" in client.get(address(page, "cut/")).content.decode()
    answer = client.post(address(page, "cut/"), {**PLAIN, **FOCUS, **SQUARE, "was": ""})
    assert (answer.status_code, answer.url) == (302, address(page))
    page.launch.refresh_from_db()
    assert page.launch.latest_revision not in {first, approved}
    assert page.launch.approved_revision == approved
    assert picture(page).crops == WANTED
    assert set(EditionFile.objects.values_list("uid", flat=True)) == frozen
    body = client.get(address(page)).content.decode()
    fresh = row.material.renditions.filter(crops=WANTED)
    assert fresh.count() > 0
    assert [one.uid for one in fresh if one.uid not in body] == []


def test_what_a_prepared_correction_will_bring_is_not_in_the_edition_yet(client, chief, page):
    submit_and_approve(page)
    boss = UserFactory(releaser=True)
    release.release_now(page.launch, reason="Now.", by=boss, at=clock.now())
    standing = set(EditionFile.objects.values_list("uid", flat=True))
    client.force_login(chief)
    client.post(address(page, "cut/"), {**PLAIN, **FOCUS, **SQUARE, "was": ""})
    page.launch.refresh_from_db()
    correcting.prepare(
        slate(state="draft", opens_at=clock.now() + timedelta(hours=1)),
        page.launch,
        revision=page.launch.latest_revision,
        content=type(page).latest_of(page.launch).content(),
        note="A better cut.",
        by=boss,
        at=clock.now(),
    )
    assert EditionFile.objects.exclude(uid__in=standing).exists()
    assert comparing.frozen_in(page.launch) == standing


def submit_and_approve(page) -> None:
    from launches.domain import review, submission

    launch = page.launch
    launch.refresh_from_db()
    content = type(page).latest_of(launch).content()
    said = {"revision": launch.latest_revision, "content": content, "at": clock.now()}
    submission.submit(launch, by=launch.created_by, **said)
    review.start_review(launch, by=UserFactory(reviewer=True), at=clock.now())
    release.approve(launch, by=UserFactory(releaser=True), **said)


def test_bad_numbers_are_named_and_a_colleagues_cuts_are_not_lost(client, editor, page):
    client.force_login(editor)
    bad = client.post(address(page, "cut/"), {**PLAIN, **FOCUS, "focus_x": "140", "was": ""})
    assert (bad.status_code, picture(page).crops) == (422, "")
    assert 'value="140"' in bad.content.decode()
    client.post(address(page, "cut/"), {**PLAIN, **FOCUS, **SQUARE, "was": ""})
    late = client.post(address(page, "cut/"), {**PLAIN, "focus_x": "0", "focus_y": "0", "was": ""})
    assert (late.status_code, picture(page).crops) == (409, WANTED)


@pytest.mark.parametrize(("role", "status"), [("Translators", 403), ("Auditors", 403)])
def test_readers_compare_and_do_not_cut(client, desk_user, page, role, status):
    client.force_login(desk_user(role))
    assert client.get(address(page)).status_code == 200
    assert "Cuts and focal point" not in client.get(address(page)).content.decode()
    assert client.get(address(page, "cut/")).status_code in {302, status}
    client.post(address(page, "cut/"), {**PLAIN, **FOCUS, "was": ""})
    assert picture(page).crops == ""


def test_what_is_no_picture_of_this_entry_is_absent(client, editor, page):
    client.force_login(editor)
    other = entry("draft", product="Other")
    uid = other.placed_materials.all()[0].material.uid
    for path in ("", "cut/"):
        assert client.get(f"/cms/desk/{page.launch.uid}/pictures/{uid}/{path}").status_code == 404
