"""What belongs to others answers as what never was; what one may not do is said."""

import pytest
from django.urls import reverse

from launches import clock
from launches.enums import Role
from launches.models import Launch, Receipt
from launches.portal import urls
from tests.factories import MemberFactory

from .conftest import autosave, opened, stored

ABSENT = "zzzzzzzzzzzzzzzz"


def addresses(uid: str, company: str, number: str) -> list[str]:
    """Every portal address that names something, filled in."""
    names = {"uid": uid, "material": uid, "number": number}
    found = []
    for pattern in urls.urlpatterns:
        values = {key: names[key] for key in pattern.pattern.converters}
        if pattern.name == "company":
            values["uid"] = company
        if values:
            found.append(reverse(f"portal:{pattern.name}", kwargs=values))
    return found


@pytest.fixture
def others(db):
    member = MemberFactory()
    launch = opened(member, "Canary Nine")
    receipt = Receipt.objects.create(
        launch=launch, number="UNV-TEST-0001", revision=1, by=member.user, at=clock.now()
    )
    return launch, receipt


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "options"])
def test_others_and_absent_answer_alike(signed, others, method):
    launch, receipt = others
    theirs = addresses(launch.uid, launch.company.uid, receipt.number)
    none = addresses(ABSENT, ABSENT, "UNV-NONE-0000")
    assert len(theirs) == 12
    for there, nowhere in zip(theirs, none, strict=True):
        one, two = (getattr(signed, method)(path) for path in (there, nowhere))
        assert one.status_code == two.status_code, there
        if method in {"get", "post"} and one.status_code != 405:
            assert one.status_code == 404, there
        assert "no-store" in one["Cache-Control"], there
        assert same(one, there) == same(two, nowhere), there


def same(answer, path: str) -> bytes:
    """The body without its own address (the language form returns there) and token."""
    body = answer.content.replace(path.encode(), b"")
    return b"\n".join(line for line in body.split(b"\n") if b"csrfmiddlewaretoken" not in line)


def test_a_stranger_is_sent_to_sign_in_whatever_the_id(client, others):
    launch, receipt = others
    for path in addresses(launch.uid, launch.company.uid, receipt.number):
        assert client.get(path).status_code in {302, 401}, path


def test_a_viewer_reads_and_is_told_why_not_more(client, entry):
    viewer = MemberFactory(company=entry.company, role=Role.VIEWER)
    client.force_login(viewer.user)
    page = client.get(f"/portal/launches/{entry.uid}/")
    assert (page.status_code, b"your role is viewer" in page.content) == (200, True)
    assert b"<textarea" not in page.content
    before = stored(entry)
    answer = autosave(client, entry, entry.latest_revision, {"product": "Mine"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    posted = client.post(f"/portal/launches/{entry.uid}/", {"product": "Mine", "revision": "1"})
    assert posted.status_code == 403
    assert b"Mine" in posted.content  # what was typed is given back
    assert stored(entry) == before
    assert client.get("/portal/launches/new/")["Location"] == "/portal/"
    for act in ("submit", "withdraw"):
        fields = {"reason": "x", "revision": entry.latest_revision}
        answer = client.post(f"/portal/launches/{entry.uid}/{act}/", fields)
        assert answer.status_code == 422
    assert Launch.objects.get().state == "draft"


def test_who_has_left_the_company_finds_nothing(signed, owner, entry):
    revision = signed.get(f"/portal/launches/{entry.uid}/").context["revision"]
    owner.delete()
    assert signed.get(f"/portal/launches/{entry.uid}/").status_code == 404
    answer = autosave(signed, entry, revision, {"product": "Late"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert stored(entry)["product"] == "Aurora One"


def test_an_ended_session_is_said_to_the_script(client, entry):
    answer = autosave(client, entry, 1, {"product": "Late"})
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_only_an_owner_describes_the_company(client, owner):
    editor = MemberFactory(company=owner.company, role=Role.EDITOR)
    path = f"/portal/company/{owner.company.uid}/"
    client.force_login(editor.user)
    assert client.post(path, {"name": "Taken over"}).status_code == 422
    client.force_login(owner.user)
    fields = {"name": "New", "name_native": "新", "country": "JP", "boilerplate": "<b>We</b>"}
    assert client.post(path, fields).status_code == 302
    owner.company.refresh_from_db()
    kept = {name: getattr(owner.company, name) for name in fields}
    assert kept == fields
    assert b"&lt;b&gt;We&lt;/b&gt;" in client.get(path).content
