"""Every page of companies, accounts and signers in a real browser: axe, and nothing sticks out.

The pages come from the URL configuration. A new one is looked at without anyone remembering,
and fails here where it cannot be reached with what this forum holds.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import LaunchText
from launches import clock
from launches.domain import agencies, invitations, ownership, release, review, signoff, thread
from launches.enums import Role
from launches.models import Receipt
from tests.architecture.routes import addresses
from tests.factories import CompanyFactory, MemberFactory, UserFactory, material_for
from tests.factories.page import entry
from tests.looks import BY_WIDTH, amiss

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# Each language begins at one width; the other is tried on the same page.
WINDOWS = [("en", 390, 1440), ("zh-hans", 1440, 390)]
PASSWORD = "pass-word-1"
LONG = "Aurora " + "w" * 60
FILES = (".pdf", ".json", ".x")  # what is no page
# Steps of an authenticator app, which this person has not set up.
ELSEWHERE = re.compile(r"/accounts/2fa/(totp/deactivate|recovery-codes)/")


@pytest.fixture
def owner():
    """A company with everything that its pages can show, and names as long as names get."""
    owner = MemberFactory(company=CompanyFactory(name="Donaudampfschifffahrts" * 6))
    company, by, at = owner.company, owner.user, clock.now()
    MemberFactory(user=by)  # another company, so that launches say whose they are
    colleague = MemberFactory(company=company, role=Role.EDITOR, user__name="عبد الرحمن")
    MemberFactory(company=company, role=Role.VIEWER)
    ownership.offer(colleague, by=by, at=at)
    invitations.invite(company, email=f"{'long' * 15}@x.example", role=Role.VIEWER, by=by, at=at)
    agent = MemberFactory(company__name="Bright Ink PR")
    asked = agencies.invite_agency(company, email=agent.user.email, by=by, at=at)
    agencies.accept(asked, agency=agent.company, by=agent.user, at=at)
    agencies.invite_agency(company, email="other@agency.example", by=by, at=at)
    client = agencies.create_client(company, name="Tiny Labs", by=by, at=at)
    invitations.invite_to_take_over(client, email="ceo@tiny.example", by=by, at=at)
    return owner


@pytest.fixture
def launches(owner):
    """A draft in three languages with files, one that came back, and an approved one."""
    draft = entry(owner=owner, product=LONG)
    material_for(draft.launch, filename="replaced.jpg")
    latest = draft.get_latest_revision_as_object()
    latest.texts.add(
        LaunchText(language="ar", sort_order=2, headline="منصة جديدة", body="<p>نص طويل</p>")
    )
    latest.save_revision(user=owner.user, clean=False)
    back = entry("changes_requested", owner=owner, product="曙光一号")
    thread.say(back.launch, text="هل يمكننا؟", audience="company", by=owner.user, at=clock.now())
    done = entry("submitted", owner=owner, product="Approved One")
    review.start_review(done.launch, by=UserFactory(reviewer=True), at=clock.now())
    content, revision = done.content(), done.launch.latest_revision
    by = UserFactory(releaser=True)
    release.approve(done.launch, revision=revision, content=content, by=by, at=clock.now())
    found = [draft.launch, back.launch, done.launch]
    for launch in found:
        launch.refresh_from_db()
    return found


def signing_links(launch, language: str) -> list[str]:
    """The sheet that waits for an answer, and one that was answered."""
    at = clock.now()
    content = launch.page.get_latest_revision_as_object().content()
    who = ("Nadia Counsel", "n@law.example", "legal", language, at + timedelta(days=3))
    common = {"revision": launch.latest_revision, "content": content, "by": launch.created_by}
    rows = [signoff.ask(launch, signoff.Asked(*who), at=at, **common) for _twice in range(2)]
    signoff.decide(rows[1], "objected", name="N.", comment="لا", address="", at=at)
    return [signoff.token_of(row) for row in rows]


def ids(owner, launches, language: str) -> dict[str, dict[str, list[str]]]:
    """{beginning of an address: {parameter: values}}."""
    host, by, at = MemberFactory(company__name="辉灵医疗"), owner.user, clock.now()
    letter = invitations.invite(
        host.company, email="me@x.example", role=Role.EDITOR, by=host.user, at=at
    )
    mine = invitations.invite(host.company, email=by.email, role=Role.EDITOR, by=host.user, at=at)
    return {
        "/portal/company/": {"uid": [owner.company.uid]},
        "/portal/launches/": {
            "uid": [launch.uid for launch in launches],
            "material": [launch.materials.first().uid for launch in launches],
        },
        "/portal/invitations/mine/": {"uid": [mine.uid]},
        "/portal/invitations/": {"token": [invitations.token_of(letter)]},
        "/portal/reply/": {"token": [thread.reply_token(launches[1])]},
        "/portal/receipts/": {"number": [Receipt.objects.first().number]},
        "/sign-off/": {"token": signing_links(launches[0], language)},
        "/portal/": {},
        "/accounts/": {},
    }


def pages(client: Client, known: dict[str, dict[str, list[str]]]) -> tuple[list[str], list[str]]:
    """(pages that answer to this visitor, one for each route and template; those out of reach)."""
    shown: dict[tuple[str, ...], str] = {}
    beyond: list[str] = []
    for start, values in known.items():
        others = [other for other in known if other != start and other.startswith(start)]
        for path in addresses(values):
            if not path.startswith(start) or path.startswith(tuple(others)):
                continue
            if path.endswith(FILES) or ELSEWHERE.match(path):
                continue
            answer = client.get(path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                name = answer.resolver_match.view_name
                shown.setdefault((name, answer.templates[0].name), path)
            elif answer.status_code == 404:
                beyond.append(path)
    return list(shown.values()), beyond


@pytest.mark.parametrize(("language", "width", "other"), WINDOWS)
def test_every_page_fits_and_is_accessible(
    owner, launches, language, width, other, live_server, browse, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    known = ids(owner, launches, language)
    visitor, member = Client(), Client(headers={"accept-language": language})
    member.post(reverse("account_login"), {"login": owner.user.email, "password": PASSWORD})
    outside, _closed = pages(visitor, {"/accounts/": {}, "/sign-off/": known["/sign-off/"]})
    inside, beyond = pages(member, known)
    assert [path for path in beyond if not path.endswith("/compare/")] == []
    first = launches[0].page.revisions.order_by("pk").first()
    inside.append(f"/portal/launches/{launches[0].uid}/versions/compare/?from={first.pk}")
    found, options = [], {"viewport": {"width": width, "height": 900}, "locale": language}
    for client, paths in ((visitor, outside), (member, inside)):
        page = browse(reduced_motion="reduce", **options).new_page()
        if "sessionid" in client.cookies:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
            page.context.add_cookies([{**cookie, "url": live_server.url}])
        for path in paths:
            found += wrong(page, live_server.url + path, width, other)
    assert (len(outside) > 6, len(inside) > 30) == (True, True), (outside, inside)
    assert found == []


def wrong(page, address: str, width: int, other: int) -> list[tuple]:
    """What sticks out and what axe finds, with everything unfolded; at the other width what
    the width can change."""
    page.set_viewport_size({"width": width, "height": 900})
    answer = page.goto(address)
    path = re.sub(r"[0-9a-f]{64}", "…", page.url)
    found = [] if answer.status == 200 else [(width, path, answer.status)]
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    found += [(width, path, *one) for one in amiss(page)]
    page.set_viewport_size({"width": other, "height": 900})
    return found + [(other, path, *one) for one in amiss(page, BY_WIDTH)]


def test_arabic_is_set_from_the_right(launches, live_server, browse):
    page = browse().new_page()
    token = signing_links(launches[0], "en")[0]
    page.goto(f"{live_server.url}/sign-off/{token}/")
    words = page.locator("[lang=ar].prose").first
    assert words.evaluate("row => getComputedStyle(row).direction") == "rtl"
