"""Acts on many in the browser's own words: chosen, asked, done by the worker, reported."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cms.desk.bulk import jobs
from cms.desk.bulk.acts import ACTS, OFFERED
from launches import clock
from launches.domain import slates
from launches.enums import BulkAct
from launches.models import BulkJob, ChangeRequest, Comment, Launch, Mail, Tag
from tests.factories import MemberFactory, ThemeFactory, UserFactory, launch
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


def work() -> None:
    """What the worker does with the queue."""
    for job in DBTaskResult.objects.filter(task_path__endswith="run_bulk", status="READY"):
        jobs.run_bulk.func(*job.args_kwargs["args"])
        job.delete()


def begin(client, act: str, entries, **said):
    """Choose entries in the listing, and send the act's form."""
    query = "&".join(f"uid={one.uid}" for one in entries)
    address = f"{reverse('desk:bulk-begin', args=[act])}?{query}"
    return client.post(address, {"count": len(entries), **said})


def outcome(client, answer) -> tuple[dict[str, int], str]:
    work()
    page = client.get(answer["Location"])
    return page.context["counts"], page.content.decode()


def test_every_act_has_its_page(at_the_desk):
    one = launch("submitted")
    assert set(ACTS) == set(BulkAct)
    for act in dict(OFFERED):
        answer = at_the_desk.get(reverse("desk:bulk-begin", args=[act]), {"uid": one.uid})
        assert answer.status_code == 200
        assert one.product in answer.content.decode()


def test_five_are_assigned_and_one_says_why_not(at_the_desk, editor):
    own = MemberFactory()
    editor.groups.first().user_set.add(own.user)
    entries = [launch("submitted", product=f"P{n}") for n in range(4)]
    entries.append(launch("submitted", product="Theirs", company=own.company))
    answer = begin(at_the_desk, "assign", entries, to=own.user.pk)
    assert BulkJob.objects.get().params == {"to": str(own.user.pk)}
    counts, page = outcome(at_the_desk, answer)
    assert counts == {"waiting": 0, "done": 4, "refused": 1}
    assert "Theirs" in page
    assert f"{own.user.name} may not review this entry." in page
    assert sorted(own.user.assignments.values_list("launch__product", flat=True)) == [
        "P0", "P1", "P2", "P3",
    ]  # fmt: skip


def test_all_of_a_view_are_chosen_by_its_filters(at_the_desk):
    for number in range(3):
        launch("draft", product=f"D{number}")
    launch("submitted", product="Other")
    address = reverse("desk:bulk-begin", args=["tag"]) + "?all=1&view=all&state=draft"
    assert at_the_desk.get(address).context["count"] == 3
    assert at_the_desk.post(address, {"count": "2", "name": "Late"}).status_code == 409
    answer = at_the_desk.post(address, {"count": "3", "name": "Late"})
    counts, _page = outcome(at_the_desk, answer)
    assert counts["done"] == 3
    assert sorted(Tag.objects.get().launches.values_list("product", flat=True)) == [
        "D0", "D1", "D2",
    ]  # fmt: skip


def test_material_is_asked_as_a_point_under_review_and_in_words_elsewhere(at_the_desk):
    page = entry("submitted", product="Under review")
    draft, closed = launch("draft", product="Draft"), launch("rejected", product="Closed")
    Mail.objects.all().delete()
    answer = begin(
        at_the_desk, "request_material", [page.launch, draft, closed],
        slot="logo", text="A logo on white, please.", due_at="2099-01-02T10:00",
    )  # fmt: skip
    counts, report = outcome(at_the_desk, answer)
    assert counts == {"waiting": 0, "done": 2, "refused": 1}
    assert "The entry is closed" in report
    point = ChangeRequest.objects.get()
    assert (point.launch, point.field, point.reason) == (
        page.launch, "materials.logo", "A logo on white, please.",
    )  # fmt: skip
    assert point.due_at.year == 2099
    assert point.before
    assert Comment.objects.get().text == "Logo: A logo on white, please."
    mails = Mail.objects.exclude(launch_uid=closed.uid)
    assert {mail.kind for mail in mails} == {"changes_requested", "message"}
    assert "logo on white" not in "".join(mail.text + mail.html for mail in mails)


