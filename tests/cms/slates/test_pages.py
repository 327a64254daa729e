"""The desk's pages of a slate, as its people use them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import release
from launches.enums import Audience
from launches.models import Launch, Slate
from launches.queries.gate import visible_to
from tests import factories
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=3)
PAGE = 18  # queries


@pytest.fixture
def two_chiefs(desk_user):
    return desk_user("Chief editors"), desk_user("Chief editors")


def url(slate, name="slate", *args):
    return reverse(f"slates:{name}", args=[slate.uid, *args])


def typed(instant, forum):
    return instant.astimezone(forum.tz).strftime("%Y-%m-%dT%H:%M:%S")


def test_from_an_empty_list_to_a_locked_slate(client, two_chiefs):
    first, second = two_chiefs
    rows = [factories.launch("approved", product=f"Zephyr {n}") for n in range(2)]
    opens_at = (clock.now() + SOON).replace(microsecond=0)
    client.force_login(first)
    assert "There is no slate yet." in client.get(reverse("slates:list")).text
    data = {"name": "Opening", "opens_at": typed(opens_at, rows[0].forum)}
    client.post(reverse("slates:new"), data)
    slate = Slate.objects.get()
    assert slate.opens_at == opens_at
    assert "Zephyr 0" in client.get(url(slate, "add"), {"q": "zephyr"}).text
    client.post(url(slate, "add"), {"launch": [row.uid for row in rows]})
    assert "All 2 launches would open." in client.get(url(slate, "preflight")).text
    client.post(url(slate, "act", "send"))
    refused = client.post(url(slate, "act", "lock"))
    assert (refused.status_code, "A colleague has to lock it" in refused.text) == (409, True)
    client.force_login(second)
    assert client.post(url(slate, "act", "lock")).status_code == 302
    assert {row.opens_at for row in Launch.objects.all()} == {opens_at}
    page = client.get(url(slate)).text
    assert "The instant is confirmed." in page
    assert "Take off" not in page


def test_every_act_says_what_it_did(client, two_chiefs):
    first, second = two_chiefs
    launch = factories.launch("approved", product="Zephyr")
    opens_at = (clock.now() + SOON).replace(microsecond=0)
    client.force_login(first)

    def done(name: str, /, **data) -> str:
        where = reverse("slates:new") if name == "new" else url(Slate.objects.get(), name)
        page = client.post(where, data, follow=True)
        return next(str(message).strip() for message in page.context["messages"])

    said = {"name": "Opening", "opens_at": typed(opens_at, launch.forum)}
    assert done("new", **said) == "The slate is there. Put launches on it."
    assert done("add") == "No launch was chosen, so none was added."
    assert done("add", launch=launch.uid) == "1 launch added."
    assert done("pages") == "No page was chosen, so none was added."
    assert done("plan", **said) == "Name and provisional instant are saved."
    slate = Slate.objects.get()
    page = client.post(url(slate, "act", "send"), follow=True)
    assert "The slate is in review. A colleague checks and locks it." in page.text
    client.force_login(second)
    page = client.post(url(slate, "act", "lock"), follow=True)
    assert "Locked. All launches open at the instant by themselves, or none does." in page.text


def test_pages_say_their_title_once_and_lead_back(client, chief):
    """The header of an entry's or a slate's page holds the way back; the page says what it is."""
    slate = factories.slate(
        [factories.launch("approved")], "in_review", opens_at=clock.now() + SOON
    )
    launch = entry("submitted").launch
    client.force_login(chief)
    back = {
        url(slate): [reverse("slates:list")],
        url(slate, "act", "lock"): [reverse("slates:list"), url(slate)],
        reverse("desk:as-of"): [reverse("desk:queue"), ""],
        reverse("desk:act", args=[launch.uid, "reject"]): [
            reverse("desk:queue"), reverse("desk:review", args=[launch.uid]),
        ],
    }  # fmt: skip
    for address, crumbs in back.items():
        page = client.get(address).text
        head, _end, body = page.partition('<div class="nice-padding">')
        trail = head[head.index("data-w-breadcrumbs") :]
        assert re.findall(r'<a[^>]* href="([^"]*)"', trail[: trail.index("</nav>")]) == crumbs, (
            address
        )
        assert len(re.findall("<h1", page)) == 1, address
        assert ("<h1" in body) == (address != reverse("desk:as-of")), address


def test_a_blocked_slate_alarms_and_says_who_and_why(client, two_chiefs):
    first, second = two_chiefs
    rows = [factories.launch("approved", product=f"Zephyr {n}") for n in range(2)]
    slate = factories.slate(rows, opens_at=clock.now() + SOON)
    release.revoke(rows[1], reason="Wrong price.", by=first, at=clock.now())
    client.force_login(second)
    home = client.get(reverse("wagtailadmin_home")).text
    assert "The slate “Opening” will not open." in home
    assert "Wrong price." in home
    refused = client.post(url(slate, "act", "retry"), {"opens_at": ""})
    assert refused.status_code == 409
    assert "It is not approved" in refused.text
    assert ">Blocked</span>" in refused.text  # as it stands, not as the act had tried
    client.post(url(slate, "remove"), {"launch": rows[1].uid})
    client.post(url(slate, "act", "retry"), {"opens_at": ""})
    assert "will not open" not in client.get(reverse("wagtailadmin_home")).text
    slate.refresh_from_db()
    assert slate.is_armed(at=clock.now())


def test_rollback_is_one_form(client, two_chiefs):
    rows = [factories.launch("approved")]
    slate = factories.slate(rows, opens_at=clock.now() + SOON)
    client.force_login(two_chiefs[0])
    client.post(url(slate, "act", "release"), {"reason": "Now."})
    assert visible_to(Audience.PUBLIC, at=clock.now()).count() == 1
    assert client.post(url(slate, "act", "rollback"), {"reason": ""}).status_code == 422
    client.post(url(slate, "act", "rollback"), {"reason": "Wrong film."})
    assert visible_to(Audience.PUBLIC, at=clock.now()).count() == 0
    page = client.get(url(Slate.objects.get(undoes=slate))).text
    assert "Rollback of “Opening”" in page


@pytest.mark.parametrize(
    "name", ["slate", "plan", "preflight", "add", "remove", "lock", "no-such-act"]
)
def test_strangers_and_absent_ids(client, chief, name):
    slate = factories.slate([], "draft", opens_at=None)
    path = url(slate, name) if name in {"slate", "plan", "preflight", "add", "remove"} else ""
    path = path or url(slate, "act", name)
    client.force_login(factories.MemberFactory().user)
    assert client.get(path).status_code == 302
    client.force_login(chief)
    absent = path.replace(slate.uid, "abcdefghjkmnpqrs")
    expected = 405 if name == "remove" else 404
    assert client.get(absent).status_code == expected


def test_an_editor_prepares_and_cannot_lock(client, editor):
    rows = [factories.launch("approved")]
    slate = factories.slate(rows, "in_review", opens_at=clock.now() + SOON)
    client.force_login(editor)
    assert "act/lock" not in client.get(url(slate)).text
    assert client.post(url(slate, "act", "lock")).status_code == 409
    assert client.post(url(slate, "act", "take-back")).status_code == 302


def test_a_time_that_the_clocks_skip_is_refused(client, chief):
    forum = factories.ForumFactory()
    forum.timezone = "Europe/Berlin"
    forum.save()
    client.force_login(chief)
    data = {"name": "Spring", "opens_at": "2027-03-28T02:30:00"}
    answer = client.post(reverse("slates:new"), data)
    assert answer.status_code == 422
    assert "The clocks are changed just then" in answer.text
    assert "Spring" in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_slate_costs_the_same_for_one_and_three(client, chief, rows, django_assert_num_queries):
    launches = [factories.launch("approved", product=f"P{n}") for n in range(rows)]
    earlier = factories.slate(launches, "draft", opens_at=None, name="Earlier")
    earlier.members.update(is_open=False)
    slate = factories.slate(launches, "draft", opens_at=None)
    client.force_login(chief)
    client.get(url(slate))
    with django_assert_num_queries(PAGE):
        page = client.get(url(slate)).text
    assert page.count("desk-title") == rows
