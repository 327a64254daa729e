"""Reminders: once each, the nearest only, and never to what was handed in."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import reminders, submission
from launches.models import CallWindow, Forum, Mail
from tests.factories import MemberFactory, launch

pytestmark = pytest.mark.django_db
CLOSES = clock.now().replace(microsecond=0) + timedelta(days=30)
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def draft(db):
    entry = launch("draft")
    Forum.objects.update(submissions_close_at=CLOSES)
    return entry


def told(at) -> list[str]:
    """What the reminders of one look say is left."""
    before = set(Mail.objects.values_list("pk", flat=True))
    reminders.remind(at=at)
    mails = Mail.objects.exclude(pk__in=before).order_by("pk")
    return [mail.values["left"] for mail in mails]


@pytest.mark.parametrize(
    ("before", "words"), [(7 * DAY, "7 days"), (DAY, "1 day"), (3 * HOUR, "3 hours")]
)
def test_each_reminder_at_its_second_and_once(draft, before, words):
    assert words not in told(CLOSES - before - SECOND)
    assert told(CLOSES - before) == [words]
    assert told(CLOSES - before + SECOND) == []


def test_after_a_worker_was_down_only_the_nearest_is_sent(draft):
    assert told(CLOSES - 2 * HOUR) == ["3 hours"]
    assert told(CLOSES - HOUR) == []
    assert told(CLOSES) == []


def test_not_for_what_was_handed_in_or_withdrawn_or_began_later(draft):
    launch("submitted")
    launch("withdrawn")
    reopened = launch("withdrawn")
    owner = reopened.company.memberships.get().user
    launch("draft", at=CLOSES - DAY + HOUR)
    assert told(CLOSES - DAY) == ["1 day"]
    submission.reopen(reopened, by=owner, at=clock.now())
    assert told(CLOSES - DAY + SECOND) == ["1 day"]


def test_a_moved_deadline_reminds_again(draft):
    assert told(CLOSES - DAY) == ["1 day"]
    Forum.objects.update(submissions_close_at=CLOSES + 7 * DAY)
    assert told(CLOSES) == ["7 days"]


def test_the_window_of_the_entry_decides(draft):
    window = CallWindow.objects.create(
        forum=draft.forum,
        section=draft.section,
        opens_at=CLOSES - 20 * DAY,
        closes_at=CLOSES - 2 * DAY,
    )
    assert told(CLOSES - DAY) == []
    assert told(window.closes_at - DAY) == ["1 day"]


def test_everybody_of_the_company_reads_it_in_their_language(draft):
    MemberFactory(company=draft.company, user__language="zh-hans")
    assert sorted(told(CLOSES - DAY)) == ["1 day", "1 天"]
    chinese = Mail.objects.get(language="zh-hans")
    assert f"/portal/launches/{draft.uid}/" in chinese.text
    assert draft.product not in chinese.text + chinese.subject


def test_the_cost_does_not_grow_with_drafts_that_were_reminded(draft, django_assert_num_queries):
    for turn in range(2):
        reminders.remind(at=CLOSES - DAY)
        # Drafts, what was sent, windows, the two steps of points, rights that end.
        with django_assert_num_queries(6):
            reminders.remind(at=CLOSES - DAY + SECOND)
        if not turn:
            launch("draft", company=draft.company)
            launch("draft", company=draft.company)