def test_theme_mail_and_slate(at_the_desk, client, chief):
    one, done = launch("submitted", product="One"), launch("approved", product="Two")
    theme = ThemeFactory(forum=one.forum, slug="life")
    counts, _page = outcome(at_the_desk, begin(at_the_desk, "move_theme", [one, done], to=theme.pk))
    assert counts == {"waiting": 0, "done": 1, "refused": 1}
    assert Launch.objects.get(theme=theme) == one
    counts, _page = outcome(at_the_desk, begin(at_the_desk, "mail", [one, done], text="Hello"))
    assert counts["done"] == 2
    assert Comment.objects.filter(text="Hello", audience="company").count() == 2
    slate = slates.open_slate(one.forum, name="Noon", opens_at=None, by=chief, at=clock.now())
    client.force_login(chief)
    counts, _page = outcome(client, begin(client, "slate", [done], to=slate.pk))
    assert counts["done"] == 1
    assert list(slate.launches.all()) == [done]


def test_what_was_chosen_and_is_gone_is_told_for_each(at_the_desk):
    one = launch("submitted")
    theme = ThemeFactory(forum=one.forum, slug="gone")
    answer = begin(at_the_desk, "move_theme", [one], to=theme.pk)
    theme.delete()
    counts, page = outcome(at_the_desk, answer)
    assert counts["refused"] == 1
    assert "no longer there" in page


def test_a_form_error_keeps_what_was_typed_and_begins_nothing(at_the_desk):
    answer = begin(at_the_desk, "request_material", [launch("submitted")], slot="x", text="Keep me")
    assert answer.status_code == 422
    assert "Keep me" in answer.content.decode()
    assert begin(at_the_desk, "tag", [], name="x").status_code == 422
    assert begin(at_the_desk, "assign", [launch("draft")], to=UserFactory().pk).status_code == 422
    assert not BulkJob.objects.exists()


def test_progress_is_a_part_that_ends_by_loading_the_page(at_the_desk):
    answer = begin(at_the_desk, "tag", [launch("submitted")], name="Late")
    progress = f"{answer['Location']}progress/"
    first = at_the_desk.get(progress)
    assert "0 / 1" in first.content.decode()
    assert "<html" not in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert "HX-Refresh" not in first
    work()
    assert at_the_desk.get(progress)["HX-Refresh"] == "true"
    assert at_the_desk.post(f"{answer['Location']}again/").status_code == 302
    assert not DBTaskResult.objects.filter(task_path__endswith="run_bulk").exists()


def test_the_report_costs_the_same_for_one_and_three(at_the_desk, django_assert_num_queries):
    def reported(count: int) -> str:
        entries = [launch("rejected") for _ in range(count)]
        answer = begin(at_the_desk, "request_material", entries, slot="logo", text="x")
        work()
        return answer["Location"]

    address = reported(1)
    at_the_desk.get(address)
    with django_assert_num_queries(REPORT):
        at_the_desk.get(address)
    address = reported(3)
    with django_assert_num_queries(REPORT):
        at_the_desk.get(address)


@pytest.mark.parametrize("person", ["auditor", "stranger", "company"])
def test_only_who_works_at_the_desk_acts_on_many(client, desk_user, person):
    user = {
        "auditor": lambda: desk_user("Auditors"),
        "stranger": UserFactory,
        "company": lambda: MemberFactory().user,
    }[person]()
    client.force_login(user)
    one = launch("submitted")
    assert begin(client, "tag", [one], name="x").status_code in (302, 403)
    reads = client.get(reverse("desk:bulk")).status_code == 200
    assert reads == (person == "auditor")  # who reads all sees what was done
    assert not BulkJob.objects.exists()


def test_absent_acts_and_jobs_are_404(at_the_desk):
    assert at_the_desk.get("/cms/desk/bulk/explode/").status_code == 404
    assert at_the_desk.get("/cms/desk/bulk/jobs/nosuchuid/").status_code == 404
    assert at_the_desk.get("/cms/desk/bulk/").status_code == 200


REPORT = 15
