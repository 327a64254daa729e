"""What no reader may know, asked as those who may know most."""

from datetime import timedelta

import pytest
from django.test import Client

from launches import clock
from launches.enums import Audience
from launches.models import Launch
from launches.queries.gate import visible_to
from tests.architecture.routes import addresses
from tests.silence import askers, states
from tests.silence.words import CANARY, DEEP

pytestmark = pytest.mark.django_db
READ = ("/api/", "/feeds/", "/files/", "/launches/", "/press/", "/companies/", "/programme/")
LISTS = ["/", "/sitemap.xml", "/api/v1/slates/", "/api/v1/search/?q=" + DEEP, "/api/v1/launches/"]


@pytest.fixture
def asked():
    """Every address of a room of readers that would lead to one of them."""
    soon = clock.now() + timedelta(hours=6)
    states.before()
    states.plant(opens_at=soon)
    states.embargoed(CANARY, opens_at=soon)
    every = addresses(states.ids())
    return LISTS + [one for one in every if one.startswith(READ)]


def hearing(headers: dict[str, str], asked: list[str], *canaries: str) -> list[str]:
    client, found = Client(raise_request_exception=False), []
    for address in asked:
        answer = client.get(address, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = body.decode("utf-8", "replace") + str(answer.headers)
        said = said.replace(address, "").lower().replace(f"q={DEEP}".lower(), "")
        if any(word.lower() in said for word in canaries):
            found.append(address)
        assert answer.status_code < 500, address
    return found


@pytest.mark.parametrize("who", ["key for press", "somebody of an accredited outlet"])
def test_press_hears_of_the_embargo_and_of_nothing_else(asked, who):
    headers = askers.press()[who]
    assert hearing(headers, asked, DEEP) == []
    heard = hearing(headers, ["/api/v1/launches/", "/press/room/"], CANARY)
    assert heard


def test_the_desk_reads_at_public_doors_what_everybody_reads(asked):
    """A page that showed the desk more would sooner or later lie in a shared cache."""
    headers = askers.desk()["Chief editors"]
    assert hearing(headers, asked, DEEP, CANARY) == []


def test_each_of_them_is_planted(asked):
    assert {row.product for row in visible_to(Audience.PUBLIC, at=clock.now())} == {
        states.CORRECTED
    }
    stored = Launch.objects.filter(product__startswith=DEEP)
    assert sorted(stored.values_list("state", flat=True)) == sorted([*states.CLOSED, "killed"])
    assert Launch.objects.get(product=states.CORRECTED).editions.filter(product__startswith=DEEP)
