"""Access codes: as often as the desk said, for the entry they were used for, without a hint."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection

from launches import clock
from launches.domain import codes
from launches.errors import CodeRefused, NotAllowed, TooManyTries
from launches.models import AccessCode, AuditEntry, CodeUse
from tests import factories
from tests.factories.call import AccessCodeFactory, EntryTypeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch():
    return factories.launch("draft")


def redeem(launch, text, by=None):
    return codes.redeem(launch, text, by=by or launch.created_by, at=clock.now())


@pytest.mark.parametrize("change", [str.lower, str.upper, lambda text: text.replace("-", " ")])
def test_it_is_read_however_it_was_typed(launch, change):
    code = AccessCodeFactory()
    use = redeem(launch, f"  {change(code.readable)} ")
    assert (use.code, use.launch, use.by) == (code, launch, launch.created_by)
    assert AccessCode.objects.get().used == 1


def test_full_width_letters_are_letters():
    assert codes.normal("ｋ７ｑｍ－ｘ２ｐｄ") == "K7QMX2PD"


def test_the_same_entry_uses_it_once(launch):
    code = AccessCodeFactory(uses=1)
    assert redeem(launch, code.code) == redeem(launch, code.code)
    assert AccessCode.objects.get().used == 1


def test_it_holds_for_no_other_entry(launch):
    code = AccessCodeFactory(uses=1)
    redeem(launch, code.code)
    other = factories.launch("draft")
    with pytest.raises(CodeRefused):
        redeem(other, code.code)
    assert CodeUse.objects.count() == AccessCode.objects.get().used == 1


def _forum():
    return factories.ForumFactory(slug="another-forum")


@pytest.mark.parametrize(
    "why",
    [
        lambda: {"is_valid": False},
        lambda: {"expires_at": clock.now() - timedelta(seconds=1)},
        lambda: {"theme": factories.ThemeFactory(slug="another")},
        lambda: {"entry_type": EntryTypeFactory()},
        lambda: {"forum": _forum()},
    ],
    ids=["taken back", "expired", "another theme", "another type", "another forum"],
)
def test_every_refusal_is_the_same(launch, why):
    code = AccessCodeFactory(**why())
    with pytest.raises(CodeRefused) as known:
        redeem(launch, code.code)
    with pytest.raises(CodeRefused) as unknown:
        redeem(launch, "AAAA-BBBB-CCCC")
    assert known.value.__dict__ == unknown.value.__dict__
    assert AccessCode.objects.get().used == 0


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 5000, "';--", "‮K7QM"])
def test_any_text_is_only_a_wrong_code(launch, text):
    AccessCodeFactory()
    with pytest.raises(CodeRefused):
        redeem(launch, text)


def test_wrong_codes_are_counted_and_stopped_for_a_while(launch, time_machine):
    code = AccessCodeFactory()
    for _try in range(codes.MOST_TRIES):
        with pytest.raises(CodeRefused):
            redeem(launch, "WRONG")
    with pytest.raises(TooManyTries):
        redeem(launch, code.code)
    colleague = factories.MemberFactory(company=launch.company, role="editor").user
    with pytest.raises(TooManyTries):
        redeem(launch, code.code, by=colleague)
    time_machine.move_to(clock.now() + codes.PERIOD + timedelta(seconds=1))
    assert redeem(launch, code.code).code == code


@pytest.mark.parametrize("role", ["viewer", None])
def test_only_writers_of_the_company_use_codes(launch, role):
    user = factories.UserFactory()
    if role:
        factories.MemberFactory(company=launch.company, user=user, role=role)
    with pytest.raises(NotAllowed):
        redeem(launch, AccessCodeFactory().code, by=user)


def test_the_audit_names_the_code_by_number_only(launch):
    code = AccessCodeFactory()
    redeem(launch, code.code)
    entry = AuditEntry.objects.get(verb="code_redeemed")
    assert entry.detail == {"code": code.pk}


@pytest.mark.database
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory gives threads one connection"
)
@pytest.mark.django_db(transaction=True)
def test_two_at_the_last_use_one_wins():
    code = AccessCodeFactory(uses=1)
    launches = [factories.launch("draft") for _ in range(4)]
    won: list = []

    def press(launch):
        try:
            won.append(redeem(launch, code.code))
        except CodeRefused:
            pass
        finally:
            connection.close()

    presses = [Thread(target=press, args=[launch]) for launch in launches]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert len(won) == 1
    assert AccessCode.objects.get().used == CodeUse.objects.count() == 1


def test_the_database_refuses_one_use_too_many():
    from django.db import IntegrityError

    code = AccessCodeFactory(uses=1)
    with pytest.raises(IntegrityError):
        AccessCode.objects.filter(pk=code.pk).update(used=2)
