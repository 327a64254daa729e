"""Answers in the editor: saved with the words, checked, frozen, scoped, sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import LaunchPage
from launches import clock
from launches.enums import Demand, QuestionKind
from launches.models import Receipt
from launches.portal import saving
from tests.factories import ThemeFactory, UserFactory
from tests.factories.call import EntryTypeFactory, QuestionFactory
from tests.factories.page import entry as ready_entry

from .conftest import autosave, stored
from .test_sending import hand_in


def say(client, launch, question, value):
    launch.refresh_from_db()
    name = f"answers.{question.key}"
    answer = autosave(client, launch, launch.latest_revision, {name: value}).json()
    return stored(launch).get(name), answer["errors"].get(name)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (QuestionKind.SHORT, "  two   words ", "two words"),
        (QuestionKind.LONG, "one\n\ntwo", "one\n\ntwo"),
        (QuestionKind.NUMBER, "１２.50", "12.50"),
        (QuestionKind.NUMBER, "1e3", "1000"),
        (QuestionKind.DATE, "2026-09-16", "2026-09-16"),
        (QuestionKind.YES_NO, "yes", "yes"),
        (QuestionKind.ONE, "Red", "Red"),
        (QuestionKind.SEVERAL, "Blue\nRed\nBlue", "Red\nBlue"),
        (QuestionKind.ADDRESS, "1 Road\n上海", "1 Road\n上海"),
    ],
)
def test_each_kind_is_kept(signed, entry, kind, typed, kept):
    question = QuestionFactory(kind=kind, options="Red | 红\nBlue | 蓝")
    assert say(signed, entry, question, typed) == (kept, None)


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (QuestionKind.NUMBER, "twelve", "found: twelve"),
        (QuestionKind.NUMBER, "nan", "too large or too long"),
        (QuestionKind.NUMBER, "1e99999999", "too large or too long"),
        (QuestionKind.DATE, "2026-02-30", "found: 2026-02-30"),
        (QuestionKind.YES_NO, "perhaps", "“perhaps” is not one"),
        (QuestionKind.ONE, "Green", "“Green” is not one"),
        (QuestionKind.SEVERAL, "Red\nGreen", "“Green” is not one"),
        (QuestionKind.SHORT, "x" * 301, "301 characters"),
        (QuestionKind.SHORT, "a\0b", "U+0000"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_words(signed, entry, kind, typed, words):
    question = QuestionFactory(kind=kind, options="Red | 红\nBlue | 蓝")
    kept, error = say(signed, entry, question, typed)
    assert kept == ""
    assert words in error


def test_an_emptied_answer_is_gone(signed, entry):
    question = QuestionFactory()
    say(signed, entry, question, "something")
    assert say(signed, entry, question, "") == ("", None)
    page = LaunchPage.objects.get(launch=entry).get_latest_revision_as_object()
    assert list(page.answers.all()) == []


def test_what_is_always_needed_cannot_be_emptied(signed, entry):
    question = QuestionFactory(demand=Demand.ALWAYS)
    say(signed, entry, question, "something")
    kept, error = say(signed, entry, question, "")
    assert (kept, "cannot be emptied" in error) == ("something", True)


def test_a_frozen_answer_is_changed_by_the_desk_only(signed, entry, moment):
    moment.at(-1)
    question = QuestionFactory(frozen_from=moment.T)
    assert say(signed, entry, question, "before") == ("before", None)
    moment.at(0)
    kept, error = say(signed, entry, question, "after")
    assert (kept, error) == ("before", "This answer can no longer be changed.")
    page = signed.get(f"/portal/launches/{entry.uid}/").content.decode()
    assert f'name="answers.{question.key}"' not in page
    entry.refresh_from_db()
    desk = UserFactory(reviewer=True)
    typed = {f"answers.{question.key}": "the desk's"}
    saving.save(entry, based_on=entry.latest_revision, typed=typed, by=desk)
    assert stored(entry)[f"answers.{question.key}"] == "the desk's"


def test_dates_are_told_by_the_clocks_of_the_forum(signed, entry):
    entry.forum.timezone = "America/Mexico_City"
    entry.forum.save(update_fields=["timezone"])
    night = datetime(2100, 1, 16, 3, 0, tzinfo=UTC)
    QuestionFactory(frozen_from=night)
    QuestionFactory(demand=Demand.AFTER_DATE, demanded_from=night)
    page = " ".join(signed.get(f"/portal/launches/{entry.uid}/").content.decode().split())
    assert "Can be changed until 15 January 2100, 21:00 UTC-06:00" in page
    assert "Required from 15 January 2100, 21:00 UTC-06:00" in page


def test_only_what_concerns_the_entry_is_asked(signed, entry):
    entry.entry_type = EntryTypeFactory()
    entry.save()
    asked = [QuestionFactory(), QuestionFactory(theme=entry.theme)]
    asked.append(QuestionFactory(entry_type=entry.entry_type))
    others = [
        QuestionFactory(theme=ThemeFactory(slug="another")),
        QuestionFactory(entry_type=EntryTypeFactory(slug="exhibit")),
        QuestionFactory(is_asked=False),
    ]
    page = signed.get(f"/portal/launches/{entry.uid}/").content.decode()
    assert [f'name="answers.{row.key}"' in page for row in asked] == [True] * 3
    assert [f"answers.{row.key}" in page for row in others] == [False] * 3
    kept, error = say(signed, entry, others[0], "typed anyway")
    assert (kept, error) == (None, "This is not asked (any more).")


def test_boxes_work_without_a_script(signed, entry):
    question = QuestionFactory(kind=QuestionKind.SEVERAL, options="Red\nBlue\nGreen")
    path, name = f"/portal/launches/{entry.uid}/", f"answers.{question.key}"
    fields = {"revision": entry.latest_revision, "asked": question.key, "action": "save"}
    assert signed.post(path, {**fields, name: ["Red", "Green"]}).status_code == 302
    assert stored(entry)[name] == "Red\nGreen"
    entry.refresh_from_db()
    assert signed.post(path, {**fields, "revision": entry.latest_revision}).status_code == 302
    assert stored(entry)[name] == ""


def test_submission_asks_for_it_and_seals_it(signed, owner):
    launch = ready_entry(owner=owner).launch
    now = clock.now()
    needed = QuestionFactory(demand=Demand.AT_SUBMISSION, name="How far?")
    later = {"demand": Demand.AFTER_DATE}
    QuestionFactory(**later, demanded_from=now + timedelta(days=1))
    answer = hand_in(signed, launch)
    assert answer.status_code == 422
    assert "“How far?” wants an answer." in answer.content.decode()
    assert f"#f-answers.{needed.key}" in answer.content.decode()
    say(signed, launch, needed, "Far enough")
    launch.refresh_from_db()
    assert hand_in(signed, launch).status_code == 302
    assert "Far enough" in Receipt.objects.get().document


def test_asking_costs_the_same_for_one_and_three(signed, entry):
    path, counts = f"/portal/launches/{entry.uid}/", []
    QuestionFactory()
    signed.get(path)
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            signed.get(path)
        counts.append(len(queries))
        QuestionFactory.create_batch(2)
    assert counts[0] == counts[1]
