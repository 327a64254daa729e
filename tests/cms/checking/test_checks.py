"""Outside checks on the desk: asked for, shown to the desk alone, dead letters, the key once."""

import pytest

from launches import clock
from launches.domain import checking
from launches.enums import CheckState, CheckVerdict, Severity
from launches.models import AuditEntry, Checker, LaunchCheck
from tests.factories import ForumFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
CHECKERS = "/cms/snippets/launches/checker/"
CANARY = "A canary of a remark"


@pytest.fixture
def checker():
    return Checker.objects.create(
        forum=ForumFactory(),
        name="Linkwise",
        url="https://checks.example/hook",
        at_submission=False,
    )


def ask(client, page, checker):
    return client.post(f"/cms/desk/{page.launch.uid}/check/", {"checker": checker.uid})


def test_a_reviewer_asks_and_reads_the_remarks_and_the_company_does_not(client, editor, checker):
    page = entry("in_review")
    client.force_login(editor)
    assert ask(client, page, checker).status_code == 302
    [check] = LaunchCheck.objects.all()
    assert check.revision == page.launch.latest_revision
    remark = checking.Remark(Severity.WARNING, CANARY, tag="links", field="texts.en.body")
    checking.answer(check, CheckVerdict.REMARKS, [remark], at=clock.now())
    body = client.get(f"/cms/desk/{page.launch.uid}/").content.decode()
    assert [
        one for one in ("Linkwise", "Has remarks", "texts.en.body", CANARY) if one not in body
    ] == []
    ask(client, page, checker)
    assert (
        "has been checked already" in client.get(f"/cms/desk/{page.launch.uid}/").content.decode()
    )
    client.force_login(page.launch.created_by)
    for path in ("", "status/", "versions/"):
        answer = client.get(f"/portal/launches/{page.launch.uid}/{path}")
        assert (answer.status_code, CANARY in answer.content.decode()) == (200, False)


def test_who_does_not_review_is_refused_and_another_forums_checker_absent(
    client, desk_user, editor, checker
):
    page = entry("in_review")
    client.force_login(desk_user("Press officers"))
    ask(client, page, checker)
    client.force_login(editor)
    other = Checker.objects.create(
        forum=ForumFactory(slug="another"), name="Other", url="https://checks.example/"
    )
    assert ask(client, page, other).status_code == 404
    assert LaunchCheck.objects.count() == 0


def test_what_never_arrived_is_on_the_home_and_asked_again_from_the_entry(client, editor, checker):
    page = entry("in_review")
    client.force_login(editor)
    assert "Every question has arrived." in client.get("/cms/checks/").content.decode()
    ask(client, page, checker)
    LaunchCheck.objects.update(state=CheckState.FAILED, due_at=None, fault="timeout", tries=10)
    assert "1 check did not arrive" in client.get("/cms/").content.decode()
    listed = client.get("/cms/checks/").content.decode()
    assert [one for one in ("Aurora One", "Linkwise", "timeout") if one not in listed] == []
    ask(client, page, checker)
    assert LaunchCheck.objects.values_list("state", "tries").get() == (CheckState.WAITING, 0)


def test_the_chief_makes_a_checker_and_its_key_is_shown_once(client, chief, editor):
    client.force_login(chief)
    fields = {
        "forum": ForumFactory().pk,
        "name": "Linkwise",
        "at_submission": "on",
        "is_active": "on",
    }
    wrong = client.post(f"{CHECKERS}add/", {**fields, "url": "http://127.0.0.1/"}).content.decode()
    assert "The address must begin with https://." in wrong
    client.post(f"{CHECKERS}add/", {**fields, "url": "https://checks.example/hook"})
    checker = Checker.objects.get()
    edit, key = f"{CHECKERS}edit/{checker.pk}/", f"/cms/checks/{checker.uid}/key/"
    assert "has no key yet" in client.get(edit).content.decode()
    before = checking.secret_of(checker)
    assert before in client.get(edit).content.decode()
    made = client.post(key)
    assert "no-store" in made.headers["Cache-Control"]
    token = made.context["token"]
    checker.refresh_from_db()
    assert token in made.content.decode()
    assert token not in client.get(key).content.decode() + client.get(edit).content.decode()
    assert token not in str(checker.__dict__)
    assert checking.secret_of(checker) != before
    assert AuditEntry.objects.filter(verb="checker_key_renewed").count() == 1
    client.force_login(editor)
    assert client.get(key).status_code != 200
    assert client.post(key).status_code != 200
