"""The outbox to the mail server: once, later, again, and nobody waits for another's failure."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives

from launches import clock
from launches.domain import delivery, mailing, outbox
from launches.enums import MailState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import AuditEntry, Mail
from tests.factories import UserFactory, launch

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(db):
    return posted()


@pytest.fixture
def chief(db):
    return UserFactory(releaser=True)


def posted(to="a@house.example") -> Mail:
    [made] = mailing.post("approved", to=to, at=clock.now(), values={"link": "https://x.example/"})
    return made


def state(mail) -> tuple[str, int, str]:
    mail.refresh_from_db()
    return mail.state, mail.tries, mail.fault


def refuse(monkeypatch, error, address="a@house.example"):
    """The server fails for one address."""
    real = EmailMultiAlternatives.send

    def send(message, *args, **kwargs):
        if message.to == [address]:
            raise error
        return real(message, *args, **kwargs)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


@pytest.mark.database
def test_a_mail_is_sent_once_with_text_html_and_a_reply_address(mail, mailoutbox, settings):
    settings.REPLY_TO_EMAIL = "desk@unveil.example"
    assert delivery.deliver(at=clock.now()) == 1
    assert delivery.deliver(at=clock.now()) == 0
    [sent] = mailoutbox
    assert (sent.to, sent.subject, sent.reply_to) == (
        ["a@house.example"],
        mail.subject,
        ["desk@unveil.example"],
    )
    assert [(part.content, part.mimetype) for part in sent.alternatives] == [
        (mail.html, "text/html")
    ]
    assert sent.extra_headers["Message-ID"] == f"<{mail.uid}@unveil.example>"
    assert state(mail) == (MailState.SENT, 1, "")


def test_a_failing_mail_holds_up_none_and_is_tried_again(mail, mailoutbox, monkeypatch):
    other, at = posted("b@house.example"), clock.now()
    refuse(monkeypatch, ConnectionRefusedError("a@house.example is not here"))
    assert delivery.deliver(at=at) == 1
    assert state(mail) == (MailState.QUEUED, 1, "ConnectionRefusedError")
    assert state(other)[0] == MailState.SENT
    assert delivery.deliver(at=at + timedelta(seconds=59)) == 0
    assert state(mail)[1] == 1
    monkeypatch.undo()
    assert delivery.deliver(at=at + timedelta(seconds=61)) == 1
    assert state(mail) == (MailState.SENT, 2, "")


def test_after_the_last_try_it_has_failed_and_can_be_let_go_again(mail, chief, monkeypatch):
    refuse(monkeypatch, smtplib.SMTPServerDisconnected())
    at = clock.now()
    for _try in range(len(delivery.LADDER) + 3):
        delivery.deliver(at=at)
        at += timedelta(days=2)
    assert state(mail) == (MailState.FAILED, len(delivery.LADDER) + 1, "SMTPServerDisconnected")
    outbox.release(mail, by=chief, at=at)
    assert state(mail)[:2] == (MailState.QUEUED, 0)


@pytest.mark.parametrize(
    ("error", "after"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a@house.example": (550, b"no a@house.example")}),
            "failed",
        ),
        (smtplib.SMTPRecipientsRefused({"a@house.example": (451, b"later")}), "queued"),
        (smtplib.SMTPDataError(554, b"spam"), "failed"),
        (ValueError("header"), "failed"),
    ],
)
def test_a_refusal_for_good_is_not_repeated_and_keeps_no_address(mail, monkeypatch, error, after):
    refuse(monkeypatch, error)
    delivery.deliver(at=clock.now())
    mail.refresh_from_db()
    assert mail.state == after
    assert "house" not in mail.fault


def test_the_claim_of_a_dead_worker_is_swept(mail, mailoutbox):
    at = clock.now()
    Mail.objects.update(state=MailState.SENDING, claimed_at=at)
    assert delivery.deliver(at=at + delivery.CLAIM_LASTS - timedelta(seconds=1)) == 0
    assert delivery.deliver(at=at + delivery.CLAIM_LASTS) == 1
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_held_mail_goes_at_its_instant(mail, chief, seconds):
    at, until = clock.now(), clock.now() + timedelta(hours=1)
    outbox.hold(mail, until=until, by=chief, at=at)
    assert delivery.deliver(at=until + timedelta(seconds=seconds)) == (seconds == 0)


def test_a_key_lets_its_mails_go_together_and_no_others(chief, mailoutbox):
    with mailing.held("jury-1"):
        mine = [posted("a@house.example"), posted("b@house.example")]
    with mailing.held("jury-2"):
        other = posted("c@house.example")
    assert delivery.deliver(at=clock.now()) == 0
    assert outbox.let_go("jury-1", by=chief, at=clock.now()) == 2
    assert delivery.deliver(at=clock.now()) == 2
    assert {mail.to[0] for mail in mailoutbox} == {one.to for one in mine}
    assert state(other)[0] == MailState.HELD
    assert AuditEntry.objects.get(verb="mails_let_go").detail == {"key": "jury-1", "mails": 2}


def test_editing_redraws_the_letter_and_is_refused_after_it_went(mail, chief):
    at = clock.now()
    outbox.edit(mail, subject="New  words", text="Heading\r\n\r\n<i>Body</i>", by=chief, at=at)
    assert (mail.subject, mail.text) == ("New words", "Heading\n\n<i>Body</i>\n")
    assert "&lt;i&gt;Body" in mail.html
    assert (mail.edited_by, mail.edited_at) == (chief, at)
    delivery.deliver(at=at)
    with pytest.raises(Stale):
        outbox.edit(mail, subject="Late", text="Late", by=chief, at=at)


def test_an_edit_cannot_name_the_product_before_its_release(chief):
    entry = launch("approved", product="Zyzzyva Nine")
    mail = Mail.objects.get(kind="approved")
    with pytest.raises(UnveilError) as refused:
        outbox.edit(mail, subject="zyzzyva NINE!", text="Hello", by=chief, at=clock.now())
    assert set(refused.value.fields) == {"subject"}
    outbox.edit(mail, subject="zyzzyva NINE!", text="Hello", by=chief, at=entry.opens_at)


def test_sending_again_makes_a_mail_of_its_own(mail, chief, mailoutbox):
    with pytest.raises(UnveilError):
        outbox.resend(mail, by=chief, at=clock.now())
    delivery.deliver(at=clock.now())
    mail.refresh_from_db()
    again = outbox.resend(mail, by=chief, at=clock.now())
    assert (again.again_of, again.uid != mail.uid, again.html) == (mail, True, mail.html)
    assert delivery.deliver(at=clock.now()) == 1
    assert len(mailoutbox) == 2


def test_only_chief_editors_act_on_mails(mail):
    editor, at = UserFactory(reviewer=True), clock.now()
    for act in (outbox.hold, outbox.release, outbox.resend):
        with pytest.raises(NotAllowed):
            act(mail, by=editor, at=at)
    with pytest.raises(NotAllowed):
        outbox.let_go("x", by=editor, at=at)
    with pytest.raises(NotAllowed):
        outbox.word("approved", "en", subject="S", text="{link}", by=editor, at=at)


def test_the_organisers_wording_is_used_until_it_is_taken_back(chief):
    at = clock.now()
    outbox.word("approved", "en", subject="Yes, {entry}", text="Yes\n\n{link}", by=chief, at=at)
    assert posted().subject == "Yes,"
    outbox.unword("approved", "en", by=chief, at=at)
    assert posted().subject == "Entry is approved"
