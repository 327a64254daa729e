"""Saving as one types: nothing is lost, and who was second is told."""

import json
from datetime import timedelta

import pytest

from cms.models import LaunchPage
from launches import clock
from launches.enums import Role
from launches.models import Launch, Presence
from tests.factories import MemberFactory, UserFactory

from .conftest import autosave, stored

HEADLINE = "texts.en.headline"
CHINESE = "texts.zh-hans.headline"
LOOKING, SAVING = 5, 25


@pytest.fixture
def colleague(entry, client_class):
    member = MemberFactory(company=entry.company, role=Role.EDITOR)
    browser = client_class()
    browser.force_login(member.user)
    return browser, member.user


@pytest.fixture
def client_class(client):
    return type(client)


def revisions(entry) -> int:
    return LaunchPage.objects.get(launch=entry).revisions.count()


def test_each_save_is_a_revision_and_tells_what_is_missing(signed, entry):
    first = entry.latest_revision
    answer = autosave(signed, entry, first, {HEADLINE: "A heart that speaks"})
    body = answer.json()
    entry.refresh_from_db()
    assert answer.status_code == 200
    assert body["revision"] == entry.latest_revision > first
    assert body["errors"] == {}
    assert {"id": "f-texts.en.summary", "text": "Summary in English is missing."} in body["missing"]
    assert "f-texts.en.headline" not in {row["id"] for row in body["missing"]}
    assert stored(entry)[HEADLINE] == "A heart that speaks"


def test_nothing_new_makes_no_revision(signed, entry):
    before = revisions(entry)
    answer = autosave(signed, entry, entry.latest_revision, {"product": entry.product})
    assert answer.json()["revision"] == entry.latest_revision
    assert revisions(entry) == before


def test_both_changed_the_same_field(signed, entry, colleague):
    browser, user = colleague
    base = entry.latest_revision
    latest = autosave(browser, entry, base, {HEADLINE: "Theirs"}).json()["revision"]
    first = LaunchPage.objects.get(launch=entry).revisions.get(pk=latest)
    answer = autosave(signed, entry, base, {HEADLINE: "Mine", CHINESE: "我的"})
    body = answer.json()
    assert answer.status_code == 409
    assert (body["code"], body["by"]) == ("stale", str(user))
    assert body["revision"] > latest  # the other field is stored
    assert body["fields"] == [
        {
            "name": HEADLINE,
            "label": "Headline · English",
            "mine": "Mine",
            "theirs": "Theirs",
            "by": str(user),
            "changed_at": first.created_at.isoformat(),
        }
    ]
    assert (stored(entry)[HEADLINE], stored(entry)[CHINESE]) == ("Theirs", "我的")
    again = autosave(signed, entry, body["revision"], {HEADLINE: "Mine"})
    assert again.status_code == 200
    assert (stored(entry)[HEADLINE], stored(entry)[CHINESE]) == ("Mine", "我的")


def test_different_fields_are_joined_and_told(signed, entry, colleague):
    browser, user = colleague
    base = entry.latest_revision
    autosave(browser, entry, base, {CHINESE: "他们的"})
    body = autosave(signed, entry, base, {HEADLINE: "Mine"}).json()
    assert (body["news"], body["by"]) == ({CHINESE: "他们的"}, str(user))
    assert (stored(entry)[HEADLINE], stored(entry)[CHINESE]) == ("Mine", "他们的")


def test_who_changed_it_is_found_among_several(signed, entry, colleague):
    browser, user = colleague
    base = entry.latest_revision
    third = MemberFactory(company=entry.company, role=Role.EDITOR)
    first = autosave(browser, entry, base, {HEADLINE: "Theirs"}).json()["revision"]
    browser.force_login(third.user)
    autosave(browser, entry, first, {CHINESE: "别的"})
    body = autosave(signed, entry, base, {HEADLINE: "Mine"}).json()
    assert (body["fields"][0]["by"], body["news"]) == (str(user), {CHINESE: "别的"})


