"""Outlets, their people and their keys."""

import factory
from factory.django import DjangoModelFactory

from launches import clock
from launches.domain import outlets
from launches.enums import OutletRole, OutletState
from launches.models import Outlet, OutletMember

from .people import UserFactory


class OutletFactory(DjangoModelFactory):
    """An accredited outlet."""

    class Meta:
        model = Outlet

    name = factory.Sequence(lambda n: f"Paper {n}")
    country = "FR"
    state = OutletState.ACCREDITED


class OutletMemberFactory(DjangoModelFactory):
    class Meta:
        model = OutletMember

    outlet = factory.SubFactory(OutletFactory)
    user = factory.SubFactory(UserFactory)
    role = OutletRole.MANAGER


def key_of(outlet: Outlet, *scopes: str, **more) -> dict[str, str]:
    """A new key of this outlet, as the headers of a client."""
    _key, token = outlets.create_key(outlet, scopes=scopes, at=clock.now(), **more)
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}
