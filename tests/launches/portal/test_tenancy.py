"""What belongs to others answers as what never was; what one may not do is said."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.urls.converters import IntConverter

from launches import clock
from launches.domain import agencies, invitations, ownership
from launches.enums import Role
from launches.models import ChangeRequest, Company, Launch, Receipt, Rendition, SignOff
from launches.portal import urls
from tests.factories import MemberFactory, material_for

from .conftest import autosave, opened, stored

ABSENT = "zzzzzzzzzzzzzzzz"
REFUSED_FIRST = {405, 412}  # the method, or a protocol without its version: no id was read


def addresses(ids: dict[str, str]) -> list[str]:
    """Every portal address that names something, filled in: {parameter: id}, else `any`.

    Taken from the URL configuration, so that a page that comes later is asked too.
    """
    found = []
    for pattern in urls.urlpatterns:
        names = pattern.pattern.converters
        if names:
            values = {
                name: 1 if isinstance(kind, IntConverter) else ids.get(name, ids["any"])
                for name, kind in names.items()
            }
            found.append(reverse(f"portal:{pattern.name}", kwargs=values))
    return found


def ids_of(company) -> set[str]:
    """Every public id of every row that belongs to a company, whatever its table.

    Of one picture's renditions the first stands for all: they differ in size alone.
    """
    found = set()
    for model in apps.get_app_config("launches").get_models():
        names = {field.name for field in model._meta.fields}
        theirs = [row for row in model.objects.all() if company in companies_of(row)]
        for row in theirs[:1] if model is Rendition else theirs:
            found |= {getattr(row, name) for name in names & {"uid", "number"}}
    return {value for value in found if isinstance(value, str)}


def companies_of(row) -> list[Company]:
    """Whose a row is: its company, its launch's, its mandate's two; of a rendition its file's."""
    if isinstance(row, Company):
        return [row]
    found = []
    for name in ("company", "agency", "client", "launch", "material", "receipt"):
        owner = getattr(row, name, None)
        found += companies_of(owner) if isinstance(owner, Model) else []
    return found


@pytest.fixture
def others(db):
    """Another company with one of everything."""
    member = MemberFactory()
    launch = opened(member, "Canary Nine")
    material_for(launch)
    Receipt.objects.create(
        launch=launch, number="UNV-TEST-0001", revision=1, by=member.user, at=clock.now()
    )
    ChangeRequest.objects.create(launch=launch, number=1, reason="Canary", at=clock.now())
    colleague = MemberFactory(company=member.company, role=Role.EDITOR)
    ownership.offer(colleague, by=member.user, at=clock.now())
    invitations.invite(
        member.company, email="a@b.example", role=Role.EDITOR, by=member.user, at=clock.now()
    )
    agent = MemberFactory()
    letter = agencies.invite_agency(
        member.company, email=agent.user.email, by=member.user, at=clock.now()
    )
    agencies.accept(letter, agency=agent.company, by=agent.user, at=clock.now())
    unclaimed = agencies.create_client(
        member.company, name="Canary client", by=member.user, at=clock.now()
    )
    invitations.invite_to_take_over(unclaimed, email="c@d.example", by=member.user, at=clock.now())
    at = clock.now()
    sign_off = SignOff(launch=launch, revision=1, asked_at=at, email="a@a.example")
    sign_off.expires_at = at + timedelta(days=1)
    sign_off.save()
    return launch


def asked(others, own: str) -> list[tuple[str, str]]:
    """(an address of theirs, the same of nobody) for each route and each of their ids.

    The second round keeps the reader's own company in front: /company/<mine>/people/<theirs>/.
    """
    found = []
    for theirs in sorted(ids_of(others.company)):
        for first in ({}, {"uid": own}):
            one = addresses({"any": theirs, **first})
            two = addresses({"any": ABSENT, **first})
            found += [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "options"])
def test_others_and_absent_answer_alike(signed, owner, others, method):
    absent = {}
    for there, nowhere in asked(others, owner.company.uid):
        one = getattr(signed, method)(there)
        if nowhere not in absent:
            two = getattr(signed, method)(nowhere)
            absent[nowhere] = (two.status_code, same(two, nowhere))
        assert (one.status_code, same(one, there)) == absent[nowhere], there
        if method in {"get", "post"} and one.status_code not in REFUSED_FIRST:
            assert one.status_code == 404, there
        said = one.get("Cache-Control", "")
        assert one.status_code in {204, 412} or "no-store" in said, there


def test_the_walk_asks_for_everything(owner, others):
    planted = ids_of(others.company)
    assert len(planted) >= 9  # launch, company, two people, picture, receipt, two letters
    named = [pattern for pattern in urls.urlpatterns if pattern.pattern.converters]
    assert len(asked(others, owner.company.uid)) >= len(named) * len(planted)


def same(answer, path: str) -> bytes:
    """The body without its own address (the language form returns there) and token."""
    body = answer.content.replace(path.encode(), b"")
    return b"\n".join(line for line in body.split(b"\n") if b"csrfmiddlewaretoken" not in line)


def test_a_stranger_is_sent_to_sign_in_whatever_the_id(client, owner, others):
    for there, nowhere in asked(others, owner.company.uid):
        letter = "/invitations/" in there and "/company/" not in there and "/mine/" not in there
        expected = {404} if letter else {302, 401, 412}
        assert client.get(there).status_code in expected, there
        assert client.get(nowhere).status_code in expected, nowhere


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
