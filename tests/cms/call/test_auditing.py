"""Every change of the call's settings through Wagtail's forms stands in the audit."""

import pytest
from django.urls import reverse

from launches.models import AuditEntry, Phase
from tests.factories import ForumFactory, SectionFactory
from tests.factories.call import AccessCodeFactory, CallWindowFactory
from tests.factories.judging import PhaseFactory

pytestmark = pytest.mark.django_db


def address(model: str, act: str, *args) -> str:
    return reverse(f"wagtailsnippets_launches_{model}:{act}", args=args)


def rows() -> list[dict]:
    found = AuditEntry.objects.filter(verb="call_changed").order_by("pk")
    return list(found.values_list("detail", flat=True))


def test_made_changed_and_left_as_it_was(client, chief):
    forum = ForumFactory()
    form = {
        "forum": forum.pk,
        "name": "Second look",
        "scored_by": "nobody",
        "decided_by": "desk",
        "edited_by": "desk",
        "position": 3,
    }
    assert client.post(address("phase", "add"), form).status_code == 302
    phase = Phase.objects.get()
    form |= {"decided_by": "chiefs", "is_anonymous": "on", "name": "Another name"}
    for _twice in range(2):
        assert client.post(address("phase", "edit", phase.pk), form).status_code == 302
    made, changed = rows()
    assert (made["act"], made["list"], made["row"]) == ("made", "phase", phase.pk)
    assert made["fields"]["position"] == [None, 3]
    assert changed == {
        "act": "changed",
        "list": "phase",
        "row": phase.pk,
        "fields": {
            "name": None,
            "decided_by": ["desk", "chiefs"],
            "is_anonymous": [False, True],
        },
    }
    actors = AuditEntry.objects.filter(verb="call_changed").values_list("actor", flat=True)
    assert set(actors) == {int(chief.session["_auth_user_id"])}


def test_a_deletion_and_no_secret(client, chief):
    window, code = (
        CallWindowFactory(section=SectionFactory()),
        AccessCodeFactory(note="For Ms Secret"),
    )
    number = window.pk
    assert client.post(address("callwindow", "delete", number)).status_code == 302
    form = {
        "forum": code.forum_id,
        "note": "For Ms Canary",
        "uses": 2,
        "expires_at": "2099-01-01 10:00",
        "is_valid": "on",
    }
    assert client.post(address("accesscode", "edit", code.pk), form).status_code == 302
    deleted, changed = rows()
    assert deleted == {"act": "deleted", "list": "callwindow", "row": number}
    assert changed["fields"]["note"] is None
    assert changed["fields"]["uses"] == [1, 2]
    assert not [word for word in ("Canary", "Secret", code.code) if word in str(changed)]


def test_what_is_refused_is_not_noted(client, chief, editor):
    phase = PhaseFactory()
    assert client.post(address("phase", "edit", phase.pk), {"name": ""}).status_code == 200
    client.force_login(editor)
    client.post(address("phase", "edit", phase.pk), {"name": "x"})
    assert rows() == []
