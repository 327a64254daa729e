"""Whose window it is, and the instant that counts."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import call as calling
from launches.domain import submission
from launches.errors import Closed, NotAllowed, UnveilError
from launches.models import Launch
from launches.queries import call
from tests import factories
from tests.factories.call import AccessCodeFactory, CallWindowFactory, EntryTypeFactory

from .test_submission import hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def launch():
    entry = factories.launch("draft")
    entry.entry_type = EntryTypeFactory()
    entry.save()
    return entry


@pytest.mark.parametrize(
    ("windows", "wins"),
    [
        ([], None),
        (["section"], "section"),
        (["section", "type"], "type"),
        (["section", "type", "both"], "both"),
        (["other type"], None),
    ],
)
def test_the_most_specific_window_wins(launch, windows, wins):
    scopes = {
        "section": {"section": launch.section},
        "type": {"entry_type": launch.entry_type},
        "both": {"section": launch.section, "entry_type": launch.entry_type},
        "other type": {"entry_type": EntryTypeFactory(slug="exhibit")},
    }
    made = {name: CallWindowFactory(**scopes[name], closes_at=clock.now()) for name in windows}
    forum = launch.forum
    expected = made[wins].closes_at if wins else forum.submissions_close_at
    assert call.window_of(launch).closes_at == expected


def test_windows_of_many_cost_one_query(launch, django_assert_num_queries):
    for _more in range(2):
        factories.launch("draft")
    rows = Launch.objects.select_related("forum")
    for some in (list(rows.filter(pk=launch.pk)), list(rows)):
        with django_assert_num_queries(1):
            call.windows_of(some)


@pytest.mark.parametrize(("seconds", "open_"), [(-1, True), (0, True), (1, False)])
def test_the_first_byte_counts(launch, seconds, open_):
    closes = clock.now()
    CallWindowFactory(entry_type=launch.entry_type, closes_at=closes)
    arrived = closes + timedelta(seconds=seconds)
    kwargs = {"revision": launch.latest_revision, "content": factories.content_of(launch)}
    kwargs |= {"by": launch.created_by, "at": closes + timedelta(seconds=40), "arrived": arrived}
    if open_:
        assert submission.submit(launch, **kwargs).at == kwargs["at"]
        return
    with pytest.raises(Closed):
        submission.submit(launch, **kwargs)


def test_a_window_that_opens_later_says_so(launch):
    now = clock.now()
    CallWindowFactory(
        entry_type=launch.entry_type,
        opens_at=now + timedelta(days=1),
        closes_at=now + timedelta(days=2),
    )
    with pytest.raises(Closed, match="has not opened yet"):
        hand_in(launch)


def test_a_type_is_chosen_until_it_is_handed_in(launch):
    other = EntryTypeFactory(slug="exhibit")
    calling.choose_type(launch, other, by=launch.created_by, at=clock.now())
    assert launch.entry_type == other
    hidden = EntryTypeFactory(slug="old", is_offered=False)
    with pytest.raises(UnveilError) as refusal:
        calling.choose_type(launch, hidden, by=launch.created_by, at=clock.now())
    assert set(refusal.value.fields) == {"entry_type"}
    stranger = factories.MemberFactory().user
    with pytest.raises(NotAllowed):
        calling.choose_type(launch, EntryTypeFactory(), by=stranger, at=clock.now())


def test_a_type_stays_when_the_desk_asks_for_changes():
    launch = factories.launch("changes_requested")
    with pytest.raises(NotAllowed):
        calling.choose_type(launch, EntryTypeFactory(), by=launch.created_by, at=clock.now())
    desk = factories.UserFactory(reviewer=True)
    assert calling.choose_type(launch, EntryTypeFactory(), by=desk, at=clock.now()).entry_type


def test_an_expired_code_admits_no_longer(launch):
    from launches.domain import codes

    now = clock.now()
    CallWindowFactory(entry_type=launch.entry_type)
    code = AccessCodeFactory(expires_at=now + timedelta(hours=1))
    codes.redeem(launch, code.readable, by=launch.created_by, at=now)
    assert submission.takes(launch, at=now + timedelta(hours=1))
    assert not submission.takes(launch, at=now + timedelta(hours=1, seconds=1))
    code.is_valid = False
    code.save(update_fields=["is_valid"])
    assert not submission.takes(launch, at=now)
