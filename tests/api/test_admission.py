"""Keys let in together get what each alone gets from Django, to the row of the ledger."""

from datetime import timedelta

import pytest

from api.admission import Ask, admit
from launches.domain import outlets
from launches.domain.ledger import Shown
from launches.domain.outlets import Limits
from launches.enums import Audience
from launches.models import LedgerEntry, OutletKey
from launches.queries import ledger
from launches.queries.gate import Reader
from launches.queries.keys import parts_of
from tests.factories import OutletFactory, launch, terms_for

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = "/api/v1/launches/"
PRESS, PUBLIC = Reader(Audience.PRESS), Reader(Audience.PUBLIC)


@pytest.fixture
def hidden(moment):
    moment.at(-600)
    return launch("approved", opens_at=moment.T)


@pytest.fixture
def shown(hidden):
    return Shown((hidden.editions.get().pk,), LIST)


def key(*scopes: str, outlet=None, at, **more) -> tuple[OutletKey, str]:
    return outlets.create_key(outlet or OutletFactory(), scopes=scopes, at=at, **more)


def ask(token: str, *, at, reader=PRESS, shown=None, address="192.0.2.1", **more) -> Ask:
    return Ask(parts_of(token), address, "program", at, reader, shown, **more)


def entered(**only) -> list[dict]:
    """All that an entry says but its mark and where its lines are, of each entry in turn."""
    rows = list(LedgerEntry.objects.filter(**only).order_by("at", "pk"))
    left_out = ("mark", "same_as")
    names = [one.attname for one in LedgerEntry._meta.fields if one.name not in left_out]
    return [
        {name: getattr(row, name) for name in names} | {"editions": row.editions}
        for row in ledger.with_editions(rows)
    ]


def test_each_is_let_in_as_it_stands_at_this_moment(moment):
    at = moment.at(-600)
    made = {
        "works": key("press", at=at),
        "public": key("public", at=at),
        "cut": key("press", at=at, limits=Limits(languages=["en"])),
        "elsewhere": key("press", at=at, limits=Limits(networks=["198.51.100.0/24"])),
        "ends now": key("press", at=at, expires_at=moment.T),
        "revoked": key("press", at=at),
        "suspended": key("press", at=at, outlet=OutletFactory(state="suspended")),
    }
    outlets.revoke_key(made["revoked"][0], at=moment.at(-1))
    tokens = {name: token for name, (_key, token) in made.items()}
    tokens["forged"] = tokens["works"][:-1] + ("a" if tokens["works"][-1] != "a" else "b")
    tokens["unknown"] = f"unv_abcdefghjk_{'x' * 40}"

    def readers() -> dict[str, Reader | None]:
        grants = admit([ask(token, at=moment.at(0)) for token in tokens.values()])
        return {name: grant and grant.reader for name, grant in zip(tokens, grants, strict=True)}

    wanted = {
        "works": PRESS,
        "public": PUBLIC,
        "cut": Reader(Audience.PRESS, (), ("en",)),
        "elsewhere": None,
        "ends now": None,
        "revoked": None,
        "suspended": PUBLIC,
        "forged": None,
        "unknown": None,
    }
    assert readers() == wanted
    assert OutletKey.objects.get(pk=made["works"][0].pk).last_used_at == moment.T
    assert OutletKey.objects.get(pk=made["elsewhere"][0].pk).last_used_at is None


def test_a_key_that_ends_works_until_its_instant(moment):
    _key, token = key("press", at=moment.at(-600), expires_at=moment.T)
    for seconds, works in ((-1, True), (0, False), (1, False)):
        [grant] = admit([ask(token, at=moment.at(seconds))])
        assert (grant is not None) == works, seconds


def test_new_terms_close_the_embargo_at_once(moment, shown):
    _key, token = key("press", at=moment.at(-600))
    moment.at(-60)
    terms_for()
    [grant] = admit([ask(token, at=moment.at(-59), shown=shown)])
    assert (grant.reader, grant.mark, LedgerEntry.objects.count()) == (PUBLIC, "", 0)


def test_the_ledger_holds_what_django_writes(client, moment, hidden, shown):
    terms = terms_for()
    made, token = key("press", at=moment.at(-600), outlet=OutletFactory(accepted=terms))
    at = moment.at(-1)
    sent = {"REMOTE_ADDR": "192.0.2.1", "HTTP_USER_AGENT": "curl/8"}
    told = client.get(LIST, HTTP_AUTHORIZATION=f"Bearer {token}", **sent)["Unveil-Ledger"]
    grants = admit([ask(token, at=at, shown=shown)] * 3)
    [by_django], together = entered(mark=told), entered(mark__in=[one.mark for one in grants])
    assert together == [by_django] * 3
    assert by_django["key_id"] == made.pk
    assert shown.first == grants[0].mark


def test_what_is_given_again_is_listed_once_and_found_for_each(moment, hidden, shown):
    at = moment.at(-1)
    tokens = [key("press", at=moment.at(-600))[1] for _ in range(2)]
    first = admit([ask(token, at=at, shown=shown) for token in tokens])
    again = admit([ask(tokens[0], at=at, shown=shown)])
    marks = {grant.mark for grant in first + again}
    lists = LedgerEntry.objects.filter(same_as=None)
    assert (len(marks), [one.mark for one in lists]) == (3, [first[0].mark])
    assert {one.mark for one in ledger.entries(launch=hidden.uid)} == marks
    assert ledger.entries(launch="another").count() == 0


def test_an_answer_made_for_another_reader_is_not_given(moment, shown):
    _key, token = key("public", at=moment.at(-600))
    [grant] = admit([ask(token, at=moment.at(-1), reader=PRESS, shown=shown)])
    assert (grant.reader, grant.mark) == (PUBLIC, "")
    assert LedgerEntry.objects.count() == 0


def test_every_request_counts_against_the_key_and_none_twice(moment, settings):
    settings.API_RATE_LIMITS = True
    at = moment.at(-600)
    _key, token = key("press", at=at, limits=Limits(rate=3))
    first = admit([ask(token, at=at)] * 2)
    assert [grant.budget.left for grant in first] == [2, 1]
    [same] = admit([ask(token, at=at, budget=first[1].budget)])
    assert same.budget.left == 1
    assert [grant and grant.budget.left for grant in admit([ask(token, at=at)] * 2)] == [0, None]


def test_the_queries_do_not_grow_with_the_keys(moment, shown, django_assert_num_queries):
    at = moment.at(-600)
    tokens = [key("press", at=at)[1] for _ in range(3)]
    admit([ask(token, at=at, shown=shown) for token in tokens])
    moment.at(-600 + timedelta(milliseconds=500).total_seconds())
    for some in (tokens[:1], tokens):
        with django_assert_num_queries(6):  # keys, entries, and two savepoints around them
            admit([ask(token, at=at, shown=shown) for token in some])


@pytest.mark.django_db(transaction=True)
def test_where_it_fails_nobody_is_let_in_and_nothing_is_remembered(moment):
    _key, token = key("press", at=moment.at(-600))
    absent = Shown((10**9,), LIST)
    assert admit([ask(token, at=moment.at(-1), shown=absent)]) == [None]
    assert (absent.first, LedgerEntry.objects.count()) == ("", 0)
