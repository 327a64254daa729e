"""Preview links: one entry, one outsider, until it ends; each opening is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import preview_links, review
from launches.enums import FileState
from launches.errors import NotAllowed, Over, UnveilError
from launches.models import AuditEntry, Material, PreviewLink
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def page():
    return entry("submitted", product="Canary")


@pytest.fixture
def make(page, editor):
    def make(**changes) -> PreviewLink:
        values = {
            "name": "Ada Outsider",
            "language": "en",
            "expires_at": clock.now() + DAY,
            "revision": page.launch.latest_revision,
            "by": editor,
            **changes,
        }
        return preview_links.make(page.launch, **values, at=clock.now())

    return make


def address(link) -> str:
    return reverse("preview:page", args=[preview_links.token_of(link)])


def change(page, headline: str) -> None:
    texts = list(page.texts.all())
    texts[0].headline = headline
    page.texts = texts
    page.save_revision(user=UserFactory(is_superuser=True))


def test_an_outsider_reads_the_press_page_and_leaves_no_trace(client, make):
    answer = client.get(address(make()))
    text = answer.content.decode()
    assert "Canary opens" in text
    assert "Preview for Ada Outsider." in text
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert '<meta name="referrer" content="no-referrer">' in text
    assert "Set-Cookie" not in answer
    assert "canonical" not in text


def test_its_other_languages_are_behind_the_tabs(client, make):
    link = make(language="zh-hans")
    assert "Canary 发布" in client.get(address(link)).content.decode()
    assert "Canary opens" in client.get(address(link), {"lang": "en"}).content.decode()


def test_a_frozen_link_stays_and_a_following_one_follows(client, make, page):
    frozen, newest = make(), make(revision=None)
    change(page, "Other words")
    assert "Canary opens" in client.get(address(frozen)).content.decode()
    assert "Other words" in client.get(address(newest)).content.decode()


def test_its_pictures_open_with_it_and_with_nothing_else(client, make, page):
    link, other = make(), entry("submitted", product="Other")
    material = page.launch.materials.get()
    own = [(material.uid, "jpg"), *((row.uid, "jpg") for row in material.renditions.all())]
    token = preview_links.token_of(link)
    for uid, extension in own:
        answer = client.get(reverse("preview:file", args=[token, uid, extension]))
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        b"".join(answer.streaming_content)
        assert client.get(reverse("files:private", args=[uid, extension])).status_code == 404
    strange = other.launch.materials.get().uid
    assert client.get(reverse("preview:file", args=[token, strange, "jpg"])).status_code == 404
    preview_links.revoke(link, by=link.made_by, at=clock.now())
    for uid, extension in own:
        path = reverse("preview:file", args=[token, uid, extension])
        assert client.get(path).status_code == 404


def test_a_file_that_was_discarded_since_is_absent(client, make, page):
    token = preview_links.token_of(make())
    material = page.launch.materials.get()
    material.renditions.all().delete()
    Material.objects.filter(pk=material.pk).update(state=FileState.DISCARDED, original="")
    path = reverse("preview:file", args=[token, material.uid, "jpg"])
    assert client.get(path).status_code == 404


def test_each_opening_is_kept_and_coarsely(client, make, settings):
    settings.SIGN_OFF_ADDRESS = "network"
    link = make()
    client.head(address(link))
    for place in ("198.51.100.77", "203.0.113.9"):
        client.get(address(link), REMOTE_ADDR=place)
    rows = AuditEntry.objects.filter(verb="preview_link_opened").order_by("pk")
    assert [row.address for row in rows] == ["198.51.100.0/24", "203.0.113.0/24"]
    assert {row.detail["link"] for row in rows} == {link.uid}


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 410), (1, 410)])
def test_it_ends_at_its_second(client, make, moment, seconds, status):
    moment.at(-600)
    link = make(expires_at=moment.T)
    moment.at(seconds)
    answer = client.get(address(link))
    assert (answer.status_code, "Canary" in answer.content.decode()) == (status, status == 200)


def test_it_ends_with_its_entry_and_when_it_is_taken_back(client, make, page):
    gone, link = make(), make()
    preview_links.revoke(gone, by=gone.made_by, at=clock.now())
    assert client.get(address(gone)).status_code == 410
    with pytest.raises(Over):
        preview_links.revoke(gone, by=gone.made_by, at=clock.now())
    review.reject(page.launch, reason="No.", by=UserFactory(reviewer=True), at=clock.now())
    answer = client.get(address(link))
    assert (answer.status_code, b"Canary" in answer.content) == (410, False)
    assert AuditEntry.objects.filter(verb="preview_link_opened").count() == 0


def test_of_the_token_only_a_hash_is_kept(client, make):
    link = make()
    token = preview_links.token_of(link)
    assert len(token) == 64
    assert token not in str(PreviewLink.objects.values().get())
    assert client.get(reverse("preview:page", args=[link.token_digest])).status_code == 404
    assert client.get("/preview/nothing/").status_code == 404


def test_who_may_make_one_and_for_how_long(make, page, desk_user):
    member = page.launch.company.memberships.first().user
    for by in (member, UserFactory(), desk_user("Auditors"), desk_user("Stage managers")):
        with pytest.raises(NotAllowed):
            make(by=by)
    for wrong in (
        {"name": " "},
        {"expires_at": clock.now()},
        {"expires_at": clock.now() + 31 * DAY},
    ):
        with pytest.raises(UnveilError) as refusal:
            make(**wrong)
        assert list(refusal.value.fields) == list(wrong)
    for _number in range(preview_links.MOST_OPEN):
        make()
    with pytest.raises(UnveilError):
        make()


def test_the_desk_makes_hands_out_and_takes_back(client, editor, page):
    client.force_login(editor)
    path = reverse("desk:links", args=[page.launch.uid])
    typed = {"name": "Ada", "language": "zh-hans", "version": "newest"}
    wrong = client.post(path, {**typed, "expires_at": "soon"})
    assert (wrong.status_code, b'value="Ada"' in wrong.content) == (422, True)
    until = f"{clock.now() + 2 * DAY:%Y-%m-%dT%H:%M:%S}"
    assert client.post(path, {**typed, "expires_at": until}).status_code == 302
    link = PreviewLink.objects.get()
    assert (link.name, link.language, link.revision) == ("Ada", "zh-hans", None)
    assert address(link) in client.get(path).content.decode()
    other = entry("submitted")
    strange = reverse("desk:link-revoke", args=[other.launch.uid, link.uid])
    assert client.post(strange).status_code == 404
    own = reverse("desk:link-revoke", args=[page.launch.uid, link.uid])
    assert client.post(own).status_code == 302
    link.refresh_from_db()
    assert (link.revoked_by, client.get(address(link)).status_code) == (editor, 410)


def test_an_auditor_sees_the_links_and_not_their_addresses(client, make, page, desk_user):
    link = make()
    client.force_login(desk_user("Auditors"))
    text = client.get(reverse("desk:links", args=[page.launch.uid])).content.decode()
    assert "Ada Outsider" in text
    assert preview_links.token_of(link) not in text


def test_companies_do_not_reach_the_page(client, page):
    client.force_login(MemberFactory().user)
    assert client.get(reverse("desk:links", args=[page.launch.uid])).status_code in (302, 404)


def test_the_name_of_an_ended_link_can_be_removed(client, make, page, editor, desk_user):
    client.force_login(editor)
    link = make()
    own = reverse("desk:link-forget", args=[page.launch.uid, link.uid])
    client.post(own)
    assert PreviewLink.objects.get().name == "Ada Outsider"
    preview_links.revoke(link, by=editor, at=clock.now())
    index = reverse("desk:links", args=[page.launch.uid])
    assert own in client.get(index).content.decode()
    client.force_login(desk_user("Auditors"))
    client.post(own)
    assert PreviewLink.objects.get().name == "Ada Outsider"
    client.force_login(editor)
    client.post(reverse("desk:link-forget", args=[entry("submitted").launch.uid, link.uid]))
    assert PreviewLink.objects.get().name == "Ada Outsider"
    assert client.post(own).status_code == 302
    assert PreviewLink.objects.get().name.startswith("Erased person ")
    assert "Ada Outsider" not in client.get(index).content.decode()
    row = AuditEntry.objects.get(verb="preview_link_forgotten")
    assert (row.actor, row.detail["link"]) == (editor, link.uid)
