"""Who minds an entry, tags, themes and saved views: each by the desk alone, each in the audit."""

import pytest
from django.utils.translation import override

from launches import clock
from launches.domain import assigning, placing, saved_views, tagging
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import Assignment, AuditEntry, Launch, SavedView, Tag
from tests.factories import MemberFactory, SectionFactory, ThemeFactory, UserFactory, launch

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(reviewer=True, name="Edith")


def verbs(entry) -> list[str]:
    rows = AuditEntry.objects.filter(launch_uid=entry.uid).order_by("pk")
    return [
        verb for verb in rows.values_list("verb", flat=True) if "assign" in verb or "tag" in verb
    ]


def minded(entry) -> set[str]:
    return {one.user.name for one in entry.assignments.all()}


def test_several_may_mind_an_entry_and_one_may_take_it_alone(editor):
    entry, other, now = launch("submitted"), UserFactory(reviewer=True, name="Otto"), clock.now()
    for _again in range(2):
        assigning.assign(entry, to=editor, by=other, at=now)
    assigning.assign(entry, to=other, by=other, at=now)
    assert minded(entry) == {"Edith", "Otto"}
    assigning.assign(entry, to=other, by=editor, at=now, instead=True)
    assert minded(entry) == {"Otto"}
    assert assigning.unassign(entry, by=editor, at=now) == 1
    assert minded(entry) == set()
    assert verbs(entry) == ["assigned", "assigned", "unassigned", "unassigned"]


def test_only_who_may_review_assigns_and_is_assigned(editor):
    owner = MemberFactory()
    entry = launch("submitted", company=owner.company)
    owner.user.user_permissions.set(editor.user_permissions.all())
    with pytest.raises(NotAllowed):
        assigning.assign(entry, to=editor, by=owner.user, at=clock.now())
    with pytest.raises(UnveilError, match=owner.user.name):
        assigning.assign(entry, to=owner.user, by=editor, at=clock.now())
    with pytest.raises(UnveilError):
        assigning.assign(entry, to=UserFactory(), by=editor, at=clock.now())
    assert not Assignment.objects.exists()


def test_a_tag_is_one_word_in_any_case_and_goes_with_its_last_entry(editor):
    one, two, now = launch("submitted"), launch("draft"), clock.now()
    made = tagging.tag(one, name="  Opening \0 day ", by=editor, at=now)
    assert made.name == "Opening day"
    assert tagging.tag(two, name="OPENING DAY", by=editor, at=now) == made
    assert tagging.tag(two, name="opening day", by=editor, at=now) == made
    assert verbs(two) == ["tagged"]
    tagging.untag(one, name="opening DAY", by=editor, at=now)
    tagging.untag(two, name="opening day", by=editor, at=now)
    tagging.untag(two, name="never there", by=editor, at=now)
    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["", " \0 ", "x" * 61])
def test_a_tag_without_a_good_name_is_refused(editor, name):
    with pytest.raises(UnveilError) as refused:
        tagging.tag(launch("draft"), name=name, by=editor, at=clock.now())
    assert set(refused.value.fields) == {"name"}


def test_umlauts_in_capitals_are_the_same_tag(editor):
    entry = launch("draft")
    made = tagging.tag(entry, name="Überraschung", by=editor, at=clock.now())
    assert tagging.tag(entry, name="ÜBERRASCHUNG", by=editor, at=clock.now()) == made


def test_an_entry_moves_to_another_theme_of_its_forum(editor):
    entry = launch("submitted")
    theme = ThemeFactory(forum=entry.forum, name="Life and health", slug="life")
    was = entry.theme.slug
    placing.move_theme(entry, to=theme, by=editor, at=clock.now())
    assert Launch.objects.get(pk=entry.pk).theme == theme
    row = AuditEntry.objects.get(verb="theme_moved")
    assert (row.detail, row.before, row.after) == ({"was": was, "now": "life"}, "", "")


@pytest.mark.parametrize("state", ["approved", "released", "rejected", "withdrawn"])
def test_what_is_frozen_or_closed_keeps_its_theme(editor, state):
    entry = launch(state)
    theme = ThemeFactory(forum=entry.forum, slug="life")
    with pytest.raises(UnveilError):
        placing.move_theme(entry, to=theme, by=editor, at=clock.now())
    assert Launch.objects.get(pk=entry.pk).theme_id == entry.theme_id


def test_a_theme_of_another_forum_and_a_stale_entry_are_refused(editor):
    entry = launch("submitted")
    other = SectionFactory(forum__slug="another", forum__name="Another").forum
    with override("en"), pytest.raises(UnveilError, match="another forum"):
        placing.move_theme(entry, to=ThemeFactory(forum=other, slug="x"), by=editor, at=clock.now())
    theme = ThemeFactory(forum=entry.forum, slug="life")
    Launch.objects.filter(pk=entry.pk).update(state="in_review")
    with pytest.raises(Stale):
        placing.move_theme(entry, to=theme, by=editor, at=clock.now())


def test_a_view_is_kept_once_a_name_and_dropped_by_its_owner(editor):
    other, now = UserFactory(reviewer=True), clock.now()
    saved_views.keep(name="Late", query="late=1", is_shared=False, by=editor, at=now)
    mine = saved_views.keep(name="late ", query="late=on", is_shared=True, by=editor, at=now)
    saved_views.keep(name="Late", query="q=x", is_shared=False, by=other, at=now)
    assert SavedView.objects.count() == 2
    assert [view.query for view in saved_views.offered_to(editor)] == ["late=on"]
    assert {view.query for view in saved_views.offered_to(other)} == {"late=on", "q=x"}
    with pytest.raises(NotAllowed):
        saved_views.drop(mine, by=other)
    saved_views.drop(mine, by=editor)
    assert [view.query for view in saved_views.offered_to(other)] == ["q=x"]


def test_views_are_for_the_desk_and_want_a_name(editor):
    with pytest.raises(NotAllowed):
        saved_views.keep(name="A", query="", is_shared=True, by=UserFactory(), at=clock.now())
    for name, query in (("", ""), ("x" * 61, ""), ("A", "q=" + "x" * 1000)):
        with pytest.raises(UnveilError):
            saved_views.keep(name=name, query=query, is_shared=True, by=editor, at=clock.now())
