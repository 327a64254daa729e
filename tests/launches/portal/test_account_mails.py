"""Mails about an account: at once, in the reader's language, masked at the desk."""

import re
from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from launches import clock
from launches.domain import delivery, mailing, outbox, secrecy
from launches.enums import MailState
from launches.errors import NotAllowed
from launches.models import Mail, User
from launches.portal import adapter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9-]{6,12}$", re.M)


@pytest.fixture
def lin(db) -> User:
    return UserFactory(email="lin@huiling.example", language="zh-hans")


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """ask("login/code", ...) -> the mail that this wrote; whatever runs at a commit has run."""

    def sent(door: str, **fields: str) -> Mail:
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(f"/accounts/{door}/", fields).status_code == 302
        return Mail.objects.first()

    return sent


def whole(mail: Mail) -> str:
    """The row as whoever reads the table sees it."""
    return str(Mail.objects.filter(pk=mail.pk).values())


def test_every_mail_of_allauth_has_words_of_ours():
    folder = Path(allauth.__file__).parent / "templates"
    names = [path.relative_to(folder) for path in folder.glob("*/email/*_subject.txt")]
    theirs = {str(name).removesuffix("_subject.txt") for name in names}
    installed = {name for name in theirs if not name.startswith("socialaccount/")}
    assert {*adapter.CODES, *adapter.LINKS, *adapter.CHANGED} == installed
    for kind in {*adapter.CODES.values(), "account_changed", "account_unknown"}:
        for code, _name in settings.LANGUAGES:
            assert (settings.BASE_DIR / f"templates/mail/{code}/{kind}.txt").is_file()


def test_a_code_leaves_at_once_in_the_readers_language_and_stands_in_no_row(ask, lin, mailoutbox):
    mail = ask("login/code", email=lin.email)
    [letter] = mailoutbox
    code = CODE.search(letter.body)[0]
    assert (mail.kind, mail.state, mail.language) == ("account_code", MailState.SENT, "zh-hans")
    assert (mail.person, letter.to, letter.subject) == (lin, [lin.email], "您的登录验证码")
    html = letter.alternatives[0].content
    assert code in html
    assert "3分钟" in letter.body
    assert code not in whole(mail)


def test_the_code_and_the_link_do_what_they_say(ask, client, lin, mailoutbox):
    ask("login/code", email=lin.email)
    code = CODE.search(mailoutbox[-1].body)[0]
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer["Location"] == "/portal/"
    client.post("/accounts/logout/")
    mail = ask("password/reset", email=lin.email)
    link = re.search(r"http\S+/password/reset/key/\S+", mailoutbox[-1].body)[0]
    assert link.startswith(settings.SITE_URL)
    assert link.rstrip("/").rpartition("/")[2] not in whole(mail)
    page = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    words = {"password1": "wind-and-light-7", "password2": "wind-and-light-7"}
    changed = ask(page.request["PATH_INFO"].strip("/").removeprefix("accounts/"), **words)
    assert (changed.kind, changed.to) == ("account_changed", lin.email)
    lin.refresh_from_db()
    assert lin.check_password("wind-and-light-7")


def test_a_stranger_reads_the_pages_language(ask, mailoutbox, client):
    client.cookies["django_language"] = "zh-hans"
    mail = ask("login/code", email="nobody@x.example")
    assert (mail.kind, mail.person, mail.language) == ("account_unknown", None, "zh-hans")
    assert f"{settings.SITE_URL}/accounts/signup/" in mailoutbox[0].body


def test_holding_everything_holds_no_code(ask, lin, mailoutbox):
    with mailing.held("everything"):
        mailing.post("approved", to=lin, at=clock.now(), values={"link": "https://x.example/"})
        mail = ask("login/code", email=lin.email)
    assert mail.state == MailState.SENT
    assert len(mailoutbox) == 1


def test_the_desk_reads_dots_and_can_do_nothing_to_it(ask, lin, client, mailoutbox):
    mail = ask("login/code", email=lin.email)
    code = CODE.search(mailoutbox[0].body)[0]
    chief = UserFactory(releaser=True, is_superuser=True, is_staff=True)
    client.force_login(chief)
    look = client.get(reverse("mail:look", args=[mail.uid]))
    frame = client.get(reverse("mail:frame", args=[mail.uid]))
    for page in (look, frame):
        assert "••••••" in page.content.decode()
        assert code not in page.content.decode()
        assert "{code}" not in page.content.decode()
    context = look.context
    assert not any(context[f"may_{act}"] for act in ("hold", "edit", "resend"))
    by, at = {"by": chief}, {"at": clock.now()}
    Mail.objects.update(state=MailState.QUEUED, sent_at=None)
    mail.refresh_from_db()
    for act in (
        lambda: outbox.hold(mail, **by, **at),
        lambda: outbox.edit(mail, subject="x", text="x\n\n{code}", **by, **at),
        lambda: outbox.resend(mail, **by, **at),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_server_that_fails_stops_no_page_and_the_worker_goes_on(
    ask, lin, monkeypatch, mailoutbox, time_machine
):
    at = clock.now()
    time_machine.move_to(at, tick=False)
    real = EmailMultiAlternatives.send

    def fails(message, *args, **kwargs):
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailMultiAlternatives, "send", fails)
    first = ask("login/code", email=lin.email)
    assert (first.state, first.tries) == (MailState.QUEUED, 1)
    assert first.next_try_at == at + timedelta(seconds=5)
    monkeypatch.setattr(EmailMultiAlternatives, "send", real)
    assert delivery.deliver(at=at + timedelta(seconds=4)) == 0
    assert delivery.deliver(at=at + timedelta(seconds=5)) == 1
    assert CODE.search(mailoutbox[0].body)


def test_a_code_that_is_over_is_not_sent(ask, lin, monkeypatch, mailoutbox):
    monkeypatch.setattr(delivery, "at_once", lambda key, at: False)
    mail = ask("login/code", email=lin.email)
    assert delivery.deliver(at=mail.made_at + timedelta(minutes=3)) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.fault, mailoutbox) == (MailState.FAILED, "LinkOver", [])


def test_codes_go_before_what_has_waited_longer(lin, mailoutbox):
    at = clock.now()
    for number in range(3):
        mailing.post(
            "approved", to=lin, at=at - timedelta(hours=1 + number), values={"link": "https://x/"}
        )
    mailing.post("account_unknown", to=lin, at=at, values={"link": "https://x/"})
    delivery.deliver(at=at)
    assert mailoutbox[0].subject == "此邮箱没有对应的账户"
    assert len(mailoutbox) == 4


def test_a_change_of_the_account_is_told(ask, client, lin):
    client.force_login(lin)
    words = {"oldpassword": "pass-word-1", "password1": "wind-and-light-7"}
    mail = ask("password/change", **words, password2="wind-and-light-7")
    assert (mail.kind, mail.to) == ("account_changed", lin.email)
    assert "您的密码已更改" in mail.text
    assert EmailAddress.objects.get(user=lin).verified


def test_a_secret_opens_until_its_end_and_under_its_key_alone(settings):
    at = clock.now()
    shut = secrecy.shut("K7 Q2", lasts=timedelta(minutes=3), at=at)
    assert b"K7 Q2" not in shut.encode() + urlsafe_b64decode(shut)
    assert secrecy.opened(shut, at=at + timedelta(minutes=3, seconds=-1)) == "K7 Q2"
    assert secrecy.opened(shut, at=at + timedelta(minutes=3)) == ""
    settings.SECRET_KEY = "another"
    assert secrecy.opened(shut, at=at) == ""
