"""The menu "Call for entries": who may edit it, in which time zone, and what stays."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from cms.call.group import ITEMS
from launches import clock
from launches.domain import codes
from launches.models import AccessCode, CallWindow, Company, EntryType, Question
from launches.queries.room import room_of
from tests.factories import CompanyFactory, ForumFactory, SectionFactory, UserFactory, launch
from tests.factories.call import (
    AccessCodeFactory,
    CallWindowFactory,
    EntryTypeFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
ROOT = "/cms/snippets/launches"


def lists():
    return [f"{ROOT}/{item.model._meta.model_name}/" for item in ITEMS]


def test_chief_editors_find_every_list(chief):
    ForumFactory()
    assert "Call for entries" in chief.get("/cms/").content.decode()
    assert [chief.get(path).status_code for path in lists()] == [200] * len(ITEMS)


def test_editors_and_press_officers_find_none(client):
    for name in ("Editors", "Press officers", "Stage managers"):
        user = UserFactory(is_staff=True)
        user.groups.add(Group.objects.get(name=name))
        client.force_login(user)
        assert {client.get(path).status_code for path in lists()} == {302}
        assert "Call for entries" not in client.get("/cms/").content.decode()


def test_times_are_the_forums(chief):
    forum = ForumFactory()
    entry_type = EntryTypeFactory()
    page = chief.get(f"{ROOT}/callwindow/add/").content.decode()
    assert "Asia/Shanghai" in page
    fields = {"forum": forum.pk, "section": "", "entry_type": entry_type.pk}
    times = {"opens_at": "2026-09-01 00:00", "closes_at": "2026-09-10 18:00"}
    assert chief.post(f"{ROOT}/callwindow/add/", fields | times).status_code == 302
    assert CallWindow.objects.get().closes_at == datetime(2026, 9, 10, 10, tzinfo=UTC)


def test_a_window_is_refused_with_words(chief):
    forum = ForumFactory()
    fields = {"forum": forum.pk, "section": "", "entry_type": ""}
    times = {"opens_at": "2026-09-10 18:00", "closes_at": "2026-09-01 00:00"}
    page = chief.post(f"{ROOT}/callwindow/add/", fields | times).content.decode()
    assert "A window closes after it opens." in page
    assert CallWindow.objects.count() == 0


def test_a_code_is_made_and_its_uses_are_listed(chief):
    forum = ForumFactory()
    fields = {"forum": forum.pk, "note": "For Baidu", "uses": "2", "is_valid": "on"}
    fields |= {"expires_at": "2099-01-01 00:00", "theme": "", "entry_type": ""}
    assert chief.post(f"{ROOT}/accesscode/add/", fields).status_code == 302
    code = AccessCode.objects.get()
    entry = launch("draft", product="Aurora One")
    codes.redeem(entry, code.code, by=entry.created_by, at=clock.now())
    page = chief.get(f"{ROOT}/accesscode/edit/{code.pk}/").content.decode()
    assert code.readable in page
    assert "Used 1 of 2 times." in page
    assert f'href="/cms/desk/{entry.uid}/"' in page


@pytest.mark.parametrize("make", [QuestionFactory, AccessCodeFactory, EntryTypeFactory])
def test_what_was_used_is_never_deleted(admin_client, make):
    ForumFactory()
    row = make()
    path = f"{ROOT}/{type(row)._meta.model_name}/delete/{row.pk}/"
    admin_client.post(path)
    assert type(row).objects.filter(pk=row.pk).exists()


def forum_form(forum, **changes) -> dict[str, object]:
    return {
        "name": forum.name,
        "starts_on": "2026-09-16",
        "ends_on": "2026-09-19",
        "timezone": forum.timezone,
        "submissions_open_at": "2026-01-01 00:00",
        "submissions_close_at": "2026-09-01 00:00",
        "required_languages": forum.required_languages,
        "names_at_approval": "warn",
        **changes,
    }


def test_the_forums_languages_and_sign_offs_are_chosen(chief):
    forum = ForumFactory()
    path = f"{ROOT}/forum/edit/{forum.pk}/"
    page = chief.get(path).content.decode()
    assert [
        words for words in ("Arabic · العربية", "Ministry or authority") if words not in page
    ] == []
    chosen = {
        "required_languages": ["ar", "en", "zh-hans"],
        "sign_offs_to_submit": ["legal"],
        "sign_offs_to_approve": ["ministry", "pr"],
    }
    assert chief.post(path, forum_form(forum, **chosen)).status_code == 302
    forum.refresh_from_db()
    assert forum.required_languages == ["en", "zh-hans", "ar"]  # the original stays the first
    assert (forum.sign_offs_to_submit, forum.sign_offs_to_approve) == (
        ["legal"],
        ["ministry", "pr"],
    )
    refused = chief.post(path, forum_form(forum, required_languages=[], sign_offs_to_submit=["x"]))
    assert set(refused.context["form"].errors) == {"required_languages", "sign_offs_to_submit"}


def test_a_company_is_given_room_of_its_own(chief):
    company = CompanyFactory(name="Aurora GmbH")
    assert "0 MB of 10000 MB" in chief.get(f"{ROOT}/company/").content.decode()
    path = f"{ROOT}/company/edit/{company.pk}/"
    assert chief.post(path, {"most_megabytes": "20000", "most_files": ""}).status_code == 302
    room = room_of(Company.objects.get())
    assert (room.most_bytes, room.most_files) == (20_000_000_000, settings.COMPANY_FILES)
    assert 'value="20000"' in chief.get(path).content.decode()
    refused = chief.post(path, {"most_megabytes": "-1", "most_files": "9" * 30})
    assert set(refused.context["form"].errors) == {"most_megabytes", "most_files"}
    assert chief.post(path, {"most_megabytes": "", "most_files": "3"}).status_code == 302
    assert Company.objects.values_list("name", "most_bytes", "most_files").get() == (
        "Aurora GmbH",
        None,
        3,
    )


def test_a_question_with_choices_wants_two(chief):
    forum = ForumFactory()
    fields = {"forum": forum.pk, "name": "Colour?", "kind": "one", "demand": "after_date"}
    fields |= {"options": "Red | 红\n\nRed", "position": "1", "is_asked": "on"}
    page = chief.post(f"{ROOT}/question/add/", fields).content.decode()
    assert "Give at least two different choices." in page
    assert "Say from when the answer is needed." in page
    fields |= {"options": "Red | 红\nBlue", "demand": "never"}
    assert chief.post(f"{ROOT}/question/add/", fields).status_code == 302
    assert Question.objects.get().key == "colour"
    assert [option.name_in("zh-hans") for option in Question.objects.get().choices] == [
        "红",
        "Blue",
    ]


def test_rows_stay_within_one_forum():
    other = ForumFactory(slug="another")
    with pytest.raises(ValidationError):
        CallWindowFactory.build(forum=other, section=SectionFactory()).clean()
    assert EntryType.objects.count() == 0
