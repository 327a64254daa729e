"""Undo from the notice, from the history and for an act on many."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cms.desk.bulk import jobs
from launches import clock
from launches.domain import assigning, placing, review
from launches.enums import State
from launches.models import Assignment, AuditEntry, BulkJob
from tests.factories import ThemeFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def page(editor):
    found = entry("submitted")
    review.start_review(found.launch, by=editor, at=clock.now())
    return found


def review_page(client, page) -> str:
    return client.get(reverse("desk:review", args=[page.launch.uid])).content.decode()


def undo_of(page) -> str:
    last = AuditEntry.objects.filter(launch_uid=page.launch.uid).latest("pk")
    return reverse("desk:undo", args=[page.launch.uid, last.pk])


def test_the_notice_offers_it_and_the_state_comes_back(at_the_desk, page):
    act = reverse("desk:act", args=[page.launch.uid, "reject"])
    form = {"reason": "No.", "revision": page.launch.latest_revision}
    told = at_the_desk.post(act, form, follow=True).content.decode()
    assert told.count(undo_of(page)) == 2  # the notice and the history
    asked = at_the_desk.get(undo_of(page))
    assert "Declined" in asked.content.decode()
    address = undo_of(page)
    assert at_the_desk.post(address).status_code == 302
    page.launch.refresh_from_db()
    assert page.launch.state == State.IN_REVIEW
    twice = at_the_desk.post(address)
    assert (twice.status_code, "undone already" in twice.content.decode()) == (409, True)
    assert address not in review_page(at_the_desk, page)


def test_an_act_of_another_entry_or_none_is_absent(at_the_desk, page, editor):
    other = entry("submitted")
    assigning.assign(other.launch, to=editor, by=editor, at=clock.now())
    act = AuditEntry.objects.get(verb="assigned")
    for number in (act.pk, 10**9):
        address = reverse("desk:undo", args=[page.launch.uid, number])
        assert [at_the_desk.get(address).status_code, at_the_desk.post(address).status_code] == [
            404,
            404,
        ]
    assert Assignment.objects.exists()


def test_who_only_reads_undoes_nothing(client, desk_user, page, editor):
    assigning.assign(page.launch, to=editor, by=editor, at=clock.now())
    client.force_login(desk_user("Auditors"))
    assert undo_of(page) not in review_page(client, page)
    assert client.get(undo_of(page)).status_code == 409
    assert client.post(undo_of(page)).status_code == 403
    assert Assignment.objects.exists()


def work() -> None:
    for job in DBTaskResult.objects.filter(task_path__endswith="run_bulk", status="READY"):
        jobs.run_bulk.func(*job.args_kwargs["args"])
        job.delete()


def many(client, act: str, pages, **said) -> BulkJob:
    query = "&".join(f"uid={page.launch.uid}" for page in pages)
    address = f"{reverse('desk:bulk-begin', args=[act])}?{query}"
    assert client.post(address, {"count": len(pages), **said}).status_code == 302
    work()
    return BulkJob.objects.latest("pk")


def outcomes(job) -> list[tuple[str, str, str]]:
    rows = job.items.order_by("pk").select_related("launch")
    return [(item.launch.product, item.state, item.reason) for item in rows]


def test_an_act_on_many_is_undone_one_by_one_with_a_report(at_the_desk, editor):
    pages = [entry("submitted", product=name) for name in ("One", "Two", "Three")]
    sea = ThemeFactory(slug="sea", name="Sea")
    job = many(at_the_desk, "move_theme", pages, to=sea.pk)
    pages[1].launch.refresh_from_db()
    review.start_review(pages[1].launch, by=editor, at=clock.now())
    placing.move_theme(pages[1].launch, to=ThemeFactory(slug="sky"), by=editor, at=clock.now())
    page = at_the_desk.get(reverse("desk:bulk-job", args=[job.uid])).content.decode()
    address = reverse("desk:bulk-undo", args=[job.uid])
    assert address in page
    at_the_desk.post(address)
    work()
    undone = BulkJob.objects.latest("pk")
    stale = "Somebody else changed this in the meantime."
    assert outcomes(undone) == [
        ("One", "done", ""),
        ("Two", "refused", stale),
        ("Three", "done", ""),
    ]
    slugs = []
    for one in pages:
        one.launch.refresh_from_db()
        slugs.append(one.launch.theme.slug)
    assert slugs == ["life-and-health", "sky", "life-and-health"]
    report = at_the_desk.get(reverse("desk:bulk-job", args=[undone.uid])).content.decode()
    assert ("Try these again" in report, "Undo it all" in report) == (False, False)


def test_who_was_taken_off_by_an_assignment_minds_it_again(at_the_desk, editor, chief):
    page = entry("submitted")
    assigning.assign(page.launch, to=editor, by=editor, at=clock.now())
    job = many(at_the_desk, "assign", [page], to=chief.pk, instead="on")
    assert list(page.launch.assignments.values_list("user", flat=True)) == [chief.pk]
    at_the_desk.post(reverse("desk:bulk-undo", args=[job.uid]))
    work()
    assert outcomes(BulkJob.objects.latest("pk")) == [(page.launch.product, "done", "")]
    assert list(page.launch.assignments.values_list("user", flat=True)) == [editor.pk]


def test_messages_to_many_are_not_undone_and_undo_is_no_act_to_begin(at_the_desk):
    job = many(at_the_desk, "mail", [entry("submitted")], text="Hello")
    page = at_the_desk.get(reverse("desk:bulk-job", args=[job.uid])).content.decode()
    assert "Undo it all" not in page
    at_the_desk.post(reverse("desk:bulk-undo", args=[job.uid]))
    work()
    assert [row[1:] for row in outcomes(BulkJob.objects.latest("pk"))] == [
        ("refused", "The companies have been told.")
    ]
    assert at_the_desk.get(reverse("desk:bulk-begin", args=["undo"])).status_code == 404
