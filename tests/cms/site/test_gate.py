"""The embargo at every public page: a second before, at, and a second after its instant."""

import pytest

from tests.factories import launch

CANARY = "Zephyrine-9"
LISTING = ["/", "/launches/", "/launches/?q=zephyrine", "/sitemap.xml"]


@pytest.fixture
def hidden(forum, moment):
    """Approved, embargoed until the moment's T."""
    moment.at(-3600)
    return launch("approved", opens_at=moment.T, product=CANARY)


@pytest.mark.parametrize("page", LISTING)
@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_lists_open_at_the_instant(client, moment, hidden, page, seconds, seen):
    moment.at(seconds)
    found = client.get(page).content.decode()
    assert (hidden.slug in found) is seen


@pytest.mark.parametrize(("seconds", "status"), [(-1, 404), (0, 200), (1, 200)])
def test_the_page_opens_at_the_instant(client, moment, hidden, seconds, status):
    moment.at(seconds)
    response = client.get(f"/launches/{hidden.slug}/")
    assert response.status_code == status
    assert (CANARY in response.content.decode()) is (status == 200)


def test_hidden_answers_exactly_like_absent(client, moment, hidden):
    moment.at(-1)
    absent = "a" * len(hidden.slug)
    answers = []
    for slug in (hidden.slug, absent):
        response = client.get(f"/launches/{slug}/")
        text = response.content.decode().replace(slug, "SLUG")
        answers.append((response.status_code, dict(response.headers), text))
    assert answers[0] == answers[1]
    assert answers[0][1]["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", [*LISTING, "/programme/", "/press/", "/robots.txt"])
def test_a_hidden_launch_changes_no_byte(client, forum, moment, page):
    moment.at(-7200)
    launch("released", opens_at=moment.T.replace(year=2020), at=moment.T.replace(year=2019))
    moment.at(-1)
    before = client.get(page)
    moment.at(-3600)
    launch("approved", opens_at=moment.T, product=CANARY)
    launch("in_review", product=CANARY)
    moment.at(-1)
    after = client.get(page)
    assert (after.status_code, dict(after.headers)) == (200, dict(before.headers))
    assert after.content == before.content


def test_a_recalled_launch_is_gone(client, forum):
    gone = launch("killed")
    assert gone.slug not in client.get("/launches/").content.decode()
    assert client.get(f"/launches/{gone.slug}/").status_code == 404
