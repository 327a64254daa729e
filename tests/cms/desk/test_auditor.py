"""An auditor at every door of the desk, by the URL configuration: reads all, changes nothing."""

import hashlib

import pytest
from django.apps import apps

from cms.desk.flow import in_step
from launches import clock
from launches.domain import assigning, review, tagging
from launches.models import Mail
from tests.architecture.routes import addresses
from tests.factories.judging import PhaseFactory, ScoreCategoryFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
OURS = tuple(f"/cms/{name}/" for name in ("desk", "review", "mail", "slates", "lists", "record"))
# Of our pages that can be looked at: those that only begin an act.
NOT_FOR_READERS = {
    "desk:picture-cut",
    "judging:begin",
    "mail:edit",
    "record:erase",
    "slates:emergency",
    "slates:emergency_act",
}
READ = {
    "desk:queue",
    "desk:review",
    "desk:act",
    "desk:as-of",
    "desk:bulk",
    "desk:links",
    "desk:preview",
    "judging:home",
    "judging:assign",
    "judging:batches",
    "lists:index",
    "mail:look",
    "mail:outbox",
    "record:audit",
    "slates:calendar",
    "slates:list",
}
OWN = ("/cms/account/", "/cms/logout/", "/cms/login/", "/cms/password_reset/")
RAISES = "/cms/failwhale/"  # Wagtail tries its error page with it


@pytest.fixture
def ids(editor):
    """{beginning of an address: {parameter: values}} of things that exist."""
    page = entry("submitted")
    PhaseFactory(active=True, scoring=True)
    ScoreCategoryFactory()
    review.start_review(page.launch, by=editor, at=clock.now())
    assigning.assign(page.launch, to=editor, by=editor, at=clock.now())
    tagging.tag(page.launch, name="Stars", by=editor, at=clock.now())
    in_step(page)
    return {
        "/cms/desk/": {"uid": [page.launch.uid], "mode": ["press"], "act": ["reject"]},
        "/cms/mail/": {"uid": [Mail.objects.first().uid]},
        "/cms/": {
            "page_id": [str(page.pk)],
            "parent_page_id": [str(page.get_parent().pk)],
            "pk": ["1"],
        },
    }


def stored() -> dict[str, str]:
    """{table: a fingerprint of all its rows} of ours and of Wagtail's."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._default_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in apps.get_models()
        if model._meta.app_label in ("launches", "cms", "wagtailcore", "auth")
    }


def paths(ids) -> list[str]:
    found = []
    for start, known in ids.items():
        others = [other for other in ids if other != start and other.startswith(start)]
        rows = addresses(known)
        found += [p for p in rows if p.startswith(start) and not p.startswith(tuple(others))]
    return found


def test_reads_all_and_changes_nothing(client, desk_user, ids):
    client.force_login(desk_user("Auditors"))
    before, read, closed = stored(), set(), set()
    for path in paths(ids):
        if path.startswith(OWN) or path == RAISES:
            continue
        assert client.post(path).status_code in (403, 404), path
        if not path.startswith(OURS):
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        if answer.status_code == 200:
            read.add(answer.resolver_match.view_name)
        elif answer.status_code not in (301, 404, 405):
            closed.add(answer.resolver_match.view_name)
    assert closed == NOT_FOR_READERS
    assert read >= READ
    assert stored() == before
