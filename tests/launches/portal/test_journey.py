"""From signing up to the receipt, with nothing but a browser's requests."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from launches import clock
from launches.domain import delivery
from launches.models import Launch, Receipt, User
from tests.factories import SectionFactory, ThemeFactory

from .conftest import picture, words

PASSWORD = "correct-horse-9"


@pytest.fixture
def forum(db):
    theme = ThemeFactory()
    SectionFactory(forum=theme.forum)
    return theme.forum


def sign_up(client, mailoutbox, email="lin@huiling.example"):
    fields = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/accounts/signup/", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert not EmailAddress.objects.get(email=email).verified
    delivery.deliver(at=clock.now())
    return client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})


def code_in(mail) -> str:
    """The code stands alone on its line."""
    return re.search(r"^([A-Z0-9-]{6,12})$", mail.body, re.MULTILINE)[1]


def test_from_sign_up_to_receipt(client, forum, mailoutbox):
    assert sign_up(client, mailoutbox)["Location"] == "/portal/"
    assert client.get("/portal/")["Location"] == "/portal/company/new/"
    company = {"name": "Huiling Medical", "name_native": "辉灵医疗", "country": "CN"}
    assert client.post("/portal/company/new/", company)["Location"] == "/portal/"
    user = User.objects.get(email="lin@huiling.example")
    chosen = {
        "company": user.companies.get().uid,
        "product": "Aurora One",
        "theme": forum.themes.get().pk,
        "section": forum.sections.get().pk,
    }
    editor = client.post("/portal/launches/new/", chosen)["Location"]
    launch = Launch.objects.get()
    assert editor == f"/portal/launches/{launch.uid}/"
    fill_in(client, editor, launch)
    launch.refresh_from_db()
    answer = client.post(f"{editor}submit/", {"revision": launch.latest_revision})
    receipt = Receipt.objects.get()
    assert answer["Location"] == f"/portal/receipts/{receipt.number}/"
    page = client.get(answer["Location"]).content.decode()
    assert receipt.number in page
    assert receipt.digest in page
    assert Launch.objects.get().state == "submitted"


def fill_in(client, editor, launch):
    """Words and moment by the form; the picture first, then its description."""
    when = (clock.now() + timedelta(days=3)).astimezone(launch.forum.tz)
    typed = {
        **words(),
        "product": "Aurora One",
        "release_mode": "clock",
        "opens_at": when.strftime("%Y-%m-%dT%H:%M"),
    }
    revision = client.get(editor).context["revision"]
    answer = client.post(editor, {**typed, "revision": revision, "file.hero": picture()})
    assert answer.status_code == 302, answer.context["sheet"].errors
    shown = client.get(editor)
    assert [text for _anchor, text in shown.context["gaps"]] == [
        "A picture in “Hero image” needs a description (alternative text)."
    ]
    alt = f"materials.{launch.materials.get().uid}.alt"
    fields = {"revision": shown.context["revision"], alt: "A red field"}
    assert client.post(editor, fields).status_code == 302
    assert client.get(editor).context["gaps"] == []


def test_the_same_answer_for_a_known_and_an_unknown_address(client, forum, mailoutbox):
    sign_up(client, mailoutbox)
    client.post("/accounts/logout/")
    cache.clear()  # an address gets a letter every ten seconds at most
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    known = client.post("/accounts/signup/", {**fields, "email": "lin@huiling.example"})
    client.cookies.clear()
    new = client.post("/accounts/signup/", {**fields, "email": "new@huiling.example"})
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])


def test_a_code_by_mail_logs_in(client, forum, mailoutbox):
    sign_up(client, mailoutbox)
    client.post("/accounts/logout/")
    client.post("/accounts/login/code/", {"email": "lin@huiling.example"})
    delivery.deliver(at=clock.now())
    code = re.search(r"^[A-Z0-9-]{6,}$", mailoutbox[-1].body, re.M)[0]
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer["Location"] == "/portal/"


def test_too_many_wrong_passwords_are_stopped(client, forum):
    fields = {"login": "nobody@huiling.example", "password": "wrong"}
    answers = [client.post("/accounts/login/", fields).status_code for _ in range(6)]
    assert answers == [200] * 6
    assert b"Too many failed" in client.post("/accounts/login/", fields).content


def test_nobody_can_start_where_there_is_no_forum(signed):
    assert b"No forum yet" in signed.get("/portal/launches/new/").content