def test_the_desk_is_named_as_the_editors(signed, entry):
    base = entry.latest_revision
    page = LaunchPage.objects.get(launch=entry).get_latest_revision_as_object()
    page.write({HEADLINE: "The desk's"})
    page.save_revision(user=UserFactory(reviewer=True, name="Edith"), clean=False)
    answer = autosave(signed, entry, base, {HEADLINE: "Mine"})
    assert answer.json()["by"] == "The editors"
    assert "Edith" not in answer.content.decode()


def test_the_moment_of_two_colleagues(signed, entry, colleague):
    browser, user = colleague
    seen = {"opens_at": "", "release_mode": "clock"}
    base = entry.latest_revision
    autosave(browser, entry, base, {"opens_at": "2099-09-16T09:00"}, seen=seen)
    answer = autosave(signed, entry, base, {"opens_at": "2099-09-17T10:00"}, seen=seen)
    (field,) = answer.json()["fields"]
    assert answer.status_code == 409
    assert (field["theirs"], field["by"]) == ("2099-09-16T09:00", str(user))
    told = autosave(signed, entry, base, {}, seen=seen).json()
    assert told["news"] == {"opens_at": "2099-09-16T09:00"}


def test_who_else_is_here(signed, entry, colleague, owner, time_machine):
    browser, user = colleague
    base = entry.latest_revision
    assert autosave(signed, entry, base, {}, field=HEADLINE).json()["people"] == []
    told = autosave(browser, entry, base, {}, field="nonsense").json()["people"]
    assert told == [{"name": str(owner.user), "field": HEADLINE, "label": "Headline · English"}]
    assert autosave(signed, entry, base, {}).json()["people"] == [
        {"name": str(user), "field": "", "label": ""}
    ]
    time_machine.move_to(clock.now() + timedelta(seconds=46))
    assert autosave(signed, entry, base, {}).json()["people"] == []
    assert revisions(entry) == 1


@pytest.mark.parametrize("others", [1, 3])
def test_costs_the_same_alone_and_with_colleagues(signed, entry, others, django_assert_num_queries):
    for _number in range(others):
        Presence.objects.create(
            launch=entry, user=MemberFactory(company=entry.company).user, at=clock.now()
        )
    base = autosave(signed, entry, entry.latest_revision, {HEADLINE: "One"}).json()["revision"]
    with django_assert_num_queries(LOOKING):
        autosave(signed, entry, base, {})
    with django_assert_num_queries(SAVING):
        autosave(signed, entry, base, {HEADLINE: "Two"})


def test_an_old_revision_keeps_what_it_said(signed, entry):
    page = LaunchPage.objects.get(launch=entry)
    first = page.get_latest_revision()
    autosave(signed, entry, first.pk, {"product": "Renamed"})
    first.refresh_from_db()
    assert first.as_object().title == "Aurora One"


