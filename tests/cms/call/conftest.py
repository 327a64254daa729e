"""Who may change the call."""

import pytest
from django.contrib.auth.models import Group

from tests.factories import UserFactory


@pytest.fixture
def chief(client, db):
    """The browser of a chief editor."""
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="Chief editors"))
    client.force_login(user)
    return client
