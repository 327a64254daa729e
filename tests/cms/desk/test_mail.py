"""The outbox and the wordings, as the desk uses them."""

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import delivery, invitations, mailing
from launches.enums import MailState
from launches.mail_kinds import KINDS
from launches.models import Mail, MailTemplate
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
OUTBOX = 13  # Wagtail's own six with it


@pytest.fixture
def at_the_desk(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def owner(db):
    return MemberFactory()


def posted(**more) -> Mail:
    values = {"link": "http://127.0.0.1:8000/portal/"}
    [mail] = mailing.post(
        "approved", to=UserFactory(), at=clock.now(), values=values | more.pop("values", {}), **more
    )
    return mail


def url(name: str, *args: str) -> str:
    return reverse(f"mail:{name}", args=args)


def test_the_list_is_filtered_by_state_kind_and_reader(at_the_desk):
    one, two = posted(), posted()
    delivery.deliver(at=clock.now())
    three = posted()

    def shown(**params):
        return {mail.uid for mail in at_the_desk.get(url("outbox"), params).context["sheet"]}

    assert shown() == {one.uid, two.uid, three.uid}
    assert shown(state="sent") == {one.uid, two.uid}
    assert shown(kind="rejected") == set()
    assert shown(q=three.to) == {three.uid}
    assert shown(state="\0", kind="%", q="\0", p="-4") == set()


def test_the_list_costs_the_same_for_one_and_three(at_the_desk, django_assert_num_queries):
    posted()
    at_the_desk.get(url("outbox"))
    for _turn in range(2):
        with django_assert_num_queries(OUTBOX):
            at_the_desk.get(url("outbox"))
        posted()
        posted()


def test_a_mail_is_held_let_go_edited_and_sent_again(at_the_desk, mailoutbox):
    mail = posted()
    page = at_the_desk.post(
        url("act", mail.uid, "hold"), {"until": "2099-01-01T10:00"}, follow=True
    )
    mail.refresh_from_db()
    assert mail.state == MailState.HELD
    assert "until " in page.content.decode()
    words = {"subject": "Better", "text": "Better\n\nSee: http://127.0.0.1:8000/portal/"}
    assert at_the_desk.post(url("edit", mail.uid), words).status_code == 302
    at_the_desk.post(url("act", mail.uid, "release"))
    delivery.deliver(at=clock.now())
    assert mailoutbox[0].subject == "Better"
    at_the_desk.post(url("act", mail.uid, "resend"))
    delivery.deliver(at=clock.now())
    assert len(mailoutbox) == 2
    again = at_the_desk.post(url("act", mail.uid, "hold"), follow=True)
    assert "gone out" in again.content.decode()


def test_what_is_wrong_in_an_edit_is_said_at_its_field_and_kept(at_the_desk):
    mail = posted()
    answer = at_the_desk.post(url("edit", mail.uid), {"subject": "", "text": "Kept words"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"subject": ["Please write something here."]}
    assert "Kept words" in answer.content.decode()


def test_what_is_held_together_goes_together(at_the_desk):
    with mailing.held("jury <1>"):
        posted()
        posted()
    page = at_the_desk.get(url("outbox")).content.decode()
    assert "2 mails are held" in page
    assert "jury &lt;1&gt;" in page
    at_the_desk.post(url("let_go"), {"key": "jury <1>"})
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.QUEUED}


def test_the_letter_is_framed_in_a_sandbox(at_the_desk):
    answer = at_the_desk.get(url("frame", posted().uid))
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "<h1" in answer.content.decode()


def test_a_secret_link_is_for_its_reader_alone(at_the_desk, owner, mailoutbox):
    invitation = invitations.invite(
        owner.company, email="new@house.example", role="editor", by=owner.user, at=clock.now()
    )
    mail, token = Mail.objects.get(), invitations.token_of(invitation)
    words = {"subject": "Come", "text": "Come\n\nSee it: {link}"}
    at_the_desk.post(url("edit", mail.uid), words)
    for name in ("look", "frame", "edit"):
        assert token not in at_the_desk.get(url(name, mail.uid)).content.decode()
    mail.refresh_from_db()
    assert token not in str(mail.__dict__)
    delivery.deliver(at=clock.now())
    assert f"/portal/invitations/{token}/" in mailoutbox[0].body
    assert f'/portal/invitations/{token}/"' in mailoutbox[0].alternatives[0].content


def test_a_wording_is_previewed_kept_and_taken_back(at_the_desk):
    posted(values={"person": "Ada Reader"})
    page, words = (
        url("wording", "approved", "en"),
        {"subject": "Hi", "text": "Dear {person}\n\n{link}"},
    )
    answer = at_the_desk.post(page, {**words, "act": "preview"})
    assert answer.context["preview"].text.startswith("Dear Ada Reader")
    assert 'srcdoc="&lt;!doctype html&gt;' in answer.content.decode()
    assert not MailTemplate.objects.exists()
    assert at_the_desk.post(page, {**words, "act": "keep"}).status_code == 302
    assert posted().subject == "Hi"
    wrong = at_the_desk.post(page, {"subject": "{produkt}", "text": "x {link}", "act": "keep"})
    assert wrong.status_code == 422
    assert "{produkt} is not known here" in wrong.content.decode()
    assert posted().subject == "Hi"
    at_the_desk.post(page, {**words, "act": "forget"})
    assert not MailTemplate.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_wording_has_a_page_before_its_first_mail(at_the_desk, language):
    assert at_the_desk.get(url("wordings")).status_code == 200
    for kind in KINDS:
        answer = at_the_desk.get(url("wording", kind, language))
        assert "{" not in answer.context["preview"].text
    assert at_the_desk.get(url("wording", "nothing", "en")).status_code == 404
    assert at_the_desk.get(url("wording", "approved", "fr")).status_code == 404


def test_editors_look_and_do_not_act(client, editor):
    mail = posted()
    client.force_login(editor)
    page = client.get(url("look", mail.uid))
    assert page.status_code == 200
    assert url("edit", mail.uid) not in page.content.decode()
    client.post(url("act", mail.uid, "hold"))
    client.post(url("let_go"), {"key": ""})
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED


def test_companies_do_not_see_the_outbox(client):
    client.force_login(MemberFactory().user)
    mail = posted()
    for address in (url("outbox"), url("look", mail.uid), url("frame", mail.uid), url("wordings")):
        assert client.get(address).status_code == 302
