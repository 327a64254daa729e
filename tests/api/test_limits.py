"""How much a reader may ask, told in headers; hidden and absent stay alike."""

import pytest

from launches.models import OutletKey
from tests.factories import launch

pytestmark = pytest.mark.django_db
LIST = "/api/v1/launches/"


@pytest.fixture(autouse=True)
def _limited(settings, moment):
    """Three a minute without a key, asked 20 seconds before the minute is over."""
    settings.API_RATE_LIMITS, settings.API_ANONYMOUS_RATE = True, 3
    moment.T = moment.T.replace(second=40)
    moment.at(0)


def test_the_budget_is_told_until_it_is_spent_and_comes_back(client, moment):
    told = [client.get(LIST)["RateLimit"] for _ in range(3)]
    assert told == [f'"anonymous";r={left};t=20' for left in (2, 1, 0)]
    refused = client.get(LIST)
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert {name: refused[name] for name in ("Retry-After", "RateLimit", "RateLimit-Policy")} == {
        "Retry-After": "20",
        "RateLimit": '"anonymous";r=0;t=20',
        "RateLimit-Policy": '"anonymous";q=3;w=60',
    }
    assert "Ask again in 20 seconds" in refused.json()["detail"]
    assert refused["Cache-Control"] == "no-store"
    moment.at(20)
    assert client.get(LIST)["RateLimit"] == '"anonymous";r=2;t=60'


def test_each_key_and_each_address_has_a_budget_of_its_own(client, key):
    one, two = key("public"), key("press")
    OutletKey.objects.filter(scopes=["public"]).update(rate=1)
    assert client.get(LIST, **one)["RateLimit-Policy"] == '"key";q=1;w=60'
    assert client.get(LIST, **one).status_code == 429
    assert client.get(LIST, **two).status_code == 200
    for _ in range(4):
        client.get(LIST, REMOTE_ADDR="192.0.2.1")
    assert client.get(LIST, REMOTE_ADDR="192.0.2.2").status_code == 200
    for number in range(4):
        answer = client.get(LIST, REMOTE_ADDR=f"2001:db8::{number}")
    assert answer.status_code == 429
    assert client.get(LIST, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_an_address_of_ipv4_is_itself_however_it_is_written(client):
    for number in range(4):
        answer = client.get(LIST, REMOTE_ADDR=f"::ffff:192.0.2.{number}")
    assert answer["RateLimit"] == '"anonymous";r=2;t=20'
    assert client.get(LIST, REMOTE_ADDR="192.0.2.3")["RateLimit"] == '"anonymous";r=1;t=20'


def test_refusals_say_nothing_of_the_budget_and_questions_of_browsers_cost_none(client):
    hidden = launch("approved")
    answers = [client.get(f"{LIST}{uid}/") for uid in (hidden.uid, "abcdefghjkmnpqrs")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert dict(answers[0].items()) == dict(answers[1].items())
    assert not [name for name in dict(answers[0].items()) if name.startswith("RateLimit")]
    for _ in range(5):
        assert client.options(LIST).status_code == 204
    assert client.get(LIST).status_code == 200
