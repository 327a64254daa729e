"""Everybody who must not know, as headers of a request: made in the house's own process."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import Client

from launches import clock
from launches.domain import outlets
from launches.enums import OutletState, Role
from tests.factories import (
    MemberFactory,
    OutletFactory,
    OutletMemberFactory,
    UserFactory,
    key_of,
)
from tests.silence.words import DESK_KEY

ELSEWHERE = "evil.example"
NOBODY = {
    "anonymous": {},
    "with a condition": {"If-None-Match": "*"},
    "with a date": {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    "with a range": {"Range": "bytes=0-10"},
    "forwarded": {
        "X-Forwarded-Host": ELSEWHERE,
        "X-Forwarded-For": "127.0.0.1",
        "X-Real-IP": "127.0.0.1",
        "Forwarded": f"for=127.0.0.1;host={ELSEWHERE};proto=https",
    },
    "rewritten": {
        "X-Original-URL": "/cms/",
        "X-Rewrite-URL": "/cms/",
        "X-HTTP-Method-Override": "PUT",
    },
    "with a wrong key": {"Authorization": "Bearer unv_wrong"},
    "with another host": {"Host": "127.0.0.1"},
}


def everybody() -> dict[str, dict[str, str]]:
    """{who: headers}: each role at another company, each key, each outlet that may not know."""
    found = {name: dict(headers) for name, headers in NOBODY.items()}
    for role in Role.values:
        found[f"{role} of another company"] = signed_in(MemberFactory(role=role).user)
    suspended = OutletFactory(state=OutletState.SUSPENDED)
    member = OutletMemberFactory(outlet=suspended)
    found["somebody of a suspended outlet"] = signed_in(member.user)
    found["key of a suspended outlet"] = _key(suspended, "press")
    found["key for what is public"] = _key(OutletFactory(), "public")
    found["key for a stage"] = _key(OutletFactory(), "stage")
    found[DESK_KEY] = _key(OutletFactory(), "desk")
    found["key that ended"] = _ended()
    return found


def press() -> dict[str, dict[str, str]]:
    """Who may hear of what is approved at most, and of nothing else that is not open."""
    outlet = OutletFactory()
    return {
        "nobody": {},
        "owner of another company": signed_in(MemberFactory(role=Role.OWNER).user),
        "key for press": _key(outlet, "press"),
        "somebody of an accredited outlet": signed_in(OutletMemberFactory(outlet=outlet).user),
    }


def desk() -> dict[str, dict[str, str]]:
    """One person of each group of the desk. In its own rooms it knows; at every other door it
    reads what everybody reads."""
    found = {}
    for group in Group.objects.order_by("name"):
        person = UserFactory()
        person.groups.add(group)
        found[group.name] = signed_in(person)
    return found


def signed_in(person) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def _key(outlet, *scopes: str) -> dict[str, str]:
    return {"Authorization": key_of(outlet, *scopes)["HTTP_AUTHORIZATION"]}


def _ended() -> dict[str, str]:
    long_ago = clock.now() - timedelta(days=2)
    _row, token = outlets.create_key(
        OutletFactory(), scopes=["press"], at=long_ago, expires_at=long_ago + timedelta(days=1)
    )
    return {"Authorization": f"Bearer {token}"}
