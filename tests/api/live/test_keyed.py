"""What ends a stream with a key, and what each kind of key is told."""

import pytest

from api.live import keyed
from launches import clock
from launches.domain import accreditation, outlets
from launches.domain.outlets import Limits
from launches.enums import OutletAct
from launches.models import OutletKey
from tests.factories import OutletFactory, launch, officer, terms_for

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def outlet(db):
    return OutletFactory()


@pytest.fixture
def let_in(outlet, monkeypatch):
    """let_in(limits) -> (the pass of a new press key, the watcher's part, what was told, ended)."""
    monkeypatch.setattr(keyed, "CHECK", 0)

    def make(limits=Limits(), address="192.0.2.7"):  # noqa: B008 -- a frozen value
        passes, told, ended = [], [], []
        part = keyed.Keyed(
            open_=lambda: passes, told=lambda _who, found: told.extend(found), over=ended.extend
        )
        _key, token = outlets.create_key(outlet, scopes=["press"], limits=limits, at=clock.now())
        passes.append(part.admit(token, address))
        return passes[0], part, told, ended

    return make


def revoke(outlet):
    outlets.revoke_key(OutletKey.objects.get(), at=clock.now())


def suspend(outlet):
    accreditation.decide(outlet, OutletAct.SUSPEND, reason="x", by=officer(), at=clock.now())


def expire(outlet):
    OutletKey.objects.update(created_at=clock.now().replace(year=2000), expires_at=clock.now())


def renew_terms(outlet):
    terms_for()


def move_away(outlet):
    OutletKey.objects.update(networks=["198.51.100.0/24"])


def narrow(outlet):
    OutletKey.objects.update(languages=["en"])


@pytest.mark.parametrize("act", [revoke, suspend, expire, renew_terms, move_away, narrow])
def test_whatever_takes_from_a_key_ends_its_stream(outlet, let_in, act):
    shown, part, _told, ended = let_in()
    part.check()
    assert ended == []
    act(outlet)
    part.check()
    assert ended == [shown]


def test_each_key_is_told_what_it_may_read(let_in, moment):
    moment.at(-600)
    _all, whole, told, _ended = let_in()
    _none, cut, told_less, _ended = let_in(Limits(languages=["fr"]))
    entry = launch("approved", opens_at=moment.T, at=moment.at(-60))
    for part in (whole, cut):
        part.look()
    assert [(row.kind, row.launch_uid) for row in told] == [("embargoed", entry.uid)]
    assert told_less == []


def test_a_key_from_elsewhere_is_not_let_in(let_in):
    limits = Limits(networks=["192.0.2.0/24"])
    assert let_in(limits)[0].prefix
    assert let_in(limits, address="198.51.100.1")[0] is None


def test_many_passes_are_looked_at_in_one_query(let_in, outlet, django_assert_num_queries):
    first = let_in()[0]
    second = let_in()[0]
    for passes in ([first], [first, second, second]):
        with django_assert_num_queries(1):
            assert keyed.over(passes) == []


def test_kinds_of_readers_who_have_left_are_followed_no_longer(let_in, monkeypatch):
    shown, part, told, _ended = let_in()
    monkeypatch.setattr(keyed, "KEPT", 0)
    part.check()
    launch("released")
    part.look()
    assert (part.up_to(shown.reader) is not None, len(told) > 0) == (True, True)
    part._open = list  # the stream has ended
    part.check()
    told.clear()
    launch("released")
    part.look()
    assert (part.up_to(shown.reader), told) == (None, [])
