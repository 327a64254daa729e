"""The conversation: two sides, one internal, and not a word of it in a mail."""

from datetime import timedelta

import pytest
from django.test import Client

from launches import clock
from launches.domain import review, thread
from launches.enums import CommentAudience, Role
from launches.errors import NotAllowed, ReasonNeeded, UnveilError
from launches.models import Comment, Mail
from launches.queries import thread as reading
from tests.architecture.routes import addresses
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry as page_of

pytestmark = pytest.mark.django_db
COMPANY, DESK = CommentAudience.COMPANY, CommentAudience.DESK
CANARY = "Zyzzyva"


@pytest.fixture
def entry(db):
    return page_of("submitted", product=f"{CANARY} Nine").launch


@pytest.fixture
def owner(entry):
    return entry.company.memberships.get().user


@pytest.fixture
def editor(entry):
    person = UserFactory(reviewer=True)
    review.start_review(entry, by=person, at=clock.now())
    return person


def say(entry, by, text="Hello", audience=COMPANY, at=None) -> Comment:
    return thread.say(entry, text=text, audience=audience, by=by, at=at or clock.now())


def test_each_side_is_told_by_mail_without_a_word(entry, owner, editor):
    Mail.objects.all().delete()
    UserFactory(reviewer=True)  # has done nothing here
    say(entry, owner, f"{CANARY} asks")
    say(entry, editor, f"{CANARY} answers")
    mails = {mail.kind: mail for mail in Mail.objects.all()}
    assert {kind: mail.to for kind, mail in mails.items()} == {
        "message_to_desk": editor.email,
        "message": owner.email,
    }
    assert CANARY not in "".join(mail.subject + mail.text + mail.html for mail in mails.values())


def test_where_nobody_of_the_desk_has_begun_its_address_is_told(entry, owner, settings):
    settings.REPLY_TO_EMAIL = "Desk <desk@unveil.example>"
    Mail.objects.all().delete()
    say(entry, owner)
    assert Mail.objects.get().to == "desk@unveil.example"


def test_the_desks_own_words_write_no_mail_and_reach_no_company(entry, owner, editor):
    Mail.objects.all().delete()
    say(entry, editor, "Among us", DESK)
    assert not Mail.objects.exists()
    assert list(reading.of_company(entry)) == []
    assert [comment.text for comment in reading.of_desk(entry)] == ["Among us"]
    assert reading.unread(owner, [entry]) == {}


def test_no_door_of_the_company_says_what_the_desk_says_among_itself(entry, owner, editor):
    say(entry, editor, "Qwertzinternal", DESK)
    client, heard = Client(), []
    client.force_login(owner)
    ids = {"uid": [entry.uid, entry.company.uid], "number": [entry.receipts.get().number]}
    for address in addresses({**ids, "slug": [entry.slug], "point": ["1"]}):
        if not address.startswith("/cms/"):
            answer = client.get(address, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if b"Qwertzinternal" in body:
                heard.append(address)
    assert heard == []


def test_who_may_speak_where(entry, owner, editor):
    viewer = MemberFactory(company=entry.company, role=Role.VIEWER).user
    assert not say(entry, viewer).by_desk
    assert say(entry, editor).by_desk
    for person, audience in ((owner, DESK), (UserFactory(), COMPANY), (MemberFactory().user, DESK)):
        with pytest.raises(NotAllowed):
            say(entry, person, audience=audience)
    with pytest.raises(ReasonNeeded):
        say(entry, owner, " \0\n")
    with pytest.raises(UnveilError) as refused:
        say(entry, owner, "x" * 5001)
    assert "5001" in refused.value.fields["text"]


def test_unread_until_read_and_ones_own_never(entry, owner, editor, django_assert_num_queries):
    at = clock.now()
    say(entry, editor, at=at)
    say(entry, editor, at=at + timedelta(seconds=1))
    say(entry, editor, audience=DESK, at=at + timedelta(seconds=2))
    with django_assert_num_queries(1):
        assert reading.unread(owner, [entry]) == {entry.pk: 2}
    thread.read(entry, by=owner, at=at)
    assert reading.unread(owner, [entry]) == {entry.pk: 1}
    say(entry, owner, at=at + timedelta(seconds=3))
    assert reading.unread(owner, [entry]) == {}
    assert reading.unread(editor, [entry], desk=True) == {entry.pk: 1}


def test_a_reply_link_lets_nobody_in_and_leads_through_log_in(client, entry, owner, editor):
    path = f"/portal/reply/{thread.reply_token(entry)}/"
    answer = client.get(path)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")
    assert entry.uid not in answer["Location"].replace(path, "")
    assert "_auth_user_id" not in client.session
    client.force_login(owner)
    assert client.get(path)["Location"] == f"/portal/launches/{entry.uid}/status/#thread"
    client.force_login(editor)
    assert client.get(path)["Location"] == f"/cms/desk/{entry.uid}/#thread"
    client.force_login(MemberFactory().user)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("seconds", [-1, 1])
def test_a_reply_link_ends(client, entry, owner, time_machine, seconds):
    made = clock.now()
    path = f"/portal/reply/{thread.reply_token(entry)}/"
    client.force_login(owner)
    assert client.get(path[:-3] + "xx/").status_code == 404
    time_machine.move_to(made + thread.REPLY_LASTS + timedelta(seconds=seconds), tick=False)
    client.force_login(owner)
    assert client.get(path).status_code == (302 if seconds < 0 else 404)
