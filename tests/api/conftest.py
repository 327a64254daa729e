"""Keys for the audiences."""

import pytest

from launches.models import Outlet
from tests.factories import OutletFactory, key_of


@pytest.fixture
def key(db):
    """key("press") -> headers of a client with that scope."""

    def make(*scopes: str, **more):
        outlet = Outlet.objects.filter(name="Agency").first() or OutletFactory(name="Agency")
        return key_of(outlet, *scopes, **more)

    return make
