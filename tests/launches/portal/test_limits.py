"""Counters of tries, and the addresses that they are counted by."""

import pytest

from launches.portal import limits

UNREACHED = {"BACKEND": "cms.cache.Cache", "LOCATION": "redis://127.0.0.1:1/0"}


@pytest.mark.parametrize("is_away", [False, True], ids=["memory", "redis away"])
def test_a_thousand_other_addresses_reset_no_limit(settings, is_away):
    if is_away:
        settings.CACHES = {"default": UNREACHED}
    for _try in range(2):
        assert not limits.too_many("sign-in:192.0.2.1", most=2, seconds=600)
    for number in range(1000):
        assert limits.counted(f"api:{number}", seconds=120) == 1
    assert limits.too_many("sign-in:192.0.2.1", most=2, seconds=600)


@pytest.mark.parametrize(
    ("sender", "policy", "kept"),
    [
        ("::ffff:192.0.2.7", "full", "192.0.2.7"),
        ("::ffff:192.0.2.7", "network", "192.0.2.0/24"),
        ("[2001:DB8:1:2::7]", "full", "2001:db8:1:2::7"),
        ("2001:db8:1:2::7", "network", "2001:db8:1::/48"),
        ("no address", "network", ""),
        ("192.0.2.7", "none", ""),
    ],
)
def test_an_address_is_kept_as_the_policy_says_however_it_is_written(
    rf, settings, sender, policy, kept
):
    settings.SIGN_OFF_ADDRESS = policy
    assert limits.kept_address(rf.get("/", REMOTE_ADDR=sender)) == kept
