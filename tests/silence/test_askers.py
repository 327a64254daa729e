"""Who asks: everybody who must not know, but for the rooms where one of them may."""

import pytest

from tests.silence import askers
from tests.silence.words import DESK_KEY, OWN_ROOMS

pytestmark = pytest.mark.django_db


def test_only_the_desks_own_key_may_know_and_only_in_its_room(client):
    everybody = askers.everybody()
    assert OWN_ROOMS.keys() <= everybody.keys()
    room = "/api/v1/desk/ledger/"
    allowed = [
        who
        for who, headers in everybody.items()
        if "Authorization" in headers
        and client.get(room, HTTP_AUTHORIZATION=headers["Authorization"]).status_code == 200
    ]
    assert (allowed, room.startswith(OWN_ROOMS[DESK_KEY])) == ([DESK_KEY], True)
