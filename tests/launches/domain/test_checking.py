"""Outside checkers: told by a signed webhook, reading with their key, answering once."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from standardwebhooks import Webhook

from launches import clock
from launches.content import Words
from launches.domain import check_delivery, checking
from launches.enums import CheckState
from launches.errors import NotAllowed, Stale, UnveilError
from launches.models import AuditEntry, Checker, CheckRemark, LaunchCheck
from launches.queries import checking as reads
from tests import factories
from tests.factories.forum import ForumFactory
from tests.factories.launch import PICTURE
from tests.receiver import Reply, receiver

pytestmark = pytest.mark.django_db
CANARY = "Canary One"
REMARK = {
    "severity": "error",
    "text": "A link leads nowhere.",
    "tag": "links",
    "field": "texts.en.body",
}
ANSWER = {"verdict": "remarks", "remarks": [REMARK, {"severity": "info", "text": "Long."}]}


@pytest.fixture(autouse=True)
def _loopback(settings):
    settings.OUTBOUND_LOOPBACK = True


@pytest.fixture
def service():
    """A real receiver on this machine, and its checker with a key."""
    with receiver() as server:
        checker = Checker.objects.create(forum=ForumFactory(), name="Linkwise", url=server.url)
        chief = factories.UserFactory(rights=["edit_call"])
        server.key = checking.renew_key(checker, by=chief, at=clock.now())
        server.checker = checker
        yield server


@pytest.fixture
def check(service):
    factories.launch("submitted", product=CANARY)
    return LaunchCheck.objects.get()


def bearer(token: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def put(client, uid: str, body, token: str):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    path = f"/api/v1/checks/{uid}/"
    return client.put(path, data, content_type="application/json", **bearer(token))


def test_handing_in_asks_and_the_webhook_is_signed_and_says_no_word(service, check):
    assert check_delivery.tell(at=clock.now()) == 1
    assert check_delivery.tell(at=clock.now()) == 0
    [asked] = service.got
    secret = checking.secret_of(service.checker)
    said = Webhook(secret).verify(asked.body.decode(), dict(asked.headers))
    assert asked.headers["webhook-id"] == check.uid
    assert set(said["data"]) == {"check", "launch", "href", "files"}
    assert [set(row) & {"name", "filename"} for row in said["data"]["files"]] == [set()]
    assert [one for one in (b"Canary", b"hero.jpg") if one in asked.body] == []
    check.refresh_from_db()
    assert (check.state, check.tries, check.fault) == (CheckState.SENT, 1, "")


def test_a_lent_file_opens_for_an_hour_for_this_entry_and_is_on_the_record(
    client, service, check, time_machine
):
    check_delivery.tell(at=clock.now())
    [file] = json.loads(service.got[0].body)["data"]["files"]
    path = urlsplit(file["href"]).path
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(answer.streaming_content) == PICTURE
    [row] = AuditEntry.objects.filter(verb="check_file_read")
    assert (row.launch_uid, row.detail["file"]) == (check.launch.uid, file["id"])
    other = factories.material_for(factories.launch("draft", product="Other"))
    forged = [
        path.replace(file["id"], other.uid),
        path.replace("/lent/", "/lent/x"),
        path.replace(check.uid, "a" * 16),
        path.replace(".jpg", ".png"),
    ]
    absent = client.get("/files/aaaaaaaaaaaaaaaa.jpg")
    for one in forged:
        found = client.get(one)
        assert (found.status_code, found.content) == (404, absent.content)
    time_machine.move_to(clock.now() + timedelta(hours=1, seconds=1), tick=False)
    assert client.get(path).status_code == 404
    assert AuditEntry.objects.filter(verb="check_file_read").count() == 1


def test_its_key_opens_its_own_check_and_nothing_else(client, service, check):
    path = f"/api/v1/checks/{check.uid}/"
    found = client.get(path, **bearer(service.key)).json()
    assert found["entry"]["product"] == CANARY
    assert (found["state"], found["verdict"]) == ("waiting", None)
    assert client.get(path).status_code == 401
    assert client.get(path, **bearer("unvc_wrong")).status_code == 401
    assert client.get("/api/v1/launches/", **bearer(service.key)).status_code == 401
    assert client.get("/api/v1/checks/aaaaaaaaaaaaaaaa/", **bearer(service.key)).status_code == 404
    chief = factories.UserFactory(rights=["edit_call"])
    other = Checker.objects.create(forum=ForumFactory(), name="Other", url="https://other.example/")
    key = checking.renew_key(other, by=chief, at=clock.now())
    assert client.get(path, **bearer(key)).status_code == 404
    assert put(client, check.uid, ANSWER, key).status_code == 404
    checking.renew_key(service.checker, by=chief, at=clock.now())
    assert client.get(path, **bearer(service.key)).status_code == 401


def test_an_answer_is_kept_once_and_another_is_a_conflict(client, service, check):
    first = put(client, check.uid, ANSWER, service.key)
    again = put(client, check.uid, ANSWER, service.key)
    assert (first.status_code, again.json()) == (200, first.json())
    kept = list(CheckRemark.objects.values_list("severity", "tag", "field", "text"))
    assert kept == [
        ("error", "links", "texts.en.body", "A link leads nowhere."),
        ("info", "", "", "Long."),
    ]
    other = put(client, check.uid, {"verdict": "passed"}, service.key)
    assert (other.status_code, other.headers["Content-Type"]) == (409, "application/problem+json")
    assert CheckRemark.objects.count() == 2
    assert AuditEntry.objects.filter(verb="check_answered").count() == 1


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "verdict"),
        ({"verdict": "great"}, "verdict"),
        ({"verdict": "remarks", "remarks": [{"severity": "error"}]}, "remarks.0.text"),
        ({"verdict": "remarks", "remarks": [{**REMARK, "text": "a\0b"}]}, "remarks.0.text"),
        ({"verdict": "remarks", "remarks": [{**REMARK, "text": "\ud800"}]}, "remarks.0.text"),
        ({"verdict": "remarks", "remarks": [{**REMARK, "tag": "<b>"}]}, "remarks.0.tag"),
        ({"verdict": "remarks", "remarks": [REMARK] * 201}, "remarks"),
        ([], "body"),
        ("[" * 100_000, "body"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client, service, check, body, name):
    answer = put(client, check.uid, body, service.key)
    assert answer.status_code == 400
    assert [row["name"] for row in answer.json().get("invalid_params", [{"name": "body"}])] == [
        name
    ]
    check.refresh_from_db()
    assert check.state == CheckState.WAITING


def test_a_dead_letter_goes_where_asking_again_would_be_about_something_else(service, check):
    LaunchCheck.objects.update(state=CheckState.FAILED, due_at=None)
    one, checker = check.launch, service.checker
    assert list(reads.undelivered()) == [check]
    for row, change in (
        (one, {"latest_revision": 99}),
        (one, {"state": "withdrawn"}),
        (checker, {"is_active": False}),
    ):
        before = {name: getattr(row, name) for name in change}
        type(row).objects.filter(pk=row.pk).update(**change)
        assert list(reads.undelivered()) == [], change
        type(row).objects.filter(pk=row.pk).update(**before)
    assert list(reads.undelivered()) == [check]


def test_a_slow_ladder_then_a_dead_letter(service, check):
    service.replies = [Reply(500)]
    at, waits = clock.now(), []
    while True:
        check_delivery.tell(at=at)
        check.refresh_from_db()
        if check.state != CheckState.WAITING:
            break
        waits.append(check.due_at - at)
        assert check_delivery.tell(at=check.due_at - timedelta(seconds=1)) == 0
        at = check.due_at
    assert waits == check_delivery.LADDER
    assert (check.state, check.tries, check.fault) == (CheckState.FAILED, 10, "500")
    assert list(reads.undelivered()) == [check]
    assert {one.headers["webhook-id"] for one in service.got} == {check.uid}
    reviewer = factories.UserFactory(reviewer=True)
    again = checking.ask(
        check.launch,
        service.checker,
        revision=check.revision,
        content=factories.content_of(check.launch),
        by=reviewer,
        at=at,
    )
    service.replies = [Reply()]
    assert (again.pk, check_delivery.tell(at=at)) == (check.pk, 1)


@pytest.mark.parametrize(
    ("reply", "state", "fault"),
    [
        (Reply(410), CheckState.FAILED, "410"),
        (Reply(302, {"Location": "https://news.example/"}), CheckState.WAITING, "302"),
        (Reply(204), CheckState.SENT, ""),
    ],
)
def test_what_comes_back(service, check, reply, state, fault):
    service.replies = [reply]
    check_delivery.tell(at=clock.now())
    check.refresh_from_db()
    assert (check.state, check.fault) == (state, fault)


def test_an_address_of_ours_is_not_called(settings, service, check):
    settings.OUTBOUND_LOOPBACK = False
    check_delivery.tell(at=clock.now())
    check.refresh_from_db()
    assert (check.state, check.fault, service.got) == (CheckState.FAILED, "bad address", [])


def test_a_claim_keeps_other_workers_away_until_it_is_over(service, check):
    now = clock.now()
    LaunchCheck.objects.update(due_at=now + check_delivery.CLAIM_LASTS)
    assert check_delivery.tell(at=now) == 0
    assert check_delivery.tell(at=now + check_delivery.CLAIM_LASTS) == 1


def test_the_same_submission_twice_is_one_question_and_a_new_revision_another(service, check):
    launch, reviewer = check.launch, factories.UserFactory(reviewer=True)
    said = {"content": factories.content_of(launch), "by": reviewer, "at": clock.now()}
    checking.begin(
        launch, revision=check.revision, document=check.document, by=reviewer, at=clock.now()
    )
    assert LaunchCheck.objects.count() == 1
    checking.ask(launch, service.checker, revision=check.revision + 1, **said)
    assert LaunchCheck.objects.count() == 2
    put_by = {"verdict": "passed", "remarks": []}
    checking.answer(check, **put_by, at=clock.now())
    with pytest.raises(Stale):
        checking.ask(launch, service.checker, revision=check.revision, **said)
    with pytest.raises(NotAllowed):
        checking.ask(
            launch,
            service.checker,
            revision=check.revision,
            content=said["content"],
            by=launch.created_by,
            at=clock.now(),
        )
    Checker.objects.update(is_active=False)
    service.checker.refresh_from_db()
    with pytest.raises(UnveilError):
        checking.ask(launch, service.checker, revision=9, **said)


def test_a_checker_that_is_switched_off_or_asked_by_hand_only_is_not_told(service):
    Checker.objects.update(at_submission=False)
    factories.launch("submitted")
    Checker.objects.update(at_submission=True, is_active=False)
    factories.launch("submitted", product="Two")
    assert LaunchCheck.objects.count() == 0


def test_a_check_gives_nothing_out_after_a_week(client, service, check):
    LaunchCheck.objects.update(asked_at=clock.now() - reads.OPEN_FOR)
    path = f"/api/v1/checks/{check.uid}/"
    assert client.get(path, **bearer(service.key)).status_code == 404


def test_the_checked_words_are_those_that_were_handed_in(service, check):
    later = factories.content_of(check.launch, words=(Words("en", "Later"),))
    assert json.loads(check.document)["words"][0]["headline"] == f"{CANARY} opens"
    assert "Later" not in check.document
    assert later.digest() != ""
