"""The listing: columns, orders, filters, words in every language, saved views, and their cost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cms.desk.findings import draw_stale
from launches import clock
from launches.domain import assigning, tagging
from launches.models import Finding, Launch, SavedView
from launches.queries.listing import ORDERS
from tests.factories import CompanyFactory, ThemeFactory, UserFactory, launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def shown(at_the_desk):
    """shown(theme="life") -> the products of the view "all", in their order."""

    def ask(**params) -> list[str]:
        answer = at_the_desk.get("/cms/desk/", {"view": "all", **params})
        assert answer.status_code == 200
        return [row.product for row in answer.context["queue"].sheet.object_list]

    return ask


def test_words_are_found_in_every_language_and_in_any_case(shown):
    entry("submitted", product="Aurora")
    page = entry("draft", product="量子计算机")
    text = page.texts.get(language="zh-hans")
    text.body = "<p>一台<b>光量子</b>计算机，Straße</p>"
    page.texts = [page.texts.get(language="en"), text]
    page.save_revision()
    draw_stale()
    assert shown(q="光量") == ["量子计算机"]
    assert shown(q="STRASSE") == ["量子计算机"]
    assert shown(q="摘要") == ["Aurora", "量子计算机"]
    assert shown(q="opens aurora") == ["Aurora"]
    assert shown(q="opens absent") == []
    assert shown(q=page.launch.uid) == ["量子计算机"]
    assert shown(q="%") == shown(q="_") == []


def test_names_are_found_before_the_worker_has_read_them(shown):
    entry("submitted", product="Aurora")
    assert not Finding.objects.exists()
    assert shown(q="auro") == ["Aurora"]


def test_filters_narrow_one_by_one(shown, editor):
    now = clock.now()
    one = launch("submitted", product="One", at=now - timedelta(days=9))
    two = launch("approved", product="Two", company=CompanyFactory(country="FR"),
                 opens_at=now + timedelta(days=40))  # fmt: skip
    life = ThemeFactory(forum=one.forum, slug="life")
    launch("draft", product="Three", theme=life)
    assigning.assign(one, to=editor, by=editor, at=now)
    made = tagging.tag(two, name="Opening", by=editor, at=now)
    far = (now + timedelta(days=39)).date().isoformat()
    found = {
        "state": shown(state="embargoed"),
        "theme": shown(theme="life"),
        "country": shown(country="FR"),
        "me": shown(assignee="me"),
        "person": shown(assignee=editor.pk),
        "nobody": shown(assignee="none", order="product"),
        "tag": shown(tag=made.uid),
        "late": shown(late="1"),
        "from": shown(opens_from=far),
        "to": shown(opens_to=far, state="embargoed"),
        "all at once": shown(state="embargoed", country="FR", tag=made.uid, opens_from=far),
        "none": shown(state="embargoed", theme="life"),
    }
    assert found == {
        "state": ["Two"],
        "theme": ["Three"],
        "country": ["Two"],
        "me": ["One"],
        "person": ["One"],
        "nobody": ["Three", "Two"],
        "tag": ["Two"],
        "late": ["One"],
        "from": ["Two"],
        "to": [],
        "all at once": ["Two"],
        "none": [],
    }


def test_readiness_is_drawn_and_filters_and_sorts(shown):
    entry("submitted", product="Whole")
    page = entry("draft", product="Half")
    page.texts = [page.texts.get(language="en")]
    page.placed_materials = []
    page.save_revision()
    draw_stale()
    gaps = dict(Finding.objects.values_list("launch__product", "gaps"))
    assert gaps["Half"] > gaps["Whole"]
    assert shown(order="readiness") == ["Whole", "Half"]
    assert shown(order="-readiness") == ["Half", "Whole"]
    assert shown(readiness="missing", q="Half") == ["Half"]
    assert shown(readiness="ready", q="Half") == []


def test_a_finding_is_drawn_once_a_revision_and_again_when_the_rules_change():
    page = entry("submitted")
    assert draw_stale() == 1
    assert draw_stale() == 0
    page.save_revision()
    assert draw_stale() == 1
    forum = page.launch.forum
    forum.required_languages = ["en", "zh-hans", "fr"]
    forum.save()
    before = Finding.objects.get().gaps
    assert draw_stale() == 1
    assert Finding.objects.get().gaps > before


@pytest.mark.parametrize("order", [*ORDERS, *[f"-{name}" for name in ORDERS]])
def test_every_order_shows_every_entry_once(shown, order):
    for state in ("draft", "submitted", "approved"):
        launch(state, product=state)
    assert sorted(shown(order=order)) == ["approved", "draft", "submitted"]


def test_orders_turn_round_and_put_what_is_empty_last(shown):
    now = clock.now()
    launch("approved", product="Soon", opens_at=now + timedelta(hours=3))
    launch("approved", product="Later", opens_at=now + timedelta(hours=9))
    launch("approved", product="Cue", cue_mode=True)
    assert shown(order="opens") == ["Soon", "Later", "Cue"]
    assert shown(order="-opens") == ["Later", "Soon", "Cue"]


@pytest.mark.parametrize(
    "params",
    [
        {"theme": "no-such"}, {"tag": "\0"}, {"assignee": "9" * 40}, {"assignee": "-1"},
        {"section": "9" * 40}, {"kind": "x"}, {"opens_from": "2027-02-30"}, {"q": "x" * 5000},
        {"opens_to": "9999-12-31"}, {"opens_from": "0001-01-01"}, {"state": "nonsense"},
        {"order": "-"}, {"order": "--age"}, {"country": "<b>"}, {"late": "maybe"},
    ],
)  # fmt: skip
def test_odd_filters_never_break_the_listing(at_the_desk, params):
    launch("submitted")
    assert at_the_desk.get("/cms/desk/", {"view": "all", **params}).status_code == 200


def test_what_waits_for_others_does_not_wait_for_me(client, editor, chief):
    page = entry("submitted", product="One")
    client.force_login(editor)
    client.get(reverse("desk:review", args=[page.launch.uid]))
    assert len(client.get("/cms/desk/").context["queue"].sheet) == 1
    assigning.assign(page.launch, to=chief, by=chief, at=clock.now())
    assert len(client.get("/cms/desk/").context["queue"].sheet) == 0
    assigning.assign(page.launch, to=editor, by=chief, at=clock.now())
    assert len(client.get("/cms/desk/").context["queue"].sheet) == 1


def test_saved_views_have_an_address_and_belong_to_somebody(at_the_desk, client, chief):
    at_the_desk.post("/cms/desk/views/keep/", {
        "name": "Late in life", "is_shared": "1", "query": "view=all&late=on&theme=life&p=3&q=",
    })  # fmt: skip
    view = SavedView.objects.get()
    assert (view.query, view.is_shared) == ("late=on&theme=life&view=all", True)
    assert "Late in life" in at_the_desk.get("/cms/desk/").content.decode()
    assert at_the_desk.post("/cms/desk/views/keep/", {"name": "", "query": ""}).status_code == 302
    client.force_login(chief)
    assert "?late=on&amp;theme=life&amp;view=all" in client.get("/cms/desk/").content.decode()
    drop = reverse("desk:view-drop", args=[view.uid])
    assert client.post(drop).status_code == 404
    assert client.get(drop).status_code == 405
    assert SavedView.objects.count() == 1


def test_the_listing_is_the_desks_alone(client):
    client.force_login(UserFactory())
    for address in ("/cms/desk/?view=all", "/cms/desk/views/keep/"):
        assert client.get(address).status_code in (302, 403)
    assert client.post("/cms/desk/views/keep/", {"name": "x"}).status_code in (302, 403)
    assert not SavedView.objects.exists()


def test_tags_and_editors_cost_no_query_a_row(at_the_desk, editor, django_assert_num_queries):
    def add(name: str) -> None:
        page = entry("submitted", product=name)
        assigning.assign(page.launch, to=editor, by=editor, at=clock.now())
        tagging.tag(page.launch, name="Opening", by=editor, at=clock.now())

    add("One")
    draw_stale()
    at_the_desk.get("/cms/desk/?view=all")
    with django_assert_num_queries(LISTING):
        at_the_desk.get("/cms/desk/?view=all&q=one")
    add("Two one")
    add("Three one")
    draw_stale()
    with django_assert_num_queries(LISTING):
        at_the_desk.get("/cms/desk/?view=all&q=one")
    assert Launch.objects.count() == 3


LISTING = 26
