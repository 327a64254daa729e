"""From the queue to the approval, through the desk's own pages."""

import pytest
from django.urls import reverse
from wagtail.models import Page, TaskState, Workflow

from cms.desk.flow import in_step
from launches import clock
from launches.domain import review, submission
from launches.models import AuditEntry, ChangeRequest, Edition, Launch
from tests.factories import UserFactory
from tests.factories.page import entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def act(client, user, page, name, **data):
    client.force_login(user)
    page.launch.refresh_from_db()
    data.setdefault("revision", page.launch.latest_revision)
    return client.post(reverse("desk:act", args=[page.launch.uid, name]), data)


def state_of(page) -> str:
    return Launch.objects.get(pk=page.launch.pk).state


def test_the_desk_is_furnished_by_migrate():
    workflow = Workflow.objects.get(name="Release desk")
    assert [task.name for task in workflow.tasks] == [
        "Eligibility",
        "Editorial",
        "Release approval",
    ]
    assert list(Page.objects.filter(depth=2).values_list("slug", flat=True)) == ["home"]


def test_two_people_take_an_entry_to_an_edition(client, editor, chief):
    page = entry("submitted")
    assert act(client, editor, page, "pass").status_code == 302
    assert state_of(page) == "in_review"
    assert act(client, editor, page, "pass").status_code == 302
    assert act(client, chief, page, "pass", note="Good.").status_code == 302

    launch = Launch.objects.get(pk=page.launch.pk)
    edition = Edition.objects.get(launch=launch)
    assert (launch.state, launch.approver, edition.revision) == (
        "approved",
        chief,
        launch.latest_revision,
    )
    verbs = AuditEntry.objects.filter(launch_uid=launch.uid).values_list("verb", flat=True)
    assert "approved" in list(verbs)
    assert Page.objects.get(pk=page.pk).live is False


def test_the_last_step_is_not_for_editors(client, editor):
    page = entry("submitted")
    act(client, editor, page, "pass")
    act(client, editor, page, "pass")
    answer = act(client, editor, page, "pass")
    assert answer.status_code == 409
    assert "Chief editors" in answer.content.decode()
    assert state_of(page) == "in_review"


def test_the_last_editor_cannot_approve_and_the_step_stays_open(client, editor, chief):
    page = entry("submitted")
    act(client, editor, page, "pass")
    act(client, editor, page, "pass")
    page.save_revision(user=chief)
    act(client, chief, page, "pass")  # the editorial step, again, on the new words
    answer = act(client, chief, page, "pass")
    assert answer.status_code == 409
    assert "The last editor cannot approve" in answer.content.decode()
    assert state_of(page) == "in_review"
    assert in_step(page).task.name == "Release approval"


def test_an_edit_after_the_editorial_check_asks_for_it_again(client, editor, chief):
    page = entry("submitted")
    act(client, editor, page, "pass")
    act(client, editor, page, "pass")
    page.save_revision(user=editor)
    assert in_step(page).task.name == "Editorial"
    assert act(client, editor, page, "pass").status_code == 302
    assert in_step(page).task.name == "Release approval"
    assert state_of(page) == "in_review"


def test_an_act_on_a_version_that_is_no_longer_the_latest_is_refused(client, editor):
    page = entry("submitted")
    seen = page.launch.latest_revision
    page.save_revision(user=editor)
    answer = act(client, editor, page, "pass", revision=seen)
    assert answer.status_code == 409
    assert "saved a newer version" in answer.content.decode()


def test_points_send_the_entry_back_and_a_resubmission_starts_afresh(client, editor):
    page = entry("submitted")
    act(client, editor, page, "pass")
    answer = act(
        client,
        editor,
        page,
        "changes",
        **{
            "point-0-field": "texts.en.headline",
            "point-0-reason": "Shorter, please.",
            "point-1-field": "",
            "point-1-reason": "A better picture.",
        },
    )
    assert answer.status_code == 302
    points = ChangeRequest.objects.order_by("pk").values_list("field", "reason")
    assert list(points) == [
        ("texts.en.headline", "Shorter, please."),
        ("", "A better picture."),
    ]
    assert in_step(page) is None
    assert not TaskState.objects.filter(status="in_progress").exists()

    page.launch.refresh_from_db()
    owner = page.launch.company.memberships.get().user
    texts = list(page.texts.all())
    texts[0].headline = "Short"
    page.texts = texts
    revision = page.save_revision(user=owner)
    content = revision.as_object().content()
    submission.submit(page.launch, revision=revision.pk, content=content, by=owner, at=clock.now())
    assert in_step(page).task.name == "Eligibility"


def test_points_without_words_are_refused_and_nothing_is_lost(client, editor):
    page = entry("submitted")
    answer = act(client, editor, page, "changes", **{"point-0-field": "texts.en.headline"})
    assert answer.status_code == 422
    assert "Please say what should change" in answer.content.decode()
    assert '<option value="texts.en.headline" selected>' in answer.content.decode()


def test_wagtails_own_moderation_button_calls_the_domain(client, editor):
    page = entry("submitted")
    task_state = in_step(page)
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task_state.pk])
    client.post(address, {"comment": "Too long."})
    assert state_of(page) == "changes_requested"


def test_a_decision_behind_the_workflows_back_ends_it():
    page = entry("submitted")
    assert in_step(page) is not None
    reviewer = UserFactory(reviewer=True)
    review.reject(page.launch, reason="No.", by=reviewer, at=clock.now())
    assert in_step(page) is None
    assert not TaskState.objects.filter(status="in_progress").exists()


def test_no_mail_names_what_is_hidden(client, editor, chief, mailoutbox):
    UserFactory(is_superuser=True, is_staff=True)
    page = entry("submitted", product="Zyzzyva")
    for user in (editor, editor, chief):
        act(client, user, page, "pass")
    other = entry("submitted", product="Zyzzyva Two")
    act(client, editor, other, "changes", **{"point-0-reason": "Shorter."})
    assert state_of(page) == "approved"
    assert [mail.subject for mail in mailoutbox if "Zyzzyva" in mail.subject + mail.body] == []
