"""People of the desk, in the groups that `migrate` makes."""

import pytest
from django.contrib.auth.models import Group

from tests.factories import UserFactory


@pytest.fixture
def desk_user(db):
    """desk_user("Editors", "Chief editors") -> a person in these groups."""

    def make(*groups: str):
        user = UserFactory()
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


@pytest.fixture
def editor(desk_user):
    return desk_user("Eligibility reviewers", "Editors")


@pytest.fixture
def chief(desk_user):
    return desk_user("Chief editors")
