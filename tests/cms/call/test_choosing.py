"""A chooser asked with something that is no id: nothing is there, and nothing fails."""

import pytest

from cms.call.group import ITEMS
from tests.factories import ForumFactory

pytestmark = pytest.mark.django_db
NO_IDS = ("x", "1.5", "²", "9" * 40, "%00")


def choosers():
    return [f"/cms/snippets/choose/launches/{item.model._meta.model_name}/" for item in ITEMS]


@pytest.mark.parametrize("wrong", NO_IDS)
def test_no_id_is_no_row(chief, wrong):
    assert {chief.get(f"{path}chosen/{wrong}/").status_code for path in choosers()} == {404}
    several = [chief.get(f"{path}chosen-multiple/?id={wrong}") for path in choosers()]
    assert [answer.json()["result"] for answer in several] == [[]] * len(ITEMS)


def test_an_id_is_its_row(chief):
    forum = ForumFactory()
    path = "/cms/snippets/choose/launches/forum/"
    assert chief.get(f"{path}chosen/{forum.pk}/").json()["result"]["id"] == str(forum.pk)
    both = chief.get(f"{path}chosen-multiple/?id={forum.pk}&id=x").json()["result"]
    assert [row["id"] for row in both] == [str(forum.pk)]
