"""Keys for the audiences."""

import pytest

from launches import clock
from launches.domain import outlets
from launches.models import Outlet


@pytest.fixture
def key(db):
    """key("press") -> headers of a client with that scope."""

    def make(*scopes: str, **more):
        outlet, _made = Outlet.objects.get_or_create(name="Agency")
        _key, token = outlets.create_key(outlet, scopes=scopes, at=clock.now(), **more)
        return {"HTTP_AUTHORIZATION": f"Bearer {token}"}

    return make
