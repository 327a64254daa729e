"""Outlets, their people and their keys."""

import factory
from factory.django import DjangoModelFactory

from launches import clock
from launches.domain import outlets, terms
from launches.enums import OutletRole, OutletState
from launches.models import EmbargoTerms, Outlet, OutletMember, User

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


def officer(**more) -> User:
    """Somebody of the press office."""
    return UserFactory(rights=["read_desk", "accredit_outlet"], **more)


def terms_for(**changes) -> EmbargoTerms:
    """A version of the terms, in force from now."""
    at = clock.now()
    values = {"text": "Keep the embargo.", "text_zh": "请遵守禁发期。", **changes}
    return terms.publish(**values, in_force_from=at, by=officer(), at=at)
