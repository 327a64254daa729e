"""The client against the real views, on a server in this process."""

import pytest
from unveil_client import END, Client

from tests.factories import launch

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_end_of_an_empty_feed_is_its_beginning(live_server):
    client = Client(live_server.url)
    assert (client.changes(END).next, client.changes("").next) == ("", "")
    entry = launch("released")
    (fact,) = client.changes("").facts
    assert (fact.id, client.changes(END).next, client.changes(END).facts) == (
        entry.uid,
        fact.cursor,
        [],
    )
