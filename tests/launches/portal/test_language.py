"""In which language a person is written to: what they signed up in, then what they choose."""

import pytest

from launches.models import User

PASSWORD = "correct-horse-9"


def language_of(user) -> str:
    return User.objects.get(pk=user.pk).language


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_is_known_from_the_sign_up_on(client, db, language):
    fields = {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", fields, HTTP_ACCEPT_LANGUAGE=language)
    assert User.objects.get(email="new@x.example").language == language


def test_the_switch_stores_it_and_nothing_we_do_not_speak(signed, owner, client):
    signed.post("/language/", {"language": "zh-hans", "next": "/"})
    assert language_of(owner.user) == "zh-hans"
    for unknown in ("xx", "fr", "a\0b", ""):
        signed.post("/language/", {"language": unknown, "next": "/"})
    signed.get("/language/?language=en")
    assert language_of(owner.user) == "zh-hans"
    client.logout()
    client.post("/language/", {"language": "en", "next": "/"})
    assert language_of(owner.user) == "zh-hans"


def test_the_first_page_read_stores_it_and_no_later_one(signed, owner):
    signed.get("/portal/", HTTP_ACCEPT_LANGUAGE="zh-hans")
    assert language_of(owner.user) == "zh-hans"
    signed.post("/portal/account/", {"name": "Lin", "language": "en"})
    signed.get("/portal/", HTTP_ACCEPT_LANGUAGE="zh-hans")
    assert language_of(owner.user) == "en"
