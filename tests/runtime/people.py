"""Somebody who is signed in at the house, and sends forms as their browser does."""

import json

import requests

from tests.runtime.house import House

TOKEN = "t" * 32
MAKE = """
import json
from tests.factories.page import entry as page_of
from tests.silence.askers import signed_in
owners = [factories.MemberFactory() for _number in range({count})]
pages = [page_of(owner=owner) for owner in owners]
from django.contrib.auth.models import Group
def desk(*groups):
    person = factories.UserFactory()
    person.groups.set(Group.objects.filter(name__in=groups))
    return person
editor, chief = desk("Eligibility reviewers", "Editors"), desk("Chief editors")
cookie = lambda user: signed_in(user)["Cookie"].partition("=")[2]
print(json.dumps(dict(
    entries=[(page.launch.uid, page.latest_revision_id) for page in pages],
    owners=[cookie(owner.user) for owner in owners],
    editor=cookie(editor), chief=cookie(chief), zone=pages[0].launch.forum.timezone,
)))
"""


class Person:
    def __init__(self, house: House, session: str) -> None:
        self._house, self._session = house, requests.Session()
        self._session.cookies.update({"sessionid": session, "csrftoken": TOKEN})
        self._session.headers["X-CSRFToken"] = TOKEN

    def post(self, path: str, *, sent: object = None, **fields: object) -> requests.Response:
        """A form, or with `sent` JSON; a redirect is not followed."""
        more = {"json": sent} if sent is not None else {"data": fields}
        url = self._house.url(path)
        return self._session.post(url, allow_redirects=False, timeout=30, **more)


def made(house: House, count: int) -> dict:
    """So many complete drafts with their owners, an editor and a chief editor."""
    return json.loads(house.act(MAKE.format(count=count)))
