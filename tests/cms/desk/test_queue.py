"""What the desk sees, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from launches.enums import State
from tests.factories import launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


def products(answer) -> list[str]:
    return [row.product for row in answer.context["queue"].sheet.object_list]


def test_mine_is_what_my_groups_pass(client, editor, chief):
    entry("submitted", product="One")
    entry("draft", product="Two")
    client.force_login(editor)
    client.get(reverse("desk:review", args=[entry("submitted", product="Three").launch.uid]))
    from cms.desk.flow import in_step
    from cms.models import LaunchPage

    for page in LaunchPage.objects.all():
        in_step(page)
    assert products(client.get("/cms/desk/")) == ["One", "Three"]


def test_views_and_filters(at_the_desk):
    entry("submitted", product="极光一号")
    entry("changes_requested", product="Beta")
    launch("released", product="Gamma")
    launch("approved", product="Delta")
    shown = {
        view: products(at_the_desk.get("/cms/desk/", {"view": view}))
        for view in ("waiting", State.CHANGES_REQUESTED, "released", "embargoed", "closed")
    }
    assert shown == {
        "waiting": ["极光一号"],
        State.CHANGES_REQUESTED: ["Beta"],
        "released": ["Gamma"],
        "embargoed": ["Delta"],
        "closed": [],
    }
    assert products(at_the_desk.get("/cms/desk/", {"view": "all", "q": "极光"})) == ["极光一号"]


@pytest.mark.parametrize(
    "query",
    [
        {"view": "\0"},
        {"view": "all", "q": "\0"},
        {"view": "all", "theme": "no-such"},
        {"view": "all", "order": "; drop"},
        {"view": "all", "p": "99999999999999999999"},
        {"view": "all", "p": "-1"},
    ],
)
def test_odd_parameters_never_break_the_queue(at_the_desk, query):
    assert at_the_desk.get("/cms/desk/", query).status_code == 200


def test_the_queue_costs_the_same_for_one_and_three(at_the_desk, django_assert_num_queries):
    at_the_desk.get("/cms/desk/?view=all")
    entry("submitted")
    with django_assert_num_queries(QUEUE):
        at_the_desk.get("/cms/desk/?view=all")
    entry("submitted")
    entry("submitted")
    with django_assert_num_queries(QUEUE):
        at_the_desk.get("/cms/desk/?view=all")


def test_the_home_of_the_desk_costs_the_same_for_one_and_three(at_the_desk):
    at_the_desk.get("/cms/")
    entry("submitted")
    one = queries_of(at_the_desk)
    entry("submitted")
    entry("submitted")
    assert queries_of(at_the_desk) == one
    page = at_the_desk.get("/cms/").content.decode()
    assert "Opens in the next 24 hours" in page


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get("/cms/")
    return len(seen)


def test_review_page_shows_words_materials_and_history(at_the_desk):
    page = entry("submitted", product="<script>alert(1)</script>")
    answer = at_the_desk.get(reverse("desk:review", args=[page.launch.uid]))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "摘要。" in text
    assert page.launch.materials.get().filename in text
    names = [offer["name"] for offer in answer.context["acts"]]
    assert names == ["pass", "changes", "reject"]


def test_an_absent_entry_is_404(at_the_desk):
    nothing = at_the_desk.get("/cms/desk/nosuchuid/")
    assert (nothing.status_code, "Back to the desk" in nothing.text) == (404, True)
    page = entry("submitted")
    assert at_the_desk.get(f"/cms/desk/{page.launch.uid}/no-such-act/").status_code == 404


@pytest.mark.parametrize("mode", ["press", "press-zh-hans", "slate"])
def test_previews_show_what_is_hidden_to_the_desk_only(client, at_the_desk, mode):
    page = entry("submitted", product="Canary")
    address = reverse("desk:preview", args=[page.launch.uid, mode])
    answer = at_the_desk.get(address)
    assert "Canary" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    client.logout()
    assert "Canary" not in client.get(address, follow=True).content.decode()


QUEUE = 25
