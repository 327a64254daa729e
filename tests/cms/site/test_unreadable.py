"""Requests that Django refuses to read are refused in words, to people and to scripts."""

import pytest

pytestmark = pytest.mark.django_db
LONG = "x" * 2_600_000


def told(answer) -> tuple[int, str, str]:
    return answer.status_code, answer.headers["Content-Type"], answer.headers["Cache-Control"]


def test_a_form_that_is_too_long_is_answered_with_a_page(client):
    answer = client.post("/language/", {"next": LONG})
    assert told(answer) == (413, "text/html; charset=utf-8", "no-store")
    assert "the limit is 2.5 MB" in answer.content.decode()


def test_a_script_is_told_in_json(client):
    answer = client.post("/language/", {"next": LONG}, headers={"x-csrftoken": "any"})
    message = "This is too much text at once: the limit is 2.5 MB."
    assert (answer.status_code, answer.json()) == (413, {"code": "too_long", "message": message})


def test_a_form_without_parts_is_400(client):
    answer = client.generic(
        "POST", "/language/", b"--", content_type="multipart/form-data; boundary="
    )
    assert told(answer)[:2] == (400, "text/html; charset=utf-8")
    assert "could not be read" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html; charset=utf-8"), ("/api/v1/launches/", "application/problem+json")],
)
def test_another_host_is_400_in_the_form_of_the_place(path, kind, client, settings):
    settings.ALLOWED_HOSTS = ["unveil.example"]
    answer = client.get(path, headers={"host": "evil.example"})
    assert told(answer)[:2] == (400, kind)
    assert "evil" not in answer.content.decode()