def test_the_form_without_scripts_shows_both(signed, entry, colleague):
    browser, _user = colleague
    base = entry.latest_revision
    autosave(browser, entry, base, {HEADLINE: "Theirs"})
    path = f"/portal/launches/{entry.uid}/"
    answer = signed.post(path, {"revision": base, HEADLINE: "Mine", CHINESE: "我的"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="我的"' in page or ">\n我的</textarea>" in page
    again = signed.post(
        path, {"revision": answer.context["revision"], HEADLINE: "Mine", CHINESE: "我的"}
    )
    assert again.status_code == 302
    assert (stored(entry)[HEADLINE], stored(entry)[CHINESE]) == ("Mine", "我的")


def test_what_the_desk_formatted_stays(signed, entry):
    page = LaunchPage.objects.get(launch=entry).get_latest_revision_as_object()
    text = page.texts.get(language="en")
    text.body = '<p data-block-key="x1">One <b>two</b></p><h4>Deep</h4>'
    page.texts = [text, page.texts.get(language="zh-hans")]
    revision = page.save_revision(user=UserFactory(reviewer=True), clean=False)
    shown = stored(entry)["texts.en.body"]
    autosave(signed, entry, revision.pk, {"texts.en.body": shown, HEADLINE: "New"})
    kept = LaunchPage.objects.get(launch=entry).get_latest_revision_as_object()
    assert kept.texts.get(language="en").body == text.body
    assert kept.texts.get(language="en").headline == "New"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[1]",
        b'{"revision": "1", "values": {}}',
        b'{"revision": true, "values": {}}',
        b'{"revision": -1, "values": {}}',
        b'{"revision": 99999999999999999999, "values": {}}',
        b'{"revision": 1}',
        b'{"revision": 1, "values": []}',
        b"[" * 100_000,
        b"\xff\xfe",
        json.dumps({"revision": 1, "values": {str(n): "" for n in range(501)}}).encode(),
    ],
    ids=range(13),
)
def test_bodies_that_are_no_save_are_refused(signed, entry, body):
    path = f"/portal/launches/{entry.uid}/autosave/"
    answer = signed.post(path, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert revisions(entry) == 1


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (HEADLINE, "a\0b", "U+0000"),
        (HEADLINE, "\ud800", "U+D800"),
        (HEADLINE, "\x1b[31m", "U+001B"),
        (HEADLINE, "x" * 201, "201 characters"),
        (HEADLINE, 7, "Text is wanted"),
        (HEADLINE, {"a": 1}, "Text is wanted"),
        ("product", "   ", "needs a name"),
        ("website", "javascript:alert(1)", "web address"),
        ("opens_at", "yesterday", "date and time"),
        ("opens_at", "9999-99-99T99:99", "date and time"),
        ("opens_at", 5, "date and time"),
        ("release_mode", "now", "choose one"),
        ("slug", "x", "no such field"),
        ("texts.en.\ud800", "x", "no such field"),
    ],
)
def test_a_bad_value_is_named_and_the_others_are_kept(signed, entry, name, value, words):
    answer = autosave(signed, entry, entry.latest_revision, {CHINESE: "心", name: value})
    errors = list(answer.json()["errors"].values())
    assert (answer.status_code, len(errors)) == (200, 1)
    assert words in errors[0]
    assert stored(entry)[CHINESE] == "心"
    assert stored(entry)["product"] == "Aurora One"


MARKUP = '<script>alert(1)</script> & "q" <b>x</b> {{ 7 }} \u202eabc'


@pytest.mark.parametrize("field", ["headline", "summary", "body", "press_release"])
def test_markup_stays_text(signed, entry, field):
    name = f"texts.en.{field}"
    autosave(signed, entry, entry.latest_revision, {name: MARKUP})
    assert stored(entry)[name] == MARKUP
    for tail in ("", "submit/"):
        page = signed.get(f"/portal/launches/{entry.uid}/{tail}").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_moment_is_read_in_the_forums_zone(signed, entry):
    values = {"opens_at": "2099-09-16T09:00", "release_mode": "clock"}
    autosave(signed, entry, entry.latest_revision, values)
    assert Launch.objects.get().opens_at.isoformat() == "2099-09-16T01:00:00+00:00"
    autosave(signed, entry, entry.latest_revision, {"opens_at": ""})
    assert Launch.objects.get().opens_at is None


def test_a_language_more_and_less(signed, entry):
    path = f"/portal/launches/{entry.uid}/"
    form = {"revision": entry.latest_revision, "action": "add_language", "add_language": "ar"}
    signed.post(path, form)
    assert b'dir="rtl" lang="ar"' in signed.get(path).content
    form = {"revision": Launch.objects.get().latest_revision, "remove_language": "ar"}
    signed.post(path, {**form, "texts.ar.headline": "x"})
    assert "texts.ar.headline" not in stored(entry)
    signed.post(path, {**form, "remove_language": "en"})
    assert HEADLINE in stored(entry)
