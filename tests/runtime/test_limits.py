"""The web process: ready-made answers are given to everybody, however much somebody asks."""

import pytest

from tests.runtime.house import House

pytestmark = pytest.mark.real
ENVIRONMENT = {"API_ANONYMOUS_RATE": "3"}
LIST = "/api/v1/launches/"


def test_ready_made_answers_are_not_limited_and_carry_no_budget(house: House):
    first = house.get(LIST)
    asked = [house.get(f"{LIST}?limit={number}") for number in range(1, 8)]
    assert 429 in [answer.status_code for answer in asked]
    known = house.get(LIST, **{"Accept-Encoding": "gzip"})
    assert (first.status_code, known.status_code, known.content) == (200, 200, first.content)
    assert not [name for name in known.headers if name.startswith("RateLimit")]
    refused = house.get(f"{LIST}?limit=50")
    assert (refused.status_code, refused.headers["Cache-Control"]) == (429, "no-store")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
