"""The files' door around the instant, and what it says to whom."""

import pytest

from launches import clock
from launches.domain import release
from tests.factories import MemberFactory, OutletFactory, UserFactory, key_of, launch
from tests.factories.launch import PICTURE

MARKED = 4 + len("unveil-mark:") + 16  # bytes of the comment that names the copy

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def file(moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T)
    return entry.editions.get().files.get(role="original")


@pytest.fixture
def press(db):
    return key_of(OutletFactory(name="Agency"), "press")


def address(file) -> str:
    return f"/files/{file.uid}.jpg"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(("seconds", "status"), [(-1, 404), (0, 200), (1, 200)])
def test_the_public_waits_for_the_instant(client, file, moment, seconds, status):
    moment.at(seconds)
    answer = client.get(address(file))
    assert answer.status_code == status
    assert (body(answer) == PICTURE) == (status == 200)
    assert answer["Cache-Control"] == ("no-store" if status == 404 else "public, max-age=60")


def test_a_press_key_reads_under_embargo_and_nothing_keeps_it(client, file, moment, press):
    moment.at(-1)
    answer = client.get(address(file), **press)
    sent = body(answer)
    assert sent[:2] + sent[2 + MARKED :] == PICTURE
    assert answer["Cache-Control"] == "private, no-store"


def test_hidden_and_absent_are_the_same_before_any_condition(client, file, moment):
    moment.at(-1)
    for headers in (
        {},
        {"HTTP_IF_NONE_MATCH": f'"{file.sha256[:32]}"'},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_AUTHORIZATION": "Bearer unv_wrong_key"},
    ):
        hidden = client.get(address(file), **headers)
        absent = client.get("/files/abcdefghjkmnpqrs.jpg", **headers)
        assert (hidden.status_code, dict(hidden.items()), hidden.content) == (
            404,
            dict(absent.items()),
            absent.content,
        )


def test_a_recall_closes_the_file(client, file, moment):
    moment.at(1)
    assert client.get(address(file)).status_code == 200
    release.kill(file.edition.launch, reason="x", by=UserFactory(releaser=True), at=clock.now())
    assert client.get(address(file)).status_code == 404


def test_conditions_ranges_and_head(client, file, moment):
    moment.at(0)
    whole = client.get(address(file))
    again = client.get(address(file), HTTP_IF_NONE_MATCH=whole["ETag"])
    assert (again.status_code, body(again)) == (304, b"")
    part = client.get(address(file), HTTP_RANGE="bytes=2-4")
    assert (part.status_code, body(part)) == (206, PICTURE[2:5])
    assert part["Content-Range"] == f"bytes 2-4/{len(PICTURE)}"
    tail = client.get(address(file), HTTP_RANGE="bytes=-3")
    assert body(tail) == PICTURE[-3:]
    beyond = client.get(address(file), HTTP_RANGE=f"bytes={len(PICTURE)}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(PICTURE)}")
    head = client.head(address(file))
    assert (body(head), head["Content-Length"]) == (b"", str(len(PICTURE)))
    odd = client.get(address(file), HTTP_RANGE="bytes=9-1,x")
    assert body(odd) == PICTURE


def test_a_browser_runs_nothing_of_it(client, file, moment):
    moment.at(0)
    answer = client.get(address(file))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="hero.jpg"'


def test_nginx_is_handed_the_name_only_after_the_gate(client, file, moment, settings):
    settings.X_ACCEL = "/_private/"
    moment.at(-1)
    assert "X-Accel-Redirect" not in client.get(address(file))
    moment.at(0)
    answer = client.get(address(file))
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/_private/{file.stored}", b"")


def test_drafts_are_read_by_their_company_and_the_desk_only(client):
    entry = launch("draft")
    material = entry.materials.get()
    private = f"/files/private/{material.uid}.jpg"
    assert client.get(private).status_code == 404
    for user, status in (
        (entry.company.memberships.get().user, 200),
        (MemberFactory().user, 404),
        (UserFactory(reviewer=True), 200),
        (UserFactory(caller=True), 404),
    ):
        client.force_login(user)
        answer = client.get(private)
        assert answer.status_code == status
        assert answer["Cache-Control"] == ("private, no-store" if status == 200 else "no-store")
    rendition = material.renditions.first()
    client.force_login(UserFactory(reviewer=True))
    assert client.get(f"/files/private/{rendition.uid}.jpg").status_code == 200


@pytest.mark.parametrize("stranger", [None, "member", "caller"])
def test_a_draft_of_others_answers_exactly_like_an_absent_one(client, stranger):
    material = launch("draft").materials.get()
    if stranger:
        user = MemberFactory().user if stranger == "member" else UserFactory(caller=True)
        client.force_login(user)
    for headers in ({}, {"HTTP_RANGE": "bytes=0-1"}, {"HTTP_IF_NONE_MATCH": "*"}):
        hidden = client.get(f"/files/private/{material.uid}.jpg", **headers)
        absent = client.get("/files/private/abcdefghjkmnpqrs.jpg", **headers)
        assert (hidden.status_code, dict(hidden.items()), hidden.content) == (
            404,
            dict(absent.items()),
            absent.content,
        )


def test_a_lost_file_is_absent_not_an_error(client, file, moment):
    from django.core.files.storage import storages

    moment.at(0)
    storages["private"].delete(file.stored)
    assert client.get(address(file)).status_code == 404


def test_asking_costs_one_query(client, file, moment, django_assert_num_queries):
    moment.at(0)
    with django_assert_num_queries(1):
        client.get(address(file))
    with django_assert_num_queries(1):
        client.get("/files/abcdefghjkmnpqrs.jpg")


def test_pages_of_other_origins_may_read_what_is_open(client, file, moment):
    moment.at(0)
    absent = "/files/abcdefghjkmnpqrs.jpg"
    asked = {"HTTP_ORIGIN": "https://paper.example"}
    first, second = (client.options(path, **asked) for path in (address(file), absent))
    assert (first.status_code, dict(first.items())) == (204, dict(second.items()))
    assert "Authorization" in first["Access-Control-Allow-Headers"]
    for path, status in ((address(file), 200), (absent, 404)):
        answer = client.get(path, **asked)
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")
