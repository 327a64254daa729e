"""Pages of the site on a slate: absent before its instant, there with its launches, taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import ContentPage, HomePage
from cms.site import opening
from launches import clock
from launches.domain import preflight, release, rollback, slates
from launches.errors import NoSuchTransition
from launches.models import AuditEntry, Slate, SlatePage
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {"body": "<p>CANARY</p>", "title_zh": "到访", "body_zh": "<p>文字</p>"}


@pytest.fixture
def boss():
    return factories.UserFactory(releaser=True)


def page(slug: str, *, parent=None, live: bool = False, **words) -> ContentPage:
    """A page with one revision, public or not."""
    parent = parent or HomePage.objects.get()
    made = parent.add_child(
        instance=ContentPage(title=slug.title(), slug=slug, live=live, **{**WORDS, **words})
    )
    made.save_revision()
    return made


def put(client, slate, *pages):
    """By its form, as somebody who may publish."""
    client.force_login(factories.UserFactory(is_superuser=True))
    client.post(reverse("slates:pages", args=[slate.uid]), {"page": [one.pk for one in pages]})
    client.logout()


@pytest.fixture
def locked(client, moment, boss, forum):
    """A locked slate with a launch, a page that is hidden and one that gets new words."""
    launch = factories.launch("approved", at=moment.at(-7200), opens_at=moment.T)
    slate = factories.slate([launch], "draft", opens_at=moment.T, at=moment.at(-3600))
    about = ContentPage.objects.get(slug="about")
    assert about.live_revision is None
    about.body, about.title_zh, about.body_zh = "<p>FRESH</p>", "关于", "<p>新</p>"
    about.save_revision()
    put(client, slate, page("visit"), about)
    slates.send(slate, by=slate.made_by, at=moment.at(-60))
    slates.lock(slate, by=boss, at=moment.at(-50))
    return slate


def doors(client) -> tuple[bool, bool, bool, bool]:
    """Whether the hidden page, its address in the sitemap, the new words, the launch are public."""
    found = client.get("/visit/")
    return (
        found.status_code == 200 and "CANARY" in found.text,
        "/visit/" in client.get("/sitemap.xml").text,
        "FRESH" in client.get("/about/").text,
        len(client.get("/api/v1/launches/").json()["results"]) == 1,
    )


@pytest.mark.parametrize(("seconds", "open_"), [(-1, False), (0, True), (1, True)])
def test_pages_open_with_the_launches_at_the_instant(client, moment, locked, seconds, open_):
    moment.at(seconds)
    assert doors(client) == (open_,) * 4


def test_before_the_instant_it_is_as_absent_as_one_that_never_was(client, moment, locked):
    moment.at(-1)
    for method in (client.get, client.head, client.post):
        hidden, absent = method("/visit/"), method("/never/")
        said = hidden.content.replace(b"/visit/", b"/never/")
        assert (hidden.status_code, said) == (absent.status_code, absent.content)
        assert hidden.headers == absent.headers


def test_the_worker_hands_them_to_wagtail_once_and_nothing_changes(client, moment, locked):
    moment.at(-1)
    opening.publish_opened()
    assert not Page.objects.get(slug="visit").live
    moment.at(1)
    opening.publish_opened()
    first = list(Page.objects.order_by("pk").values_list("live", "last_published_at"))
    moment.at(2)
    opening.publish_opened()
    assert list(Page.objects.order_by("pk").values_list("live", "last_published_at")) == first
    assert (Page.objects.get(slug="visit").live, doors(client)) == (True, (True,) * 4)


@pytest.mark.parametrize("settled", [True, False])
def test_rolled_back_each_page_is_what_it_was_and_back_again(client, moment, locked, boss, settled):
    moment.at(1)
    if settled:
        opening.publish_opened()
    undo = rollback.roll_back(locked, reason="Wrong film.", by=boss, at=moment.at(30))
    opening.publish_opened()
    assert doors(client) == (False,) * 4
    assert client.get("/about/").status_code == 200
    rollback.roll_back(undo, reason="It was right.", by=boss, at=moment.at(60))
    assert doors(client) == (True,) * 4


def test_a_launch_that_fails_keeps_the_pages_back_too(client, moment, locked, boss):
    release.kill(locked.launches.get(), reason="A lawyer.", by=boss, at=moment.at(-1))
    moment.at(1)
    opening.publish_opened()
    assert doors(client) == (False,) * 4


def test_a_locked_page_is_neither_changed_nor_published(client, moment, locked):
    user = factories.UserFactory(is_superuser=True)
    client.force_login(user)
    visit = ContentPage.objects.get(slug="visit")
    may = visit.permissions_for_user(user)
    asked = (may.can_edit(), may.can_publish(), may.can_delete(), may.can_move())
    assert asked == (False,) * 4
    client.post(reverse("wagtailadmin_pages:edit", args=[visit.pk]), {"title": "x"})
    client.post(reverse("wagtailadmin_pages:delete", args=[visit.pk]))
    assert ContentPage.objects.get(slug="visit").title == "Visit"


def test_a_locked_page_does_not_go_with_what_is_above_it(client, moment, boss, forum):
    above = page("above", live=True)
    slate = factories.slate([], "draft", opens_at=moment.T, at=moment.at(-3600))
    put(client, slate, page("below", parent=above))
    slates.send(slate, by=slate.made_by, at=moment.at(-60))
    user, about = factories.UserFactory(is_superuser=True), ContentPage.objects.get(slug="about")

    def may(one) -> tuple[bool, ...]:
        can = one.permissions_for_user(user)
        taken = (can.can_delete(), can.can_move(), can.can_move_to(about))
        return (can.can_edit(), *taken, can.can_set_view_restrictions())

    below, home = ContentPage.objects.get(slug="below"), HomePage.objects.get()
    assert (may(above), may(below)) == ((True,) * 5,) * 2
    assert home.permissions_for_user(user).can_delete()
    slates.lock(slate, by=boss, at=moment.at(-50))
    assert (may(above), may(below)) == ((True, *(False,) * 4), (False,) * 5)
    assert may(home) == (True, *(False,) * 4)
    client.force_login(user)
    client.post(reverse("wagtailadmin_pages:delete", args=[above.pk]))
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[above.pk, about.pk]))
    assert ContentPage.objects.get(slug="below").get_parent().get_parent().slug != "about"


def test_too_late_to_unlock_a_slate_of_pages_alone(client, moment, boss, forum):
    slate = factories.slate([], "draft", opens_at=moment.T, at=moment.at(-3600))
    put(client, slate, page("visit"))
    slates.send(slate, by=slate.made_by, at=moment.at(-60))
    slates.lock(slate, by=boss, at=moment.at(-50))
    with pytest.raises(Exception, match="Too late"):
        slates.unlock(slate, reason="No.", by=boss, at=moment.at(-0.05))
    moment.at(0)
    assert client.get("/visit/").status_code == 200


def test_the_pre_flight_names_the_page(client, forum):
    opens_at = clock.now() + timedelta(hours=1)
    slate = factories.slate([], "draft", opens_at=opens_at)
    hidden = page("hidden")
    body = f'<p><a linktype="page" id="{hidden.pk}">there</a></p>'
    one, two = page("one", body=body, body_zh=""), page("two", parent=hidden)
    put(client, slate, one, two)
    two.save_revision()
    said = preflight.rehearse(slate, opens_at=opens_at, at=clock.now())
    assert [(row.page.name, row.what) for row in said] == [
        ("One", "The words in Chinese are missing."),
        ("One", "It refers to “Hidden”, which is hidden then."),
        ("Two", "It was changed since it was put on the slate. Take it off and add it again."),
        ("Two", "The page above it, “Hidden”, is not open then."),
    ]
    client.force_login(factories.UserFactory(is_superuser=True))
    answer = client.get(reverse("slates:preflight", args=[slate.uid])).text
    assert ("4 things keep it closed" in answer, "Site page" in answer) == (True, True)
    one.delete()
    (gone, *_rest) = preflight.rehearse(slate, opens_at=opens_at, at=clock.now())
    assert gone.what == "The page has been deleted."


def test_on_one_slate_by_those_who_may_publish_and_off_again(client, forum, desk_user):
    slate = factories.slate([], "draft", opens_at=None)
    other = factories.slate([], "draft", opens_at=None, name="Other")
    visit = page("visit")
    path = reverse("slates:pages", args=[slate.uid])
    client.force_login(desk_user("Editors"))
    assert "Visit" not in client.get(path).text
    client.post(path, {"page": [visit.pk]})
    assert not SlatePage.objects.exists()
    put(client, slate, visit)
    put(client, other, visit)
    row = SlatePage.objects.get()
    assert row.slate == slate
    client.force_login(factories.UserFactory(is_superuser=True))
    absent = reverse("slates:remove_page", args=[other.uid])
    assert client.post(absent, {"page": row.uid}).status_code == 404
    client.post(reverse("slates:remove_page", args=[slate.uid]), {"page": row.uid})
    assert not SlatePage.objects.exists()
    verbs = AuditEntry.objects.filter(detail__page=visit.pk).order_by("pk")
    assert [entry.verb for entry in verbs] == ["slate_page_joined", "slate_page_left"]


def test_a_locked_slate_takes_no_page(client, moment, locked):
    extra = page("extra")
    put(client, Slate.objects.get(), extra)
    assert not SlatePage.objects.filter(page=extra.pk).exists()
    with pytest.raises(NoSuchTransition):
        slates.changeable(locked, locked.made_by)
