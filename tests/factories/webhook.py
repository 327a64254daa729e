"""Endpoints of outlets, made by their own people."""

from datetime import timedelta

from launches import clock
from launches.domain import webhooks
from launches.enums import OutletRole
from launches.models import Webhook

from .outlet import OutletMemberFactory

DAY = timedelta(days=1)


def webhook(url: str, *, outlet=None, by=None, at=None, **more) -> Webhook:
    """An active endpoint of an accredited outlet, a day old unless told."""
    if by is None:
        extra = {"outlet": outlet} if outlet else {}
        member = OutletMemberFactory(role=OutletRole.DEVELOPER, **extra)
        outlet, by = member.outlet, member.user
    made, _secret = webhooks.add(outlet, url=url, by=by, at=at or clock.now() - DAY, **more)
    return made
