"""Versions of a launch: those that were public, and nothing that was taken back."""

from datetime import timedelta

import pytest

from launches import clock
from launches.domain import release, rollback
from tests.factories import UserFactory, correct, launch, slate

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def numbers(client, entry, **headers) -> list[int]:
    answer = client.get(f"/api/v1/launches/{entry.uid}/editions/", **headers)
    return [row["version"] for row in answer.json()["results"]] if answer.status_code == 200 else []


def test_a_correction_leaves_the_earlier_version_to_be_read(client, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T, content={"category": "First"})
    moment.at(60)
    correct(entry, "Second", category="Second")
    moment.at(120)
    path = f"/api/v1/launches/{entry.uid}/editions/"
    rows = client.get(path).json()["results"]
    assert [
        (row["version"], row["correction_note"], row["replaced_at"] is None) for row in rows
    ] == [
        (2, "Second", True),
        (1, "", False),
    ]
    assert rows[1]["replaced_at"] == rows[0]["updated_at"]
    assert [client.get(row["href"]).json()["category"] for row in rows] == ["Second", "First"]
    assert client.get(f"{path}1/?lang=zh-tw").json()["text"]["headline"] == "Aurora One 发布"
    for number in (0, 3, 10**30):
        assert client.get(f"{path}{number}/").status_code == 404


def test_what_was_replaced_under_embargo_was_never_public(client, key, moment):
    moment.at(-600)
    entry = launch("approved", opens_at=moment.T, content={"category": "Canary"})
    moment.at(-300)
    correct(entry, "Second", category="Second")
    path = f"/api/v1/launches/{entry.uid}/editions/"
    moment.at(-1)
    press = key("press")
    assert (numbers(client, entry), numbers(client, entry, **press)) == ([], [2])
    moment.at(0)
    assert (numbers(client, entry), numbers(client, entry, **press)) == ([2], [2])
    assert client.get(f"{path}1/").content == client.get(f"{path}7/").content


def test_a_recall_takes_all_versions(client):
    entry = launch("released")
    correct(entry, "Second", category="Second")
    release.kill(entry, reason="x", by=UserFactory(releaser=True), at=clock.now())
    path = f"/api/v1/launches/{entry.uid}/editions/"
    assert [client.get(f"{path}{rest}").status_code for rest in ("", "1/", "2/")] == [404] * 3


def test_what_a_slate_opened_and_a_rollback_took_back_is_read_no_more(client, moment):
    moment.at(-600)
    entry = launch("approved", content={"category": "Canary"}, at=clock.now())
    made = slate([entry], opens_at=moment.T)
    moment.at(60)
    assert numbers(client, entry) == [1]
    rollback.roll_back(made, reason="Wrong.", by=UserFactory(releaser=True), at=clock.now())
    again = slate([entry], opens_at=moment.T + timedelta(hours=1), at=clock.now())
    moment.at(3600)
    assert again.is_released(at=clock.now())
    assert numbers(client, entry) == [2]
    assert client.get(f"/api/v1/launches/{entry.uid}/editions/1/").status_code == 404


def test_versions_cost_the_same_for_one_and_three(client, django_assert_num_queries):
    entry = launch("released")
    for _turn in range(2):
        with django_assert_num_queries(1):
            client.get(f"/api/v1/launches/{entry.uid}/editions/")
        correct(entry, "Second", category="Second")
        correct(entry, "Third")
