"""Who makes which keys, and what cannot be."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import outlets
from launches.domain.outlets import Limits
from launches.enums import OutletRole
from launches.errors import NotAllowed, UnveilError
from launches.models import AuditEntry, OutletKey
from tests.factories import OutletFactory, OutletMemberFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def make(outlet, *scopes, **more):
    return outlets.create_key(outlet, scopes=scopes or ["press"], at=clock.now(), **more)[0]


@pytest.mark.parametrize(
    ("role", "may"),
    [(OutletRole.MANAGER, True), (OutletRole.DEVELOPER, True), (OutletRole.JOURNALIST, False)],
)
def test_managers_and_developers_make_and_end_keys(role, may):
    member = OutletMemberFactory(role=role)
    key = make(member.outlet)
    for act in (
        lambda: make(member.outlet, by=member.user),
        lambda: outlets.rotate_key(key, by=member.user, at=clock.now()),
        lambda: outlets.revoke_key(key, by=member.user, at=clock.now()),
    ):
        if may:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_somebody_of_another_outlet_does_nothing_to_a_key():
    stranger, key = OutletMemberFactory().user, make(OutletFactory())
    with pytest.raises(NotAllowed):
        outlets.revoke_key(key, by=stranger, at=clock.now())
    key.refresh_from_db()
    assert key.revoked_at is None


@pytest.mark.parametrize("scope", ["stage", "desk"])
def test_only_the_press_office_gives_the_scopes_of_the_house(scope):
    member = OutletMemberFactory()
    with pytest.raises(NotAllowed):
        make(member.outlet, scope, by=member.user)
    officer = UserFactory(rights=["read_desk", "accredit_outlet"])
    assert make(member.outlet, scope, by=officer).scopes == [scope]


@pytest.mark.parametrize(
    ("field", "limits"),
    [
        ("networks", Limits(networks=["192.0.2.300"])),
        ("networks", Limits(networks=["\0"])),
        ("networks", Limits(networks=[f"10.0.{one}.0/24" for one in range(51)])),
        ("themes", Limits(themes=["no-such-theme"])),
        ("rate", Limits(rate=0)),
        ("rate", Limits(rate=10**9)),
    ],
)
def test_limits_that_cannot_be_are_refused_by_name(field, limits):
    with pytest.raises(UnveilError) as refusal:
        make(OutletFactory(), limits=limits)
    assert set(refusal.value.fields) == {field}
    assert not OutletKey.objects.exists()


def test_networks_are_kept_in_one_way_of_writing():
    key = make(OutletFactory(), limits=Limits(networks=[" 2001:DB8:0::/32", "192.0.2.9"]))
    assert key.networks == ["192.0.2.9/32", "2001:db8::/32"]


def test_a_key_is_replaced_once():
    key = make(OutletFactory())
    outlets.rotate_key(key, by=None, at=clock.now())
    with pytest.raises(UnveilError, match="replaced already"):
        outlets.rotate_key(key, by=None, at=clock.now())
    with pytest.raises(UnveilError):
        outlets.rotate_key(make(key.outlet), overlap=timedelta(days=31), by=None, at=clock.now())


def test_an_overlap_never_makes_a_key_live_longer(moment):
    ends = moment.T + timedelta(hours=1)
    key, _token = outlets.create_key(
        OutletFactory(), scopes=["press"], expires_at=ends, at=moment.at(-60)
    )
    fresh, _token = outlets.rotate_key(key, by=None, at=moment.at(0))
    key.refresh_from_db()
    assert (key.expires_at, fresh.expires_at) == (ends, ends)


def test_each_act_on_a_key_is_audited():
    key = make(OutletFactory())
    fresh, _token = outlets.rotate_key(key, by=None, at=clock.now())
    outlets.revoke_key(fresh, at=clock.now())
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == {"key_created", "key_rotated", "key_revoked"}
