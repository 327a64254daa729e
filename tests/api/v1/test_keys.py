"""What a key reads, from where, and until when."""

import json
from datetime import timedelta

import pytest

from launches.domain import outlets
from launches.domain.outlets import Limits
from launches.enums import OutletState
from launches.models import EmbargoTerms, OutletKey
from tests.factories import OutletFactory, ThemeFactory, key_of, launch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = "/api/v1/launches/"


def ids(client, path=LIST, **headers) -> set[str]:
    return {row["id"] for row in client.get(path, **headers).json()["results"]}


@pytest.fixture
def hidden(moment):
    moment.at(-600)
    return launch("approved", opens_at=moment.T)


@pytest.mark.parametrize("state", [state for state in OutletState if state != "accredited"])
def test_an_outlet_without_accreditation_reads_exactly_the_public(client, hidden, moment, state):
    outlet = OutletFactory()
    headers = key_of(outlet, "press")
    moment.at(-1)
    assert ids(client, **headers) == {hidden.uid}
    outlet.state = state
    outlet.save()
    for path in (LIST, f"{LIST}{hidden.uid}/", "/api/v1/changes/"):
        keyed, public = client.get(path, **headers), client.get(path)
        assert (keyed.status_code, keyed.content) == (public.status_code, public.content)
    moment.at(0)
    assert ids(client, **headers) == {hidden.uid}


def test_new_terms_close_the_embargo_until_they_are_accepted(client, hidden, moment):
    outlet = OutletFactory()
    headers = key_of(outlet, "press")
    terms = EmbargoTerms.objects.create(
        version=2, text="New", text_zh="新", made_at=moment.at(-60), in_force_from=moment.at(-10)
    )
    for seconds, seen in ((-11, {hidden.uid}), (-10, set()), (-1, set())):
        moment.at(seconds)
        assert ids(client, **headers) == seen
    outlet.accepted = terms
    outlet.save()
    assert ids(client, **headers) == {hidden.uid}


def test_a_key_of_some_themes_reads_nothing_else(client, moment):
    moment.at(-600)
    mine = launch("approved", opens_at=moment.T)
    late = launch("approved", theme=ThemeFactory(slug="other"), opens_at=moment.T)
    headers = key_of(OutletFactory(), "press", limits=Limits(themes=[mine.theme.slug]))
    assert late.uid not in ids(client, **headers)
    assert ids(client, "/api/v1/changes/", **headers) == ids(client, **headers)
    assert client.get(f"{LIST}{late.uid}/", **headers).status_code == 404
    file = late.editions.get().files.first()
    assert client.get(f"/files/{file.uid}.{file.format}", **headers).status_code == 404
    own = mine.editions.get().files.first()
    assert client.get(f"/files/{own.uid}.{own.format}", **headers).status_code == 200


def test_a_key_of_one_language_gets_no_word_of_another(client, moment):
    moment.at(-600)
    both = launch("approved", opens_at=moment.T)
    headers = key_of(OutletFactory(), "press", limits=Limits(languages=["en"]))
    for path in (LIST, f"{LIST}{both.uid}/", f"{LIST}{both.uid}/?lang=zh-hans", LIST + "?lang=zh"):
        said = client.get(path, **headers).content.decode()
        assert "一句话介绍" not in said
        assert "A tagline" in said
    assert ids(client, **headers) == ids(client, "/api/v1/changes/", **headers) == {both.uid}
    french = key_of(OutletFactory(), "press", limits=Limits(languages=["fr"]))
    assert ids(client, **french) == ids(client, "/api/v1/changes/", **french) == set()
    assert client.get(f"{LIST}{both.uid}/", **french).status_code == 404


@pytest.mark.parametrize(
    ("sender", "works"),
    [
        ("192.0.2.7", True),
        ("192.0.3.7", False),
        ("::ffff:192.0.2.7", True),
        ("2001:db8::5", True),
        ("[2001:db8::5]", True),
        ("2001:db9::5", False),
        ("", False),
        ("not an address", False),
    ],
)
def test_a_key_works_from_its_addresses_alone(client, db, sender, works):
    limits = Limits(networks=["192.0.2.0/24", "2001:DB8::/32"])
    headers = key_of(OutletFactory(), "press", limits=limits)
    answer = client.get(LIST, REMOTE_ADDR=sender, **headers)
    assert answer.status_code == (200 if works else 401)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "works"),
    [
        (0, "192.0.2.7", False),
        (1, "192.0.2.7", True),
        (1, "192.0.2.7, 198.51.100.1", False),
        (1, "198.51.100.1, 192.0.2.7", True),
        (2, "192.0.2.7, 10.0.0.1", True),
        (2, "192.0.2.7", False),
        (1, "", False),
    ],
)
def test_a_forged_forwarding_header_opens_nothing(client, db, settings, proxies, forwarded, works):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = key_of(OutletFactory(), "press", limits=Limits(networks=["192.0.2.7"]))
    sent = {"REMOTE_ADDR": "198.51.100.9", "HTTP_X_FORWARDED_FOR": forwarded}
    answer = client.get(LIST, **sent, **headers)
    assert answer.status_code == (200 if works else 401)


def test_a_rotated_key_works_on_through_the_overlap(client, moment):
    moment.at(-7200)
    limits = Limits(networks=["127.0.0.0/8"], languages=["en"], rate=60)
    old = key_of(OutletFactory(), "press", limits=limits, name="mirror")
    stored = OutletKey.objects.get()
    fresh, token = outlets.rotate_key(
        stored, overlap=timedelta(hours=1), by=None, at=moment.at(-3600)
    )
    new = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    same = ("name", "scopes", "networks", "languages", "themes", "rate", "outlet_id")
    assert [getattr(fresh, part) for part in same] == [getattr(stored, part) for part in same]
    for seconds, status in ((-3600, 200), (-1, 200), (0, 401)):
        moment.at(seconds)
        assert client.get(LIST, **old).status_code == status
        assert client.get(LIST, **new).status_code == 200
    assert token not in json.dumps([fresh.digest, fresh.prefix])


def test_keyed_answers_are_never_kept(client, hidden, moment):
    headers = key_of(OutletFactory(), "press")
    moment.at(-1)
    assert client.get(LIST, **headers)["Cache-Control"] == "private, no-store"
    assert "X-Unveil-Edge" not in client.get(LIST, **headers)


def test_a_keyed_answer_costs_the_same_for_one_and_three(client, moment, django_assert_num_queries):
    moment.at(-600)
    launch("approved", opens_at=moment.T)
    headers = key_of(OutletFactory(), "press", limits=Limits(languages=["en"]))
    client.get(LIST, **headers)  # notes the key's use, once a second
    for _more in range(2):
        with django_assert_num_queries(6):  # key, list, and the ledger's entry with its lines
            client.get(LIST, **headers)
        launch("approved", opens_at=moment.T)
        launch("approved", opens_at=moment.T)
