"""Points and messages on the review page, with the desk's buttons."""

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import points, review, submission
from launches.models import ChangeRequest, Comment
from tests.factories import UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(editor):
    found = entry("submitted")
    review.start_review(found.launch, by=editor, at=clock.now())
    return found


@pytest.fixture
def at_the_desk(client, editor):
    client.force_login(editor)
    return client


def url(name: str, page, *args) -> str:
    return reverse(f"desk:{name}", args=[page.launch.uid, *args])


def ask(page, by) -> ChangeRequest:
    content = page.get_latest_revision_as_object().content()
    review.request_changes(
        page.launch, points=[("product", "Which?")], content=content, by=by, at=clock.now()
    )
    return page.launch.change_requests.get()


def handed_in(page, by) -> ChangeRequest:
    point, owner = ask(page, by), page.launch.company.memberships.get().user
    points.answer(point, text="This one <here>.", by=owner, at=clock.now())
    revision = page.get_latest_revision()
    submission.submit(
        page.launch,
        revision=revision.pk,
        content=revision.as_object().content(),
        by=owner,
        at=clock.now(),
    )
    return point


def test_points_are_asked_with_code_and_due_date(at_the_desk, page, editor):
    form = {
        "revision": page.launch.latest_revision,
        "point-0-reason": "Too small.",
        "point-0-code": str(review.ChangeRequest.code.field.related_model.objects.first().pk),
        "point-0-due_at": "2001-01-01T10:00",
    }
    late = at_the_desk.post(url("act", page, "changes"), form)
    assert late.status_code == 409
    assert "Too small." in late.content.decode()
    form["point-0-due_at"] = "2099-01-01T10:00"
    assert at_the_desk.post(url("act", page, "changes"), form).status_code == 302
    point = ChangeRequest.objects.get()
    assert (point.code.code, point.field) == ("picture-too-small", "materials.hero")
    assert point.due_at.astimezone(page.launch.forum.tz).isoformat() == "2099-01-01T10:00:00+08:00"


def test_a_handed_in_point_is_accepted_or_opened_again(at_the_desk, page, editor):
    handed_in(page, editor)
    seen = at_the_desk.get(url("review", page)).content.decode()
    assert "This one &lt;here&gt;." in seen
    assert "Accept point 1" in seen
    form = {"revision": page.launch.latest_revision, "again-1-again": "on", "again-1-remark": "No."}
    asked = at_the_desk.get(url("act", page, "changes")).content.decode()
    assert "Point 1, handed in again" in asked
    assert at_the_desk.post(url("act", page, "changes"), form).status_code == 302
    assert ChangeRequest.objects.get().remark == "No."
    refused = at_the_desk.post(url("accept", page, 1), follow=True)
    assert "This point is open" in refused.content.decode()


def test_accepting(at_the_desk, page, editor):
    handed_in(page, editor)
    at_the_desk.post(url("accept", page, 1))
    assert ChangeRequest.objects.get().accepted_by == editor
    assert "Accept point" not in at_the_desk.get(url("review", page)).content.decode()
    assert at_the_desk.post(url("accept", page, 2)).status_code == 404


def test_the_author_edits_a_point_and_takes_the_request_back(client, at_the_desk, page, editor):
    ask(page, editor)
    assert "Edit point 1" in at_the_desk.get(url("review", page)).content.decode()
    form = {"reason": "Which one?", "field": "product"}
    assert at_the_desk.post(url("point", page, 1), form).status_code == 302
    assert ChangeRequest.objects.get().reason == "Which one?"
    empty = at_the_desk.post(url("point", page, 1), {"reason": " ", "field": "opens_at"})
    assert empty.status_code == 422
    revision = {"revision": page.launch.latest_revision}
    assert at_the_desk.post(url("act", page, "undo"), revision).status_code == 302
    assert not ChangeRequest.objects.exists()
    page.launch.refresh_from_db()
    assert page.launch.state == "in_review"


def test_messages_are_said_to_one_or_the_other(at_the_desk, page, editor):
    for audience in ("company", "desk"):
        said = {"text": f"To the <{audience}>", "audience": audience}
        assert at_the_desk.post(url("say", page), said).status_code == 302
    assert list(Comment.objects.values_list("audience", "by_desk")) == [
        ("company", True),
        ("desk", True),
    ]
    assert "To the &lt;desk&gt;" in at_the_desk.get(url("review", page)).content.decode()
    for wrong in ({"text": "Kept", "audience": "world"}, {"text": "Kept"}, {"text": " "}):
        answer = at_the_desk.post(url("say", page), wrong)
        assert answer.status_code == 422
        assert wrong["text"] in answer.content.decode()
    assert Comment.objects.count() == 2


def test_others_of_wagtail_do_not_reach_it(client, page):
    caller = UserFactory(caller=True)
    client.force_login(caller)
    for name, args in (("say", ()), ("point", (1,)), ("accept", (1,))):
        assert client.post(url(name, page, *args), {"text": "x"}).status_code == 302
    assert not Comment.objects.exists()


def test_a_due_date_is_moved_and_both_sides_read_why(at_the_desk, page, editor, client):
    ask(page, editor)
    seen = at_the_desk.get(url("review", page)).content.decode()
    assert url("due", page, 1) in seen
    wrong = at_the_desk.post(url("due", page, 1), {"due_at": "2001-01-01T10:00", "reason": "<b>"})
    assert wrong.status_code == 422
    assert "This moment has passed." in wrong.content.decode()
    assert "&lt;b&gt;" in wrong.content.decode()
    said = {"due_at": "2099-01-01T10:00", "reason": "The studio <is> closed."}
    assert at_the_desk.post(url("due", page, 1), said).status_code == 302
    assert "The studio &lt;is&gt; closed." in at_the_desk.get(url("review", page)).content.decode()
    client.force_login(page.launch.company.memberships.get().user)
    status = reverse("portal:status", args=[page.launch.uid])
    assert "The studio &lt;is&gt; closed." in client.get(status).content.decode()


def test_the_due_date_of_an_absent_point_or_entry_is_absent(at_the_desk, page):
    for address in (url("due", page, 9), reverse("desk:due", args=["absent", 1])):
        assert at_the_desk.get(address).status_code == 404
