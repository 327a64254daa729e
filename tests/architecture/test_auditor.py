"""An auditor asks every door with every method that changes things, and nothing is changed.

Every route of the URL configuration is asked with data that the acts take, and every
table is compared. A door that comes later is covered without anyone remembering.
"""

import hashlib

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from tests.architecture.routes import addresses
from tests.factories import CueFactory, UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
METHODS = ["PUT", "PATCH", "DELETE"]
OWN = ("/accounts/", "/cms/account/", "/cms/logout/", "/cms/password_reset/")
OWN_TABLES = {"django_session", "usersessions_usersession", "sqlite_sequence"}
SAID = {
    "reason": "Because.",
    "note": "Because.",
    "text": "Hello.",
    "audience": "desk",
    "opens_at": "2031-01-01T00:00:00",
    "point-0-reason": "Shorter.",
    "name": "A name",
    "country": "FR",
    "act": "keep",
    "subject": "Hello",
    "how": "good",
    "decision": "decline",
    "command": "go",
    "version": "1",
}


@pytest.fixture
def ids():
    """One of everything that a route can name."""
    page = entry("submitted")
    approved = entry("in_review", product="Aurora Two")
    cue = CueFactory(launch=approved.launch)
    return {
        "uid": [page.launch.uid, approved.launch.uid],
        "slug": [cue.rundown.stage.slug],
        "page_id": [str(page.pk)],
        "act": ["reject", "changes"],
        "kind": ["rejected"],
        "language": ["en"],
        "number": ["1"],
        "group_id": [str(Group.objects.get(name="Editors").pk)],
    }


def walk(client, ids, under: str = "/") -> list[str]:
    """Ask everything below a path; the doors that were asked."""
    client.raise_request_exception = False  # Wagtail has a page that fails on purpose
    doors = [door for door in addresses(ids) if door.startswith(under)]
    doors = [door for door in doors if not door.startswith(OWN)]
    for door in doors:
        client.post(door, SAID)
        for method in METHODS if not door.startswith("/cms/") else ["PATCH"]:
            client.generic(method, door)
    return doors


def tables() -> dict[str, str]:
    """{table: fingerprint of its rows}."""
    found = {}
    with connection.cursor() as cursor:
        for name in set(connection.introspection.table_names(cursor)) - OWN_TABLES:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            rows = sorted(map(repr, cursor.fetchall()))
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def changed(before: dict[str, str]) -> set[str]:
    after = tables()
    return {name for name in after if after[name] != before.get(name)}


def test_an_auditor_changes_nothing(client, ids):
    auditor = UserFactory()
    auditor.groups.set(Group.objects.filter(name="Auditors"))
    client.force_login(auditor)
    client.get("/portal/")  # the language they read in is kept: their own
    before = tables()
    doors = walk(client, ids)
    assert changed(before) == set()
    assert len(doors) > 200


def test_the_same_walk_by_a_chief_editor_changes_things(client, ids):
    """So that the one above can fail."""
    chief = UserFactory()
    chief.groups.set(Group.objects.filter(name="Chief editors"))
    client.force_login(chief)
    before = tables()
    walk(client, ids, under="/cms/desk/")
    assert {"launches_auditentry", "launches_launch", "launches_comment"} <= changed(before)
