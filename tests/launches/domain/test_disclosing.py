"""Public answers go out with the edition; internal ones are nowhere in it."""

import json

import pytest

from launches.content import Answer
from launches.enums import QuestionKind
from tests import factories
from tests.factories.call import QuestionFactory

pytestmark = pytest.mark.django_db
CANARY = "Zyzzyva"


@pytest.fixture
def released():
    public = QuestionFactory(
        key="stage", name="How far?", name_zh="阶段？", kind=QuestionKind.ONE,
        options="Prototype | 原型\nIn series | 已量产", is_public=True,
    )  # fmt: skip
    secret = QuestionFactory(key="secret-price", name=f"{CANARY} price?")
    given = (Answer(public.key, "Prototype"), Answer(secret.key, f"{CANARY} 900"))
    return factories.launch("released", content={"answers": given})


def test_the_document_holds_public_answers_in_both_languages(released):
    document = json.loads(released.editions.get().document)
    assert document["answers"] == [
        {
            "key": "stage",
            "question": {"en": "How far?", "zh-hans": "阶段？"},
            "kind": "one",
            "value": "Prototype",
            "answer": {"en": "Prototype", "zh-hans": "原型"},
        }
    ]


def test_internal_answers_never_leave_the_desk(released, client):
    edition = released.editions.get()
    texts = [row.document + row.listing for row in edition.texts.all()]
    kept = "".join([edition.document, edition.listing, edition.words, *texts])
    doors = [
        f"/launches/{released.slug}/",
        f"/api/v1/launches/{released.uid}/",
        "/api/v1/launches/",
    ]
    bodies = [client.get(door).content.decode() for door in doors]
    for text in (kept, *bodies):
        assert CANARY.lower() not in text.lower()
        assert "secret-price" not in text
    assert "answers" not in edition.listing


def test_readers_see_the_public_ones(released, client):
    assert "How far?" in client.get(f"/launches/{released.slug}/").content.decode()
    chinese = {"accept-language": "zh-hans"}
    page = client.get(f"/launches/{released.slug}/", headers=chinese).content.decode()
    assert "原型" in page
    assert (
        client.get(f"/api/v1/launches/{released.uid}/").json()["answers"][0]["value"] == "Prototype"
    )
