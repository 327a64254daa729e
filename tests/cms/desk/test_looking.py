"""What changed since I last looked, on the review page."""

import pytest
from django.urls import reverse

from launches.models import LastLook
from tests.factories import MemberFactory, material_for
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


def of(page, name: str) -> str:
    return reverse(f"desk:{name}", args=[page.launch.uid])


def look(client, page) -> dict | None:
    return client.get(of(page, "review")).context["changed"]


def edit(page, headline: str, *, picture: str = "") -> None:
    texts = list(page.texts.all())
    texts[0].headline = headline
    page.texts = texts
    if picture:
        rows = list(page.placed_materials.all())
        rows[0].material = material_for(page.launch, filename=picture)
        page.placed_materials = rows
    page.save_revision(user=None, clean=False)
    page.launch.refresh_from_db()


@pytest.fixture
def page():
    return entry("submitted")


def test_the_first_look_shows_no_news_and_an_edit_does(client, editor, page):
    client.force_login(editor)
    assert look(client, page) is None
    edit(page, "A <b>new</b> headline", picture="other.jpg")
    for _reload in range(2):
        found = look(client, page)
        assert [row["label"] for row in found["changes"]][:1] == ["Headline (English)"]
        assert [row["label"] for row in found["changes"] if "materials." in row["label"]] == []
        (pictures,) = found["pictures"]
        names = [[row["material"].filename for row in side] for _label, side in pictures["sides"]]
        assert names == [["hero.jpg"], ["other.jpg"]]
    text = client.get(of(page, "review")).content.decode()
    assert "Changed since you last looked" in text
    assert "A <b>new" not in text


def test_reading_it_is_said_and_never_goes_back(client, editor, page):
    client.force_login(editor)
    look(client, page)
    edit(page, "Two")
    second = page.launch.latest_revision
    client.post(of(page, "seen"), {"revision": second})
    assert look(client, page) is None
    edit(page, "Three")
    client.post(of(page, "seen"), {"revision": page.launch.latest_revision})
    client.post(of(page, "seen"), {"revision": second})
    assert LastLook.objects.get().revision == page.launch.latest_revision


@pytest.mark.parametrize("revision", ["", "x", "-1", "٣", "9" * 30, "999999999"])
def test_a_version_that_is_none_of_it_is_refused(client, editor, page, revision):
    client.force_login(editor)
    look(client, page)
    before = LastLook.objects.get().revision
    assert client.post(of(page, "seen"), {"revision": revision}).status_code == 302
    assert LastLook.objects.get().revision == before


def test_each_person_has_their_own_look(client, editor, chief, page):
    client.force_login(editor)
    look(client, page)
    edit(page, "Two")
    client.force_login(chief)
    assert look(client, page) is None
    client.force_login(editor)
    assert look(client, page) is not None


def test_a_company_marks_nothing(client, page):
    client.force_login(MemberFactory(company=page.launch.company).user)
    assert client.post(of(page, "seen"), {"revision": "1"}).status_code == 302
    assert not LastLook.objects.exists()
