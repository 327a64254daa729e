"""The doors tell nobody who has an account: same answers, same mail, same work, same time."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from launches import clock
from launches.domain import delivery
from launches.portal import entrance
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-9"


@pytest.fixture
def known():
    return UserFactory(email="known@x.example")


def asked(client, door: str, email: str):
    fields = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(f"/accounts/{door}/", fields)
    page = client.get(answer["Location"])
    plain = re.sub(r'value="[^"]{20,}"', "", page.content.decode())
    return answer.status_code, answer["Location"], plain.replace(email, "…")


@pytest.mark.parametrize("door", ["signup", "password/reset", "login/code"])
def test_known_and_unknown_are_answered_alike(client, known, door, mailoutbox):
    one = asked(client, door, known.email)
    client.logout()
    client.cookies.clear()
    two = asked(client, door, "nobody@x.example")
    delivery.deliver(at=clock.now())
    assert one == two
    assert [mail.to for mail in mailoutbox] == [[known.email], ["nobody@x.example"]]


@pytest.mark.parametrize("email", ["known@x.example", "nobody@x.example"])
def test_signing_up_hashes_once_whoever_asks(client, known, email, monkeypatch):
    calls, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: calls.append(1) or encode(*args))
    asked(client, "signup", email)
    assert calls == [1]


@pytest.mark.parametrize("email", ["known@x.example", "nobody@x.example"])
def test_a_wrong_password_costs_the_same(client, known, email, monkeypatch):
    calls, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: calls.append(1) or encode(*args))
    answer = client.post("/accounts/login/", {"login": email, "password": "wrong"})
    assert (answer.status_code, len(calls)) == (200, 2)


@pytest.mark.parametrize(("worked", "slept"), [(0.0, 0.5), (0.3, 0.2), (0.7, 0.3)])
def test_answers_leave_on_a_grid(rf, settings, monkeypatch, worked, slept):
    settings.STEADY_SECONDS = 0.5
    ticks, pauses = iter([100.1, 100.1 + (worked or 0.0)]), []
    monkeypatch.setattr(entrance.time, "monotonic", lambda: next(ticks))
    monkeypatch.setattr(entrance.time, "sleep", pauses.append)
    view = entrance.steady(lambda request: "answer")
    assert view(rf.post("/")) == "answer"
    assert [round(pause, 6) % 0.5 for pause in pauses] == [round(slept % 0.5, 6)]
    ticks = iter([0.0])
    assert view(rf.get("/")) == "answer"  # reading a form is not slowed
    assert len(pauses) == 1


@pytest.mark.parametrize("email", ["known@x.example", "nobody@x.example"])
def test_letters_to_one_address_are_few_whoever_has_it(client, known, email, mailoutbox):
    for _ in range(6):
        client.cookies.clear()
        client.post("/accounts/login/code/", {"email": email})
    delivery.deliver(at=clock.now())
    assert len(mailoutbox) == 3


def test_asking_too_often_is_refused(client):
    answers = [
        client.post("/accounts/signup/", {"email": f"n{n}@y.example"}).status_code
        for n in range(21)
    ]
    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize(
    ("host", "note"), [("127.0.0.1:8000", "localhost:8000"), ("localhost:8000", "")]
)
def test_passkeys_ask_for_the_house_by_its_name(client, host, note):
    page = client.get("/accounts/login/", HTTP_HOST=host).content.decode()
    assert ("Open this page by its name" in page) == bool(note)
    assert (f"//{note}/accounts/login/" in page) == bool(note)


def test_the_account_page_leads_everywhere(signed, owner):
    page = signed.get("/portal/account/").content.decode()
    for path in ("email", "password/change", "2fa/webauthn/add", "2fa/totp/activate", "sessions"):
        assert f"/accounts/{path}/" in page
    assert owner.company.name in page
    answer = signed.post("/portal/account/", {"name": "Lin Yao", "language": "zh-hans"})
    assert answer.status_code == 302
    owner.user.refresh_from_db()
    assert owner.user.name == "Lin Yao"
    assert signed.post("/portal/account/", {"name": "\0", "language": "xx"}).status_code == 422
